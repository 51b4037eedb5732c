"""The long form: a row an answer, with the rows of a case in any place.

A later row may add to any case, so cases come after the last row. What is kept of a case until
then is its reference and one byte an indicator, besides its notes.
"""

from collections.abc import Iterator
from typing import Final

from cse_check.batch.gathering import Gathering, Timed
from cse_check.batch.header import Header, LongColumns
from cse_check.batch.layout import Layout, answers_of
from cse_check.batch.readings import Known
from cse_check.batch.records import CsvRecord, CsvRecords
from cse_check.batch.references import problem_with
from cse_check.batch.rows import Checklist, Code, Rejected, Screened
from cse_check.batch.tokens import NO_ANSWER, Tokens, fold
from cse_check.catalogue.renaming import Renaming
from cse_check.model import When
from cse_check.reading.nearness import did_you_mean

WHEN: Final = {"": None, **{when.value: when for when in When}}


class LongReader:
    """Gathers answers into cases."""

    def __init__(
        self,
        header: Header,
        columns: LongColumns,
        checklist: Checklist,
        records: CsvRecords,
        known: Known,
        renaming: Renaming,
    ) -> None:
        self._columns = columns
        self._checklist = checklist
        self._records = records
        self._tokens = Tokens()
        self._renaming = renaming
        self._conflicts = known.conflicts
        self._cases = Gathering(checklist, known.conflicts)
        answers = {
            columns.indicator: self._is_indicator,
            columns.answer: answers_of(self._tokens),
        }
        if columns.when is not None:
            answers[columns.when] = _is_when
        self.layout = Layout(header.names, records.delimiter, columns.case_ref, answers)
        records.know(self.layout)

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
        said = 1 << 8 * place + code
        if self._cases.conflict(case_ref, said) is not None:
            message = (
                "says no or not known of an indicator, where rows of the same case say the other"
            )
            self._cases.reject(case_ref, record.line)
            return self._reject(record, columns.answer, Code.CONFLICTING_ANSWERS, message)
        self._cases.add(case_ref, record.line, said, (Timed(place, code, WHEN[when]),))
        note = "" if columns.note is None else cells[columns.note].strip()
        if note:
            self._cases.add_note(case_ref, place, note)
        return None

    def reject(self, rejected: Rejected, case_ref: str | None) -> Rejected:
        """Return a record that was rejected already; its case is missing it."""
        if case_ref is not None:
            self._cases.reject(case_ref, rejected.line)
        return rejected

    def cases(self) -> Iterator[Screened]:
        """Yield the cases, in the order of their first rows."""
        return self._cases.cases()

    def known(self) -> Known | None:
        """Return all conflicts, if there were some that were not known."""
        found = self._cases.found
        return Known(conflicts=self._conflicts | found) if found else None

    def _is_indicator(self, cell: str) -> bool:
        return cell.strip().lower() in self._checklist.places

    def _refuse(self, record: CsvRecord, case_ref: str, place: int | None, code: int) -> Rejected:
        columns, cells = self._columns, record.cells
        if self.layout.is_header(cells):
            return self._reject(record, None, Code.REPEATED_HEADER, "is the header again")
        if not any(cell.strip() for cell in cells):
            return self._reject(record, None, Code.EMPTY_ROW, "has nothing in any of its cells")
        if problem := problem_with(case_ref):
            return self._reject(record, columns.case_ref, *problem)
        self._cases.reject(case_ref, record.line)
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
        return self._records.reject(record, None if column is None else column + 1, code, message)


def _is_when(cell: str) -> bool:
    return fold(cell) in WHEN
