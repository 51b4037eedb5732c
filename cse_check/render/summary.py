"""The summary of a screening, in the one order that every format keeps.

Immediate danger, urgent, flagged, still to find out, not asked, answered no, the caveat, whom to
ring, what to do next, where it comes from. A count is only ever `n of m`: there is no score here.
The order and the words of what depends on the answers are in `sections`.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from typing import assert_never

from msgspec.structs import asdict

from cse_check.model import (
    ROLES,
    Catalogue,
    Category,
    Edition,
    Grouping,
    Indicator,
    Manner,
    Response,
    Role,
    written_date,
)
from cse_check.narrative import FIELDS, given
from cse_check.record import dump
from cse_check.render.contacts import caveat_notice, contact_blocks, numbers_at_hand
from cse_check.render.document import (
    Block,
    Document,
    Entries,
    Entry,
    Facts,
    Heading,
    Notice,
    Paragraph,
    Tone,
    WritingLine,
)
from cse_check.render.guide import action_blocks, source_blocks
from cse_check.render.sections import (
    BASIS,
    BETWEEN,
    COUNT,
    DETAILS,
    GUIDE,
    QUOTED,
    SECTIONS,
    WHEN,
    About,
    Fixed,
    Items,
    Part,
    Said,
    Section,
    Shape,
    Texts,
    Whole,
)
from cse_check.screening import Item, Screening, Statements

STATEMENTS = {
    "nature": "What this is",
    "immediate_danger": "Immediate danger",
    "urgent": "Urgent",
    "caveat": "No indicators",
    "caveat_more": "And more",
    "caveat_source": "Who says so",
    "check_numbers": "The numbers",
    "age": "Their age",
}
"""What each of the statements is about."""
LONG = 10
"""How many items are still a short list."""


def summary(screening: Screening, *, form: bool = False, brief: bool = False) -> Document:
    """Return everything that a screening says, in order; its data is the record, or FHIR.

    With `form`, whatever was not written has an empty line to write on; otherwise it is left out.
    With `brief`, a long list of what was not asked is told by category, in counts.
    """
    catalogue = screening.edition.catalogue
    return Document(
        title_of(catalogue),
        tuple(
            block
            for section in SECTIONS
            for block in _section(section, screening, form=form, brief=brief)
        ),
        data={"json": partial(dump, screening), "fhir": partial(_fhir, screening)},
        card=tuple(numbers_at_hand(catalogue, screening.role, screening.statements)),
        running=running_title(
            screening.case_ref or "without a reference",
            catalogue,
            written_date(screening.screened_on),
        ),
    )


def _fhir(screening: Screening) -> str:
    from cse_check.render.fhir import response  # only now: it is rarely asked for

    return response(screening)


def title_of(catalogue: Catalogue) -> str:
    """Return what the summary of a screening with this catalogue is called."""
    return f"Child sexual exploitation checklist: {catalogue.area.name}"


def running_title(case: str, catalogue: Catalogue, day: str) -> str:
    """Return what stands in the margin of every printed page."""
    return f"Case {case}, {catalogue.area.name}, {day}"


def count(part: Iterable[object], whole: int) -> str:
    """Return a count as it may be shown: `3 of 46`."""
    return COUNT.format(n=sum(1 for _ in part), m=whole)


def category_name(category: Category) -> str:
    """Return a category's name, and say so when the grouping is not the guide's."""
    mark = " (grouped by cse-check)" if category.grouping is Grouping.EDITORIAL else ""
    return f"{category.name}{mark}"


def opening_blocks(says: Statements) -> Iterator[Block]:
    """Yield what comes before anything that was answered."""
    yield Paragraph(says.nature)
    yield Notice(Tone.DANGER, says.immediate_danger)


def closing_blocks(
    edition: Edition, role: Role, day: date, says: Statements, *, made_with: str
) -> Iterator[Block]:
    """Yield what comes after all that was answered: the caveat, the numbers, where it is from."""
    yield caveat_notice(says)
    yield from contact_blocks(edition.catalogue, role, day, says)
    yield Heading("What to do next")
    yield from action_blocks(edition.catalogue, day)
    yield Heading("Where this comes from")
    yield Paragraph(says.age)
    yield from source_blocks(edition, day, made_with=made_with)
    yield Paragraph("Nothing here proves who completed it.", quiet=True)


def made_with(version: str, day: str) -> str:
    """Return which version made a summary, and when."""
    return f"cse-check {version}, on {day}"


def guide_words(indicator: Indicator) -> str | None:
    """Return the words of the guide that an indicator rests on, quoted, where they differ."""
    if indicator.text.casefold() == indicator.source_text.casefold():
        return None
    return QUOTED.format(text=indicator.source_text)


def details(response: Response) -> list[tuple[str, str]]:
    """Return what was added to an answer: when, on what basis, and the note."""
    said = {
        "when": response.when and WHEN[response.when],
        "basis": response.basis and BASIS[response.basis],
        "note": response.note,
    }
    return [(label, text) for name, label in DETAILS.items() if (text := said[name])]


def _section(section: Section, screening: Screening, *, form: bool, brief: bool) -> Iterator[Block]:
    match section:
        case About():
            yield _about(section, screening)
        case Fixed():
            yield from _fixed(section.part, screening)
        case Items():
            yield from _items(section, screening, brief=brief)
        case Texts():
            yield from _narrative(section, screening, form=form)
        case _:
            assert_never(section)


def _about(section: About, screening: Screening) -> Facts:
    said = {
        Said.CASE_REF: screening.case_ref,
        Said.DAY: written_date(screening.screened_on),
        Said.ROLE: ROLES[screening.role],
        Said.SUPERSEDES: screening.supersedes,
    }
    shown = ((fact.label, said[fact.said] or fact.without) for fact in section.facts)
    return Facts(tuple((label, text) for label, text in shown if text))


def _fixed(part: Part, screening: Screening) -> Iterator[Block]:
    match part:
        case Part.OPENING:
            yield from opening_blocks(screening.says)
        case Part.CLOSING:
            yield from closing_blocks(
                screening.edition,
                screening.role,
                screening.screened_on,
                screening.says,
                made_with=made_with(screening.tool_version, written_date(screening.screened_on)),
            )
            yield from _other_words(screening)
        case _:
            assert_never(part)


def _items(section: Items, screening: Screening, *, brief: bool) -> Iterator[Block]:
    items = screening.items(section.answer)
    items = tuple(item for item in items if item.indicator.urgent) if section.urgent else items
    if not (items or section.none):
        return
    whole = screening.asked if section.whole is Whole.ASKED else len(screening.flagged)
    yield Heading(section.heading, aside=section.count.format(n=len(items), m=whole))
    if items and section.lead:
        yield Paragraph(section.lead)
    match section.shape:
        case Shape.LIST if items:
            counted = brief and section.answer is None and len(items) > LONG
            yield _by_category(screening) if counted else _entries(items)
        case Shape.GROUPS:
            yield from _groups(section, screening)
        case Shape.NAMES:
            yield from _named(section, items)
            return
        case _:
            pass
    if not items:
        yield Paragraph(section.none)


def _groups(section: Items, screening: Screening) -> Iterator[Block]:
    for group in screening.groups(section.answer):
        aside = count(group.items, len(group.category.indicators))
        yield Heading(category_name(group.category), level=3, aside=aside)
        if group.category.note:
            yield Paragraph(group.category.note, quiet=True)
        yield Entries(tuple(_traced(item) for item in group.items))


def _by_category(screening: Screening) -> Entries:
    """Return how many of each category were not asked."""
    return Entries(
        tuple(
            Entry(f"{category_name(category)}: {count(items, len(category.indicators))}")
            for category, items in screening.groups(None)
        )
    )


def _named(section: Items, items: tuple[Item, ...]) -> Iterator[Block]:
    rest = [item for item in items if item.response.given is Manner.REST]
    own = [item for item in items if item not in rest]
    if own:
        yield Paragraph(section.names.format(names=_names(own)))
    if rest:
        yield Paragraph(section.rest.format(names=_names(rest)))
    if not items:
        yield Paragraph(section.none)
    if detailed := [item for item in items if details(item.response)]:
        yield _entries(detailed)


def _names(items: Iterable[Item]) -> str:
    return BETWEEN.join(item.indicator.text for item in items)


def _narrative(section: Texts, screening: Screening, *, form: bool) -> Iterator[Block]:
    told = dict(given(screening.narrative))
    if told or form:
        yield Heading(section.heading)
    for field in FIELDS:
        if field in told or form:
            yield Heading(field.heading, level=3)
        if field in told:
            yield from (Paragraph(line) for line in told[field].split("\n") if line)
        elif form:
            yield from (Paragraph(field.asks, quiet=True), WritingLine())


def _other_words(screening: Screening) -> Iterator[Block]:
    """Quote what a record says where cse-check says something else, which stands in its place."""
    recorded, says = asdict(screening.statements), asdict(screening.says)
    differing = tuple(
        (label, f"“{recorded[name]}”")
        for name, label in STATEMENTS.items()
        if recorded[name] != says[name]
    )
    if differing:
        yield Heading("What this record says in other words", level=3)
        yield Paragraph("What is shown above is what cse-check says. The record has, in its place:")
        yield Facts(differing)


def _entries(items: Iterable[Item]) -> Entries:
    return Entries(
        tuple(Entry(each.indicator.text, details=tuple(details(each.response))) for each in items)
    )


def _traced(item: Item) -> Entry:
    """Return a flagged item with the words of the guide that it rests on, where they differ."""
    words = guide_words(item.indicator)
    guide = [(GUIDE, words)] if words else []
    return Entry(item.indicator.text, details=(*guide, *details(item.response)))
