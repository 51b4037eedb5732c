"""Mappings for tests: YAML in, rows out."""

from typing import Any

from caseloads import caseload

from cse_check.batch.mapping import ColumnMap, load
from cse_check.batch.rows import Rejected, Screened
from cse_check.model import Answer, When
from examples import edition

START = "format: 1\ncase_ref: ID\n"
SMALL = f"{START}columns:\n"
TRUANT = "school.truanting"


def mapping(text: str) -> ColumnMap:
    """Read a mapping for the example catalogue."""
    return load(text.encode(), "map.yaml", edition().catalogue)


def mapped(text: str, *lines: str, **options: Any) -> list[Screened | Rejected]:
    """Read these lines with a mapping."""
    data = "".join(f"{line}\n" for line in lines)
    return list(caseload(data, mapping=mapping(text), **options))


def said(row: Screened | Rejected, indicator: str = TRUANT) -> Answer | None:
    """Return what a case says of an indicator."""
    assert isinstance(row, Screened), row
    response = row.answers.get(indicator)
    return response.answer if response else None


def time_of(row: Screened | Rejected, indicator: str = TRUANT) -> When | None:
    """Return when, as a case says of an indicator."""
    assert isinstance(row, Screened), row
    return row.answers[indicator].when


def outcomes(column: str, *cells: str, **options: Any) -> list[str]:
    """Return what each cell of one column comes to: an answer, `blank` or `rejected`."""
    lines = [f"C{number};{cell}" for number, cell in enumerate(cells, 1)]
    rows = mapped(f"{SMALL}  T: {column}\n", "ID;T", *lines, delimiter=";", **options)
    assert len(rows) == len(cells)
    rejected = {row.line for row in rows if isinstance(row, Rejected)}
    read = {row.line: str(said(row) or "blank") for row in rows if isinstance(row, Screened)}
    return ["rejected" if line in rejected else read[line] for line in range(2, len(cells) + 2)]
