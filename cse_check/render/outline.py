"""A checklist as other systems can ask it: what is said first, the questions, what is said last.

Danger and the numbers come first and the caveat last, as on paper. Nothing in it depends on the
day: a source has its date here, and no age, since a form is filled in long after it was made.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, NamedTuple

from msgspec.structs import asdict, replace

from cse_check.model import ROLES, Catalogue, Category, Edition, Indicator, Role, Source
from cse_check.model import written_date as written
from cse_check.render.contacts import number_entries, short_numbers
from cse_check.render.document import Block, Entries, Entry, Facts, Notice, Paragraph
from cse_check.render.form import URGENT, WORRIED
from cse_check.render.guide import action_blocks, source_blocks
from cse_check.render.summary import category_name
from cse_check.screening import Statements, statements_for
from cse_check.version import __version__

ANY_DAY: Final = date.min
"""The day of texts in which no day is shown."""
HOW: Final = (
    "Answer what you can. What is left without an answer counts as not asked, which is not the "
    "same as no. Past harm counts."
)
LOCAL: Final = (
    "Some numbers were corrected locally; each stands beside the one that the catalogue prints."
)
DATES: Final = "Law, guidance, teams and numbers change: look at the date of each source."
PRIVATE: Final = (
    "Never write a name, address, date of birth or NHS number in this form. Filled in it is about "
    "a child: only those should see it who have to."
)


class Said(NamedTuple):
    """Something to be read; `name` tells it from all else that is said. Paragraphs are apart."""

    name: str
    paragraphs: tuple[str, ...]


class Asked(NamedTuple):
    """A question, and what is said below it: its mark, and its note."""

    indicator: Indicator
    remarks: tuple[str, ...]


class Part(NamedTuple):
    """A category with its questions; its name says whose grouping it is."""

    category: Category
    name: str
    remarks: tuple[str, ...]
    asked: tuple[Asked, ...]


class Outline(NamedTuple):
    """The whole of it, in order. `now` is for a yes to something urgent: no older numbers."""

    title: str
    first: tuple[Said, ...]
    now: tuple[str, ...]
    parts: tuple[Part, ...]
    last: tuple[Said, ...]


class _DatedSource(Source, frozen=True):
    """A source that says when it was published, and not how old that makes it."""

    def dated(self, today: date) -> str:  # noqa: ARG002 - as a source has it
        return self.printed_date


def outline(edition: Edition, role: Role, *, version: str = __version__) -> Outline:
    """Return the checklist of an area, with the numbers for a role and the program's version."""
    catalogue = edition.catalogue
    dated = tuple(_DatedSource(**asdict(source)) for source in catalogue.sources)
    shown = Edition(replace(catalogue, sources=dated), edition.sha256)
    says = statements_for(catalogue)
    return Outline(
        f"Child sexual exploitation checklist: {catalogue.area.name}",
        tuple(_first(shown.catalogue, role, says)),
        (says.immediate_danger, says.urgent, *_latest(shown.catalogue, role, says)),
        tuple(map(_part, catalogue.categories)),
        tuple(_last(shown, role, says, version)),
    )


def _first(catalogue: Catalogue, role: Role, says: Statements) -> Iterator[Said]:
    yield Said("danger", (says.immediate_danger,))
    numbers = _texts(short_numbers(catalogue, role, says))
    local = (LOCAL,) if catalogue.corrections else ()
    yield Said("numbers", (f"Whom to ring, for {ROLES[role]}:", *numbers, *local))
    yield Said("how", (says.nature, HOW, WORRIED.replace("Lines", "Questions"), PRIVATE))


def _latest(catalogue: Catalogue, role: Role, says: Statements) -> Iterator[str]:
    latest, *_ = short_numbers(catalogue, role, says)
    yield from _block(latest)


def _part(category: Category) -> Part:
    note = (category.note,) if category.note else ()
    return Part(category, category_name(category), note, tuple(map(_asked, category.indicators)))


def _asked(indicator: Indicator) -> Asked:
    mark = (URGENT,) if indicator.urgent else ()
    return Asked(indicator, (*mark, *((indicator.note,) if indicator.note else ())))


def _last(edition: Edition, role: Role, says: Statements, version: str) -> Iterator[Said]:
    catalogue = edition.catalogue
    entries = _texts([number_entries(catalogue, role, ANY_DAY)])
    gaps = ("What the sources leave open:", *catalogue.gaps) if catalogue.gaps else ()
    heading = f"Whom to ring, for {ROLES[role]}, and where each number comes from:"
    yield Said("contacts", (heading, *entries, *gaps, says.check_numbers))
    yield Said("next", ("What to do next:", *_texts(action_blocks(catalogue, ANY_DAY))))
    made = source_blocks(edition, ANY_DAY, made_with=f"cse-check {version}")
    yield Said("sources", ("Where this comes from:", *_texts(made), *_review(catalogue), DATES))
    yield Said("caveat", (says.caveat, says.caveat_more, says.caveat_source))


def _review(catalogue: Catalogue) -> Iterator[str]:
    if catalogue.review_by:
        day = written(date.fromisoformat(catalogue.review_by))
        yield f"Its keeper means to look it over again by {day}: after that, see for a newer one."


def _texts(blocks: Iterable[Block]) -> tuple[str, ...]:
    return tuple(text for block in blocks for text in _block(block))


def _block(block: Block) -> Iterator[str]:
    match block:
        case Entries():
            yield from map(_entry, block.entries)
        case Facts():
            yield from (f"{label}: {text}" for label, text in block.facts)
        case Notice():
            yield from (block.statement, *block.more)
        case Paragraph():
            yield block.text
        case _:
            raise TypeError("headings and room for a pen have no place in an outline")


def _entry(entry: Entry) -> str:
    lead = f"{entry.lead}: " if entry.lead else ""
    details = (f"{label}: {text}" if label else text for label, text in entry.details)
    return "; ".join([f"{lead}{entry.text}", *(each.rstrip(".") for each in details)])
