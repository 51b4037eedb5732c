"""How old the numbers are, and which were never confirmed, as blocks."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from cse_check.model import Catalogue, Contact
from cse_check.render.contacts import confirmation, correction
from cse_check.render.document import (
    Block,
    Document,
    Entries,
    Entry,
    Heading,
    Notice,
    Paragraph,
    Tone,
)
from cse_check.screening import Statements


class Checked(NamedTuple):
    """A catalogue with its local corrections, and which of them are not shown, and why."""

    catalogue: Catalogue
    remarks: tuple[str, ...] = ()


def upkeep_document(checked: Iterable[Checked], today: date) -> Document:
    """Return the page of the numbers' ages and confirmations."""
    blocks = tuple(block for each in checked for block in _area(each, today))
    says = Statements()
    return Document(
        "How old the numbers are",
        (
            Notice(Tone.DANGER, says.immediate_danger),
            Paragraph(says.check_numbers),
            *(blocks or (Paragraph("No catalogue was found."),)),
        ),
    )


def _area(checked: Checked, today: date) -> Iterator[Block]:
    catalogue = checked.catalogue
    contacts = catalogue.contacts
    never = sum(1 for contact in contacts if not contact.confirmed)
    aside = f"{never} of {len(contacts)} never confirmed here"
    yield Heading(f"{catalogue.area.name} ({catalogue.area.id})", aside=aside)
    yield Entries(tuple(_entry(contact, catalogue, today) for contact in contacts))
    if checked.remarks:
        yield Heading("Not shown beside a number", level=3)
        yield Entries(tuple(Entry(remark) for remark in checked.remarks))


def _entry(contact: Contact, catalogue: Catalogue, today: date) -> Entry:
    source = catalogue.source(contact.source)
    said = correction(contact.corrected, source) if contact.corrected else source.cited(today)
    found = confirmation(contact.confirmed) if contact.confirmed else "never confirmed here"
    return Entry(
        contact.team,
        lead=contact.number,
        details=(("Id", contact.id), ("Source", said), ("", found)),
    )
