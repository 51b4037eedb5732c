"""Groups of indicators as a guide has them: what was found list by list, put together."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from cse_check.keeping.proposals.parts import Part
from cse_check.keeping.proposals.passages import Passage
from cse_check.model import Kind

MOST: Final = 500
"""How many indicators are proposed at most: a longer text is not a checklist."""

Place = tuple[Passage, Part]
"""A stretch of a passage."""


class Item(NamedTuple):
    """Words that a guide lists, and where: a stretch of one passage.

    `is_urgent` is whether the guide prints that they may mean harm now, and None where a person has
    to decide, because the words may.
    """

    passage: Passage
    part: Part
    is_urgent: bool | None = None

    @property
    def words(self) -> str:
        """The guide's own words."""
        return words(self.passage, self.part)


class Group(NamedTuple):
    """What stands under one heading; `over` is where the words stand that name it and lead to it.

    `name` is as the guide prints it, and None where nothing fit to be a name is over the list.
    """

    name: str | None
    kind: Kind | None
    items: tuple[Item, ...]
    over: tuple[Place, ...]


class Found(NamedTuple):
    """A part of a group; `key` is the same for all of one group.

    `is_sure` is whether words over it say that it is of signs.
    """

    key: tuple[object, ...]
    group: Group
    is_sure: bool


def together(found: Sequence[Found]) -> Iterator[Group]:
    """Yield what was found as groups.

    Where a guide says of a list that it is of signs, a list before it of which nothing is said is
    none: it is of aims, or of contents.
    """
    first = next((at for at, each in enumerate(found) if each.is_sure), 0)
    yield from _at_most(_merged(found[first:]))


def words(passage: Passage, part: Part) -> str:
    """Return the words of a part of a passage."""
    return passage.text[part.start : part.end]


def _merged(found: Iterable[Found]) -> Iterator[Group]:
    """Yield what has the same words over it as one group; a heading names one group only."""
    names = set[str | None]()
    for _, same in groupby(found, key=lambda each: each.key):
        groups = [each.group for each in same]
        name = None if groups[0].name in names else groups[0].name
        items = tuple(item for group in groups for item in group.items)
        over = tuple(dict.fromkeys(place for group in groups for place in group.over))
        yield Group(name, groups[0].kind, items, over)
        names.add(groups[0].name)


def _at_most(groups: Iterable[Group]) -> Iterator[Group]:
    left = MOST
    for each in groups:
        if left > 0 and each.items:
            yield each._replace(items=each.items[:left])
        left -= len(each.items)
