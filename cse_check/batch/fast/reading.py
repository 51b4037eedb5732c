"""A file read many rows at a time: what proves itself goes fast, all else to the strict reader."""

from array import array
from collections.abc import Iterator
from typing import BinaryIO, Final

import numpy as np

from cse_check.batch.columns import Header, WideColumns
from cse_check.batch.fast.alphabet import Alphabet, Flags
from cse_check.batch.fast.blocks import SIZE, Block, BlockLines, blocks
from cse_check.batch.fast.parts import Clean, Part
from cse_check.batch.fast.proof import Form, Proved, Prover
from cse_check.batch.fast.references import number_of, repeated
from cse_check.batch.fast.words import Keys
from cse_check.batch.readings import Known
from cse_check.batch.records import CsvRecord, CsvRecords
from cse_check.batch.references import Seen
from cse_check.batch.rows import Checklist, Row
from cse_check.batch.wide import OneRow

ROOM: Final = 16 << 20
"""Bytes that are asked for once and given back at once, without being touched.

glibc then keeps what is freed for the next block; otherwise it returns it to the system, and half
of the time goes by in getting it back.
"""


class _Noted(Seen):
    """References of rows that were read strictly; `numbers` are to be compared with fast ones."""

    def __init__(self) -> None:
        super().__init__()
        self.numbers = array("Q")

    def add(self, case_ref: str, line: int) -> bool:
        """Add a row; return False if the reference stood before."""
        self.numbers.append(number_of(case_ref))
        return super().add(case_ref, line)


class _Strict(OneRow):
    """The strict reader, which notes what references it saw."""

    def __init__(
        self,
        header: Header,
        columns: WideColumns,
        checklist: Checklist,
        records: CsvRecords,
        known: Known,
    ) -> None:
        super().__init__(header, columns, checklist, records, known)
        self._seen: _Noted = _Noted()

    @property
    def numbers(self) -> "array[int]":
        """The numbers of the references, as `References.numbers` has them."""
        return self._seen.numbers


class FastReading:
    """Reads a file of which the header is known, as often as is needed; then it is `settled`.

    A reference that may stand twice makes its rows odd in the second reading: so the strict reader
    sees all of them, and rejects them in the third.
    """

    def __init__(
        self, header: Header, form: Form, alphabet: Alphabet, checklist: Checklist
    ) -> None:
        np.empty(ROOM, np.uint8)
        self.settled = False
        self.size = SIZE
        self._header = header
        self._alphabet = alphabet
        self._checklist = checklist
        self._prover = Prover(form, alphabet)
        self._details = form.details
        self._known = Known()
        self._twice: Keys | None = None

    def lines(self, file: BinaryIO) -> BlockLines:
        """Return the lines of a file, from where it is on; they are read from there."""
        self._lines = BlockLines(blocks(file, self.size), self._alphabet)
        return self._lines

    def parts(self, records: CsvRecords) -> Iterator[Part]:
        """Yield the rows after the header, a block at a time; the records are of those lines."""
        lines = self._lines
        columns = self._header.columns
        assert isinstance(columns, WideColumns)  # noqa: S101 - there is no form of another
        reader = _Strict(self._header, columns, self._checklist, records, self._known)
        odd = _OddLines(lines, records, reader)
        self._prover.ends_matter = reader.layout.shows_where_rows_end and not records.one_line
        numbers = array("Q")
        while (block := lines.block()) is not None:
            proved = self._prover.prove(block)
            if self._twice is not None:
                proved = proved.only(~_within(proved.numbers, self._twice))
            proved, rows = odd.read(block, proved)
            if self._twice is None:
                numbers.frombytes(proved.numbers.tobytes())
            records.count += len(proved.references)
            yield self._part(block, proved, rows)
        self._settle(numbers, reader)

    def _part(self, block: Block, proved: Proved, rows: list[tuple[int, Row]]) -> Part:
        clean = Clean(
            self._checklist,
            proved.places + block.first,
            proved.references,
            proved.said,
            self._details,
        )
        before = np.searchsorted(clean.lines, [line for line, _ in rows]).tolist()
        return Part(clean, tuple(zip(before, (row for _, row in rows), strict=True)))

    def _settle(self, numbers: "array[int]", reader: _Strict) -> None:
        """Decide whether what was read stands, and else what the next reading has to know."""
        if self._twice is None:
            numbers.extend(reader.numbers)
            twice = repeated(np.frombuffer(numbers, np.uint64))
            self.settled = not twice.size
            self._twice = twice
            return
        found = reader.known()
        self.settled = found is None
        self._known = found or self._known


class _OddLines:
    """Has the strict reader read those lines of a block that did not prove themselves, in order.

    A record may go on over the lines that follow, into later blocks too: those it has taken.
    """

    def __init__(self, lines: BlockLines, records: CsvRecords, reader: _Strict) -> None:
        self._lines = lines
        self._records = records
        self._reader = reader
        self._next = iter(records)
        self._before = b""

    def read(self, block: Block, proved: Proved) -> tuple[Proved, list[tuple[int, Row]]]:
        """Return the proved rows that no record has taken, and the other rows with their lines."""
        lines, first = self._lines, block.first
        fast = np.zeros(block.count, np.bool_)
        fast[proved.places] = True
        at = lines.number + 1 - first
        fast[:at] = False
        rows: list[tuple[int, Row]] = []
        for place in np.flatnonzero(~fast).tolist():
            if place < at:
                continue
            lines.number = first + place - 1
            if place > at:
                self._before = block.line(place - 1)
            rows += self._rows()
            at = lines.number + 1 - first
            fast[place:at] = False
        if at < block.count:
            self._before = block.line(block.count - 1)
        lines.number = max(lines.number, block.last)
        kept = fast[proved.places]
        return (proved if kept.all() else proved.only(kept)), rows

    def _rows(self) -> Iterator[tuple[int, Row]]:
        """Yield what the next record becomes, and those after it as long as they are in doubt."""
        if self._before:
            self._records.came_before(self._lines.text(self._before))
            self._before = b""
        yield from self._row()
        while self._records.is_in_doubt and self._lines.peek() is not None:
            yield from self._row()

    def _row(self) -> Iterator[tuple[int, Row]]:
        """Yield the row that the next record becomes; nothing at the end of the file."""
        if (record := next(self._next, None)) is None:
            return
        if isinstance(record, CsvRecord):
            row = self._reader.read(record)
        else:
            row = self._reader.reject(record, self._records.reference)
        if row is not None:
            yield record.line, row


def _within(numbers: Keys, some: Keys) -> Flags:
    """Return which of the numbers are among some, which are in order."""
    if not some.size:
        return np.zeros(len(numbers), np.bool_)
    at = np.searchsorted(some, numbers).clip(max=len(some) - 1)
    within: Flags = some[at] == numbers
    return within
