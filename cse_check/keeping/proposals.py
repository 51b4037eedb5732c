"""Categories and indicators proposed from the text of a guide: its own words, and no others.

What is proposed is in the guide letter for letter, white space apart. Whether it is a question,
whether a line asks two things and which group it belongs to is for a person to decide.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from cse_check.keeping.tracing import PHONE
from cse_check.numbers import is_uk_number

BULLET: Final = re.compile(
    r"^(?:[\u2022\u00b7\u2013\u2014\u25aa\u25cf\u25e6\u2023]\s*|(?:[*o-]|\d{1,2}[.)])\s+)(?=\S)"
)
NAMED: Final = re.compile(r"^([^.:;\u2013\u2014]{2,60}?)\s*(?:[\u2013\u2014]|\s-\s|:\s)\s*(\S.*)$")
SENTENCE_END: Final = re.compile(r"(?<!e\.g\.)(?<!i\.e\.)(?<=[.!?;])\s+(?=\S)")
IN_PROSE: Final = re.compile(r":\s+([^:;]+;[^:;]+;[^:]+)$")
JOINED: Final = re.compile(r"^(?:and/or|and|or) |[;,] ?(?:and/or|and|or)$")
MARKS: Final = " .;,:"
LONGEST_HEADING: Final = 80
MOST: Final = 500
"""How many indicators are proposed at most: a longer text is not a checklist."""


class Proposed(NamedTuple):
    """A category that a guide may mean, by its heading if it has one, and the words under it."""

    name: str | None
    items: tuple[str, ...]


class _Line(NamedTuple):
    """A line of a guide: a heading or nothing, and the words under it."""

    heading: str | None
    items: tuple[str, ...] = ()


def proposals(guide: str) -> tuple[Proposed, ...]:
    """Return what the lists of a guide may mean; all of its lines, if it has no lists.

    A list is made of lines with bullets, of lines such as `Education - Truanting. Excluded`, or of
    items after a colon with semicolons between them.
    """
    lines = [" ".join(line.split()) for line in guide.split("\n")]
    found = tuple(_grouped(_lists(lines))) or tuple(_grouped(_sentences(lines)))
    return tuple(_at_most(found))


def numbers(guide: str) -> tuple[str, ...]:
    """Return every UK number with its area code that a guide prints, as it prints it, once each."""
    printed: dict[str, str] = {}
    for line in guide.split("\n"):
        for found in PHONE.finditer(line):
            number = " ".join(found[0].split())
            if is_uk_number(number):
                printed.setdefault(number.replace(" ", ""), number)
    return tuple(printed.values())


def prints_999(guide: str) -> bool:
    """Return whether the guide prints the emergency number."""
    return re.search(r"(?<!\d)999(?!\d)", guide) is not None


def _lists(lines: Iterable[str]) -> Iterator[_Line]:
    for line in lines:
        if bullet := BULLET.match(line):
            yield _Line(None, tuple(_items(line[bullet.end() :])))
        elif (named := NAMED.match(line)) and not PHONE.search(line):
            yield _Line(named[1], tuple(_items(named[2])))
        elif prose := IN_PROSE.search(line):
            yield _Line("", tuple(_items(prose[1])))
        elif line:
            yield _Line(line)


def _sentences(lines: Iterable[str]) -> Iterator[_Line]:
    for line in lines:
        if line and not PHONE.search(line):
            yield _Line(None, tuple(_items(line)))


def _items(text: str) -> Iterator[str]:
    for sentence in SENTENCE_END.split(text):
        words = sentence
        while (shorter := JOINED.sub("", words.rstrip(MARKS))) != words:
            words = shorter
        if re.search(r"[^\W\d_]", words):
            yield words


def _grouped(lines: Iterable[_Line]) -> Iterator[Proposed]:
    name, items = None, list[str]()
    for line in lines:
        if line.heading is not None:
            if items:
                yield Proposed(name, tuple(items))
            name, items = _heading(line.heading), []
        items += line.items
    if items:
        yield Proposed(name, tuple(items))


def _heading(line: str) -> str | None:
    """Return a line as a heading, or None for one that is a sentence of its own."""
    name = line.removesuffix(":").strip()
    if not name or len(name) > LONGEST_HEADING or name.endswith(".") or PHONE.search(name):
        return None
    return name


def _at_most(found: Iterable[Proposed]) -> Iterator[Proposed]:
    left = MOST
    for each in found:
        if left > 0:
            yield each._replace(items=each.items[:left])
        left -= len(each.items)
