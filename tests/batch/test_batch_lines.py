"""No row is swallowed: every line is accounted for, and an open quote costs its own line."""

import csv
import gzip
import io
import json
from pathlib import Path
from typing import Any, BinaryIO, cast

import pytest
from caseloads import HEADER, IDS, answer_to, caseload, read, refs, rejects, wide
from hypothesis import given
from hypothesis import strategies as st
from shells import Program

from cse_check.batch import account as accounts
from cse_check.batch import lines
from cse_check.batch import mapping as mapping_file
from cse_check.batch.account import Account, LineCount, lines_line, spans_line
from cse_check.batch.caseload import Caseload
from cse_check.batch.lines import open_cases
from cse_check.batch.references import are_alike
from cse_check.batch.rows import Rejected, Screened
from cse_check.errors import FileAccessError, InvalidFileError
from cse_check.model import Answer
from examples import CATALOGUE, edition

HOSTILE = Path(__file__).parents[1] / "data" / "hostile"
MAPPING = f"""
format: 1
case_ref: Ref
columns: {{Missing: {IDS[1]}, Truant: {IDS[0]}}}
ignore: [Note]
"""


def hostile(name: str, **options: Any) -> list[Screened | Rejected]:
    mapping = mapping_file.load(MAPPING.encode(), "map.yaml", edition().catalogue)
    return read((HOSTILE / name).read_bytes(), mapping=mapping, delimiter=";", **options)


SWALLOWED = (
    "swallowed_row.csv",
    "swallowed_row_note_last.csv",
    "swallowed_row_bad_itself.csv",
    "swallowed_row_without_reference.csv",
    "open_quote_in_reference.csv",
)


@pytest.mark.parametrize("name", SWALLOWED)
def test_two_stray_quotes_swallow_no_row(name: str) -> None:
    rows = hostile(name)
    assert rejects(rows)[0] == (2, None, "ambiguous-quoting")
    assert [line for line, _, _ in rejects(rows)] == [2, 3]
    assert refs(rows) == ["P3"]


def test_an_open_quote_in_an_answer_costs_its_own_line() -> None:
    rows = hostile("open_quote_in_answer.csv")
    assert [(line, code) for line, _, code in rejects(rows)] == [
        (2, "ambiguous-quoting"),
        (4, "bad-quoting"),
    ]
    assert refs(rows) == ["P2"]


def test_in_the_long_form_too_a_stray_quote_swallows_no_row() -> None:
    rows = read((HOSTILE / "swallowed_row_long.csv").read_bytes())
    assert [line for line, _, _ in rejects(rows)] == [2, 3]
    assert refs(rows) == ["P2"]


def test_line_breaks_in_notes_are_taken_and_told() -> None:
    mapping = mapping_file.load(MAPPING.encode(), "map.yaml", edition().catalogue)
    opened = caseload(
        (HOSTILE / "line_breaks_in_notes.csv").read_bytes(), mapping=mapping, delimiter=";"
    )
    assert refs(opened) == ["P1", "P2", "P3"]
    assert opened.account == Account(9, 1, 3, 1, 4, 2, 6)
    assert lines_line(opened.account) == (
        "Lines 9 = header 1 + rows 3 + blank 1 + inside quoted cells 4."
    )
    assert spans_line(opened.account) == "2 rows span 6 lines."


NOTES = f"{HEADER},Notes"


@pytest.mark.parametrize(
    "note",
    [
        "came home late,\nand left",
        "Later, she left,\nYes, really",
        "one,\ntwo,\nthree,",
        "\n\n",
        "2024-03-12, rang Mum\n2024-03-13, rang again",
        "seen by A. B.,\n10.30, at school,",
        "she said no, yes, no, and no\nand cried",
    ],
)
def test_a_text_with_line_breaks_is_no_row(note: str) -> None:
    for place in range(2):
        cells = [["X-1", "y", "n", "", f'"{note}"'], [f'"{note}"', "X-1", "y", "n", ""]][place]
        header = [NOTES, f"Notes,{HEADER}"][place]
        assert refs(wide(",".join(cells), header=header, ignore_extra=True)) == ["X-1"]


@pytest.mark.parametrize(
    "line", ["Q7,y", "Q7,and so on", "X,n,y,,", "X,n,y,?,", "Jane Doe,a,b,c,d", "Q7,y,n,,x"]
)
def test_a_line_that_may_be_a_row_is_not_taken_for_a_note(line: str) -> None:
    rows = wide('P1,y,n,,"one', line, 'two"', "P3,,,,", header=NOTES, ignore_extra=True)
    assert rejects(rows)[0] == (2, None, "ambiguous-quoting")
    assert "P1" not in refs(rows)
    assert "P3" in refs(rows)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("P1", "P204", True),
        ("LCS-1041", "LCS-7", True),
        ("P1", "16yo", False),
        ("P1", "2024-03-12", False),
        ("1041", "7", True),
        ("3f9a02", "b41c9d", True),
        ("KESTREL", "Later", False),
        ("KESTREL", "HERON", True),
        ("ab-cd", "so-called", True),
    ],
)
def test_references_are_alike_in_their_form(one: str, other: str, alike: bool) -> None:
    assert are_alike(one, other) is alike


def test_a_row_that_seems_to_go_on_in_the_next_line_is_not_taken() -> None:
    header = f"case_ref,Notes,{IDS[0]}"
    rows = wide('P1,"late",', 'and left"",nk', "P2,fine,y", header=header, ignore_extra=True)
    assert rejects(rows)[0] == (2, None, "ambiguous-quoting")
    assert refs(rows) == ["P2"]


@pytest.mark.parametrize("line", ["P2,y", "Total,1,1", "", "Jane Doe,fine,y", 'P2,"fine",'])
def test_a_row_before_one_that_is_bad_by_itself_is_taken(line: str) -> None:
    header = f"case_ref,Notes,{IDS[0]}"
    rows = wide('P1,"late",', line, "P3,fine,y", header=header, ignore_extra=True)
    assert refs(rows)[0] == "P1"
    assert refs(rows)[-1] == "P3"


def test_a_piece_of_a_text_after_an_open_quote_is_no_case() -> None:
    header = f"case_ref,Notes,{IDS[0]}"
    written = ('P1,"home with "older', "men, he said,", 'friends",y', "P2,fine,y")
    rows = wide(*written, header=header, ignore_extra=True)
    assert [code for _, _, code in rejects(rows)] == [
        "bad-quoting", "ambiguous-quoting", "bad-quoting"
    ]  # fmt: skip
    assert refs(rows) == ["P2"]


def test_a_piece_over_several_lines_is_read_again_line_by_line() -> None:
    header = f"case_ref,Notes,{IDS[0]}"
    written = ('P1,"home with "older', 'men,"he', 'said",', "P2,fine,y")
    opened = caseload("\n".join((header, *written)), ignore_extra=True)
    assert refs(opened) == ["P2"]
    assert opened.account == Account(5, 1, 4, 0, 0, 0, 0)


def test_a_row_of_another_kind_is_taken_where_no_quote_was_left_open() -> None:
    rows = wide("P1,y,n,,", "Q,y", "men,y,,,", header=NOTES, ignore_extra=True)
    assert refs(rows) == ["P1", "men"]


def test_where_no_cell_is_a_text_an_open_quote_costs_its_own_line() -> None:
    rows = wide('A,"y', "B,n,n,n", 'C,"n,y', "D,y,n,")
    assert [(line, code) for line, _, code in rejects(rows)] == [
        (2, "bad-quoting"),
        (4, "bad-quoting"),
    ]
    assert refs(rows) == ["B", "D"]


def test_with_one_line_rows_an_open_quote_costs_its_own_line() -> None:
    lines = ('A,y,n,,"one', "B,n,n,,two", 'C,y,n,,three"', 'D,y,n,,"four"')
    rows = wide(*lines, header=NOTES, ignore_extra=True, one_line_rows=True)
    assert rejects(rows) == [(2, 5, "bad-quoting"), (4, 5, "bad-quoting")]
    assert refs(rows) == ["B", "D"]


ENCODINGS = ["utf-8-sig", "cp1252", "cp037", "utf-16", "utf-16-le", "utf-16-be", "utf-32",
             "utf-32-be", "cp932", "iso8859-15", "mac-roman"]  # fmt: skip


@given(st.binary(max_size=60), st.sampled_from(ENCODINGS), st.integers(1, 9))
def test_lines_are_counted_by_their_bytes_as_they_are_read(
    data: bytes, encoding: str, part: int
) -> None:
    start = f"{HEADER},Notes\n".encode(encoding)
    opened = caseload(start + data, encoding=encoding, ignore_extra=True)
    list(opened)
    assert opened.account.adds_up
    count = LineCount(encoding)
    for at in range(0, len(start + data), part):
        count.take((start + data)[at : at + part])
    assert count.lines == opened.account.lines


@pytest.mark.parametrize(
    ("data", "lines"), [("", 1), ("A,y,n,", 2), ("A,y,n,\n", 2), ("\n\n", 3), ('A,y,"\n', 2)]
)
def test_a_last_line_without_an_end_is_a_line(data: str, lines: int) -> None:
    opened = caseload(f"{HEADER}\n{data}")
    list(opened)
    assert opened.account.lines == lines


def test_a_header_over_several_lines_is_accounted_for() -> None:
    opened = caseload(f'{HEADER},"No\ntes"\nA,y,n,,x\n', ignore_extra=True)
    assert refs(opened) == ["A"]
    assert opened.account == Account(3, 1, 1, 0, 1, 0, 0)
    assert spans_line(opened.account) == ""


def test_lines_that_do_not_add_up_give_no_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts.LineCount, "lines", property(lambda self: 7))
    opened = caseload(f"{HEADER}\nA,y,n,\n")
    with pytest.raises(FileAccessError, match="has 7 lines, but something is known only of 2"):
        next(iter(opened))


class Changing(io.BytesIO):
    """A file that somebody adds to while it is read."""

    def seek(self, offset: int, whence: int = 0, /) -> int:
        super().seek(0, io.SEEK_END)
        self.write(b"Z,y,n,\n")
        return super().seek(offset, whence)


def test_a_file_that_is_changed_while_it_is_read_is_an_error() -> None:
    opened = Caseload(cast(BinaryIO, Changing(f"{HEADER}\nA,y,n,\n".encode())), edition())
    with pytest.raises(FileAccessError, match="was changed while it was read"):
        list(opened)


def test_a_gzip_file_of_line_feeds_alone_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "MOST_FREE", 100_000)
    path = tmp_path / "feeds.csv.gz"
    many = gzip.compress(b"\n" * 1_000_000) * 20  # several parts make one file
    path.write_bytes(gzip.compress(f"{HEADER}\n".encode()) + many)
    with (
        open_cases(path) as file,
        pytest.raises(InvalidFileError, match="unpacks to more than 100 times its size"),
    ):
        list(Caseload(file, edition()))


AREA = ("--area", "exampleshire", "--catalogue-dir", "catalogues")


@pytest.fixture
def program(tmp_path: Path) -> Program:
    folder = tmp_path / "catalogues"
    folder.mkdir()
    (folder / "indicators_exampleshire.yaml").write_text(CATALOGUE)
    (tmp_path / "map.yaml").write_text(MAPPING)
    for path in HOSTILE.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    return Program(tmp_path)


def test_what_became_of_the_lines_is_in_what_is_said_and_on_the_page(program: Program) -> None:
    said = "Lines 9 = header 1 + rows 3 + blank 1 + inside quoted cells 4. 2 rows span 6 lines."
    args = ("line_breaks_in_notes.csv", *AREA, "--mapping", "map.yaml", "--delimiter", ";")
    ran = program.run_inside(
        "batch",
        *args,
        "--format",
        "markdown",
        "--report",
        "page.html",
        "--exact",
        "--min-cell",
        "0",
    )
    assert (ran.code, ran.err.splitlines()[1]) == (0, said)
    assert said in ran.out
    assert said in (program.home / "page.html").read_text()


def test_small_figures_hide_the_lines_too(program: Program) -> None:
    args = ("line_breaks_in_notes.csv", *AREA, "--mapping", "map.yaml", "--delimiter", ";")
    program.run_inside("batch", *args, "--report", "page.html")
    assert "Lines of the file" not in (program.home / "page.html").read_text()


def test_lines_that_do_not_add_up_end_with_1_and_no_output(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts.LineCount, "lines", property(lambda self: 7))
    before = {*program.home.iterdir()}
    for output in ((), ("--output", "out.csv")):
        ran = program.run_inside("batch", "no_then_yes.csv", *AREA, *output)
        assert (ran.code, ran.out) == (1, "")
        assert "Nothing was written." in ran.err
    assert {*program.home.iterdir()} == before


def test_what_helps_against_ambiguous_quoting_is_said(program: Program) -> None:
    args = ("swallowed_row.csv", *AREA, "--mapping", "map.yaml", "--delimiter", ";")
    ran = program.run_inside("batch", *args)
    assert "ambiguous-quoting: If no cell of the file holds a line break, add --one-line-rows" in (
        ran.err
    )
    ran = program.run_inside("batch", *args, "--one-line-rows", "--format", "jsonl")
    assert "ambiguous-quoting" not in ran.err
    assert [json.loads(line)["case_ref"] for line in ran.out.splitlines()] == ["P3"]


def test_the_first_line_alone_is_listed_raw(program: Program) -> None:
    args = ("swallowed_row.csv", *AREA, "--mapping", "map.yaml", "--delimiter", ";")
    program.run_inside("batch", *args, "--rejects", "bad.csv", "--rejects-raw")
    rows = csv.DictReader((program.home / "bad.csv").read_text().splitlines())
    assert [row["raw"] for row in rows] == [
        'P1;"I hate school, she said;y;y',
        'P2;and I am not going back";n;n',
    ]


def test_an_answer_that_is_read_is_the_one_in_its_own_line() -> None:
    (last,) = (row for row in hostile("swallowed_row.csv") if isinstance(row, Screened))
    assert answer_to(IDS[0], last) is Answer.YES
    assert answer_to(IDS[1], last) is Answer.NO
