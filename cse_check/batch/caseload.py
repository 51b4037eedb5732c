"""A caseload: the rows of a file, one after another, each screened or rejected."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import BinaryIO, Final, cast

from cse_check.batch.account import Account, Counted, LineCount, lines_line
from cse_check.batch.header import HeaderReader, LongColumns
from cse_check.batch.lines import UTF_8, Lines, check_encoding, explained, open_cases
from cse_check.batch.long import LongReader
from cse_check.batch.many import ManyRows
from cse_check.batch.mapping import ColumnMap
from cse_check.batch.readings import Known, RowReader
from cse_check.batch.records import CsvRecord, CsvRecords
from cse_check.batch.rows import Checklist, Rejected, Row, Rows, check_rows
from cse_check.batch.spool import Spooled
from cse_check.batch.wide import OneRow
from cse_check.catalogue.renaming import Renaming
from cse_check.errors import FileAccessError, UsageError
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

    A row of the wide form is a case, or with `rows` MANY a part of one. Where rows are gathered,
    as in the long form, what is rejected comes first, then the cases, in the order of their first
    rows. `rows_read` counts the file's rows so far; at the end it is the sum of `rows` of all that
    was screened, and of all that was rejected. `absent` has the ids of indicators that no column
    is about: unanswered in every case. `ignored` has the numbers of the columns that are not ours,
    counted from 1. `account` says what became of the lines; where that does not add up, no row of
    the file is given. With `one_line_rows` no cell holds a line break, and an open quote is a
    mistake in its own line. `today` is the day of the run: with it, outputs say when the catalogue
    is due for review.

    What comes of a row may depend on any later one, so the file is read at least twice before a row
    is given. `reading` gives rows at once, to those who can take all of them back.
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
        rows: Rows = Rows.ONE,
        one_line_rows: bool = False,
        today: date | None = None,
    ) -> None:
        self.checklist = Checklist(edition, today)
        self.settled = False
        self._name = name
        self._delimiter = check_delimiter(delimiter)
        self._encoding = check_encoding(encoding)
        self._keep_raw = keep_raw
        self._rows = check_rows(rows)
        self._one_line_rows = one_line_rows
        self._before: LineCount | None = None
        self._known = Known()
        with explained(name):
            self._file = file if file.seekable() else cast(BinaryIO, Spooled(file))
            self._start = self._file.tell()
            first = self._open()
        self._fresh = True
        reader = HeaderReader(
            name, self.checklist, self._delimiter, ignore_extra=ignore_extra, show_names=keep_raw
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

    @property
    def account(self) -> Account:
        """What became of the lines of the file so far."""
        records = self._records
        return Account(
            self._count.lines,
            1,
            records.count,
            records.blank,
            records.inside,
            records.spanning,
            records.spanning + records.inside - self._header_inside,
        )

    def __iter__(self) -> Iterator[Row]:
        """Yield the rows, when it is certain what becomes of each.

        Raises:
            FileAccessError: the rest of the file cannot be read.
        """
        while not self.settled:
            for _ in self.reading():
                pass
        yield from self.reading()

    def reading(self) -> Iterator[Row]:
        """Yield the rows as far as it is known what becomes of them.

        They stand if `settled` says so afterwards. Otherwise all of them have to be taken back: a
        later row has changed what an earlier one comes to, and another reading knows of it.

        Raises:
            FileAccessError: the rest of the file cannot be read.
        """
        with explained(self._name):
            if not self._fresh:
                self._lines.let_go()
                self._file.seek(self._start)
                self._open()
            self._fresh = False
            reader = self._reader()
            for record in self._records:
                if isinstance(record, CsvRecord):
                    row = reader.read(record)
                else:
                    row = reader.reject(record, self._records.reference)
                if row is not None:
                    yield row
            self._check_lines()
            yield from reader.cases()
        found = reader.known()
        self.settled = found is None
        self._known = found or self._known

    def _open(self) -> CsvRecord | Rejected | None:
        """Begin at the start of the file, and return its header."""
        self._count = LineCount(self._encoding)
        self._lines = Lines(cast(BinaryIO, Counted(self._file, self._count)), self._encoding)
        self._records = CsvRecords(self._lines, self._delimiter, keep_raw=self._keep_raw)
        first = self._records.header()
        self._header_inside = self._records.inside
        self._records.one_line = self._one_line_rows
        return first

    def _check_lines(self) -> None:
        """Check that every line was accounted for, and that the file is what it was.

        Raises:
            FileAccessError: it is not so.
        """
        account, count, before = self.account, self._count, self._before
        if not account.adds_up:
            raise FileAccessError(
                f"{self._name}: has {account.lines:,} lines, but something is known only of "
                f"{account.accounted:,}: {lines_line(account)} Nothing was written. This is a "
                "fault of cse-check or of the encoding that was named."
            )
        if before and (before.lines, before.size) != (count.lines, count.size):
            raise FileAccessError(
                f"{self._name}: was changed while it was read, so nothing that came of it counts. "
                "Run it again when nobody writes to it."
            )
        self._before = count

    def _reader(self) -> RowReader:
        columns, common = self._header.columns, (self.checklist, self._records, self._known)
        if isinstance(columns, LongColumns):
            return LongReader(self._header, columns, *common, self._renaming)
        match self._rows:
            case Rows.ONE:
                return OneRow(self._header, columns, *common)
            case Rows.MANY:
                return ManyRows(self._header, columns, *common)


def screen_cases(
    path: Path | str,
    edition: Edition,
    *,
    mapping: ColumnMap | None = None,
    delimiter: str = ",",
    encoding: str = UTF_8,
    ignore_extra: bool = False,
    rows: Rows = Rows.ONE,
    one_line_rows: bool = False,
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
            rows=rows,
            one_line_rows=one_line_rows,
        )


def template(edition: Edition) -> str:
    """Return the header of the wide form: a case reference, and every indicator."""
    return ",".join(("case_ref", *Checklist(edition).ids)) + "\n"
