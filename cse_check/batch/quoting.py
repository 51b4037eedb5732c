"""Whether a record that spans lines can be read another way: as rows with stray quotes.

Two quotes that nobody escaped, rows apart, make one well-formed record of all that is between them.
So each of its lines is read again with the quotes taken literally. What then stands where the
quoted reading has nothing tells: a reference like the record's own, answers, or just as many cells
as the header has. Text has none of that but by rare chance; a line that is a row has most of it.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from cse_check.batch.layout import Layout
from cse_check.batch.references import are_alike

CHANCE: Final = 2
"""How many delimiters in just the right places no text has by chance, where no space follows."""


def is_ambiguous(cells: Sequence[str], lines: list[str], layout: Layout) -> bool:
    """Return whether these lines, which are one record with these cells, may be several rows."""
    broken = [column for column, cell in enumerate(cells) if "\n" in cell]
    if any(column == layout.case_ref or column in layout.answers for column in broken):
        return True  # no reference and no answer has a line break in it
    doubtful = [number for number, line in enumerate(lines) if layout.delimiter in line]
    if broken[0] == layout.width - 1:
        doubtful.remove(0)  # all that is on the first line is where it belongs
    return bool(doubtful) and _are_rows(cells, lines, doubtful, layout)


def _are_rows(cells: Sequence[str], lines: list[str], doubtful: list[int], layout: Layout) -> bool:
    """Return whether any of the doubtful lines has what only a row has."""
    spans = list(_spans(cells))
    own = layout.reference_of(cells)
    found = 0
    for number in doubtful:
        parts = lines[number].split(layout.delimiter)
        strange = [column for column in layout.columns if spans[column][0] != number]
        if _has_reference(parts, strange, own, layout) or _has_answers(parts, strange, layout):
            return True
        found += _places_met(parts, number, spans)
    return found >= CHANCE


def may_go_on(own: str | None, line: str, layout: Layout) -> bool:
    """Return whether the line after a record may be the rest of it rather than a row.

    A text with `";` at the end of one of its lines closes its own quotes there, and what is empty
    behind that looks like an answer. `own` is the reference of the record.
    """
    cells = line.split(layout.delimiter)
    if not line or (len(cells) == layout.width and not _has_stray_quotes(line, cells, layout)):
        return False
    found = layout.reference_in(line)
    return found is None or own is None or not are_alike(found, own)


def _has_stray_quotes(line: str, cells: Sequence[str], layout: Layout) -> bool:
    return line.count('"') % 2 == 1 or '"' in cells[layout.case_ref]


class OpenQuote:
    """Doubts about the row right after a line that was rejected for its quotes.

    That row may be in a text that one of them opens. So it is taken only if its reference is like
    that of the line, or of the last row before it.
    """

    def __init__(self) -> None:
        self.is_there = False
        self._like: tuple[str, ...] = ()

    def begin(self, *references: str | None) -> None:
        """Doubt what comes after a line; these references are known to be some."""
        if not self.is_there:
            self._like = tuple(filter(None, references))
            self.is_there = bool(self._like)

    def ends_with(self, case_ref: str | None) -> bool:
        """Return whether a row is taken; after one with any reference nothing is doubted."""
        if case_ref is None:
            return True  # it is rejected for that
        self.is_there = False
        return any(are_alike(case_ref, each) for each in self._like)


def _spans(cells: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the lines of a record on which each of its cells starts and ends, counted from 0."""
    at = 0
    for cell in cells:
        start, at = at, at + cell.count("\n")
        yield start, at


def _has_reference(parts: list[str], strange: list[int], own: str | None, layout: Layout) -> bool:
    """Return whether a line has a reference like the record's own where another row had its own.

    In a list of them, as a text may have, a space follows the comma.
    """
    place = layout.place(layout.case_ref, len(parts))
    if layout.case_ref not in strange or own is None or place is None:
        return False
    if any(cell.startswith(" ") for cell in parts[place : place + 2]):
        return False
    found = layout.reference(parts[place])
    return found is not None and are_alike(found, own)


def _has_answers(parts: list[str], strange: list[int], layout: Layout) -> bool:
    """Return whether a line has answers, and nothing else, where another row would have them.

    One empty cell tells nothing: many a line of a text ends with a comma. Nor does a word after a
    space, as in "and then, no".
    """
    places = {column: layout.place(column, len(parts)) for column in strange}
    found = {column: parts[place] for column, place in places.items() if place is not None}
    answers = [(column, cell) for column, cell in found.items() if column != layout.case_ref]
    if len(parts) < layout.width or any(cell.startswith(" ") for _, cell in answers):
        return False
    fits = [layout.answers[column](cell) for column, cell in answers]
    told = sum(fit and bool(cell) for fit, (_, cell) in zip(fits, answers, strict=True))
    if told and len(parts) == layout.width:
        return True
    return all(fits) and (told > 0 or len(fits) > 1) and _may_refer(found, layout)


def _may_refer(found: dict[int, str], layout: Layout) -> bool:
    cell = found.get(layout.case_ref)
    return cell is None or layout.reference(cell) is not None


def _places_met(parts: list[str], number: int, spans: list[tuple[int, int]]) -> int:
    """Return how many delimiters of a line the quoted reading takes for text, and a row needs.

    They count only where there are as many as in the header, and neither a space nor nothing at
    all follows one of them, as nearly always in a text.
    """
    if len(parts) != len(spans):
        return 0
    strange = [column for column, span in enumerate(spans) if span != (number, number)]
    after = [parts[column] for column in strange if column]
    if any(cell.startswith(" ") or not cell.strip('"') for cell in after):
        return 0
    return sum(end != number for _, end in spans[:-1])
