"""CSV records, read strictly: what is not well formed is rejected, by itself, and reading goes on.

Rules: RFC 4180, with LF or CRLF line ends and a delimiter that the user may name. A quote is only
ever the first and the last character of a cell, or doubled inside one.

A quoted cell may hold line breaks, so a line with an open quote needs the lines after it. A record
that opens on one line and turns out to be badly quoted, of the wrong width, or to have a whole row
within it rejects that first line alone; the others are read again as lines of their own.

How far that looks ahead is bounded by `LINE_LIMIT` characters, so that memory stays flat. Time
would stay linear without a bound: a record can only stay open over lines with an even number of
quotes, and such a line never opens one itself; so looking ahead from one open quote ends where the
next could begin.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from cse_check.batch.cells import QUOTE, split_quoted
from cse_check.batch.lines import LINE_LIMIT, MARK, LineSource
from cse_check.batch.rows import Code, Rejected
from cse_check.unseen import UNSEEN

CELL_LIMIT: Final = 131_072
FORMULA: Final = r"[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]"
"""What a cell starts with that a spreadsheet runs; the last four are the full-width ones."""
BLANK: Final = "\u115f\u1160\u3164\uffa0"
"""Those of the unseen characters that count as printable."""
DISARMED: Final = re.compile(rf"'+{FORMULA}")


class CsvRecord(NamedTuple):
    """The cells of a record, and the physical line where it starts."""

    line: int
    cells: list[str]
    first: str
    rest: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The record as it is in the file, with LF line ends."""
        return "\n".join((self.first, *self.rest))


class CsvRecords:
    """The records of a file. `count` is how many were read so far, good and bad.

    `first` is the line on which the last one starts. `is_row` returns whether cells would be a row;
    whoever knows what rows are sets it.
    """

    def __init__(self, lines: LineSource, delimiter: str = ",", *, keep_raw: bool = False) -> None:
        self.count = 0
        self.width = 0
        self.first = ""
        self.is_row: Callable[[list[str]], bool] = lambda _: False
        self._lines = lines
        self.delimiter = delimiter
        self._delimiter = delimiter
        self._keep_raw = keep_raw
        self._disarmed = tuple(f"{before}'" for before in (delimiter, QUOTE))
        end = rf"(?={re.escape(delimiter)}|\Z)"
        self._cell = re.compile(
            rf'"([^"]*+(?:""[^"]*+)*+)"{end}|([^"\n{re.escape(delimiter)}]*+){end}'
        )

    def header(self) -> CsvRecord | Rejected | None:
        """Return the first record, which sets the width of all; None for an empty file.

        It always has its text, from which a wrong encoding can be told.
        """
        keep_raw, self._keep_raw = self._keep_raw, True
        first = next(iter(self), None)
        self._keep_raw = keep_raw
        self.count = 0
        if isinstance(first, CsvRecord):
            self.width = len(first.cells)
        return first

    def __iter__(self) -> Iterator[CsvRecord | Rejected]:
        """Yield the records in the file's order. A line with nothing in it is not a record."""
        lines, delimiter = self._lines, self._delimiter
        while (text := lines.next()) is not None:
            if not text:
                continue
            self.count += 1
            self.first = text
            if QUOTE in text or "'" in text or is_odd(text) or len(text) > CELL_LIMIT:
                yield self._careful(text)
                continue
            cells = text.split(delimiter)
            if len(cells) != self.width and self.width:
                yield self._wrong_width(CsvRecord(lines.number, cells, text))
            else:
                yield CsvRecord(lines.number, cells, text)

    def read_again(self, record: CsvRecord) -> None:
        """Keep only the first line of a record that spans lines, and read the others again."""
        self._lines.put_back(record.rest, record.line)

    def reject(self, record: CsvRecord, column: int | None, code: Code, message: str) -> Rejected:
        """Return a record as rejected."""
        raw = record.text if self._keep_raw else None
        return Rejected(record.line, column, code, message, raw)

    def _careful(self, first: str) -> CsvRecord | Rejected:
        """Read a record that has quotes, unseen characters or a great length."""
        line = self._lines.number
        if len(first) > LINE_LIMIT:
            return self._too_long(CsvRecord(line, [], first), None)
        rest, closed = self._rest() if first.count('"') % 2 else ((), True)
        record = CsvRecord(line, [], first, rest)
        sound = closed and self._split(record) and not self._swallows(record)
        if sound and len(record.cells) == (self.width or len(record.cells)):
            return self._seen(record)
        if rest:
            self.read_again(record)
        if sound:
            return self._unsound(record._replace(rest=()))
        record = CsvRecord(line, [], first)
        self._split(record)
        return self._unsound(record, quoted=False)

    def _swallows(self, record: CsvRecord) -> bool:
        """Return whether a line within a record that spans lines would be a row by itself.

        Two stray quotes, rows apart, make one well-formed record of all that is between them.
        """
        inside = (line.partition('"')[0].split(self._delimiter) for line in record.rest)
        return any(len(cells) == self.width and self.is_row(cells) for cells in inside)

    def _unsound(self, record: CsvRecord, *, quoted: bool = True) -> Rejected:
        """Reject a line that is not a record; its unseen characters are named before its form."""
        if UNSEEN.search(record.first):
            return self._unseen(record, None)
        return self._wrong_width(record) if quoted else self._badly_quoted(record)

    def _rest(self) -> tuple[tuple[str, ...], bool]:
        """Return the lines up to the one that could close a quote; False if none is near enough."""
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

    def _split(self, record: CsvRecord) -> bool:
        """Fill in the cells of a record; return False if a quote is in the wrong place."""
        text, cells, at = record.text, record.cells, 0
        if (whole := split_quoted(text, self._delimiter)) is not None:
            cells += whole
            return True
        while found := self._cell.match(text, at):
            quoted, plain = found.groups()
            cells.append(plain if quoted is None else quoted.replace('""', '"'))
            at = found.end() + 1
            if at > len(text):
                return True
        return False

    def _seen(self, record: CsvRecord) -> CsvRecord | Rejected:
        """Check the characters of a record that is well formed."""
        text = record.text
        if is_odd(text) and UNSEEN.search(text):
            column = next(n for n, cell in enumerate(record.cells, 1) if UNSEEN.search(cell))
            return self._unseen(record, column)
        if len(text) > CELL_LIMIT:
            for column, cell in enumerate(record.cells, 1):
                if len(cell) > CELL_LIMIT:
                    return self._too_long(record, column)
        if text[0] == "'" or any(start in text for start in self._disarmed):
            record.cells[:] = map(undo_disarming, record.cells)
        return record

    def _unseen(self, record: CsvRecord, column: int | None) -> Rejected:
        found = UNSEEN.search(record.text)
        character = ord(found[0]) if found else 0
        if character == 0:
            return self.reject(record, column, Code.NUL_BYTE, "holds a NUL byte")
        if MARK <= character < MARK + 256:
            message = f"holds a byte (0x{character - MARK:02X}) that is not in the encoding"
            return self.reject(record, column, Code.BAD_ENCODING, message)
        message = f"holds U+{character:04X}, an invisible character"
        return self.reject(record, column, Code.CONTROL_CHARACTER, message)

    def _too_long(self, record: CsvRecord, column: int | None) -> Rejected:
        what, limit = ("cell", CELL_LIMIT) if column else ("line", LINE_LIMIT)
        message = f"has a {what} of more than {limit:,} characters"
        return self.reject(record, column, Code.CELL_TOO_LONG, message)

    def _wrong_width(self, record: CsvRecord) -> Rejected:
        found = len(record.cells)
        if not any(cell.strip() for cell in record.cells):
            return self.reject(record, None, Code.EMPTY_ROW, "has nothing in any of its cells")
        code = Code.TOO_FEW_CELLS if found < self.width else Code.TOO_MANY_CELLS
        message = f"has {found} cells, but the header has {self.width}"
        return self.reject(record, None, code, message)

    def _badly_quoted(self, record: CsvRecord) -> Rejected:
        message = "has a quote in the wrong place, or one that is not closed"
        return self.reject(record, len(record.cells) + 1, Code.BAD_QUOTING, message)


def undo_disarming(cell: str) -> str:
    """Remove the apostrophe that keeps a spreadsheet from running a cell as a formula.

    It undoes what `render.caseload.csv.cell` does, and nothing else.
    """
    return cell[1:] if DISARMED.match(cell) else cell


def is_odd(text: str) -> bool:
    """Return whether a text may hold what cannot be seen; a few of those count as printable."""
    return not text.isprintable() or any(each in text for each in BLANK)
