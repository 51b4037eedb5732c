"""Frames: from every engine the same as from `batch`, cell for cell, and no row dropped."""

import sys
from collections.abc import Callable, Iterator
from datetime import date
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
    rows_of,
    screened,
    table_of,
)
from caseloads import IDS
from hypothesis import given, settings
from mappings import mapping

from cse_check import frames
from cse_check.errors import InvalidFileError, UsageError
from cse_check.frames.cells import text_of
from examples import AREAS, bundled, changed, edition


@each_engine
def test_awkward_cells_mean_what_they_mean_to_batch(engine: str) -> None:
    rows = awkward_rows()
    found = screened(engine, rows)
    assert len(found) == len(rows)
    assert found == by_batch(rows)
    assert len(set(problems(found))) > 5


@each_engine
@settings(max_examples=20)
@given(rows=rows_of(8))
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


def test_the_notice_says_that_the_catalogue_is_due_for_review() -> None:
    due = edition(
        changed(('revision: "2026-11-21"', 'revision: "2026-11-21"\nreview_by: "2027-06-30"'))
    )
    rows = table_of([["EX-1", "yes", "", ""]])
    for day, said in ((date(2027, 6, 30), "safe."), (date(2027, 7, 1), "may be out of date.")):
        whole = frames.screen(rows, due, today=day).read_all()
        batches = frames.screen_batches(rows.to_batches(), due, today=day)
        for found in (whole, pa.Table.from_batches(batches)):
            assert found.column("notice").to_pylist()[0].endswith(said)


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


def test_the_reference_of_a_mapping_is_in_the_column_that_it_names() -> None:
    text = "format: 1\ncase_ref: Id\ncolumns: {Truant: school.truanting}\nignore: [case_ref]\n"
    table = pa.table({"case_ref": ["old"], "Id": ["EX-1"], "Truant": ["yes"]})
    found = frames.screen(table, edition(), mapping(text)).read_all()
    assert found.column("case_ref").to_pylist() == ["EX-1"]
    other = pa.table({"case_ref": ["old"], "Person": ["EX-1"], "Truant": ["yes"]})
    found = frames.screen(other, edition(), mapping(text), ref="Person").read_all()
    assert found.column("Person").to_pylist() == ["EX-1"]
    with pytest.raises(InvalidFileError, match="has no column 'Id', which is required"):
        frames.screen(pa.table({"case_ref": ["EX-1"], "Truant": ["yes"]}), edition(), mapping(text))


@pytest.mark.parametrize("called", ["School__Truanting", " SCHOOL__truanting "])
def test_the_case_of_a_name_does_not_matter_whoever_makes_it(called: str) -> None:
    table = pa.table({"Case_Ref": ["EX-1"], called: ["yes"]})
    found = frames.screen(table, edition(), name=frames.underscored, ignore_extra=True)
    assert results_of(found)[0][:3] == ("EX-1", "flagged", "school.truanting")


@pytest.mark.parametrize("called", ["school__truantin", "school.truantin", "Truanting"])
def test_a_column_that_may_be_an_indicator_s_is_not_passed_over(called: str) -> None:
    table = pa.table({"case_ref": ["EX-1"], "school__excluded": ["no"], called: ["yes"]})
    with pytest.raises(InvalidFileError) as refused:
        frames.screen(table, edition(), name=frames.underscored, ignore_extra=True)
    assert str(refused.value) == (
        f"the frame: its column {called!r} would be passed over, and may be that of "
        "'school.truanting', which has none: call it 'school__truanting', or leave it out of the "
        "frame"
    )
    with pytest.raises(InvalidFileError) as refused:
        frames.screen(table, edition(), name=frames.underscored)
    assert len(refused.value.faults) == 1
    text = "format: 1\ncase_ref: case_ref\ncolumns: {school__excluded: school.excluded}\nignore: "
    with pytest.raises(InvalidFileError, match="none: name it in the mapping, among its columns"):
        frames.screen(table, edition(), mapping(f"{text}rest\n"))
    frames.screen(table, edition(), mapping(f"{text}[{called}]\n"))
    more = table.append_column("school__truanting", pa.array(["no"]))
    found = frames.screen(more, edition(), name=frames.underscored, ignore_extra=True)
    assert results_of(found)[0][1] == "none-flagged"


@pytest.mark.parametrize("options", [{}, {"ref": "id"}, {"name": frames.underscored}])
def test_a_header_again_is_known_by_the_names_that_the_frame_has(options: Any) -> None:
    name = options.get("name", str)
    names = [options.get("ref", "case_ref"), *map(name, IDS)]
    table = table_of([["EX-1", "yes", "no", ""], names], names)
    found = frames.screen(table, edition(), **options).read_all()
    assert found.column("problem").to_pylist()[1].startswith("repeated-header: ")


def test_problems_call_columns_as_the_frame_does() -> None:
    table = pa.table({"case_ref": ["EX-1"], "school__truanting": ["N/A"]})
    found = frames.screen(table, edition(), name=frames.underscored).read_all()
    assert "under 'school__truanting' is not" in found.column("problem").to_pylist()[0]


def test_the_index_that_pandas_kept_is_no_column_of_the_frame() -> None:
    pandas = pytest.importorskip("pandas", reason="needs pandas (make outside)")
    rows: list[list[Any]] = [["EX-1", "no", "no", ""], ["EX-2", "yes", "", ""], ["", *[None] * 3]]
    frame = pandas.DataFrame(rows, columns=NAMES, index=[9, 2, 7])
    assert "__index_level_0__" in pa.table(frame).column_names
    assert results_of(frames.screen(frame, edition())) == by_batch(rows)
    batches = frames.screen_batches(pa.table(frame).to_batches(), edition())
    found = results_of(pa.Table.from_batches(batches).to_reader())
    assert problems(found) == [None, None, "empty-row"]
    named = pandas.DataFrame(rows, columns=NAMES).set_index("case_ref")
    assert results_of(frames.screen(named, edition())) == by_batch(rows)


def test_the_time_of_a_row_is_read_as_its_answers_are() -> None:
    text = (
        "format: 1\ncase_ref: Id\ncolumns: {Truant: school.truanting}\n"
        "when: {column: Since, past: [before]}\n"
    )
    names = ("Id", "Truant", "Since")
    table = table_of([["EX-1", "yes", "Before"], ["EX-2", "yes", "before\x00"]], names)
    found = frames.screen(table, edition(), mapping(text)).read_all()
    assert found.column("flagged").to_pylist() == ["school.truanting", None]
    assert found.column("problem").to_pylist()[1].startswith("nul-byte: ")
    nested = table.set_column(2, "Since", pa.array([["before"], ["before"]]))
    with pytest.raises(InvalidFileError, match="the frame: Since: is of the type list"):
        frames.screen(nested, edition(), mapping(text))


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
        (("case_ref", "X"), {"name": lambda _: "x"}, "one column 'x' for two.*'school.truanting'"),
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


def test_names_that_a_frame_has_not_may_be_alike() -> None:
    known = ("case_ref", "school.truanting")
    found = frames.screen(
        table_of([["EX-1", "yes"]], known),
        edition(),
        name=lambda each: each if each in known else "-",
    )
    assert results_of(found)[0][2] == "school.truanting"


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


@pytest.mark.parametrize(
    "kind",
    [pa.float64(), pa.float32(), pa.bool_(), pa.dictionary(pa.int8(), pa.float64())],
    ids=str,
)
def test_references_that_have_become_other_ones_are_refused(kind: pa.DataType) -> None:
    plain = kind.value_type if pa.types.is_dictionary(kind) else kind
    references = pa.array([True, None]).cast(pa.int8()).cast(plain)
    if plain != kind:
        references = references.dictionary_encode().cast(kind)
    table = pa.table({"case_ref": references, "school.truanting": ["yes", "no"]})
    with pytest.raises(InvalidFileError) as refused:
        frames.screen(table, edition())
    assert str(refused.value) == (
        f"the frame: case_ref: is of the type {kind}, in which a reference is no longer as it was "
        "written: read it as text (in pandas with dtype=str)"
    )


class Broken:
    """A frame of an engine that fails, and repeats what was in a cell."""

    def __init__(self, after: int) -> None:
        self._after = after

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        if not self._after:
            raise RuntimeError("CANARY is no number")
        return pa.RecordBatchReader.from_batches(YES.schema, self._batches()).__arrow_c_stream__()

    def _batches(self) -> Iterator[pa.RecordBatch]:
        yield from [YES] * (self._after - 1)
        raise RuntimeError("CANARY is no number")


@pytest.mark.parametrize("after", [0, 1, 2])
def test_what_an_engine_says_when_it_fails_is_not_repeated(after: int) -> None:
    with pytest.raises(UsageError, match="The frame could not be read") as refused:
        frames.screen(Broken(after), edition()).read_all()
    assert "CANARY" not in "".join(format_exception(refused.value))
    with pytest.raises(UsageError, match="The frame could not be read") as refused:
        frames.reject_duplicates(Broken(after)).read_all()
    assert "CANARY" not in "".join(format_exception(refused.value))


def test_what_stopped_a_frame_is_said_of_its_results_too() -> None:
    def batches() -> Iterator[pa.RecordBatch]:
        yield YES
        raise RuntimeError("CANARY is no number")

    cases = pa.RecordBatchReader.from_batches(YES.schema, batches())
    with pytest.raises(UsageError, match="what computes it stopped with RuntimeError"):
        frames.reject_duplicates(frames.screen(cases, edition())).read_all()


def test_a_number_that_arrow_has_no_room_for_is_refused() -> None:
    pandas = pytest.importorskip("pandas", reason="needs pandas (make outside)")
    frame = pandas.DataFrame({"case_ref": ["EX-1"], "school.truanting": [2**70]})
    with pytest.raises(UsageError) as refused:
        frames.screen(frame, edition())
    assert str(2**70) not in "".join(format_exception(refused.value))


def test_what_duckdb_cannot_compute_is_refused_and_not_repeated() -> None:
    duckdb = pytest.importorskip("duckdb", reason="needs duckdb (make outside)")
    rows = "select 'EX-' || n as case_ref, cast(if(n = 9000, 'CANARY', n) as int) as "
    frame = duckdb.connect().sql(f'{rows} "school.truanting" from range(10000) as t(n)')
    with pytest.raises(UsageError, match="The frame could not be read") as refused:
        frames.screen(frame, edition()).read_all()
    assert "CANARY" not in "".join(format_exception(refused.value))


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


def test_a_batch_of_any_size_comes_out_in_parts_that_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cse_check.frames.results.PART", 2)
    rows = [[f"EX-{number}", "yes", "", ""] for number in range(5)]
    table = table_of(rows)
    found = list(frames.screen(table, edition()))
    assert [each.num_rows for each in found] == [2, 2, 1]
    twice = frames.reject_duplicates(pa.Table.from_batches(found))
    assert [each.num_rows for each in twice] == [2, 2, 1]
    own = pa.Table.from_batches(found).append_column("n", pa.array([1] * 5)).combine_chunks()
    counted = frames.reject_duplicates_batches(own.to_batches(), count="n")
    assert [each.num_rows for each in counted] == [2, 2, 1]
    assert results_of(frames.screen(table, edition())) == by_batch(rows)


def test_a_batch_without_rows_has_results_without_rows() -> None:
    found = frames.screen_batches([YES.slice(0, 0), YES], edition())
    assert [each.num_rows for each in found] == [0, 1]


def test_no_results_come_after_batches_that_were_refused() -> None:
    results = frames.screen_batches([YES, YES.select([0, 1]), YES], edition())
    next(results)
    with pytest.raises(InvalidFileError):
        next(results)
    assert list(results) == []


def test_an_empty_frame_has_no_results_and_is_checked_all_the_same() -> None:
    assert frames.screen(table_of([]), edition()).read_all().num_rows == 0
    with pytest.raises(InvalidFileError):
        frames.screen(pa.table({"x": pa.array([], pa.string())}), edition())


def test_spark_is_told_of_columns_as_it_writes_them() -> None:
    assert frames.spark_schema("ref").startswith("`ref` string, `outcome` string, `flagged` string")
    assert frames.spark_schema("a`b").startswith("`a``b` string, ")
