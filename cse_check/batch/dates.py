"""Dates in the formats that somebody named: nothing is guessed, and nothing impossible is read."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

MONTHS: Final = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
PARTS: Final = {
    "yyyy": r"(?P<year>\d{4})",
    "month": rf"(?P<name>{'|'.join(MONTHS)})",
    "mon": rf"(?P<name>{'|'.join(name[:3] for name in MONTHS)})",
    "hh:mm:ss": r"(?:[01]?\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?",
    "hh:mm": r"(?:[01]?\d|2[0-3]):[0-5]\d",
    "yy": r"(?P<year>\d{2})",
    "mm": r"(?P<month>\d{2})",
    "dd": r"(?P<day>\d{2})",
    "m": r"(?P<month>\d{1,2})",
    "d": r"(?P<day>\d{1,2})",
}
"""What a format is made of; `d` and `m` take one digit or two, `dd` and `mm` exactly two."""
PART: Final = re.compile("|".join(PARTS))
FIRST_YEAR: Final = 1990
LAST_YEAR: Final = 2099
"""The years that are read: 01/01/1900 and 31/12/9999 are what systems write for a blank."""


def pattern_of(name: str) -> re.Pattern[str] | None:
    """Return what a format such as `dd/mm/yyyy` matches; None if it is no format of a date."""
    written, at = "", 0
    lowered = " ".join(name.split()).lower()
    for part in PART.finditer(lowered):
        written += re.escape(lowered[at : part.start()]) + PARTS[part[0]]
        at = part.end()
    written += re.escape(lowered[at:])
    left = PART.sub("", lowered)
    try:
        pattern = re.compile(written, re.ASCII)
    except re.error:  # a part stands twice
        return None
    known = set(pattern.groupindex)
    complete = {"year", "day"} <= known and len(known) == 3
    return pattern if complete and not any(map(str.isalnum, left)) else None


def read_date(token: str, patterns: Iterable[re.Pattern[str]]) -> date | None:
    """Return the date that a folded cell holds, in any of these formats.

    None if it holds none, one that is not in the calendar, one outside 1990 to 2099, or one that
    two of the formats read differently.
    """
    found = {_day(match) for each in patterns if (match := each.fullmatch(token))} - {None}
    return found.pop() if len(found) == 1 else None


def _day(match: re.Match[str]) -> date | None:
    parts = match.groupdict()
    name = parts.get("name")
    month = 1 + [each[: len(name)] for each in MONTHS].index(name) if name else parts["month"]
    year = int(parts["year"])
    year += 2000 if len(parts["year"]) == 2 else 0
    try:
        day = date(year, int(month), int(parts["day"]))
    except ValueError:  # not in the calendar
        return None
    return day if FIRST_YEAR <= year <= LAST_YEAR else None
