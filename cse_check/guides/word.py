"""A Word file: its headings, lists and tables, with what tracked changes add and without the rest.

python-docx opens the file and knows its styles; the paragraphs are walked here, since it passes
over text boxes, content controls and tracked changes.
"""

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from cse_check.errors import Fault, InvalidFileError
from cse_check.guides.extras import FAILURES, needed
from cse_check.guides.lines import Dropped, Line, LineKind
from cse_check.guides.tables import Grid
from cse_check.guides.tidying import has_words, is_title, split_mark, tidied
from cse_check.guides.word_runs import Runs
from cse_check.guides.word_styles import Styles, named

if TYPE_CHECKING:
    from docx.document import Document

MOST_UNPACKED: Final = 200 * 1024 * 1024
"""How large all that is packed in a Word file may be, in bytes."""
MOST_TEXT: Final = 32 * 1024 * 1024
"""How large those parts may be that are no pictures, in bytes."""
MOST_PARTS: Final = 5000
CONTENT_TYPES: Final = "[Content_Types].xml"
DAMAGED: Final = "is damaged: open it in Word and save it once more, or save it as PDF"
NOTED: Final = "words in it were put in by a tracked change"
TOP: Final = Line(0, "")
"""What is known of a line that stands in no table and no text box."""


def word_lines(data: bytes, name: str) -> tuple[tuple[Line, ...], tuple[Dropped, ...], bool]:
    """Return the lines of a Word file, what was left out of them, and whether changes are tracked.

    Raises:
        InvalidFileError: it is damaged, or larger than is read when it is unpacked.
        UsageError: the extra is not installed.
    """
    _check_parts(data, name)
    file = _opened(data, name)
    reading = _Reading(Styles(file))
    reading.read_blocks(file.element.body)
    _read_notes(file, reading)
    lines = tuple(line._replace(number=at) for at, line in enumerate(reading.lines, start=1))
    return lines, (*_page_ends(file), *reading.dropped()), reading.tracked


def _check_parts(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            found = parts.infolist()
            if _is_small(found):
                return _check_kind(parts, name)
    except (zipfile.BadZipFile, *FAILURES) as error:
        raise _refused(name, DAMAGED) from error
    raise _refused(name, "unpacks to more than is read of a guide: save it anew, without pictures")


def _is_small(parts: list[zipfile.ZipInfo]) -> bool:
    """Return whether all parts together, and those of text among them, are not too large."""
    text = sum(each.file_size for each in parts if _is_text(each.filename))
    whole = sum(each.file_size for each in parts)
    return len(parts) <= MOST_PARTS and whole <= MOST_UNPACKED and text <= MOST_TEXT


def _is_text(part: str) -> bool:
    return part.endswith((".xml", ".rels"))


def _check_kind(parts: zipfile.ZipFile, name: str) -> None:
    """Refuse a file that may run programs, is a template, or defines words of its own in XML."""
    types = parts.read(CONTENT_TYPES)
    if b"macroEnabled" in types:
        raise _refused(name, "is a Word file with macros: save it as .docx, without them")
    if b"wordprocessingml.template" in types:
        raise _refused(name, "is a template of Word: save it as .docx")
    if any(b"<!DOCTYPE" in parts.read(each) for each in parts.namelist() if _is_text(each)):
        raise _refused(name, "holds what no Word file does, a document type: save it anew in Word")


def _opened(data: bytes, name: str) -> "Document":
    with needed("a Word file"):
        import docx
        from docx.opc.exceptions import OpcError
        from lxml.etree import LxmlError
    try:
        return docx.Document(io.BytesIO(data))
    except (OpcError, LxmlError, zipfile.BadZipFile, *FAILURES) as error:
        raise _refused(name, DAMAGED) from error


def _refused(name: str, problem: str) -> InvalidFileError:
    return InvalidFileError([Fault(name, 1, 1, "", problem)])


class _Reading:
    """Reads the blocks of a file: paragraphs, tables, and what holds them."""

    def __init__(self, styles: Styles) -> None:
        self.lines: list[Line] = []
        self.tracked = False
        self._styles = styles
        self._tables = 0
        self._words_out = Counter[str]()
        self._marks_out = Counter[str]()

    def dropped(self) -> Iterator[Dropped]:
        """Yield what was left out: what was deleted or hidden is counted, and not repeated."""
        for why, words in self._words_out.items():
            yield Dropped("", f"{why} ({words} words)")
        for text, times in self._marks_out.items():
            yield Dropped(text, "a mark without words" + (f", {times} times" * (times > 1)))

    def read_blocks(self, parent: Any, within: Line = TOP) -> None:
        """Read what stands in the body, in a cell or in a text box."""
        for block in parent:
            if block.tag == named("p"):
                self._read_paragraph(block, within)
            elif block.tag == named("tbl"):
                self._read_table(block, within)
            elif block.tag in (named("sdt"), named("sdtContent"), named("customXml"), named("ins")):
                self.read_blocks(block, within)

    def _read_table(self, table: Any, within: Line) -> None:
        rows = [row for row in table.iter(named("tr")) if _table_of(row) is table]
        cells = [list(_cells(row)) for row in rows]
        if all(len(row) < 2 for row in cells):  # a frame around text
            for row in cells:
                for cell in row:
                    self.read_blocks(cell, within)
            return
        self._tables += 1
        number, grid = self._tables, Grid()
        for row in cells:
            grid.begin_row()
            for cell in row:
                place = grid.put(_columns(cell))
                text = _text_in(cell) if len(row) == 1 else ""
                kind = LineKind.HEADING if is_title(text) else LineKind.CELL
                inside = Line(0, "", kind, table=number, row=place.row, column=place.column)
                self.read_blocks(cell, inside)

    def _read_paragraph(self, paragraph: Any, within: Line) -> None:
        runs = Runs(self._words_out)
        runs.read(paragraph)
        self.tracked = self.tracked or runs.inserted or runs.deleted
        line = self._line_of(paragraph, within, is_bold=runs.is_bold)
        if runs.inserted:
            line = line._replace(notes=(*line.notes, NOTED))
        texts = ["".join(runs.said)] if line.kind is LineKind.HEADING else runs.texts()
        for text in texts:
            self._put(line, tidied(text))
        for box in runs.boxes:
            self.read_blocks(box, within._replace(notes=("in a text box",)))

    def _line_of(self, paragraph: Any, within: Line, *, is_bold: bool) -> Line:
        style = self._styles.of(paragraph)
        if style.heading:
            return within._replace(kind=LineKind.HEADING, level=style.heading)
        if style.list_level is not None:
            return within._replace(kind=LineKind.ITEM, level=style.list_level, mark=style.mark)
        if is_bold and within.kind is LineKind.TEXT and is_title(_text_in(paragraph)):
            return within._replace(kind=LineKind.HEADING)
        return within

    def _put(self, line: Line, text: str) -> None:
        if not has_words(text):
            if text:
                self._marks_out[text] += 1
            return
        mark, rest = split_mark(text)
        if mark and rest and line.kind is not LineKind.HEADING:
            line = line._replace(kind=LineKind.ITEM, level=max(line.level, 1), mark=mark)
            text = rest
        self.lines.append(line._replace(text=text))


def _text_in(element: Any) -> str:
    return tidied("".join(each.text or "" for each in element.iter(named("t"))))


def _cells(row: Any) -> Iterator[Any]:
    """Yield the cells of a row; one that goes on from the row above holds nothing of its own."""
    for cell in row.iter(named("tc")):
        if next(cell.iterancestors(named("tr"))) is row:
            yield cell


def _table_of(row: Any) -> Any:
    return next(row.iterancestors(named("tbl")))


def _columns(cell: Any) -> int:
    span = cell.find(f"{named('tcPr')}/{named('gridSpan')}")
    said = "1" if span is None else span.get(named("val"), "1")
    return min(int(said), 1000) if said.isascii() and said.isdecimal() and said != "0" else 1


def _read_notes(file: "Document", reading: _Reading) -> None:
    """Read the footnotes and endnotes, after everything else."""
    from lxml import etree

    for part in file.part.package.iter_parts():
        kind = str(part.partname).rpartition("/")[2]
        if kind not in ("footnotes.xml", "endnotes.xml"):
            continue
        safe = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        for note in etree.fromstring(part.blob, safe):
            reading.read_blocks(note, Line(0, "", notes=("a footnote",)))


def _page_ends(file: "Document") -> Iterator[Dropped]:
    """Yield the heads and feet of the pages, each once."""
    seen = set[str]()
    for part in file.part.package.iter_parts():
        kind = str(part.partname).rpartition("/")[2]
        if not kind.startswith(("header", "footer")) or not hasattr(part, "element"):
            continue
        for paragraph in part.element.iter(named("p")):
            text = _text_in(paragraph)
            if text and text not in seen:
                seen.add(text)
                end = "a running head" if kind.startswith("header") else "a running foot"
                yield Dropped(text, end)
