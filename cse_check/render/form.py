"""The blank checklist, to be filled in with a pen, in the order of the summary.

Danger and the numbers stand at the top of every page, and the caveat at its foot.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from cse_check.model import ROLES, Answer, Catalogue, Category, Edition, Indicator, Role, overdue
from cse_check.narrative import FIELDS
from cse_check.numbers import EMERGENCY
from cse_check.render.contacts import LOCAL, by_age, caveat_notice, contact_blocks, short_numbers
from cse_check.render.document import (
    Block,
    Document,
    Heading,
    Notice,
    Paragraph,
    Question,
    Questions,
    Tone,
    WritingLine,
)
from cse_check.render.guide import action_blocks, source_blocks
from cse_check.render.summary import category_name
from cse_check.screening import ANSWER_WORDS, statements_for
from cse_check.version import __version__

CHOICES: Final = tuple(ANSWER_WORDS[each] for each in Answer)
ASKED: Final = "Indicator"
ROOM: Final = "When, how known, and more"
URGENT: Final = "urgent"
REFERENCE: Final = "Case reference (a pseudonym, never a name)"
DAY: Final = "Date"
PRIVATE: Final = (
    "Never write a name, address, date of birth or NHS number on this form. Filled in it is about "
    "a child: keep it where only those can read it who have to."
)
HOW: Final = (
    "Tick one box a line. A line without a tick was not asked, which is not the same as no. Beside "
    "it, write when it was (now or in the past: past harm counts), and how it is known: seen, "
    "told, reported, or an opinion."
)
WORRIED: Final = (
    "Lines marked 'urgent' may mean harm now. At a yes there, do not wait to finish anything: "
    "ring. The label is cse-check's own, not the guide's; anything without it may be just as "
    "serious."
)
ROWS: Final = {"worry": 5, "childs_words": 4, "completed_by": 1}
"""How many lines there are to write on; three for any other field."""


def form_document(edition: Edition, role: Role, today: date) -> Document:
    """Return the form of an area, with the numbers for a role."""
    catalogue = edition.catalogue
    says = statements_for(catalogue)
    return Document(
        f"Child sexual exploitation checklist, to fill in by hand: {catalogue.area.name}",
        tuple(_blocks(edition, role, today)),
        above=(says.immediate_danger, _numbers(catalogue, role)),
        below=(says.caveat,),
        running=f"From {_guide(catalogue, today)}; catalogue {catalogue.area.id}, "
        f"revision {catalogue.revision}",
    )


def _blocks(edition: Edition, role: Role, today: date) -> Iterator[Block]:
    catalogue = edition.catalogue
    says = statements_for(catalogue)
    yield from _head(catalogue, role, today)
    total = len(catalogue.categories)
    for number, category in enumerate(catalogue.categories, start=1):
        yield from _category(category, f"{number} of {total}")
    yield Heading("In the words of whoever completes this")
    for field in FIELDS:
        yield Heading(field.heading, level=3)
        yield Paragraph(field.asks, quiet=True)
        yield WritingLine(rows=ROWS.get(field.name, 3))
    yield caveat_notice(says)
    yield from contact_blocks(catalogue, role, today, says)
    yield Heading("What to do next")
    yield from action_blocks(catalogue, today)
    yield Heading("Where this comes from")
    yield Paragraph(says.age)
    yield from source_blocks(edition, today, made_with=f"cse-check {__version__}")


def _head(catalogue: Catalogue, role: Role, today: date) -> Iterator[Block]:
    says = statements_for(catalogue)
    yield Paragraph(says.nature)
    yield Notice(Tone.DANGER, says.immediate_danger)
    yield Paragraph(f"Whom to ring, for {ROLES[role]}:")
    yield from short_numbers(catalogue, role, says)
    if said := overdue(catalogue, today):
        yield Paragraph(said)
    if catalogue.corrections:
        yield Paragraph(LOCAL)
    yield WritingLine(REFERENCE)
    yield WritingLine(DAY)
    yield Paragraph(PRIVATE)
    yield Paragraph(HOW)
    yield Paragraph(WORRIED)


def _category(category: Category, aside: str) -> Iterator[Block]:
    yield Heading(category_name(category), aside=aside)
    if category.note:
        yield Paragraph(category.note, quiet=True)
    asked = tuple(_question(each) for each in category.indicators)
    yield Questions(ASKED, CHOICES, ROOM, asked)


def _question(indicator: Indicator) -> Question:
    return Question(indicator.text, URGENT if indicator.urgent else "", indicator.note or "")


def _numbers(catalogue: Catalogue, role: Role) -> str:
    """Return the latest numbers for a role, in a line."""
    latest, _ = by_age(catalogue, role)
    return "; ".join(f"{each.number} {each.team}" for each in latest if each.phone != EMERGENCY)


def _guide(catalogue: Catalogue, today: date) -> str:
    return catalogue.source(catalogue.guide.definition.source).cited(today)
