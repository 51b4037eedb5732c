"""A file in blocks of whole lines, from which lines can also be had one by one, decoded.

`BlockLines` is what `batch.lines.Lines` is to the strict reader: it numbers lines, and takes back
those that are to be read again. Between two records it can be set to any line of its block, and so
the strict reader is given those lines that are not told otherwise.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from cse_check.batch.fast.alphabet import LINE_END, Alphabet
from cse_check.batch.lines import LINE_LIMIT

SIZE: Final = 262_144
"""How many bytes are looked at together: few enough for the caches of a processor."""
LEAST: Final = 16_384
ROWS: Final = 1_500
"""How many lines are looked at together: what is written of a short one may be long."""
LONGEST: Final = 4 * (LINE_LIMIT + 1)
"""Bytes that surely hold more characters than a line may have."""

Numbers = NDArray[np.int64]


class Block:
    """Whole lines of a file. `first` is the number of the first of them, counted from 1.

    `ended` is whether the last one has an end; without one, it is the last of the file or cut.
    """

    def __init__(self, data: bytes, first: int) -> None:
        self.data = data
        self.first = first
        self.ended = data.endswith(b"\n")
        self.ends: Numbers = np.flatnonzero(np.frombuffer(data, np.uint8) == LINE_END)
        self.count = len(self.ends) + (not self.ended)
        self.last = first + self.count - 1

    def line(self, place: int) -> bytes:
        """Return a line with its end."""
        start = int(self.ends[place - 1]) + 1 if place else 0
        return self.data[start : int(self.ends[place]) + 1 if place < len(self.ends) else None]


def blocks(file: BinaryIO, size: int = SIZE) -> Iterator[Block]:
    """Yield a file in blocks of at most about that size; of a line too long only the beginning."""
    read = getattr(file, "read1", file.read)
    held, number, cut = b"", 1, False
    wanted = min(size, LEAST)
    while data := _some(read, wanted):
        if cut:  # the rest of a line that is too long
            _, found, data = data.partition(b"\n")
            cut = not found
        data = held + data
        end = data.rfind(b"\n") + 1
        if end:
            block = Block(data[:end], number)
            number += block.count
            yield block
            wanted = min(size, max(LEAST, ROWS * end // block.count))
        held = data[end:]
        if len(held) > LONGEST:
            yield Block(held[:LONGEST], number)
            held, number, cut = b"", number + 1, True
    if held:
        yield Block(held, number)


class Read(Protocol):
    """How bytes are read."""

    def __call__(self, size: int, /) -> bytes:
        """Return at most so many bytes; none at the end."""


def _some(read: Read, size: int) -> bytes:
    """Return about so many bytes; fewer only at the end."""
    parts = [read(size)]
    found = len(parts[0])
    while parts[-1] and found < size:
        parts.append(read(size - found))
        found += len(parts[-1])
    return b"".join(parts)


class BlockLines:
    """The lines of a file, one after the other, out of blocks.

    `number` is that of the last line returned, counted from 1; whoever sets it goes to another line
    of the blocks that are held, which are those from `block` on.
    """

    def __init__(self, source: Iterator[Block], alphabet: Alphabet) -> None:
        self.number = 0
        self._source = source
        self._alphabet = alphabet
        self._held: deque[Block] = deque()

    def block(self) -> Block | None:
        """Return the block with the next line, or None after the last; forget those before it."""
        while self._held and self._held[0].last <= self.number:
            self._held.popleft()
        return self._held[0] if self._held or self._load() else None

    def next(self) -> str | None:
        """Return the next line without its end, or None after the last.

        Of a line over `LINE_LIMIT`, one character more than that is returned; the rest is dropped.
        """
        for block in self._held:
            if self.number < block.last:
                return self._line(block)
        return self._line(self._held[-1]) if self._load() else None

    def put_back(self, lines: Iterable[str], number: int) -> None:  # noqa: ARG002 - as in Lines
        """Have the lines after the one with this number read again: they are held still."""
        self.number = number

    def peek(self) -> str | None:
        """Return the next line, which is returned by `next` again."""
        number = self.number
        line = self.next()
        self.number = number
        return line

    def skip(self, count: int) -> int:
        """Pass over so many lines; return how many there were."""
        for skipped in range(count):
            if self.next() is None:
                return skipped
        return count

    def let_go(self) -> None:
        """Do nothing: no more was read than is held."""

    def _load(self) -> bool:
        block = next(self._source, None)
        if block is not None:
            self._held.append(block)
        return block is not None

    def _line(self, block: Block) -> str:
        self.number += 1
        text = self.text(block.line(self.number - block.first))
        return text.lstrip("\ufeff") if self.number == 1 else text

    def text(self, data: bytes) -> str:
        """Return a line as text, without its end."""
        line = self._alphabet.decode(data)[: LINE_LIMIT + 1]
        if line[-1:] == "\n":
            return line[:-2] if line[-2:-1] == "\r" else line[:-1]
        return line
