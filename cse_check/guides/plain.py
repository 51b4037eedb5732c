"""Plain text: every line of the file that is not blank, with its bullet and as it is."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from cse_check.guides.lines import Dropped, Line
from cse_check.guides.tidying import BREAKS, has_words, tidied

PAGE_NUMBER: Final = re.compile(
    r"(?:page|p\.)\s*\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?|\d{1,3}\s+of\s+\d{1,3}|[-\u2013]\s*\d{1,3}\s*[-\u2013]",
    re.IGNORECASE,
)
"""A line that is the number of a page. A bare number is none: it may be that of an item."""
TAB: Final = 4


def plain_lines(text: str) -> tuple[tuple[Line, ...], tuple[Dropped, ...]]:
    """Return the lines of a plain text, and the page numbers and running heads among them.

    A running head stands beside the number of a page, and more than once.
    """
    lines = tuple(_lines(text))
    heads = frozenset(_heads(lines))
    kept, dropped = list[Line](), list[Dropped]()
    for line in lines:
        if PAGE_NUMBER.fullmatch(line.text):
            dropped.append(Dropped(line.text, "a page number"))
        elif line.text in heads:
            dropped.append(Dropped(line.text, "a running head"))
        else:
            kept.append(line)
    return tuple(kept), tuple(dropped)


def _lines(text: str) -> Iterator[Line]:
    blank = False
    for number, raw in enumerate(BREAKS.split(text), start=1):
        said = tidied(raw)
        if said:
            yield Line(number, said, apart=blank, indent=_indent(raw))
        blank = not said


def _indent(raw: str) -> int:
    spread = raw.expandtabs(TAB)
    return len(spread) - len(spread.lstrip())


def _heads(lines: tuple[Line, ...]) -> Iterator[str]:
    """Yield what stands right before or after a page number, and is there more than once so."""
    beside = Counter[str]()
    for before, line in pairwise(lines):
        if PAGE_NUMBER.fullmatch(line.text):
            beside[before.text] += 1
        if PAGE_NUMBER.fullmatch(before.text):
            beside[line.text] += 1
    for text, times in beside.items():
        if times > 1 and has_words(text) and not PAGE_NUMBER.fullmatch(text):
            yield text
