"""The first record of a file: which columns it has, or why the file cannot be screened."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from cse_check.batch.columns import (
    AnswerColumn,
    Header,
    LongColumns,
    WideColumns,
    by_id,
    columns_of,
    differences,
    met_by,
    place_of,
)
from cse_check.batch.header_faults import HeaderFaults, short
from cse_check.batch.hints import encoding_hint
from cse_check.batch.mapping import ColumnMap
from cse_check.batch.mapping.names import name_key
from cse_check.batch.records import CsvRecord
from cse_check.batch.rows import Checklist, Rejected
from cse_check.batch.times import OWN_WHEN, Clock
from cse_check.batch.tokens import Indicators, Tokens
from cse_check.catalogue.renaming import Renaming
from cse_check.errors import Fault, Remedy, UsageError, Way
from cse_check.reading.nearness import did_you_mean, offers

CASE_REF: Final = "case_ref"
LONG: Final = ("indicator", "answer")
LONG_MORE: Final = ("when", "note")
COMPARED: Final = 1_000
"""How many names are compared with one that is missing: a line may hold half a million."""


def wanted_names(checklist: Checklist, mapping: ColumnMap | None) -> set[str]:
    """Return the names that a header may have, as `name_key` has them."""
    own = (CASE_REF, *LONG, *LONG_MORE, *checklist.places)
    return {name_key(name) for name in (mapping.names if mapping else own)}


class HeaderReader:
    """Makes a `Header` from a record, and finds everything that is wrong with it.

    After `examine`, `faults` has all faults, and `unplaced` says whether the column with the case
    reference is missing.
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
        self.unplaced = False
        self._found = HeaderFaults(file, delimiter, show_names=show_names)
        self._checklist = checklist
        self._delimiter = delimiter
        self._ignore_extra = ignore_extra
        self._renaming = Renaming(checklist.edition.catalogue)

    @property
    def faults(self) -> list[Fault]:
        """What is wrong with the header."""
        return self._found.faults

    @property
    def remedies(self) -> list[Remedy]:
        """What would help."""
        return self._found.remedies

    def examine(
        self, record: CsvRecord | Rejected | None, mapping: ColumnMap | None = None
    ) -> Header | None:
        """Return as much of the header as can be understood; None if it is no header at all."""
        if record is None:
            self._found.stop(1, "is empty: the first line must name the columns")
            return None
        if isinstance(record, Rejected):
            hint = encoding_hint(record.raw or "")
            message, remedy = hint or (f"cannot be read as a header: it {record.message}", None)
            self._found.stop(record.line, message, remedy)
            return None
        self._found.record = record
        if hint := encoding_hint(record.first):
            self._found.stop(record.line, *hint)
            return None
        written = tuple(name.strip() for name in record.cells)
        names = mapping.without_groups(written) if mapping else written
        self._check_names(names, passed_over=self._passes_over(mapping))
        header = self._mapped(names, mapping) if mapping else self._own(names)
        self._found.finish()
        doubtful = tuple(_doubtful(header)) if header and self._passes_over(mapping) else ()
        return header and header._replace(written=written, doubtful=doubtful)

    def _passes_over(self, mapping: ColumnMap | None) -> bool:
        return self._ignore_extra or (mapping is not None and mapping.ignore_rest)

    def _own(self, names: tuple[str, ...]) -> Header | None:
        """Read a header that has cse-check's own names; their case does not matter."""
        folded = tuple(map(name_key, names))
        if all(name in folded for name in LONG):
            return self._own_long(names, folded)
        tokens = Tokens()
        today = tuple(map(self._renaming.current, folded))
        self._check_twice(folded, today)
        sources = tuple(
            tuple(
                AnswerColumn(place, tokens, self._checklist.places[folded[place]])
                for place, name in enumerate(today)
                if name == each
            )
            for each in self._checklist.ids
        )
        if not any(sources) and CASE_REF not in folded:
            self._no_header()
            return None
        if not any(sources):
            self._found.helps(Remedy(Way.COLUMNS))
            self._found.add(None, "has no column of an indicator")
        ignored = self._extra(names, {CASE_REF, *self._checklist.places}, passed_over=False)
        columns = WideColumns(self._case_ref(folded, CASE_REF), sources)
        asked = zip(self._checklist.ids, sources, strict=True)
        absent = self._absent(each for each, found in asked if found)
        return Header(columns, names, ignored, absent, self._renaming)

    def _check_twice(self, folded: tuple[str, ...], today: tuple[str, ...]) -> None:
        """Refuse two columns of one indicator, by an old id and by today's.

        Several old ids are columns of what were several questions.
        """
        first: dict[str, int] = {}
        for place, indicator_id in enumerate(today):
            before = first.setdefault(indicator_id, place)
            if folded[before] != folded[place] and indicator_id in (folded[before], folded[place]):
                message = f"is of the same indicator as column {before + 1}: {indicator_id!r}"
                self._found.add(place, f"{self._found.called(place, folded[place])} {message}")

    def _own_long(self, names: tuple[str, ...], folded: tuple[str, ...]) -> Header:
        ignored = self._extra(names, {CASE_REF, *LONG, *LONG_MORE}, passed_over=False)
        case_ref = self._case_ref(folded, CASE_REF)
        indicator, answer = map(folded.index, LONG)
        when, note = (folded.index(name) if name in folded else None for name in LONG_MORE)
        clock = None if when is None else Clock(when, Tokens(OWN_WHEN))
        places = Indicators(by_id(self._checklist))
        columns = LongColumns(
            case_ref,
            indicator,
            answer,
            note,
            places,
            Tokens(),
            clock,
            met=met_by(self._renaming, self._checklist),
        )
        return Header(columns, names, ignored, (), self._renaming)

    def _mapped(self, names: tuple[str, ...], mapping: ColumnMap) -> Header:
        """Read a header that has an export's names, as the mapping has them."""
        folded = tuple(map(name_key, names))
        self._check_all_there(names, folded, mapping)
        known = [*mapping.names, *mapping.ignore]
        passed_over = mapping.ignore_rest
        ignored = self._extra(names, set(map(name_key, known)), ours=known, passed_over=passed_over)
        case_ref = self._case_ref(folded, mapping.case_ref)
        about = mapping.indicators
        if not set(self._checklist.ids).issuperset(about or ()):
            raise UsageError("The mapping is not for this catalogue: it has other indicators.")
        return Header(
            columns_of(folded, case_ref, mapping, self._checklist, self._renaming),
            names,
            ignored,
            () if about is None else self._absent(about),
            self._renaming,
            mapping.renamed,
            tuple(differences(names, folded, mapping)),
        )

    def _absent(self, about: Iterable[str]) -> tuple[str, ...]:
        found = set(about)
        return tuple(each for each in self._checklist.ids if each not in found)

    def _check_all_there(
        self, names: tuple[str, ...], folded: tuple[str, ...], mapping: ColumnMap
    ) -> None:
        for wanted in mapping.names:
            if wanted != mapping.case_ref and name_key(wanted) not in folded:
                message = f"has no column {short(wanted)!r}, which the mapping names"
                self._found.add(None, message + _nearest_column(wanted, names))

    def _check_names(self, names: tuple[str, ...], *, passed_over: bool) -> None:
        first: dict[str, int] = {}
        for place, name in enumerate(names):
            if not name and not passed_over:
                self._nameless(place, last=place == len(names) - 1)
            elif name and (before := first.setdefault(name_key(name), place)) != place:
                same = f"has the same name as column {before + 1}"
                self._found.add(place, f"{self._found.called(place, name)} {same}")

    def _nameless(self, place: int, *, last: bool) -> None:
        end = f", because the line ends with {self._delimiter!r}" if last else ""
        self._found.add(place, f"is a column without a name{end}")
        self._found.helps(Remedy(Way.EXTRA_COLUMNS))

    def _case_ref(self, folded: Sequence[str], wanted: str) -> int:
        place = place_of(folded, wanted)
        if place is None:
            near = _nearest_column(wanted, self._found.record.cells)
            self._found.add(None, f"has no column {short(wanted)!r}, which is required{near}")
            self.unplaced = True
        return place or 0

    def _extra(
        self,
        names: tuple[str, ...],
        known: set[str],
        *,
        ours: list[str] | None = None,
        passed_over: bool,
    ) -> tuple[int, ...]:
        """Return the numbers of the columns that are not ours; each is a fault unless ignored."""
        ignore = self._ignore_extra or passed_over
        extra = [place for place, name in enumerate(names) if name_key(name) not in known]
        if not ignore:
            area = self._checklist.edition.catalogue.area.id
            where = "named in the mapping" if ours else f"a column for {area}"
            for place in extra:
                if names[place]:
                    near = (
                        ""
                        if self._found.unlisted
                        else self._near(names[place], ours or sorted(known))
                    )
                    self._found.add(
                        place, f"{self._found.called(place, names[place])} is not {where}{near}"
                    )
        return tuple(place + 1 for place in extra)

    def _near(self, name: str, known: list[str]) -> str:
        return did_you_mean(name, known, asks=self._checklist.asks)

    def _no_header(self) -> None:
        """Stop, without repeating what is there: it may be a case and not a header."""
        message = (
            "is not a header: it names neither case_ref nor an indicator. The first line must "
            "name the columns"
        )
        self._found.stop(self._found.record.line, message, Remedy(Way.COLUMNS))


def _doubtful(header: Header) -> Iterator[tuple[int, str]]:
    """Yield ignored columns that may be of an indicator without a column."""
    for number in header.ignored[:COMPARED] if header.absent else ():
        for meant in offers(header.names[number - 1], header.absent)[:1]:
            yield number, meant


def _nearest_column(wanted: str, names: Sequence[str]) -> str:
    """Return "; did you mean column 2?" for the columns whose names are near this, or nothing."""
    near = [f"column {names.index(each) + 1}" for each in offers(wanted, names[:COMPARED])]
    return f"; did you mean {' or '.join(near)}?" if near else ""
