"""A PDF from its pages to its lines."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from cse_check.guides.lines import Dropped, Line, LineKind
from cse_check.guides.pdf.columns import Flow, Grid, flows
from cse_check.guides.pdf.ends import without_ends
from cse_check.guides.pdf.hyphens import Hyphens
from cse_check.guides.pdf.marks import UNKNOWN_GLYPH, Marks
from cse_check.guides.pdf.pages import Sheet, Table, sheets
from cse_check.guides.pdf.paragraphs import (
    SAME_EDGE,
    WIDE_GAP,
    Joining,
    Paragraph,
    rows_in,
    setting,
)
from cse_check.guides.pdf.rows import Row, rows_of
from cse_check.guides.tidying import LONGEST_TITLE, has_words, is_title, tidied

NARROW_PAGE: Final = 0.6
"""Below what part of a page's width its text is too narrow to say where lines end."""
LONGEST_HEADING: Final = 160
NO_MEANING: Final = "the file does not say what a character in it is"


class _Found(NamedTuple):
    """A paragraph, and what is known of its line beside its text."""

    paragraph: Paragraph
    line: Line


def pdf_lines(data: bytes, name: str) -> tuple[tuple[Line, ...], tuple[Dropped, ...]]:
    """Return the lines of a PDF, and what was left out of them.

    Raises:
        InvalidFileError: it is damaged, closed with a password, without text or too large.
        UsageError: the extra is not installed.
    """
    pages, is_whole = sheets(data, name)
    rows, dropped = without_ends(
        {page.number: rows_of(page.pieces, page.number) for page in pages},
        {page.number: page.height for page in pages},
    )
    dropped += _left_out(pages)
    if not is_whole:
        dropped.append(Dropped("", "a part of the file that is damaged"))
    parts = list[Flow]()
    for page in pages:
        parts += _parts(page, rows[page.number], parts)
    lines = _Lines(parts).lines()
    return tuple(lines), tuple(dropped)


def _left_out(pages: Sequence[Sheet]) -> Iterator[Dropped]:
    for page in pages:
        if has_words(page.turned):
            yield Dropped(tidied(page.turned), "text that is turned", page.number)
        if not page.pieces and not page.tables:
            yield Dropped(
                "", "a page without text: if there is a list, it is a picture", page.number
            )


def _parts(page: Sheet, rows: list[Row], before: Sequence[Flow]) -> Iterator[Flow]:
    """Yield what stands on a page, from top to bottom; a table parts what is above and below."""
    right = _right(page, rows, before)
    left = rows
    for table in sorted(page.tables, key=lambda each: each.box[1]):
        above = [row for row in left if row.top < table.box[1]]
        left = [row for row in left if row.top >= table.box[1]]
        yield from flows(above, right)
        yield _ruled(table, page.number)
    yield from flows(left, right)


def _ruled(table: Table, page: int) -> Flow:
    """Return a table with lines as one; what goes on from another cell stays None."""
    cells = (
        tuple(None if cell is None else tuple(rows_of(cell, page)) for cell in row)
        for row in table.rows
    )
    return Grid(tuple(cells)).flow()


def _right(page: Sheet, rows: list[Row], before: Sequence[Flow]) -> float:
    """Return where full lines end on a page.

    Where its text is too narrow to tell, it is where a column ended before that began there too, or
    else as far from the right edge as the text is from the left one.
    """
    if not rows:
        return page.width
    left, right = min(row.x0 for row in rows), max(row.x1 for row in rows)
    if right - left > NARROW_PAGE * page.width:
        return right
    columns = (
        flow.right
        for flow in before
        if flow.rows
        and abs(min(row.x0 for row in flow.rows) - left) < SAME_EDGE
        and flow.right > right - SAME_EDGE
    )
    return min(columns, default=max(right, page.width - left))


class _Lines:
    """Makes lines of the parts of all pages."""

    def __init__(self, parts: Sequence[Flow]) -> None:
        self._parts = parts
        rows = list(rows_in(parts))
        self._usual = setting(parts)
        self._joining = Joining(self._usual, Marks(rows), Hyphens(rows))
        self._tables = 0
        self._sizes = {round(row.size) for row in rows if self._usual.is_larger(row)}

    def lines(self) -> Iterator[Line]:
        """Yield the lines, numbered."""
        for number, found in enumerate(self._run_over(), start=1):
            yield self._line(found)._replace(number=number)

    def _run_over(self) -> Iterator[_Found]:
        """Yield the paragraphs, and those as one that go on in the next column or page."""
        last: _Found | None = None
        for part in self._parts:
            for at, found in enumerate(self._of(part)):
                if last and at == 0 and self._is_same(last, found):
                    joined = self._joining.over(last.paragraph, found.paragraph)
                    last = last._replace(paragraph=joined)
                    continue
                if last:
                    yield last
                last = found
        if last:
            yield last

    def _is_same(self, last: _Found, found: _Found) -> bool:
        if last.line.table or found.line.table:
            return False
        return self._joining.runs_over(last.paragraph, found.paragraph)

    def _of(self, part: Flow) -> Iterator[_Found]:
        if part.cells:
            self._tables += 1
            for number, cells in enumerate(part.cells, start=1):
                yield from self._cells(number, cells)
            return
        for at, paragraph in enumerate(self._joining.paragraphs(part)):
            if has_words(paragraph.text):
                apart = at == 0 or paragraph.gap > WIDE_GAP
                yield _Found(paragraph, Line(0, "", apart=apart))

    def _cells(self, number: int, cells: tuple[Flow | None, ...]) -> Iterator[_Found]:
        spans = len(cells) > 1 and sum(1 for cell in cells if cell) == 1
        for column, cell in enumerate(cells, start=1):
            for paragraph in self._joining.paragraphs(cell) if cell else ():
                is_heading = spans and is_title(tidied(paragraph.text))
                kind = LineKind.HEADING if is_heading else LineKind.CELL
                line = Line(0, "", kind, table=self._tables, row=number, column=column)
                if has_words(paragraph.text):
                    yield _Found(paragraph, line)

    def _line(self, found: _Found) -> Line:
        paragraph, line = found
        text = tidied(paragraph.text)
        notes = paragraph.notes + ((NO_MEANING,) if UNKNOWN_GLYPH.search(text) else ())
        line = line._replace(text=text, page=paragraph.rows[0].page, notes=notes)
        if paragraph.mark:
            return line._replace(kind=LineKind.ITEM, level=1, mark=paragraph.mark.text)
        if line.table is None and self._is_heading(paragraph, text):
            return line._replace(kind=LineKind.HEADING, level=self._level(paragraph.rows[0]))
        return line

    def _is_heading(self, paragraph: Paragraph, text: str) -> bool:
        if not all(map(self._usual.is_heading, paragraph.rows)):
            return False
        if all(map(self._usual.is_larger, paragraph.rows)):
            return len(text) <= LONGEST_HEADING and is_title(text[-LONGEST_TITLE:])
        return is_title(text)

    def _level(self, row: Row) -> int:
        """Return the level of a heading: one for each size, and the next for bold alone."""
        return 1 + sum(1 for each in self._sizes if each > round(row.size))
