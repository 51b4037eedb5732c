"""The catalogues that were found, as blocks."""

from collections.abc import Iterable
from datetime import date

from cse_check.model import Edition, overdue, written_date
from cse_check.render.document import Document, Entries, Entry, Paragraph


def areas_document(found: Iterable[tuple[Edition, str]], today: date) -> Document:
    """Return the page of all areas; each edition comes with where it was found."""
    entries = tuple(_entry(edition, where, today) for edition, where in found)
    none = Paragraph("No catalogue was found.")
    return Document("Areas", (Entries(entries) if entries else none,))


def _entry(edition: Edition, where: str, today: date) -> Entry:
    catalogue = edition.catalogue
    guide = catalogue.source(catalogue.guide.definition.source)
    details = [
        ("Guide", f"{guide.title} ({guide.dated(today)})"),
        ("File", where),
        ("Revision", catalogue.revision),
    ]
    if due := overdue(catalogue, today):
        details.append(("Review", due))
    elif catalogue.review_by:
        day = date.fromisoformat(catalogue.review_by)
        details.append(("Review", f"by {written_date(day)}"))
    if catalogue.area.aliases:
        details.insert(0, ("Also", ", ".join(catalogue.area.aliases)))
    return Entry(catalogue.area.authority, lead=catalogue.area.id, details=tuple(details))
