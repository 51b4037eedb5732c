"""Whether an answer is current or past: of a column, a cell, or a row."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from msgspec import Struct

from cse_check.batch.dates import read_date
from cse_check.batch.meanings import FORMATS_ARE_ODD, NO_ANSWER, fold
from cse_check.batch.rows import Detail
from cse_check.batch.tokens import Tokens
from cse_check.catalogue.joining import time_of
from cse_check.model import When

NO_TIME, CURRENT, PAST = range(3)
TIME_OF: Final = (None, When.CURRENT, When.PAST)
OWN_TIMES: Final[Mapping[str, int]] = {"": NO_TIME, "current": CURRENT, "past": PAST}


class TimeWords(Struct, frozen=True):
    """What a cell says about time. With `past_before`, a date is past before it, else current."""

    words: Mapping[str, int]
    dates: tuple[re.Pattern[str], ...] = ()
    past_before: date | None = None
    otherwise: int = NO_ANSWER

    def __call__(self, cell: str) -> int:
        """Return the code of a time, or `otherwise` (by default `NO_ANSWER`) if there is none."""
        token = fold(cell)
        if token in self.words:
            return self.words[token]
        found = read_date(token, self.dates) if self.dates else None
        if found is None or self.past_before is None:
            return self.otherwise
        return PAST if found < self.past_before else CURRENT

    @property
    def expected(self) -> str:
        """What a cell may hold."""
        if self.dates:
            return f"a date in a format of the mapping ({FORMATS_ARE_ODD}), or empty"
        return " or ".join(word for word in self.words if word) or "empty"


OWN_WHEN: Final = TimeWords(OWN_TIMES)


class Clock(NamedTuple):
    """A column that says when, and what its cells mean."""

    column: int
    tokens: Tokens

    def read(self, cells: Sequence[str]) -> When | None:
        """Return the time in a row; its cell was looked at before."""
        return TIME_OF[self.tokens[cells[self.column]]]


class Timed(NamedTuple):
    """Of a source, its time: the same for all its answers, or what a clock says."""

    when: When | None
    clock: Clock | None = None

    def read(self, cells: Sequence[str]) -> When | None:
        """Return the time in a row; its cell was looked at before."""
        return self.clock.read(cells) if self.clock else self.when


class Times:
    """The times of a row's answers.

    `constant` has those that all rows share, by the place of the indicator; `varied` the times of
    the columns of each other indicator.
    """

    def __init__(self, sources: Sequence[Sequence[Timed]]) -> None:
        self.constant: dict[int, Detail] = {}
        self.varied: dict[int, Sequence[Timed]] = {}
        self._starts: dict[int, int] = {}
        start = 0
        for place, timed in enumerate(sources):
            if any(each.clock or each.when != timed[0].when for each in timed):
                self.varied[place] = timed
            elif timed and timed[0].when:
                self.constant[place] = Detail(timed[0].when)
            self._starts[place] = start
            start += len(timed)

    def at(self, place: int, cells: Sequence[str]) -> tuple[When | None, ...]:
        """Return the times of the columns of an indicator, in one row."""
        return tuple(each.read(cells) for each in self.varied[place])

    def of(self, cells: Sequence[str], said: bytes, together: bytes) -> dict[int, Detail] | None:
        """Return what a row says of time: of several columns, those count that say what stands.

        `said` has a code a column, `together` an indicator.
        """
        if not self.varied:
            return self.constant or None
        details = dict(self.constant)
        for place in self.varied:
            start, times = self._starts[place], self.at(place, cells)
            codes = said[start : start + len(times)]
            found = (t for t, code in zip(times, codes, strict=True) if code == together[place])
            details[place] = Detail(time_of(found))
        return details
