"""The wide form: a row a case, a column an indicator."""

from operator import getitem, itemgetter
from typing import Any, Final

from cse_check.batch.header import Header, WideColumns
from cse_check.batch.records import CsvRecord, CsvRecords
from cse_check.batch.references import Seen, problem_with
from cse_check.batch.rows import UNANSWERED, Checklist, Code, Detail, Row, Screened
from cse_check.batch.tokens import CONFLICT, NO_ANSWER, combine
from cse_check.model import When

BY_WEIGHT: Final = (When.CURRENT, None, When.PAST)
"""Of several times, which one is said: what is so now goes first, and past only if all say so."""


UNSAID: Final = bytes((UNANSWERED,))


class WideReader:
    """Holds rows against the checklist, one by one."""

    def __init__(
        self, header: Header, columns: WideColumns, checklist: Checklist, records: CsvRecords
    ) -> None:
        self._names = header.names
        self._header_cells = list(header.names)
        self._checklist = checklist
        self._records = records
        records.is_row = self._is_row
        self._case_ref = columns.case_ref
        self._seen = Seen()
        sources = [source for each in columns.sources for source in each]
        self._places = tuple(source.column for source in sources)
        self._tables = tuple(source.tokens for source in sources)
        self._shared = self._tables[0] if len(set(map(id, self._tables))) == 1 else None
        self._pick: Any = itemgetter(*self._places) if len(sources) > 1 else self._only
        self._groups = _groups([len(each) for each in columns.sources])
        # the first column of each indicator; of one without any, the byte after all of them
        self._firsts: Any = itemgetter(
            *(start if end > start else -1 for start, end in self._groups), -1
        )
        self._several = tuple(
            (place, start, end)
            for place, (start, end) in enumerate(self._groups)
            if end > start + 1
        )
        self._straight = all(len(each) == 1 for each in columns.sources)
        self._details = _constant_times(columns)
        self._times = _several_times(columns)

    def read(self, record: CsvRecord) -> Row:
        """Return a row's case, or why there is none."""
        cells = record.cells
        said = self._answers(cells)
        case_ref = cells[self._case_ref].strip()
        problem = problem_with(case_ref)
        if problem or NO_ANSWER in said or case_ref == self._names[self._case_ref]:
            if [cell.strip() for cell in cells] == self._header_cells:
                return self._reject(record, None, Code.REPEATED_HEADER, "is the header again")
            if problem:
                return self._reject(record, self._case_ref, *problem)
            if NO_ANSWER in said:
                return self._no_answer(record, self._places[said.index(NO_ANSWER)])
        details = self._details
        if not self._straight:
            together = self._together(said)
            if CONFLICT in together:
                return self._conflict(record, together.index(CONFLICT))
            details = self._with_times(said, together)
            said = together
        if not self._seen.add(case_ref):
            message = "has a case reference that an earlier row has"
            return self._reject(record, self._case_ref, Code.DUPLICATE_CASE_REF, message)
        return Screened(record.line, case_ref, self._checklist, said, 1, details)

    def _answers(self, cells: list[str]) -> bytes:
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
        return bytes(together[:-1])

    def _is_row(self, cells: list[str]) -> bool:
        answered = NO_ANSWER not in self._answers(cells)
        return answered and not problem_with(cells[self._case_ref].strip())

    def _with_times(self, said: bytes, together: bytes) -> dict[int, Detail] | None:
        """Return the times of a case: of several columns, of those that say what stands."""
        if not self._times:
            return self._details
        details = dict(self._details or {})
        for place, times in self._times.items():
            start, end = self._groups[place]
            found = {
                time
                for time, code in zip(times, said[start:end], strict=True)
                if code == together[place]
            }
            details[place] = Detail(next(time for time in BY_WEIGHT if time in found))
        return details

    def _only(self, cells: list[str]) -> tuple[str, ...]:
        return tuple(cells[place] for place in self._places)

    def _no_answer(self, record: CsvRecord, column: int) -> Row:
        if "\n" in record.cells[column]:  # an open quote may have swallowed other rows
            self._records.read_again(record)
            record = record._replace(rest=())
        message = (
            f"the cell under {self._name(column)} is not an answer: yes, no, not known or "
            "nothing at all; a mapping can give other words a meaning"
        )
        return self._reject(record, column, Code.UNKNOWN_ANSWER, message)

    def _conflict(self, record: CsvRecord, place: int) -> Row:
        start, end = self._groups[place]
        column = self._places[start]
        names = ", ".join(self._name(each) for each in self._places[start:end])
        message = f"{names} say both no and not known of {self._checklist.ids[place]}"
        return self._reject(record, column, Code.CONFLICTING_ANSWERS, message)

    def _name(self, column: int) -> str:
        return repr(self._names[column][:64])

    def _reject(self, record: CsvRecord, column: int | None, code: Code, message: str) -> Row:
        place = None if column is None else column + 1
        return self._records.reject(record, place, code, message)


def _groups(sizes: list[int]) -> tuple[tuple[int, int], ...]:
    """Return where the columns of each indicator start and end among all of them."""
    ends = [sum(sizes[: place + 1]) for place in range(len(sizes))]
    return tuple((end - size, end) for end, size in zip(ends, sizes, strict=True))


def _constant_times(columns: WideColumns) -> dict[int, Detail] | None:
    """Return the times that a mapping gives to all answers to an indicator, by its place."""
    found = {
        place: Detail(sources[0].when)
        for place, sources in enumerate(columns.sources)
        if sources and sources[0].when
    }
    return found or None


def _several_times(columns: WideColumns) -> dict[int, tuple[When | None, ...]]:
    """Return the times of the columns of an indicator, by its place, where they differ."""
    times = {
        place: tuple(source.when for source in sources)
        for place, sources in enumerate(columns.sources)
    }
    return {place: each for place, each in times.items() if len(set(each)) > 1}
