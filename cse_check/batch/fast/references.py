"""Case references of many rows: which are surely good, and which may stand twice.

A reference becomes a number; equal ones the same. That two others share a number is not to be
expected, and would cost time only: what may stand twice is left to the strict reader, which knows.
"""

from copy import copy
from typing import Final

import numpy as np

from cse_check.batch.fast.alphabet import QUOTE, Flags
from cse_check.batch.fast.blocks import Numbers
from cse_check.batch.fast.grid import Bytes
from cse_check.batch.fast.words import FACTOR, KEY, Keys, keys_of, mixed
from cse_check.batch.references import TOTALS
from cse_check.case_ref import CASE_REF

LONGEST: Final = 64
WIDTH: Final = 2**64 - 1
CASE: Final = 32
"""The bit in which small letters differ from capital ones."""
GOOD: Final = np.array([bool(CASE_REF.fullmatch(f"A{chr(byte)}")) for byte in range(256)])
FIRST: Final = np.array([bool(CASE_REF.fullmatch(chr(byte))) for byte in range(256)])


class References:
    """The references of rows, as bytes; `good` is which of them surely are ones.

    `name` is what the header calls their column: a row that has it there may be the header again.
    """

    def __init__(self, data: bytes, starts: Numbers, ends: Numbers, name: str) -> None:
        full = np.frombuffer(data, np.uint8)
        quoted = full[starts] == QUOTE
        self._data = data
        self._starts = starts + quoted
        self._sizes = ends - quoted - self._starts
        self.good = (self._sizes > 0) & (self._sizes <= LONGEST) & FIRST[full[self._starts]]
        self.good &= self._all_good(full)
        for word in (*TOTALS, *([name.lower()] if name.isascii() else ())):
            self.good[[place for place in self._look_like(full, word) if self._is(place, word)]] = 0

    def only(self, which: Flags) -> "References":
        """Return some of them."""
        chosen = copy(self)
        chosen.good = self.good[which]
        chosen._starts, chosen._sizes = self._starts[which], self._sizes[which]
        return chosen

    def numbers(self, windows: Keys) -> Keys:
        """Return each as a number."""
        numbers = np.zeros(len(self._starts), np.uint64)
        for at in range(0, self._longest(), KEY):
            left = self._sizes - at
            keys = keys_of(windows, self._starts + np.minimum(at, self._sizes), left.clip(0))
            numbers = np.where(left > 0, mixed(numbers, keys), numbers)
        return numbers

    def texts(self) -> list[bytes]:
        """Return each as text."""
        data = self._data
        ends = (self._starts + self._sizes).tolist()
        return [data[at:end] for at, end in zip(self._starts.tolist(), ends, strict=True)]

    def _longest(self) -> int:
        sizes = self._sizes[self.good]
        return int(sizes.max()) if sizes.size else 0

    def _all_good(self, full: Bytes) -> Flags:
        """Return whether all characters of each can be in a reference."""
        places = np.arange(self._longest())
        within = places < self._sizes[:, None]
        good: Flags = (GOOD[full[(self._starts[:, None] + places) * within]] | ~within).all(axis=1)
        return good

    def _look_like(self, full: Bytes, word: str) -> list[int]:
        """Return the places of those as long as a word, with its first and last letter."""
        ends = self._starts + np.maximum(self._sizes - 1, 0)
        alike = self.good & (self._sizes == len(word))
        alike &= (full[self._starts] | CASE) == (ord(word[0]) | CASE)
        return np.flatnonzero(alike & ((full[ends] | CASE) == (ord(word[-1]) | CASE))).tolist()

    def _is(self, place: int, word: str) -> bool:
        start = int(self._starts[place])
        text = self._data[start : start + int(self._sizes[place])].decode("ascii")
        return text.lower() == word


def number_of(case_ref: str) -> int:
    """Return the number of one reference, as `References.numbers` does."""
    data, number = case_ref.encode("ascii"), 0
    for at in range(0, len(data), KEY):
        number = (number ^ int.from_bytes(data[at : at + KEY], "little")) * FACTOR & WIDTH
        number ^= number >> 29
    return number


def repeated(numbers: Keys) -> Keys:
    """Return the numbers that are there more than once."""
    ordered = np.sort(numbers)
    return np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
