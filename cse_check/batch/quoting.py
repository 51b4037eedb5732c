"""Whether a record that spans lines can be read another way: as rows with stray quotes.

Two quotes that nobody escaped, rows apart, make one well-formed record of all that is between them.
So each of its lines is read again with the quotes taken literally. What then stands where the
quoted reading has nothing tells: a reference like the record's own, answers, or just as many cells
as the header has. Text has none of that but by rare chance; a line that is a row has most of it.
"""

from collections.abc import Iterator
from typing import Final

from cse_check.batch.layout import Layout
from cse_check.batch.references import are_alike

CHANCE: Final = 2
"""How many delimiters in just the right places no text has by chance, if no space follows them."""


def is_ambiguous(cells: list[str], lines: list[str], layout: Layout) -> bool:
    """Return whether these lines, which are one record with these cells, may be several rows."""
    spans = list(_spans(cells))
    if any(spans[column][0] != spans[column][1] for column in layout.columns):
        return True  # no reference and no answer has a line break in it
    split = [line.split(layout.delimiter) for line in lines]
    own = layout.reference(cells[layout.case_ref])
    found = 0
    for number, parts in enumerate(split):
        strange = [column for column in layout.columns if spans[column][0] != number]
        if _has_reference(parts, strange, own, layout) or _has_answers(parts, strange, layout):
            return True
        found += _places_met(parts, number, spans)
    return found >= CHANCE


def _spans(cells: list[str]) -> Iterator[tuple[int, int]]:
    """Yield the lines of a record on which each of its cells starts and ends, counted from 0."""
    at = 0
    for cell in cells:
        start, at = at, at + cell.count("\n")
        yield start, at


def _has_reference(parts: list[str], strange: list[int], own: str | None, layout: Layout) -> bool:
    """Return whether a line has a reference like the record's own where another row had its own."""
    if layout.case_ref not in strange or len(parts) == 1 or own is None:
        return False
    place = layout.place(layout.case_ref, len(parts))
    found = None if place is None else layout.reference(parts[place])
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

    They count only where there are as many as in the header, and no space follows one of them, as
    one nearly always does in a text.
    """
    if len(parts) != len(spans):
        return 0
    strange = [column for column, span in enumerate(spans) if span != (number, number)]
    if any(parts[column].startswith(" ") for column in strange if column):
        return 0
    return sum(end != number for _, end in spans[:-1])
