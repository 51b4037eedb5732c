"""In which order the rows of a page are read: two columns one after the other, a table across."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from statistics import median
from typing import Final, NamedTuple

from cse_check.guides.pdf.marks import strong_mark
from cse_check.guides.pdf.rows import Piece, Row, segments

FEWEST: Final = 3
"""How many rows a column has at least."""
NUMBER: Final = 6
"""How many digits a telephone number has at least."""
GUTTER: Final = 6.0
"""How wide the gap between columns is at least, in points."""
EDGE: Final = 0.15
"""How far a gutter is from the edges of the text, in parts of its width."""
FULL: Final = 0.75
"""From how much of its column's width a row is a full one."""
SAME_SIZE: Final = 0.8
NARROW: Final = 0.25
"""How wide a column of running text is at least, in parts of the width of all."""


class Flow(NamedTuple):
    """Rows that are read one after the other; `right` is where their lines end at most."""

    rows: tuple[Row, ...]
    right: float
    cells: tuple[tuple["Flow | None", ...], ...] = ()
    """Of a table, instead of rows; None goes on from the cell to its left or above it."""


class Grid(NamedTuple):
    """The cells of a table, with the rows in each, before it is known where their lines end."""

    cells: tuple[tuple[tuple[Row, ...] | None, ...], ...]

    def flow(self) -> Flow:
        """Return the table; the lines of all cells in one column end at the same place."""
        wide = max(map(len, self.cells), default=0)
        right = [
            max((row.x1 for line in self.cells for row in _at(line, column)), default=0.0)
            for column in range(wide)
        ]
        made = tuple(
            tuple(
                None if cell is None else Flow(cell, right[column])
                for column, cell in enumerate(line)
            )
            for line in self.cells
        )
        return Flow((), max(right, default=0.0), made)


def _at(line: tuple[tuple[Row, ...] | None, ...], column: int) -> tuple[Row, ...]:
    return (line[column] or ()) if column < len(line) else ()


def flows(rows: Sequence[Row], right: float) -> Iterator[Flow]:
    """Yield the rows of a page in the order in which they are read.

    A gutter is a gap through which no text goes, with at least three rows on both sides. Rows that
    go across it part what stands above from what stands below.
    """
    gutter = _gutter(rows)
    if gutter is None:
        if rows:
            yield Flow(tuple(rows), right)
        return
    for crosses, found in groupby(rows, lambda row: _crosses(row, gutter)):
        band = list(found)
        if crosses:
            yield from flows(band, right)
        else:
            yield from _band(band, gutter, right)


def _band(band: list[Row], gutter: float, right: float) -> Iterator[Flow]:
    """Yield what stands on both sides of a gutter: columns, or the rows of a table."""
    left_rows = [part for row in band if (part := _part(row, before=gutter))]
    right_rows = [part for row in band if (part := _part(row, after=gutter))]
    if not left_rows or not right_rows:
        yield from flows(band, right)
    elif _are_columns(left_rows, right_rows) or _would_break(band, gutter):
        yield from flows(left_rows, max(row.x1 for row in left_rows))
        yield from flows(right_rows, max(row.x1 for row in right_rows))
    else:
        yield from _tables(band, gutter, right)


def _gutter(rows: Sequence[Row]) -> float | None:
    """Return where the second column begins, or None: the place with most rows on both sides."""
    if len(rows) < FEWEST:
        return None
    left, right = min(row.x0 for row in rows), max(row.x1 for row in rows)
    margin = EDGE * (right - left)
    starts = {
        round(segment[0].x0, 1)
        for row in rows
        for segment in _segments(row)
        if left + margin < segment[0].x0 < right - margin
    }
    scored = ((_rows_beside(rows, start), start) for start in sorted(starts))
    best = max(scored, default=(0, 0.0), key=lambda each: (each[0], -each[1]))
    return best[1] if best[0] else None


def _rows_beside(rows: Sequence[Row], gutter: float) -> int:
    """Return how many rows stand in bands that have enough of them on both sides of a gutter."""
    count = 0
    for crosses, found in groupby(rows, lambda row: _crosses(row, gutter)):
        band = list(found)
        before = sum(1 for row in band if row.x0 < gutter - GUTTER)
        after = sum(1 for row in band if row.x1 > gutter)
        fewest = 2 if before == after == len(band) else FEWEST  # two rows of a table, side by side
        if not crosses and before >= fewest and after >= fewest:
            count += before + after
    return count


def _segments(row: Row) -> list[tuple[Piece, ...]]:
    return segments(row, 1 if strong_mark(row) else 0)


def _crosses(row: Row, gutter: float) -> bool:
    return any(
        segment[0].x0 < gutter - 0.5 and max(each.x1 for each in segment) > gutter - GUTTER
        for segment in _segments(row)
    )


def _part(row: Row, before: float | None = None, after: float | None = None) -> Row | None:
    """Return the part of a row on one side of a gutter."""
    pieces = tuple(
        each
        for each in row.pieces
        if (before is not None and each.x0 < before - 0.5)
        or (after is not None and each.x0 >= after - 0.5)
    )
    return Row(pieces, row.page) if pieces else None


def _are_columns(left: list[Row], right: list[Row]) -> bool:
    """Return whether two sides are columns of running text, and not those of a table.

    They are where both have lists, or full rows that go on in the next.
    """
    if min(_bullets(left), _bullets(right)) >= 1 and _bullets(left) + _bullets(right) >= FEWEST:
        return True
    wide = max(row.x1 for row in right) - min(row.x0 for row in left)
    return all(len(side) >= FEWEST and _is_running(side, wide) for side in (left, right))


def _would_break(band: list[Row], gutter: float) -> bool:
    """Return whether sentences would be broken, if a side were cut wherever the left one begins.

    A side with telephone numbers is one of a table all the same: what stands beside them is theirs.
    """
    pairs = [(_part(row, before=gutter), _part(row, after=gutter)) for row in band]
    left = [part for part, _ in pairs if part]
    beside = [part for first, part in pairs if part and first]
    right = [part for _, part in pairs if part]
    if sum(1 for row in right if sum(map(str.isdigit, row.text)) >= NUMBER) * 3 >= len(right):
        return _wraps(left, left) >= FEWEST
    return _wraps(left, left) + _wraps(right, beside) >= FEWEST


def _wraps(rows: list[Row], begun: list[Row]) -> int:
    """Return how many of the begun rows go on in a sentence from the full row before them."""
    start = min(row.x0 for row in rows)
    width = max(row.x1 for row in rows) - start
    return sum(
        1
        for before, row in pairwise(rows)
        if row in begun and row.text[:1].islower() and before.x1 - start > FULL * width
    )


def _bullets(rows: list[Row]) -> int:
    return sum(1 for row in rows if strong_mark(row))


def _is_running(rows: list[Row], wide: float) -> bool:
    start = min(row.x0 for row in rows)
    width = max(row.x1 for row in rows) - start
    full = sum(1 for row in rows if row.x1 - start > FULL * width)
    return width > NARROW * wide and full >= 0.4 * len(rows)


def _tables(band: list[Row], gutter: float, right: float) -> Iterator[Flow]:
    """Yield the tables without lines of a band, and what stands above them as a heading does."""
    size = median(row.size for row in band)

    def is_title(row: Row) -> bool:
        larger = row.size > size + SAME_SIZE or row.is_bold
        return larger and _part(row, after=gutter) is None

    for above, found in groupby(band, is_title):
        rows = list(found)
        if above or not any(_part(row, after=gutter) for row in rows):
            yield Flow(tuple(rows), right)
        else:
            yield Grid(tuple(_table(rows, _gutters(rows, gutter)))).flow()


def _gutters(band: list[Row], first: float) -> list[float]:
    """Return where the second column of a table begins, and all after it."""
    found, rest = [first], [part for row in band if (part := _part(row, after=first))]
    while (following := _gutter(rest)) is not None:
        found.append(following)
        rest = [part for row in rest if (part := _part(row, after=following))]
    return found


def _table(band: list[Row], gutters: list[float]) -> Iterator[tuple[tuple[Row, ...], ...]]:
    """Yield the rows of a table without lines; one begins wherever its first cell does."""
    cells: list[list[Row]] = [[] for _ in range(len(gutters) + 1)]
    for row in band:
        parts = _parts(row, gutters)
        if parts[0] and any(cells):
            yield tuple(map(tuple, cells))
            cells = [[] for _ in cells]
        for cell, part in zip(cells, parts, strict=True):
            cell += [part] if part else []
    if any(cells):
        yield tuple(map(tuple, cells))


def _parts(row: Row, gutters: list[float]) -> list[Row | None]:
    """Return the parts of a row between gutters."""
    found, rest = list[Row | None](), row
    for gutter in gutters:
        found.append(_part(rest, before=gutter))
        after = _part(rest, after=gutter)
        if after is None:
            return found + [None] * (len(gutters) + 1 - len(found))
        rest = after
    return [*found, rest]
