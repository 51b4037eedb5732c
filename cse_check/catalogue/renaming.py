"""Indicators that had other ids: the one rule that leads from an old id to today's.

A catalogue says `was: [old-id]`, and whatever was written with the old id keeps working. Nothing
is followed silently: whoever reads such a file says once which id stands for which now. A record
and a draft stay what they were; only what is made of them today follows. Where several old ids lead
to one indicator, `joining` says what comes of their answers.
"""

from collections.abc import Iterator

from cse_check.model import Catalogue, Indicator

Finding = tuple[str, str]


class Renaming:
    """Follows old ids to today's, and remembers which were met.

    `joined` has the old ids of each indicator that asks what several asked. Where it is known what
    `older` asked, those are its questions alone, for one question may have had two old ids.
    """

    def __init__(self, catalogue: Catalogue, older: Catalogue | None = None) -> None:
        self.joined = joined_in(catalogue, older) if older else catalogue.joined
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
        return tuple(
            renamed_line(old, now, joined=now in self.joined) for old, now in self._met.items()
        )


def renamed_line(old: str, now: str, *, joined: bool = False) -> str:
    """Return which old id stands for which now, and whether that asks what others asked too."""
    if joined:
        return (
            f"{old!r} is an old id: {now!r} asks that and more now. A yes is read as yes; a no "
            "counts only with a no to all of it."
        )
    return f"{old!r} is an old id: it is called {now!r} now, and is read as that."


def joined_in(catalogue: Catalogue, older: Catalogue) -> dict[str, tuple[str, ...]]:
    """Return which of the questions of an older catalogue became one, by the id of that one."""
    asked = {indicator.id for indicator in older.indicators}
    found = {
        now: tuple(old for old in was if old in asked)
        for now, was in catalogue.joined.items()
        if now not in asked
    }
    return {now: was for now, was in found.items() if len(was) > 1}


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
