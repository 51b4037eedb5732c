"""A caseload: the rows of a file, one after another, each screened or rejected."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import BinaryIO, Final

from cse_check.batch.header import HeaderReader, LongColumns
from cse_check.batch.lines import UTF_8, Lines, check_encoding, explained, open_cases
from cse_check.batch.long import LongReader
from cse_check.batch.mapping import ColumnMap
from cse_check.batch.records import CsvRecord, CsvRecords
from cse_check.batch.rows import Checklist, Row
from cse_check.batch.wide import WideReader
from cse_check.catalogue.renaming import Renaming
from cse_check.errors import UsageError
from cse_check.model import Edition

DELIMITER_NAMES: Final = {
    "tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"
}  # fmt: skip
SEPARATORS: Final = "!#$%&*+,/:;<=>@\\^`|~"
"""Characters that can separate cells: printable ASCII that is in no reference, answer or quote."""


def check_delimiter(named: str) -> str:
    """Return the delimiter that a user named: a character, or the word for one.

    Raises:
        UsageError: it is neither, or one that cannot separate cells.
    """
    delimiter = DELIMITER_NAMES.get(named.lower(), named)
    if delimiter == "\t" or (len(delimiter) == 1 and delimiter in SEPARATORS):
        return delimiter
    raise UsageError("That cannot separate cells. Use ',', ';', '|' or tab.")


class Caseload:
    """The rows of a file of cases. Iterating yields a `Screened` or a `Rejected` for each, once.

    A row of the wide form is a case. In the long form, rows are gathered: what is rejected comes
    first, then the cases, in the order of their first rows. `rows_read` counts the file's rows so
    far; at the end it is the sum of `rows` of all that was screened, and of all that was rejected.
    `absent` has the ids of indicators that no column is about: unanswered in every case.
    `ignored` has the numbers of the columns that are not ours, counted from 1. `today` is the
    day of the run: with it, outputs say when the catalogue is due for review.
    """

    def __init__(
        self,
        file: BinaryIO,
        edition: Edition,
        *,
        name: str = "standard input",
        delimiter: str = ",",
        encoding: str = UTF_8,
        mapping: ColumnMap | None = None,
        ignore_extra: bool = False,
        keep_raw: bool = False,
        today: date | None = None,
    ) -> None:
        self.checklist = Checklist(edition, today)
        self._name = name
        delimiter = check_delimiter(delimiter)
        with explained(name):
            self._lines = Lines(file, check_encoding(encoding))
            self._records = CsvRecords(self._lines, delimiter, keep_raw=keep_raw)
            first = self._records.header()
        reader = HeaderReader(
            name, self.checklist, delimiter, ignore_extra=ignore_extra, show_names=keep_raw
        )
        self._header = reader.read(first, mapping)
        self._renaming = Renaming(edition.catalogue)
        self._renamed = (*(mapping.renamed if mapping else ()), *self._header.renamed)
        self.absent = self._header.absent
        self.ignored = self._header.ignored

    @property
    def rows_read(self) -> int:
        """How many rows were read so far, without the header and lines with nothing in them."""
        return self._records.count

    @property
    def renamed(self) -> tuple[str, ...]:
        """A line for each old id that was met so far, in the mapping, the header or a row."""
        return (*self._renamed, *self._renaming.lines)

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
        reader = LongReader(self._header, columns, self.checklist, self._records, self._renaming)
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
    delimiter: str = ",",
    encoding: str = UTF_8,
    ignore_extra: bool = False,
) -> Iterator[Row]:
    """Yield the rows of a file, one by one: a `Screened` or a `Rejected` for each.

    Raises:
        FileAccessError: the file cannot be read.
        InvalidFileError: it cannot be screened as a whole; with every fault of its header.
        UsageError: there is no such delimiter or encoding.
    """
    with open_cases(Path(path)) as file:
        yield from Caseload(
            file,
            edition,
            name=str(path),
            mapping=mapping,
            delimiter=delimiter,
            encoding=encoding,
            ignore_extra=ignore_extra,
        )


def template(edition: Edition) -> str:
    """Return the header of the wide form: a case reference, and every indicator."""
    return ",".join(("case_ref", *Checklist(edition).ids)) + "\n"
