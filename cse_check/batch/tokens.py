"""From the text of a cell to its code: tables that are filled as cells come up.

A table belongs to a column and has one rule, a pure function of the raw cell (`batch.meanings`,
`batch.times`); so what a cell means never depends on its row, and can be looked up by its text.
"""

from collections.abc import Callable
from typing import Final

from cse_check.batch.meanings import NO_ANSWER, OWN
from cse_check.batch.rows import NO, NOT_KNOWN, UNANSWERED, YES

__all__ = ["CONFLICT", "MOST_KEPT", "NO_ANSWER", "Indicators", "Tokens", "combine"]

CONFLICT: Final = 254
MOST_KEPT: Final = 4096
LONGEST_KEPT: Final = 64

COMBINED: Final = {
    frozenset({UNANSWERED}): UNANSWERED,
    frozenset({NO}): NO,
    frozenset({NOT_KNOWN}): NOT_KNOWN,
    frozenset({UNANSWERED, NO}): UNANSWERED,
    frozenset({UNANSWERED, NOT_KNOWN}): NOT_KNOWN,
}
"""What several columns say together where none says yes; anything else is a conflict."""


def combine(codes: bytes) -> int:
    """Return what several columns together say about one indicator.

    Any yes is yes, and no column at all is unanswered. No needs every column to say no, for a blank
    is never read as no. Where one says no and another not known, they conflict.
    """
    if not codes:
        return UNANSWERED
    found = frozenset(codes)
    return YES if YES in found else COMBINED.get(found, CONFLICT)


class Tokens(dict[str, int]):
    """What the cells of a column mean, by their exact text; a new one is looked up by the rule.

    A limited number are kept, so that memory stays flat. `expected` says what a cell may hold.
    """

    def __init__(self, rule: Callable[[str], int] = OWN, *, expected: str | None = None) -> None:
        super().__init__()
        self.rule = rule
        self.expected = str(getattr(rule, "expected", "")) if expected is None else expected

    def __missing__(self, cell: str) -> int:
        """Look up what a cell means."""
        code = self.rule(cell)
        if len(self) < MOST_KEPT and len(cell) < LONGEST_KEPT:
            self[cell] = code
        return code


class Indicators(dict[str, tuple[int, ...] | None]):
    """Which indicators a cell of the long form names, by their places; None where it is unknown."""

    def __init__(self, rule: Callable[[str], tuple[int, ...] | None]) -> None:
        super().__init__()
        self._rule = rule

    def __missing__(self, cell: str) -> tuple[int, ...] | None:
        """Look up which indicators a cell names."""
        places = self._rule(cell)
        if len(self) < MOST_KEPT and len(cell) < LONGEST_KEPT:
            self[cell] = places
        return places
