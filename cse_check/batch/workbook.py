"""A caseload in an Excel workbook, as the CSV that the strict reader reads: nothing is read twice.

A row of the sheet becomes the line with its number, so that a rejected row can be found there. A
line break in a cell becomes a space for that, and an empty row an empty line. Chart sheets and
the like have no rows, and are no sheets here.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import chain, islice
from tempfile import TemporaryFile
from typing import BinaryIO, Final, cast

from cse_check.errors import Fault, InvalidFileError
from cse_check.reading.cells import line
from cse_check.reading.workbook import ZIPPED, Workbook, open_workbook

FIRST_ROWS: Final = 50
"""How many rows are looked at for the header."""


def is_workbook(file: BinaryIO) -> bool:
    """Return whether a file that can be read from its start again may be a workbook."""
    start = file.read(len(ZIPPED))
    file.seek(0)
    return start == ZIPPED


def sheet_as_csv(file: BinaryIO, name: str) -> BinaryIO:
    """Return the one sheet of a workbook as CSV in UTF-8, in a file without a name.

    A workbook leaves out empty cells at the end of a row: they are filled in, up to the width of
    the header. That is the widest of the first rows that has no gap; above it may be a banner.

    Raises:
        InvalidFileError: it is damaged, has merged cells, or several sheets have something in them.
        UsageError: the extra `excel` is not installed.
    """
    with ExitStack() as unfinished, open_workbook(file, name) as book:
        csv = cast(BinaryIO, unfinished.enter_context(TemporaryFile()))
        if others := book.other_sheets():
            raise InvalidFileError([Fault(name, 1, 1, "", _several(others + 1))])
        rows = _numbered(book)
        first = list(islice(rows, FIRST_ROWS))
        width = max((len(cells) for cells, _ in first if all(cells)), default=0)
        for cells, gap in chain(first, rows):
            text = line(cells + ("",) * (width - len(cells))) if cells else "\n"
            csv.write(("\n" * gap + text).encode(errors="surrogatepass"))
        csv.seek(0)
        unfinished.pop_all()
        return csv


def _numbered(book: Workbook) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield the cells of each row, and how many empty rows were left out before it."""
    before = 0
    for row in book.rows():
        yield _trimmed(row.cells), row.number - before - 1
        before = row.number


def _trimmed(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Return a row's cells on one line each, without the empty ones at its end."""
    last = max((place for place, cell in enumerate(cells, start=1) if cell), default=0)
    return tuple(" ".join(cell.splitlines()) if "\n" in cell else cell for cell in cells[:last])


def _several(sheets: int) -> str:
    return (
        f"has {sheets} sheets with something in them, and only one can be the caseload: keep that "
        "one in a workbook of its own"
    )
