"""When a contact answers, as its source prints it, at a moment of this computer's clock.

Weekends are known, and bank holidays are not: which days those are is for a person to know.
"""

from collections.abc import Iterable
from datetime import datetime
from enum import Enum
from typing import Final, NamedTuple

from cse_check.model import Contact, Hours

DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SHORT: Final = tuple(day[:3].lower() for day in DAYS)
DAY: Final = 24 * 60
WEEK: Final = 7 * DAY
"""How many minutes there are in a day and in a week, which begins on Monday."""


class Answers(Enum):
    """Whether somebody answers at a moment. The order is that in which to try them."""

    NOW = 1
    NOT_SAID = 2
    LATER = 3


class Spell(NamedTuple):
    """A time in which somebody answers, in minutes of the week; the end may be in the next one."""

    start: int
    end: int

    def holds(self, minute: int) -> bool:
        """Return whether this minute of the week is in it."""
        return (minute - self.start) % WEEK < self.end - self.start


def answers(contact: Contact, moment: datetime) -> Answers:
    """Return whether a contact answers at a moment, as far as its source says.

    Without plain hours, a weekend is still known to be out of office hours.
    """
    if contact.hours is Hours.ANY:
        return Answers.NOW
    if contact.open:
        return Answers.NOW if _holds(spells(contact.open), minute_of(moment)) else Answers.LATER
    if moment.weekday() < SHORT.index("sat") or contact.hours is Hours.NOT_SAID:
        return Answers.NOT_SAID
    return Answers.NOW if contact.hours is Hours.OUT_OF_HOURS else Answers.LATER


def change(contact: Contact, moment: datetime) -> str:
    """Return when a contact stops or starts to answer: `16:30` today, or `Monday 09:00`.

    Empty if its source does not say, or it always answers.
    """
    known, now = spells(contact.open), minute_of(moment)
    bounds = {bound % WEEK for spell in known for bound in spell}
    turns = [each for each in bounds if _holds(known, each) is not _holds(known, now)]
    if not turns:
        return ""
    turn = min(turns, key=lambda each: (each - now) % WEEK)
    day, minute = divmod(turn, DAY)
    today = day == moment.weekday() and turn > now
    return clock(minute) if today else f"{DAYS[day]} {clock(minute)}"


def spells(written: Iterable[str]) -> tuple[Spell, ...]:
    """Return the spells that are written as in a catalogue's `open`."""
    return tuple(spell for each in written for spell in _spells(each))


def written_hours(written: Iterable[str]) -> str:
    """Return hours as people read them: `Monday to Friday 09:00 to 17:00`."""
    return ", ".join(map(_said, written))


def minute_of(moment: datetime) -> int:
    """Return which minute of the week this is."""
    return moment.weekday() * DAY + moment.hour * 60 + moment.minute


def clock(minute: int) -> str:
    """Return a minute of the day as a clock shows it."""
    return f"{minute // 60:02}:{minute % 60:02}"


def _holds(known: Iterable[Spell], minute: int) -> bool:
    return any(spell.holds(minute) for spell in known)


def _spells(written: str) -> Iterable[Spell]:
    first, last, start, end = _parts(written)
    if end <= start:
        end += DAY
    for offset in range((last - first) % 7 + 1):
        day = (first + offset) % 7 * DAY
        yield Spell(day + start, day + end)


def _said(written: str) -> str:
    first, last, start, end = _parts(written)
    days = DAYS[first] if first == last else f"{DAYS[first]} to {DAYS[last]}"
    next_day = " the next day" if end <= start else ""
    return f"{days} {clock(start)} to {clock(end)}{next_day}"


def _parts(written: str) -> tuple[int, int, int, int]:
    days, _, hours = written.partition(" ")
    first, _, last = days.partition("-")
    start, _, end = hours.partition("-")
    return SHORT.index(first), SHORT.index(last or first), _minute(start), _minute(end)


def _minute(written: str) -> int:
    hours, _, minutes = written.partition(":")
    return int(hours) * 60 + int(minutes)
