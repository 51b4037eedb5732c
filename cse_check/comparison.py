"""Two screenings of one case compared: what changed, and never what that means.

Every indicator of either is in exactly one group. Nothing here says better or worse: an indicator
that is no longer flagged is as likely to be one that nobody asked about again.
"""

from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

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
    """An indicator with the response to it in both screenings; None where it was not asked."""

    category: Category
    indicator: Indicator
    old: Response | None
    new: Response | None

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
    for asked, (category, indicator) in news.items():
        before = old.response(olds[asked][1].id) if asked in olds else None
        yield Changed(category, indicator, before, new.response(indicator.id))
    for asked, (category, indicator) in olds.items():
        if asked not in news:
            yield Changed(category, indicator, old.response(indicator.id), None)


def _asked(
    screening: Screening, other: Screening
) -> Iterator[tuple[tuple[str, str], tuple[Category, Indicator]]]:
    """Yield what a screening asks, by text and id; by the other's id where that renamed it."""
    renamed = other.edition.catalogue.renamed
    for category in screening.edition.catalogue.categories:
        for indicator in category.indicators:
            name = renamed.get(indicator.id, indicator.id)
            yield (name, indicator.text), (category, indicator)
