"""Figures as they may be published, so that no table, and no two of them, identify anybody.

By default every count of cases is inexact (`batch/rounding`). Exact ones are for use within the
unit that has the cases; of those, a count from 1 to `min_cell - 1` is hidden, and with it whatever
would let it be worked out: the answers to one indicator add up to the number of cases, which is
published, so no row ever hides one count alone. No other totals are published: not of a category,
not of an answer. The second count to be hidden is chosen by its place, never by its size, so that
the choice gives nothing away. Where all cases have the same answer, all four are hidden: it is
everybody's.
"""

from typing import Final, NamedTuple

from cse_check.batch import rounding
from cse_check.batch.account import Account
from cse_check.batch.figures import Counts, Figures
from cse_check.batch.rounding import Chance, rounded
from cse_check.batch.rows import NO, UNANSWERED, Code

DEFAULT: Final = 5
SMALLEST: Final = 3
"""The smallest limit that hides anything: with 2, only a 1 would be hidden, and so given away."""


class Shown(NamedTuple):
    """The counts of one indicator as they may be shown; None is hidden."""

    unanswered: int | None
    yes: int | None
    no: int | None
    not_known: int | None


class PublishedFigures(NamedTuple):
    """The figures of a run as they may be shown; None is hidden.

    `shown` is empty where there are too few cases for any table at all: `min_cell` or fewer.
    `base`: every count of cases is inexact, and a multiple of this; 1 for exact ones. Rows and
    lines are then exact: they are about a file, and say nothing of an answer.
    """

    rows_read: int | None
    rows_rejected: int | None
    rejected: dict[Code, int | None]
    cases: int | None
    shown: tuple[Shown, ...]
    min_cell: int
    incomplete: int | None = 0
    account: Account | None = None
    base: int = 1

    @property
    def answered(self) -> tuple[int, int] | None:
        """How many answers were given, of how many, where that is shown; None if nowhere.

        It is made from published counts only, so it says nothing about those that are hidden.
        """
        unanswered = [each.unanswered for each in self.shown if each.unanswered is not None]
        if not unanswered or self.cases is None:
            return None
        asked = self.cases * len(unanswered)
        return asked - sum(unanswered), asked


def publish(
    figures: Figures, min_cell: int = DEFAULT, base: int = rounding.DEFAULT
) -> PublishedFigures:
    """Return the figures as they may be shown: inexact ones, or with a base of 1 exact ones.

    Of exact ones, what is small is left out, and what would give it away; a `min_cell` below 3
    hides nothing.
    """
    bare = min_cell >= SMALLEST and figures.cases <= min_cell
    if base == 1:
        return _exact(figures, min_cell, bare=bare)
    chance = Chance(repr((figures.cases, figures.counts)))
    cases = rounded(figures.cases, base, chance) if figures.cases else 0
    few = bare and figures.cases > 0
    incomplete = rounded(figures.incomplete, base, chance) if figures.incomplete else 0
    return PublishedFigures(
        None if few else figures.rows_read,
        None if few else figures.rows_rejected,
        {**figures.rejected},
        None if few else cases,
        () if bare else tuple(_inexact(counts, cases, base, chance) for counts in figures.counts),
        min_cell,
        min(cases, incomplete),
        None if few else figures.account,
        base,
    )


def _inexact(counts: Counts, cases: int, base: int, chance: Chance) -> Shown:
    """Return an indicator's counts, none of them more than the cases that are shown."""
    return Shown(*(min(cases, rounded(count, base, chance)) for count in counts))


def _exact(figures: Figures, min_cell: int, *, bare: bool) -> PublishedFigures:
    rejected = {
        code: None if is_small(count, min_cell) else count
        for code, count in figures.rejected.items()
    }
    few = is_small(figures.cases, min_cell)
    rows_hidden = few or None in rejected.values()
    return PublishedFigures(
        None if rows_hidden else figures.rows_read,
        None if rows_hidden else figures.rows_rejected,
        rejected,
        None if few else figures.cases,
        () if bare else tuple(hide(counts, min_cell) for counts in figures.counts),
        min_cell,
        None if is_small(figures.incomplete, min_cell) else figures.incomplete,
        None if rows_hidden else figures.account,
    )


def is_small(count: int, min_cell: int) -> bool:
    """Return whether a count is hidden for its own sake."""
    return min_cell >= SMALLEST and 0 < count < min_cell


def hide(counts: Counts, min_cell: int) -> Shown:
    """Return an indicator's counts with the small ones hidden, and at least one more.

    Besides a small count, `no` is hidden; if only `no` is small, so is unanswered. Should the
    hidden ones together be so few that each could only be what it is, all four go; and so they do
    where every case has the same answer.
    """
    same = counts.count(0) == len(counts) - 1 and not counts[UNANSWERED]
    if min_cell >= SMALLEST and same:
        return Shown(None, None, None, None)
    small = {place for place, count in enumerate(counts) if is_small(count, min_cell)}
    if not small:
        return Shown(*counts)
    hidden = small | {NO} if small - {NO} else {NO, UNANSWERED}
    if sum(counts[place] for place in hidden) <= max(1, len(small - {NO})):
        hidden = set(range(len(counts)))
    return Shown(*(None if place in hidden else count for place, count in enumerate(counts)))
