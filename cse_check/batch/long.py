"""The long form: a row an answer, with the rows of a case in any place.

A later row may add to any case, so cases come after the last row. What is kept of a case until
then is its reference and one byte an indicator, besides its notes.
"""

from collections.abc import Iterator
from typing import Final

from cse_check.batch.header import Header, LongColumns
from cse_check.batch.records import CsvRecord, CsvRecords
from cse_check.batch.references import problem_with
from cse_check.batch.rows import (
    NO,
    NOT_KNOWN,
    UNANSWERED,
    YES,
    Checklist,
    Code,
    Detail,
    Rejected,
    Screened,
)
from cse_check.batch.tokens import NO_ANSWER, Tokens, fold
from cse_check.catalogue.renaming import Renaming
from cse_check.model import When
from cse_check.reading.nearness import did_you_mean

WHEN: Final = {"": None, **{when.value: when for when in When}}


class _Case:
    """What the rows so far say about a case."""

    __slots__ = ("details", "line", "rows", "said")

    def __init__(self, line: int, asked: int) -> None:
        self.line = line
        self.rows = 0
        self.said = bytearray(asked)
        self.details: dict[int, Detail] | None = None


class LongReader:
    """Gathers answers into cases."""

    def __init__(
        self,
        header: Header,
        columns: LongColumns,
        checklist: Checklist,
        records: CsvRecords,
        renaming: Renaming,
    ) -> None:
        self._header_cells = list(header.names)
        self._columns = columns
        self._checklist = checklist
        self._records = records
        records.is_row = self._is_row
        self._tokens = Tokens()
        self._cases: dict[str, _Case] = {}
        self._renaming = renaming

    def read(self, record: CsvRecord) -> Rejected | None:
        """Add a row, or return why it is rejected."""
        columns, cells = self._columns, record.cells
        case_ref = cells[columns.case_ref].strip()
        indicator_id = cells[columns.indicator].strip().lower()
        place = self._checklist.places.get(indicator_id)
        code = self._tokens[cells[columns.answer]]
        when = "" if columns.when is None else fold(cells[columns.when])
        if place is None or code == NO_ANSWER or when not in WHEN or problem_with(case_ref):
            return self._refuse(record, case_ref, place, code)
        self._renaming.current(indicator_id)
        case = self._cases.get(case_ref)
        if case is None:
            case = self._cases[case_ref] = _Case(record.line, len(self._checklist.ids))
        if {case.said[place], code} == {NO, NOT_KNOWN}:
            message = "differs from an earlier row of the case: one says no, one not known"
            return self._reject(record, columns.answer, Code.CONFLICTING_ANSWERS, message)
        before = case.said[place]
        if before != YES and code != UNANSWERED:
            case.said[place] = code
        note = "" if columns.note is None else cells[columns.note].strip()
        if when or note or case.details is not None:
            _add_detail(case, place, Detail(WHEN[when], note or None), before, code)
        case.rows += 1
        return None

    def _is_row(self, cells: list[str]) -> bool:
        known = cells[self._columns.indicator].strip().lower() in self._checklist.places
        return known and not problem_with(cells[self._columns.case_ref].strip())

    def cases(self) -> Iterator[Screened]:
        """Yield the cases, in the order of their first rows."""
        for case_ref, case in self._cases.items():
            said = bytes(case.said)
            yield Screened(case.line, case_ref, self._checklist, said, case.rows, case.details)

    def _refuse(self, record: CsvRecord, case_ref: str, place: int | None, code: int) -> Rejected:
        columns, cells = self._columns, record.cells
        if [cell.strip() for cell in cells] == self._header_cells:
            return self._reject(record, None, Code.REPEATED_HEADER, "is the header again")
        if problem := problem_with(case_ref):
            return self._reject(record, columns.case_ref, *problem)
        if place is None:
            return self._unknown_indicator(record, cells[columns.indicator].strip())
        if code == NO_ANSWER:
            message = (
                "the cell under 'answer' is not an answer: yes, no, not known or nothing at all"
            )
            return self._reject(record, columns.answer, Code.UNKNOWN_ANSWER, message)
        message = f"the cell under 'when' is not {' or '.join(When)}"
        return self._reject(record, columns.when, Code.UNKNOWN_ANSWER, message)

    def _unknown_indicator(self, record: CsvRecord, word: str) -> Rejected:
        """Reject with the nearest indicator's name, but never the word: it may be anything."""
        area = self._checklist.edition.catalogue.area.id
        near = did_you_mean(word, self._checklist.ids, asks=self._checklist.asks)
        message = f"the cell under 'indicator' is not one of {area}{near}"
        return self._reject(record, self._columns.indicator, Code.UNKNOWN_INDICATOR, message)

    def _reject(self, record: CsvRecord, column: int | None, code: Code, message: str) -> Rejected:
        if column is not None and "\n" in record.cells[column]:
            self._records.read_again(record)  # an open quote may have swallowed other rows
            record = record._replace(rest=())
        return self._records.reject(record, None if column is None else column + 1, code, message)


def _add_detail(case: _Case, place: int, detail: Detail, before: int, code: int) -> None:
    """Add what a row says besides its answer; the time is that of the answer that counts."""
    case.details = case.details or {}
    earlier = case.details.get(place, Detail())
    when = earlier.when
    if case.said[place] != before:
        when = detail.when
    elif code == before:
        when = When.CURRENT if When.CURRENT in (detail.when, when) else when or detail.when
    notes = "\n".join(note for note in (earlier.note, detail.note) if note)
    if when or notes:
        case.details[place] = Detail(when, notes or None)
    else:
        case.details.pop(place, None)
