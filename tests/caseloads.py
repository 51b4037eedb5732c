"""Caseloads for tests: text in, rows out."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from cse_check.batch.caseload import Caseload
from cse_check.batch.rows import Rejected, Screened
from cse_check.model import Answer, Edition
from examples import edition

IDS = ("school.truanting", "school.excluded", "health.self-harm")
HEADER = ",".join(("case_ref", *IDS))


def caseload(data: str | bytes, *, of: Edition | None = None, **options: Any) -> Caseload:
    """Open a caseload of the example catalogue, or of another one."""
    raw = data.encode() if isinstance(data, str) else data
    return Caseload(BytesIO(raw), of or edition(), name="cases.csv", **options)


def read(data: str | bytes, **options: Any) -> list[Screened | Rejected]:
    """Read a whole caseload, and hold the sum of its rows against the rows read."""
    opened = caseload(data, **options)
    rows = list(opened)
    screened = sum(row.rows for row in rows if isinstance(row, Screened))
    assert opened.rows_read == screened + sum(isinstance(row, Rejected) for row in rows)
    return rows


def wide(*lines: str, header: str = HEADER, **options: Any) -> list[Screened | Rejected]:
    """Read these lines under the header of the example catalogue."""
    return read("".join(f"{line}\n" for line in (header, *lines)), **options)


def rejects(rows: Iterable[Screened | Rejected]) -> list[tuple[int, int | None, str]]:
    """Return line, column and code of what was rejected."""
    return [(row.line, row.column, row.code.value) for row in rows if isinstance(row, Rejected)]


def refs(rows: Iterable[Screened | Rejected]) -> list[str]:
    """Return the references of what was screened."""
    return [row.case_ref for row in rows if isinstance(row, Screened)]


def answer_to(indicator: str, row: Screened | Rejected) -> Answer | None:
    """Return what a screened row says of an indicator."""
    assert isinstance(row, Screened)
    response = row.answers.get(indicator)
    return response.answer if response else None
