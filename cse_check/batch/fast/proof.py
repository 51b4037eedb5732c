"""Which lines of a block prove by themselves that they are good rows, and what these say."""

from collections.abc import Mapping, Sequence
from itertools import accumulate, compress, product
from typing import Final, NamedTuple

import numpy as np

from cse_check.batch.columns import Header, WideColumns
from cse_check.batch.fast.alphabet import Alphabet, Flags
from cse_check.batch.fast.blocks import Block, Numbers
from cse_check.batch.fast.grid import Bytes, Grid, grid_of
from cse_check.batch.fast.references import References
from cse_check.batch.fast.words import Cells, Keys, Words, windows_of
from cse_check.batch.rows import NOT_KNOWN, Detail
from cse_check.batch.times import Times
from cse_check.batch.tokens import CONFLICT, combine

MOST_TOGETHER: Final = 5
"""How many columns of one indicator are combined by a table: of 4 answers to that power."""


class Form(NamedTuple):
    """What a row has to be: `name` is that of the column of its reference.

    `columns` are those with answers, each with the table that says what its cells mean; `groups`
    is where those of each indicator start and end among them. `details` is what is the same in all
    rows.
    """

    width: int
    case_ref: int
    name: str
    columns: tuple[int, ...]
    tables: tuple[Mapping[str, int], ...]
    groups: tuple[tuple[int, int], ...]
    details: Mapping[int, Detail] | None


def form_of(header: Header) -> Form | None:
    """Return what a row has to be, or None where a line alone cannot prove that it is so."""
    columns = header.columns
    if not isinstance(columns, WideColumns) or columns.clock or columns.clean:
        return None
    times = Times([[each.timed for each in found] for found in columns.sources])
    sizes = [len(found) for found in columns.sources]
    if times.varied or not any(sizes) or max(sizes) > MOST_TOGETHER:
        return None
    if any(each.slot != place for place, found in enumerate(columns.sources) for each in found):
        return None  # what several old ids say together is more than a table of columns
    sources = [source for found in columns.sources for source in found]
    return Form(
        len(header.names),
        columns.case_ref,
        header.written[columns.case_ref],
        tuple(source.column for source in sources),
        tuple(source.tokens for source in sources),
        tuple((end - size, end) for end, size in zip(accumulate(sizes), sizes, strict=True)),
        times.constant or None,
    )


class Proved(NamedTuple):
    """Rows that are good: the places of their lines in the block, and what is in each.

    `numbers` has each reference as a number, `said` a row of codes, a column an indicator.
    """

    places: Numbers
    references: list[bytes]
    numbers: Keys
    said: Bytes

    def only(self, which: Flags) -> "Proved":
        """Return some of them."""
        references = list(compress(self.references, which.tolist()))
        return Proved(self.places[which], references, self.numbers[which], self.said[which])


class Prover:
    """Proves lines, block by block; it is taught what cells mean as they come up.

    With `ends_matter`, the line after one with quotes tells whether that is a row, if its last cell
    is empty; so the line alone proves nothing.
    """

    def __init__(self, form: Form, alphabet: Alphabet) -> None:
        self.ends_matter = False
        self._form = form
        self._alphabet = alphabet
        different = {id(table): table for table in form.tables}
        self._words = Words(tuple(different.values()), alphabet)
        order = {key: place for place, key in enumerate(different)}
        self._table_of = np.array([order[id(table)] for table in form.tables], np.int64)
        self._columns = _span(form.columns)
        sizes = [end - start for start, end in form.groups]
        self._firsts = np.array([start if end > start else -1 for start, end in form.groups])
        self._several = [
            (place, slice(*group))
            for place, (group, size) in enumerate(zip(form.groups, sizes, strict=True))
            if size > 1
        ]
        self._straight = all(size == 1 for size in sizes)
        self._together = {size: _together(size) for size in sizes if size > 1}

    def prove(self, block: Block) -> Proved:
        """Return the rows of a block that surely are good."""
        form = self._form
        grid = grid_of(block, self._alphabet, form.width, ends_matter=self.ends_matter)
        windows = windows_of(grid.data)
        references = References(
            grid.data, grid.starts[:, form.case_ref], grid.ends[:, form.case_ref], form.name
        )
        codes = self._codes(grid, windows)
        good = references.good & (codes <= NOT_KNOWN).all(axis=1)
        said = codes if self._straight else self._combined(codes)
        good &= (said != CONFLICT).all(axis=1)
        if good.all():
            return Proved(grid.places, references.texts(), references.numbers(windows), said)
        references = references.only(good)
        return Proved(
            grid.places[good], references.texts(), references.numbers(windows), said[good]
        )

    def _codes(self, grid: Grid, windows: Keys) -> Bytes:
        """Return what the cell of each column with answers means."""
        starts = grid.starts[:, self._columns]
        sizes = grid.ends[:, self._columns] - starts
        columns = np.broadcast_to(self._table_of, starts.shape)
        cells = Cells(windows, starts.ravel(), sizes.ravel(), columns.ravel())
        return self._words.codes(grid.data, cells).reshape(starts.shape)

    def _combined(self, codes: Bytes) -> Bytes:
        """Return what the columns of each indicator say together; nothing where it has none."""
        padded = np.column_stack((codes, np.zeros(len(codes), np.uint8)))
        said: Bytes = padded.take(self._firsts, axis=1)
        for place, group in self._several:
            index = np.zeros(len(codes), np.int64)
            for column in codes[:, group].T:
                index = index << 2 | column & NOT_KNOWN
            said[:, place] = self._together[group.stop - group.start].take(index)
        return said


def _together(size: int) -> Bytes:
    """Return what so many columns say together, by their answers as the digits of a number."""
    return np.array([combine(bytes(each)) for each in product(range(4), repeat=size)], np.uint8)


def _span(columns: Sequence[int]) -> slice | list[int]:
    """Return columns as a slice where they are side by side, which is faster."""
    first = columns[0]
    side_by_side = list(columns) == list(range(first, first + len(columns)))
    return slice(first, first + len(columns)) if side_by_side else list(columns)
