"""A catalogue as a table: one row a source, a category, an indicator, a contact.

The first cell of a row says what it is; the columns are the fields of the format, by their own
names. So a new field of the format is a new column, and nothing here changes.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache
from types import NoneType
from typing import Any, Final, NamedTuple, get_args, get_origin

from msgspec import Struct
from msgspec.structs import FieldInfo, fields

from cse_check.model import (
    Action,
    Area,
    Catalogue,
    Category,
    Contact,
    Indicator,
    Source,
    Statement,
)

BETWEEN: Final = "; "
"""What stands between the items of a list in one cell; no item of such a list can hold it."""
WHAT: Final = "row"
"""The name of the first column."""


class Row(StrEnum):
    """What a row is about."""

    CATALOGUE = "catalogue"
    AREA = "area"
    ALIAS = "alias"
    SOURCE = "source"
    DEFINITION = "definition"
    WHO = "who"
    CAVEAT = "caveat"
    ACTION = "action"
    CATEGORY = "category"
    INDICATOR = "indicator"
    CONTACT = "contact"
    GAP = "gap"


class Kind(NamedTuple):
    """The columns of a kind of row, by what each holds."""

    columns: dict[str, Any]

    def cells(self, value: Struct) -> dict[str, str]:
        """Return a value's cells, by column."""
        return {name: _cell(getattr(value, name)) for name in self.columns}


def _kind(struct: type[Struct], *left_out: str) -> Kind:
    return Kind({each.name: each.type for each in _fields(struct) if each.name not in left_out})


@cache
def _fields(struct: type[Struct]) -> tuple[FieldInfo, ...]:
    return fields(struct)


PARTS: Final = ("format", "area", "sources", "guide", "categories", "contacts", "gaps")
"""The fields of a catalogue that have rows of their own, or need none."""
ONLY_TEXT: Final = Kind({"text": str})
KINDS: Final = {
    Row.CATALOGUE: _kind(Catalogue, *PARTS),
    Row.AREA: _kind(Area, "aliases"),
    Row.ALIAS: ONLY_TEXT,
    Row.SOURCE: _kind(Source),
    Row.DEFINITION: _kind(Statement),
    Row.WHO: _kind(Statement),
    Row.CAVEAT: _kind(Statement),
    Row.ACTION: _kind(Action),
    Row.CATEGORY: _kind(Category, "indicators"),
    Row.INDICATOR: _kind(Indicator),
    Row.CONTACT: _kind(Contact, "corrected", "confirmed"),
    Row.GAP: ONLY_TEXT,
}
FIRST: Final = (
    WHAT, "id", "name", "team", "phone", "text", "source_text", "source", "note", "kind",
    "grouping", "urgent", "audience", "hours",
)  # fmt: skip
"""The columns that people look at most."""
COLUMNS: Final = tuple(
    dict.fromkeys((*FIRST, *(name for kind in KINDS.values() for name in kind.columns)))
)


def table(catalogue: Catalogue) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a catalogue as cells, the header first."""
    yield COLUMNS
    for row, cells in _rows(catalogue):
        yield (row.value, *(cells.get(column, "") for column in COLUMNS[1:]))


def choices(column: str) -> tuple[str, ...]:
    """Return the values that a column may have, where there are only so many; else none."""
    if column == WHAT:
        return tuple(Row)
    kinds = [kind.columns[column] for kind in KINDS.values() if column in kind.columns]
    wanted = {each.value for kind in kinds for each in _members(kind)}
    if not wanted and is_yes_or_no(column):
        return ("true", "false")
    return tuple(sorted(wanted)) if all(map(_members, kinds)) else ()


def is_list(column: str) -> bool:
    """Return whether a cell of this column holds a list."""
    return any(
        get_origin(_needed(kind.columns[column])) is tuple
        for kind in KINDS.values()
        if column in kind.columns
    )


def is_yes_or_no(column: str) -> bool:
    """Return whether a cell of this column is true or false."""
    return any(kind.columns.get(column) is bool for kind in KINDS.values())


def _members(wanted: Any) -> Iterable[StrEnum]:
    needed = _needed(wanted)
    return tuple(needed) if isinstance(needed, type) and issubclass(needed, StrEnum) else ()


def _needed(wanted: Any) -> Any:
    """Return a type without the None that it may also be."""
    others = [each for each in get_args(wanted) if each is not NoneType]
    return others[0] if NoneType in get_args(wanted) else wanted


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case tuple():
            return BETWEEN.join(map(str, value))
        case _:
            return str(value)


def _rows(catalogue: Catalogue) -> Iterator[tuple[Row, dict[str, str]]]:
    def of(row: Row, value: Struct) -> tuple[Row, dict[str, str]]:
        return row, KINDS[row].cells(value)

    guide = catalogue.guide
    yield of(Row.CATALOGUE, catalogue)
    yield of(Row.AREA, catalogue.area)
    yield from ((Row.ALIAS, {"text": each}) for each in catalogue.area.aliases)
    yield from (of(Row.SOURCE, each) for each in catalogue.sources)
    yield of(Row.DEFINITION, guide.definition)
    yield of(Row.WHO, guide.who)
    yield from (of(Row.ACTION, each) for each in guide.actions)
    if guide.caveat:
        yield of(Row.CAVEAT, guide.caveat)
    for category in catalogue.categories:
        yield of(Row.CATEGORY, category)
        yield from (of(Row.INDICATOR, each) for each in category.indicators)
    yield from (of(Row.CONTACT, each) for each in catalogue.contacts)
    yield from ((Row.GAP, {"text": each}) for each in catalogue.gaps)
