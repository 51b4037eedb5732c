"""Two screenings compared, as a document and as JSON."""

from collections.abc import Iterator
from functools import partial

import msgspec

from cse_check.comparison import Change, Changed, Comparison
from cse_check.model import Response, written_date
from cse_check.render.contacts import caveat_notice, contact_blocks
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
)
from cse_check.render.summary import count, details
from cse_check.screening import ANSWER_WORDS, Screening

FORMAT = 1
HEADINGS = {
    Change.BECAME_FLAGGED: "Became flagged",
    Change.NO_LONGER_FLAGGED: "No longer flagged",
    Change.STILL_FLAGGED: "Flagged both times",
    Change.KNOWN_NOW: "Known now, and was not before",
    Change.NO_LONGER_KNOWN: "No longer known",
    Change.ONLY_IN_NEW: "Asked only in the newer one",
    Change.ONLY_IN_OLD: "Asked only in the older one",
    Change.UNCHANGED: "Otherwise unchanged",
}
WARNING = (
    "This shows what was recorded on two occasions, never whether things have got better or worse. "
    "What is no longer flagged may still be so, and past harm counts."
)


def comparison_document(comparison: Comparison) -> Document:
    """Return everything that differs between two screenings, by group and category."""
    area = comparison.new.edition.catalogue.area.name
    return Document(
        f"Two screenings compared: {area}",
        tuple(_blocks(comparison)),
        data={"json": partial(comparison_json, comparison)},
        running=f"{_whose(comparison)}, {area}",
    )


def comparison_json(comparison: Comparison) -> str:
    """Return the groups as JSON, with the ids of their indicators."""
    groups = {
        change.value: [each.indicator.id for each in comparison.of(change)] for change in HEADINGS
    }
    says = comparison.new.says
    encoded = msgspec.json.encode(
        {
            "format": FORMAT,
            "immediate_danger": says.immediate_danger,
            "warning": WARNING,
            "caveat": says.caveat,
            "case_ref": comparison.new.case_ref,
            "old": comparison.old.screened_on,
            "new": comparison.new.screened_on,
            "renamed": dict(comparison.renamed),
            "groups": groups,
        }
    )
    return msgspec.json.format(encoded, indent=2).decode() + "\n"


def _blocks(comparison: Comparison) -> Iterator[Block]:
    old, new = comparison.old, comparison.new
    yield Facts(
        (
            ("Older", _named(old)),
            ("Newer", _named(new)),
        )
    )
    if old.case_ref != new.case_ref:
        yield Notice(Tone.CAUTION, "These two do not have the same case reference.")
    yield Notice(Tone.DANGER, new.says.immediate_danger)
    yield Paragraph(WARNING)
    yield from map(Paragraph, comparison.renamed_lines)
    for change in HEADINGS:
        yield from _group(comparison, change)
    yield caveat_notice(new.says)
    yield from contact_blocks(new.edition.catalogue, new.role, new.screened_on, new.says)


def _named(screening: Screening) -> str:
    catalogue = screening.edition.catalogue
    case = screening.case_ref or "no case reference"
    when = written_date(screening.screened_on)
    return f"{when}, {case}; catalogue {catalogue.area.id}, revision {catalogue.revision}"


def _whose(comparison: Comparison) -> str:
    """Return the references that are compared, each once."""
    found = dict.fromkeys(each.case_ref for each in (comparison.old, comparison.new))
    return "Case " + " and ".join(each or "without a reference" for each in found)


def _group(comparison: Comparison, change: Change) -> Iterator[Block]:
    found = comparison.of(change)
    yield Heading(HEADINGS[change], aside=count(found, len(comparison.changes)))
    if change is Change.UNCHANGED:
        names = "; ".join(f"{each.indicator.text} ({_unchanged(each)})" for each in found)
        yield Paragraph(f"{names}." if names else "None.")
        return
    if not found:
        yield Paragraph("None.")
    for category in dict.fromkeys(each.category.name for each in found):
        yield Heading(category, level=3)
        yield Entries(tuple(_entry(each) for each in found if each.category.name == category))


def _entry(changed: Changed) -> Entry:
    lines = [("Then", _answered(changed.old)), ("Now", _answered(changed.new))]
    for when, response, parts in (
        ("then", changed.old, changed.parts_then),
        ("now", changed.new, changed.parts_now),
    ):
        for asked, said in parts:
            lines.append((f"Of which, {when}", f"{asked}: {_answered(said)}"))
            lines += [(f"{label}, {when}", text) for label, text in details(said)]
        if response and not parts:
            lines += [(f"{label}, {when}", text) for label, text in details(response)]
    return Entry(changed.indicator.text, details=tuple(lines))


def _unchanged(changed: Changed) -> str:
    told = [_answered(changed.new)]
    for when, parts in (("then", changed.parts_then), ("now", changed.parts_now)):
        told += [f"{when}, {asked}: {_answered(said)}" for asked, said in parts]
    return "; ".join(told)


def _answered(response: Response | None) -> str:
    return ANSWER_WORDS[response.answer] if response else "was not in that catalogue"
