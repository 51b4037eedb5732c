"""The rows of a guide's tables: which cells name a group, and which are what is asked."""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import groupby
from typing import Final, NamedTuple

from cse_check.guides.lines import LineKind
from cse_check.keeping.proposals.cues import Stance, stance
from cse_check.keeping.proposals.judging import LETTERS, NUMBER
from cse_check.keeping.proposals.passages import Passage
from cse_check.keeping.proposals.vocabulary import any_of

NAMES: Final = any_of(
    r"""
    categor(?:y|ies)\b  areas?\b  themes?\b  domains?\b  headings?\b  types?\b  topics?\b
    groups?\b
    sections?\b
    """
)
ASKS: Final = any_of(
    r"""
    indicators?\b  signs?\b  behaviou?rs?\b  descriptions?\b  examples?\b  factors?\b  questions?\b
    what (?:may|to|might|you|we)\b  concerns?\b  vulnerabilit(?:y|ies)\b  observations?\b  things\b
    """
)
FILLED_IN: Final = any_of(
    r"""
    yes\b  no\b  y\b  n\b  not known\b  unknown\b  tick\b  notes?\b  comments?\b  evidence\b
    details\b  scores?\b  dates?\b  source\b  what do you know\b  actions?\b  responses?\b
    contacts?\b  teams?\b
    numbers?\b  telephone\b  phone\b  hours\b  when\b  who\b  weight(?:ing)?\b  initials\b
    """
)
SHORT: Final = 6
MOSTLY: Final = 0.5


class Role(StrEnum):
    """What a column is for."""

    NAME = "name"
    ASKED = "asked"
    NEITHER = "neither"


class Row(NamedTuple):
    """A row: what heads all rows after it, what names its own group, and what is asked."""

    heading: Passage | None = None
    name: Passage | None = None
    asked: tuple[Passage, ...] = ()


class Table(NamedTuple):
    """A table's rows; `head` is the cell over what is asked, if it has one."""

    head: Passage | None
    rows: tuple[Row, ...]


def table(cells: Sequence[Passage]) -> Table:
    """Return a table as what its cells are for."""
    rows = [list(row) for _, row in groupby(cells, key=lambda each: each.first.row)]
    roles = _headed(rows[0])
    body = rows[1:] if roles else rows
    roles = roles or _unheaded(rows)
    head = next((each for each in rows[0] if roles.get(each.first.column) is Role.ASKED), None)
    headings = [each for row in body for each in row if each.kind is LineKind.HEADING]
    headings = headings or _headings(body)
    found = tuple(Row(row[0]) if row[0] in headings else _row(row, roles) for row in body)
    return Table(head if body is not rows else None, found)


def _row(row: Sequence[Passage], roles: dict[int | None, Role]) -> Row:
    if any(NUMBER.search(each.text) for each in row):
        return Row()
    lettered = [each for each in row if LETTERS.search(each.text)]
    asked = tuple(each for each in lettered if roles.get(each.first.column) is Role.ASKED)
    name = next((each for each in lettered if roles.get(each.first.column) is Role.NAME), None)
    return Row(None, name, asked)


def _headings(rows: Sequence[Sequence[Passage]]) -> list[Passage]:
    """Return the cells that are a row by themselves, and head the rows after them.

    Where most rows are so, because nothing is printed where people tick, only a letter or number
    tells a heading from the others.
    """
    single = [row[0] for row in rows if len(row) == 1 and _may_head(row[0])]
    lettered = [each for each in single if each.mark]
    if len(single) < MOSTLY * len(rows):
        return single
    return lettered if len(lettered) < MOSTLY * len(single) else []


def _may_head(cell: Passage) -> bool:
    return cell.first.column == 1 and _is_short(cell) and bool(LETTERS.search(cell.text))


def _headed(row: Sequence[Passage]) -> dict[int | None, Role]:
    """Return what a table's own heads say of its columns, or nothing where it has none."""
    found = {each.first.column: _role(each.text) for each in row}
    said = {column: role for column, role in found.items() if role}
    if Role.ASKED not in said.values() or any(not _is_short(each) for each in row):
        return said if said and len(said) == len(found) > 1 else {}
    return said


def _role(text: str) -> Role | None:
    if ASKS.search(text) and not re.search(r"\bevidence\b", text, re.I):
        return Role.ASKED
    if FILLED_IN.search(text):
        return Role.NEITHER
    if NAMES.search(text):
        return Role.NAME
    return Role.ASKED if stance(text) is Stance.ASKED else None


def _unheaded(rows: Sequence[Sequence[Passage]]) -> dict[int | None, Role]:
    """Return what the columns of a table without heads look like."""
    columns = sorted({each.first.column or 0 for row in rows for each in row})
    if len(columns) == 1:
        return {columns[0]: Role.ASKED}
    firsts = [each for row in rows for each in row if (each.first.column or 0) == columns[0]]
    seconds = [each for row in rows for each in row if (each.first.column or 0) == columns[1]]
    lettered = [each for each in seconds if LETTERS.search(each.text)]
    if (
        _words(firsts) <= SHORT
        and len(lettered) > len(seconds) / 2
        and _words(lettered) > _words(firsts)
    ):
        return {columns[0]: Role.NAME, columns[1]: Role.ASKED}
    return {columns[0]: Role.ASKED}


def _words(cells: Sequence[Passage]) -> float:
    return sum(len(each.text.split()) for each in cells) / max(len(cells), 1)


def _is_short(cell: Passage) -> bool:
    return len(cell.text.split()) <= SHORT + 2


def rows_of(cells: Sequence[Passage]) -> Iterator[tuple[Passage, ...]]:
    """Yield the cells of each row that has any."""
    for _, row in groupby(cells, key=lambda each: (each.first.table, each.first.row)):
        yield tuple(row)
