"""A catalogue that comes back from a spreadsheet, as `catalogue new --from SHEET` writes it."""

from io import BytesIO
from pathlib import Path

from cse_check.cli.files import put_or_write
from cse_check.cli.shell import Shell
from cse_check.errors import InvalidFileError, UsageError
from cse_check.keeping.sheets.csv import csv_rows
from cse_check.keeping.sheets.reading import catalogue_of, is_header
from cse_check.keeping.written import catalogue_yaml
from cse_check.model import Catalogue
from cse_check.reading.files import MAX_BYTES, check_size
from cse_check.reading.workbook import ZIPPED, open_workbook

WORKBOOK_PART = b"xl/workbook.xml"
"""What a workbook names in its list of parts, at its end, as plain text."""


def sheet_in(data: bytes, name: str) -> Catalogue | None:
    """Return the catalogue in a sheet, or None if these bytes are no such sheet.

    Raises:
        InvalidFileError: it is a sheet, with faults.
        UsageError: it is a workbook, and the extra `excel` is not installed.
    """
    if data.startswith(ZIPPED):
        if WORKBOOK_PART not in data:
            return None
        with open_workbook(BytesIO(data), name) as book:
            return catalogue_of(book.rows(), name)
    return _in_csv(data, name)


def _in_csv(data: bytes, name: str) -> Catalogue | None:
    try:
        first = next(csv_rows(data[:MAX_BYTES], name), None)
    except InvalidFileError:  # a guide, which has its own reader
        return None
    if first is None or not is_header(first.cells):
        return None
    check_size(data, name)
    return catalogue_of(csv_rows(data, name), name)


def write_catalogue(
    shell: Shell, area: str, catalogue: Catalogue, head: str, output: Path, *, force: bool
) -> None:
    """Write the file of a catalogue that came from a sheet.

    Raises:
        UsageError: the sheet is of another area.
        FileAccessError: it cannot be written.
    """
    if catalogue.area.id != area:
        raise UsageError(
            f"The sheet is of {catalogue.area.id!r}, not of {area!r}: name the area that it is of."
        )
    put_or_write(shell, catalogue_yaml(catalogue, head), output, force=force)
