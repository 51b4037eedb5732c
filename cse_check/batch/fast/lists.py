"""Lists of many rows as text: each is a few texts out of tables, one for some places at a time.

Of eight places of which each is in a list or not there are 256 cases, and so 256 texts; twice as
many, since a separator stands before the first only if something came before.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise, product
from typing import Final

import numpy as np

from cse_check.batch.fast.alphabet import Flags
from cse_check.batch.fast.grid import Bytes

WAYS: Final = 256
"""How many texts a table has of what comes first: those that a byte can count."""

Pieces = list[bytes]
"""A piece of text of each row."""


class Lists:
    """Makes a list of each row, between `start` and `end`.

    `places` has the texts that can be in the list for each place, by number, the first of them
    empty: for nothing. All have two, or all have four.
    """

    def __init__(
        self, places: Sequence[Sequence[str]], *, separator: str, start: str = "", end: str = ""
    ) -> None:
        self._bits = 1 if all(len(each) == 2 for each in places) else 2
        together = 8 // self._bits
        parts = [places[at : at + together] for at in range(0, len(places), together)] or [()]
        self._tables = [list(_texts(part, separator)) for part in parts]
        self._tables[0] = [start.encode() + text for text in self._tables[0]]
        self._tables[-1] = [text + end.encode() for text in self._tables[-1]]

    def pieces(self, numbers: Bytes | Flags) -> Iterator[Pieces]:
        """Yield the pieces of all lists; `numbers` has a row for each, and a column for a place."""
        rows, places = numbers.shape
        if not places:
            yield self._tables[0][:1] * rows
            return
        packed = self._packed(numbers)
        index = packed.astype(np.int16)
        index[:, 1:] += WAYS * np.logical_or.accumulate(packed != 0, axis=1)[:, :-1]
        for table, column in zip(self._tables, index.T.tolist(), strict=True):
            yield list(map(table.__getitem__, column))

    def _packed(self, numbers: Bytes | Flags) -> Bytes:
        """Return the numbers of each row, some in a byte, the first of them lowest."""
        if self._bits == 1:
            return np.packbits(numbers, axis=1, bitorder="little")
        rows, places = numbers.shape
        padded = np.zeros((rows, -(-places // 4) * 4), np.uint8)
        padded[:, :places] = numbers
        lowest, low, high, highest = np.moveaxis(padded.reshape(rows, -1, 4), 2, 0)
        packed: Bytes = lowest | low << 2 | high << 4 | highest << 6
        return packed


def _texts(places: Sequence[Sequence[str]], separator: str) -> Iterator[bytes]:
    """Yield the texts of some places, first where nothing came before, then where something did."""
    ways = [separator.join(filter(None, reversed(chosen))) for chosen in product(*reversed(places))]
    ways += [""] * (WAYS - len(ways))
    yield from map(str.encode, ways)
    for text in ways:
        yield (separator + text if text else text).encode()


def either(texts: Sequence[str], within: Flags) -> Pieces:
    """Return one of two texts for each row: the second if anything is within."""
    found: Flags = np.logical_or.reduce(within, axis=1)
    return list(map([text.encode() for text in texts].__getitem__, found.tolist()))


def any_of(within: Flags, starts: Sequence[int]) -> Flags:
    """Return for each row whether anything is within each group of columns, by its first column."""
    found: Flags = np.logical_or.reduceat(within, np.array(starts), axis=1)
    return found


def joined(columns: Iterable[Pieces], cuts: Sequence[int]) -> list[bytes]:
    """Return the texts of rows, cut before some; `columns` has the pieces of each, in order."""
    columns = list(columns)
    pieces = list(chain.from_iterable(zip(*columns, strict=True)))
    ends = [0, *(len(columns) * cut for cut in cuts), len(pieces)]
    return [b"".join(pieces[start:end]) for start, end in pairwise(ends)]
