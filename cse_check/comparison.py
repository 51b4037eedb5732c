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
    """An older and a newer screening, and every indicator of either."""

    old: Screening
    new: Screening
    changes: tuple[Changed, ...]

    def of(self, change: Change) -> tuple[Changed, ...]:
        """Return the indicators of one group, in the newer catalogue's order."""
        return tuple(each for each in self.changes if each.change is change)


def compare(old: Screening, new: Screening) -> Comparison:
    """Compare two screenings. An indicator is the same if its id and text are."""
    return Comparison(old, new, tuple(_changes(old, new)))


def _changes(old: Screening, new: Screening) -> Iterator[Changed]:
    olds, news = dict(_asked(old)), dict(_asked(new))
    for asked, (category, indicator) in news.items():
        before = old.response(indicator.id) if asked in olds else None
        yield Changed(category, indicator, before, new.response(indicator.id))
    for asked, (category, indicator) in olds.items():
        if asked not in news:
            yield Changed(category, indicator, old.response(indicator.id), None)


def _asked(screening: Screening) -> Iterator[tuple[tuple[str, str], tuple[Category, Indicator]]]:
    for category in screening.edition.catalogue.categories:
        for indicator in category.indicators:
            yield (indicator.id, indicator.text), (category, indicator)
