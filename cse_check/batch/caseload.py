"""A caseload: the rows of a file, one after another, each screened or rejected."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from cse_check.batch.beginning import Source, begin
from cse_check.batch.columns import LongColumns
from cse_check.batch.dialect import Dialect, settle
from cse_check.batch.lines import explained, open_cases
from cse_check.batch.long import LongReader
from cse_check.batch.mapping import ColumnMap
from cse_check.batch.records import CsvRecord
from cse_check.batch.rows import Checklist, Row
from cse_check.batch.wide import WideReader
from cse_check.model import Edition


class Caseload:
    """The rows of a file of cases. Iterating yields a `Screened` or a `Rejected` for each, once.

    A row of the wide form is a case. In the long form, rows are gathered: what is rejected comes
    first, then the cases, in the order of their first rows. `rows_read` counts the file's rows so
    far; at the end it is the sum of `rows` of all that was screened, and of all that was rejected.
    `absent` has the ids of indicators that no column is about: unanswered in every case.
    `ignored` has the numbers of the columns that are not ours, counted from 1; `differences` those
    whose name differs from the mapping's in case or space, each with the mapping's.

    How the file is written may be said here or in the mapping: its delimiter, its encoding, and how
    many lines stand above its header. By default it is read with commas, as UTF-8, from its first.
    """

    def __init__(
        self,
        file: BinaryIO,
        edition: Edition,
        *,
        name: str = "standard input",
        delimiter: str | None = None,
        encoding: str | None = None,
        skip_lines: int | None = None,
        mapping: ColumnMap | None = None,
        ignore_extra: bool = False,
        keep_raw: bool = False,
    ) -> None:
        """Read the header.

        Raises:
            FileAccessError: the file cannot be read.
            InvalidFileError: it cannot be screened as a whole; with all that is wrong with its
                header, its first rows and the mapping.
            UsageError: there is no such delimiter or encoding, or the mapping says another.
        """
        self.checklist = Checklist(edition)
        self._name = name
        said = (mapping.dialect, mapping.name) if mapping else ()
        dialect = settle(Dialect(delimiter, encoding, skip_lines), *said)
        source = Source(name, self.checklist, mapping, ignore_extra, keep_raw)
        self._lines, self._records, self._header = begin(file, source, dialect)
        self.absent = self._header.absent
        self.ignored = self._header.ignored
        self.differences = self._header.differences

    @property
    def rows_read(self) -> int:
        """How many rows were read so far, without the header and lines with nothing in them."""
        return self._records.count

    def __iter__(self) -> Iterator[Row]:
        """Yield the rows.

        Raises:
            FileAccessError: the rest of the file cannot be read.
        """
        with explained(self._name):
            columns = self._header.columns
            if isinstance(columns, LongColumns):
                yield from self._long(columns)
                return
            read = WideReader(self._header, columns, self.checklist, self._records).read
            for record in self._records:
                yield read(record) if isinstance(record, CsvRecord) else record

    def _long(self, columns: LongColumns) -> Iterator[Row]:
        reader = LongReader(self._header, columns, self.checklist, self._records)
        for record in self._records:
            rejected = reader.read(record) if isinstance(record, CsvRecord) else record
            if rejected is not None:
                yield rejected
        yield from reader.cases()


def screen_cases(
    path: Path | str,
    edition: Edition,
    *,
    mapping: ColumnMap | None = None,
    delimiter: str | None = None,
    encoding: str | None = None,
    skip_lines: int | None = None,
    ignore_extra: bool = False,
) -> Iterator[Row]:
    """Yield the rows of a file, one by one: a `Screened` or a `Rejected` for each.

    Raises:
        FileAccessError: the file cannot be read.
        InvalidFileError: it cannot be screened as a whole; with every fault.
        UsageError: there is no such delimiter or encoding, or the mapping says another.
    """
    with open_cases(Path(path)) as file:
        yield from Caseload(
            file,
            edition,
            name=str(path),
            mapping=mapping,
            delimiter=delimiter,
            encoding=encoding,
            skip_lines=skip_lines,
            ignore_extra=ignore_extra,
        )


def template(edition: Edition) -> str:
    """Return the header of the wide form: a case reference, and every indicator."""
    return ",".join(("case_ref", *Checklist(edition).ids)) + "\n"
