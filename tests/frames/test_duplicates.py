"""Results of frames in which a reference stands twice: none of its rows is taken, as in `batch`."""

from typing import Any

import pyarrow as pa
import pytest
from arrow_engines import (
    ENGINES,
    awkward_rows,
    by_batch,
    each_engine,
    results_of,
    rows_of,
    screened,
    table_of,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from cse_check import frames
from cse_check.errors import UsageError
from examples import edition


@settings(max_examples=30)
@given(rows=rows_of(8), order=st.randoms(use_true_random=False))
def test_no_result_depends_on_the_order_of_rows(rows: list[Any], order: Any) -> None:
    other = list(rows)
    order.shuffle(other)
    assert sorted(screened("pyarrow", rows), key=str) == sorted(screened("pyarrow", other), key=str)


def test_a_rejected_row_has_the_reference_that_batch_counts() -> None:
    rows = [["case_ref", "no", "", ""], ["case_ref", "N/A", "", ""], ['"EX-1"', "no", "", ""]]
    found = frames.screen(table_of(rows), edition()).read_all()
    assert found.column("case_ref").to_pylist() == ["case_ref", "case_ref", None]
    odd = frames.screen(table_of([["EX-1", "y\u200b", "", ""]]), edition()).read_all()
    assert odd.column("case_ref").to_pylist() == ["EX-1"]


@each_engine
def test_results_come_back_from_any_engine(engine: str) -> None:
    rows = awkward_rows()
    table = frames.screen(table_of(rows), edition()).read_all()
    assert results_of(frames.reject_duplicates(ENGINES[engine][1](table))) == by_batch(rows)
    told = table.append_column("n", pa.array(by_reference(table), pa.int32()))
    again = frames.reject_duplicates(ENGINES[engine][1](told), count="n")
    assert results_of(again) == by_batch(rows)


def by_reference(table: pa.Table) -> list[int]:
    """Return how often the reference of each row stands; null too, which no engine leaves out."""
    references = table.column("case_ref").to_pylist()
    return [references.count(each) for each in references]


def test_duplicates_may_be_counted_by_somebody_else() -> None:
    lines = ("EX-1", "yes"), (" EX-1", "no"), ("EX-2", "yes"), ("", "")
    rows = [[*line, "", ""] for line in lines]
    found = frames.screen(table_of(rows), edition()).read_all()
    own = frames.reject_duplicates(found).read_all()
    told = found.append_column("n", pa.array([2, 2, 1, None], pa.int32()))
    assert frames.reject_duplicates(told, count="n").read_all() == own
    first, *_ = own.column("problem").to_pylist()
    assert first.startswith("duplicate-case-ref: has a case reference that stands in other rows")
    assert own.column("outcome").to_pylist() == [None, None, "flagged", None]


@pytest.mark.parametrize("counts", [pa.array([2, None]), pa.array([0, 1]), pa.array([2.0, None])])
def test_a_reference_that_was_not_counted_is_not_taken_to_stand_once(counts: pa.Array) -> None:
    found = frames.screen(table_of([["EX-1", "yes", "", ""]] * 2), edition()).read_all()
    with pytest.raises(UsageError, match="does not say of every reference how often it stands"):
        frames.reject_duplicates(found.append_column("n", counts), count="n").read_all()


def test_counts_are_numbers() -> None:
    found = frames.screen(table_of([["EX-1", "yes", "", ""]]), edition()).read_all()
    with pytest.raises(
        UsageError, match="The column 'n' holds no counts: it is of the type string"
    ):
        frames.reject_duplicates(found.append_column("n", pa.array(["2"])), count="n").read_all()


def test_what_are_no_results_is_refused() -> None:
    with pytest.raises(UsageError, match="it has no column 'outcome'"):
        frames.reject_duplicates(table_of([["EX-1", "", "", ""]]))
