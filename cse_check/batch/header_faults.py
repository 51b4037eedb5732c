"""What is wrong with a header: each fault with its place in the file, and what would help."""

from collections.abc import Iterator
from functools import cached_property
from typing import Final

from cse_check.batch.records import CsvRecord
from cse_check.errors import Fault, Remedy
from cse_check.reading.tree import MAX_FAULTS

LONGEST_NAME: Final = 64


class HeaderFaults:
    """Collects the faults of a header, as many as of any file; the others it counts.

    A name that is not known may be a child's, so faults have the number of its column; with
    `show_names` they have the name too.
    """

    def __init__(self, file: str, delimiter: str, *, show_names: bool) -> None:
        self.faults: list[Fault] = []
        self.remedies: list[Remedy] = []
        self.unlisted = 0
        self.record = CsvRecord(1, [], "")
        self._file = file
        self._delimiter = delimiter
        self._show_names = show_names

    def add(self, place: int | None, message: str) -> None:
        """Add a fault of a column, or of the header as a whole."""
        if len(self.faults) >= MAX_FAULTS:
            self.unlisted += 1
            return
        line, column = self._position(place) if place is not None else (self.record.line, 1)
        self.faults.append(Fault(self._file, line, column, "", message))

    def stop(self, line: int, message: str, remedy: Remedy | None = None) -> None:
        """Add a fault after which nothing else can be said."""
        self.faults.append(Fault(self._file, line, 1, "", message))
        self.helps(remedy)

    def helps(self, remedy: Remedy | None) -> None:
        """Add what would help."""
        if remedy and remedy not in self.remedies:
            self.remedies.append(remedy)

    def called(self, place: int, name: str) -> str:
        """Return what messages call a column: its number, and its name if that was asked for."""
        return f"column {place + 1}" + (f" ({short(name)!r})" if self._show_names else "")

    def finish(self) -> None:
        """Add how many faults are not listed."""
        if self.unlisted:
            message = f"and {self.unlisted} more faults that are not listed here"
            self.faults.append(self.faults[-1]._replace(message=message))

    def _position(self, place: int) -> tuple[int, int]:
        """Return the line and column of the file where a cell of the header starts."""
        start = self._starts[place]
        before = self.record.text[:start]
        return self.record.line + before.count("\n"), start - before.rfind("\n")

    @cached_property
    def _starts(self) -> list[int]:
        return list(cell_starts(self.record.text, self._delimiter))


def cell_starts(text: str, delimiter: str) -> Iterator[int]:
    """Yield where the cells of a well-formed record start."""
    quoted = False
    yield 0
    for index, character in enumerate(text):
        quoted ^= character == '"'
        if character == delimiter and not quoted:
            yield index + 1


def short(name: str) -> str:
    """Return as much of a name as messages show."""
    return name[:LONGEST_NAME]
