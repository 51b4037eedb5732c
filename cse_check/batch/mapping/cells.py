"""What can be wrong with what is said of the cells of a column."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from cse_check.batch.dates import pattern_of
from cse_check.batch.mapping.document import Cells, Meanings, TimeCell
from cse_check.batch.meanings import LARGEST, fold
from cse_check.catalogue.checks import Finding

LISTS: Final = ("yes", "no", "not_known", "unanswered")
NUMBERS: Final = ("at_least", "below", "up_to", "unit")
FORMATS: Final = "is no format of a date; write one such as dd/mm/yyyy, d mon yyyy or yyyy-mm-dd"


def cells_of(cells: Cells, path: str) -> Iterator[Finding]:
    """Yield what is wrong with words, numbers and dates, and with them together."""
    yield from two_meanings(cells, path, LISTS)
    yield from _numbers(cells, path)
    if cells.date is None:
        yield from not_here(cells, path, ("formats", "past_before"), "needs 'date: yes' beside it")
    else:
        yield from not_here(cells, path, NUMBERS, "is of a number, and 'date' of a date")
        if not cells.formats:
            yield f"{path}.date", "needs 'formats': how its dates are written is never guessed"
    yield from dates(cells.formats, cells.past_before, path)
    if cells.inverted:
        what = "is not turned round: leave out 'inverted', and say here what it means"
        yield from not_here(cells, path, ("yes", "no", *NUMBERS, "date"), what)


def _numbers(cells: Cells, path: str) -> Iterator[Finding]:
    low, high, largest = cells.at_least, cells.below, cells.up_to or LARGEST
    if low is None and high is None:
        yield from not_here(cells, path, ("up_to", "unit"), "needs 'at_least' or 'below' beside it")
    if low is not None and high is not None and low >= high:
        yield f"{path}.below", f"leaves no number that is at least {low}"
    if max(low or 0, (high or 0) - 1) > largest:
        message = f"is over {largest:,}: such numbers are years or dates, unless 'up_to' says more"
        yield f"{path}.{'below' if low is None else 'at_least'}", message


def dates(formats: Iterable[str], past_before: str | None, path: str) -> Iterator[Finding]:
    """Yield what is wrong with formats of dates, and with a day."""
    for place, name in enumerate(formats):
        if pattern_of(name) is None:
            yield f"{path}.formats[{place}]", FORMATS
    if past_before:
        try:
            date.fromisoformat(past_before)
        except ValueError:
            yield f"{path}.past_before", "is not in the calendar"


def not_here(value: object, path: str, names: Iterable[str], message: str) -> Iterator[Finding]:
    """Yield a finding for each of these names that something is said under."""
    for name in names:
        if getattr(value, name) not in (None, (), False):
            yield f"{path}.{name}", message


def two_meanings(cells: Meanings | TimeCell, path: str, lists: Iterable[str]) -> Iterator[Finding]:
    """Yield a finding for each value that stands in two lists."""
    first: dict[str, str] = {}
    for name in lists:
        for place, value in enumerate(getattr(cells, name)):
            if first.setdefault(fold(value), name) != name:
                yield f"{path}.{name}[{place}]", f"is already under {first[fold(value)]!r}"
