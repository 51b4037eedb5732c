"""Case references: which are valid, and which came up before."""

import re
from hashlib import blake2b
from typing import Final

from cse_check.batch.problems import Problem
from cse_check.batch.rows import Code
from cse_check.case_ref import CASE_REF

TOTALS: Final = frozenset({"total", "totals", "subtotal", "grand-total"})
"""What exports write in the first cell of a total; such a row is not a case."""

MOST: Final = 11
"""How many lines of a reference that stands again and again are kept, so that memory stays flat."""

DIGITS: Final = re.compile("[0-9]+")
LETTERS: Final = re.compile("[A-Za-z]+")
MIXED: Final = re.compile("[a9]{3,}")


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


def are_alike(one: str, other: str) -> bool:
    """Return whether two references are of one kind: `P1` and `P204`, but not `2024-03-12`."""
    return _kind(one) == _kind(other)


def _kind(case_ref: str) -> str:
    """Return the form of a reference: runs of digits and of letters, and what parts them.

    Where a part changes between them again and again, as hexadecimal numbers do, how often says
    nothing. Where there are no digits, as words have none, the case of the letters matters too.
    """
    if not any(map(str.isdigit, case_ref)):
        return LETTERS.sub(_in_its_case, case_ref)
    form = DIGITS.sub("9", LETTERS.sub("a", case_ref))
    return MIXED.sub("*", form)


def _in_its_case(letters: re.Match[str]) -> str:
    return "A" if letters[0].isupper() else "a" if letters[0].islower() else "Aa"


class Seen:
    """The references of a file and where they stand: about 25 MB for a million rows.

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


COLLIDES: Final = (
    "has a reference that becomes the same as another one in this file, where the mapping replaces "
    "characters: no row of either is taken, for they may be two children"
)


class Spellings:
    """How the references of gathered rows were written, before anything was replaced in them.

    `known` has those that an earlier reading found written in two ways; `found` what this one did.
    """

    def __init__(self, known: frozenset[str]) -> None:
        self.known = known
        self.found: set[str] = set()
        self._first: dict[str, str] = {}

    def collide(self, case_ref: str, cell: str) -> bool:
        """Add a reference; return whether it is known to stand for two."""
        if self._first.setdefault(case_ref, cell) != cell:
            self.found.add(case_ref)
        return case_ref in self.known

    @property
    def more(self) -> frozenset[str]:
        """All that stand for two, if that was not known; else nothing."""
        return frozenset() if self.found <= self.known else self.known | self.found
