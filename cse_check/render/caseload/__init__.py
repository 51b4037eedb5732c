"""Rows of a caseload as text. `ROW_FORMATS` is the registry: a module here and a line in it.

A format is asked for what comes before the rows, for each screened case, and for what comes after
them, so that a caseload of any size is written without being held.
"""

from importlib import import_module
from typing import NamedTuple, Protocol

from cse_check.batch.figures import Figures
from cse_check.batch.rows import Checklist, Screened

AUDIT = "An audit of recorded concerns: never a way to find, rank, prioritise or close cases."
"""What a caseload's output is, and what it is not; every output has it."""


class RowFormat(Protocol):
    """How a caseload is written."""

    def __init__(self, checklist: Checklist) -> None: ...

    def head(self) -> str:
        """Return what comes before the first case."""

    def case(self, row: Screened) -> str:
        """Return a case."""

    def tail(self, figures: Figures) -> str:
        """Return what comes after the last case."""


class Known(NamedTuple):
    """A format: the module that has it as `Format`, and the file suffixes that ask for it.

    `always_utf8`: its readers take it for UTF-8, whatever the terminal speaks.
    """

    module: str
    suffixes: tuple[str, ...]
    always_utf8: bool = False


ROW_FORMATS = {
    "csv": Known("cse_check.render.caseload.csv", (".csv",)),
    "jsonl": Known("cse_check.render.caseload.jsonl", (".jsonl", ".ndjson"), always_utf8=True),
    "markdown": Known("cse_check.render.caseload.markdown", (".md", ".markdown")),
}


def row_format(name: str, checklist: Checklist) -> RowFormat:
    """Return one of `ROW_FORMATS`, importing no other one."""
    made: RowFormat = import_module(ROW_FORMATS[name].module).Format(checklist)
    return made


def row_format_for(suffix: str) -> str | None:
    """Return the name of the format that this file suffix asks for, or None."""
    wanted = suffix.lower()
    return next((name for name, each in ROW_FORMATS.items() if wanted in each.suffixes), None)
