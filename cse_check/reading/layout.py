"""How the lines of a YAML file are laid out: which are entries, and which columns are open."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

ENTRY: Final = re.compile(
    r"""\s*(?:- +)*(?:"[^"]*"\s*|'[^']*'\s*|([^\s"'#\[{,-](?:[^"'#\[{:]|:(?!\s|$))*)):(?:\s|$)"""
)
"""A name and a colon; no part of it can match in two ways, so that a long line is soon read."""
ITEM: Final = re.compile(r"\s*-(?:\s|$)")
HYPHEN: Final = re.compile(r"-(?: +|$)")
TEXT_BELOW: Final = re.compile(r"(?:^|\s)[|>][-+0-9]*\s*(?:#.*)?$")


class Layout(NamedTuple):
    """The lines of a file. `texts` are the numbers of those that are inside a text of many lines.

    `names` are the names of its entries. Numbers of lines count from 0.
    """

    lines: tuple[str, ...]
    texts: frozenset[int]
    names: frozenset[str]

    def indent(self, number: int) -> int:
        """Return how many spaces a line begins with."""
        line = self.lines[number]
        return len(line) - len(line.lstrip(" "))

    def is_entry(self, number: int) -> bool:
        """Return whether a line is a name with a colon, or an item of a list."""
        line = self.lines[number]
        return bool(ENTRY.match(line) or ITEM.match(line))

    def name(self, number: int) -> str:
        """Return the name of a line's entry without quotes, or nothing."""
        found = ENTRY.match(self.lines[number])
        return (found[1] or "").rstrip() if found else ""

    def before(self, number: int) -> int | None:
        """Return the last line before this one that is an entry or an item, or None."""
        above = range(number - 1, -1, -1)
        return next((n for n in above if n not in self.texts and self.is_entry(n)), None)

    def columns_for(self, number: int) -> set[int]:
        """Return in which columns, counted from 0, this line could begin by those above it."""
        item = bool(ITEM.match(self.lines[number]))
        open_: list[tuple[int, bool]] = []
        last = self.before(number)
        if last is None:
            return {0}
        for above in (n for n in range(last + 1) if n not in self.texts and self.is_entry(n)):
            open_ = [each for each in open_ if each[0] < self.indent(above)]
            open_ += self._starts(above)
        fits = {column for column, is_item in open_ if is_item == item}
        return fits | self._inside(last)

    def usual_columns(self, number: int) -> set[int]:
        """Return the columns near this line's in which several lines of its kind begin."""
        item, here = bool(ITEM.match(self.lines[number])), self.indent(number)
        same = Counter(
            self.indent(each)
            for each, line in enumerate(self.lines)
            if each not in self.texts and self.is_entry(each) and bool(ITEM.match(line)) == item
        )
        return {column for column, count in same.items() if count > 2 and abs(column - here) < 3}

    def _starts(self, number: int) -> list[tuple[int, bool]]:
        """Return the columns that a line opens: of its hyphens, and of its name."""
        line, column, starts = self.lines[number], self.indent(number), list[tuple[int, bool]]()
        while found := HYPHEN.match(line, column):
            starts.append((column, True))
            column = found.end()
        return [*starts, (column, False)] if line[column:].strip() else starts

    def is_open(self, number: int) -> bool:
        """Return whether a line has no value yet, so that what belongs to it may follow."""
        return re.sub(r"\s#.*", "", self.lines[number]).rstrip().endswith((":", "-"))

    def _inside(self, number: int) -> set[int]:
        """Return the column in which what belongs to a line without a value begins, mostly."""
        return {self._starts(number)[-1][0] + 2} if self.is_open(number) else set()


def layout_of(lines: Sequence[str]) -> Layout:
    """Return how these lines are laid out."""
    texts = frozenset(_inside_texts(lines))
    names = {
        found[1]
        for number, line in enumerate(lines)
        if number not in texts and (found := re.match(r"\s*(?:- +)*([a-z_]+):(?:\s|$)", line))
    }
    return Layout(tuple(lines), texts, frozenset(names))


def _inside_texts(lines: Sequence[str]) -> list[int]:
    found, above = [], None
    for number, line in enumerate(lines):
        indent = len(line) - len(line.lstrip(" "))
        if above is not None and (not line.strip() or indent > above):
            found.append(number)
            continue
        above = indent if TEXT_BELOW.search(line) else None
    return found
