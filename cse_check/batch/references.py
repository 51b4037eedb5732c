"""Case references: which are valid, and which came up before."""

from hashlib import blake2b
from typing import Final

from cse_check.batch.rows import Code
from cse_check.case_ref import CASE_REF

TOTALS: Final = frozenset({"total", "totals", "subtotal", "grand-total"})
"""What exports write in the first cell of a total; such a row is not a case."""

Problem = tuple[Code, str]


def problem_with(case_ref: str) -> Problem | None:
    """Return what is wrong with a case reference, without repeating it, or None."""
    if not case_ref:
        return Code.MISSING_CASE_REF, "has no case reference"
    if not CASE_REF.fullmatch(case_ref):
        message = (
            "is not a case reference: a letter or digit, then letters, digits, '.', '_' or '-', "
            "at most 64 in all; a pseudonym, never a name"
        )
        return Code.BAD_CASE_REF, message
    if case_ref.lower() in TOTALS:
        return Code.BAD_CASE_REF, "is the label of a total, not a case reference"
    return None


class Seen:
    """The references seen so far, in little memory: about 12 MB for a million of them.

    Of each, 96 bits of its BLAKE2b digest are kept. That two different references share these is
    not to be expected within the age of the universe; if it happened, a row would be rejected, not
    lost.
    """

    SIZE: Final = 10

    def __init__(self) -> None:
        self._shelves = [b""] * 65536

    def add(self, case_ref: str) -> bool:
        """Add a reference; return False if it was there before."""
        digest = blake2b(case_ref.encode(), digest_size=2 + self.SIZE).digest()
        shelf = digest[0] << 8 | digest[1]
        known, rest = self._shelves[shelf], digest[2:]
        at = known.find(rest)
        while at >= 0 and at % self.SIZE:
            at = known.find(rest, at + 1)
        if at >= 0:
            return False
        self._shelves[shelf] = known + rest
        return True
