"""What stands on a page of a PDF: pieces of text, and the rows that they make."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

OVERLAP: Final = 0.5
"""How much of a piece's height has to be beside another for both to be on one row."""
SPACE: Final = 0.1
"""From how wide a gap there is a space between two pieces, in parts of their size."""
STOP: Final = 1.0
"""From how wide a gap text goes on in another place, such as a column, in parts of its size."""
NARROWEST: Final = 8.0
"""How wide such a gap is at least, in points."""


class Piece(NamedTuple):
    """A run of characters without a space; lengths are in points, from the top left."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    is_bold: bool = False
    is_symbol: bool = False


class Row(NamedTuple):
    """Pieces beside each other, from left to right."""

    pieces: tuple[Piece, ...]
    page: int

    @property
    def x0(self) -> float:
        """Return where the row begins."""
        return self.pieces[0].x0

    @property
    def x1(self) -> float:
        """Return where the row ends."""
        return max(piece.x1 for piece in self.pieces)

    @property
    def top(self) -> float:
        """Return the upper edge."""
        return min(piece.top for piece in self.pieces)

    @property
    def bottom(self) -> float:
        """Return the lower edge, by the size that most of its characters have."""
        size = self.size
        return max(piece.bottom for piece in self.pieces if piece.size >= size - 0.1)

    @property
    def size(self) -> float:
        """Return the size that most of its characters have."""
        sizes = Counter[float]()
        for piece in self.pieces:
            sizes[piece.size] += len(piece.text)
        return sizes.most_common(1)[0][0]

    @property
    def is_bold(self) -> bool:
        """Return whether all of its words are bold; a bullet is no word."""
        words = [each for each in self.pieces if any(map(str.isalnum, each.text))]
        return bool(words) and all(each.is_bold for each in words)

    @property
    def text(self) -> str:
        """Return its text; within it a soft hyphen is a printed one, since it was drawn."""
        return spelled(self.pieces)


def spelled(pieces: Sequence[Piece]) -> str:
    """Return the text of pieces beside each other, with a space where there is a gap."""
    said = ""
    for before, piece in zip((None, *pieces), pieces, strict=False):
        if before and piece.x0 - before.x1 > SPACE * min(piece.size, before.size):
            said += " "
        said += piece.text
    return said[:-1].replace("\u00ad", "-") + said[-1:]


def rows_of(pieces: Iterable[Piece], page: int) -> list[Row]:
    """Return the rows of a page or cell, from top to bottom."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda each: (each.bottom, each.x0)):
        if rows and _is_beside(piece, rows[-1]):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    made = (Row(tuple(sorted(each, key=lambda one: one.x0)), page) for each in rows)
    return sorted(made, key=lambda row: row.top)


def _is_beside(piece: Piece, row: list[Piece]) -> bool:
    top, bottom = min(each.top for each in row), max(each.bottom for each in row)
    shared = min(bottom, piece.bottom) - max(top, piece.top)
    return shared > OVERLAP * min(piece.bottom - piece.top, bottom - top)


def segments(row: Row, marks: int = 0) -> list[tuple[Piece, ...]]:
    """Return the parts of a row that wide gaps part; none comes after its first `marks` pieces."""
    found: list[list[Piece]] = [[row.pieces[0]]]
    for at, piece in enumerate(row.pieces[1:], start=1):
        gap = piece.x0 - max(each.x1 for each in found[-1])
        if gap >= max(STOP * min(piece.size, row.size), NARROWEST) and at > marks:
            found.append([])
        found[-1].append(piece)
    return [tuple(each) for each in found]
