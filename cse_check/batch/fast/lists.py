"""Lists of many rows as text: each is a few texts out of tables, one for some places at a time.

Of eight places of which each is in a list or not there are 256 cases, and so 256 texts; twice as
many, since a separator stands before the first only if something came before. All texts of a row
are taken at once, and all rows joined at once.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise, product
from typing import Final

import numpy as np

from cse_check.batch.fast.alphabet import Flags
from cse_check.batch.fast.blocks import Numbers
from cse_check.batch.fast.grid import Bytes

WAYS: Final = 256
"""How many texts a table has of what comes first: those that a byte can count."""


class Lists:
    """Makes a list of each row, between `start` and `end`.

    `places` has the texts that can be in the list for each place, by number, the first of them
    empty: for nothing. All have two, or all have four. `texts` are the tables, one after another.
    """

    def __init__(
        self, places: Sequence[Sequence[str]], *, separator: str, start: str = "", end: str = ""
    ) -> None:
        self._bits = 1 if all(len(each) == 2 for each in places) else 2
        together = 8 // self._bits
        parts = [places[at : at + together] for at in range(0, len(places), together)] or [()]
        tables = [list(_texts(part, separator)) for part in parts]
        tables[0] = [start + text for text in tables[0]]
        tables[-1] = [text + end for text in tables[-1]]
        self.texts = [text for table in tables for text in table]
        self._firsts = np.arange(len(tables)) * (2 * WAYS)

    def index(self, numbers: Bytes | Flags) -> Numbers:
        """Return which texts make the list of each row; `numbers` has a column for each place."""
        packed = self._packed(numbers)
        index = packed + self._firsts
        index[:, 1:] += WAYS * np.logical_or.accumulate(packed != 0, axis=1)[:, :-1]
        return index

    def _packed(self, numbers: Bytes | Flags) -> Bytes:
        """Return the numbers of each row, some in a byte, the first of them lowest."""
        rows, places = numbers.shape
        if not places:
            return np.zeros((rows, 1), np.uint8)
        if self._bits == 1:
            return np.packbits(numbers, axis=1, bitorder="little")
        padded = np.zeros((rows, -(-places // 4) * 4), np.uint8)
        padded[:, :places] = numbers
        lowest, low, high, highest = np.moveaxis(padded.reshape(rows, -1, 4), 2, 0)
        packed: Bytes = lowest | low << 2 | high << 4 | highest << 6
        return packed


class Sheet:
    """Makes the text of each row: `start`, its reference, and one list after another."""

    def __init__(self, lists: Sequence[Lists], *, start: str = "") -> None:
        self._lists = lists
        self._start = start.encode()
        texts = [text.encode() for each in lists for text in each.texts]
        self._texts = np.fromiter(texts, object, len(texts))

    def texts(
        self, references: list[bytes], numbers: Sequence[Bytes | Flags], cuts: Sequence[int]
    ) -> list[bytes]:
        """Return the texts of rows, cut before some; `numbers` are those for each list."""
        index, before = [], 0
        for lists, each in zip(self._lists, numbers, strict=True):
            index.append(lists.index(each) + before)
            before += len(lists.texts)
        taken = self._texts.take(np.concatenate(index, axis=1))
        pieces = np.empty((len(references), 2 + taken.shape[1]), object)
        pieces[:, 0] = self._start
        pieces[:, 1] = np.fromiter(references, object, len(references))
        pieces[:, 2:] = taken
        flat: list[bytes] = pieces.ravel().tolist()
        ends = [pieces.shape[1] * cut for cut in (0, *cuts, len(references))]
        return [b"".join(flat[start:end]) for start, end in pairwise(ends)]


def _texts(places: Sequence[Sequence[str]], separator: str) -> Iterator[str]:
    """Yield the texts of some places, first where nothing came before, then where something did."""
    ways = [separator.join(filter(None, reversed(chosen))) for chosen in product(*reversed(places))]
    ways += [""] * (WAYS - len(ways))
    yield from ways
    yield from (separator + text if text else text for text in ways)


def any_of(within: Flags, starts: Sequence[int]) -> Flags:
    """Return for each row whether anything is within each group of columns, by its first column."""
    found: Flags = np.logical_or.reduceat(within, np.array(starts), axis=1)
    return found
