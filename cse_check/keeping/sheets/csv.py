"""A sheet as CSV: written so that no spreadsheet runs a cell, and read with or without that."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Final

from cse_check.errors import Fault, InvalidFileError
from cse_check.keeping.sheets.table import WHAT
from cse_check.reading.cells import line, undo_disarming
from cse_check.reading.workbook import SheetRow

DELIMITERS: Final = ",;\t"


def sheet_csv(table: Iterable[tuple[str, ...]]) -> str:
    """Return the rows as CSV, UTF-8 with a mark, by which spreadsheets know it."""
    return "\ufeff" + "".join(map(line, table))


def csv_rows(data: bytes, name: str) -> Iterator[SheetRow]:
    """Yield the rows of a sheet that a spreadsheet has saved as CSV.

    Raises:
        InvalidFileError: it is not UTF-8, or a quote is in the wrong place.
    """
    text = _decoded(data, name)
    start = text.lstrip().removeprefix('"')[len(WHAT) :].lstrip('" ')[:1]
    delimiter = start if start and start in DELIMITERS else ","
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 1
    try:
        for cells in reader:
            yield SheetRow(number, tuple(map(undo_disarming, cells)))
            number = reader.line_num + 1
    except csv.Error:
        message = "has a quote in the wrong place, or one that is not closed"
        raise InvalidFileError([Fault(name, number, 1, "", message)]) from None


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = "is not UTF-8 here: in Excel, save the sheet as 'CSV UTF-8' or as a workbook"
        raise InvalidFileError([Fault(name, line, 1, "", message)]) from None
