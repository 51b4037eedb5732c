"""Sheets as an Excel workbook: every cell a text, with lists to choose from where it can."""

from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any, Final

from cse_check.errors import UsageError
from cse_check.keeping.sheets.table import COLUMNS, choices
from cse_check.packing import without_times

LONGEST: Final = 32_767
"""How many characters Excel allows in a cell."""
TOO_LONG: Final = (
    f"A text is longer than Excel allows in a cell, {LONGEST:,} characters: a sheet as CSV may "
    "have it."
)
SPARE: Final = 500
"""How many rows below the last one have the lists too."""
WIDTHS: Final = {"text": 50, "source_text": 50, "note": 50, "team": 30, "phone": 18, "id": 30}


def sheet_workbook(table: Iterable[tuple[str, ...]]) -> bytes:
    """Return the rows as an .xlsx file.

    Raises:
        UsageError: the extra `excel` is not installed, or a text is longer than a cell may be.
    """
    excel = _openpyxl()
    book = excel.Workbook()
    sheet = book.active
    sheet.title = "catalogue"
    _suit(excel, sheet, _fill(sheet, table))
    return _saved(book)


def text_workbook(sheets: Mapping[str, Iterable[tuple[str, ...]]]) -> bytes:
    """Return an .xlsx file of these sheets, by their names; the same rows are the same bytes.

    Raises:
        UsageError: the extra `excel` is not installed, or a text is longer than a cell may be.
    """
    book = _openpyxl().Workbook()
    book.remove(book.active)
    for name, table in sheets.items():
        sheet = book.create_sheet(name)
        _fill(sheet, table)
        _wrapped(sheet)
    return without_times(_saved(book))


def _fill(sheet: Any, table: Iterable[tuple[str, ...]]) -> int:
    """Write a table into a sheet; return the number of its last row."""
    last = 0
    for last, cells in enumerate(table, start=1):
        for place, text in enumerate(cells, start=1):
            if text:
                _write(sheet.cell(last, place), text)
    return last


def _saved(book: Any) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _write(cell: Any, text: str) -> None:
    """Put a text into a cell as a text, whatever it looks like."""
    if len(text) > LONGEST:
        raise UsageError(TOO_LONG)
    cell.value = text
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = True


def _wrapped(sheet: Any) -> None:
    from openpyxl.styles import Alignment, Font

    for row in sheet.iter_rows():
        for cell in row:
            cell.font = Font(bold=cell.row == 1)
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def _suit(excel: Any, sheet: Any, last: int) -> None:
    """Make the sheet pleasant: a bold header that stays, wrapped texts, lists to choose from."""
    from openpyxl.worksheet.datavalidation import DataValidation

    sheet.freeze_panes = "B2"
    _wrapped(sheet)
    for place, column in enumerate(COLUMNS, start=1):
        letter = excel.utils.get_column_letter(place)
        sheet.column_dimensions[letter].width = WIDTHS.get(column, 15)
        if values := choices(column):
            listed = DataValidation("list", formula1=f'"{",".join(values)}"', allow_blank=True)
            sheet.add_data_validation(listed)
            listed.add(f"{letter}2:{letter}{last + SPARE}")


def _openpyxl() -> Any:
    try:
        import openpyxl
    except ImportError as error:
        raise UsageError(
            "Excel workbooks need one more library: pip install 'cse-check[excel]'."
        ) from error
    return openpyxl
