"""Rows of an .xlsx workbook, each cell as a text: what a person sees in it, or what it is.

Other readers turn `#N/A` into an empty cell and 1001 into 1001.0: an error would be taken for
nothing said. Here an error stays its own name, a formula without a value its equals sign, a date
YYYY-MM-DD, and a number is what its format shows; a format that is not known stands beside the
number. None of these can be mistaken for an answer or for nothing.

A workbook is a zip file of XML. Nothing in it is expanded beyond `EXPANDED` bytes, and XML that
declares entities is refused: defusedxml, of the extra `excel`, reads it.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any, BinaryIO, Final, NamedTuple
from zipfile import BadZipFile, ZipFile

from cse_check.errors import Fault, InvalidFileError, UsageError

ZIPPED: Final = b"PK\x03\x04"
"""What a workbook begins with, as every zip file does."""
EXPANDED: Final = 512 * 1024 * 1024
"""How many bytes all parts of a workbook may have when they are unpacked."""
MOST_COLUMNS: Final = 16_384
SPREADSHEET: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OFFICE: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PACKAGE: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"
LETTERS: Final = re.compile(r"([A-Z]{1,3})\d+")
ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
BUILT_IN: Final = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 49: "@",
    **dict.fromkeys((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)), "d"),
}  # fmt: skip
"""The number formats that a file does not spell out, as far as they are understood here."""
NO_FORMAT: Final = "a format that is not known"
PICTURE: Final = re.compile(r"(#,##)?(0+)(?:\.(0+))?(%)?")
NOT_OF_A_DATE: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
FIRST_DAYS: Final = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}


class SheetRow(NamedTuple):
    """The cells of a row, and its number in the sheet; empty rows may be left out."""

    number: int
    cells: tuple[str, ...]


class Workbook:
    """A workbook that was opened. `sheets` are the names of its sheets."""

    def __init__(self, archive: ZipFile, name: str) -> None:
        self._archive = archive
        self._name = name
        self._check_size()
        book = self._tree("xl/workbook.xml")
        found = list(book.iter(f"{SPREADSHEET}sheet"))
        if not found:
            raise self._fault("has no sheet")
        self.sheets = tuple(each.get("name", "") for each in found)
        self._parts = tuple(self._place_of(each.get(f"{OFFICE}id", "")) for each in found)
        properties = book.find(f"{SPREADSHEET}workbookPr")
        since_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        self._first_day = FIRST_DAYS[since_1904]
        self._formats = tuple(self._styles())
        self._texts = tuple(self._shared())

    def other_sheets(self) -> int:
        """Return how many sheets besides the first one have something in them.

        Raises:
            InvalidFileError: one is damaged.
        """
        places = range(1, len(self._parts))
        return sum(any(any(row.cells) for row in self.rows(place)) for place in places)

    def rows(self, sheet: int = 0) -> Iterator[SheetRow]:
        """Yield the rows of a sheet, by default of the first.

        Raises:
            InvalidFileError: it is damaged, or has merged cells, of which all but one look empty.
        """
        with self._explained(), self._archive.open(self._parts[sheet]) as part:
            number, table = 0, None
            for event, element in _xml().iterparse(part, ("start", "end"), forbid_dtd=True):
                if element.tag == f"{SPREADSHEET}sheetData":
                    table = element
                elif event == "end" and element.tag == f"{SPREADSHEET}row" and table is not None:
                    number = int(element.get("r", number + 1))
                    yield SheetRow(number, self._cells(element))
                    table.clear()
                elif element.tag == f"{SPREADSHEET}mergeCell":
                    raise self._fault(
                        f"has merged cells ({element.get('ref', '')[:20]}), of which all but one "
                        "look empty: unmerge them, and fill in what each is to say"
                    )

    def _cells(self, row: Any) -> tuple[str, ...]:
        cells: list[str] = []
        for place, element in enumerate(row.iterfind(f"{SPREADSHEET}c")):
            column = _column(element.get("r", ""), place)
            if column >= MOST_COLUMNS:
                raise self._fault(f"has more than {MOST_COLUMNS:,} columns")
            cells += [""] * (column + 1 - len(cells))
            cells[column] = self._text(element)
        return tuple(cells)

    def _text(self, cell: Any) -> str:
        kind: str = cell.get("t", "n")
        value: str | None = cell.findtext(f"{SPREADSHEET}v")
        if kind == "inlineStr":
            return _joined(cell.find(f"{SPREADSHEET}is"))
        if not value:
            of_a_formula = kind != "str" and cell.find(f"{SPREADSHEET}f") is not None
            return "=" if of_a_formula else ""
        match kind:
            case "s":
                return self._texts[int(value)]
            case "b":
                return "TRUE" if value == "1" else "FALSE"
            case "n":
                return self._number(value, int(cell.get("s", 0)))
            case "d":
                return value.removesuffix("T00:00:00")
            case _:  # a formula's text, or the name of an error
                return _unescaped(value)

    def _number(self, written: str, style: int) -> str:
        picture = self._formats[style] if style < len(self._formats) else "General"
        if picture in ("General", "@"):
            return f"{float(written):.15g}" if not written.isdigit() else written
        if shown := PICTURE.fullmatch(picture):
            return _shown(float(written), shown)
        if _is_of_a_date(picture):
            return _day(self._first_day, float(written))
        return f"{written} [{picture}]"

    def _styles(self) -> Iterator[str]:
        if "xl/styles.xml" not in self._archive.namelist():
            return
        styles = self._tree("xl/styles.xml")
        own = {
            int(each.get("numFmtId", 0)): each.get("formatCode", NO_FORMAT)
            for each in styles.iter(f"{SPREADSHEET}numFmt")
        }
        for used in styles.iterfind(f"{SPREADSHEET}cellXfs/{SPREADSHEET}xf"):
            number = int(used.get("numFmtId", 0))
            yield own.get(number) or BUILT_IN.get(number, NO_FORMAT)

    def _shared(self) -> Iterator[str]:
        if "xl/sharedStrings.xml" in self._archive.namelist():
            shared = self._tree("xl/sharedStrings.xml")
            yield from map(_joined, shared.iterfind(f"{SPREADSHEET}si"))

    def _place_of(self, relation: str) -> str:
        for each in self._tree("xl/_rels/workbook.xml.rels").iter(f"{PACKAGE}Relationship"):
            if each.get("Id") == relation:
                target: str = each.get("Target", "")
                return target[1:] if target.startswith("/") else f"xl/{target}"
        raise self._fault("does not say where its first sheet is")

    def _tree(self, part: str) -> Any:
        with self._explained():
            return _xml().fromstring(self._archive.read(part), forbid_dtd=True)

    def _check_size(self) -> None:
        parts = self._archive.infolist()
        if sum(each.file_size for each in parts) > EXPANDED:
            raise self._fault(f"would be more than {EXPANDED:,} bytes when it is unpacked")
        if "xl/workbook.xml" not in {each.filename for each in parts}:
            raise self._fault("is not an .xlsx workbook: in Excel, save it as 'Excel Workbook'")

    @contextmanager
    def _explained(self) -> Iterator[None]:
        from xml.etree.ElementTree import ParseError

        try:
            yield
        except (KeyError, ValueError, IndexError, ParseError, BadZipFile, RuntimeError) as error:
            raise self._fault("is a damaged or unusual workbook: save it again") from error

    def _fault(self, message: str) -> InvalidFileError:
        return InvalidFileError([Fault(self._name, 1, 1, "", message)])


@contextmanager
def open_workbook(file: BinaryIO, name: str) -> Iterator[Workbook]:
    """Open an .xlsx workbook; messages call the file `name`.

    Raises:
        InvalidFileError: it is not one, or is too large when it is unpacked.
        UsageError: the extra `excel` is not installed.
    """
    _xml()
    try:
        archive = ZipFile(file)
    except (BadZipFile, NotImplementedError, ValueError) as error:
        message = "is not an .xlsx workbook: if it has a password, save it without"
        raise InvalidFileError([Fault(name, 1, 1, "", message)]) from error
    with archive:
        yield Workbook(archive, name)


def _xml() -> Any:
    try:
        import defusedxml.ElementTree as parser  # noqa: N813 - a module
    except ImportError as error:
        raise UsageError(
            "Excel workbooks need one more library: pip install 'cse-check[excel]'."
        ) from error
    return parser


def _column(reference: str, place: int) -> int:
    """Return the place of a column, from 0: that of its letters, or else its place in the row."""
    found = LETTERS.fullmatch(reference)
    if not found:
        return place
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _joined(element: Any) -> str:
    """Return the text of all runs, but for how it is pronounced."""
    if element is None:
        return ""
    parts = [element.findtext(f"{SPREADSHEET}t") or ""]
    parts += [run.findtext(f"{SPREADSHEET}t") or "" for run in element.iterfind(f"{SPREADSHEET}r")]
    return _unescaped("".join(parts))


def _unescaped(text: str) -> str:
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _shown(number: float, picture: re.Match[str]) -> str:
    grouped, zeros, decimals, percent = picture.groups()
    places = len(decimals or "")
    written = f"{number * (100 if percent else 1):{',' if grouped else ''}.{places}f}"
    whole, dot, part = written.removeprefix("-").partition(".")
    sign = "-" if written.startswith("-") else ""
    return f"{sign}{whole.rjust(len(zeros), '0')}{dot}{part}{percent or ''}"


def _is_of_a_date(picture: str) -> bool:
    return any(letter in NOT_OF_A_DATE.sub("", picture).lower() for letter in "ymdhs")


def _day(first: datetime, number: float) -> str:
    """Return a date as YYYY-MM-DD, with its time if it has one."""
    moment = first + timedelta(seconds=round(number * 86_400))
    if moment.time() == datetime.min.time():
        return date(moment.year, moment.month, moment.day).isoformat()
    return moment.isoformat(sep=" ")
