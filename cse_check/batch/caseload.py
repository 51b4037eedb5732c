"""A caseload: the rows of a file, one after another, each screened or rejected."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from cse_check.batch.beginning import Source, begin
from cse_check.batch.dialect import Dialect, settle
from cse_check.batch.forms import reader_of
from cse_check.batch.lines import explained, open_cases
from cse_check.batch.mapping import ColumnMap
from cse_check.batch.quick import is_quick, quick_reading
from cse_check.batch.readings import Known
from cse_check.batch.records import CsvRecord
from cse_check.batch.rows import Checklist, Rejected, Row, Rows, Screened, check_rows
from cse_check.batch.spool import Spooled
from cse_check.errors import UsageError
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
    with the mapping's.

    How the file is written may be said here or in the mapping: its delimiter, its encoding, how
    many lines stand above its header, and how many rows a case has. By default it is read with
    commas, as UTF-8, from its first line, and a row is a case.

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
        quick: bool | None = None,
    ) -> None:
        """Read the header.

        Raises:
            FileAccessError: the file cannot be read.
            InvalidFileError: it cannot be screened as a whole; with all that is wrong with its
                header, its first rows and the mapping.
            UsageError: there is no such delimiter or encoding, or the mapping says another.
        """
        self.checklist = Checklist(edition)
        self.settled = False
        self._name = name
        self._rows = _rows(rows, mapping)
        self._known = Known()
        said = (mapping.dialect, mapping.name) if mapping else ()
        self._dialect = settle(Dialect(delimiter, encoding, skip_lines), *said)
        self._source = Source(name, self.checklist, mapping, self._rows, ignore_extra, keep_raw)
        with explained(name):
            self._file = file if file.seekable() else cast(BinaryIO, Spooled(file))
            self._start = self._file.tell()
            quick = is_quick(self._file, quick)
            begun = begin(self._file, self._source, self._dialect)
        self._lines, self._records, self._header = begun
        self._quick = self._quick_reading() if quick else None
        self._fresh = self._quick is None
        self.absent = self._header.absent
        self.ignored = self._header.ignored
        self.differences = self._header.differences

    @property
    def rows_read(self) -> int:
        """How many rows were read so far, without the header and lines with nothing in them."""
        return self._records.count

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
            if isinstance(part, Screened | Rejected):
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
            if self._quick is not None:
                yield from self._quick_parts(self._quick)
                return
            if not self._fresh:
                self._lines, self._records = self._source.opened(self._again(), self._dialect)
                self._records.header()
            self._fresh = False
            reader = reader_of(
                self._header, self.checklist, self._records, rows=self._rows, known=self._known
            )
            for record in self._records:
                if isinstance(record, CsvRecord):
                    row = reader.read(record)
                else:
                    row = reader.reject(record, self._records.first)
                if row is not None:
                    yield row
            yield from reader.cases()
        found = reader.known()
        self.settled = found is None
        self._known = found or self._known

    def _quick_reading(self) -> "FastReading | None":
        return quick_reading(self._header, self.checklist, self._dialect, self._rows)

    def _quick_parts(self, quick: "FastReading") -> Iterator["Part"]:
        lines = quick.lines(self._again())
        self._records = self._source.records(lines, self._dialect)
        self._records.header()
        yield from quick.parts(lines, self._records)
        self.settled = quick.settled

    def _again(self) -> BinaryIO:
        """Return the file, at its start again."""
        self._lines.let_go()
        self._file.seek(self._start)
        return self._file


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
            rows=rows,
        )


def template(edition: Edition) -> str:
    """Return the header of the wide form: a case reference, and every indicator."""
    return ",".join(("case_ref", *Checklist(edition).ids)) + "\n"
