"""Which columns a frame has: by its own names, or by those that a mapping and `name` make."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple, NoReturn

import pyarrow as pa

from cse_check.batch.columns import Header, WideColumns
from cse_check.batch.header import CASE_REF, HeaderReader
from cse_check.batch.header_faults import short
from cse_check.batch.mapping import ColumnMap
from cse_check.batch.mapping.names import name_key
from cse_check.batch.records import CsvRecord
from cse_check.batch.rows import Checklist, Rows
from cse_check.errors import Fault, InvalidFileError, UsageError
from cse_check.frames.cells import can_be_read, keeps_references

FRAME: Final = "the frame"
NO_COLUMNS: Final = "has neither a column of the case reference nor one of an indicator"
NOT_ONE: Final = "is of the type {kind}: a cell has to hold one text, number or date"
NO_LONGER: Final = (
    "is of the type {kind}, in which a reference is no longer as it was written: read it as text "
    "(in pandas with dtype=str)"
)
PASSED_OVER: Final = (
    "its column {called!r} would be passed over, and may be that of {meant!r}, which has none: "
    "{how}"
)
IN_FRAME: Final = "call it {name!r}, or leave it out of the frame"
IN_MAPPING: Final = "name it in the mapping, among its columns or in `ignore`"
ONE_ROW: Final = (
    "A frame is screened a row a case: gather the rows of a case first, or write them into a file, "
    "whose rows may be answers, or several about a case."
)


class Rules(NamedTuple):
    """What columns are called: by a mapping, `ref` and `name`, as `frames.screen` has them."""

    mapping: ColumnMap | None
    ref: str
    name: Callable[[str], str]
    ignore_extra: bool

    @property
    def several_rows(self) -> bool:
        """Whether the mapping is about cases of several rows."""
        mapping = self.mapping
        return mapping is not None and (mapping.long is not None or mapping.rows is Rows.MANY)

    def calls(self, own: str, others: Iterable[str], called: Sequence[str]) -> dict[str, str]:
        """Return the frame's name for each that is known here; `own` is that of the reference.

        Raises:
            InvalidFileError: the column that is to have the reference is not there.
        """
        names = {here: self.name(here) for here in (own, *others)}
        if self.mapping and self.ref == CASE_REF:
            return names
        if name_key(self.ref) in map(name_key, called):
            names[own] = self.ref
        elif self.ref != CASE_REF:
            refuse(f"has no column {self.ref!r}, which is to have the case reference")
        return names


def header_of(schema: pa.Schema, checklist: Checklist, rules: Rules) -> Header:
    """Return what the columns of a frame are; they are called as the frame calls them.

    Raises:
        InvalidFileError: with all that is wrong with them.
        UsageError: a row is an answer, and not a case.
    """
    names = _known_as(schema.names, checklist, rules)
    reader = HeaderReader(FRAME, checklist, ",", ignore_extra=rules.ignore_extra, show_names=True)
    header = reader.examine(CsvRecord(1, names, ",".join(names)), rules.mapping)
    if header is None:
        refuse(NO_COLUMNS)
    faults = list(map(_anywhere, reader.faults))
    if isinstance(header.columns, WideColumns):
        faults += _unreadable(header.columns, schema)
    faults += _passed_over(header, schema.names, rules)
    if faults:
        raise InvalidFileError(faults, remedies=reader.remedies)
    if not isinstance(header.columns, WideColumns):
        raise UsageError(ONE_ROW)
    called = tuple(name.strip() for name in schema.names)
    return header._replace(names=called, written=called)


def refuse(message: str) -> NoReturn:
    """Refuse a frame as a whole.

    Raises:
        InvalidFileError: always.
    """
    raise InvalidFileError([Fault(FRAME, 0, 0, "", message)])


def _known_as(called: Sequence[str], checklist: Checklist, rules: Rules) -> list[str]:
    """Return what each column of a frame is known by here; no two are known by the same."""
    mapping = rules.mapping
    if mapping:
        names = rules.calls(mapping.case_ref, (*mapping.names, *mapping.ignore), called)
    else:
        names = rules.calls(CASE_REF, checklist.places, called)
    there = set(map(name_key, called))
    known: dict[str, str] = {}
    for here, name in names.items():
        key = name_key(name)
        if key in there and key in known:
            both = f"{known[key]!r} and {here!r}"
            refuse(f"has one column {name!r} for two, by what `name` and `ref` say: {both}")
        known[key] = here
    found = [known.get(name_key(name), name) for name in called]
    _check_apart(found, called)
    return found


def _check_apart(found: Sequence[str], called: Sequence[str]) -> None:
    """Check that no two columns of other names are known by the same."""
    first: dict[str, str] = {}
    for here, name in zip(map(name_key, found), called, strict=True):
        before = first.setdefault(here, name)
        if name_key(before) != name_key(name):
            refuse(f"has two columns that would be read as {here!r}: {before!r} and {name!r}")


def _anywhere(fault: Fault) -> Fault:
    """Return what is wrong with a header as wrong with a frame, which has no lines."""
    return fault._replace(line=0, column=0)


def _unreadable(columns: WideColumns, schema: pa.Schema) -> Iterator[Fault]:
    read = {columns.case_ref, *(each.column for found in columns.sources for each in found)}
    if columns.clock:
        read.add(columns.clock.column)
    for place in sorted(read):
        kind = schema.field(place).type
        if not can_be_read(kind):
            yield Fault(FRAME, 0, 0, schema.names[place], NOT_ONE.format(kind=kind))
        elif place == columns.case_ref and not keeps_references(kind):
            yield Fault(FRAME, 0, 0, schema.names[place], NO_LONGER.format(kind=kind))


def _passed_over(header: Header, called: Sequence[str], rules: Rules) -> Iterator[Fault]:
    """Yield what is ignored and may be an indicator's: nobody is told of it afterwards."""
    for number, meant in header.doubtful:
        how = IN_MAPPING if rules.mapping else IN_FRAME.format(name=rules.name(meant))
        message = PASSED_OVER.format(called=short(called[number - 1]), meant=meant, how=how)
        yield Fault(FRAME, 0, 0, "", message)
