"""Where the reference and the answers are in a row, however the line is split into cells.

A line whose quotes mean nothing may have more or fewer cells than the header, for free text holds
delimiters. Columns before the first one with free text are counted from the left, those after the
last one from the right; no other can be found.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from cse_check.batch.references import problem_with
from cse_check.batch.tokens import NO_ANSWER, Tokens

Fits = Callable[[str], bool]
"""Whether a cell can stand in a column."""


class Layout:
    """The columns of a form. `answers` tells what can stand in each column that is read.

    A column that is neither the reference nor among these has free text. `clean` makes a reference
    of its cell, where a mapping replaces anything in it.
    """

    def __init__(
        self,
        names: tuple[str, ...],
        delimiter: str,
        case_ref: int,
        answers: Mapping[int, Fits],
        *,
        clean: Callable[[str], str] | None = None,
    ) -> None:
        self.width = len(names)
        self.delimiter = delimiter
        self.case_ref = case_ref
        self.answers = answers
        self.columns = (case_ref, *answers)
        free = set(range(self.width)) - {case_ref, *answers}
        self.first_free = min(free, default=self.width)
        self.last_free = max(free, default=self.width)
        self._clean = clean
        self._names = [name.casefold() for name in names]

    @property
    def has_free_text(self) -> bool:
        """Return whether any cell may hold a text, and so a line break."""
        return self.first_free < self.width

    @property
    def shows_where_rows_end(self) -> bool:
        """Return whether no row starts or ends with a text: a reference before any, answers after.

        Then whatever stands between two rows cannot be taken for either.
        """
        return self.case_ref < self.first_free and self.last_free < self.width - 1

    def place(self, column: int, size: int) -> int | None:
        """Return where the cell of a column is in a line of so many cells; None if nowhere."""
        if size == self.width or column < self.first_free:
            return column if column < size else None
        if column > self.last_free and size - self.width + column >= 0:
            return size - self.width + column
        return None

    def reference_in(self, line: str) -> str | None:
        """Return the reference that a line has, whatever else is wrong with it, or None."""
        cells = line.split(self.delimiter)
        place = self.place(self.case_ref, len(cells))
        return None if place is None else self.reference(cells[place])

    def reference_of(self, cells: Sequence[str]) -> str | None:
        """Return the reference of a row's cells, or None if they have none."""
        return self.reference(cells[self.case_ref]) if len(cells) == self.width else None

    def reference(self, cell: str) -> str | None:
        """Return the reference in a cell, or None: a name of a column is none."""
        text = cell.strip()
        if len(text) > 1 and text[0] == text[-1] == '"':
            text = text[1:-1].strip()
        if text.casefold() == self._names[self.case_ref]:
            return None
        case_ref = text if self._clean is None else self._clean(text)
        return None if problem_with(case_ref) else case_ref

    def is_header(self, cells: Iterable[str]) -> bool:
        """Return whether these cells are the header again, in whatever case."""
        return [cell.strip().casefold() for cell in cells] == self._names


def answers_of(tokens: Tokens) -> Fits:
    """Return what tells whether a cell is an answer, or empty."""
    return lambda cell: tokens[cell] != NO_ANSWER
