"""Case references: which are valid, and which came up before."""

from hashlib import blake2b
from typing import Final

from cse_check.batch.rows import Code
from cse_check.case_ref import CASE_REF

TOTALS: Final = frozenset({"total", "totals", "subtotal", "grand-total"})
"""What exports write in the first cell of a total; such a row is not a case."""

MOST: Final = 11
"""How many lines of a reference that stands again and again are kept, so that memory stays flat."""

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
    """The references of a file and where they stand: about 17 MB for a million rows.

    Of each, 96 bits of its BLAKE2b digest are kept, and its line. That two different references
    share these bits is not to be expected within the age of the universe; if it happened, rows
    would be rejected, not lost. Whoever reads rows in another way adds them to the same.
    """

    DIGEST: Final = 10
    SIZE: Final = 15

    def __init__(self) -> None:
        self.again = 0
        self._shelves = [b""] * 65536

    def add(self, case_ref: str, line: int) -> bool:
        """Add a row; return False if the reference stood before. Of one, `MOST` lines are kept."""
        shelf, digest = self._place(case_ref)
        found = self._found(self._shelves[shelf], digest)
        if len(found) < MOST:
            self._shelves[shelf] += digest + line.to_bytes(self.SIZE - self.DIGEST)
        self.again += bool(found)
        return not found

    def lines(self, case_ref: str) -> list[int]:
        """Return the lines where a reference stands, the first `MOST` of them."""
        shelf, digest = self._place(case_ref)
        known = self._shelves[shelf]
        return [
            int.from_bytes(known[at + self.DIGEST : at + self.SIZE])
            for at in self._found(known, digest)
        ]

    def _place(self, case_ref: str) -> tuple[int, bytes]:
        digest = blake2b(case_ref.encode(), digest_size=2 + self.DIGEST).digest()
        return digest[0] << 8 | digest[1], digest[2:]

    def _found(self, known: bytes, digest: bytes) -> list[int]:
        """Return where a digest is among those of a shelf, which are side by side."""
        found = []
        at = known.find(digest)
        while at >= 0:
            if at % self.SIZE == 0:
                found.append(at)
            at = known.find(digest, at + 1)
        return found


def stands_again(lines: list[int], own: int) -> str:
    """Return what is said of a row whose reference stands in other lines too."""
    others = [line for line in lines if line != own][: MOST - 1]
    more = " and more" if len(lines) == MOST else ""
    plural = "s" if len(others) > 1 or more else ""
    return (
        f"has a case reference that stands in line{plural} {', '.join(map(str, others))}{more} "
        "too: none of these rows is taken, for they cannot all be right"
    )
