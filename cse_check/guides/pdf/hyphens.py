"""Whether a hyphen at the end of a line belongs to its word, or only parts it there."""

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from cse_check.guides.pdf.rows import Row

AT_END: Final = re.compile(r"([^\W\d_]+)[-\u00ad\u2010\u2011]$")
AT_START: Final = re.compile(r"[^\W\d_]+")
WORDS: Final = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*")
KEPT: Final = frozenset(
    {"self", "non", "well", "long", "short", "half", "high", "low", "old", "full", "ex"}
)
"""What stands before a hyphen of its own, where nothing else in the guide tells."""
SHORTEST: Final = 4
"""How long the part after such a hyphen is at least: "short-ly" is one word."""


class Joined(NamedTuple):
    """Two rows as one text, and what was decided about a hyphen between them."""

    text: str
    note: str | None = None


class Hyphens:
    """Joins rows, with what the guide itself shows of its words."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._words, self._soft = set[str](), True
        for row in rows:
            text = row.text
            inside = AT_END.sub("", text)
            self._words |= {word.lower() for word in WORDS.findall(inside)}
            self._soft = self._soft and not any("\u00ad" in each.text[:-1] for each in row.pieces)

    def join(self, before: str, after: str) -> Joined:
        """Return a row and the next one as one text."""
        end, start = AT_END.search(before), AT_START.match(after)
        if not end:
            return Joined(f"{before} {after}")
        if not start or not after[0].islower():
            return Joined(before.replace("\u00ad", "-") + after)
        parts = end[1], start[0]
        is_soft = before[-1] == "\u00ad" and self._soft
        if not is_soft and self._is_kept(*parts):
            joined = f"{before[:-1]}-{after}"
            return Joined(joined, f"kept the hyphen at the end of a line: {'-'.join(parts)}")
        return Joined(
            before[:-1] + after, f"undid the hyphen at the end of a line: {''.join(parts)}"
        )

    def _is_kept(self, before: str, after: str) -> bool:
        if f"{before}-{after}".lower() in self._words:
            return True
        if f"{before}{after}".lower() in self._words:
            return False
        return before.lower() in KEPT and len(after) >= SHORTEST
