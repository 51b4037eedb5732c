"""The first record of a file: which columns it has, or why the file cannot be screened."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final, NamedTuple, NoReturn

from cse_check.batch.mapping import ColumnMap
from cse_check.batch.records import CsvRecord
from cse_check.batch.rows import Checklist, Rejected
from cse_check.batch.tokens import Tokens
from cse_check.catalogue.renaming import Renaming
from cse_check.errors import Fault, InvalidFileError, Remedy, UsageError, Way
from cse_check.model import When
from cse_check.reading.nearness import did_you_mean, offers
from cse_check.reading.tree import MAX_FAULTS

CASE_REF: Final = "case_ref"
LONG: Final = ("indicator", "answer")
LONG_MORE: Final = ("when", "note")
DELIMITERS: Final = {"\t": "tab", ";": "';'", "|": "'|'", ",": "','"}
LONGEST_NAME: Final = 64
COMPARED: Final = 1_000
"""How many names are compared with one that is missing: a line may hold half a million."""


class AnswerColumn(NamedTuple):
    """A column about an indicator: where it is, and what its cells mean."""

    column: int
    tokens: Tokens
    when: When | None = None


class WideColumns(NamedTuple):
    """A row a case. `sources` has the columns of each indicator, in the catalogue's order."""

    case_ref: int
    sources: tuple[tuple[AnswerColumn, ...], ...]


class LongColumns(NamedTuple):
    """A row an answer. Each is the place of a column; `when` and `note` may be missing."""

    case_ref: int
    indicator: int
    answer: int
    when: int | None
    note: int | None


class Header(NamedTuple):
    """What the first record says: the form, the columns that are not ours, and all the names.

    `renamed` has a line for each column that is named by an old id.
    """

    columns: WideColumns | LongColumns
    names: tuple[str, ...]
    ignored: tuple[int, ...]
    absent: tuple[str, ...]
    renamed: tuple[str, ...] = ()


class Hint(NamedTuple):
    """What a file seems to be, where its start gives that away, and how to read it then."""

    message: str
    remedy: Remedy | None = None


class HeaderReader:
    """Makes a `Header` from a record, or raises everything that is wrong with it.

    A name that is not known may be a child's, so faults have the number of its column; with
    `show_names` they have the name too.
    """

    def __init__(
        self,
        file: str,
        checklist: Checklist,
        delimiter: str,
        *,
        ignore_extra: bool = False,
        show_names: bool = False,
    ) -> None:
        self._file = file
        self._checklist = checklist
        self._delimiter = delimiter
        self._ignore_extra = ignore_extra
        self._show_names = show_names
        self._unlisted = 0
        self._faults: list[Fault] = []
        self._remedy: Remedy | None = None
        self._record = CsvRecord(1, [], "")

    def read(self, record: CsvRecord | Rejected | None, mapping: ColumnMap | None = None) -> Header:
        """Return the header.

        Raises:
            InvalidFileError: with every fault of it; where the delimiter or the encoding is another
                one, with that as its remedy.
        """
        if record is None:
            self._stop(1, "is empty: the first line must name the columns")
        if isinstance(record, Rejected):
            said = Hint(f"cannot be read as a header: it {record.message}")
            self._stop(record.line, *(encoding_hint(record.raw or "") or said))
        self._record = record
        names = tuple(name.strip() for name in record.cells)
        if hint := encoding_hint(record.first) or self._delimiter_hint(names, mapping):
            self._stop(record.line, *hint)
        self._check_names(names)
        header = self._mapped(names, mapping) if mapping else self._own(names)
        if self._unlisted:
            last = self._faults[-1]
            message = f"and {self._unlisted} more faults that are not listed here"
            self._faults.append(last._replace(message=message))
        if self._faults:
            raise InvalidFileError(self._faults, remedy=self._remedy)
        return header

    def _own(self, names: tuple[str, ...]) -> Header:
        """Read a header that has cse-check's own names; their case does not matter."""
        folded = tuple(name.lower() for name in names)
        if all(name in folded for name in LONG):
            return self._long(names, folded)
        tokens, renaming = Tokens(), Renaming(self._checklist.edition.catalogue)
        today = tuple(renaming.current(name) for name in folded)
        self._check_twice(folded, today)
        sources = tuple(
            (AnswerColumn(today.index(each), tokens),) if each in today else ()
            for each in self._checklist.ids
        )
        if not any(sources) and CASE_REF not in folded:
            self._no_header()
        if not any(sources):
            self._remedy = Remedy(Way.COLUMNS)
            self._fault(None, "has no column of an indicator")
        ignored = self._extra(names, {CASE_REF, *self._checklist.places})
        header = self._wide(names, self._place(folded, CASE_REF), sources, ignored)
        return header._replace(renamed=renaming.lines)

    def _check_twice(self, folded: tuple[str, ...], today: tuple[str, ...]) -> None:
        """Refuse two columns of one indicator, by an old id and by today's."""
        first: dict[str, int] = {}
        for place, indicator_id in enumerate(today):
            before = first.setdefault(indicator_id, place)
            if folded[before] != folded[place]:
                message = f"is of the same indicator as column {before + 1}: {indicator_id!r}"
                self._fault(place, f"{self._called(place, folded[place])} {message}")

    def _long(self, names: tuple[str, ...], folded: tuple[str, ...]) -> Header:
        ignored = self._extra(names, {CASE_REF, *LONG, *LONG_MORE})
        places = [self._place(folded, name) for name in (CASE_REF, *LONG)]
        more = [folded.index(name) if name in folded else None for name in LONG_MORE]
        return Header(LongColumns(*places, *more), names, ignored, ())

    def _mapped(self, names: tuple[str, ...], mapping: ColumnMap) -> Header:
        """Read a header that has an export's names, as the mapping has them."""
        for wanted in mapping.columns:
            if wanted not in names:
                message = f"has no column {_short(wanted)!r}, which the mapping names"
                self._fault(None, message + _nearest_column(wanted, names))
        known = {mapping.case_ref, *mapping.columns, *mapping.ignore}
        ignored = self._extra(names, known, ours=list(known))
        sources: dict[str, list[AnswerColumn]] = {each: [] for each in self._checklist.ids}
        if not sources.keys() >= {rule.indicator for rule in mapping.columns.values()}:
            raise UsageError("The mapping is not for this catalogue: it has other indicators.")
        for column, rule in mapping.columns.items():
            if column in names:
                source = AnswerColumn(names.index(column), rule.tokens, rule.when)
                sources[rule.indicator].append(source)
        place = self._place(names, mapping.case_ref)
        return self._wide(names, place, tuple(map(tuple, sources.values())), ignored)

    def _wide(
        self,
        names: tuple[str, ...],
        case_ref: int,
        sources: tuple[tuple[AnswerColumn, ...], ...],
        ignored: tuple[int, ...],
    ) -> Header:
        ids = self._checklist.ids
        absent = tuple(each for each, found in zip(ids, sources, strict=True) if not found)
        return Header(WideColumns(case_ref, sources), names, ignored, absent)

    def _check_names(self, names: tuple[str, ...]) -> None:
        first: dict[str, int] = {}
        for place, name in enumerate(names):
            if not name:
                self._fault(place, "is a column without a name")
            elif (before := first.setdefault(name.lower(), place)) != place:
                same = f"has the same name as column {before + 1}"
                self._fault(place, f"{self._called(place, name)} {same}")

    def _place(self, names: Sequence[str], wanted: str) -> int:
        if wanted in names:
            return names.index(wanted)
        near = _nearest_column(wanted, names)
        self._fault(None, f"has no column {_short(wanted)!r}, which is required{near}")
        return 0

    def _extra(
        self, names: tuple[str, ...], known: set[str], *, ours: list[str] | None = None
    ) -> tuple[int, ...]:
        """Return the numbers of the columns that are not ours; each is a fault unless ignored."""
        exact = ours is not None
        extra = [
            place
            for place, name in enumerate(names)
            if name and (name if exact else name.lower()) not in known
        ]
        if not self._ignore_extra:
            area = self._checklist.edition.catalogue.area.id
            where = "named in the mapping" if exact else f"a column for {area}"
            for place in extra:
                near = "" if self._unlisted else self._near(names[place], ours or sorted(known))
                self._fault(place, f"{self._called(place, names[place])} is not {where}{near}")
        return tuple(place + 1 for place in extra)

    def _near(self, name: str, known: list[str]) -> str:
        return did_you_mean(name, known, asks=self._checklist.asks)

    def _delimiter_hint(self, names: tuple[str, ...], mapping: ColumnMap | None) -> Hint | None:
        """Return which delimiter to name, if the header has another than the one in use."""
        if len(names) > 1:
            return None
        wanted = {mapping.case_ref, *mapping.columns} if mapping else {CASE_REF}
        known = {name.lower() for name in wanted}
        for delimiter, name in DELIMITERS.items():
            parts = [part.strip(' "').lower() for part in names[0].split(delimiter)]
            if len(parts) > 1 and known.intersection(parts):
                return Hint(f"its cells are separated by {name}", Remedy(Way.DELIMITER, name))
        return None

    def _no_header(self) -> NoReturn:
        """Stop, without repeating what is there: it may be a case and not a header."""
        self._stop(
            1,
            "is not a header: it names neither case_ref nor an indicator. The first line must "
            "name the columns",
            Remedy(Way.COLUMNS),
        )

    def _called(self, place: int, name: str) -> str:
        """Return what messages call a column: its number, and its name if that was asked for."""
        return f"column {place + 1}" + (f" ({_short(name)!r})" if self._show_names else "")

    def _fault(self, place: int | None, message: str) -> None:
        if len(self._faults) >= MAX_FAULTS:
            self._unlisted += 1
            return
        line, column = self._position(place) if place is not None else (self._record.line, 1)
        self._faults.append(Fault(self._file, line, column, "", message))

    def _position(self, place: int) -> tuple[int, int]:
        """Return the line and column of the file where a cell of the header starts."""
        start = self._starts[place]
        before = self._record.text[:start]
        return self._record.line + before.count("\n"), start - before.rfind("\n")

    @cached_property
    def _starts(self) -> list[int]:
        return list(cell_starts(self._record.text, self._delimiter))

    def _stop(self, line: int, message: str, remedy: Remedy | None = None) -> NoReturn:
        raise InvalidFileError([Fault(self._file, line, 1, "", message)], remedy=remedy)


def cell_starts(text: str, delimiter: str) -> Iterator[int]:
    """Yield where the cells of a well-formed record start."""
    quoted = False
    yield 0
    for index, character in enumerate(text):
        quoted ^= character == '"'
        if character == delimiter and not quoted:
            yield index + 1


def encoding_hint(header: str) -> Hint | None:
    """Return what a file is and what to do about it, where its start gives that away; or None."""
    if header.startswith("PK\x03\x04"):
        return Hint("is an Excel workbook or another zip file: save it as 'CSV UTF-8'")
    if header.startswith("\x1f"):
        return Hint("is compressed: give it a name that ends in .csv.gz")
    if header.startswith(("\udcff\udcfe", "\udcfe\udcff")) or "\0" in header:
        return Hint("is not UTF-8 but, it seems, UTF-16", Remedy(Way.ENCODING, "utf-16"))
    if header.startswith("\u00ef\u00bb\u00bf"):
        return Hint("is UTF-8", Remedy(Way.ENCODING, "utf-8"))
    if any("\udc80" <= character <= "\udcff" for character in header):
        return Hint(
            "is not in the encoding that was named (by default UTF-8): name the right one; an "
            "export from Excel on Windows is often cp1252",
            Remedy(Way.ENCODING),
        )
    if header.lower().startswith("sep="):
        return Hint(
            "is an instruction to Excel: remove this line, and name the delimiter that it gives",
            Remedy(Way.DELIMITER, _excels_delimiter(header)),
        )
    if "\r" in header:
        return Hint("ends its lines with CR alone: save it with LF or CRLF")
    return None


def _excels_delimiter(header: str) -> str:
    """Return the delimiter of Excel's line `sep=;`, as it is named; empty if it has no name."""
    return DELIMITERS.get(header[len("sep=") :][:1], "")


def _nearest_column(wanted: str, names: Sequence[str]) -> str:
    """Return "; did you mean column 2?" for the columns whose names are near this, or nothing."""
    near = [f"column {names.index(each) + 1}" for each in offers(wanted, names[:COMPARED])]
    return f"; did you mean {' or '.join(near)}?" if near else ""


def _short(name: str) -> str:
    return name[:LONGEST_NAME]
