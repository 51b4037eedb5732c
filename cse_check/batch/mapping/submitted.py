"""What a form made of a catalogue calls its parts, and mappings for what comes back from it.

XML is made of a form, so that no name begins with a digit. No id of a catalogue has an underscore,
so that one in a name keeps the form's own from being an id.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import Final, NamedTuple

from cse_check.model import Catalogue
from cse_check.reading.writing import quoted, use

CASE: Final = "case_ref"
ITS_OWN: Final = "meta"
"""The group in which every form keeps what it knows of itself."""
FIRST: Final = ("danger", "numbers", "how")
LAST: Final = ("contacts", "next", "sources", "caveat")
"""What is said before the questions, and after them."""


class Collector(StrEnum):
    """Who collects with a form, and gives back a CSV file of what was sent."""

    ODK = "odk"
    KOBO = "kobo"


class Export(NamedTuple):
    """How a collector writes its file: what it is asked for, and the columns of its own."""

    asked_for: str
    delimiter: str
    groups: str
    own: tuple[str, ...]


EXPORTS: Final = {
    Collector.ODK: Export(
        "ODK Central: the form's submissions, downloaded as CSV, with or without group names.",
        ",",
        "-",
        (
            "SubmissionDate", "instanceID", "instanceName", "rootUuid", "deprecatedID", "KEY",
            "SubmitterID", "SubmitterName", "AttachmentsPresent", "AttachmentsExpected", "Status",
            "ReviewState", "DeviceID", "Edits", "FormVersion",
        ),
    ),
    Collector.KOBO: Export(
        "KoboToolbox: Downloads, CSV, 'XML values and headers', with or without groups in headers.",
        ";",
        "/",
        (
            "start", "end", "today", "deviceid", "username", "instanceID", "instanceName",
            "rootUuid", "deprecatedID", "uuid", "_id", "_uuid", "_submission_time",
            "_validation_status", "_notes", "_status", "_submitted_by", "__version__", "_tags",
            "_index", "_version_", "_xform_id_string", "_attachments", "_geolocation",
        ),
    ),
}  # fmt: skip


def question_name(indicator_id: str) -> str:
    """Return what the question about an indicator is called: its id, where XML allows that."""
    return f"_{indicator_id}" if indicator_id[0].isdigit() else indicator_id


def group_name(category_id: str) -> str:
    """Return what the group of a category is called."""
    return f"_{category_id}" if category_id[0].isdigit() or category_id == ITS_OWN else category_id


def note_name(about: str) -> str:
    """Return what a note is called that belongs to a category or an indicator."""
    return f"note_{about}"


def said_name(name: str) -> str:
    """Return what a note is called that belongs to the whole form."""
    return f"said_{name}"


def submitted(catalogue: Catalogue, collector: Collector, *, used_with: str = "") -> str:
    """Return a mapping for what a collector gives back, ready to be used.

    `used_with` is what its first comment says to use it with.
    """
    return "\n".join(_lines(catalogue, EXPORTS[collector], used_with)) + "\n"


def _lines(catalogue: Catalogue, export: Export, used_with: str) -> Iterator[str]:
    yield from use(f"What the columns of a form's file mean for {catalogue.area.name}", used_with)
    yield f"# For {export.asked_for}"
    yield "format: 1"
    yield f"area: {catalogue.area.id}"
    yield f"delimiter: {quoted(export.delimiter)}"
    yield f"case_ref: {CASE}"
    yield "# What stands between the names of groups and of a question; a name may have none."
    yield f"groups: {quoted(export.groups)}"
    yield "# Where several submissions are about one child, take the '# ' away."
    yield "# rows: many"
    yield "columns:"
    for indicator in catalogue.indicators:
        yield f"  {question_name(indicator.id)}: {indicator.id}"
    yield "# What the form says, and what the system writes about each submission."
    yield "ignore:"
    yield from (f"  - {name}" for name in (*_notes(catalogue), *export.own))


def _notes(catalogue: Catalogue) -> Iterator[str]:
    yield from map(said_name, FIRST)
    for category in catalogue.categories:
        if category.note:
            yield note_name(category.id)
        yield from (note_name(each.id) for each in category.indicators if each.urgent)
    yield from map(said_name, LAST)
