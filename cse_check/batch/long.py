"""The long form: a row an answer, with the rows of a case in any place.

A later row may add to any case, so cases come after the last row. What is kept of a case until
then is its reference and one byte an indicator, besides its notes.
"""

from collections.abc import Iterator

from cse_check.batch.columns import Header, LongColumns
from cse_check.batch.gathering import Gathering, Timed
from cse_check.batch.layout import Layout, answers_of
from cse_check.batch.problems import EMPTY, HEADER_AGAIN, is_empty
from cse_check.batch.readings import Known
from cse_check.batch.records import CsvRecord, CsvRecords
from cse_check.batch.references import COLLIDES, Spellings, problem_with
from cse_check.batch.rows import Checklist, Code, Rejected, Screened
from cse_check.batch.tokens import NO_ANSWER
from cse_check.reading.nearness import did_you_mean


class LongReader:
    """Gathers answers into cases."""

    def __init__(
        self,
        header: Header,
        columns: LongColumns,
        checklist: Checklist,
        records: CsvRecords,
        known: Known,
    ) -> None:
        self._names = header.names
        self._columns = columns
        self._checklist = checklist
        self._records = records
        self._conflicts = known.conflicts
        self._spellings = Spellings(known.collisions)
        self._cases = Gathering(checklist, known.conflicts)
        answers = {
            columns.indicator: self._is_indicator,
            columns.answer: answers_of(columns.tokens),
        }
        if columns.clock is not None:
            answers[columns.clock.column] = answers_of(columns.clock.tokens)
        self.layout = Layout(
            header.written, records.delimiter, columns.case_ref, answers, clean=columns.clean
        )
        records.know(self.layout)

    def read(self, record: CsvRecord) -> Rejected | None:
        """Add a row, or return why it is rejected."""
        columns, cells = self._columns, record.cells
        case_ref = cell = cells[columns.case_ref].strip()
        if columns.clean is not None:
            case_ref = columns.clean(cell)
            if self._spellings.collide(case_ref, cell):
                return self._reject(record, columns.case_ref, Code.COLLIDING_CASE_REF, COLLIDES)
        places = columns.indicators[cells[columns.indicator]]
        code = columns.tokens[cells[columns.answer]]
        clock = columns.clock
        unclear = clock is not None and clock.tokens[cells[clock.column]] == NO_ANSWER
        if places is None or code == NO_ANSWER or unclear or problem_with(case_ref):
            return self._refuse(record, case_ref, places, code)
        said = sum(1 << 8 * place + code for place in places)
        if self._cases.conflict(case_ref, said) is not None:
            message = (
                "says no or not known of an indicator, where rows of the same case say the other"
            )
            self._cases.reject(case_ref, record.line)
            return self._reject(record, columns.answer, Code.CONFLICTING_ANSWERS, message)
        if columns.met is not None:
            columns.met(cells[columns.indicator])
        when = clock.read(cells) if clock else columns.when
        self._cases.add(case_ref, record.line, said, [Timed(each, code, when) for each in places])
        note = "" if columns.note is None else cells[columns.note].strip()
        for place in places if note else ():
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
        """Return all conflicts and collisions, if there were some that were not known."""
        found, collisions = self._cases.found, self._spellings.more
        if not found and not collisions:
            return None
        return Known(None, self._conflicts | found, collisions or self._spellings.known)

    def _is_indicator(self, cell: str) -> bool:
        return self._columns.indicators[cell] is not None

    def _refuse(
        self, record: CsvRecord, case_ref: str, places: tuple[int, ...] | None, code: int
    ) -> Rejected:
        columns, cells = self._columns, record.cells
        if self.layout.is_header(cells):
            return self._reject(record, None, *HEADER_AGAIN)
        if is_empty(cells):
            return self._reject(record, None, *EMPTY)
        if problem := problem_with(case_ref):
            return self._reject(record, columns.case_ref, *problem)
        self._cases.reject(case_ref, record.line)
        if places is None:
            return self._unknown_indicator(record, cells[columns.indicator].strip())
        if code == NO_ANSWER:
            what, column, tokens = "an answer", columns.answer, columns.tokens
        else:
            assert columns.clock is not None  # noqa: S101 - nothing else is left
            what, (column, tokens) = "a time", columns.clock
        message = f"the cell under {self._name(column)} is not {what}: {tokens.expected}"
        return self._reject(record, column, Code.UNKNOWN_ANSWER, message)

    def _name(self, column: int) -> str:
        return repr(self._names[column][:64])

    def _unknown_indicator(self, record: CsvRecord, word: str) -> Rejected:
        """Reject with the nearest indicator's name, but never the word: it may be anything."""
        columns, area = self._columns, self._checklist.edition.catalogue.area.id
        known = f"one of {area}{did_you_mean(word, self._checklist.ids, asks=self._checklist.asks)}"
        if columns.named:
            known = "a value that the mapping names"
        message = f"the cell under {self._name(columns.indicator)} is not {known}"
        return self._reject(record, columns.indicator, Code.UNKNOWN_INDICATOR, message)

    def _reject(self, record: CsvRecord, column: int | None, code: Code, message: str) -> Rejected:
        return self._records.reject(record, None if column is None else column + 1, code, message)
