"""Where the cells of a block are: found for all its lines at once, by counting bytes.

Only lines that prove to be well formed are in the grid. A line with quotes is, if each of its
quotes opens a cell, closes one or is half of a doubled one; what is between two of them is in a
cell. What proves nothing about a line is only ever a reason to leave it out.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cse_check.batch.cells import is_odd
from cse_check.batch.fast.alphabet import LINE_END, QUOTE, RETURN, Alphabet, Flags
from cse_check.batch.fast.blocks import Block, Numbers
from cse_check.batch.problems import CELL_LIMIT
from cse_check.unseen import UNSEEN

PAD: Final = 128
"""Bytes after the last line, so that whatever is read beyond the end of a cell is there."""
SPACE: Final = 32
LAST_PLAIN: Final = 126
ASCII: Final = 127

Bytes = NDArray[np.uint8]


class Grid(NamedTuple):
    """The cells of the lines that are well formed: those at `places` in the block, counted from 0.

    `starts` and `ends` have a row for each of these lines and a column for each cell.
    """

    data: bytes
    places: Numbers
    starts: Numbers
    ends: Numbers


class _Marks(NamedTuple):
    """What parts a block: the bytes at `at`, each of a `kind`; `lines` is where lines end in it."""

    at: Numbers
    kind: Bytes
    lines: Numbers


def grid_of(block: Block, alphabet: Alphabet, width: int, *, ends_matter: bool) -> Grid:
    """Return the cells of the lines of a block that are well formed and of the right width.

    With `ends_matter`, none of them has quotes and an empty last cell.
    """
    data = block.data + (b"" if block.ended else b"\n") + bytes(PAD)
    full = np.frombuffer(data, np.uint8)
    seen = full[:-PAD]
    marks = _marks(seen, alphabet.delimiter)
    sound = np.ones(block.count, np.bool_)
    if not block.ended:
        sound[-1] = False
    quoted = np.zeros(block.count, np.bool_)
    if b'"' in block.data:
        marks, quoted = _unquoted(full, marks, sound, alphabet.delimiter)
    ends = marks.at[marks.lines]
    starts = np.zeros_like(ends)
    starts[1:] = ends[:-1] + 1
    _refuse_unseen(data, np.column_stack((starts, ends)), alphabet, sound)
    ends = ends - (seen[ends - 1] == RETURN)
    sound &= np.diff(marks.lines, prepend=-1) == width
    if ends_matter:
        sound &= ~(quoted & (seen[ends - 1] == alphabet.delimiter))
    sound &= (ends > starts) & (ends - starts <= CELL_LIMIT)
    places = np.flatnonzero(sound)
    return _cells(data, marks, places, np.column_stack((starts, ends)), width)


def _marks(seen: Bytes, delimiter: int) -> _Marks:
    """Return the delimiters, quotes and line ends of a block."""
    at = np.flatnonzero((seen == delimiter) | (seen == LINE_END) | (seen == QUOTE))
    return _marks_at(at, seen.take(at))


def _marks_at(at: Numbers, kind: Bytes) -> _Marks:
    return _Marks(at, kind, np.flatnonzero(kind == LINE_END))


def _unquoted(full: Bytes, marks: _Marks, sound: Flags, delimiter: int) -> tuple[_Marks, Flags]:
    """Return the marks without quotes and what is inside of them, and which lines have any.

    Lines with bad quotes are refused.
    """
    quote = marks.kind == QUOTE
    so_far = np.cumsum(quote)
    total = so_far[marks.lines]
    earlier = np.zeros_like(total)
    earlier[1:] = total[:-1]
    own = total - earlier
    odd = (own & 1).astype(np.bool_)
    line_of = np.repeat(np.arange(len(own)), own)
    opens = ((np.arange(len(line_of)) - earlier[line_of]) & 1) == 0
    bad = ~np.where(opens, *_fit(full, marks.at[quote], delimiter))
    sound[line_of[bad]] = False
    sound[odd] = False
    inside = so_far & 1
    if odd.any():
        inside ^= np.repeat(earlier & 1, np.diff(marks.lines, prepend=-1))
    keep = (marks.kind == LINE_END) | ((marks.kind == delimiter) & (inside == 0))
    return _marks_at(marks.at[keep], marks.kind[keep]), own > 0


def _fit(full: Bytes, quotes: Numbers, delimiter: int) -> tuple[Flags, Flags]:
    """Return of each quote whether it could open a cell, and whether it could close one.

    One of a doubled quote inside of a cell does the one after the other, and so fits both.
    """
    before = np.where(quotes > 0, full[quotes - 1], LINE_END)
    after = full[quotes + 1]
    opening = (before == delimiter) | (before == LINE_END) | (before == QUOTE)
    closing = (after == delimiter) | (after == LINE_END) | (after == QUOTE)
    closing |= (after == RETURN) & (full[quotes + 2] == LINE_END)
    return opening, closing


def _refuse_unseen(data: bytes, lines: Numbers, alphabet: Alphabet, sound: Flags) -> None:
    """Refuse lines with what cannot be seen, or not be decoded; `lines` has starts and ends."""
    full = np.frombuffer(data, np.uint8)
    at = np.flatnonzero((full[:-PAD] - np.uint8(SPACE)) > LAST_PLAIN - SPACE)
    kind = full[at]
    doubtful = ~alphabet.seen[kind] & ~((kind == RETURN) & (full[at + 1] == LINE_END))
    at, kind = at[doubtful], kind[doubtful]
    wide = (kind > ASCII) & alphabet.mixed
    sound[np.searchsorted(lines[:, 1], at[~wide])] = False
    if wide.any():
        places = np.unique(np.searchsorted(lines[:, 1], at[wide]))
        places = places[sound[places]]
        texts = [data[start:end].rstrip(b"\r") for start, end in lines[places].tolist()]
        if is_odd(alphabet.decode(b" ".join(texts))):
            sound[places] = [not UNSEEN.search(alphabet.decode(text)) for text in texts]


def _cells(data: bytes, marks: _Marks, places: Numbers, lines: Numbers, width: int) -> Grid:
    if len(places) == len(marks.lines):
        ends = marks.at.reshape(len(places), width)
    else:
        first = marks.lines[places] - (width - 1)
        ends = marks.at.take(first[:, None] + np.arange(width))
    starts = np.empty_like(ends)
    starts[:, 1:] = ends[:, :-1] + 1
    starts[:, 0] = lines[places, 0]
    ends[:, -1] = lines[places, 1]
    return Grid(data, places, starts, ends)
