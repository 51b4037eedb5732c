"""The wide form: a column an indicator, and a row a case."""

from collections.abc import Iterable, Iterator, Sequence
from operator import getitem, itemgetter
from typing import Any, Final

from cse_check.batch.columns import Header, WideColumns
from cse_check.batch.layout import Layout, answers_of
from cse_check.batch.problems import EMPTY, HEADER_AGAIN, Problem, is_empty
from cse_check.batch.readings import Known, Rejecting
from cse_check.batch.records import CsvRecord, CsvRecords
from cse_check.batch.references import COLLIDES, Seen, problem_with, stands_again
from cse_check.batch.rows import UNANSWERED, Checklist, Code, Rejected, Row, Screened
from cse_check.batch.slots import BITS, joined_in
from cse_check.batch.times import Times
from cse_check.batch.tokens import CONFLICT, NO_ANSWER, Tokens, combine

UNSAID: Final = bytes((UNANSWERED,))


class WideReader:
    """Holds rows against the checklist, one by one; what it does with a good one is `_keep`."""

    def __init__(
        self,
        header: Header,
        columns: WideColumns,
        checklist: Checklist,
        records: Rejecting,
    ) -> None:
        self._names = header.names
        self._checklist = checklist
        self._records = records
        self._case_ref = columns.case_ref
        self._case_ref_name = header.written[columns.case_ref].lower()
        self._clean = columns.clean
        self._clock = columns.clock
        sources = [source for each in columns.sources for source in each]
        self._places = tuple(source.column for source in sources)
        self._tables = tuple(source.tokens for source in sources)
        read = [(source.column, source.tokens) for source in sources]
        if self._clock is not None:
            read.insert(0, self._clock)
        self.layout = Layout(
            header.written,
            records.delimiter,
            columns.case_ref,
            {column: answers_of(tokens) for column, tokens in read},
            clean=columns.clean,
        )
        records.know(self.layout)
        self._shared = self._tables[0] if len(set(map(id, self._tables))) == 1 else None
        self._pick: Any = itemgetter(*self._places) if len(sources) > 1 else self._only
        self._groups = _groups([len(each) for each in columns.sources])
        self._firsts: Any = _firsts(self._groups)
        self._several = [
            (place, *each) for place, each in enumerate(self._groups) if each[1] > each[0] + 1
        ]
        self._slots = tuple(source.slot for source in sources)
        self._joined = [each for each in joined_in(checklist) if set(each.slots) & {*self._slots}]
        self._straight = not self._joined and all(len(each) == 1 for each in columns.sources)
        self._times = Times([[each.timed for each in found] for found in columns.sources])

    def read(self, record: CsvRecord) -> Row | None:
        """Return a row's case, or why there is none; None if the case comes later."""
        return self.decide(record, self._answers(record.cells))

    def decide(self, record: CsvRecord, said: bytes) -> Row | None:
        """Do as `read` does, for a row whose answers are known already."""
        cells = record.cells
        case_ref = cell = cells[self._case_ref].strip()
        if self._clean is not None:
            case_ref = self._clean(cell)
            if self._collides(case_ref, cell):
                return self._reject(record, self._case_ref, Code.COLLIDING_CASE_REF, COLLIDES)
        problem = problem_with(case_ref)
        if (problem or NO_ANSWER in said or cell.lower() == self._case_ref_name) and (
            rejected := self._refuse(record, case_ref, problem, said)
        ):
            return rejected
        clock = self._clock
        if clock is not None and clock.tokens[cells[clock.column]] == NO_ANSWER:
            self._miss(case_ref, record.line)
            return self._no_answer(record, clock.column, clock.tokens)
        together = said
        if not self._straight:
            together = self._together(said)
            if CONFLICT in together:
                return self._conflict(record, case_ref, together.index(CONFLICT))
        return self._keep(record, case_ref, said, together)

    def reject(self, rejected: Rejected, case_ref: str | None) -> Rejected:
        """Return a record that was rejected already; its case is missing it."""
        if case_ref is not None:
            self._miss(case_ref, rejected.line)
        return rejected

    def _collides(self, case_ref: str, cell: str) -> bool:
        """Return whether this reference stands for two; where a row is a case, none can."""
        raise NotImplementedError

    def _keep(self, record: CsvRecord, case_ref: str, said: bytes, together: bytes) -> Row | None:
        """Take a good row: what its cells say, and what those of each indicator say together."""
        raise NotImplementedError

    def _miss(self, case_ref: str, line: int) -> None:
        """Remember that a row of this case was rejected."""
        raise NotImplementedError

    def _answers(self, cells: Sequence[str]) -> bytes:
        """Return what each column that is ours says."""
        picked = self._pick(cells)
        if self._shared is not None:
            return bytes(map(self._shared.__getitem__, picked))
        return bytes(map(getitem, self._tables, picked))

    def _together(self, said: bytes) -> bytes:
        """Return what the columns of each indicator say together."""
        together = bytearray(self._firsts(said + UNSAID))
        for place, start, end in self._several:
            together[place] = combine(said[start:end])
        masks = self._masks(said) if self._joined else b""
        for each in self._joined:
            together[each.place] = each.code(masks)
        return bytes(together[:-1])

    def _masks(self, said: bytes) -> bytearray:
        """Return the answers in each slot, as bits."""
        masks = bytearray(len(self._checklist.slots))
        for slot, bit in zip(self._slots, said.translate(BITS), strict=True):
            masks[slot] |= bit
        return masks

    def _only(self, cells: Sequence[str]) -> tuple[str, ...]:
        return tuple(cells[place] for place in self._places)

    def _refuse(
        self, record: CsvRecord, case_ref: str, problem: Problem | None, said: bytes
    ) -> Rejected | None:
        """Return why a row is rejected; None if nothing is wrong with it after all."""
        if self.layout.is_header(record.cells):
            return self._reject(record, None, *HEADER_AGAIN)
        if is_empty(record.cells):
            return self._reject(record, None, *EMPTY)
        if problem:
            return self._reject(record, self._case_ref, *problem)
        if NO_ANSWER not in said:
            return None
        self._miss(case_ref, record.line)
        source = said.index(NO_ANSWER)
        return self._no_answer(record, self._places[source], self._tables[source])

    def _no_answer(self, record: CsvRecord, column: int, tokens: Tokens) -> Rejected:
        what = "a time" if self._clock and tokens is self._clock.tokens else "an answer"
        message = f"the cell under {self._name(column)} is not {what}: {tokens.expected}"
        return self._reject(record, column, Code.UNKNOWN_ANSWER, message)

    def _conflict(self, record: CsvRecord, case_ref: str, place: int) -> Rejected:
        start, end = self._groups[place]
        column = self._places[start]
        names = ", ".join(self._name(each) for each in self._places[start:end])
        message = f"{names} say both no and not known of {self._checklist.ids[place]}"
        self._miss(case_ref, record.line)
        return self._reject(record, column, Code.CONFLICTING_ANSWERS, message)

    def _name(self, column: int) -> str:
        return repr(self._names[column][:64])

    def _reject(self, record: CsvRecord, column: int | None, code: Code, message: str) -> Rejected:
        place = None if column is None else column + 1
        return self._records.reject(record, place, code, message)


class OneRow(WideReader):
    """A row a case: where a reference stands twice, none of its rows is taken."""

    def __init__(
        self,
        header: Header,
        columns: WideColumns,
        checklist: Checklist,
        records: CsvRecords,
        known: Known,
    ) -> None:
        super().__init__(header, columns, checklist, records)
        self._earlier = known.seen
        self._seen = Seen()

    def cases(self) -> Iterator[Screened]:
        """Yield nothing: every case has been given already."""
        return iter(())

    def known(self) -> Known | None:
        """Return where each reference stands, if one stands twice and that was not known."""
        return Known(self._seen) if self._earlier is None and self._seen.again else None

    def _keep(self, record: CsvRecord, case_ref: str, said: bytes, together: bytes) -> Row | None:
        if self._earlier is None:
            if not self._seen.add(case_ref, record.line):
                return self._again(record, self._seen.lines(case_ref))
        elif len(lines := self._earlier.lines(case_ref)) > 1:
            return self._again(record, lines)
        details = self._times.of(record.cells, said, together)
        return Screened(record.line, case_ref, self._checklist, together, 1, details)

    def _collides(self, case_ref: str, cell: str) -> bool:  # noqa: ARG002 - they are duplicates
        return False

    def _miss(self, case_ref: str, line: int) -> None:
        if self._earlier is None:
            self._seen.add(case_ref, line)

    def _again(self, record: CsvRecord, lines: list[int]) -> Rejected:
        message = stands_again(lines, record.line)
        return self._reject(record, self._case_ref, Code.DUPLICATE_CASE_REF, message)


def _groups(sizes: list[int]) -> tuple[tuple[int, int], ...]:
    """Return where the columns of each indicator start and end among all of them."""
    ends = [sum(sizes[: place + 1]) for place in range(len(sizes))]
    return tuple((end - size, end) for end, size in zip(ends, sizes, strict=True))


def _firsts(groups: Iterable[tuple[int, int]]) -> Any:
    """Return what takes the first column of each indicator, and the byte after all of them.

    That byte is also what stands for an indicator without a column.
    """
    return itemgetter(*(start if end > start else -1 for start, end in groups), -1)
