"""The bullets and numbers of lists, as they come out of Word, PDF files and web pages.

A bullet of a symbol font arrives as a character of private use, or as the letter that it was drawn
from: `o` and `l` in Wingdings.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

SIGNS: Final = (
    "\u2022\u00b7\u25aa\u25ab\u25cf\u25cb\u25e6\u2023\u2043\u2219\u30fb\uff65"  # dots
    "\u2013\u2014\u2212\u2010\\-"  # dashes
    "\u2713\u2714\u2705\u2611\u2610\u2612\u25a0\u25a1\u25a2\u2751\u2752\u274f\u2750"  # boxes
    "\u27a2\u27a4\u2794\u2192\u21d2\u25b6\u25ba\u25b8\u2756\u2666\u25c6\u25c7\u2605\u2606\u27a1"
    "\u00a7\u00bb\u203a>*\u00d8\uf000-\uf0ff"  # what symbol fonts leave
)
BOX: Final = "\u2610\u2611\u2612\u25a1\u25a2\u274f\u2750\u2751\u2752\uf0a8\uf06f\uf071"
NUMBER: Final = (
    r"\(?\d{1,2}[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?(?!\d|\s*(?:am|pm|[-\u2013]|to\b|hours?\b))"
)
LETTER: Final = r"\(?[a-z][.)]|[A-H][.)]|\(?[ivx]{1,5}[.)]"
MARK: Final = re.compile(
    rf"(?P<sign>[{SIGNS}])(?:\s+|(?<![-*>\u2010])(?=[^\W\d_]))"
    rf"|(?:\[[ xX]?\]|{NUMBER}|{LETTER})\s+"
    r"|[ol\u00d8]\s+(?=[A-Za-z])"
)
ALONE: Final = re.compile(rf"(?:[{SIGNS}ol]|\[[ xX]?\]|{NUMBER}|{LETTER})\Z")
INSIDE: Final = re.compile(rf"\s+(?=[{BOX}\u2022\u25cf\u25aa\u27a2\u2713\u2714\uf0b7\uf0a7]\s)")
"""Where a line has more items than one: each begins with a sign that no sentence has."""


BARE: Final = re.compile(r"(\d{1,2})\s+(?=[A-Z])")
FEWEST: Final = 3


class Marked(NamedTuple):
    """A line of a list: the mark before it, and where its words begin."""

    mark: str
    start: int


def marked(text: str) -> Marked | None:
    """Return the mark at the beginning of a line, or None; one after another are one."""
    start = 0
    while start < len(text) and (found := MARK.match(text, start)):
        start = found.end()
    if start:
        return Marked(text[:start].strip(), start)
    return Marked(text, len(text)) if ALONE.match(text) else None


def depth_of(mark: str) -> int:
    """Return how deep a number is, `2.1` under `2.`; 0 for any other mark."""
    return len([each for each in mark.split(".") if each.isdigit()])


def bare_numbers(texts: Sequence[str]) -> Mapping[int, Marked]:
    """Return the bare numbers of a list, 1, 2, 3 and so on, by which of these lines they begin.

    Only where there are three or more in order: a sentence may begin with a number as well.
    """
    found: dict[int, Marked] = {}
    for at, text in enumerate(texts):
        number = BARE.match(text)
        if number and int(number[1]) == len(found) + 1:
            found[at] = Marked(f"{number[1]}.", number.end())
    return found if len(found) >= FEWEST else {}
