"""Whom to ring, as blocks: every number with its source and its age."""

from collections.abc import Iterator
from datetime import date

from cse_check.model import (
    ROLES,
    Audience,
    Catalogue,
    Confirmed,
    Contact,
    Corrected,
    Hours,
    Role,
    Source,
    overdue,
    written_date,
)
from cse_check.numbers import EMERGENCY
from cse_check.opening import written_hours
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
from cse_check.screening import Statements, statements_for

FOR = {
    Audience.PROFESSIONAL: "for professionals",
    Audience.PUBLIC: "for the public",
    Audience.ANYONE: "for anyone",
    Audience.NOT_SAID: "its source does not say whom it is for",
}
WHEN = {
    Hours.OFFICE: "office hours",
    Hours.OUT_OF_HOURS: "out of hours",
    Hours.ANY: "at any time",
    Hours.NOT_SAID: "its source does not say when",
}
LOCAL = (
    "Some numbers were corrected on this machine; each stands beside the one that the catalogue "
    "prints."
)


def contacts_document(catalogue: Catalogue, role: Role, today: date) -> Document:
    """Return the page that says whom to ring."""
    statements = statements_for(catalogue)
    return Document(
        f"{catalogue.area.name}: whom to ring",
        (
            Notice(Tone.DANGER, statements.immediate_danger),
            *contact_blocks(catalogue, role, today, statements),
            caveat_notice(statements),
        ),
    )


def caveat_notice(statements: Statements) -> Notice:
    """Return the caveat, with what follows from it and whose statement it is."""
    return Notice(
        Tone.CAUTION, statements.caveat, (statements.caveat_more, statements.caveat_source)
    )


def contact_blocks(
    catalogue: Catalogue, role: Role, today: date, statements: Statements
) -> Iterator[Block]:
    """Yield the contacts for a role, the warning about them, and what the sources leave open."""
    yield Heading("Whom to ring", aside=f"for {ROLES[role]}")
    yield Paragraph(statements.check_numbers)
    if said := overdue(catalogue, today):
        yield Paragraph(said)
    if catalogue.corrections:
        yield Paragraph(LOCAL)
    yield number_entries(catalogue, role, today)
    if catalogue.gaps:
        yield Heading("What the sources leave open", level=3)
        yield Entries(tuple(Entry(gap) for gap in catalogue.gaps))


def by_age(catalogue: Catalogue, role: Role) -> tuple[list[Contact], list[Contact]]:
    """Return the numbers for a role of the latest sources, and those that older ones printed."""
    contacts = list(catalogue.contacts_for(role))
    older = [each for each in contacts if _is_older(each, contacts, catalogue)]
    return [each for each in contacts if each not in older], older


def _is_older(contact: Contact, contacts: list[Contact], catalogue: Catalogue) -> bool:
    """Return whether a number has a correction, or a later source prints one of the same kind.

    A catalogue lists the later source first; one without a date may be later, one with may not.
    """
    if any(each.corrected and each.corrected.contact == contact.id for each in contacts):
        return True
    published = catalogue.source(contact.source).published
    if contact.corrected or contact.phone == EMERGENCY or not published:
        return False
    return any(
        (catalogue.source(other.source).published or "undated") > published
        for other in contacts[: contacts.index(contact)]
        if not other.corrected and contact.hours in (other.hours, Hours.NOT_SAID)
    )


def numbers_at_hand(catalogue: Catalogue, role: Role, statements: Statements) -> Iterator[Block]:
    """Yield the numbers for a role in short, the latest first, and the caveat, for a card."""
    yield from short_numbers(catalogue, role, statements)
    yield Notice(Tone.CAUTION, statements.caveat)


def short_numbers(catalogue: Catalogue, role: Role, statements: Statements) -> Iterator[Block]:
    """Yield the numbers for a role in short, the latest first."""
    latest, older = by_age(catalogue, role)
    yield Entries(tuple(_short(contact) for contact in latest))
    if older:
        yield Paragraph("Older sources printed:")
        yield Entries(tuple(_short(contact, _year(contact, catalogue)) for contact in older))
    yield Paragraph(statements.check_numbers)


def _short(contact: Contact, year: str = "") -> Entry:
    text = f"{contact.team}: {_reach(contact)}{year}"
    return Entry(text, contact.number, phone=contact.phone)


def _year(contact: Contact, catalogue: Catalogue) -> str:
    published = catalogue.source(contact.source).published
    return f" ({published[:4]})" if published else ""


def number_entries(catalogue: Catalogue, role: Role, today: date) -> Entries:
    """Return the contacts for a role alone."""
    contacts = catalogue.contacts_for(role)
    return Entries(tuple(_entry(contact, catalogue, today) for contact in contacts))


def correction(corrected: Corrected, source: Source) -> str:
    """Return since when a number is a local correction, from what source, and what was printed."""
    when = written_date(date.fromisoformat(corrected.on))
    return (
        f"corrected locally on {when}, source: {source.title}; the catalogue printed "
        f"{corrected.printed}"
    )


def confirmation(confirmed: Confirmed) -> str:
    """Return when a number was confirmed here, and in which role."""
    by = f" (by {confirmed.by})" if confirmed.by else ""
    return f"confirmed on {written_date(date.fromisoformat(confirmed.on))}{by}"


def _entry(contact: Contact, catalogue: Catalogue, today: date) -> Entry:
    source = catalogue.source(contact.source)
    details = [("", _reach(contact))]
    if contact.open:
        hours = catalogue.source(contact.hours_source)
        details.append(("Answers", f"{written_hours(contact.open)} ({hours.named})"))
    if contact.corrected:
        details.append(("", correction(contact.corrected, source)))
    else:
        details.append(("Source", source.cited(today)))
    if contact.confirmed:
        details.append(("", confirmation(contact.confirmed)))
    if contact.note:
        details.append(("Note", contact.note))
    return Entry(contact.team, contact.number, tuple(details), contact.phone)


def _reach(contact: Contact) -> str:
    """Return when a contact answers and whom it is for, or that its source does not say."""
    if contact.hours is Hours.NOT_SAID and contact.audience is Audience.NOT_SAID:
        return "its source says neither when nor for whom"
    when = WHEN[contact.hours]
    if contact.hours_text:
        when = contact.hours_text if contact.hours is Hours.ANY else f"{when}: {contact.hours_text}"
    return f"{when}; {FOR[contact.audience]}"
