"""The heads, feet and numbers of pages, which are no part of what a guide says."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from cse_check.guides.lines import Dropped
from cse_check.guides.pdf.rows import Row
from cse_check.guides.plain import PAGE_NUMBER
from cse_check.guides.tidying import tidied

ZONE: Final = 0.14
"""How much of a page's height its head and its foot take at most, each."""
SAME_HEIGHT: Final = 6.0
"""How far apart, in points, the same head may stand on two pages."""
BARE_NUMBER: Final = re.compile(r"\d{1,3}")


def without_ends(
    pages: Mapping[int, Sequence[Row]], heights: Mapping[int, float]
) -> tuple[dict[int, list[Row]], list[Dropped]]:
    """Return the rows of each page without running heads and page numbers, and those.

    A running head has the same words, digits apart, at the same height on two pages or more, and
    on half of them at least.
    """
    seen = defaultdict[tuple[str, int], set[int]](set)
    for page, rows in pages.items():
        for row in rows:
            if _is_at_end(row, heights[page]):
                for near in (0, 1):
                    seen[_key(row, near)].add(page)
    kept, dropped = dict[int, list[Row]](), list[Dropped]()
    for page, rows in pages.items():
        kept[page] = []
        for row in rows:
            why = _why(row, heights[page], seen, len(pages))
            if why:
                dropped.append(Dropped(tidied(row.text), why, page))
            else:
                kept[page].append(row)
    return kept, dropped


def _why(
    row: Row, height: float, seen: Mapping[tuple[str, int], set[int]], pages: int
) -> str | None:
    if not _is_at_end(row, height):
        return None
    text = tidied(row.text)
    if PAGE_NUMBER.fullmatch(text) or BARE_NUMBER.fullmatch(text):
        return "a page number"
    times = max(len(seen[_key(row, near)]) for near in (0, 1))
    if times < 2 or times * 2 < pages:
        return None
    return "a running head" if row.top < height / 2 else "a running foot"


def _is_at_end(row: Row, height: float) -> bool:
    return row.bottom < ZONE * height or row.top > (1 - ZONE) * height


def _key(row: Row, near: int) -> tuple[str, int]:
    """Return what is the same on two pages; with `near` 1, heights are rounded the other way."""
    height = int(row.top / SAME_HEIGHT + near / 2)
    return re.sub(r"\d+", "#", tidied(row.text)), height * 2 + near
