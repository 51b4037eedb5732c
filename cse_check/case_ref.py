"""Case references: what one is, and what makes one look like something that it must not be.

A case reference is a pseudonym, which is still personal data. Nothing here ever repeats one.
"""

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Final

from cse_check.errors import UsageError

CASE_REF: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
TEN_DIGITS: Final = re.compile(r"(?<!\d)\d{3}[._-]?\d{3}[._-]?\d{4}(?!\d)")
DAY_FIRST: Final = re.compile(r"(?<!\d)(\d{1,2})[._-]?(\d{2})[._-]?((?:19|20)\d{2}|\d{2})(?!\d)")
YEAR_FIRST: Final = re.compile(r"(?<!\d)((?:19|20)\d{2})[._-]?(\d{2})[._-]?(\d{2})(?!\d)")
OLDEST: Final = 26
"""Years: services for children work with some people up to 25."""
NO_CASE_REF: Final = (
    "That is not a case reference. It should start with a letter or digit, followed by "
    "letters, digits, '.', '_' or '-', at most 64 in all."
)
PSEUDONYM: Final = "Use a pseudonym, never a name, a date of birth or an NHS number."


class Telling(StrEnum):
    """What makes a case reference look as if it told whose it is."""

    NHS_NUMBER = "it contains ten digits that end in the check digit of an NHS number"
    BIRTH = "it contains what could be a date of birth"
    NAME = "it contains no digit, so it could be somebody's name"


DOUBTED: Final = (
    "Warning: check that case reference: {doubt}. "
    "Use a pseudonym that says nothing about the child."
)


def check_case_ref(case_ref: str) -> str:
    """Return the case reference back if it is one.

    Raises:
        UsageError: it is not. The message does not repeat it, because it may be a child's name.
    """
    if not CASE_REF.fullmatch(case_ref):
        raise UsageError(f"{NO_CASE_REF}\n{PSEUDONYM}")
    return case_ref


def doubts(case_ref: str, today: date) -> Iterator[Telling]:
    """Yield what a case reference looks like that it should not be."""
    if any(is_nhs_number(found[0]) for found in TEN_DIGITS.finditer(case_ref)):
        yield Telling.NHS_NUMBER
    if any(0 <= today.year - born.year <= OLDEST for born in _days_in(case_ref)):
        yield Telling.BIRTH
    if not any(character.isdigit() for character in case_ref):
        yield Telling.NAME


def is_nhs_number(text: str) -> bool:
    """Return whether these ten digits are an NHS number, by its check digit.

    Source: NHS Data Model and Dictionary, "NHS NUMBER": modulus 11, weights 10 down to 2.
    """
    digits = [int(character) for character in text if character.isdigit()]
    total = sum(weight * digit for weight, digit in enumerate(reversed(digits[:9]), start=2))
    return len(digits) == 10 and (11 - total % 11) % 11 == digits[9]


def _days_in(text: str) -> Iterator[date]:
    for found in DAY_FIRST.finditer(text):
        day, month, year = (int(part) for part in found.groups())
        yield from _day(year + 2000 if year < 100 else year, month, day)
    for found in YEAR_FIRST.finditer(text):
        yield from _day(*(int(part) for part in found.groups()))


def _day(year: int, month: int, day: int) -> Iterator[date]:
    try:
        yield date(year, month, day)
    except ValueError:
        return
