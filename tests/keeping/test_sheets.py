"""A catalogue as a sheet: out, and back the same; whatever is wrong in it is told by its cell."""

import csv
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from shells import Program

from cse_check.catalogue.load import NOTHING, load
from cse_check.errors import InvalidFileError
from cse_check.keeping.sheets.csv import csv_rows, sheet_csv
from cse_check.keeping.sheets.reading import catalogue_of
from cse_check.keeping.sheets.table import COLUMNS, table
from cse_check.keeping.sheets.workbook import sheet_workbook
from cse_check.keeping.written import catalogue_yaml
from cse_check.model import Catalogue
from cse_check.reading.workbook import open_workbook
from cse_check.unseen import UNSEEN
from examples import AREAS, bundled, edition

EACH = pytest.mark.parametrize("area", AREAS)


def through_csv(catalogue: Catalogue) -> Catalogue:
    return catalogue_of(csv_rows(sheet_csv(table(catalogue)).encode(), "s.csv"), "s.csv")


def through_workbook(catalogue: Catalogue) -> Catalogue:
    with open_workbook(BytesIO(sheet_workbook(table(catalogue))), "s.xlsx") as book:
        return catalogue_of(book.rows(), "s.xlsx")


def through_yaml(catalogue: Catalogue) -> Catalogue:
    return load(catalogue_yaml(catalogue).encode(), "s.yaml").catalogue


WAYS = pytest.mark.parametrize("way", [through_csv, through_workbook, through_yaml])


@EACH
@WAYS
def test_every_shipped_catalogue_comes_back_the_same(area: str, way: Any) -> None:
    catalogue = bundled(area).catalogue
    assert way(catalogue) == catalogue


texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20).filter(
    lambda text: bool(text.strip()) and not UNSEEN.search(text) and not NOTHING.fullmatch(text)
)
awkward = texts | st.sampled_from(
    ["=1+1", "'=1", "+44", "@x", '"', "a;b", "null", "~", "a\nb", " x "]
)


@st.composite
def catalogues(draw: st.DrawFn) -> Catalogue:
    """Return the example catalogue with awkward texts in the place of some of its own."""
    found = edition().catalogue
    category = found.categories[0]
    indicators = tuple(
        replace(
            each,
            text=draw(awkward),
            source_text=draw(awkward),
            note=draw(st.none() | awkward),
            urgent=draw(st.booleans()),
        )
        for each in category.indicators
    )
    changed = replace(category, note=draw(st.none() | awkward), indicators=indicators)
    return replace(
        found,
        area=replace(found.area, aliases=tuple(draw(st.lists(awkward, max_size=3)))),
        categories=(changed, *found.categories[1:]),
        gaps=tuple(draw(st.lists(awkward, max_size=3))),
        review_by=draw(st.none() | st.just("2027-01-01")),
    )


@WAYS
@settings(max_examples=30)
@given(catalogue=catalogues())
def test_any_text_comes_back_the_same(catalogue: Catalogue, way: Any) -> None:
    assert way(catalogue) == catalogue


def test_no_cell_of_a_workbook_is_anything_but_a_text() -> None:
    catalogue = replace(edition().catalogue, gaps=("=1+1", "0113"))
    book = openpyxl.load_workbook(BytesIO(sheet_workbook(table(catalogue))))
    kinds = {cell.data_type for row in book.active for cell in row if cell.value is not None}
    assert kinds == {"s"}
    assert book.active.cell(2, 1).quotePrefix


def test_a_workbook_offers_what_a_cell_may_say() -> None:
    book = openpyxl.load_workbook(BytesIO(sheet_workbook(table(edition().catalogue))))
    lists = {
        str(each.sqref)[:1]: each.formula1 for each in book.active.data_validations.dataValidation
    }
    letter = openpyxl.utils.get_column_letter(COLUMNS.index("hours") + 1)
    assert lists[letter] == '"any,not-said,office,out-of-hours"'


def sheet(*changes: tuple[str, str]) -> bytes:
    text = sheet_csv(table(edition().catalogue))
    for old, new in changes:
        assert text.count(old) == 1, (old, text.count(old))
        text = text.replace(old, new)
    return text.encode()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("\nsource,guide", "\nsauce,guide"), "s.csv:5:1: should say what the row is"),
        (("truanting,,,,Truanting", "truanting,x,,,Truanting"), "has nothing under 'name'"),
        (("school.truanting", "skool.truanting"), "no category above it has the id"),
        (("school.truanting", "school.Truanting"), "categories[0].indicators[0].id: should be"),
        (("row,id,name", "row,id,nam"), "s.csv:1:3: 'nam' is not a column of such a sheet"),
        (("row,id,name", "row,id,id"), "s.csv:1:3: 'id' is there twice"),
        (("\narea,", "\narea,x\narea,"), "is a second row 'area'"),
        (("Truanting,", "Tru\u200banting,"), "holds U+200B, an invisible character"),
        (("row,id", "id,row"), "is not the header of a catalogue's sheet"),
        (("Truanting,", '"Truanting,'), "has a quote in the wrong place"),
    ],
)
def test_what_is_wrong_is_told_by_row_and_column(change: tuple[str, str], said: str) -> None:
    with pytest.raises(InvalidFileError) as raised:
        catalogue_of(csv_rows(sheet(change), "s.csv"), "s.csv")
    assert said in str(raised.value)


def test_all_faults_of_a_sheet_are_told_at_once() -> None:
    data = sheet(("\nsource,guide", "\nsauce,guide"), ("school.truanting", "school.Truanting"))
    with pytest.raises(InvalidFileError) as raised:
        catalogue_of(csv_rows(data, "s.csv"), "s.csv")
    assert len(raised.value.faults) >= 2


def test_a_sheet_that_a_spreadsheet_saved_with_semicolons_and_capitals_is_read() -> None:
    out = StringIO()
    for row in table(edition().catalogue):
        shown = [cell.upper() if cell in ("true", "false") else cell for cell in row]
        csv.writer(out, delimiter=";").writerow(shown)
    data = out.getvalue().encode("utf-8-sig")
    assert catalogue_of(csv_rows(data, "s.csv"), "s.csv") == edition().catalogue


def test_a_sheet_that_is_not_utf_8_says_how_to_save_it() -> None:
    with pytest.raises(InvalidFileError, match="save the sheet as 'CSV UTF-8'"):
        list(csv_rows(b"row,id\n\xa3", "s.csv"))


def test_sheet_writes_either_kind_and_refuses_others(tmp_path: Path) -> None:
    program = Program(tmp_path)
    for name in ("a.csv", "a.xlsx"):
        assert program.run_inside("catalogue", "sheet", "leeds", "--output", name).code == 0
    refused = program.run_inside("catalogue", "sheet", "leeds", "--output", "a.ods")
    assert (refused.code, "Use one of .csv, .xlsx." in refused.err) == (2, True)
    assert program.run_inside("catalogue", "sheet", "leeds").out.startswith("\ufeffrow,id,name,")


@pytest.mark.parametrize("name", ["sheet.csv", "sheet.xlsx"])
def test_a_sheet_becomes_a_catalogue_again(name: str, tmp_path: Path) -> None:
    program = Program(tmp_path)
    program.run_inside("catalogue", "sheet", "leeds", "--output", name)
    made = ("catalogue", "new", "leeds", "--from", name, "--output", "indicators_leeds.yaml")
    ran = program.run_inside(*made)
    assert ran.code == 0, ran.err
    text = (tmp_path / "indicators_leeds.yaml").read_bytes()
    assert load(text, "x").catalogue == bundled("leeds").catalogue


def test_a_sheet_of_another_area_and_one_with_faults_are_refused(tmp_path: Path) -> None:
    program = Program(tmp_path)
    program.run_inside("catalogue", "sheet", "leeds", "--output", "sheet.csv")
    ran = program.run_inside("catalogue", "new", "bathnes", "--from", "sheet.csv")
    assert (ran.code, "The sheet is of 'leeds', not of 'bathnes'" in ran.err) == (2, True)
    text = (tmp_path / "sheet.csv").read_text(encoding="utf-8")
    (tmp_path / "bad.csv").write_text(text.replace("office", "offices", 1), encoding="utf-8")
    ran = program.run_inside("catalogue", "new", "leeds", "--from", "bad.csv")
    assert ran.code == 3
    assert "hours: should be one of office" in ran.err


def test_a_guide_is_not_taken_for_a_sheet(tmp_path: Path) -> None:
    (tmp_path / "guide.txt").write_text("Row, row, row\n\nSigns include:\n- truanting\n")
    ran = Program(tmp_path).run_inside(
        *("catalogue", "new", "x", "--from", "guide.txt"),
        *("--authority", "A", "--title", "T", "--published", "2020"),
    )
    assert "truanting" in ran.out.lower()
