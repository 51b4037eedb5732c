"""What people here found out about an area's numbers: confirmations and corrections.

They are kept in a file of the user's own, the overlay, in the catalogue's format for sources and
contacts. Merged into a catalogue, a correction is a contact of its own with a source of its own,
beside the printed one, which stays: nothing is ever substituted.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec.structs import replace

from cse_check.catalogue.checks import FORMAT, Finding
from cse_check.model import (
    Catalogue,
    Confirmed,
    Contact,
    Corrected,
    Day,
    Slug,
    Source,
    Text,
    Value,
    is_day,
)
from cse_check.numbers import digits_of, is_uk_number
from cse_check.reading.tree import Report, read_tree
from cse_check.reading.typed import Builder, has_format
from cse_check.reading.writing import item_lines

PUBLISHER = "Corrected locally"
HEAD = """\
# Numbers of this area that were confirmed or corrected here, written by cse-check, which can make a
# patch of them for whoever keeps the catalogue. Sources and contacts are written as in a catalogue
# (docs/catalogues.md).
"""


class Confirmation(Value, frozen=True):
    """That a contact's number was found to be right. It holds for that number only."""

    contact: Slug
    phone: Text
    on: Day
    by: Text | None = None


class Overlay(Value, frozen=True):
    """The local file of one area; every one of its contacts is a correction."""

    format: int
    area: Slug
    sources: tuple[Source, ...] = ()
    contacts: tuple[Contact, ...] = ()
    confirmed: tuple[Confirmation, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Return whether there is nothing left in it."""
        return not (self.contacts or self.confirmed)


def empty(area: str) -> Overlay:
    """Return an overlay in which nothing was confirmed or corrected yet."""
    return Overlay(FORMAT, area)


def load(data: bytes, name: str, area: str) -> Overlay:
    """Return the overlay of an area that these bytes hold; messages call the file `name`.

    Raises:
        InvalidFileError: with every fault of the file.
    """
    report = Report(name)
    tree = read_tree(data, report)
    overlay = empty(area)
    if tree and has_format(tree, FORMAT, report):
        builder = Builder(report)
        overlay = builder.build(tree, Overlay)
        builder.add_findings(_findings(overlay, area))
    report.raise_if_any()
    return overlay


def dump(overlay: Overlay) -> str:
    """Return the overlay as the text of its file."""
    lists = (
        ("sources", overlay.sources),
        ("contacts", overlay.contacts),
        ("confirmed", overlay.confirmed),
    )
    lines = [f"format: {overlay.format}", f"area: {overlay.area}"]
    for name, values in lists:
        if values:
            lines += [f"{name}:", *(line for value in values for line in item_lines(value))]
    return HEAD + "\n".join(lines) + "\n"


def merge(catalogue: Catalogue, overlay: Overlay) -> Catalogue:
    """Return the catalogue with what the overlay says about its numbers.

    A correction comes directly before the contact that it corrects; after it if that one's source
    is dated later. One whose number the catalogue prints by now has nothing left to say, and one of
    a contact that is gone has no place; `out_of_force` reports both.
    """
    corrections = {each.id: each for each in _in_force(catalogue, overlay)}
    contacts: list[Contact] = []
    for contact in catalogue.contacts:
        own = [each for each in corrections.values() if _corrects(each, contact)]
        own = [each for each in own if each.id not in {known.id for known in contacts}]
        later = _is_later(catalogue.source(contact.source), own)
        contacts += [contact, *own] if later else [*own, contact]
    used = {contact.source for contact in corrections.values()}
    sources = tuple(source for source in overlay.sources if source.id in used)
    return replace(
        catalogue,
        sources=(*catalogue.sources, *sources),
        contacts=tuple(_confirmed(contact, overlay) for contact in contacts),
    )


def as_printed(catalogue: Catalogue) -> Catalogue:
    """Return the catalogue as its file has it, without what an overlay said of its numbers."""
    local = {contact.source for contact in catalogue.corrections}
    return replace(
        catalogue,
        sources=tuple(source for source in catalogue.sources if source.id not in local),
        contacts=tuple(
            replace(contact, confirmed=None)
            for contact in catalogue.contacts
            if contact.corrected is None
        ),
    )


def out_of_force(catalogue: Catalogue, overlay: Overlay) -> Iterator[str]:
    """Yield a line for everything local that is not shown beside a number, and why."""
    printed = {contact.id: contact for contact in catalogue.contacts}
    in_force = set(_in_force(catalogue, overlay))
    for each in overlay.contacts:
        if each in in_force or each.corrected is None:
            continue
        name = each.corrected.contact
        why = (
            "the catalogue prints that number now"
            if name in printed
            else "the catalogue does not list it"
        )
        if name in printed and not same_number(each, printed[name]):
            why = "the catalogue has that id itself now"
        yield f"The correction of {name} to {each.phone} is not shown: {why}."
    numbers = {**printed, **{each.id: each for each in in_force}}
    for said in overlay.confirmed:
        if said.contact not in numbers or numbers[said.contact].phone != said.phone:
            yield (
                f"The confirmation of {said.contact} is not shown: it was of {said.phone}, "
                "which is no longer its number."
            )


def confirm(overlay: Overlay, contact: Contact, *, today: date, by: str | None) -> Overlay:
    """Return the overlay with this contact's number confirmed today."""
    said = Confirmation(contact.id, contact.phone, today.isoformat(), by)
    return replace(overlay, confirmed=(*_without(overlay.confirmed, contact.id), said))


def correct(
    overlay: Overlay,
    contact: Contact,
    *,
    phone: str,
    option: str | None,
    source: str,
    today: date,
) -> Overlay:
    """Return the overlay with a correction of this contact, in place of an earlier one.

    Team, audience and hours are those of the contact; its note is about the printed number.
    """
    overlay = withdraw(overlay, local_id(contact.id))
    day = today.isoformat()
    found = Source(local_id(contact.id), source, PUBLISHER, published=day)
    corrected = replace(
        contact,
        id=found.id,
        phone=phone,
        option=option,
        source=found.id,
        open_source=contact.hours_source if contact.open else None,
        note=None,
        corrected=Corrected(contact.id, contact.phone, day),
        confirmed=None,
    )
    return replace(
        overlay,
        sources=(*overlay.sources, found),
        contacts=(*overlay.contacts, corrected),
    )


def withdraw(overlay: Overlay, contact_id: str) -> Overlay:
    """Return the overlay without what it says under this id: a confirmation, or a correction."""
    contacts = tuple(each for each in overlay.contacts if each.id != contact_id)
    used = {each.source for each in contacts}
    return replace(
        overlay,
        sources=tuple(source for source in overlay.sources if source.id in used),
        contacts=contacts,
        confirmed=_without(overlay.confirmed, contact_id),
    )


def local_id(contact_id: str) -> str:
    """Return the id of the correction of a contact."""
    return f"local-{contact_id[:58].rstrip('-')}"


def same_number(one: Contact, other: Contact) -> bool:
    """Return whether two contacts have the same number, option and all, however it is printed."""
    return (digits_of(one.phone), one.option) == (digits_of(other.phone), other.option)


def _in_force(catalogue: Catalogue, overlay: Overlay) -> Iterator[Contact]:
    printed = {contact.id: contact for contact in catalogue.contacts}
    taken = printed.keys() | {source.id for source in catalogue.sources}
    for each in overlay.contacts:
        found = printed.get(each.corrected.contact) if each.corrected else None
        if found and not same_number(each, found) and not {each.id, each.source} & taken:
            yield each


def _corrects(correction: Contact, contact: Contact) -> bool:
    return correction.corrected is not None and correction.corrected.contact == contact.id


def _is_later(source: Source, corrections: list[Contact]) -> bool:
    dates = [each.corrected.on for each in corrections if each.corrected]
    return bool(source.published and dates and source.published > max(dates))


def _confirmed(contact: Contact, overlay: Overlay) -> Contact:
    for said in overlay.confirmed:
        if said.contact == contact.id and said.phone == contact.phone:
            return replace(contact, confirmed=Confirmed(said.on, said.by))
    return contact


def _without(said: Iterable[Confirmation], contact_id: str) -> tuple[Confirmation, ...]:
    return tuple(each for each in said if each.contact != contact_id)


def _findings(overlay: Overlay, area: str) -> Iterator[Finding]:
    if overlay.area != area:
        yield "area", f"should be {area!r}, as the file's name says"
    for name, ids in (
        ("sources", [source.id for source in overlay.sources]),
        ("contacts", [contact.id for contact in overlay.contacts]),
        ("confirmed", [said.contact for said in overlay.confirmed]),
    ):
        for i, found in enumerate(ids):
            if found in ids[:i]:
                yield f"{name}[{i}]", f"{found!r} appears twice"
    yield from _wrong_contacts(overlay)
    for i, said in enumerate(overlay.confirmed):
        if not is_day(said.on):
            yield f"confirmed[{i}].on", f"{said.on!r} is not a real date"
    for i, source in enumerate(overlay.sources):
        if not source.published or not is_day(source.published):
            yield f"sources[{i}].published", "should be the day of the correction, YYYY-MM-DD"


def _wrong_contacts(overlay: Overlay) -> Iterator[Finding]:
    known = {source.id for source in overlay.sources}
    for i, contact in enumerate(overlay.contacts):
        if contact.corrected is None:
            yield f"contacts[{i}]", "has no 'corrected', which says what it is a correction of"
        elif not is_day(contact.corrected.on):
            yield f"contacts[{i}].corrected.on", "is not a real date"
        if contact.confirmed:
            yield f"contacts[{i}].confirmed", "belongs under 'confirmed', with the contact's id"
        if contact.source not in known:
            yield f"contacts[{i}].source", f"{contact.source!r} is not the id of a source"
        if not is_uk_number(contact.phone):
            yield f"contacts[{i}].phone", "is not a UK number or short code"
