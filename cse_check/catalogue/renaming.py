"""Indicators that had other ids: the one rule that leads from an old id to today's.

A catalogue says `was: [old-id]`, and whatever was written with the old id keeps working. Nothing
is followed silently: whoever reads such a file says once which id stands for which now. A record
and a draft stay what they were; only what is made of them today follows.
"""

from collections.abc import Iterator

from cse_check.model import Catalogue, Indicator

Finding = tuple[str, str]


class Renaming:
    """Follows old ids to today's, and remembers which were met."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._now = catalogue.renamed
        self._met: dict[str, str] = {}

    def current(self, indicator_id: str) -> str:
        """Return today's id; what is no old id comes back as it is."""
        now = self._now.get(indicator_id)
        if now is None:
            return indicator_id
        self._met[indicator_id] = now
        return now

    @property
    def lines(self) -> tuple[str, ...]:
        """A line for each old id that was met, in the order of their first times."""
        return tuple(renamed_line(old, now) for old, now in self._met.items())


def renamed_line(old: str, now: str) -> str:
    """Return which old id stands for which now."""
    return f"{old!r} is an old id: it is called {now!r} now, and is read as that."


def old_ids_are_free(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield every old id that is also an id of today, or that two places name."""
    today = {indicator.id: where for where, indicator in _placed(catalogue)}
    first: dict[str, str] = {}
    for where, indicator in _placed(catalogue):
        for place, old in enumerate(indicator.was):
            if old in today:
                message = f"{old!r} is the id of {today[old]} now: an old id is not used again"
                yield f"{where}.was[{place}]", message
            elif old in first:
                yield f"{where}.was[{place}]", f"{old!r} is already an old id of {first[old]}"
            first.setdefault(old, where)


def _placed(catalogue: Catalogue) -> Iterator[tuple[str, Indicator]]:
    for i, category in enumerate(catalogue.categories):
        for j, indicator in enumerate(category.indicators):
            yield f"categories[{i}].indicators[{j}]", indicator
