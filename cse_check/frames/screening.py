"""The rows of batches, held against the checklist by the reader that `batch` has."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NoReturn

import pyarrow as pa

from cse_check.batch.columns import Header, WideColumns
from cse_check.batch.header import CASE_REF, HeaderReader
from cse_check.batch.layout import Layout
from cse_check.batch.mapping import ColumnMap
from cse_check.batch.mapping.names import name_key
from cse_check.batch.records import CsvRecord
from cse_check.batch.rows import Checklist, Code, Rejected, Row, Rows, Screened
from cse_check.batch.wide import WideReader
from cse_check.errors import Fault, InvalidFileError, UsageError
from cse_check.frames.cells import (
    UNREADABLE,
    Cells,
    can_be_read,
    codes,
    problem_with_text,
    texts_of,
)
from cse_check.frames.results import Results
from cse_check.model import Edition

FRAME: Final = "the frame"
NO_COLUMNS: Final = "has neither a column of the case reference nor one of an indicator"
OTHER_COLUMNS: Final = (
    "has batches of other columns, or in another order, than its first: all have to have the same"
)
NOT_ONE: Final = "is of the type {kind}: a cell has to hold one text, number or date"
ONE_ROW: Final = (
    "A frame is screened a row a case: gather the rows of a case first, or write them into a file, "
    "whose rows may be answers, or several about a case."
)


class Screener:
    """Screens batches that all have the same columns, which a schema or the first of them shows."""

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
        self._schema: pa.Schema | None = None
        self._reader: _Reader | None = None
        self._results = Results(self._checklist, ref)

    def know(self, schema: pa.Schema) -> "_Reader":
        """Learn which columns there are, and of which types.

        Raises:
            InvalidFileError: they cannot be screened, or others were there before; with all that
                is wrong with them.
        """
        if self._schema is not None and schema.names != self._schema.names:
            _refuse(OTHER_COLUMNS)
        self._reader = _Reader(self._header(schema), self._checklist)
        self._schema = schema
        return self._reader

    def results(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Return a batch with a result for each row, in the same order."""
        reader = self._reader
        if reader is None or not batch.schema.equals(self._schema):
            reader = self.know(batch.schema)
        return self._results.batch(reader.rows(batch))

    def _header(self, schema: pa.Schema) -> Header:
        names = self._names(schema.names)
        reader = HeaderReader(
            FRAME, self._checklist, ",", ignore_extra=self._ignore_extra, show_names=True
        )
        header = reader.examine(CsvRecord(1, names, ",".join(names)), self._mapping)
        if header is None:
            _refuse(NO_COLUMNS)
        faults = [*(self._mapping.faults if self._mapping else ()), *map(_anywhere, reader.faults)]
        if isinstance(header.columns, WideColumns):
            faults += _unreadable(header.columns, schema)
        if faults:
            raise InvalidFileError(faults, remedies=reader.remedies)
        if not isinstance(header.columns, WideColumns):
            raise UsageError(ONE_ROW)
        return header

    def _names(self, called: Sequence[str]) -> list[str]:
        """Return what each column of a frame is known by here; no two are known by the same."""
        mapping = self._mapping
        own = mapping.case_ref if mapping else CASE_REF
        wanted = (*mapping.names, *mapping.ignore) if mapping else self._checklist.places
        names = {here: self._name(here) for here in (own, *wanted)}
        if self._ref in called:
            names[own] = self._ref
        elif self._ref != CASE_REF:
            _refuse(f"has no column {self._ref!r}, which is to have the case reference")
        known: dict[str, str] = {}
        for here, name in names.items():
            if name in called and name in known:
                both = f"{known[name]!r} and {here!r}"
                _refuse(f"has one column {name!r} for two, by what `name` and `ref` say: {both}")
            known[name] = here
        found = [known.get(name, name) for name in called]
        _check_apart(found, called)
        return found


def _check_apart(found: Sequence[str], called: Sequence[str]) -> None:
    """Check that no two columns of other names are known by the same."""
    first: dict[str, str] = {}
    for here, name in zip(map(name_key, found), called, strict=True):
        before = first.setdefault(here, name)
        if name_key(before) != name_key(name):
            _refuse(f"has two columns that would be read as {here!r}: {before!r} and {name!r}")


def _refuse(message: str) -> NoReturn:
    raise InvalidFileError([Fault(FRAME, 0, 0, "", message)])


def _anywhere(fault: Fault) -> Fault:
    """Return what is wrong with a header as wrong with a frame, which has no lines."""
    return fault._replace(line=0, column=0)


def _unreadable(columns: WideColumns, schema: pa.Schema) -> Iterator[Fault]:
    read = {columns.case_ref, *(each.column for found in columns.sources for each in found)}
    for place in sorted(read):
        kind = schema.field(place).type
        if not can_be_read(kind):
            yield Fault(FRAME, 0, 0, schema.names[place], NOT_ONE.format(kind=kind))


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
        references = texts_of(batch.column(self._case_ref))
        columns = [
            codes(batch.column(place), tokens)
            for place, tokens in zip(self._places, self._tables, strict=True)
        ]
        answers = map(bytes, zip(*columns, strict=True))
        for row, (reference, said) in enumerate(zip(references, answers, strict=True)):
            self._row += 1
            record = CsvRecord(self._row, Cells(batch, row), "")
            found = self._bad(record, reference, said) or self.decide(record, said)
            assert found is not None  # noqa: S101 - no case comes later here
            if isinstance(found, Screened):
                yield found.case_ref, found
            else:
                yield self.layout.reference(reference), found

    def _bad(self, record: CsvRecord, reference: str, said: bytes) -> Rejected | None:
        """Return why a row is rejected whose texts nobody may be shown."""
        if (problem := problem_with_text(reference)) is not None:
            return self._reject(record, self._case_ref, *problem)
        if UNREADABLE not in said:
            return None
        place = self._places[said.index(UNREADABLE)]
        problem = problem_with_text(record.cells[place])
        assert problem is not None  # noqa: S101 - the code says that there is one
        return self._reject(record, place, *problem)

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
