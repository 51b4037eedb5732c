"""Every physical line of a file, accounted for: counted by its bytes, and by what became of it.

The count by bytes knows nothing of encodings but how a line feed is written, and nothing of
quotes; so it would show if whoever reads the lines lost one.
"""

import io
import sys
from array import array
from typing import BinaryIO, Final, NamedTuple

UNITS: Final = {"utf-16": "H", "utf-32": "I"}
"""The encodings with more than one byte a unit, and arrays of such units."""
MARKS_SWAPPED: Final = (0xFFFE, 0xFFFE0000)
"""A byte order mark, as it looks where the bytes are in the other order than this machine's."""


class Account(NamedTuple):
    """What became of the lines of a file. `spanned` lines hold the `spanning` rows of several.

    `lines` was counted by the bytes; everything else by the reader. `above` were passed over
    because somebody said so.
    """

    lines: int = 0
    header: int = 0
    rows: int = 0
    blank: int = 0
    inside: int = 0
    spanning: int = 0
    spanned: int = 0
    above: int = 0

    @property
    def accounted(self) -> int:
        """How many lines something is known of."""
        return self.above + self.header + self.rows + self.blank + self.inside

    @property
    def adds_up(self) -> bool:
        """Return whether that is all of them."""
        return self.lines == self.accounted


NOTHING: Final = Account()
"""The account of no file at all."""


def lines_line(account: Account) -> str:
    """Return the sum of the lines, which must be right in every run."""
    above = f"above the header {account.above:,} + " if account.above else ""
    return (
        f"Lines {account.lines:,} = {above}header {account.header:,} + rows {account.rows:,} + "
        f"blank {account.blank:,} + inside quoted cells {account.inside:,}."
    )


def spans_line(account: Account) -> str:
    """Return how many rows have line breaks in them; nothing if there are none."""
    if not account.spanning:
        return ""
    some = "1 row spans" if account.spanning == 1 else f"{account.spanning:,} rows span"
    return f"{some} {account.spanned:,} lines."


class LineCount:
    """Counts lines in bytes, part by part; a last line counts without an end too."""

    def __init__(self, encoding: str) -> None:
        self.size = 0
        self._feeds = 0
        self._ended = True
        self._unit = next((UNITS[name] for name in UNITS if encoding.startswith(name)), None)
        self._feed = b"" if self._unit else "\n".encode(encoding)[-1:]
        self._rest = b""
        self._swapped: bool | None = None
        if encoding not in UNITS:
            self._swapped = sys.byteorder != ("big" if encoding.endswith("be") else "little")

    @property
    def lines(self) -> int:
        """How many lines there were so far."""
        return self._feeds + (not self._ended or bool(self._rest))

    def take(self, data: bytes) -> None:
        """Count another part."""
        if data and self._unit is None:
            self._feeds += data.count(self._feed)
            self._ended = data.endswith(self._feed)
        elif data:
            self._take_units(data, self._unit or "")
        self.size += len(data)

    def _take_units(self, data: bytes, kind: str) -> None:
        data = self._rest + data
        units = array(kind)
        whole = len(data) - len(data) % units.itemsize
        units.frombytes(data[:whole])
        self._rest = data[whole:]
        if units:
            if self._swapped is None:
                self._swapped = units[0] in MARKS_SWAPPED
            feed = ord("\n") << 8 * (units.itemsize - 1) if self._swapped else ord("\n")
            self._feeds += units.count(feed)
            self._ended = units[-1] == feed


class Counted(io.BufferedIOBase):
    """A file whose lines are counted as it is read. It does not close what it reads."""

    def __init__(self, file: BinaryIO, count: LineCount) -> None:
        super().__init__()
        self._file = file
        self._count = count

    def readable(self) -> bool:
        """Return True: it can be read."""
        return True

    def read1(self, size: int = -1, /) -> bytes:
        """Read what is there, at most so many bytes."""
        data: bytes = self._file.read1(size)  # type: ignore[attr-defined]  # it is buffered
        self._count.take(data)
        return data
