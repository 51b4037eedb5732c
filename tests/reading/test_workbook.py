"""Rows of a workbook: what a person sees in a cell, or what it is; never an error as a blank."""

import re
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest

from cse_check.errors import InvalidFileError
from cse_check.reading import workbook
from cse_check.reading.workbook import SheetRow, open_workbook


def book(*rows: tuple[object, ...], picture: str = "General") -> bytes:
    made = openpyxl.Workbook()
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row, start=1):
            cell = made.active.cell(number, place)
            cell.value = value
            if picture != "General":
                cell.number_format = picture
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def rows(data: bytes) -> list[SheetRow]:
    with open_workbook(BytesIO(data), "cases.xlsx") as opened:
        return list(opened.rows())


def changed(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """Return a workbook with one of its parts changed."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, change(text.decode()).encode() if name == part else text)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("y", "y"),
        (" y ", " y "),
        (1001, "1001"),
        (1001.0, "1001"),
        (0.1 + 0.2, "0.3"),
        (True, "TRUE"),
        (False, "FALSE"),
        ("#N/A", "#N/A"),
        ("=1+1", "="),
        (date(2026, 5, 11), "2026-05-11"),
        (datetime(2026, 5, 11, 9, 30), "2026-05-11 09:30:00"),
        ("a\nb", "a\nb"),
    ],
)
def test_a_cell_is_what_it_shows_or_what_it_is(value: object, text: str) -> None:
    assert rows(book((value,))) == [SheetRow(1, (text,))]


@pytest.mark.parametrize(
    ("value", "picture", "text"),
    [
        (123, "00000", "00123"),
        (1001, "#,##0", "1,001"),
        (1, "0%", "100%"),
        (1, "0.00", "1.00"),
        (-1.5, "0.0", "-1.5"),
        (1, '"yes";"no"', '1 ["yes";"no"]'),
        (1, "yyyy-mm-dd", "1899-12-31"),
        (7, "@", "7"),
    ],
)
def test_a_number_is_what_its_format_shows(value: float, picture: str, text: str) -> None:
    assert rows(book((value,), picture=picture)) == [SheetRow(1, (text,))]


def test_rows_and_columns_that_are_left_out_keep_their_places() -> None:
    assert rows(book(("a", None, "c"), (), ("d",)))[0] == SheetRow(1, ("a", "", "c"))
    assert rows(book(("a",), (), ("d",)))[-1] == SheetRow(3, ("d",))


def test_a_formula_with_a_value_is_its_value() -> None:
    def with_value(text: str) -> str:
        return re.sub("<v></v>|<v ?/>", "<v>2</v>", text)

    assert rows(changed(book(("=1+1",)), SHEET, with_value)) == [SheetRow(1, ("2",))]


def test_merged_cells_are_refused_since_all_but_one_look_empty() -> None:
    made = openpyxl.Workbook()
    made.active["A1"] = "y"
    made.active.merge_cells("A1:A3")
    out = BytesIO()
    made.save(out)
    with pytest.raises(InvalidFileError, match=r"has merged cells \(A1:A3\)"):
        rows(out.getvalue())


def test_the_first_sheet_is_read_and_all_are_named() -> None:
    made = openpyxl.Workbook()
    made.active["A1"] = "first"
    made.create_sheet("Other")["A1"] = "second"
    out = BytesIO()
    made.save(out)
    with open_workbook(BytesIO(out.getvalue()), "b.xlsx") as opened:
        assert opened.sheets == ("Sheet", "Other")
        assert list(opened.rows()) == [SheetRow(1, ("first",))]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a zip",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        book(("y",))[:-400],
    ],
)
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidFileError, match=r"cases\.xlsx:1:1: is not an \.xlsx workbook"):
        rows(data)


def test_entities_are_refused() -> None:
    def with_entity(text: str) -> str:
        return '<!DOCTYPE x [<!ENTITY y "z">]>' + text.partition("?>")[2]

    with pytest.raises(InvalidFileError, match="is a damaged or unusual workbook"):
        rows(changed(book(("y",)), SHEET, with_entity))


def test_what_would_be_too_large_is_refused_before_it_is_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workbook, "EXPANDED", 100)
    with pytest.raises(InvalidFileError, match="would be more than 100 bytes"):
        rows(book(("y",)))


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/styles.xml"])
def test_a_damaged_part_is_refused(part: str) -> None:
    with pytest.raises(InvalidFileError):
        rows(changed(book(("y", date(2026, 1, 1))), part, lambda text: text[: len(text) // 2]))
