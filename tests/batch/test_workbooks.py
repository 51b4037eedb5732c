"""A caseload in an Excel workbook: read as CSV is, and no error of a cell becomes a blank."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from caseloads import HEADER
from hypothesis import given
from hypothesis import strategies as st
from mappings import mapping
from shells import Program

from cse_check.batch.caseload import screen_cases
from cse_check.batch.rows import Rejected, Screened
from cse_check.batch.workbook import sheet_as_csv
from cse_check.errors import InvalidFileError
from cse_check.unseen import UNSEEN
from examples import CATALOGUE, edition

NAMES = tuple(HEADER.split(","))


def workbook(folder: Path, *rows: tuple[Any, ...], name: str = "cases.xlsx") -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(folder / name)
    return folder / name


def outcomes(path: Path) -> dict[str | int, str]:
    """Return what became of each row: by its reference, or by its line."""
    return {
        row.line if isinstance(row, Rejected) else row.case_ref: (
            row.code if isinstance(row, Rejected) else bytes(row.said).hex()
        )
        for row in screen_cases(path, edition())
    }


def test_a_sheet_is_screened_as_csv_is(tmp_path: Path) -> None:
    path = workbook(
        tmp_path, NAMES, ("P1", "y", "n", None), ("P2", 1, 0, "nk"), (1001, True, "", False)
    )
    assert outcomes(path) == {"P1": "010200", "P2": "010203", "1001": "010002"}


@pytest.mark.parametrize("cell", ["#N/A", "=1+1", date(2026, 5, 1), 1.5, "maybe"])
def test_an_error_a_formula_and_a_date_are_no_answers(cell: object, tmp_path: Path) -> None:
    path = workbook(tmp_path, NAMES, ("P1", cell, "n", "n"), ("P2", "y", "n", "n"))
    assert outcomes(path) == {2: "unknown-answer", "P2": "010202"}


def test_a_row_is_rejected_by_its_number_in_the_sheet(tmp_path: Path) -> None:
    path = workbook(tmp_path, NAMES, ("P1", "y\n", "n", ""), (), (), ("P2", "?!", "n", ""))
    assert outcomes(path) == {"P1": "010200", 5: "unknown-answer"}


def test_a_cell_beyond_the_header_rejects_its_own_row(tmp_path: Path) -> None:
    path = workbook(tmp_path, NAMES, ("P1", "y", "n", "", "x"), ("P2", "y"))
    assert outcomes(path) == {2: "too-many-cells", "P2": "010000"}


def test_a_second_sheet_with_anything_in_it_is_not_passed_over_silently(tmp_path: Path) -> None:
    path = workbook(tmp_path, NAMES, ("P1", "y"))
    book = openpyxl.load_workbook(path)
    book.create_sheet("Empty")
    book.save(path)
    assert outcomes(path) == {"P1": "010000"}
    book.create_sheet("More")["A1"] = "P2"
    book.save(path)
    with pytest.raises(InvalidFileError, match="has 2 sheets with something in them"):
        outcomes(path)


def test_the_header_may_stand_below_a_banner(tmp_path: Path) -> None:
    path = workbook(tmp_path, ("An export", "of May"), NAMES, ("P1", "y", None, None, "note"))
    with path.open("rb") as file, sheet_as_csv(file, "x") as csv:
        assert csv.read().decode() == f"An export,of May,,\n{HEADER}\nP1,y,,,note\n"
    rows = list(screen_cases(path, edition(), skip_lines=1))
    assert [type(row) for row in rows] == [Rejected]


def test_the_command_takes_a_workbook_and_says_when_it_is_none(tmp_path: Path) -> None:
    folder = tmp_path / "catalogues"
    folder.mkdir()
    workbook(tmp_path, ("case_ref", "education.truanting"), ("P1", "y"))
    (tmp_path / "other.xlsx").write_bytes(b"PK\x03\x04 and no more")
    program = Program(tmp_path)
    ran = program.run_inside("batch", "cases.xlsx", "--area", "leeds")
    assert "P1,flagged,0,,education.truanting," in ran.out
    ran = program.run_inside("batch", "other.xlsx", "--area", "leeds")
    assert (ran.code, "other.xlsx:1:1: is not an .xlsx workbook" in ran.err) == (3, True)


cells = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=9).filter(
    lambda text: not UNSEEN.search(text)
)


@given(st.lists(st.lists(cells, min_size=1, max_size=4), min_size=1, max_size=5))
def test_whatever_a_sheet_has_comes_out_of_the_csv(rows: list[list[str]]) -> None:
    book = openpyxl.Workbook()
    for number, row in enumerate(rows, start=1):
        for place, text in enumerate(row, start=1):
            cell = book.active.cell(number, place)
            cell.value, cell.data_type = text, "s"
    out = BytesIO()
    book.save(out)
    out.seek(0)
    with sheet_as_csv(out, "x") as csv:
        text = csv.read().decode()
    for row in rows:
        for cell in row:
            assert cell.replace('"', '""') in text


WRITTEN = f"""\
format: 1
delimiter: ';'
encoding: cp1252
case_ref: case_ref
columns: {{{", ".join(f"{name}: {name}" for name in NAMES[1:])}}}
"""


def test_a_sheet_has_no_delimiter_whatever_the_mapping_says(tmp_path: Path) -> None:
    path = workbook(tmp_path, NAMES, ("P1", "y", "n", "nk"))
    (row,) = screen_cases(path, edition(), mapping=mapping(WRITTEN))
    assert isinstance(row, Screened)
    assert bytes(row.said).hex() == "010203"


@pytest.mark.parametrize("option", [(), ("--words",)])
def test_one_mapping_does_for_the_csv_and_the_workbook_of_a_system(
    option: tuple[str, ...], tmp_path: Path
) -> None:
    program = Program(tmp_path)
    (tmp_path / "indicators_exampleshire.yaml").write_text(CATALOGUE, encoding="utf-8")
    (tmp_path / "map.yaml").write_text(WRITTEN, encoding="utf-8")
    rows = NAMES, ("P1", "y", "n", "nk")
    workbook(tmp_path, *rows)
    (tmp_path / "cases.csv").write_text("".join(f"{';'.join(row)}\n" for row in rows))
    for cases in ("cases.xlsx", "cases.csv"):
        given = ("batch", cases, "--area", "exampleshire", "--catalogue-dir", ".")
        ran = program.run_inside(*given, "--mapping", "map.yaml", *option)
        assert (ran.code, cases) == (0, cases)
