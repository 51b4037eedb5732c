"""No result depends on the order of rows: all rows of a case count alike, wherever they stand."""

import csv
import json
import random
from collections import Counter
from collections.abc import Sequence
from io import BytesIO
from itertools import permutations
from pathlib import Path
from typing import Any, BinaryIO, cast

import pytest
from caseloads import HEADER, IDS, answer_to, caseload, read, refs, rejects, wide
from hypothesis import given, settings
from hypothesis import strategies as st
from shells import Program

from cse_check.batch import mapping as mapping_file
from cse_check.batch.caseload import Caseload
from cse_check.batch.figures import Counts, Figures
from cse_check.batch.references import MOST
from cse_check.batch.rows import Outcome, Rejected, Rows, Screened
from cse_check.batch.slots import TOGETHER
from cse_check.batch.spool import Spooled
from cse_check.batch.suppression import publish
from cse_check.batch.tokens import combine
from cse_check.catalogue.joining import BY_WEIGHT
from cse_check.errors import FileAccessError, UsageError
from cse_check.model import Answer, When
from examples import CATALOGUE, edition

HOSTILE = Path(__file__).parents[1] / "data" / "hostile"
LONG = "case_ref,indicator,answer"
LONG_MORE = f"{LONG},when,note"
CODES = {"duplicate-case-ref": 1, "conflicting-answers": 3}


def rows_of(name: str, **options: Any) -> list[Screened | Rejected]:
    return read((HOSTILE / name).read_bytes(), **options)


@pytest.mark.parametrize("name", ["no_then_yes.csv", "yes_then_no.csv"])
def test_all_rows_of_a_reference_that_stands_twice_are_rejected(name: str) -> None:
    rows = rows_of(name)
    assert rejects(rows) == [(2, 1, "duplicate-case-ref"), (3, 1, "duplicate-case-ref")]
    assert refs(rows) == ["P2"]


def test_each_row_of_a_reference_that_stands_twice_names_the_other_lines() -> None:
    rows = wide("A,y,,", "B,n,,", "A,n,,", "A,,,")
    said = [row.message for row in rows if isinstance(row, Rejected)]
    assert [each.partition(" too")[0] for each in said] == [
        "has a case reference that stands in lines 4, 5",
        "has a case reference that stands in lines 2, 5",
        "has a case reference that stands in lines 2, 4",
    ]
    first = cast(Rejected, wide("A,,,", "A,,,")[0])
    assert "has a case reference that stands in line 3 too" in first.message


def test_of_a_reference_that_stands_everywhere_a_few_lines_are_named() -> None:
    rows = wide(*["A,y,,"] * 300)
    assert len(rejects(rows)) == 300
    named = ", ".join(map(str, range(2, MOST + 1)))
    assert f"stands in lines {named} and more too" in cast(Rejected, rows[-1]).message


def test_a_row_that_was_rejected_for_itself_counts_as_standing() -> None:
    rows = rows_of("bad_row_of_a_case.csv")
    assert rejects(rows) == [(2, 2, "unknown-answer"), (3, 1, "duplicate-case-ref")]
    assert "stands in line 2 too" in cast(Rejected, rows[1]).message
    assert refs(rows) == ["P2"]


@pytest.mark.parametrize("bad", ["A,y", "A,y,n,,", 'A,y,n,"', '"A",y,n,"', "A,y\0,n,"])
def test_so_does_one_whose_form_is_wrong_if_its_reference_can_be_read(bad: str) -> None:
    for lines in ((bad, "A,n,n,n", "B,n,n,n"), ("A,n,n,n", bad, "B,n,n,n")):
        rows = wide(*lines)
        assert "duplicate-case-ref" in [code for _, _, code in rejects(rows)]
        assert refs(rows) == ["B"]


def test_a_header_or_a_total_that_comes_again_is_no_case() -> None:
    assert refs(wide(HEADER, "case_ref,n,n,n", "Total,1,1,1", "Total,1,1,1")) == ["case_ref"]


def test_the_long_form_comes_to_the_same_in_any_order() -> None:
    header, *lines = (HOSTILE / "long_in_any_order.csv").read_text().splitlines()
    for seed in range(20):
        random.Random(seed).shuffle(lines)  # noqa: S311 - nothing secret
        rows = wide(*lines, header=header)
        cases = {row.case_ref: row for row in rows if isinstance(row, Screened)}
        assert set(cases) == {"P2", "P3", "P4"}
        assert answer_to(IDS[0], cases["P2"]) is None
        assert answer_to(IDS[0], cases["P4"]) is Answer.YES
        assert cases["P3"].incomplete == 1
        codes = Counter(code for _, _, code in rejects(rows))
        assert codes == {"conflicting-answers": 2, "unknown-answer": 1}


def test_a_case_with_a_rejected_row_is_never_just_not_flagged() -> None:
    bad, *good = (f"A,{IDS[0]},N/A", f"A,{IDS[1]},n", f"A,{IDS[2]},n")
    for lines in permutations((bad, *good)):
        case = wide(*lines, header=LONG)[-1]
        assert isinstance(case, Screened)
        assert case.outcome is Outcome.INCOMPLETE
        assert case.rejected_lines == (2 + lines.index(bad),)
        assert case.rows == 2


def test_a_flagged_case_with_a_rejected_row_stays_flagged_and_is_marked() -> None:
    case = wide(f"A,{IDS[0]},y", f"A,{IDS[1]},N/A", "A,x,y", header=LONG)[-1]
    assert isinstance(case, Screened)
    assert (case.outcome, case.incomplete, case.rejected_lines) == (Outcome.FLAGGED, 2, (3, 4))


def test_a_row_of_a_broken_form_marks_its_case_too() -> None:
    case = wide(f"A,{IDS[0]},n", f'A,{IDS[1]},"y', header=LONG)[-1]
    assert isinstance(case, Screened)
    assert (case.outcome, case.rejected_lines) == (Outcome.INCOMPLETE, (3,))


@pytest.mark.parametrize(
    ("times", "when"),
    [
        (("past", "past"), When.PAST),
        (("past", ""), None),
        (("past", "current"), When.CURRENT),
        (("", "current"), When.CURRENT),
    ],
)
def test_a_time_is_past_only_if_all_rows_say_so(times: tuple[str, str], when: When | None) -> None:
    for said in (times, times[::-1]):
        rows = (f"A,{IDS[0]},y,{each}," for each in said)
        (case,) = wide(*rows, f"A,{IDS[1]},n,current,", header=LONG_MORE)
        assert isinstance(case, Screened)
        assert case.answers[IDS[0]].when is when


def test_of_several_answers_the_time_is_that_of_what_stands() -> None:
    for lines in permutations(("n,current", "y,past", ",current")):
        rows = (f"A,{IDS[0]},{each}," for each in lines)
        (case,) = wide(*rows, header=LONG_MORE)
        assert isinstance(case, Screened)
        assert case.answers[IDS[0]].when is When.PAST


MAPPING = f"""
format: 1
case_ref: case_ref
columns:
  Now: {{indicator: {IDS[0]}, when: current}}
  Before: {{indicator: {IDS[0]}, when: past}}
  Out: {IDS[1]}
"""
COLUMNS = "case_ref,Now,Before,Out"


def many(*lines: str) -> list[Screened | Rejected]:
    mapping = mapping_file.load(MAPPING.encode(), "map.yaml", edition().catalogue)
    return wide(*lines, header=COLUMNS, mapping=mapping, rows=Rows.MANY)


def test_several_rows_of_a_case_can_be_combined() -> None:
    rows = many("A,n,n,", "B,n,n,n", "A,,y,n")
    first, second = rows
    assert isinstance(first, Screened)
    assert (first.case_ref, first.line, first.rows) == ("A", 2, 2)
    assert answer_to(IDS[0], first) is Answer.YES
    assert first.answers[IDS[0]].when is When.PAST
    assert answer_to(IDS[1], first) is None
    assert answer_to(IDS[1], second) is Answer.NO


def test_rows_of_a_case_that_contradict_each_other_are_rejected_with_it_marked() -> None:
    for lines in permutations(("A,n,n,", "A,nk,,", "A,,,y")):
        rows = many(*lines)
        case = rows[-1]
        assert isinstance(case, Screened)
        assert [code for _, _, code in rejects(rows)] == ["conflicting-answers"] * 2
        assert (case.outcome, case.incomplete, case.rows) == (Outcome.FLAGGED, 2, 1)
        assert answer_to(IDS[0], case) is None


def test_a_conflict_that_only_shows_when_others_are_gone_is_found_too() -> None:
    """The first two rows contradict each other; without the yes of the first, so do the others."""
    lines = ("A,n,n,y", "A,nk,,n", "A,,,nk", "A,,,n", "B,n,n,n")
    rows = many(*lines)
    assert rejects(rows) == [
        (line, column, "conflicting-answers") for line, column in ((2, 2), (3, 2), (4, 4), (5, 4))
    ]
    assert refs(rows) == ["B"]


def test_how_many_rows_a_case_may_have_is_one_or_many() -> None:
    with pytest.raises(UsageError, match="choose one or many"):
        caseload(f"{HEADER}\n", rows="several")


def test_what_was_gathered_is_combined_by_the_rule_that_columns_are() -> None:
    for mask in range(1, 16):
        assert TOGETHER[mask] == combine(bytes(code for code in range(4) if mask >> code & 1))


REFERENCE = st.sampled_from(["A", "B", "C"])
TOKEN = st.sampled_from(["y", "n", "nk", "", "N/A"])
LONG_ROW = st.tuples(
    REFERENCE, st.sampled_from(IDS), TOKEN, st.sampled_from(["", "past", "current", "soon"]),
    st.sampled_from(["", "one", "two"]),
).map(",".join)  # fmt: skip
WIDE_ROW = st.tuples(REFERENCE, TOKEN, TOKEN, TOKEN).map(",".join)
BROKEN = st.sampled_from(["A,y", "B,", ",,,", "C,y,n,n,n,n", "D"])


def comes_to(rows: Sequence[Screened | Rejected]) -> tuple[object, ...]:
    """Return all that rows come to but their lines and their order."""
    cases = sorted(
        (row.case_ref, row.outcome, row.said, row.rows, row.incomplete, _details(row))
        for row in rows
        if isinstance(row, Screened)
    )
    return cases, Counter(code for _, _, code in rejects(rows))


def _details(row: Screened) -> list[object]:
    return [
        (each, BY_WEIGHT.index(said.when), sorted((said.note or "").splitlines()))
        for each, said in row.answers.items()
    ]


@settings(max_examples=60)
@given(st.lists(LONG_ROW | BROKEN, max_size=14), st.randoms(use_true_random=False))
def test_shuffled_rows_of_the_long_form_come_to_the_same(
    lines: list[str], chance: random.Random
) -> None:
    before = comes_to(wide(*lines, header=LONG_MORE))
    chance.shuffle(lines)
    assert comes_to(wide(*lines, header=LONG_MORE)) == before


@settings(max_examples=60)
@given(st.lists(WIDE_ROW | BROKEN, max_size=10), st.randoms(use_true_random=False), st.booleans())
def test_shuffled_rows_of_the_wide_form_come_to_the_same(
    lines: list[str], chance: random.Random, several: bool
) -> None:
    read_in = many if several else wide
    before = comes_to(read_in(*lines))
    chance.shuffle(lines)
    assert comes_to(read_in(*lines)) == before


def test_nothing_is_given_before_it_is_certain() -> None:
    opened = caseload(f"{HEADER}\nA,n,,\nB,n,,\nA,y,,\n")
    first = next(iter(opened))
    assert isinstance(first, Rejected)


def test_a_clean_file_is_read_once_by_whoever_can_take_rows_back() -> None:
    file = BytesIO(f"{HEADER}\nA,n,,\nB,n,,\n".encode())
    opened = Caseload(file, edition(), quick=False)
    file.seek = _never  # type: ignore[method-assign]
    assert len(list(opened.reading())) == 2
    assert opened.settled


def _never(*args: object) -> int:
    raise AssertionError("it was read again")


class Pipe(BytesIO):
    """Bytes that come once."""

    def seekable(self) -> bool:
        return False

    def seek(self, *args: object) -> int:
        raise OSError("Illegal seek")

    tell = seek


def test_what_comes_once_is_kept_and_read_twice() -> None:
    text = f"{HEADER}\n" + "".join(f"A{n % 9000},n,,\n" for n in range(9002))
    opened = Caseload(cast(BinaryIO, Pipe(text.encode())), edition())
    assert refs(opened) == [f"A{n}" for n in range(2, 9000)]
    assert opened.rows_read == 9002


def test_only_the_start_of_what_was_kept_can_be_gone_to() -> None:
    with pytest.raises(OSError, match="only the start"):
        Spooled(BytesIO(b"abc")).seek(2)


def test_what_cannot_be_kept_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    spooled = Spooled(BytesIO(b"abc"))
    monkeypatch.setattr(spooled, "_kept", Full())
    with pytest.raises(FileAccessError, match="could not be kept: No space left"):
        spooled.read1(3)


class Full(BytesIO):
    def write(self, data: object) -> int:
        raise OSError(28, "No space left on device")


AREA = ("--area", "exampleshire", "--catalogue-dir", "catalogues")


@pytest.fixture
def program(tmp_path: Path) -> Program:
    folder = tmp_path / "catalogues"
    folder.mkdir()
    (folder / "indicators_exampleshire.yaml").write_text(CATALOGUE)
    (tmp_path / "twice.csv").write_bytes((HOSTILE / "no_then_yes.csv").read_bytes())
    (tmp_path / "long.csv").write_bytes((HOSTILE / "long_in_any_order.csv").read_bytes())
    return Program(tmp_path)


def test_what_was_written_before_a_reference_stood_again_is_taken_back(program: Program) -> None:
    ran = program.run_inside("batch", "twice.csv", *AREA, "--output", "out.csv")
    assert ran.code == 4
    assert "Rows read 3 = screened 1 + rejected 2." in ran.err
    (case,) = csv.DictReader((program.home / "out.csv").read_text().splitlines())
    assert case["case_ref"] == "P2"
    rejected = csv.DictReader((program.home / "out.rejects.csv").read_text().splitlines())
    assert [row["line"] for row in rejected] == ["2", "3"]


def test_a_pipe_is_read_twice_and_leaves_nothing_behind(program: Program) -> None:
    command = f"cat twice.csv | cse-check batch - {' '.join(AREA)} --output out.csv"
    before = {*program.home.iterdir()}
    ran = program.run_line(command)
    assert "Rows read 3 = screened 1 + rejected 2." in ran.err
    after = {path.name for path in {*program.home.iterdir()} - before}
    assert after == {"out.csv", "out.rejects.csv"}


def test_standard_output_gets_only_what_is_certain(program: Program) -> None:
    ran = program.run_inside("batch", "twice.csv", *AREA)
    assert [line.partition(",")[0] for line in ran.out.splitlines()] == ["case_ref", "P2"]


@pytest.mark.parametrize(("incomplete", "shown"), [(0, 0), (1, None), (4, None), (5, 5)])
def test_a_small_number_of_incomplete_cases_is_hidden(incomplete: int, shown: int | None) -> None:
    figures = Figures(90, 80, {}, 80, (Counts(80, 0, 0, 0),), incomplete)
    assert publish(figures, 5, 1).incomplete == shown


def test_every_output_marks_an_incomplete_case(program: Program) -> None:
    def output(*args: str) -> str:
        return program.run_inside("batch", "long.csv", *AREA, *args).out

    cases = csv.DictReader(output().splitlines())
    marked = {
        row["case_ref"]: (row["outcome"], row["incomplete"], row["rejected_lines"]) for row in cases
    }
    assert marked["P3"] == ("incomplete", "1", "6")
    assert marked["P2"] == ("none-flagged", "0", "")
    third = json.loads(output("--format", "jsonl").splitlines()[1])
    assert (third["outcome"], third["incomplete"], third["rejected_lines"]) == (
        "incomplete",
        1,
        [6],
    )
    assert "Incomplete: 1 row of this case was rejected (line 6)" in output("--format", "markdown")
    ran = program.run_inside(
        "batch", "long.csv", *AREA, "--report", "page.html", "--exact", "--min-cell", "0"
    )
    assert "Incomplete cases: 1. Other rows of theirs were rejected; each is marked." in ran.err
    assert "<dt>Incomplete cases</dt><dd>1:" in (program.home / "page.html").read_text()
