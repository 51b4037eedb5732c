"""The engines whose frames are screened, and a caseload of awkward cells as `batch` reads it."""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from io import StringIO
from typing import Any, Final

import pyarrow as pa
import pytest
from caseloads import HEADER, IDS, read
from hypothesis import strategies as st
from judges import needs

from cse_check import frames
from cse_check.batch.rows import Rejected, Screened
from cse_check.frames.cells import text_of
from cse_check.frames.results import SAID
from examples import edition

Rows = Sequence[Sequence[Any]]
NAMES: Final = ("case_ref", *IDS)
AWKWARD: Final = (
    "yes", "Y", " no ", "TRUE", "0", "1", "?", "", None, "   ", "not  known", "not\u00a0known",
    "Not\u2003Known", "\u00a0", "\u2003yes\u2003", "N/A", "None", "nan", "null", "yes;no", "ja",
    "\uff59\uff45\uff53", "ye\u0301s", "y\u200bes", "yes\x00", "a\x1bb", "-1", "2", "1.0", "01",
    "'yes", '"no"', "a" * 70_000, "\u1e9eyes", "NO", "unknown", "nk", "u", "Not recorded",
)  # fmt: skip
"""Cells that engines' own dialects read in different ways, and what nobody may be shown."""
REFERENCES: Final = (
    "EX-1", " EX-2 ", "", None, "Jo Bloggs", "total", "EX-3", "EX-3", "case_ref", "EX\u200b4",
    "-7", "EX-5",
)  # fmt: skip


def awkward_rows(header: Sequence[str] = NAMES) -> list[list[Any]]:
    """Return a row for each awkward cell, one for each awkward reference, and the header again."""
    cells = [[f"C-{place}", "no", each, "yes"] for place, each in enumerate(AWKWARD)]
    twice: list[list[Any]] = [["C-1", "yes", "yes", "yes"], [None, None, None, None], [*header]]
    return [*cells, *([each, "yes", "no", ""] for each in REFERENCES), *twice]


def rows_of(most: int) -> st.SearchStrategy[list[tuple[str | None, ...]]]:
    """Return a strategy of rows of texts, up to so many of them."""
    known = st.sampled_from([*("yes", "no", "?", "", " N ", "N/A", "1", "nk"), None])
    cells = known | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=6)
    some = ("EX-1", "EX-2", "EX-3", " EX-3", "", "Jo", "x y", "case_ref", '"EX-1"')
    references = st.sampled_from(some) | st.none()
    return st.lists(st.tuples(references, *[cells] * len(IDS)), min_size=1, max_size=most)


Result = tuple[str | None, ...]


def by_batch(rows: Rows) -> list[Result]:
    """Return what `batch` makes of these rows, as a frame's results have it, without the notice."""
    out = StringIO()
    written = [[text_of(each) for each in row] for row in rows]
    csv.writer(out, lineterminator="\n").writerows(written)
    found = {row.line: row for row in read(f"{HEADER}\n{out.getvalue()}")}
    return [_result(row) for _, row in sorted(found.items())]


def _result(row: Screened | Rejected) -> Result:
    if isinstance(row, Rejected):
        return (None, *(None,) * len(SAID), row.code.value)
    lists = (row.flagged, row.flagged_categories, row.urgent, row.not_known, row.unanswered)
    return (row.case_ref, row.outcome.value, *map(";".join, lists), None)


def results_of(reader: Any) -> list[Result]:
    """Return results as rows: with the code of a problem alone, and no reference beside one."""
    table = reader.read_all()
    assert table.column("notice").null_count == 0
    rows = zip(*(table.column(each).to_pylist() for each in table.schema.names), strict=True)
    return [_shown(row) for row in rows]


def _shown(row: tuple[Any, ...]) -> Result:
    *said, problem, _ = row
    if problem is None:
        return (*said, None)
    assert said[1:] == [None] * len(SAID)
    return (None, *(None,) * len(SAID), problem.split(":")[0])


def table_of(rows: Rows, names: Sequence[str] = NAMES) -> pa.Table:
    """Return rows of texts as an Arrow table."""
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    arrays = [pa.array(each, pa.string()) for each in columns]
    return pa.table(dict(zip(names, arrays, strict=True)))


def _pandas(table: pa.Table) -> Any:
    return table.to_pandas()


def _polars(table: pa.Table) -> Any:
    import polars

    return polars.from_arrow(table)


def _lazy(table: pa.Table) -> Any:
    import polars

    return polars.DataFrame(table).lazy()


def _duckdb(table: pa.Table) -> Any:
    import duckdb

    return duckdb.connect().from_arrow(table)


ENGINES: Final[Mapping[str, tuple[str, Callable[[pa.Table], Any]]]] = {
    "pyarrow": ("pyarrow", lambda table: table),
    "batches": ("pyarrow", lambda table: table.to_reader(max_chunksize=3)),
    "pandas": ("pandas", _pandas),
    "polars": ("polars", _polars),
    "polars lazy": ("polars", _lazy),
    "duckdb": ("duckdb", _duckdb),
}
each_engine = pytest.mark.parametrize(
    "engine", [pytest.param(each, marks=needs(library)) for each, (library, _) in ENGINES.items()]
)


def frame(engine: str, rows: Rows) -> Any:
    """Return rows of texts as a frame of an engine."""
    return ENGINES[engine][1](table_of(rows))


def screened(engine: str, rows: Rows) -> list[Result]:
    """Return what comes of rows in a frame of an engine, duplicates included."""
    found = frames.screen(frame(engine, rows), edition())
    return results_of(frames.reject_duplicates(found))


def problems(found: Iterable[Result]) -> list[str | None]:
    """Return the code of each row's problem."""
    return [each[-1] for each in found]
