"""Two screenings of one case compared: what changed, and never what that means.

Every indicator of either is in exactly one group. Nothing here says better or worse: an indicator
that is no longer flagged is as likely to be one that nobody asked about again.
"""

from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from cse_check.catalogue.joining import Part, joined
from cse_check.catalogue.renaming import joined_in, renamed_line
from cse_check.model import Answer, Category, Indicator, Response
from cse_check.screening import Screening


class Change(Enum):
    """What became of an indicator between an older and a newer screening."""

    BECAME_FLAGGED = "became-flagged"
    NO_LONGER_FLAGGED = "no-longer-flagged"
    STILL_FLAGGED = "still-flagged"
    KNOWN_NOW = "known-now"
    NO_LONGER_KNOWN = "no-longer-known"
    UNCHANGED = "unchanged"
    ONLY_IN_OLD = "only-in-old"
    ONLY_IN_NEW = "only-in-new"


class Changed(NamedTuple):
    """An indicator with the response to it in both screenings; None where it was not asked.

    Where one of them asked several questions that are one in the other, `parts_then` or `parts_now`
    has each with what was said to it, and the response is what they say together.
    """

    category: Category
    indicator: Indicator
    old: Response | None
    new: Response | None
    parts_then: tuple[Part, ...] = ()
    parts_now: tuple[Part, ...] = ()

    @property
    def change(self) -> Change:
        """Return the one group that this belongs to."""
        if self.old is None:
            return Change.ONLY_IN_NEW
        if self.new is None:
            return Change.ONLY_IN_OLD
        was, now = self.old.answer, self.new.answer
        if now is Answer.YES:
            return Change.STILL_FLAGGED if was is Answer.YES else Change.BECAME_FLAGGED
        if was is Answer.YES:
            return Change.NO_LONGER_FLAGGED
        if (was is Answer.NO) == (now is Answer.NO):
            return Change.UNCHANGED
        return Change.KNOWN_NOW if now is Answer.NO else Change.NO_LONGER_KNOWN


class Comparison(NamedTuple):
    """An older and a newer screening, and every indicator of either.

    `renamed` has the old ids that one of them uses, each with what the other calls it.
    """

    old: Screening
    new: Screening
    changes: tuple[Changed, ...]
    renamed: tuple[tuple[str, str], ...] = ()

    def of(self, change: Change) -> tuple[Changed, ...]:
        """Return the indicators of one group, in the newer catalogue's order."""
        return tuple(each for each in self.changes if each.change is change)

    @property
    def renamed_lines(self) -> tuple[str, ...]:
        """A line for each old id that one of them uses."""
        catalogues = (self.old.edition.catalogue, self.new.edition.catalogue)
        one = {**joined_in(*catalogues), **joined_in(*reversed(catalogues))}
        return tuple(renamed_line(was, now, joined=now in one) for was, now in self.renamed)


def compare(old: Screening, new: Screening) -> Comparison:
    """Compare two screenings. An indicator is the same if its text and its id are, or were."""
    return Comparison(old, new, tuple(_changes(old, new)), tuple(_renamed(old, new)))


def _renamed(old: Screening, new: Screening) -> Iterator[tuple[str, str]]:
    """Yield the ids of what is asked in both, by an old id in one of them, each with today's."""
    for one, other in ((old, new), (new, old)):
        ids = {each.id for each in one.edition.catalogue.indicators}
        for was, now in other.edition.catalogue.renamed.items():
            if was in ids:
                yield was, now


def _changes(old: Screening, new: Screening) -> Iterator[Changed]:
    olds, news = dict(_asked(old, new)), dict(_asked(new, old))
    for asked, now in news.items():
        before = olds.get(asked)
        category, indicator = (before if before and now.parts else now)[:2]
        yield Changed(
            category,
            indicator,
            before and before.response,
            now.response,
            before.parts if before else (),
            now.parts,
        )
    for asked, before in olds.items():
        if asked not in news:
            yield Changed(before.category, before.indicator, before.response, None)


class _Asked(NamedTuple):
    """What a screening asks, with what was said to it: one question, or the parts of one."""

    category: Category
    indicator: Indicator
    response: Response
    parts: tuple[Part, ...] = ()


def _asked(screening: Screening, other: Screening) -> Iterator[tuple[tuple[str, str], _Asked]]:
    """Yield what a screening asks, by text and id; by the other's id where that renamed it.

    What is one question in the other comes once, and by that question's text.
    """
    catalogue, others = screening.edition.catalogue, other.edition.catalogue
    texts = {each.id: each.text for each in (*others.indicators, *catalogue.indicators)}
    one = joined_in(others, catalogue)
    for category in catalogue.categories:
        for indicator in category.indicators:
            name = others.renamed.get(indicator.id, indicator.id)
            said = screening.response(indicator.id)
            if name not in one:
                yield (name, indicator.text), _Asked(category, indicator, said)
            elif indicator.id == one[name][0]:
                parts = tuple(Part(texts[each], screening.response(each)) for each in one[name])
                yield (name, texts[name]), _Asked(category, indicator, joined(parts), parts)
