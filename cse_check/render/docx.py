"""A Word document with real headings, lists and tables, and the same bytes each time.

python-docx, the extra `docx`, writes it. What a document says becomes the text of a run, and only
that; how it looks is in the styles.
"""

from io import BytesIO
from itertools import zip_longest
from typing import TYPE_CHECKING, Final, assert_never

from cse_check.errors import UsageError
from cse_check.packing import without_times
from cse_check.render.document import (
    Block,
    Document,
    Entries,
    Entry,
    Facts,
    Heading,
    Notice,
    Paragraph,
    Question,
    Questions,
    Tone,
    WritingLine,
)
from cse_check.render.page import Page
from cse_check.unseen import visible

try:
    import docx
except ImportError as error:
    raise UsageError(
        "A Word document needs one more library: pip install 'cse-check[docx]'."
    ) from error

from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt

from cse_check.render.word_styles import CAUTION, DANGER, QUIET, TABLE, WRITING, dress

if TYPE_CHECKING:
    from docx.blkcntnr import BlockItemContainer
    from docx.document import Document as File
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph as Written

NOTICES: Final = {Tone.DANGER: DANGER, Tone.CAUTION: CAUTION}
DETAIL: Final = "List Bullet 2"
BOX: Final = "\N{BALLOT BOX}"
FACTS: Final = (Mm(42), Mm(132))
ROOM, ALL = Mm(58), Mm(174)
"""How wide the column to write in is, and all of them."""
ROW, BOX_SIZE = Mm(8), Pt(14)


def render_document(document: Document, page: Page) -> bytes:  # noqa: ARG001 - paper has no columns
    """Return a document as a Word file."""
    file = docx.Document()
    dress(file, visible(document.title), deep=bool(document.above or document.below))
    _write(file, document.title, "Heading 1")
    for block, following in zip_longest(document.blocks, document.blocks[1:]):
        _block(file, block)
        if isinstance(following, (WritingLine, Questions)):
            file.paragraphs[-1].paragraph_format.keep_with_next = True
    _margins(file, document)
    out = BytesIO()
    file.save(out)
    return without_times(out.getvalue())


def _block(file: "File", block: Block) -> None:
    match block:
        case Heading():
            _heading(file, block)
        case Notice():
            _notice(file, block, NOTICES[block.tone])
        case Paragraph():
            _write(file, block.text, QUIET if block.quiet else "Normal")
        case Entries():
            for entry in block.entries:
                _entry(file, entry)
        case Facts():
            _facts(file, block)
        case WritingLine():
            _room(file, block)
        case Questions():
            _questions(file, block)
        case _:
            assert_never(block)


def _write(place: "BlockItemContainer | File", text: str, style: str) -> "Written":
    """Write a paragraph; whatever stands in the text is text."""
    return _styled(place.add_paragraph(visible(text)), style)


def _styled(paragraph: "Written", style: str) -> "Written":
    """Return a paragraph in a style; python-docx would look through all styles for each."""
    paragraph._p.style = style.replace(" ", "")
    return paragraph


def _heading(file: "File", block: Heading) -> None:
    aside = f" ({block.aside})" if block.aside else ""
    _write(file, f"{block.text}{aside}", f"Heading {block.level}")


def _notice(file: "File", block: Notice, style: str) -> None:
    _strong(_write(file, "", style), block.statement)
    for text in block.more:
        _write(file, text, style)


def _room(file: "File", block: WritingLine) -> None:
    for row in range(block.rows):
        line = _write(file, "", WRITING)
        line.paragraph_format.keep_with_next = row < block.rows - 1
        if block.label and not row:
            line.add_run(f"{visible(block.label)}:")


def _strong(paragraph: "Written", text: str) -> None:
    paragraph.add_run(visible(text)).bold = True


def _entry(file: "File", entry: Entry) -> None:
    paragraph = _write(file, "", "List Bullet")
    if entry.lead:
        _strong(paragraph, entry.lead)
        paragraph.add_run(": ")
    paragraph.add_run(visible(entry.text))
    paragraph.paragraph_format.keep_with_next = bool(entry.details)
    for label, text in entry.details:
        lines = "\n".join(line for line in text.split("\n") if line.strip())
        _write(file, f"{label}: {lines}" if label else lines, DETAIL)


def _facts(file: "File", block: Facts) -> None:
    table = _table(file, len(block.facts), FACTS)
    for row, (label, text) in zip(table.rows, block.facts, strict=True):
        _strong(row.cells[0].paragraphs[0], label)
        row.cells[1].paragraphs[0].add_run(visible(text))
    _write(file, "", QUIET)  # else a table that follows would be part of this one


def _questions(file: "File", block: Questions) -> None:
    boxes = [Mm(8 + 1.8 * len(choice)) for choice in block.choices]
    widths = (Length(ALL - ROOM - sum(boxes)), *boxes, ROOM)
    table = _table(file, 1 + len(block.questions), widths)
    head, *rows = table.rows
    head._tr.get_or_add_trPr().append(head._tr.makeelement(qn("w:tblHeader"), {}))
    for cell, text in zip(head.cells, (block.asks, *block.choices, block.room), strict=True):
        _strong(cell.paragraphs[0], text)
    for row, question in zip(rows, block.questions, strict=True):
        row.height = ROW
        cells = row.cells
        _question(cells[0], question)
        for cell in cells[1:-1]:
            cell.paragraphs[0].add_run(BOX).font.size = BOX_SIZE
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER


def _question(cell: "_Cell", question: Question) -> None:
    asked = cell.paragraphs[0]
    asked.add_run(visible(question.text))
    if question.mark:
        asked.add_run(" (")
        _strong(asked, question.mark)
        asked.add_run(")")
    if question.remark:
        _write(cell, question.remark, QUIET)


def _table(file: "File", rows: int, widths: tuple[Length, ...]) -> "Table":
    """Return a table with a frame, whose rows stay whole on a page."""
    table: Table = file.add_table(rows, len(widths), "Table Grid")
    table.autofit = False
    for row in table.rows:
        row._tr.get_or_add_trPr().append(row._tr.makeelement(qn("w:cantSplit"), {}))
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
            cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
            _styled(cell.paragraphs[0], TABLE)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    return table


def _margins(file: "File", document: Document) -> None:
    """Write what stands at the top and the foot of every page, with the page's number."""
    head, foot = file.sections[0].header, file.sections[0].footer
    for text in document.above:
        strong = text == document.above[0]
        _write(head, "", "Header").add_run(visible(text)).bold = strong
    for text in document.below:
        _strong(_write(foot, "", "Footer"), text)
    last = _write(foot, "", "Footer")
    last.add_run(f"{visible(document.running or document.title)}\tPage ")
    _field(last, "PAGE")
    last.add_run(" of ")
    _field(last, "NUMPAGES")
    for place in (head, foot):
        empty = place.paragraphs[0]._p
        if len(place.paragraphs) > 1:
            empty.getparent().remove(empty)


def _field(paragraph: "Written", name: str) -> None:
    """Write a number that Word counts."""
    field = paragraph._p.makeelement(qn("w:fldSimple"), {qn("w:instr"): name})
    paragraph._p.append(field)
    run = paragraph.add_run("1")
    field.append(run._r)
