"""The figures of a run as one page to look at: no script, nothing from elsewhere.

jinja2 escapes every value. The page's policy lets the browser use its one style sheet, by its hash,
and nothing else.
"""

from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from cse_check.batch.account import lines_line, spans_line
from cse_check.batch.caseload import Caseload
from cse_check.batch.suppression import PublishedFigures
from cse_check.model import Category, written_date
from cse_check.render.caseload import AUDIT
from cse_check.render.html import policy
from cse_check.render.summary import category_name
from cse_check.screening import statements_for
from cse_check.version import __version__

HERE: Final = Path(__file__).parent
SAID: Final = ("Flagged (yes)", "Not known", "Unanswered", "No")
"""What the columns are headed by."""
BAR: Final = 100
"""How wide a full bar is, in the units of its drawing."""


class Cell(NamedTuple):
    """A count of cases as it is shown, and how long its bar is, from 0 to `BAR`."""

    number: str
    bar: int


class Line(NamedTuple):
    """An indicator, and in how many cases it was answered how."""

    text: str
    cells: tuple[Cell, ...]


class Section(NamedTuple):
    """A category with its indicators, in the catalogue's order."""

    name: str
    lines: tuple[Line, ...]


def page(figures: PublishedFigures, caseload: Caseload, today: date) -> str:
    """Return the page."""
    environment = Environment(
        autoescape=True, loader=FileSystemLoader(HERE), undefined=StrictUndefined, trim_blocks=True
    )
    style = (HERE / "report.css").read_text(encoding="utf-8")
    edition = caseload.checklist.edition
    catalogue = edition.catalogue
    guide = catalogue.source(catalogue.guide.definition.source)
    text: str = environment.get_template("report.html").render(
        style=Markup(style),  # noqa: S704 - our own file, and no value in it
        policy=policy(style),
        area=catalogue.area,
        guide=guide.cited(today),
        says=statements_for(catalogue),
        audit=AUDIT,
        overdue=caseload.checklist.overdue,
        figures=figures,
        sections=_sections(figures, catalogue.categories),
        hidden=figures.base == 1 and figures.min_cell > 2,
        absent=len(caseload.absent),
        asked=len(caseload.checklist.ids),
        revision=catalogue.revision,
        sha256=edition.sha256,
        version=__version__,
        made_on=written_date(today),
        number=_number,
        columns=SAID,
        about="about " if figures.base > 1 and figures.cases else "",
        lines_line=lines_line,
        spans_line=spans_line,
    )
    return text + "\n"


def _number(count: int | None) -> str:
    return "hidden" if count is None else f"{count:,}"


def _sections(figures: PublishedFigures, categories: tuple[Category, ...]) -> tuple[Section, ...]:
    if not figures.shown or figures.cases is None:
        return ()
    shown = iter(figures.shown)
    cases = figures.cases
    return tuple(
        Section(
            category_name(category),
            tuple(
                Line(indicator.text, _cells(next(shown), cases))
                for indicator in category.indicators
            ),
        )
        for category in categories
    )


def _cells(shown: tuple[int | None, ...], cases: int) -> tuple[Cell, ...]:
    unanswered, yes, no, not_known = shown
    return tuple(
        Cell(_number(count), round(BAR * (count or 0) / cases) if cases else 0)
        for count in (yes, not_known, unanswered, no)
    )
