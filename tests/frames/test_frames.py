"""Frames: from every engine the same as from `batch`, cell for cell, and no row dropped."""

import sys
from collections.abc import Callable
from traceback import format_exception
from typing import Any

import pyarrow as pa
import pytest
from arrow_engines import (
    NAMES,
    awkward_rows,
    by_batch,
    each_engine,
    problems,
    results_of,
    screened,
    table_of,
)
from caseloads import IDS
from hypothesis import given, settings
from hypothesis import strategies as st
from mappings import mapping

from cse_check import frames
from cse_check.errors import InvalidFileError, UsageError
from cse_check.frames.cells import text_of
from examples import AREAS, bundled, edition


@each_engine
def test_awkward_cells_mean_what_they_mean_to_batch(engine: str) -> None:
    rows = awkward_rows()
    found = screened(engine, rows)
    assert len(found) == len(rows)
    assert found == by_batch(rows)
    assert len(set(problems(found))) > 5


CELLS = st.sampled_from([*("yes", "no", "?", "", " N ", "N/A", "1", "nk"), None]) | st.text(
    st.characters(exclude_categories=["Cs", "Cc"]), max_size=6
)
REFERENCES = st.sampled_from(["EX-1", "EX-2", "EX-3", " EX-3", "", "Jo", "x y"]) | st.none()
ROWS = st.lists(st.tuples(REFERENCES, *[CELLS] * len(IDS)), min_size=1, max_size=8)


@each_engine
@settings(max_examples=20)
@given(rows=ROWS)
def test_any_rows_come_out_as_they_do_from_batch(engine: str, rows: list[Any]) -> None:
    assert screened(engine, rows) == by_batch(rows)


def test_numbers_and_truths_have_the_texts_that_a_file_has() -> None:
    texts = [text_of(each) for each in (1, 0, True, False, 1.0, None, float("nan"))]
    assert texts == ["1", "0", "true", "false", "1.0", "", "nan"]
    table = pa.table(
        {
            "case_ref": ["EX-1", "EX-2", "EX-3"],
            "school.truanting": pa.array([1, None, 0], pa.int64()),
            "school.excluded": pa.array([True, None, False]),
            "health.self-harm": pa.array([1.0, None, None], pa.float64()),
        }
    )
    found = results_of(frames.screen(table, edition()))
    assert problems(found) == ["unknown-answer", None, None]
    assert found[1][1:3] == ("none-flagged", "")
    assert found[1][-2] == ";".join(IDS)


@pytest.mark.parametrize("writer", ["pandas", "polars"])
def test_an_engine_s_own_file_comes_out_of_batch_as_its_frame_does(writer: str) -> None:
    library = pytest.importorskip(writer, reason=f"needs {writer} (make outside)")
    data = {
        "case_ref": ["EX-1", "EX-2", "EX-3"],
        "school.truanting": [1, None, 0],
        "school.excluded": [True, False, True],
        "health.self-harm": [0.0, 2.5, None],
    }
    made = library.DataFrame(data)
    text = made.to_csv(index=False) if writer == "pandas" else made.write_csv()
    rows = [line.split(",") for line in text.splitlines()[1:]]
    assert results_of(frames.screen(made, edition())) == by_batch(rows)


def test_a_text_with_a_category_type_is_a_text() -> None:
    table = table_of([["EX-1", "yes", "no", ""]]).to_reader().read_all()
    coded = table.set_column(1, "school.truanting", table.column(1).dictionary_encode())
    assert results_of(frames.screen(coded, edition()))[0][2] == "school.truanting"


@pytest.mark.parametrize(
    ("column", "what"),
    [
        (pa.nulls(3), ("", "", "")),
        (pa.array([f"x{n}" for n in range(126)] + ["yes", None]).dictionary_encode(), None),
        (pa.array([1, 2, 3], pa.duration("s")), None),
        (pa.array([(1, 2, 3), None, None], pa.month_day_nano_interval()), None),
        (pa.array([1, 0, None], pa.decimal128(5)), ("school.truanting", "", "")),
        (pa.array(["yes", "no", None], pa.large_string()), ("school.truanting", "", "")),
        (pa.array(["yes", "no", None], pa.string_view()), ("school.truanting", "", "")),
        (pa.array([1, 0, None], pa.uint8()), ("school.truanting", "", "")),
    ],
    ids=lambda each: str(getattr(each, "type", "")) or "said",
)
def test_a_column_of_any_type_is_read(column: pa.Array, what: tuple[str, ...] | None) -> None:
    references = [f"EX-{row}" for row in range(len(column))]
    table = pa.table({"case_ref": references, "school.truanting": column})
    found = results_of(frames.screen(table, edition()))
    assert len(found) == len(column)
    if what is not None:
        assert tuple(each[2] for each in found) == what
    else:
        assert "unknown-answer" in problems(found)


def test_eight_bits_of_a_dictionary_are_not_too_few() -> None:
    texts = pa.array([f"word {n}" for n in range(127)] + ["yes"])
    coded = pa.DictionaryArray.from_arrays(pa.array([*range(128), None], pa.int8()), texts)
    table = pa.table({"case_ref": [f"EX-{n}" for n in range(129)], "school.truanting": coded})
    found = results_of(frames.screen(table, edition()))
    assert [each[2] for each in found[-2:]] == ["school.truanting", ""]


def test_a_problem_says_why_and_never_what_is_in_a_cell() -> None:
    rows = [["EX-1", "CANARY", "no", ""], ["CANARY BLOGGS", "yes", "", ""], ["EX-2", "yes", "", ""]]
    table = frames.screen(table_of(rows), edition()).read_all()
    assert "CANARY" not in str(table.to_pylist())
    first, second, third = table.column("problem").to_pylist()
    assert first.startswith("unknown-answer: the cell under 'school.truanting' is not an answer")
    assert second.startswith("bad-case-ref: ")
    assert third is None
    assert table.column("case_ref").to_pylist() == ["EX-1", None, "EX-2"]


def test_every_row_has_the_notice() -> None:
    table = frames.screen(table_of([["EX-1", "", "", ""], ["", "", "", "x"]]), edition()).read_all()
    for notice in table.column("notice").to_pylist():
        assert "Absence of indicators does not mean that a child is safe." in notice


@pytest.mark.parametrize("area", AREAS)
def test_ids_become_names_without_quotes_and_no_two_the_same(area: str) -> None:
    ids = [each.id for each in bundled(area).catalogue.indicators]
    names = [frames.underscored(each) for each in ids]
    assert len(set(names)) == len(ids)
    assert all(each.isidentifier() for each in names)
    table = pa.table({"ref": ["EX-1"], **{each: ["yes"] for each in names}})
    found = frames.screen(table, bundled(area), ref="ref", name=frames.underscored).read_all()
    assert found.schema.names[0] == "ref"
    assert found.column("flagged").to_pylist() == [";".join(ids)]


def test_a_mapping_says_what_columns_and_words_mean() -> None:
    text = (
        "format: 1\ncase_ref: {column: Id, replace: {' ': '-'}}\ncolumns:\n"
        "  Truant: {indicator: school.truanting, yes: [Often], no: [Never]}\n"
        "  Times: {indicator: school.excluded, at_least: 3}\n"
        "ignore: [Worker]\n"
    )
    table = pa.table(
        {"Id": ["A 1", "A 2"], "Truant": ["often", "Maybe"], "Times": [4, 1], "Worker": ["x", "y"]}
    )
    found = frames.screen(table, edition(), mapping(text)).read_all()
    assert found.column("case_ref").to_pylist() == ["A-1", "A-2"]
    assert found.column("flagged").to_pylist() == ["school.truanting;school.excluded", None]


def test_a_column_that_is_not_known_is_refused_and_may_be_passed_over() -> None:
    table = table_of([["EX-1", "yes", "", "", "x"]], (*NAMES, "other"))
    with pytest.raises(InvalidFileError, match=r"\('other'\) is not a column for"):
        frames.screen(table, edition())
    found = frames.screen(table, edition(), ignore_extra=True)
    assert results_of(found)[0][2] == "school.truanting"


@pytest.mark.parametrize(
    "column",
    [
        pa.array([["yes"]]),
        pa.array([{"a": "yes"}]),
        pa.array([b"yes"]),
        pa.array([b"yes"]).dictionary_encode(),
        pa.array([b"yes"], pa.binary_view()),
        pa.array([b"yes"], pa.binary(3)),
    ],
    ids=lambda column: str(column.type),
)
def test_a_column_that_holds_more_than_a_cell_is_refused(column: pa.Array) -> None:
    table = pa.table({"case_ref": ["EX-1"], "school.truanting": column})
    with pytest.raises(InvalidFileError) as refused:
        frames.screen(table, edition())
    assert str(refused.value) == (
        f"the frame: school.truanting: is of the type {column.type}: a cell has to hold one text, "
        "number or date"
    )


NO_UTF8 = pa.StringArray.from_buffers(1, *pa.array([b"\xff\xfe"]).buffers()[1:])
CANNOT_BE_TOLD = {
    "no UTF-8": NO_UTF8,
    "too far away": pa.array([2**62], pa.timestamp("s")),
    "in no zone": pa.array([1_234_567_891], pa.timestamp("us", tz="No/Where")),
}


@pytest.mark.parametrize("column", CANNOT_BE_TOLD.values(), ids=CANNOT_BE_TOLD.keys())
def test_a_value_that_cannot_be_told_is_a_problem_of_its_row(column: pa.Array) -> None:
    kind = column.type
    answers = pa.chunked_array([column, pa.nulls(1, kind)])
    found = frames.screen(
        pa.table({"case_ref": ["EX-1", "EX-2"], "school.truanting": answers}), edition()
    )
    assert problems(results_of(found)) == ["unknown-answer", None]
    table = pa.table({"case_ref": answers, "school.truanting": ["yes", "yes"]})
    assert problems(results_of(frames.screen(table, edition()))) == [
        "bad-case-ref",
        "missing-case-ref",
    ]


def test_no_reference_column_is_a_fault() -> None:
    with pytest.raises(InvalidFileError, match="the frame: has no column 'case_ref', which is"):
        frames.screen(pa.table({"id": ["EX-1"], "school.truanting": ["yes"]}), edition())
    with pytest.raises(InvalidFileError, match="the frame: has neither a column of the case ref"):
        frames.screen(pa.table({"id": ["EX-1"]}), edition())


@pytest.mark.parametrize(
    ("columns", "options", "message"),
    [
        (("case_ref", "x"), {"name": lambda _: "x"}, "one column 'x' for two.*'school.truanting'"),
        (("school.truanting",), {"ref": "school.truanting"}, "one column 'school.truanting' for"),
        (("id", "case_ref", "school.truanting"), {"ref": "id"}, "two columns .* as 'case_ref'"),
        (("case_ref", "school.truanting"), {"ref": "id"}, "no column 'id', which is to have the"),
        (
            ("case_ref", "school__truanting", "school.truanting"),
            {"name": frames.underscored},
            "two columns .* as 'school.truanting': 'school__truanting' and 'school.truanting'",
        ),
    ],
)
def test_no_column_is_read_as_another_s(
    columns: tuple[str, ...], options: dict[str, Any], message: str
) -> None:
    with pytest.raises(InvalidFileError, match=f"^the frame: has {message}"):
        frames.screen(pa.table({each: ["yes"] for each in columns}), edition(), **options)


@pytest.mark.parametrize("ref", ["outcome", "problem", "Notice"])
def test_the_reference_is_not_called_as_a_result_is(ref: str) -> None:
    table = pa.table({ref: ["EX-1"], "school.truanting": ["yes"]})
    with pytest.raises(UsageError, match=f"Results have a column {ref!r} of their own"):
        frames.screen(table, edition(), ref=ref)


@pytest.mark.parametrize(
    ("columns", "what"),
    [
        ({"school.truanting": [True, "CANARY", None]}, "because of its column 'school.truanting'"),
        ({"school.truanting": ["CANARY", 1, 0.5]}, "because of its column 'school.truanting'"),
        ({"case_ref": ["CANARY", 2, None]}, "because of its column 'case_ref'"),
    ],
)
def test_what_pandas_mixed_is_refused_and_not_repeated(columns: dict[str, Any], what: str) -> None:
    pandas = pytest.importorskip("pandas", reason="needs pandas (make outside)")
    frame = pandas.DataFrame({"case_ref": ["EX-1", "EX-2", "EX-3"], **columns})
    with pytest.raises(UsageError, match=what) as refused:
        frames.screen(frame, edition())
    assert "CANARY" not in "".join(format_exception(refused.value))
    texts = frame.astype("string").assign(case_ref=["EX-1", "EX-2", "EX-3"])
    if "school.truanting" in columns:
        assert "unknown-answer" in problems(results_of(frames.screen(texts, edition())))


def test_two_columns_of_one_name_are_refused() -> None:
    pandas = pytest.importorskip("pandas", reason="needs pandas (make outside)")
    names = ["case_ref", "school.truanting", "school.truanting"]
    with pytest.raises(UsageError, match="Each needs a name of its own"):
        frames.screen(pandas.DataFrame([["EX-1", "no", "yes"]], columns=names), edition())
    table = pa.table([["EX-1"], ["no"], ["yes"]], names=names)
    with pytest.raises(InvalidFileError, match=r"column 3 .* has the same name as column 2"):
        frames.screen(table, edition())


@pytest.mark.parametrize(
    "text",
    [
        "format: 1\ncase_ref: A\nform: long\nindicator: B\nanswer: C\n",
        "format: 1\ncase_ref: A\nrows: many\ncolumns: {B: school.truanting}\n",
    ],
)
def test_cases_of_several_rows_are_for_batch(text: str) -> None:
    with pytest.raises(UsageError, match="A frame is screened a row a case"):
        frames.screen(pa.table({"A": ["EX-1"]}), edition(), mapping(text))


class Lazy:
    """A frame that is still to be computed."""

    def collect(self) -> None:
        """Compute it."""


@pytest.mark.parametrize(("thing", "hint"), [([], ""), (Lazy(), "Collect it first")])
def test_what_is_no_frame_is_refused(thing: Any, hint: str) -> None:
    with pytest.raises(UsageError, match=f"That is not a frame.*{hint}"):
        frames.screen(thing, edition())


CALLS: dict[str, Callable[[], Any]] = {
    "screen": lambda: frames.screen(table_of([]), edition()),
    "screen_batches": lambda: frames.screen_batches([], edition()),
    "reject_duplicates": lambda: frames.reject_duplicates(table_of([])),
    "reject_duplicates_batches": lambda: frames.reject_duplicates_batches([], count="n"),
    "spark_schema": frames.spark_schema,
}


@pytest.mark.parametrize("name", CALLS)
def test_without_its_library_each_says_how_to_install_it(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in [each for each in sys.modules if each.startswith("cse_check.frames.")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"pip install 'cse-check\[frames\]'"):
        CALLS[name]()


def test_everything_that_needs_the_library_is_called_here() -> None:
    assert set(CALLS) == set(frames.__all__) - {"underscored"}


def test_it_is_a_stream_that_holds_one_batch_at_a_time() -> None:
    taken: list[int] = []

    def batches() -> Any:
        for number in range(5):
            taken.append(number)
            yield table_of([[f"EX-{number}", "yes", "", ""]]).to_batches()[0]

    schema = table_of([]).schema
    reader = frames.screen(pa.RecordBatchReader.from_batches(schema, batches()), edition())
    assert taken == []
    reader.read_next_batch()
    assert taken == [0]


YES = pa.RecordBatch.from_pydict(
    {"case_ref": ["EX-1"], "school.truanting": ["yes"], "school.excluded": ["no"]}
)


@pytest.mark.parametrize("names", [(0, 2, 1), (1, 0, 2), (0, 1)])
def test_a_batch_of_other_columns_is_never_read_as_the_first_was(names: tuple[int, ...]) -> None:
    results = frames.screen_batches([YES, YES.select(names)], edition())
    assert next(results).column("flagged").to_pylist() == ["school.truanting"]
    with pytest.raises(InvalidFileError, match="has batches of other columns, or in another order"):
        next(results)


def test_a_batch_may_have_columns_of_other_types_that_can_be_read() -> None:
    coded = YES.set_column(1, "school.truanting", YES.column(1).dictionary_encode())
    nested = YES.set_column(1, "school.truanting", pa.array([["yes"]]))
    results = frames.screen_batches([YES, coded, nested], edition())
    assert [next(results).column("flagged").to_pylist() for _ in "12"] == [["school.truanting"]] * 2
    with pytest.raises(InvalidFileError, match="a cell has to hold one text"):
        next(results)


def test_an_empty_frame_has_no_results_and_is_checked_all_the_same() -> None:
    assert frames.screen(table_of([]), edition()).read_all().num_rows == 0
    with pytest.raises(InvalidFileError):
        frames.screen(pa.table({"x": pa.array([], pa.string())}), edition())


# Duplicates


@settings(max_examples=30)
@given(rows=ROWS, order=st.randoms(use_true_random=False))
def test_no_result_depends_on_the_order_of_rows(rows: list[Any], order: Any) -> None:
    other = list(rows)
    order.shuffle(other)
    assert sorted(screened("pyarrow", rows), key=str) == sorted(screened("pyarrow", other), key=str)


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


def test_spark_is_told_of_columns_as_it_writes_them() -> None:
    assert frames.spark_schema("ref").startswith("`ref` string, `outcome` string, `flagged` string")
