"""The pages of a PDF as pieces of text and ruled tables; pdfplumber does the work."""

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from cse_check.errors import Fault, InvalidFileError
from cse_check.guides.extras import FAILURES, needed
from cse_check.guides.pdf.limits import MOST_PAGES, Meter, check_streams, quiet
from cse_check.guides.pdf.marks import UNKNOWN_GLYPH, split_bullet
from cse_check.guides.pdf.rows import Piece

if TYPE_CHECKING:
    from pdfplumber.page import Page

BOLD: Final = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
SYMBOLS: Final = re.compile(r"symbol|wingdings|webdings|dingbats", re.IGNORECASE)
NARROW_SPACE: Final = 0.15
"""From how wide a gap two characters are of two words, in parts of their size."""
BOX = tuple[float, float, float, float]

ONLY_PICTURES: Final = (
    "holds no text: it may be a scan. Ask for the Word file, or have its text recognised (OCR)"
)
NO_LETTERS: Final = (
    "does not say what its letters are: ask for the Word file, or print it to a new PDF"
)
DAMAGED: Final = "is damaged: get it once more, or print it to a new PDF"
MOST_UNKNOWN: Final = 0.2
"""How large a part of the characters may have no meaning in the file."""


class Table(NamedTuple):
    """A table with lines: for each row its cells; None goes on from the cell to the left or above.

    A cell holds its pieces.
    """

    box: BOX
    rows: tuple[tuple[tuple[Piece, ...] | None, ...], ...]


class Sheet(NamedTuple):
    """A page: what is in no table, its tables, and texts that are turned."""

    number: int
    width: float
    height: float
    pieces: tuple[Piece, ...]
    tables: tuple[Table, ...]
    turned: str


def sheets(data: bytes, name: str) -> tuple[tuple[Sheet, ...], bool]:
    """Return the pages of a PDF, as far as they can be read, and whether that is all.

    Raises:
        InvalidFileError: it is damaged, closed with a password, without text or too large.
        UsageError: the extra is not installed.
    """
    with needed("a PDF"):
        import pdfplumber
        from pdfminer.pdfdocument import PDFPasswordIncorrect
        from pdfminer.psexceptions import PSException
        from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException
    is_whole = check_streams(data, name)
    failures = (PSException, MalformedPDFException, PdfminerException, *FAILURES)
    with quiet():
        try:
            with pdfplumber.open(io.BytesIO(data)) as file:
                found = tuple(_read(file.pages, name))
        except failures as error:
            closed = any(isinstance(each, PDFPasswordIncorrect) for each in (error, *error.args))
            problem = "is closed with a password: save it without one" if closed else DAMAGED
            raise _refused(name, problem) from error
    _check_letters(found, name)
    return found, is_whole


def _read(pages: "list[Page]", name: str) -> Iterator[Sheet]:
    if len(pages) > MOST_PAGES:
        raise _refused(
            name, f"has more than {MOST_PAGES} pages, the limit: save those with the list by itself"
        )
    meter = Meter(name)
    for page in pages:
        meter.check(page)
        yield _sheet(page)
        page.close()


def _sheet(page: "Page") -> Sheet:
    turned = "".join(each["text"] for each in page.chars if not each["upright"])
    upright: Any = page.filter(_is_shown).dedupe_chars()
    tables = tuple(each for each in map(_Ruled, upright.find_tables()) if each.is_table)
    pieces = list(_pieces(upright))
    made = []
    for table in tables:
        made.append(table.filled(pieces))
        pieces = [each for each in pieces if not _is_within(each, table.box)]
    width, height = float(page.width), float(page.height)
    return Sheet(page.page_number, width, height, tuple(pieces), tuple(made), turned)


def _is_shown(thing: dict[str, Any]) -> bool:
    return thing["object_type"] != "char" or bool(thing["upright"])


def _pieces(page: Any) -> Iterator[Piece]:
    words = page.extract_words(x_tolerance_ratio=NARROW_SPACE, return_chars=True)
    for word in words:
        font = word["chars"][0].get("fontname", "")
        bold = all(BOLD.search(each.get("fontname", "")) for each in word["chars"])
        yield from split_bullet(
            Piece(
                word["text"],
                float(word["x0"]),
                float(word["x1"]),
                float(word["top"]),
                float(word["bottom"]),
                round(float(word["chars"][0]["size"]), 1),
                bold,
                SYMBOLS.search(font) is not None,
            )
        )


class _Ruled:
    """A table that pdfplumber found by its lines."""

    def __init__(self, found: Any) -> None:
        self.box: BOX = found.bbox
        self._rows: list[list[BOX | None]] = [list(row.cells) for row in found.rows]

    @property
    def is_table(self) -> bool:
        """Return whether it has two columns or more: one cell is a frame, or a line below."""
        return max((sum(1 for cell in row if cell) for row in self._rows), default=0) > 1

    def filled(self, pieces: list[Piece]) -> Table:
        """Return the table with what stands in each cell."""
        rows = tuple(
            tuple(
                None if cell is None else tuple(each for each in pieces if _is_within(each, cell))
                for cell in row
            )
            for row in self._rows
        )
        return Table(self.box, rows)


def _is_within(piece: Piece, box: BOX) -> bool:
    x, y = (piece.x0 + piece.x1) / 2, (piece.top + piece.bottom) / 2
    return box[0] <= x < box[2] and box[1] <= y < box[3]


def _check_letters(found: tuple[Sheet, ...], name: str) -> None:
    texts = [each.text for sheet in found for each in _all_pieces(sheet)]
    if not any(character.isalnum() for text in texts for character in text):
        raise _refused(name, ONLY_PICTURES)
    unknown = sum(len(UNKNOWN_GLYPH.findall(text)) for text in texts)
    known = sum(len(UNKNOWN_GLYPH.sub("", text)) for text in texts)
    if unknown > MOST_UNKNOWN * (unknown + known):
        raise _refused(name, NO_LETTERS)


def _all_pieces(sheet: Sheet) -> Iterator[Piece]:
    yield from sheet.pieces
    for table in sheet.tables:
        for row in table.rows:
            for cell in row:
                yield from cell or ()


def _refused(name: str, problem: str) -> InvalidFileError:
    return InvalidFileError([Fault(name, 1, 1, "", problem)])
