"""How old the sources are, on every day of many years: a page cannot ask cse-check again.

In what is made for any day, a mark stands where the day decides: the text for the day itself, or
for how old a source is on it.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from msgspec.structs import asdict, replace

from cse_check.model import Catalogue, Source, first_day

MARK: Final = "\0"
"""What stands around a mark. No catalogue has this character: its reader refuses it."""
DAY: Final = f"{MARK}day{MARK}"
REVISION: Final = "*revision"
"""The name under which the table has the age of the catalogue itself."""
YEARS: Final = 30
LAST: Final = date.max.year - 1
"""The last year of a table: a date to come may be a slip of somebody's, and is no fault here."""
Run = tuple[str, str]
"""From which day on, written YYYY-MM-DD, which text holds."""


class _MarkedSource(Source, frozen=True):
    """A source that says a mark instead of its age."""

    def dated(self, today: date) -> str:  # noqa: ARG002 - as a source has it
        return f"{MARK}{self.id}{MARK}"


def marked(catalogue: Catalogue) -> Catalogue:
    """Return the catalogue with a mark wherever a source's age is to stand."""
    sources = tuple(_MarkedSource(**asdict(source)) for source in catalogue.sources)
    return replace(catalogue, sources=sources)


def last_day(catalogue: Catalogue) -> date:
    """Return the last day that the table covers: of the thirtieth year after the latest date."""
    written = [catalogue.revision, *(each.published or "" for each in catalogue.sources)]
    year = max(int(each[:4] or 0) for each in written) + YEARS
    return date(min(year, LAST), 12, 31)


def table(catalogue: Catalogue) -> dict[str, list[Run]]:
    """Return how every source's age is told, by its id, and the catalogue's own."""
    last = last_day(catalogue)
    own = Source(REVISION, "", "", catalogue.revision)
    return {source.id: list(runs(source, last)) for source in (own, *catalogue.sources)}


def runs(source: Source, last: date) -> Iterator[Run]:
    """Yield each text with the first day on which it holds; the first holds since ever."""
    day, text = date.min, source.dated(date.min)
    yield day.isoformat(), text
    if source.published is None:
        return
    day = first_day(source.published).replace(day=1)
    while day <= last:
        if (now := source.dated(day)) != text:
            text = now
            yield day.isoformat(), text
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
