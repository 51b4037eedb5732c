"""A caseload: the rows of a file, one after another, each screened or rejected."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from cse_check.batch.account import Account, LineCount, lines_line
from cse_check.batch.beginning import Source, begin
from cse_check.batch.dialect import Dialect, settle
from cse_check.batch.forms import reader_of
from cse_check.batch.lines import explained, is_sheet, open_cases
from cse_check.batch.mapping import ColumnMap
from cse_check.batch.quick import is_quick, quick_reading
from cse_check.batch.readings import Known
from cse_check.batch.records import CsvRecord
from cse_check.batch.rows import (
    REMEDIES,
    Checklist,
    Code,
    Rejected,
    Row,
    Rows,
    Screened,
    check_rows,
)
from cse_check.batch.spool import Spooled
from cse_check.errors import FileAccessError, Remedy, UsageError
from cse_check.model import Edition

if TYPE_CHECKING:
    from cse_check.batch.fast.parts import Part
    from cse_check.batch.fast.reading import FastReading


class Caseload:
    """The rows of a file of cases. Iterating yields a `Screened` or a `Rejected` for each, once.

    A row of the wide form is a case, or with `rows` MANY a part of one. Where rows are gathered,
    as in the long form, what is rejected comes first, then the cases, in the order of their first
    rows. `rows_read` counts the file's rows so far; at the end it is the sum of `rows` of all that
    was screened, and of all that was rejected. `absent` has the ids of indicators that no column
    is about: unanswered in every case. `ignored` has the numbers of the columns that are not ours,
    counted from 1; `differences` those whose name differs from the mapping's in case or space, each
    with the mapping's; `doubtful` ignored ones that may be of an indicator without a column, each
    with its id. `account` says what became of the lines; where that does not add up, no row
    of the file is given.

    How the file is written may be said here or in the mapping: its delimiter, its encoding, how
    many lines stand above its header, how many rows a case has, and that no cell holds a line break
    (`one_line_rows`), so that an open quote is a mistake in its own line. By default it is read
    with commas, as UTF-8, from its first line, and a row is a case. `today` is the day of the run:
    with it, outputs say when the catalogue is due for review.

    Where numpy is there, large files are read many rows at a time; with `quick` all are, or none.
    What comes out is the same.

    What comes of a row may depend on any later one, so the file is read at least twice before a row
    is given. `reading` gives rows at once, to those who can take all of them back.
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
        rows: Rows | None = None,
        one_line_rows: bool | None = None,
        today: date | None = None,
        quick: bool | None = None,
    ) -> None:
        """Read the header.

        Raises:
            FileAccessError: the file cannot be read.
            InvalidFileError: it cannot be screened as a whole; with all that is wrong with its
                header, its first rows and the mapping.
            UsageError: there is no such delimiter or encoding, or the mapping says another.
        """
        self.checklist = Checklist(edition, today)
        self.settled = False
        self._name = name
        self._rows = _rows(rows, mapping)
        self._known = Known()
        said = (mapping.dialect, mapping.name) if mapping else ()
        self._dialect = settle(Dialect(delimiter, encoding, skip_lines, one_line_rows), *said)
        self._source = Source(name, self.checklist, mapping, self._rows, ignore_extra, keep_raw)
        with explained(name):
            self._file = file if file.seekable() else cast(BinaryIO, Spooled(file))
            self._start = self._file.tell()
            quick = is_quick(self._file, quick)
            self._opened, self._header = begin(self._file, self._source, self._dialect)
        self._before: LineCount | None = None
        self._quick = self._quick_reading() if quick else None
        self._fresh = self._quick is None
        self.absent = self._header.absent
        self.ignored = self._header.ignored
        self.differences = self._header.differences
        self.doubtful = self._header.doubtful

    @property
    def rows_read(self) -> int:
        """How many rows were read so far, without the header and lines with nothing in them."""
        return self._opened.records.count

    @property
    def renamed(self) -> tuple[str, ...]:
        """A line for each old id that was met so far, in the mapping, the header or a row."""
        return (*self._header.renamed, *self._header.renaming.lines)

    @property
    def account(self) -> Account:
        """What became of the lines of the file so far."""
        return self._opened.account

    @property
    def remedies(self) -> dict[Code, Remedy]:
        """What would help against rows that are rejected with a code, where anything would."""
        return {code: self._source.placed(each) for code, each in REMEDIES.items()}

    def __iter__(self) -> Iterator[Row]:
        """Yield the rows, when it is certain what becomes of each.

        Raises:
            FileAccessError: the rest of the file cannot be read.
        """
        while not self.settled:
            for _ in self.parts():
                pass
        yield from self.reading()

    def reading(self) -> Iterator[Row]:
        """Yield the rows as far as it is known what becomes of them, as `parts` does."""
        for part in self.parts():
            if isinstance(part, Screened) or isinstance(part, Rejected):  # noqa: SIM101 - faster
                yield part
            else:
                yield from part.rows()

    def parts(self) -> Iterator["Row | Part"]:
        """Yield the rows as far as it is known what becomes of them, or many of them together.

        They stand if `settled` says so afterwards. Otherwise all of them have to be taken back: a
        later row has changed what an earlier one comes to, and another reading knows of it.

        Raises:
            FileAccessError: the rest of the file cannot be read.
        """
        with explained(self._name):
            if not self._fresh:
                self._open_again()
            self._fresh = False
            if self._quick is None:
                yield from self._one_by_one()
                return
            yield from self._quick.parts(self._opened.records)
            self._check_lines()
            self.settled = self._quick.settled

    def _one_by_one(self) -> Iterator[Row]:
        records = self._opened.records
        reader = reader_of(
            self._header, self.checklist, records, rows=self._rows, known=self._known
        )
        for record in records:
            if isinstance(record, CsvRecord):
                row = reader.read(record)
            else:
                row = reader.reject(record, records.reference)
            if row is not None:
                yield row
        self._check_lines()
        yield from reader.cases()
        found = reader.known()
        self.settled = found is None
        self._known = found or self._known

    def _open_again(self) -> None:
        self._opened.lines.let_go()
        self._file.seek(self._start)
        lines_of = self._quick.lines if self._quick is not None else None
        self._opened = self._source.opened(self._file, self._dialect, lines_of)

    def _quick_reading(self) -> "FastReading | None":
        return quick_reading(self._header, self.checklist, self._dialect, self._rows)

    def _check_lines(self) -> None:
        """Check that every line was accounted for, and that the file is what it was.

        Raises:
            FileAccessError: it is not so.
        """
        account, count, before = self.account, self._opened.counted, self._before
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


def _rows(named: Rows | None, mapping: ColumnMap | None) -> Rows:
    """Return how many rows a case may have, of what was named for this run and in the mapping."""
    run = None if named is None else check_rows(named)
    said = mapping.rows if mapping else None
    if run and said and run != said:
        name = mapping.name if mapping else ""
        raise UsageError(f"{name} says rows: {said}, but {run} was named for this run.")
    return run or said or Rows.ONE


def screen_cases(
    path: Path | str,
    edition: Edition,
    *,
    mapping: ColumnMap | None = None,
    delimiter: str | None = None,
    encoding: str | None = None,
    skip_lines: int | None = None,
    ignore_extra: bool = False,
    rows: Rows | None = None,
    one_line_rows: bool | None = None,
) -> Iterator[Row]:
    """Yield the rows of a file, one by one: a `Screened` or a `Rejected` for each.

    Raises:
        FileAccessError: the file cannot be read.
        InvalidFileError: it cannot be screened as a whole; with every fault.
        UsageError: there is no such delimiter or encoding, or the mapping says another.
    """
    if mapping is not None and is_sheet(Path(path)):
        mapping = mapping.of_a_sheet()
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
            rows=rows,
            one_line_rows=one_line_rows,
        )


def template(edition: Edition) -> str:
    """Return the header of the wide form: a case reference, and every indicator."""
    return ",".join(("case_ref", *Checklist(edition).ids)) + "\n"
