"""Which rows of a PDF begin with a bullet or number, and what it is."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final, NamedTuple

from cse_check.guides.pdf.rows import Piece, Row, spelled
from cse_check.guides.tidying import ENUMERATOR, is_bullet

UNKNOWN_GLYPH: Final = re.compile(r"\(cid:\d+\)")
"""How pdfminer writes a character whose meaning the file does not say; first of a row: a bullet."""
WEAK: Final = frozenset("-\u2010\u2011\u2012\u2013\u2014*>olnqv\u00fc\u00d8+~\u00ad")
"""Marks that are bullets only where several rows have them at the same place."""
SAME_PLACE: Final = 2.0
SEVERAL: Final = 2


class Mark(NamedTuple):
    """The bullet or number before a row, and how many of its pieces it takes."""

    text: str
    pieces: int


def strong_mark(row: Row) -> Mark | None:
    """Return the mark of a row that is a bullet by itself."""
    first = row.pieces[0]
    if UNKNOWN_GLYPH.fullmatch(first.text):
        return Mark("\u2022", 1)
    if len(first.text) == 1 and (is_bullet(first.text) or first.is_symbol):
        return Mark(first.text, 1)
    return None


class Marks:
    """Knows the marks of a whole guide: what several rows begin with at the same place."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._places = Counter[tuple[str, int]]()
        for row in rows:
            if kind := _weak_kind(row):
                self._places[kind, round(row.x0 / SAME_PLACE)] += 1

    def of(self, row: Row) -> Mark | None:
        """Return the mark of a row, or None."""
        if mark := strong_mark(row):
            return mark
        kind = _weak_kind(row)
        if kind is None or self._times(kind, row) < SEVERAL:
            return None
        return Mark(row.pieces[0].text.replace("\u00ad", "-"), 1)

    def _times(self, kind: str, row: Row) -> int:
        place = round(row.x0 / SAME_PLACE)
        return sum(self._places[kind, place + near] for near in (-1, 0, 1))


def _weak_kind(row: Row) -> str | None:
    """Return what sort of mark a row may begin with."""
    if len(row.pieces) < 2:
        return None
    first = row.pieces[0].text
    if first in WEAK:
        return first
    if not ENUMERATOR.fullmatch(first):
        return None
    return "number" if any(map(str.isdigit, first)) else "letter"


def split_bullet(piece: Piece) -> tuple[Piece, ...]:
    """Return a piece, and its bullet by itself where the two were printed without a gap."""
    unknown = UNKNOWN_GLYPH.match(piece.text)
    length = unknown.end() if unknown else int(is_bullet(piece.text[0]))
    rest = piece.text[length:]
    if not length or not rest:
        return (piece,)
    middle = piece.x1 - (piece.x1 - piece.x0) * len(rest) / (len(rest) + 1)
    bullet = piece._replace(text=piece.text[:length], x1=middle - 0.2 * piece.size)
    return bullet, piece._replace(text=rest, x0=middle)


def unmarked(row: Row, mark: Mark | None) -> str:
    """Return the text of a row without its mark."""
    return spelled(row.pieces[mark.pieces :] if mark else row.pieces)
