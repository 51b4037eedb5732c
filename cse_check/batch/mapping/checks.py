"""What can be wrong with a mapping besides the types of its values."""

import re
from collections.abc import Iterator
from typing import Final

from cse_check.batch.dialect import check_delimiter
from cse_check.batch.lines import check_encoding
from cse_check.batch.mapping.cells import (
    LISTS,
    NUMBERS,
    cells_of,
    dates,
    not_here,
    two_meanings,
)
from cse_check.batch.mapping.document import (
    CaseRefCell,
    Column,
    Form,
    IndicatorCell,
    MappingFile,
    TimeCell,
)
from cse_check.batch.mapping.names import name_key
from cse_check.batch.meanings import fold
from cse_check.catalogue.checks import Finding
from cse_check.errors import UsageError
from cse_check.model import Catalogue
from cse_check.reading.nearness import did_you_mean

TIME_LISTS: Final = ("current", "past", "not_said")
ALONE: Final = ("inverted", *NUMBERS, "date", "formats", "past_before")
"""What is said of a cell with one answer, and not of one with several signs."""
OF_VALUES: Final = ("split", "absent", "ignore")
OF_LONG: Final = ("indicator", "answer", "note")
IN_REFERENCES: Final = re.compile(r"[A-Za-z0-9._-]*")


class Known:
    """The indicators that a catalogue has, or had by an older id."""

    def __init__(self, area: str, catalogue: Catalogue) -> None:
        self._area = area
        self._asks = {indicator.id: indicator.text for indicator in catalogue.indicators}
        self._renamed = catalogue.renamed

    def unknown(self, indicator: str, path: str) -> Iterator[Finding]:
        """Yield that this is none of them, if so."""
        if indicator not in self._asks and indicator not in self._renamed:
            near = did_you_mean(indicator, self._asks, asks=self._asks)
            yield path, f"{indicator!r} is not an indicator of {self._area}{near}"


def findings(mapping: MappingFile, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield all of it, each with the path of where it is."""
    area = catalogue.area.id
    if mapping.area is not None and mapping.area != area:
        yield "area", f"is {mapping.area!r}, but the checklist is that of {area!r}"
    yield from _dialect(mapping)
    yield from _replaced(mapping.case_ref)
    yield from _form(mapping)
    known = Known(area, catalogue)
    for name, column in mapping.columns.items():
        yield from _column(column, f"columns.{name}", known)
    if mapping.indicator is not None:
        yield from _indicator(mapping.indicator, known)
    if mapping.answer is not None:
        yield from _answer(mapping)
    if mapping.when is not None:
        yield from _when(mapping.when)
    yield from two_meanings(mapping.answers, "answers", LISTS)
    yield from _two_uses(mapping)


def _dialect(mapping: MappingFile) -> Iterator[Finding]:
    checks = (
        ("delimiter", mapping.delimiter, check_delimiter),
        ("encoding", mapping.encoding, check_encoding),
    )
    for path, value, check in checks:
        if value is not None:
            try:
                check(value)
            except UsageError as error:
                yield path, f"is not one: {error}"


def _replaced(case_ref: CaseRefCell) -> Iterator[Finding]:
    for old, new in case_ref.replace.items():
        path = f"case_ref.replace.{old}"
        if not old:
            yield path, "replaces nothing at all: name what is to be replaced"
        if not IN_REFERENCES.fullmatch(new):
            yield path, "puts in what no case reference has: letters, digits, '.', '_' and '-' only"


def _form(mapping: MappingFile) -> Iterator[Finding]:
    if mapping.form is Form.WIDE:
        if not mapping.columns:
            yield "columns", "names no column: at least one must stand for an indicator"
        for name in OF_LONG:
            if getattr(mapping, name) is not None:
                yield name, "is of the long form only: add 'form: long', or use 'columns'"
        return
    if mapping.columns:
        yield "columns", "is of the wide form: the long one has 'indicator' and 'answer' instead"
    for name in ("indicator", "answer"):
        if getattr(mapping, name) is None:
            yield "form", f"the long form needs {name!r} as well"


def _column(column: Column, path: str, known: Known) -> Iterator[Finding]:
    if column.indicator is None and not column.values:
        yield path, "has no 'indicator', nor 'values' that name some"
    if column.indicator is not None:
        yield from known.unknown(column.indicator, f"{path}.indicator")
    yield from cells_of(column, path)
    if column.when and column.past_before:
        yield f"{path}.when", "is said by 'past_before' already"
    if not column.values:
        yield from not_here(column, path, OF_VALUES, "is of a column with 'values' only")
        return
    if column.indicator is not None:
        yield f"{path}.values", "is of no use beside 'indicator': name one of the two"
    if column.absent is None:
        message = "does not say what it means that a sign is not named: 'absent: unanswered' or "
        yield path, f"{message}'absent: no'"
    yield from not_here(column, path, ALONE, "has no meaning beside 'values'")
    yield from _values(column, path, known)


def _indicator(cell: IndicatorCell, known: Known) -> Iterator[Finding]:
    if cell.values:
        yield from _values(cell, "indicator", known)
    else:
        yield from not_here(cell, "indicator", ("split", "ignore"), "needs 'values' beside it")


def _values(cell: Column | IndicatorCell, path: str, known: Known) -> Iterator[Finding]:
    if cell.split == "":
        yield f"{path}.split", "is empty: name what stands between two values"
    first: dict[str, str] = {}
    for name, indicators in cell.values.items():
        here = f"{path}.values.{name}"
        if first.setdefault(fold(name), name) != name:
            yield here, f"is the same value as {first[fold(name)]!r}"
        for message in _of_value(name, indicators, cell):
            yield here, message
        for place, each in enumerate(indicators):
            yield from known.unknown(each, f"{here}[{place}]")
    for place, name in enumerate(cell.ignore):
        if fold(name) in first:
            yield f"{path}.ignore[{place}]", "is under 'values' already"
        if fold(name) in _whole(cell):
            yield f"{path}.ignore[{place}]", "has a meaning as a whole cell already"


def _of_value(
    name: str, indicators: tuple[str, ...], cell: Column | IndicatorCell
) -> Iterator[str]:
    if not name.strip():
        yield "is no value: an empty cell is unanswered, always"
    if cell.split and cell.split in name:
        yield "has the separator in it, so that no cell can hold it"
    if fold(name) in _whole(cell):
        yield "has a meaning as a whole cell already"
    if not indicators:
        yield "stands for no indicator: if it is of no use here, put it under 'ignore'"


def _whole(cell: Column | IndicatorCell) -> set[str]:
    """Return the words that mean something as a whole cell."""
    return {fold(each) for name in LISTS for each in getattr(cell, name, ())}


def _answer(mapping: MappingFile) -> Iterator[Finding]:
    cell = mapping.answer
    assert cell is not None  # noqa: S101 - asked before
    if (cell.column is None) == (cell.every_row is None):
        yield "answer", "needs either 'column', or 'every_row: yes' if a row is there because it is"
    if cell.every_row is not None:
        said = "has no meaning beside 'every_row'"
        yield from not_here(cell, "answer", (*LISTS, *ALONE), said)
    yield from cells_of(cell, "answer")
    if cell.past_before and mapping.when is not None:
        yield "when", "is said by 'past_before' of 'answer' already"


def _when(cell: TimeCell) -> Iterator[Finding]:
    if (cell.always is None) == (cell.column is None):
        yield "when", "needs current or past, or else a 'column' that says so"
    if cell.always is not None:
        of_column = (*TIME_LISTS, "formats", "past_before")
        yield from not_here(cell, "when", of_column, "needs 'column' beside it")
    if bool(cell.formats) != (cell.past_before is not None):
        yield "when", "needs both 'formats' and 'past_before' for a column of dates"
    yield from dates(cell.formats, cell.past_before, "when")
    yield from two_meanings(cell, "when", TIME_LISTS)


def _two_uses(mapping: MappingFile) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for path, name in _uses(mapping):
        before = first.setdefault(name_key(name), path)
        shared = path == "when.column" and before.startswith(("columns.", "answer."))
        if before != path and not shared:
            yield path, f"the column is already in use, as {before}"


def _uses(mapping: MappingFile) -> Iterator[tuple[str, str]]:
    yield "case_ref", mapping.case_ref.column
    for name in mapping.columns:
        yield f"columns.{name}", name
    for part in ("indicator", "answer", "when"):
        if cell := getattr(mapping, part):
            yield from ((f"{part}.column", name) for name in (cell.column,) if name)
    if mapping.note:
        yield "note", mapping.note
    for place, name in enumerate(mapping.ignore):
        yield f"ignore[{place}]", name
