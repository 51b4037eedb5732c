"""From the text of a cell to its code: tables that are filled as cells come up.

A table belongs to a column and has one rule, a pure function of the raw cell (`batch.meanings`,
`batch.times`); so what a cell means never depends on its row, and can be looked up by its text.
"""

from collections.abc import Callable
from itertools import combinations
from typing import Final

from cse_check.batch.meanings import NO_ANSWER, OWN
from cse_check.batch.rows import ANSWERS, CODE_OF, NO, NOT_KNOWN, YES
from cse_check.catalogue.joining import together

__all__ = ["CONFLICT", "MOST_KEPT", "NO_ANSWER", "Indicators", "Tokens", "combine"]

CONFLICT: Final = 254
MOST_KEPT: Final = 4096
LONGEST_KEPT: Final = 64


def _combined(found: frozenset[int]) -> int:
    if YES not in found and {NO, NOT_KNOWN} <= found:
        return CONFLICT
    return CODE_OF[together(ANSWERS[code] for code in found)]


COMBINED: Final = {
    found: _combined(found)
    for size in range(1, len(ANSWERS) + 1)
    for found in map(frozenset, combinations(range(len(ANSWERS)), size))
}
"""What several columns say together, by all that they say."""


def combine(codes: bytes) -> int:
    """Return what several columns together say about one indicator.

    Any yes is yes. No needs every column to say no, for a blank is never read as no. Where one
    says no and another not known, they conflict; but not where each was asked something of its
    own (`catalogue.joining`, which has the rest of this rule).
    """
    return COMBINED[frozenset(codes)]


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
