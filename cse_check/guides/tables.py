"""Which cell of a table is where, when cells reach over several rows or columns."""

from typing import NamedTuple


class Place(NamedTuple):
    """The first row and column of a cell; both count from 1."""

    row: int
    column: int


class Grid:
    """Places the cells of a table one after the other, as HTML's own rule does."""

    def __init__(self) -> None:
        self._row = 0
        self._column = 0
        self._taken: dict[int, int] = {}
        """For each column that a cell above reaches into: its last row."""

    def begin_row(self) -> None:
        """Begin the next row."""
        self._row += 1
        self._column = 0

    def put(self, columns: int = 1, rows: int = 1) -> Place:
        """Return where the next cell of the row begins, which reaches over so many of both."""
        self._column += 1
        while self._taken.get(self._column, 0) >= self._row:
            self._column += 1
        place = Place(self._row, self._column)
        if rows > 1:
            for column in range(self._column, self._column + columns):
                self._taken[column] = self._row + rows - 1
        self._column += columns - 1
        return place
