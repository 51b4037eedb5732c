"""A walk through a guide, from first to last: what is a heading, and what a list."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final

from cse_check.guides.lines import LineKind
from cse_check.keeping.proposals import lists
from cse_check.keeping.proposals.cues import BELOW, Stance, stance
from cse_check.keeping.proposals.groups import Found, Group, together
from cse_check.keeping.proposals.headings import (
    ITEM,
    LEAD,
    LONGEST,
    TABLE,
    Above,
    depth,
    is_heading,
    leads,
)
from cse_check.keeping.proposals.judging import is_no_sign
from cse_check.keeping.proposals.marks import depth_of
from cse_check.keeping.proposals.parts import listed_in, named
from cse_check.keeping.proposals.passages import LONGEST as LONGEST_PARAGRAPH
from cse_check.keeping.proposals.passages import Passage
from cse_check.keeping.proposals.tables import table

SHORT: Final = 25
"""How many words a line has at most that may be an item without a bullet."""
TITLE: Final = 4
LONGEST_LEAD: Final = 200
SENTENCE: Final = 12
"""How many it has at most if it ends with a full stop."""


def groups(passages: Sequence[Passage]) -> tuple[Group, ...]:
    """Return what a guide lists as indicators, in its order."""
    return tuple(together(tuple(_Walk(passages).found())))


class _Walk:
    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = passages
        followed = zip_longest(passages, passages[1:])
        self._heads = [is_heading(each, after) for each, after in followed]
        self._above = Above()

    def found(self) -> Iterator[Found]:
        """Yield what is found, list by list."""
        at = 0
        while at < len(self._passages):
            end = self._end(at)
            after = self._passages[end] if end < len(self._passages) else None
            yield from self._read(at, self._passages[at:end], after)
            at = end

    def _end(self, at: int) -> int:
        """Return where the list, the table or the paragraph ends that begins here."""
        end = at + 1
        while end < len(self._passages) and self._goes_on(at, end):
            end += 1
        return end

    def _goes_on(self, start: int, at: int) -> bool:
        first, passage = self._passages[start], self._passages[at]
        if first.kind is LineKind.CELL:
            return first.first.table == passage.first.table
        if passage.kind is not first.kind:
            return False
        if first.kind is LineKind.TEXT:
            return self._is_line_of_a_list(at - 1) and self._is_line_of_a_list(at)
        return first.kind is LineKind.ITEM

    def _is_line_of_a_list(self, at: int) -> bool:
        passage = self._passages[at]
        most = SENTENCE if passage.text.endswith(".") else SHORT
        return not (
            len(passage.text) > LONGEST_PARAGRAPH
            or self._heads[at]
            or len(passage.text.split()) > most
            or leads(passage)
            or named(passage.text)
            or BELOW.search(passage.text)
        )

    def _read(self, at: int, run: Sequence[Passage], after: Passage | None) -> Iterator[Found]:
        match run[0].kind:
            case LineKind.HEADING:
                self._put(run[0], after)
            case LineKind.ITEM:
                yield from self._items(run, after)
            case LineKind.CELL:
                yield from self._table(run)
            case LineKind.TEXT if len(run) == 1:
                yield from self._paragraph(at, run[0], after)
            case LineKind.TEXT:
                yield from self._lines(run) if self._is_asked else ()
                self._above.end_lead()

    def _lines(self, run: Sequence[Passage]) -> Iterator[Found]:
        """Read short lines without bullets; where they stand in blocks, each may have a heading."""
        blocks = tuple(_blocks(run))
        longer = [each for each in blocks if len(each) > 1]
        headed = len(longer) > 1 and all(_is_title(each[0]) for each in longer)
        for block in blocks:
            if headed and _is_title(block[0]):
                self._put(block[0], None)
                block = block[1:]
            yield from lists.every(block, self._above)

    @property
    def _is_asked(self) -> bool:
        return self._above.stance is Stance.ASKED

    def _put(self, passage: Passage, after: Passage | None) -> None:
        self._above.put(passage, depth(passage, after, self._above.over))

    def _paragraph(self, at: int, passage: Passage, after: Passage | None) -> Iterator[Found]:
        """Read a paragraph: a list in a sentence, a named list, a heading, a lead-in or an item."""
        above = self._above
        if len(passage.text) > LONGEST_PARAGRAPH:
            above.end_lead()
            return
        found = [
            each for listed in listed_in(passage.text)
            for each in lists.sentence(passage, listed, above)
        ]  # fmt: skip
        split = named(passage.text)
        if found:
            yield from found
        elif self._heads[at]:
            self._put(passage, after)
            return
        elif leads(passage):
            above.put(passage, LEAD)
            return
        elif BELOW.search(passage.text) and len(passage.text) <= LONGEST_LEAD:
            self._put(passage, after)
            return
        elif split:
            yield from lists.group_of_its_own(passage, split, above)
        elif self._may_be_item(at):
            yield from lists.every([passage], above)
        above.end_lead()

    def _may_be_item(self, at: int) -> bool:
        """Return whether a line by itself is one to ask: right under a lead-in, or under signs."""
        passage = self._passages[at]
        if not self._is_line_of_a_list(at) or is_no_sign(passage.text):
            return False
        led = bool(self._above.over) and self._above.over[-1].depth >= LEAD
        return self._is_asked and (led or not passage.text.endswith("."))

    def _items(self, run: Sequence[Passage], after: Passage | None) -> Iterator[Found]:
        """Read a list with bullets; an item that leads to deeper ones is a heading of theirs."""
        above = self._above
        base = LEAD + 1 if above.over and above.over[-1].depth >= LEAD else ITEM
        heads = _heads_of_deeper(run)
        plain: list[Passage] = []
        for at, passage in enumerate(run):
            following = run[at + 1] if at + 1 < len(run) else after
            if at in heads or _leads_on(passage, following):
                yield from lists.plain(plain, above)
                plain = []
                above.put(passage, self._item_depth(passage, base))
            else:
                plain.append(passage)
        yield from lists.plain(plain, above)
        above.end_lead()

    def _item_depth(self, passage: Passage, base: int) -> int:
        if stance(passage.text) is not Stance.OPEN and depth_of(passage.mark):
            return depth(passage, None, self._above.over)
        return base + passage.first.level

    def _table(self, cells: Sequence[Passage]) -> Iterator[Found]:
        self._above.end_lead()
        found = table(cells)
        if found.head:
            self._above.put(found.head, TABLE)
        for row in found.rows:
            if row.heading:
                self._above.put(row.heading, TABLE + 1)
            if row.name:
                self._above.put(row.name, TABLE + 2)
            yield from lists.plain(row.asked, self._above)
        self._above.end(TABLE)


def _blocks(run: Sequence[Passage]) -> Iterator[Sequence[Passage]]:
    """Yield lines that stand together, as blank lines part them."""
    start = 0
    for at in range(1, len(run) + 1):
        if at == len(run) or run[at].apart:
            yield run[start:at]
            start = at


def _is_title(passage: Passage) -> bool:
    return len(passage.text.split()) <= TITLE and passage.text[:1].isupper()


def _leads_on(passage: Passage, following: Passage | None) -> bool:
    """Return whether an item such as `2. Signs` or `In the home:` is a heading of what follows."""
    if following is None or len(passage.text) > LONGEST:
        return False
    if passage.text.endswith(":") and following.mark != passage.mark:
        return True
    if passage.text.endswith("?") and following.is_item and following.mark != passage.mark:
        return True
    own, below = depth_of(passage.mark), depth_of(following.mark)
    if following.is_item:
        return own > 0 and (below > own or (below == 0 and own == 1))
    return own > 0 and stance(passage.text) is not Stance.OPEN and passage.apart


def _heads_of_deeper(run: Sequence[Passage]) -> frozenset[int]:
    """Return which items of a list are headings: those of a depth where each has deeper ones.

    Where some have none, one that says more about itself is still one to ask.
    """
    leading, all_lead = set[int](), dict[tuple[int, int], bool]()
    for at, passage in enumerate(run):
        deeper = at + 1 < len(run) and _is_deeper(run[at + 1], passage)
        place = (passage.first.level, passage.first.indent)
        all_lead[place] = all_lead.get(place, True) and deeper
        if deeper and len(passage.text) <= LONGEST:
            leading.add(at)
    return frozenset(at for at in leading if all_lead[run[at].first.level, run[at].first.indent])


def _is_deeper(passage: Passage, other: Passage) -> bool:
    """Return whether an item stands under another: by its file, or further to the right."""
    one, two = passage.first, other.first
    return one.level > two.level or one.indent > two.indent + 1
