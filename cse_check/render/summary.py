"""The summary of a screening, in the one order that every format keeps.

Immediate danger, urgent, flagged, still to find out, not asked, answered no, the caveat, whom to
ring, what to do next, where it comes from. A count is only ever `n of m`: there is no score here.
"""

from collections.abc import Iterable, Iterator
from functools import partial

from msgspec.structs import asdict

from cse_check.model import (
    ROLES,
    Answer,
    Basis,
    Category,
    Grouping,
    Manner,
    Response,
    When,
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
from cse_check.screening import Item, Screening

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
WHEN = {When.CURRENT: "now", When.PAST: "in the past (past harm counts)"}
LONG = 10
"""How many items are still a short list."""
BASIS = {
    Basis.SEEN: "seen",
    Basis.TOLD: "told by the child or somebody else",
    Basis.REPORTED: "reported",
    Basis.OPINION: "opinion",
}


def summary(screening: Screening, *, form: bool = False, brief: bool = False) -> Document:
    """Return everything that a screening says, in order; its data is the record.

    With `form`, whatever was not written has an empty line to write on; otherwise it is left out.
    With `brief`, a long list of what was not asked is told by category, in counts.
    """
    area = screening.edition.catalogue.area
    return Document(
        f"Child sexual exploitation checklist: {area.name}",
        (
            *_head(screening),
            *_urgent(screening),
            *_flagged(screening),
            *_not_known(screening),
            *_not_asked(screening, brief=brief),
            *_answered_no(screening),
            *_narrative(screening, form=form),
            caveat_notice(screening.says),
            *contact_blocks(
                screening.edition.catalogue,
                screening.role,
                screening.screened_on,
                screening.says,
            ),
            *_next(screening),
            *_provenance(screening),
        ),
        data=partial(dump, screening),
        card=tuple(
            numbers_at_hand(screening.edition.catalogue, screening.role, screening.statements)
        ),
        running=f"Case {screening.case_ref or 'without a reference'}, {area.name}, "
        f"{written_date(screening.screened_on)}",
    )


def count(part: Iterable[object], whole: int) -> str:
    """Return a count as it may be shown: `3 of 46`."""
    return f"{sum(1 for _ in part)} of {whole}"


def category_name(category: Category) -> str:
    """Return a category's name, and say so when the grouping is not the guide's."""
    mark = " (grouped by cse-check)" if category.grouping is Grouping.EDITORIAL else ""
    return f"{category.name}{mark}"


def _head(screening: Screening) -> Iterator[Block]:
    yield Facts(
        (
            ("Case reference", screening.case_ref or "none given"),
            ("Date", written_date(screening.screened_on)),
            ("For", ROLES[screening.role]),
            *((("Supersedes", screening.supersedes),) if screening.supersedes else ()),
        )
    )
    yield Paragraph(screening.says.nature)
    yield Notice(Tone.DANGER, screening.says.immediate_danger)


def _urgent(screening: Screening) -> Iterator[Block]:
    if screening.urgent:
        yield Heading("Urgent", aside=count(screening.urgent, len(screening.flagged)) + " flagged")
        yield Paragraph(screening.says.urgent)
        yield _entries(screening.urgent)


def _flagged(screening: Screening) -> Iterator[Block]:
    yield Heading("Flagged", aside=count(screening.flagged, screening.asked))
    for group in screening.groups(Answer.YES):
        aside = count(group.items, len(group.category.indicators))
        yield Heading(category_name(group.category), level=3, aside=aside)
        if group.category.note:
            yield Paragraph(group.category.note, quiet=True)
        yield Entries(tuple(_traced(item) for item in group.items))
    if not screening.flagged:
        yield Paragraph(
            "No indicator was answered yes. That does not mean that the child is safe: read on."
        )


def _not_known(screening: Screening) -> Iterator[Block]:
    items = screening.items(Answer.NOT_KNOWN)
    yield Heading("Still to find out", aside=count(items, screening.asked))
    if items:
        yield Paragraph("Asked, and not known. Each is something to find out.")
        yield _entries(items)
    else:
        yield Paragraph("Nothing was answered 'not known'.")


def _not_asked(screening: Screening, *, brief: bool) -> Iterator[Block]:
    items = screening.items(None)
    yield Heading("Not asked", aside=count(items, screening.asked))
    if items:
        yield Paragraph("Without an answer, which is not the same as no.")
        yield _by_category(screening) if brief and len(items) > LONG else _entries(items)
    else:
        yield Paragraph("Every indicator has an answer.")


def _by_category(screening: Screening) -> Entries:
    """Return how many of each category were not asked."""
    return Entries(
        tuple(
            Entry(f"{category_name(category)}: {count(items, len(category.indicators))}")
            for category, items in screening.groups(None)
        )
    )


def _answered_no(screening: Screening) -> Iterator[Block]:
    items = screening.items(Answer.NO)
    yield Heading("Answered no", aside=count(items, screening.asked))
    rest = [item for item in items if item.response.given is Manner.REST]
    names = _names(item for item in items if item not in rest)
    if names or not rest:
        yield Paragraph(f"{names}." if names else "Nothing was answered no.")
    if rest:
        yield Paragraph(f"By one 'no to the rest' of a category: {_names(rest)}.")
    if detailed := [item for item in items if details(item.response)]:
        yield _entries(detailed)


def _names(items: Iterable[Item]) -> str:
    return "; ".join(item.indicator.text for item in items)


def _narrative(screening: Screening, *, form: bool) -> Iterator[Block]:
    told = dict(given(screening.narrative))
    if told or form:
        yield Heading("In the words of whoever completed this")
    for field in FIELDS:
        if field in told or form:
            yield Heading(field.heading, level=3)
        if field in told:
            yield from (Paragraph(line) for line in told[field].split("\n") if line)
        elif form:
            yield from (Paragraph(field.asks, quiet=True), WritingLine())


def _next(screening: Screening) -> Iterator[Block]:
    yield Heading("What to do next")
    yield from action_blocks(screening.edition.catalogue, screening.screened_on)


def _provenance(screening: Screening) -> Iterator[Block]:
    yield Heading("Where this comes from")
    yield Paragraph(screening.says.age)
    made_with = f"cse-check {screening.tool_version}, on {written_date(screening.screened_on)}"
    yield from source_blocks(screening.edition, screening.screened_on, made_with=made_with)
    yield Paragraph("Nothing here proves who completed it.", quiet=True)
    yield from _other_words(screening)


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
    return Entries(tuple(_entry(item) for item in items))


def _entry(item: Item) -> Entry:
    return Entry(item.indicator.text, details=tuple(details(item.response)))


def _traced(item: Item) -> Entry:
    """Return a flagged item with the words of the guide that it rests on, where they differ."""
    asked, words = item.indicator.text, item.indicator.source_text
    guide = [] if asked.casefold() == words.casefold() else [("Guide", f"“{words}”")]
    return Entry(asked, details=(*guide, *details(item.response)))


def details(response: Response) -> list[tuple[str, str]]:
    """Return what was added to an answer: when, on what basis, and the note."""
    said = []
    if response.when:
        said.append(("When", WHEN[response.when]))
    if response.basis:
        said.append(("Basis", BASIS[response.basis]))
    if response.note:
        said.append(("Note", response.note))
    return said
