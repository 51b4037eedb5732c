"""The rows of batches, held against the checklist by the reader that `batch` has."""

from collections.abc import Callable, Iterator
from typing import Final

import pyarrow as pa

from cse_check.batch.columns import Header, WideColumns
from cse_check.batch.header import CASE_REF as OWN_REF
from cse_check.batch.header import HeaderReader
from cse_check.batch.layout import Layout
from cse_check.batch.mapping import ColumnMap
from cse_check.batch.problems import Problem
from cse_check.batch.records import CsvRecord
from cse_check.batch.rows import Checklist, Code, Rejected, Row, Rows, Screened
from cse_check.batch.wide import WideReader
from cse_check.errors import Fault, InvalidFileError, UsageError
from cse_check.frames.cells import (
    NESTED,
    UNREADABLE,
    Cells,
    Texts,
    can_be_read,
    codes,
    problem_with_text,
)
from cse_check.frames.naming import known_as
from cse_check.frames.results import Results
from cse_check.model import Edition

FRAME: Final = "the frame"
ONE_ROW: Final = (
    "A frame is screened a row a case: gather the rows of a case first, or write them into a file, "
    "whose rows may be answers, or several about a case."
)


class Screener:
    """Screens batches that all have the same columns, which the first of them shows."""

    def __init__(
        self,
        edition: Edition,
        mapping: ColumnMap | None,
        ref: str,
        name: Callable[[str], str],
        *,
        ignore_extra: bool,
    ) -> None:
        """Prepare for columns that are not known yet.

        Raises:
            UsageError: the mapping is about cases of several rows.
        """
        if mapping and (mapping.long or mapping.rows is Rows.MANY):
            raise UsageError(ONE_ROW)
        self._checklist = Checklist(edition)
        self._mapping = mapping
        self._ref = ref
        self._name = name
        self._ignore_extra = ignore_extra
        self._reader: _Reader | None = None
        self._results = Results(self._checklist, ref)

    def know(self, schema: pa.Schema) -> "_Reader":
        """Learn which columns there are.

        Raises:
            InvalidFileError: they cannot be screened; with all that is wrong with them.
        """
        header = self._header(schema)
        self._reader = _Reader(header, self._checklist)
        return self._reader

    def results(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Return a batch with a result for each row, in the same order."""
        reader = self._reader or self.know(batch.schema)
        return self._results.batch(reader.rows(batch))

    def _header(self, schema: pa.Schema) -> Header:
        reader = HeaderReader(
            FRAME, self._checklist, ",", ignore_extra=self._ignore_extra, show_names=True
        )
        names = [self._known.get(each, each) for each in schema.names]
        header = reader.examine(CsvRecord(1, names, ",".join(names)), self._mapping)
        faults = [*(self._mapping.faults if self._mapping else ()), *reader.faults]
        if header is not None and isinstance(header.columns, WideColumns):
            faults += _unreadable(header.columns, schema)
        if header is None or faults:
            raise InvalidFileError(faults, remedies=reader.remedies)
        if not isinstance(header.columns, WideColumns):
            raise UsageError(ONE_ROW)
        return header

    @property
    def _known(self) -> dict[str, str]:
        """What the columns of the frame are known by here."""
        mapping = self._mapping
        own = mapping.case_ref if mapping else OWN_REF
        wanted = (*mapping.names, *mapping.ignore) if mapping else (*self._checklist.places,)
        return {**known_as(wanted, self._name), self._ref: own}


def _unreadable(columns: WideColumns, schema: pa.Schema) -> Iterator[Fault]:
    read = {columns.case_ref, *(each.column for found in columns.sources for each in found)}
    for place in sorted(read):
        if not can_be_read(schema.field(place).type):
            yield Fault(FRAME, 1, place + 1, schema.names[place], NESTED)


class _Records:
    """What the reader of rows tells what it rejects; a frame has no lines to look back at."""

    delimiter = ","

    def know(self, layout: Layout) -> None:
        """Take what rows are; a frame's cells are apart already."""

    def reject(self, record: CsvRecord, column: int | None, code: Code, message: str) -> Rejected:
        """Return a row as rejected."""
        return Rejected(record.line, column, code, message)


class _Reader(WideReader):
    """Holds the rows of batches against the checklist; each by itself, whatever others say."""

    def __init__(self, header: Header, checklist: Checklist) -> None:
        assert isinstance(header.columns, WideColumns)  # noqa: S101 - the screener has seen to it
        super().__init__(header, header.columns, checklist, _Records())
        self._row = 0

    def rows(self, batch: pa.RecordBatch) -> Iterator[tuple[str | None, Row]]:
        """Yield what becomes of each row of a batch, with its reference, if it has one."""
        texts = Texts(batch)
        references = texts.all_of(self._case_ref)
        columns = [
            codes(batch.column(place), tokens)
            for place, tokens in zip(self._places, self._tables, strict=True)
        ]
        for row, (reference, said) in enumerate(
            zip(references, map(bytes, zip(*columns, strict=True)), strict=True)
        ):
            self._row += 1
            cells = Cells(said, texts.at(row), texts.width)
            record = CsvRecord(self._row, cells, "")
            found = self._bad(record, reference) or self._taken(record)
            if isinstance(found, Screened):
                yield found.case_ref, found
            else:
                yield self.layout.reference(reference), found

    def _bad(self, record: CsvRecord, reference: str) -> Rejected | None:
        """Return why a row is rejected whose texts nobody may be shown."""
        assert isinstance(record.cells, Cells)  # noqa: S101 - `rows` has made it
        if (problem := problem_with_text(reference)) is not None:
            return self._unreadable(record, self._case_ref, problem)
        if UNREADABLE not in record.cells.said:
            return None
        place = self._places[record.cells.said.index(UNREADABLE)]
        problem = problem_with_text(record.cells[place])
        assert problem is not None  # noqa: S101 - the code says that there is one
        return self._unreadable(record, place, problem)

    def _unreadable(self, record: CsvRecord, place: int, problem: Problem) -> Rejected:
        return self._reject(record, place, *problem)

    def _taken(self, record: CsvRecord) -> Row:
        row = self.read(record)
        assert row is not None  # noqa: S101 - no case comes later here
        return row

    def _answers(self, cells: list[str]) -> bytes:
        assert isinstance(cells, Cells)  # noqa: S101 - `rows` has made them
        return cells.said

    def _keep(
        self,
        record: CsvRecord,
        case_ref: str,
        said: bytes,  # noqa: ARG002 - what its columns say together is all that is given
        together: bytes,
    ) -> Row:
        return Screened(record.line, case_ref, self._checklist, together)

    def _collides(self, case_ref: str, cell: str) -> bool:  # noqa: ARG002 - they are duplicates
        return False

    def _miss(self, case_ref: str, line: int) -> None:
        """Remember nothing: each row is by itself."""
