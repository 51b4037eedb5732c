"""What raw cells mean: a table that the strict reader's own tables teach, a raw cell at a time.

A cell is looked up by its bytes, eight at a time, as numbers. Cells are kept apart by how many such
numbers they need, and compared whole, so that no cell is ever taken for another.
"""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cse_check.batch.cells import split_quoted
from cse_check.batch.fast.alphabet import Alphabet, Flags
from cse_check.batch.fast.blocks import Numbers
from cse_check.batch.fast.grid import Bytes
from cse_check.reading.cells import undo_disarming

UNTAUGHT: Final = 254
"""The code of a cell that nobody was asked about yet."""
LONGEST: Final = 64
"""The longest cell that is taught, in bytes."""
KEY: Final = 8
LESSONS: Final = 4096
"""How often a table is asked at most."""
SLOTS: Final = 4096
MOST: Final = 1024
"""How many cells of a length are taught: a quarter of the slots, so that they are found at once."""
TRIES: Final = 8
FACTOR: Final = 0x9E3779B97F4A7C15
FREE: Final = 2**64 - 1
"""What a free slot holds: eight bytes that no cell is taught with."""

Keys = NDArray[np.uint64]
"""Bytes of cells, eight in a number, the first the lowest, and zeros after the end of a cell."""

NONE: Final = np.zeros(0, np.int64)
MASKS: Final = np.array([2 ** (8 * size) - 1 for size in range(9)], np.uint64)


def windows_of(data: bytes) -> Keys:
    """Return the eight bytes at each place; copied once, since they are taken many times."""
    windows: Keys = np.ascontiguousarray(np.ndarray((len(data) - 7,), "<u8", data, 0, (1,)))
    return windows


def keys_of(windows: Keys, starts: Numbers, sizes: Numbers) -> Keys:
    """Return the first eight bytes of cells."""
    keys = windows.take(starts)
    keys &= MASKS.take(sizes, mode="clip")
    return keys


def mixed(before: Keys, keys: Keys) -> Keys:
    """Return numbers that are spread evenly, of what came before and the next keys."""
    numbers = (before ^ keys) * np.uint64(FACTOR)
    return numbers ^ (numbers >> np.uint64(29))


class Cells(NamedTuple):
    """Cells of a block: where each starts, its size in bytes, and the number of its table."""

    windows: Keys
    starts: Numbers
    sizes: Numbers
    columns: Numbers

    def only(self, which: Numbers) -> "Cells":
        """Return some of them."""
        starts, sizes, columns = (each[which] for each in self[1:])
        return Cells(self.windows, starts, sizes, columns)

    def keys(self, count: int) -> list[Keys]:
        """Return the keys of cells that need so many."""
        return [
            keys_of(self.windows, self.starts + at, self.sizes - at)
            for at in range(0, KEY * count, KEY)
        ]


class Shelf:
    """Cells that need the same count of keys, and what each means in each column."""

    def __init__(self, keys: int, columns: int) -> None:
        self.taught = 0
        self._keys = np.full((keys, SLOTS), FREE, np.uint64)
        self._codes = np.full((columns, SLOTS + 1), UNTAUGHT, np.uint8)

    def codes(self, keys: list[Keys], columns: Numbers, others: Numbers = NONE) -> Bytes:
        """Return what cells mean, each in its column; `UNTAUGHT` where that is not known.

        Those of `others` need more keys, and so are not known here.
        """
        slots = self._slots(keys)
        wrong = self._differ(keys, slots)
        wrong[others] = False
        if wrong.any():
            slots = self._search(keys, slots, np.flatnonzero(wrong))
        slots[others] = SLOTS
        if len(self._codes) > 1:
            slots += columns * (SLOTS + 1)
        return self._codes.ravel().take(slots)

    def teach(self, keys: list[Keys], column: int, code: int) -> bool:
        """Keep what a cell means in a column; return False if there is no room for it."""
        slots = self._slots(keys)
        for _ in range(TRIES):
            slot = int(slots[0])
            if not self._differ(keys, slots)[0]:
                break
            if self._keys[0, slot] == FREE and self.taught < MOST:
                self._keys[:, slot] = [each[0] for each in keys]
                self.taught += 1
                break
            slots = (slots + 1) % SLOTS
        else:
            return False
        self._codes[column, slot] = code
        return True

    def _slots(self, keys: list[Keys]) -> Numbers:
        number = mixed(np.zeros(1, np.uint64), keys[0])
        for each in keys[1:]:
            number = mixed(number, each)
        return (number >> np.uint64(52)).view(np.int64)

    def _differ(self, keys: list[Keys], slots: Numbers) -> Flags:
        differ: Flags = self._keys[0].take(slots) != keys[0]
        for kept, each in zip(self._keys[1:], keys[1:], strict=True):
            differ |= kept.take(slots) != each
        return differ

    def _search(self, keys: list[Keys], slots: Numbers, wrong: Numbers) -> Numbers:
        """Return the slots, where a cell is in one of the next; else the last, which means none."""
        for _ in range(TRIES - 1):
            slots[wrong] = (slots[wrong] + 1) % SLOTS
            wrong = wrong[self._differ([each[wrong] for each in keys], slots[wrong])]
        slots[wrong] = SLOTS
        return slots


class Words:
    """What the raw cells of a file mean, each by the table of its column.

    `tables` are asked what a cell means, as the strict reader asks them; a limited number of times,
    so that memory and time stay flat. What was not asked stays `UNTAUGHT`.
    """

    def __init__(self, tables: Sequence[Mapping[str, int]], alphabet: Alphabet) -> None:
        self._tables = tables
        self._alphabet = alphabet
        self._shelves = [Shelf(count + 1, len(tables)) for count in range(LONGEST // KEY)]
        self._lessons = LESSONS

    def codes(self, data: bytes, cells: Cells) -> Bytes:
        """Return what cells mean."""
        codes = self._told(cells)
        if self._lessons and (unknown := np.flatnonzero(codes == UNTAUGHT)).size:
            untold = cells.only(unknown)
            places = zip(untold.starts.tolist(), untold.sizes.tolist(), strict=True)
            raw = [data[start : start + size] for start, size in places]
            self._learn(set(zip(untold.columns.tolist(), raw, strict=True)))
            codes[unknown] = self._told(untold)
        return codes

    def _told(self, cells: Cells) -> Bytes:
        long = np.flatnonzero(cells.sizes > KEY)
        codes = self._shelves[0].codes(cells.keys(1), cells.columns, long)
        if not long.size:
            return codes
        counts = (cells.sizes[long] + (KEY - 1)) // KEY
        for count in np.unique(counts[counts <= len(self._shelves)]).tolist():
            these = long[counts == count]
            found = cells.only(these)
            codes[these] = self._shelves[count - 1].codes(found.keys(count), found.columns)
        return codes

    def _learn(self, cells: set[tuple[int, bytes]]) -> None:
        for column, raw in sorted(cells):
            if not self._lessons or len(raw) > LONGEST or b"\xff" in raw:
                continue
            self._lessons -= 1
            count = max(1, -(-len(raw) // KEY))
            cell = Cells(windows_of(raw + bytes(KEY)), *np.array([[0], [len(raw)], [column]]))
            code = self._tables[column][self._text(raw)]
            self._shelves[count - 1].teach(cell.keys(count), column, code)

    def _text(self, raw: bytes) -> str:
        """Return the cell that the strict reader makes of this."""
        text = self._alphabet.decode(raw)
        (cell,) = split_quoted(text, chr(self._alphabet.delimiter)) or [text]
        return undo_disarming(cell)
