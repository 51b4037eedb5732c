"""Which columns a file has: what its first record comes to."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from cse_check.batch.mapping.names import name_key
from cse_check.batch.mapping.ready import ColumnMap, LongRules
from cse_check.batch.meanings import Signs
from cse_check.batch.rows import Checklist
from cse_check.batch.times import Clock, Timed
from cse_check.batch.tokens import Indicators, Tokens
from cse_check.catalogue.renaming import Renaming
from cse_check.model import When

Clean = Callable[[str], str]
"""What makes a case reference of a cell."""


class AnswerColumn(NamedTuple):
    """A column about an indicator: where it is, what its cells mean, and of when.

    Several may have the same place: a column whose cells hold several signs is one for each.
    `slot` is where what it says is gathered (`batch.slots`).
    """

    column: int
    tokens: Tokens
    slot: int
    when: When | None = None
    clock: Clock | None = None

    @property
    def timed(self) -> Timed:
        """Its time."""
        return Timed(self.when, self.clock)


class WideColumns(NamedTuple):
    """A column an indicator; a row is about a case.

    `sources` has the columns of each indicator, in the catalogue's order. `clock` is a column that
    says when for the whole row; its cells have to be looked at even where nothing is answered.
    `clean` makes a reference of its cell, where a mapping replaces anything in it.
    """

    case_ref: int
    sources: tuple[tuple[AnswerColumn, ...], ...]
    clock: Clock | None = None
    clean: Clean | None = None


class LongColumns(NamedTuple):
    """A row an answer. Each is the place of a column; `note` may be missing.

    `indicators`, `tokens` and `clock` say what cells mean. Where a row says yes by being there,
    `answer` is the column of the indicator, and whatever it holds is a yes. `named` is whether a
    mapping names the values of the indicator's column; `met` is told the indicator of a good row,
    where it may be an old id.
    """

    case_ref: int
    indicator: int
    answer: int
    note: int | None
    indicators: Indicators
    tokens: Tokens
    clock: Clock | None = None
    when: When | None = None
    named: bool = False
    met: Callable[[str], object] | None = None
    clean: Clean | None = None


class Header(NamedTuple):
    """What the first record says: the form, the columns that are not ours, and all the names.

    `absent` has the ids of indicators that no column is about; `differences` the names of columns
    that are written otherwise in the mapping, with the number of the column. `renaming` follows old
    ids in names of columns and in cells; `renamed` has a line for each that the mapping uses.
    `written` has the names as the file has them: with those of a form's groups, if there are any.
    `doubtful` has the numbers of ignored columns that nobody named, and that may be of an indicator
    without a column: each with its id.
    """

    columns: WideColumns | LongColumns
    names: tuple[str, ...]
    ignored: tuple[int, ...]
    absent: tuple[str, ...]
    renaming: Renaming
    renamed: tuple[str, ...] = ()
    differences: tuple[tuple[int, str], ...] = ()
    written: tuple[str, ...] = ()
    doubtful: tuple[tuple[int, str], ...] = ()


def columns_of(
    folded: Sequence[str],
    case_ref: int,
    mapping: ColumnMap,
    checklist: Checklist,
    renaming: Renaming,
) -> WideColumns | LongColumns:
    """Return where a mapping's columns are in a header, whose names are as `name_key` has them.

    One that is not there is left out.
    """
    if mapping.long:
        return _long(folded, case_ref, mapping, mapping.long, checklist, renaming)
    row_clock = _row_clock(folded, mapping)
    sources: dict[str, list[AnswerColumn]] = {each: [] for each in checklist.ids}
    for column, rules in mapping.columns.items():
        if (place := place_of(folded, column)) is None:
            continue
        for rule in rules:
            own = Clock(place, rule.times) if rule.times is not None else None
            clock = own or (None if rule.when else row_clock)
            slot = checklist.places[rule.asked]
            source = AnswerColumn(place, rule.tokens, slot, rule.when or mapping.always, clock)
            sources[rule.indicator].append(source)
    found = tuple(map(tuple, sources.values()))
    return WideColumns(case_ref, found, row_clock, mapping.clean())


def _long(
    folded: Sequence[str],
    case_ref: int,
    mapping: ColumnMap,
    rules: LongRules,
    checklist: Checklist,
    renaming: Renaming,
) -> LongColumns:
    indicator, answer = (place_of(folded, each) or 0 for each in (rules.indicator, rules.answer))
    clock = Clock(answer, rules.times) if rules.times is not None else _row_clock(folded, mapping)
    return LongColumns(
        case_ref,
        indicator,
        answer,
        place_of(folded, rules.note) if rules.note else None,
        Indicators(by_sign(rules.signs, checklist) if rules.signs else by_id(checklist)),
        rules.tokens,
        clock,
        mapping.always,
        named=rules.signs is not None,
        met=None if rules.signs else met_by(renaming, checklist),
        clean=mapping.clean(),
    )


def _row_clock(folded: Sequence[str], mapping: ColumnMap) -> Clock | None:
    place = place_of(folded, mapping.when.column) if mapping.when else None
    return None if mapping.when is None or place is None else Clock(place, mapping.when.tokens)


def place_of(folded: Sequence[str], name: str) -> int | None:
    """Return where a name is in a header whose names are as `name_key` has them, or None."""
    key = name_key(name)
    return folded.index(key) if key in folded else None


def by_id(checklist: Checklist) -> Callable[[str], tuple[int, ...] | None]:
    """Return the rule for cells with the id of one indicator."""

    def places(cell: str) -> tuple[int, ...] | None:
        place = checklist.places.get(cell.strip().lower())
        return None if place is None else (place,)

    return places


def met_by(renaming: Renaming, checklist: Checklist) -> Callable[[str], object] | None:
    """Return who is to be told of the ids in cells; None where there are no old ones."""
    return (lambda cell: renaming.current(cell.strip().lower())) if checklist.renamed else None


def by_sign(signs: Signs, checklist: Checklist) -> Callable[[str], tuple[int, ...] | None]:
    """Return the rule for cells with signs; an empty one names no indicator, and is refused."""

    def places(cell: str) -> tuple[int, ...] | None:
        found = None if signs.is_empty(cell) else signs(cell)
        return None if found is None else tuple(sorted(checklist.places[each] for each in found))

    return places


def differences(
    names: tuple[str, ...], folded: tuple[str, ...], mapping: ColumnMap
) -> Iterator[tuple[int, str]]:
    """Yield the columns that are written otherwise in the mapping, in case or space."""
    for wanted in (*mapping.names, *mapping.ignore):
        place = place_of(folded, wanted)
        if place is not None and names[place] != wanted:
            yield place + 1, wanted
