"""From the text of a cell to its answer: a table that is filled as cells come up."""

from collections.abc import Mapping
from typing import Final

from cse_check.batch.rows import CODE_OF, NO, NOT_KNOWN, UNANSWERED, YES
from cse_check.screening import parse_answer

NO_ANSWER: Final = 255
"""The code of a cell that means nothing: its row is rejected."""
CONFLICT: Final = 254
MOST_KEPT: Final = 4096

COMBINED: Final = {
    frozenset({UNANSWERED}): UNANSWERED,
    frozenset({NO}): NO,
    frozenset({NOT_KNOWN}): NOT_KNOWN,
    frozenset({UNANSWERED, NO}): UNANSWERED,
    frozenset({UNANSWERED, NOT_KNOWN}): NOT_KNOWN,
}
"""What several columns say together where none says yes; anything else is a conflict."""


def fold(cell: str) -> str:
    """Return a cell for comparison: case and surrounding space do not matter."""
    return " ".join(cell.split()).lower()


def combine(codes: bytes) -> int:
    """Return what several columns together say about one indicator.

    Any yes is yes. No needs every column to say no, for a blank is never read as no. Where one
    says no and another not known, they conflict.
    """
    found = frozenset(codes)
    return YES if YES in found else COMBINED.get(found, CONFLICT)


class Tokens(dict[str, int]):
    """What cells mean, by their exact text; a cell that has not come up before is looked up.

    `meant` holds the folded values that a mapping gives a meaning to; they take precedence
    over cse-check's own. With `at_least`, a number is yes from there on and no below.
    """

    def __init__(
        self, meant: Mapping[str, int] | None = None, *, at_least: float | None = None
    ) -> None:
        super().__init__()
        self._meant = meant or {}
        self._at_least = at_least

    def __missing__(self, cell: str) -> int:
        """Look up what a cell means; a limited number are kept, so that memory stays flat."""
        code = self._find(fold(cell))
        if len(self) < MOST_KEPT and len(cell) < 64:
            self[cell] = code
        return code

    def _find(self, token: str) -> int:
        if token in self._meant:
            return self._meant[token]
        if not token:
            return UNANSWERED
        if self._at_least is not None and is_count(token):
            return YES if float(token) >= self._at_least else NO
        answer = parse_answer(token)
        return CODE_OF[answer] if answer else NO_ANSWER


def is_count(token: str) -> bool:
    """Return whether this is a plain number that is not below zero, such as `3` or `2.5`."""
    whole, dot, part = token.partition(".")
    digits = (whole, part) if dot else (whole,)
    return all(each.isascii() and each.isdigit() for each in digits)
