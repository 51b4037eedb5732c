"""Rows gathered into cases, by one rule that no order of the rows changes.

Of each case it is kept which answers were given to each indicator, never which came last; so what
they say together (`tokens.combine`) is the same in any order. A later row may add to any case, so
cases come after the last row. Only the notes of a case are in the file's order.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Final, NamedTuple

from cse_check.batch.rows import NO, NOT_KNOWN, UNANSWERED, Checklist, Detail, Screened
from cse_check.batch.slots import TOGETHER, Joined, joined_in
from cse_check.batch.tokens import CONFLICT
from cse_check.catalogue.joining import BY_WEIGHT
from cse_check.model import When

WEIGHT: Final = {when: place for place, when in enumerate(BY_WEIGHT)}
ASKED: Final = 1 << NO | 1 << NOT_KNOWN
"""The answers that can contradict each other."""
UNDECIDED: Final = bytes.maketrans(bytes([CONFLICT]), bytes([UNANSWERED]))

Conflicts = frozenset[tuple[str, int]]
"""Cases with the slots (`batch.slots`) of which their rows say both no and not known."""


class Timed(NamedTuple):
    """When something was so, as a row says of the answer in a slot."""

    place: int
    code: int
    when: When | None


class _Case:
    """What the rows so far say about a case: a byte a slot (`batch.slots`), a bit an answer."""

    __slots__ = ("line", "notes", "rows", "said", "times")

    def __init__(self, line: int) -> None:
        self.line = line
        self.rows = 0
        self.said = 0
        self.times: dict[int, int] | None = None
        self.notes: dict[int, str] | None = None


class Gathering:
    """The cases of a file whose rows are gathered.

    `conflicts` are those that an earlier reading of the file found: whoever reads rows rejects what
    takes part in them. `found` has those that this reading found besides.
    """

    def __init__(self, checklist: Checklist, conflicts: Conflicts = frozenset()) -> None:
        self.found: set[tuple[str, int]] = set()
        self._checklist = checklist
        self._joined = tuple(joined_in(checklist))
        self._cases: dict[str, _Case] = {}
        self._rejected: dict[str, list[int]] = {}
        self._conflicts: dict[str, list[int]] = {}
        for case_ref, place in sorted(conflicts):
            self._conflicts.setdefault(case_ref, []).append(place)

    def conflict(self, case_ref: str, said: int) -> int | None:
        """Return the place of a known conflict that a row with these answers takes part in."""
        if self._conflicts:
            for place in self._conflicts.get(case_ref, ()):
                if said >> 8 * place & ASKED:
                    return place
        return None

    def add(self, case_ref: str, line: int, said: int, times: Iterable[Timed] = ()) -> None:
        """Add a row: a byte a slot, in which the bit of each answer that it gives is set."""
        case = self._cases.get(case_ref)
        if case is None:
            case = self._cases[case_ref] = _Case(line)
        for timed in times:
            _add_time(case, timed)
        case.said |= said
        case.rows += 1

    def add_note(self, case_ref: str, place: int, note: str) -> None:
        """Add a note to a case that has a row already."""
        case = self._cases[case_ref]
        case.notes = case.notes or {}
        before = case.notes.get(place)
        case.notes[place] = f"{before}\n{note}" if before else note

    def reject(self, case_ref: str, line: int) -> None:
        """Count a row of a case that was rejected."""
        self._rejected.setdefault(case_ref, []).append(line)

    def cases(self, constant: Mapping[int, Detail] | None = None) -> Iterator[Screened]:
        """Yield the cases, in the order of their first rows.

        `constant` has what is the same in all of them, by the place of the indicator.
        """
        for case_ref, case in self._cases.items():
            said = self._said(case_ref, case)
            details = _details(case, said, constant)
            lost = tuple(self._rejected.get(case_ref, ()))
            yield Screened(case.line, case_ref, self._checklist, said, case.rows, details, lost)

    def _said(self, case_ref: str, case: _Case) -> bytes:
        """Return the answers of a case, and remember where its rows are in conflict."""
        masks = case.said.to_bytes(len(self._checklist.slots), "little")
        said = masks[: len(self._checklist.ids)].translate(TOGETHER)
        for each in self._joined:
            if each.is_in(masks):
                _join(case, each, masks, self._checklist.slots)
                code = each.code(masks)
                said = bytes((*said[: each.place], code, *said[each.place + 1 :]))
        if CONFLICT in said:
            places = {place for place, code in enumerate(said) if code == CONFLICT}
            for each in self._joined:
                if each.place in places and each.is_in(masks):
                    places = places - {each.place} | set(each.conflicting(masks))
            self.found.update((case_ref, place) for place in places)
            said = said.translate(UNDECIDED)
        return said


def _join(case: _Case, joined: Joined, masks: bytes, names: Sequence[str]) -> None:
    """Take the times and notes of an indicator's old questions together, under its own place."""
    slots = [slot for slot in (joined.place, *joined.slots) if masks[slot]]
    if case.times:
        bits = [case.times.pop(slot, 0) or _timeless(masks[slot]) for slot in slots]
        case.times[joined.place] = reduce(or_, bits)
    if case.notes:
        notes = ((slot, case.notes.pop(slot, None)) for slot in slots)
        told = [_told(slot, note, joined, names) for slot, note in notes if note]
        case.notes.update({joined.place: "\n".join(told)} if told else {})


def _told(slot: int, note: str, joined: Joined, names: Sequence[str]) -> str:
    return note if slot == joined.place else f"{names[slot]}: {note}"


def _timeless(mask: int) -> int:
    return sum(_bit(code, None) for code in range(4) if mask >> code & 1)


def _add_time(case: _Case, timed: Timed) -> None:
    """Add a time; until a row says one, nothing is kept of those that say none."""
    place, code, when = timed
    times = case.times or {}
    if when is None and place not in times:
        return
    if place not in times:
        times[place] = _timeless(case.said >> 8 * place)
    times[place] |= _bit(code, when)
    case.times = times


def _bit(code: int, when: When | None) -> int:
    return 1 << len(BY_WEIGHT) * code + WEIGHT[when]


def _details(
    case: _Case, said: bytes, constant: Mapping[int, Detail] | None
) -> Mapping[int, Detail] | None:
    if not case.times and not case.notes:
        return constant
    details = dict(constant or {})
    for place, bits in (case.times or {}).items():
        details[place] = Detail(next((t for t in BY_WEIGHT if bits & _bit(said[place], t)), None))
    for place, note in (case.notes or {}).items():
        details[place] = details.get(place, Detail())._replace(note=note)
    return {place: detail for place, detail in details.items() if detail != Detail()} or None
