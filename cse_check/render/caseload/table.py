"""The figures of a run as CSV: a row an indicator, in the catalogue's order."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from cse_check.batch.caseload import Caseload
from cse_check.batch.suppression import PublishedFigures
from cse_check.reading.cells import line
from cse_check.render.caseload.csv import notice

COLUMNS: Final = (
    "category", "indicator", "text", "cases", "flagged", "not_known", "unanswered", "no", "notice",
)  # fmt: skip
EXACT: Final = "Exact numbers: for use within the unit."
INEXACT: Final = "Numbers are rounded to {}, with a little chance in them, and do not add up."
HIDDEN: Final = "hidden"


def table(figures: PublishedFigures, caseload: Caseload, today: date) -> str:  # noqa: ARG001
    """Return the table; it has no rows where there are too few cases for one."""
    return "".join(map(line, (COLUMNS, *_rows(figures, caseload))))


def _rows(figures: PublishedFigures, caseload: Caseload) -> Iterator[tuple[str, ...]]:
    catalogue = caseload.checklist.edition.catalogue
    exactness = INEXACT.format(figures.base) if figures.base > 1 else EXACT
    said = f"{notice(caseload.checklist)} {exactness}"
    indicators = [(each, one) for each in catalogue.categories for one in each.indicators]
    for (category, indicator), shown in zip(indicators, figures.shown, strict=False):
        counts = (figures.cases, shown.yes, shown.not_known, shown.unanswered, shown.no)
        yield (category.name, indicator.id, indicator.text, *map(_number, counts), said)


def _number(count: int | None) -> str:
    return HIDDEN if count is None else str(count)
