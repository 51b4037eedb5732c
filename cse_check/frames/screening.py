"""The rows of batches, held against the checklist by the reader that `batch` has."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

import pyarrow as pa

from cse_check.batch.columns import Header, WideColumns
from cse_check.batch.layout import Layout
from cse_check.batch.records import CsvRecord
from cse_check.batch.rows import Checklist, Code, Rejected, Row, Screened
from cse_check.batch.wide import WideReader
from cse_check.errors import UsageError
from cse_check.frames.cells import (
    UNREADABLE,
    Cells,
    codes,
    problem_with_text,
    texts_of,
)
from cse_check.frames.header import ONE_ROW, Rules, header_of, refuse
from cse_check.frames.results import Results
from cse_check.model import Edition

OTHER_COLUMNS: Final = (
    "has batches of other columns, or in another order, than its first: all have to have the same"
)
INDEX: Final = re.compile("__index_level_[0-9]+__")
"""What Arrow calls an index of pandas that has no name: it numbers rows, and is no column."""


class Screener:
    """Screens batches that all have the same columns, which a schema or the first of them shows."""

    def __init__(self, edition: Edition, rules: Rules, today: date | None) -> None:
        """Prepare for columns that are not known yet.

        Raises:
            UsageError: the mapping is about cases of several rows.
        """
        if rules.several_rows:
            raise UsageError(ONE_ROW)
        self._checklist = Checklist(edition, today)
        self._rules = rules
        self._schema: pa.Schema | None = None
        self._places: list[int] = []
        self._reader: _Reader | None = None
        self._results = Results(self._checklist, rules.ref)

    def know(self, schema: pa.Schema) -> "_Reader":
        """Learn which columns there are, and of which types.

        Raises:
            InvalidFileError: they cannot be screened, or others were there before; with all that
                is wrong with them.
        """
        if self._schema is not None and schema.names != self._schema.names:
            refuse(OTHER_COLUMNS)
        self._places = [n for n, name in enumerate(schema.names) if not INDEX.fullmatch(name)]
        named = pa.schema([schema.field(place) for place in self._places])
        self._reader = _Reader(header_of(named, self._checklist, self._rules), self._checklist)
        self._schema = schema
        return self._reader

    def results(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Return a batch with a result for each row, in the same order."""
        reader = self._reader
        if reader is None or not batch.schema.equals(self._schema):
            reader = self.know(batch.schema)
        return self._results.batch(reader.rows(batch.select(self._places)))


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
        self._missed: str | None = None

    def rows(self, batch: pa.RecordBatch) -> Iterator[tuple[str | None, Row]]:
        """Yield what becomes of each row of a batch, with its reference, if it has one."""
        references = texts_of(batch.column(self._case_ref))
        columns = [
            codes(batch.column(place), tokens)
            for place, tokens in zip(self._places, self._tables, strict=True)
        ]
        answers = map(bytes, zip(*columns, strict=True))
        for row, (reference, said) in enumerate(zip(references, answers, strict=True)):
            self._row += 1
            record = CsvRecord(self._row, Cells(batch, row), "")
            self._missed = None
            found = self._bad(record, reference, said) or self.decide(record, said)
            assert found is not None  # noqa: S101 - no case comes later here
            yield found.case_ref if isinstance(found, Screened) else self._missed, found

    def _bad(self, record: CsvRecord, reference: str, said: bytes) -> Rejected | None:
        """Return why a row is rejected whose texts nobody may be shown."""
        place, problem = self._case_ref, problem_with_text(reference)
        if problem is None and self._clock is not None:
            place = self._clock.column
            problem = problem_with_text(record.cells[place])
        if problem is None and UNREADABLE in said:
            place = self._places[said.index(UNREADABLE)]
            problem = problem_with_text(record.cells[place])
        if problem is None:
            return None
        return self.reject(self._reject(record, place, *problem), self.layout.reference(reference))

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

    def _miss(self, case_ref: str, line: int) -> None:  # noqa: ARG002 - each row is by itself
        self._missed = case_ref
