"""What a run comes to, in a few lines: for the end of a run on a terminal."""

from collections.abc import Iterator

from cse_check.batch.caseload import Caseload
from cse_check.batch.figures import Counts, Figures
from cse_check.batch.suppression import Shown, hide
from cse_check.render.caseload import AUDIT
from cse_check.render.summary import category_name
from cse_check.screening import statements_for

HIDDEN = "hidden"


def rows_line(figures: Figures) -> str:
    """Give the sum that has to come out in every run."""
    return (
        f"Rows read {figures.rows_read:,} = screened {figures.rows_screened:,} "
        f"+ rejected {figures.rows_rejected:,}."
    )


def brief(figures: Figures, caseload: Caseload, min_cell: int) -> Iterator[str]:
    """Give the lines: rows, rejects by code, answers by category in the catalogue's order."""
    catalogue = caseload.checklist.edition.catalogue
    yield rows_line(figures)
    for code, count in figures.rejected.items():
        yield f"  rejected, {code}: {count:,}"
    if caseload.ignored:
        yield f"Ignored, as not ours: {', '.join(map(repr, caseload.ignored))}."
    if caseload.absent:
        asked = len(caseload.checklist.ids)
        yield (
            f"No column for {len(caseload.absent)} of {asked} indicators: unanswered in every case."
        )
    if figures.cases:
        yield f"Answers in {figures.cases:,} case{'s' if figures.cases > 1 else ''}, by category:"
    start = 0
    for category in catalogue.categories:
        end = start + len(category.indicators)
        counts = Counts(*map(sum, zip(*figures.counts[start:end], strict=True)))
        start = end
        if figures.cases:
            yield f"  {category_name(category)}: {_answers(hide(counts, min_cell), sum(counts))}"
    yield AUDIT
    yield statements_for(catalogue).caveat


def _answers(shown: Shown, whole: int) -> str:
    said = (
        ("flagged", shown.yes),
        ("not known", shown.not_known),
        ("unanswered", shown.unanswered),
    )
    return f"{', '.join(f'{name} {_number(count)}' for name, count in said)} of {whole:,}"


def _number(count: int | None) -> str:
    return HIDDEN if count is None else f"{count:,}"
