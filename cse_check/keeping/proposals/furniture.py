"""Bare page numbers in plain text, and the heads and feet that stand beside them.

The reader of plain text takes out what can be nothing else, such as `Page 3`; a bare number is a
page's only where it is one of a sequence.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from cse_check.guides.lines import Line, LineKind

BARE: Final = re.compile(r"[-\u2013\u2014|\s]*(\d{1,3})[-\u2013\u2014|\s]*")


def furniture(lines: Sequence[Line]) -> dict[int, str]:
    """Return the numbers of the lines that are page furniture, each with what it is."""
    found = dict.fromkeys(_page_numbers(lines), "a page number")
    pairs = [*pairwise(lines), *pairwise(reversed(lines))]
    beside = {line.number: line.text for line, other in pairs if other.number in found}
    counted = Counter(beside.values())
    heads = {text for text, times in counted.items() if times > 1 and not BARE.fullmatch(text)}
    return found | {line.number: "a running head" for line in lines if found and line.text in heads}


def _page_numbers(lines: Sequence[Line]) -> Sequence[int]:
    """Return the lines that are numbers which go up by one, two or more of them."""
    found: list[int] = []
    last = 0
    for line in lines:
        number = BARE.fullmatch(line.text) if line.kind is LineKind.TEXT else None
        if number and (not found or int(number[1]) == last + 1):
            found.append(line.number)
            last = int(number[1])
    return found if len(found) > 1 else ()
