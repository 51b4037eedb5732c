"""Rows of a caseload as text. `ROW_FORMATS` is the registry: a module here, an entry in it.

A format is asked for what comes before the rows, for each screened case, and for what comes after
them, so that a caseload of any size is written without being held.
"""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Protocol

from cse_check.batch.figures import Figures
from cse_check.batch.rows import Checklist, Screened
from cse_check.render.registry import Registry

if TYPE_CHECKING:
    from cse_check.batch.caseload import Caseload
    from cse_check.batch.fast.parts import Clean
    from cse_check.batch.suppression import PublishedFigures

AUDIT = "An audit of recorded concerns: never a way to find, rank, prioritise or close cases."
"""What a caseload's output is, and what it is not; every output has it."""


class RowFormat(Protocol):
    """How a caseload is written."""

    def head(self) -> str:
        """Return what comes before the first case."""

    def case(self, row: Screened) -> str:
        """Return a case."""

    def cases(self, clean: "Clean", cuts: Sequence[int]) -> list[bytes]:
        """Return many cases, as `case` returns each, in pieces: cut before the cases at `cuts`."""

    def tail(self, figures: Figures) -> str:
        """Return what comes after the last case."""


def one_by_one(form: "RowFormat", clean: "Clean", cuts: Sequence[int]) -> list[bytes]:
    """Return many cases in pieces, each case made by itself."""
    cases = clean.rows()
    sizes = [end - start for start, end in pairwise((0, *cuts, len(clean.references)))]
    return ["".join(map(form.case, islice(cases, size))).encode() for size in sizes]


MakeRows = Callable[[Checklist], RowFormat]
"""What the module of a format has: its class."""

ROW_FORMATS: Registry[MakeRows] = Registry()


@ROW_FORMATS.add("csv", ".csv")
def _csv() -> MakeRows:
    from cse_check.render.caseload.csv import CsvRows

    return CsvRows


@ROW_FORMATS.add("jsonl", ".jsonl", ".ndjson", always_utf8=True)
def _jsonl() -> MakeRows:
    from cse_check.render.caseload.jsonl import JsonLines

    return JsonLines


@ROW_FORMATS.add("markdown", ".md", ".markdown")
def _markdown() -> MakeRows:
    from cse_check.render.caseload.markdown import MarkdownCases

    return MarkdownCases


@ROW_FORMATS.add("fhir", ".fhir.ndjson", always_utf8=True)
def _fhir() -> MakeRows:
    from cse_check.render.caseload.fhir import Bundles

    return Bundles


MakeReport = Callable[["PublishedFigures", "Caseload", date], str]
"""What makes a page or a table of a run's figures."""

REPORTS: Registry[MakeReport] = Registry()


@REPORTS.add("html", ".html", ".htm")
def _page() -> MakeReport:
    from cse_check.render.caseload.html import page

    return page


@REPORTS.add("csv", ".csv")
def _table() -> MakeReport:
    from cse_check.render.caseload.table import table

    return table


def row_format(name: str, checklist: Checklist) -> RowFormat:
    """Return one of `ROW_FORMATS`, importing no other one."""
    return ROW_FORMATS[name].load()(checklist)
