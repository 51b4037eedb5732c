"""The wide form with several rows a case, such as one an incident: what they say is gathered."""

from collections.abc import Iterator, Sequence

from cse_check.batch.columns import Header, WideColumns
from cse_check.batch.gathering import Gathering, Timed
from cse_check.batch.readings import Known
from cse_check.batch.records import CsvRecord, CsvRecords
from cse_check.batch.references import Spellings
from cse_check.batch.rows import Checklist, Code, Rejected, Row, Screened
from cse_check.batch.slots import BITS
from cse_check.batch.wide import WideReader


class ManyRows(WideReader):
    """Several rows a case: what they say is gathered."""

    def __init__(
        self,
        header: Header,
        columns: WideColumns,
        checklist: Checklist,
        records: CsvRecords,
        known: Known,
    ) -> None:
        super().__init__(header, columns, checklist, records)
        self._conflicts = known.conflicts
        self._spellings = Spellings(known.collisions)
        self._cases = Gathering(checklist, known.conflicts)

    def cases(self) -> Iterator[Screened]:
        """Yield the cases, in the order of their first rows."""
        return self._cases.cases(self._times.constant or None)

    def known(self) -> Known | None:
        """Return all conflicts and collisions, if there were some that were not known."""
        found, collisions = self._cases.found, self._spellings.more
        if not found and not collisions:
            return None
        return Known(None, self._conflicts | found, collisions or self._spellings.known)

    def _keep(
        self,
        record: CsvRecord,
        case_ref: str,
        said: bytes,
        together: bytes,  # noqa: ARG002 - the cells themselves are gathered
    ) -> Row | None:
        bits = self._bits(said)
        if (place := self._cases.conflict(case_ref, bits)) is not None:
            self._miss(case_ref, record.line)
            return self._contradicts(record, place)
        self._cases.add(case_ref, record.line, bits, self._timed(record.cells, said))
        return None

    def _collides(self, case_ref: str, cell: str) -> bool:
        return self._spellings.collide(case_ref, cell)

    def _miss(self, case_ref: str, line: int) -> None:
        self._cases.reject(case_ref, line)

    def _bits(self, said: bytes) -> int:
        bits = said.translate(BITS) if self._straight else self._masks(said)
        return int.from_bytes(bits, "little")

    def _timed(self, cells: Sequence[str], said: bytes) -> list[Timed]:
        return [
            Timed(slot, code, when)
            for place in self._times.varied
            for slot, code, when in zip(
                self._slots[slice(*self._groups[place])],
                said[slice(*self._groups[place])],
                self._times.at(place, cells),
                strict=True,
            )
        ]

    def _contradicts(self, record: CsvRecord, place: int) -> Rejected:
        indicator = self._checklist.slots[place]
        message = f"says no or not known of {indicator}, where rows of the same case say the other"
        column = self._places[self._slots.index(place)]
        return self._reject(record, column, Code.CONFLICTING_ANSWERS, message)
