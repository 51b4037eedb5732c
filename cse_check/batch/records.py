"""CSV records, read strictly: what is not well formed is rejected, by itself, and reading goes on.

Rules: RFC 4180, with LF or CRLF line ends and a delimiter that the user may name. A quote is only
ever the first and the last character of a cell, or doubled inside one.

A quoted cell may hold line breaks, so a line with an open quote needs the lines after it. A record
that opens on one line and turns out to be badly quoted, of the wrong width, or possibly several
rows (`quoting`) rejects that first line alone; the others are read again as lines of their own.

How far that looks ahead is bounded by `LINE_LIMIT` characters, so that memory stays flat. Time
would stay linear without a bound: a record can only stay open over lines with an even number of
quotes, and such a line never opens one itself; so looking ahead from one open quote ends where the
next could begin.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cse_check.batch.cells import QUOTE, is_odd, may_be_disarmed, split_quoted
from cse_check.batch.layout import Layout
from cse_check.batch.lines import LINE_LIMIT, LineSource
from cse_check.batch.problems import (
    AMBIGUOUS,
    BADLY_QUOTED,
    CELL_LIMIT,
    CELL_TOO_LONG,
    LINE_TOO_LONG,
    unseen,
    wrong_width,
)
from cse_check.batch.quoting import OpenQuote, is_ambiguous, may_go_on
from cse_check.batch.rows import Code, Rejected
from cse_check.reading.cells import undo_disarming
from cse_check.unseen import UNSEEN


class CsvRecord(NamedTuple):
    """The cells of a record, and the physical line where it starts."""

    line: int
    cells: Sequence[str]
    first: str
    rest: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The record as it is in the file, with LF line ends."""
        return "\n".join((self.first, *self.rest)) if self.rest else self.first


class CsvRecords:
    """The records of a file. `count` is how many were read so far, good and bad.

    `blank` lines are in none of them; `inside` are the lines after the first of those that span
    several, which `spanning` counts. With `one_line` none does: an open quote is a mistake in its
    own line. `layout` says what rows are, once that is known.
    """

    def __init__(
        self,
        lines: LineSource,
        delimiter: str = ",",
        *,
        keep_raw: bool = False,
        one_line: bool = False,
    ) -> None:
        self.count = 0
        self.blank = 0
        self.inside = 0
        self.spanning = 0
        self.width = 0
        self.one_line = one_line
        self.delimiter = delimiter
        self._layout: Layout | None = None
        self._rejected = CsvRecord(0, (), "")
        self._open_quote = OpenQuote()
        self._good: Sequence[str] = ()
        self._good_line = ""
        self._lines = lines
        self._keep_raw = keep_raw
        end = rf"(?={re.escape(delimiter)}|\Z)"
        self._cell = re.compile(
            rf'"([^"]*+(?:""[^"]*+)*+)"{end}|([^"\n{re.escape(delimiter)}]*+){end}'
        )

    def know(self, layout: Layout) -> None:
        """Take what rows are. Where no cell is a text, none can hold a line break."""
        self._layout = layout
        self.one_line = self.one_line or not layout.has_free_text

    def header(self) -> CsvRecord | Rejected | None:
        """Return the first record, which sets the width of all; None for an empty file.

        It always has its text, from which a wrong encoding can be told.
        """
        keep_raw, self._keep_raw = self._keep_raw, True
        first = next(iter(self), None)
        self._keep_raw = keep_raw
        self.count = self.spanning = 0
        if isinstance(first, CsvRecord):
            self.width = len(first.cells)
        return first

    def __iter__(self) -> Iterator[CsvRecord | Rejected]:
        """Yield the records in the file's order. A line with nothing in it is not a record."""
        lines, delimiter = self._lines, self.delimiter
        while (text := lines.next()) is not None:
            if not text:
                self.blank += 1
                continue
            self.count += 1
            record: CsvRecord | Rejected
            if QUOTE in text or "'" in text or is_odd(text) or len(text) > CELL_LIMIT:
                record = self._careful(text)
            else:
                record = CsvRecord(lines.number, text.split(delimiter), text)
                if len(record.cells) != self.width and self.width:
                    record = self._wrong_width(record)
            if self._open_quote.is_there and isinstance(record, CsvRecord):
                record = self._doubt(record)
            if isinstance(record, CsvRecord):
                self._good, self._good_line = record.cells, ""
            yield record

    @property
    def is_in_doubt(self) -> bool:
        """Whether the next row may be in a text that a quote before it opens."""
        return self._open_quote.is_there

    def came_before(self, line: str) -> None:
        """Take the line of a good row before the next record, which was read by somebody else."""
        self._good_line = line

    @property
    def reference(self) -> str | None:
        """The reference of the record that was rejected last, where it can be read."""
        record, layout = self._rejected, self._layout
        if layout is None:
            return None
        if len(record.cells) == layout.width:
            return layout.reference_of(record.cells)
        return layout.reference_in(record.first)

    def reject(self, record: CsvRecord, column: int | None, code: Code, message: str) -> Rejected:
        """Return a record as rejected."""
        self._rejected = record
        raw = record.text if self._keep_raw else None
        return Rejected(record.line, column, code, message, raw)

    def _careful(self, first: str) -> CsvRecord | Rejected:
        """Read a record that has quotes, unseen characters or a great length."""
        line = self._lines.number
        if len(first) > LINE_LIMIT:
            return self.reject(CsvRecord(line, (), first), None, *LINE_TOO_LONG)
        rest, closed = self._rest() if first.count('"') % 2 else ((), True)
        record = CsvRecord(line, (), first, rest)
        cells, sound = self._split(record.text) if closed else ((), False)
        record = record._replace(cells=cells)
        whole = sound and len(record.cells) == (self.width or len(record.cells))
        if whole and not self._is_ambiguous(record):
            self.inside += len(rest)
            self.spanning += bool(rest)
            return self._seen(record)
        if rest:  # only the first line is lost: the others are read again as lines of their own
            self._lines.put_back(rest, line)
        alone = CsvRecord(line, (), first)
        if self._layout and (whole or not sound) and not self.one_line:
            good = split_quoted(self._good_line, self.delimiter) if self._good_line else self._good
            before = self._layout.reference_of(good or ())
            self._open_quote.begin(self._layout.reference_in(first), before)
        if whole:
            return self.reject(alone, None, *AMBIGUOUS)
        if sound:
            return self._unsound(record._replace(rest=()))
        cells, _ = self._split(first)
        return self._unsound(alone._replace(cells=cells), quoted=False)

    def _doubt(self, record: CsvRecord) -> CsvRecord | Rejected:
        """Reject a row after an open quote that has a reference like no other one nearby."""
        layout = self._layout
        if layout is None or self._open_quote.ends_with(layout.reference_of(record.cells)):
            return record
        self.inside -= len(record.rest)
        self.spanning -= bool(record.rest)
        self._lines.put_back(record.rest, record.line)
        return self.reject(record._replace(rest=()), None, *AMBIGUOUS)

    def _is_ambiguous(self, record: CsvRecord) -> bool:
        layout = self._layout
        if layout is None:
            return False
        if record.rest and is_ambiguous(record.cells, [record.first, *record.rest], layout):
            return True
        last = record.rest[-1] if record.rest else record.first
        if self.one_line or not layout.shows_where_rows_end or last[-1:] != self.delimiter:
            return False
        own = layout.reference_of(record.cells)
        return '"' in last and may_go_on(own, self._lines.peek() or "", layout)

    def _unsound(self, record: CsvRecord, *, quoted: bool = True) -> Rejected:
        """Reject a line that is not a record; its unseen characters are named before its form."""
        if UNSEEN.search(record.first):
            return self.reject(record, None, *unseen(record.first))
        if quoted:
            return self._wrong_width(record)
        return self.reject(record, len(record.cells) + 1, *BADLY_QUOTED)

    def _wrong_width(self, record: CsvRecord) -> Rejected:
        return self.reject(record, None, *wrong_width(record.cells, self.width))

    def _rest(self) -> tuple[tuple[str, ...], bool]:
        """Return the lines up to the one that could close a quote; False if none is near enough."""
        if self.one_line:
            return (), False
        rest: list[str] = []
        size = 0
        while (line := self._lines.next()) is not None:
            rest.append(line)
            size += len(line)
            if size > LINE_LIMIT:
                break
            if line.count('"') % 2:
                return tuple(rest), True
        return tuple(rest), False

    def _split(self, text: str) -> tuple[Sequence[str], bool]:
        """Return the cells of a record; False and those before a quote in the wrong place."""
        if (whole := split_quoted(text, self.delimiter)) is not None:
            return whole, True
        cells, at = [], 0
        while found := self._cell.match(text, at):
            quoted, plain = found.groups()
            cells.append(plain if quoted is None else quoted.replace('""', '"'))
            at = found.end() + 1
            if at > len(text):
                return cells, True
        return cells, False

    def _seen(self, record: CsvRecord) -> CsvRecord | Rejected:
        """Check the characters of a record that is well formed."""
        text = record.text
        if is_odd(text) and UNSEEN.search(text):
            column = next(n for n, cell in enumerate(record.cells, 1) if UNSEEN.search(cell))
            return self.reject(record, column, *unseen(text))
        if len(text) > CELL_LIMIT:
            for column, cell in enumerate(record.cells, 1):
                if len(cell) > CELL_LIMIT:
                    return self.reject(record, column, *CELL_TOO_LONG)
        if "'" in text and may_be_disarmed(text, self.delimiter):
            return record._replace(cells=[*map(undo_disarming, record.cells)])
        return record
