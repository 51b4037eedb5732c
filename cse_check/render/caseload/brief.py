"""The results of a run in a few lines: for the end of a run on a terminal."""

from collections.abc import Iterator

from cse_check.batch import rounding
from cse_check.batch.account import lines_line, spans_line
from cse_check.batch.caseload import Caseload
from cse_check.batch.figures import Figures
from cse_check.batch.suppression import PublishedFigures, publish
from cse_check.model import Catalogue
from cse_check.render.caseload import AUDIT
from cse_check.render.summary import category_name
from cse_check.screening import statements_for


def rows_line(figures: Figures) -> str:
    """Return the sum that must be right in every run."""
    return (
        f"Rows read {figures.rows_read:,} = screened {figures.rows_screened:,} "
        f"+ rejected {figures.rows_rejected:,}."
    )


def lines_of(figures: Figures) -> str:
    """Return what became of the lines of the file, and how many rows have several."""
    return f"{lines_line(figures.account)} {spans_line(figures.account)}".rstrip()


def brief(
    figures: Figures, caseload: Caseload, min_cell: int, base: int = rounding.DEFAULT
) -> Iterator[str]:
    """Yield the lines: rows, rejects by code, answers by category in the catalogue's order."""
    catalogue = caseload.checklist.edition.catalogue
    yield rows_line(figures)
    if figures.account.lines:
        yield lines_of(figures)
    for code, count in figures.rejected.items():
        yield f"  rejected, {code}: {count:,}"
    if figures.incomplete:
        yield (
            f"Incomplete cases: {figures.incomplete:,}. Other rows of theirs were rejected; each "
            "is marked."
        )
    if caseload.ignored:
        yield f"Ignored columns, by number: {', '.join(map(str, caseload.ignored))}."
    if caseload.doubtful:
        named = ", ".join(f"{number} ({meant})" for number, meant in caseload.doubtful)
        yield (
            "Ignored, though perhaps the column of an indicator that has none (nothing in it "
            f"counts): {named}."
        )
    yield from _differences(caseload.differences)
    yield from caseload.renamed
    if caseload.absent:
        asked = len(caseload.checklist.ids)
        yield (
            f"No column for {len(caseload.absent)} of {asked} indicators: unanswered in every case."
        )
    yield from _by_category(publish(figures, min_cell, base), catalogue)
    yield AUDIT
    if caseload.checklist.overdue:
        yield caseload.checklist.overdue
    yield statements_for(catalogue).caveat


def _differences(differences: tuple[tuple[int, str], ...]) -> Iterator[str]:
    """Yield how the mapping writes names of columns that differ, but for case and space."""
    if differences:
        named = ", ".join(f"{column} is {name[:64]!r}" for column, name in differences)
        yield f"Columns whose names differ from the mapping's in case or space: {named} there."


def _by_category(figures: PublishedFigures, catalogue: Catalogue) -> Iterator[str]:
    """Yield the sums of what may be shown of each indicator, which give nothing else away."""
    if figures.cases == 0:
        return
    if figures.cases is None or not figures.shown:
        yield "Too few cases for figures that identify nobody."
        return
    cases = figures.cases
    yield f"Answers by category, in {_exactness(figures)}:"
    shown = iter(figures.shown)
    for category in catalogue.categories:
        lines = [next(shown) for _ in category.indicators]
        said = (
            ("flagged", [line.yes for line in lines]),
            ("not known", [line.not_known for line in lines]),
            ("unanswered", [line.unanswered for line in lines]),
        )
        sums = ", ".join(f"{name} {_sum(counts)}" for name, counts in said)
        yield f"  {category_name(category)}: {sums} of {cases * len(lines):,}"


def _exactness(figures: PublishedFigures) -> str:
    cases = f"{figures.cases:,} case{'' if figures.cases == 1 else 's'}"
    if figures.base > 1:
        return f"about {cases} (inexact on purpose, and rounded to {figures.base})"
    return f"{cases} (exact numbers: for use within the unit)"


def _sum(counts: list[int | None]) -> str:
    known = sum(count for count in counts if count is not None)
    if None not in counts:
        return f"{known:,}"
    return f"{known:,} or more" if known else "hidden"
