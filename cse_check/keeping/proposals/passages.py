"""The lines of a guide made whole: wrapped lines joined, bullets taken off, page numbers left out.

In plain text nothing is known of a line but what it says. What a Word file, a page or a PDF says
of its own lines (a list, a heading, a cell) is taken as it is.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from cse_check.guides.lines import Guide, GuideKind, Line, LineKind
from cse_check.keeping.proposals.furniture import furniture
from cse_check.keeping.proposals.marks import Marked, bare_numbers, marked
from cse_check.keeping.proposals.vocabulary import words_of

ENDS: Final = re.compile(r"[.!?:;\u2026][\"'\u201d\u2019)]?\Z")
GOES_ON: Final = re.compile(
    r"(?:,|\b(?:and|or|and/or|of|the|a|an|to|in|with|for|from|by|on|at|as|is|are|their|any))\Z"
)
HYPHENATED: Final = re.compile(r"(?P<head>[A-Za-z]{2,})[-\u2010]\Z")
BEFORE_A_HYPHEN: Final = words_of(
    """
    self non anti drug drugs gang peer well age alcohol sexually
    """
)
AFTER_A_HYPHEN: Final = words_of(
    """
    related term harm esteem agency based old known ordinate ordinated operate operated social
    aged led exploited esteemed attendance
    """
)
"""Halves of words that are written with a hyphen wherever they stand in a line."""
UNDONE: Final = "undid the hyphen at the end of a line: {}"
"""In the words of the reader of PDFs, which does the same."""
LONGEST_WORD: Final = 60
LONGEST: Final = 5000
"""How long a paragraph may be, in characters, to be looked through: a longer one is no list."""
NARROW: Final = 40
LONG_GAP: Final = 2
"""More lines than this are missing where a page ends: its number, and blank lines."""
FULL: Final = 0.85
HALF: Final = 0.5
"""How much of the widest lines a wrapped line fills; half, where the next is in lower case."""
WIDE: Final = 200
"""Text whose lines are longer than this is not wrapped: a line is a paragraph."""


class Piece(NamedTuple):
    """Where a line of the guide begins in a passage, and how far to the right it stood."""

    start: int
    line: int
    column: int


class Passage(NamedTuple):
    """A heading, an item of a list, a cell or a paragraph, on one line.

    `mark` is the bullet or number before it. `notes` say what was done to make it whole. `apart`:
    it stands apart from the passage before it.
    """

    text: str
    kind: LineKind
    pieces: tuple[Piece, ...]
    first: Line
    mark: str = ""
    apart: bool = False
    notes: tuple[str, ...] = ()

    @property
    def is_item(self) -> bool:
        """Whether it has a bullet or a number, or is in a list of the file."""
        return self.kind is LineKind.ITEM

    def place(self, at: int) -> tuple[int, int]:
        """Return the line and column of the guide where this character of the passage stands."""
        piece = self.pieces[max(bisect_right(self.pieces, at, key=lambda each: each.start) - 1, 0)]
        return piece.line, piece.column + at - piece.start

    def lines(self, start: int, end: int) -> Iterator[int]:
        """Yield the numbers of the lines that these characters stand on."""
        ends = [*(each.start for each in self.pieces[1:]), len(self.text) + 1]
        for piece, until in zip(self.pieces, ends, strict=True):
            if piece.start < end and until > start:
                yield piece.line


class Left(NamedTuple):
    """A line that belongs to the page and not to the guide, and what it is."""

    line: Line
    why: str


class Whole(NamedTuple):
    """The passages of a guide in its order, and the lines that are none of it."""

    passages: tuple[Passage, ...]
    left: tuple[Left, ...]


def passages(guide: Guide) -> Whole:
    """Return a guide's lines, made whole."""
    written = [line for line in guide.lines if line.text.strip()]
    left = furniture(written)
    kept = [line for line in written if line.number not in left]
    words = {word.casefold() for line in kept for word in re.findall(r"[\w-]+", line.text)}
    widest = _widest(kept) if guide.kind is GuideKind.TEXT else 0
    joined = tuple(_joined(kept, widest, words))
    return Whole(
        joined, tuple(Left(line, left[line.number]) for line in written if line.number in left)
    )


def _widest(lines: Sequence[Line]) -> int:
    """Return how long a line is that was wrapped for its length; elsewhere lines are whole."""
    lengths = sorted(len(line.text) + line.indent for line in lines if line.kind is LineKind.TEXT)
    return lengths[int(len(lengths) * 0.9)] if lengths else 0


class _Open:
    """A passage that may still go on."""

    def __init__(self, line: Line, found: Marked | None) -> None:
        start = found.start if found else 0
        self.first = line
        self.mark = found.mark if found else line.mark
        self.kind = LineKind.ITEM if found and line.kind is LineKind.TEXT else line.kind
        self.text = line.text[start:]
        self.pieces = [Piece(0, line.number, line.indent + start + 1)]
        self.notes = list(line.notes)
        self.last = line

    def takes(self, line: Line, found: Marked | None, widest: int) -> bool:
        """Return whether a line of plain text, and the mark before it, go on with this passage."""
        if line.kind is not LineKind.TEXT or self.first.kind is not LineKind.TEXT:
            return False
        if not self.text:
            return found is None
        if not widest or _apart(self.last, line) or found:
            return False
        return len(self.text) < LONGEST and self._is_wrapped(line, widest)

    def _is_wrapped(self, line: Line, widest: int) -> bool:
        end, lower = self.text[-LONGEST_WORD:], _lower(line)
        if end.endswith(":") or (ENDS.search(end) and not lower):
            return False
        length = len(self.last.text) + self.last.indent
        unfinished = bool(GOES_ON.search(end))
        if lower:
            broken = unfinished or bool(HYPHENATED.search(end))
            return bool(self.mark) or broken or length >= HALF * widest
        if unfinished and length > NARROW:
            return True
        hangs = bool(self.mark) and line.indent > self.first.indent
        return length >= FULL * widest and NARROW < widest < WIDE and (hangs or length > NARROW)

    def add(self, line: Line, words: set[str]) -> None:
        """Go on with a line."""
        cut = HYPHENATED.search(self.text[-LONGEST_WORD:])
        if cut and _lower(line):
            self._hyphen(cut, line, words)
        elif self.text:
            self.text += " "
        self.pieces.append(Piece(len(self.text), line.number, line.indent + 1))
        self.text += line.text
        self.last = line

    def _hyphen(self, cut: re.Match[str], line: Line, words: set[str]) -> None:
        after = re.match(r"[a-z]+", line.text)
        head, tail = cut["head"], after[0] if after else ""
        whole = f"{head}-{tail}".casefold()
        is_compound = head.casefold() in BEFORE_A_HYPHEN or tail in AFTER_A_HYPHEN
        keeps = is_compound or whole in words
        if not keeps or f"{head}{tail}".casefold() in words:
            self.text = self.text[:-1]
            self.notes.append(UNDONE.format(f"{head}{tail}"))

    def close(self, before: "Passage | None") -> Passage:
        """Return it as it is."""
        apart = before is None or _apart_from(before, self.first)
        return Passage(
            self.text,
            self.kind,
            tuple(self.pieces),
            self.first,
            self.mark,
            apart,
            tuple(self.notes),
        )


def _joined(lines: Sequence[Line], widest: int, words: set[str]) -> Iterator[Passage]:
    going: _Open | None = None
    before: Passage | None = None
    for line, mark in zip(lines, _marks(lines), strict=True):
        if going and going.takes(line, mark, widest):
            going.add(line, words)
            continue
        if going:
            yield (before := going.close(before))
        going = _Open(line, mark)
    if going:
        yield going.close(before)


def _marks(lines: Sequence[Line]) -> Iterator[Marked | None]:
    """Yield the mark that each line begins with, where its file has not told it apart."""
    plain = [line.text if line.kind is LineKind.TEXT else "" for line in lines]
    numbered = bare_numbers(plain)
    for at, line in enumerate(lines):
        if at in numbered:
            yield numbered[at]
        else:
            yield marked(line.text) if line.kind in (LineKind.TEXT, LineKind.CELL) else None


def _lower(line: Line) -> bool:
    return line.text[:1].islower()


def _apart(before: Line, line: Line) -> bool:
    """Return whether a line stands apart from the one before it, and a page does not end there."""
    turned = (
        line.number > before.number + LONG_GAP and _lower(line) and not ENDS.search(before.text)
    )
    return line.apart and not turned


def _apart_from(before: Passage, line: Line) -> bool:
    return line.apart or line.number > before.pieces[-1].line + LONG_GAP
