"""The beginning of a file of cases: its header read, or everything that is wrong found at once.

Where the header is not what it should be, the file's first bytes are read a second time in the way
that its lines suggest, and its first rows too: so that one run shows what to name, which columns
differ, and what their cells would come to. None of this is used for screening.
"""

from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import islice
from typing import BinaryIO, Final, NamedTuple, cast

from cse_check.batch.account import Account, Counted, LineCount
from cse_check.batch.columns import Header
from cse_check.batch.dialect import Settled
from cse_check.batch.forms import reader_of
from cse_check.batch.header import HeaderReader, wanted_names
from cse_check.batch.hints import Hint, dialect_hints, head_of, whole_lines
from cse_check.batch.lines import Lines, LineSource
from cse_check.batch.mapping import ColumnMap
from cse_check.batch.readings import Known
from cse_check.batch.records import CsvRecord, CsvRecords
from cse_check.batch.rows import Checklist, Rejected, Rows
from cse_check.errors import Fault, InvalidFileError, Remedy

FIRST_ROWS: Final = 1000
"""How many rows are looked at where a file cannot be screened; within its first bytes."""

LinesOf = Callable[[BinaryIO], LineSource]
"""What makes lines of a file."""


class Opened(NamedTuple):
    """A file of which the header was read: `first`. `inside` counts the line breaks in it."""

    lines: LineSource
    records: CsvRecords
    counted: LineCount
    first: CsvRecord | Rejected | None
    above: int
    inside: int

    @property
    def account(self) -> Account:
        """What became of the lines so far."""
        records = self.records
        return Account(
            self.counted.lines,
            1,
            records.count,
            records.blank,
            records.inside,
            records.spanning,
            records.spanning + records.inside - self.inside,
            self.above,
        )


class Source(NamedTuple):
    """What is read, how, and by whom it is understood."""

    name: str
    checklist: Checklist
    mapping: ColumnMap | None = None
    rows: Rows = Rows.ONE
    ignore_extra: bool = False
    keep_raw: bool = False

    def opened(self, file: BinaryIO, dialect: Settled, lines_of: LinesOf | None = None) -> Opened:
        """Return it with its header read, and its lines counted by the bytes.

        `lines_of` returns its lines, by default one by one.
        """
        count = LineCount(dialect.encoding)
        counted = cast(BinaryIO, Counted(file, count))
        lines = lines_of(counted) if lines_of else Lines(counted, dialect.encoding)
        above = lines.skip(dialect.skip_lines)
        records = CsvRecords(lines, dialect.delimiter, keep_raw=self.keep_raw)
        first = records.header()
        records.one_line = dialect.one_line_rows
        return Opened(lines, records, count, first, above, records.inside)

    def placed(self, remedy: Remedy) -> Remedy:
        """Return a remedy as one in the mapping, if that says what it changes."""
        return self.mapping.placed(remedy) if self.mapping else remedy

    def header_reader(self, dialect: Settled) -> HeaderReader:
        """Return what reads its header."""
        return HeaderReader(
            self.name,
            self.checklist,
            dialect.delimiter,
            ignore_extra=self.ignore_extra,
            show_names=self.keep_raw,
        )


class Beginning(NamedTuple):
    """A file whose header was understood."""

    opened: Opened
    header: Header


def begin(file: BinaryIO, source: Source, dialect: Settled) -> Beginning:
    """Return a file with its header read; it can be read again from where it is.

    Raises:
        InvalidFileError: it cannot be screened as a whole; with all that is wrong with the mapping,
            the header and the first rows.
    """
    start = file.tell()
    opened = source.opened(file, dialect)
    reader = source.header_reader(dialect)
    header = reader.examine(opened.first, source.mapping)
    said = source.mapping.faults if source.mapping else ()
    if header is None or reader.faults or said:
        opened.lines.let_go()
        file.seek(start)
        raise _Findings(whole_lines(head_of(file)), source, dialect).error(said, reader, header)
    return Beginning(opened, header)


class _Findings:
    """What is wrong with a file that cannot be screened."""

    def __init__(self, head: bytes, source: Source, dialect: Settled) -> None:
        self._head = head
        self._source = source
        self._dialect = dialect

    def error(
        self, said: tuple[Fault, ...], reader: HeaderReader, header: Header | None
    ) -> InvalidFileError:
        """Return the error, with the faults of the mapping first."""
        wanted = wanted_names(self._source.checklist, self._source.mapping)
        dialect, hints = dialect_hints(self._head, self._dialect, wanted)
        if hints:
            faults, remedies = self._of_another(dialect, hints)
        else:
            faults = [*reader.faults, *self._rows(dialect, header, unplaced=reader.unplaced)]
            remedies = reader.remedies
        return InvalidFileError([*said, *faults], remedies=map(self._source.placed, remedies))

    def _of_another(self, dialect: Settled, hints: list[Hint]) -> tuple[list[Fault], list[Remedy]]:
        """Return what to name, and what would still be wrong then."""
        reader = self._source.header_reader(dialect)
        header = reader.examine(self._again(dialect).first, self._source.mapping)
        faults = [Fault(self._source.name, 1, 1, "", hint.message) for hint in hints]
        rows = self._rows(dialect, header, unplaced=reader.unplaced)
        remedies = [hint.remedy for hint in hints if hint.remedy]
        return [*faults, *reader.faults, *rows], [*remedies, *reader.remedies]

    def _again(self, dialect: Settled) -> Opened:
        return self._source.opened(BytesIO(self._head), dialect)

    def _rows(self, dialect: Settled, header: Header | None, *, unplaced: bool) -> Iterator[Fault]:
        """Yield what is wrong with the first rows, each kind once, where it comes up first."""
        mapping = self._source.mapping
        if header is None or not (mapping is None or mapping.judges_rows):
            return
        records = self._again(dialect).records
        found: dict[tuple[str, int | None], list[Rejected]] = {}
        for row in islice(self._rejected(records, header), FIRST_ROWS):
            if row is not None and not (unplaced and row.column == header.columns.case_ref + 1):
                found.setdefault((row.code, row.column), []).append(row)
        for rows in found.values():
            row, of = rows[0], f"{len(rows):,} of the first {records.count:,} rows"
            message = f"{of} would be rejected, {row.code}: {row.message}"
            yield Fault(self._source.name, row.line, 1, "", message)

    def _rejected(self, records: CsvRecords, header: Header) -> Iterator[Rejected | None]:
        """Yield for each record why it is rejected, or None."""
        checklist, rows = self._source.checklist, self._source.rows
        reader = reader_of(header, checklist, records, rows=rows, known=Known())
        for record in records:
            row = reader.read(record) if isinstance(record, CsvRecord) else record
            yield row if isinstance(row, Rejected) else None
