"""Rows of a PDF joined to paragraphs, items and headings, by how they stand on the page."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from cse_check.guides.pdf.columns import Flow
from cse_check.guides.pdf.hyphens import Hyphens
from cse_check.guides.pdf.marks import Mark, Marks, unmarked
from cse_check.guides.pdf.rows import Row

WIDE_GAP: Final = 1.35
"""From how many usual steps between rows a paragraph ends."""
SAME_EDGE: Final = 3.0
"""How far apart edges may be that are the same, in points."""
ROOM: Final = 0.1
"""How much room at the end of a row proves nothing, in parts of the column's width."""
SAME_SIZE: Final = 0.8
LARGER: Final = 1.08
"""From how many times the usual size a text is a heading."""
SENTENCE_ENDS: Final = ".!?:;"


class Paragraph(NamedTuple):
    """Rows that are one text. `is_full` says whether its last row leaves no room for a word."""

    rows: tuple[Row, ...]
    text: str
    mark: Mark | None = None
    gap: float = 0.0
    is_full: bool = False
    notes: tuple[str, ...] = ()

    @property
    def edge(self) -> float:
        """Return where its further rows begin: behind its mark, or below its last row."""
        if len(self.rows) == 1 and self.mark and len(self.rows[0].pieces) > self.mark.pieces:
            return self.rows[0].pieces[self.mark.pieces].x0
        return self.rows[-1].x0


class Setting(NamedTuple):
    """What is usual in a guide: the size of its letters, and the step from row to row for each."""

    size: float
    is_bold: bool
    steps: dict[float, float]

    def step(self, row: Row) -> float:
        """Return the usual step between rows of this one's size."""
        return self.steps.get(round(row.size), row.size * 1.3)

    def is_heading(self, row: Row) -> bool:
        """Return whether a row is set as headings are: larger, or in bold."""
        return self.is_larger(row) or (row.is_bold and not self.is_bold)

    def is_larger(self, row: Row) -> bool:
        """Return whether a row is set larger than most of the text."""
        return row.size > self.size * LARGER


def setting(found: Sequence[Flow]) -> Setting:
    """Return what is usual in these flows."""
    rows = list(rows_in(found))
    sizes, bold = Counter[float](), Counter[bool]()
    for row in rows:
        sizes[row.size] += len(row.text)
        bold[row.is_bold] += len(row.text)
    steps: dict[float, Counter[float]] = {}
    for flow in _simple(found):
        for before, row in pairwise(flow.rows):
            step = round(2 * (row.bottom - before.bottom)) / 2
            if abs(row.size - before.size) < SAME_SIZE and 0.8 * row.size < step < 3 * row.size:
                steps.setdefault(round(row.size), Counter())[step] += 1
    usual = {size: _usual(counted) for size, counted in steps.items()}
    return Setting(max(sizes, key=lambda size: sizes[size]), bold[True] > bold[False], usual)


def rows_in(found: Iterable[Flow]) -> Iterator[Row]:
    """Yield every row of these flows, those in the cells of tables too."""
    for flow in _simple(found):
        yield from flow.rows


def _simple(found: Iterable[Flow]) -> Iterator[Flow]:
    for flow in found:
        yield flow
        yield from (cell for line in flow.cells for cell in line if cell)


def _usual(steps: Counter[float]) -> float:
    """Return the smallest step that is not an exception."""
    enough = max(2, sum(steps.values()) // 10)
    return min((step for step, times in steps.items() if times >= enough), default=min(steps))


class Joining:
    """Joins the rows of flows to paragraphs."""

    def __init__(self, usual: Setting, marks: Marks, hyphens: Hyphens) -> None:
        self._usual = usual
        self._marks = marks
        self._hyphens = hyphens

    def paragraphs(self, flow: Flow) -> Iterator[Paragraph]:
        """Yield the paragraphs of a flow."""
        left = min((row.x0 for row in flow.rows), default=0.0)
        width = flow.right - left
        open_one: Paragraph | None = None
        for row in flow.rows:
            if open_one and self._goes_on(open_one, row, flow.right, width):
                open_one = self._joined(open_one, row)
                continue
            gap = 0.0
            if open_one:
                yield self._closed(open_one, flow.right)
                gap = (row.bottom - open_one.rows[-1].bottom) / self._usual.step(row)
            open_one = self._begun(row, gap)
        if open_one:
            yield self._closed(open_one, flow.right)

    def runs_over(self, before: Paragraph, after: Paragraph) -> bool:
        """Return whether a paragraph goes on in the next column, or on the next page."""
        first, last = after.rows[0], before.rows[-1]
        if after.mark or abs(first.size - last.size) > SAME_SIZE or first.is_bold != last.is_bold:
            return False
        if self._usual.is_heading(first):
            return False
        if before.text[-1:] in "-\u00ad":
            return after.text[:1].islower()
        return (
            before.is_full and before.text[-1] not in SENTENCE_ENDS and (after.text[:1].islower())
        )

    def over(self, before: Paragraph, after: Paragraph) -> Paragraph:
        """Return a paragraph and the one in which it goes on, as one."""
        joined = self._hyphens.join(before.text, after.text)
        notes = (*before.notes, *((joined.note,) if joined.note else ()), *after.notes)
        turns = after.rows[0].page != before.rows[-1].page
        where = "on the next page" if turns else "in the next column"
        return after._replace(
            rows=before.rows + after.rows,
            text=joined.text,
            mark=before.mark,
            gap=before.gap,
            notes=(*notes, f"goes on {where}"),
        )

    def _begun(self, row: Row, gap: float) -> Paragraph:
        mark = self._marks.of(row)
        if mark and self._usual.is_heading(row) and any(map(str.isalnum, mark.text)):
            mark = None  # the number of a heading is part of it
        return Paragraph((row,), unmarked(row, mark), mark, gap)

    def _joined(self, before: Paragraph, row: Row) -> Paragraph:
        if not before.text:  # a bullet alone on its row
            return before._replace(rows=(*before.rows, row), text=row.text)
        joined = self._hyphens.join(before.text, row.text)
        notes = (*before.notes, joined.note) if joined.note else before.notes
        return before._replace(rows=(*before.rows, row), text=joined.text, notes=notes)

    def _closed(self, paragraph: Paragraph, right: float) -> Paragraph:
        last = paragraph.rows[-1]
        room = right - last.x1
        return paragraph._replace(is_full=room < 4 * last.size)

    def _goes_on(self, before: Paragraph, row: Row, right: float, width: float) -> bool:
        """Return whether a row goes on with a paragraph."""
        last = before.rows[-1]
        if self._marks.of(row):
            return False
        if not before.text:
            return row.bottom - last.bottom < 2 * row.size
        starts_low = row.text[:1].islower()
        if before.text[-1] in "-\u00ad\u2010" and starts_low:
            return True
        is_next = row.bottom - last.bottom <= WIDE_GAP * self._usual.step(row)
        if not is_next or abs(row.size - last.size) > SAME_SIZE:
            return False
        room = right - last.x1 - row.pieces[0].size * 0.25
        fits = row.pieces[0].x1 - row.pieces[0].x0 < room - 2
        if row.is_bold != last.is_bold:
            return starts_low and not fits
        if fits and not self._breaks_early(before, room, width, starts_low=starts_low):
            return False
        if self._usual.is_heading(row):
            return True
        return self._is_in_line(before, row, starts_low=starts_low)

    def _breaks_early(
        self, before: Paragraph, room: float, width: float, *, starts_low: bool
    ) -> bool:
        """Return whether a row may end early and go on all the same: by a little, in a sentence."""
        return starts_low and before.text[-1] not in SENTENCE_ENDS and room < 2 * ROOM * width

    def _is_in_line(self, before: Paragraph, row: Row, *, starts_low: bool) -> bool:
        """Return whether a row begins where the further rows of a paragraph do."""
        apart = row.x0 - before.edge
        if abs(apart) <= SAME_EDGE:
            return True
        if before.mark:
            begins = before.rows[0].x0
            return begins - SAME_EDGE <= row.x0 < before.edge and starts_low
        return len(before.rows) == 1  # the first row may be set in or out
