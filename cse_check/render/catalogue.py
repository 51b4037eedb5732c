"""A whole catalogue, as practitioners will see it, for whoever keeps it."""

from collections.abc import Iterator
from datetime import date
from functools import partial

import msgspec

from cse_check.model import ROLES, Category, Edition, Indicator, Kind, Role
from cse_check.render.contacts import caveat_notice, contact_blocks, number_entries
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
from cse_check.render.guide import action_blocks, source_blocks, statement_blocks
from cse_check.render.summary import category_name, count
from cse_check.screening import statements_for

KINDS = {
    Kind.INDICATOR: "indicators",
    Kind.VULNERABILITY: "experiences that can make a child more susceptible",
    Kind.LINKED_ACTIVITY: "activities that are often linked",
}


def catalogue_document(edition: Edition, today: date) -> Document:
    """Return everything that a catalogue holds, in the order in which people meet it."""
    return Document(
        f"{edition.catalogue.area.name}: the catalogue",
        tuple(_blocks(edition, today)),
        data={"json": partial(catalogue_json, edition)},
    )


def catalogue_json(edition: Edition) -> str:
    """Return the catalogue as JSON, in the names of its format."""
    encoded = msgspec.json.encode({"sha256": edition.sha256, "catalogue": edition.catalogue})
    return msgspec.json.format(encoded, indent=2).decode() + "\n"


def _blocks(edition: Edition, today: date) -> Iterator[Block]:
    catalogue = edition.catalogue
    says = statements_for(catalogue)
    yield Facts(
        (
            ("Authority", catalogue.area.authority),
            ("Revision", catalogue.revision),
            *((("Review by", catalogue.review_by),) if catalogue.review_by else ()),
        )
    )
    yield Notice(Tone.DANGER, says.immediate_danger)
    yield from statement_blocks(catalogue, today)
    total = len(catalogue.categories)
    for number, category in enumerate(catalogue.categories, start=1):
        yield from _category(category, f"{number} of {total}; {KINDS[category.kind]}")
    yield caveat_notice(says)
    yield from contact_blocks(catalogue, Role.PROFESSIONAL, today, says)
    yield Heading("Whom to ring", aside=f"for {ROLES[Role.PUBLIC]}")
    yield number_entries(catalogue, Role.PUBLIC, today)
    yield Heading("What to do next")
    yield from action_blocks(catalogue, today)
    yield Heading("Where this comes from")
    yield Paragraph(says.age)
    yield from source_blocks(edition, today)


def _category(category: Category, aside: str) -> Iterator[Block]:
    yield Heading(category_name(category), aside=aside)
    if category.note:
        yield Paragraph(category.note)
    yield Entries(tuple(_entry(each) for each in category.indicators))
    if urgent := [each for each in category.indicators if each.urgent]:
        yield Paragraph(f"Urgent if answered yes: {count(urgent, len(category.indicators))}.")


def _entry(indicator: Indicator) -> Entry:
    details = [("Guide", f"“{indicator.source_text}”"), ("Id", indicator.id)]
    if indicator.urgent:
        details.append(("", "urgent"))
    if indicator.note:
        details.append(("Note", indicator.note))
    return Entry(indicator.text, details=tuple(details))
