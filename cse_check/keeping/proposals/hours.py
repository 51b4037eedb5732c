"""When a number answers: what a guide prints about it, and what that means."""

import re
from typing import Final

from cse_check.keeping.proposals.vocabulary import any_of
from cse_check.model import Hours

OUT: Final = any_of(
    r"""
    out[- ]of[- ](?:office[- ])?hours  (?:any|all) other times?  evenings?\b  nights?\b  weekends?\b
    outside (?:of )?(?:these|those|office|working|normal|core)?[a-z ]{0,16}hours  bank holidays?\b
    overnight\b  after hours\b
    """
)
ALWAYS: Final = any_of(
    r"""
    24[ -]?(?:hours?|hrs?|/ ?7)  24/7\b  any time\b  day (?:or|and) night\b  round the clock\b
    at all times\b
    """
)
CLOCK: Final = r"\d{1,2}(?:[.:]\d\d)?\s?(?:am|pm|noon)|\d{1,2}[.:]\d\d|noon|midnight"
BARE: Final = r"\d{1,2}(?=\s?(?:-|\u2013|to)\s?\d{1,2}(?:[.:]\d\d)?\s?(?:am|pm))"
"""The first hour of "9-5pm"."""
DAY: Final = (
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s?"
    r"|weekdays?|weekends?|bank holidays?"
)
SPAN: Final = (
    r"(?:during )?(?:office|working) hours|out[- ]of[- ](?:office[- ])?hours|24/7|evenings?|nights?"
    r"|outside (?:of )?(?:these|those|office|working|normal)(?: office| working)? hours|overnight"
    r"|(?:at )?(?:any|all) other times?|24[ -]?hours?(?: a day)?|(?:7|seven) days a week"
    r"|(?:at )?any time|365 days a year"
)
TOKEN: Final = rf"(?:\b(?:{SPAN}|{DAY}|{CLOCK}|{BARE})(?!\w))"
JOINT: Final = (
    r"(?:\s*[,;/\u2013-]\s*(?:and\s+|from\s+)?"
    r"|\s+(?:to|and|until|till|on|from|between|at|or)\s+|\s+)"
)
PRINTED: Final = re.compile(rf"(?:\b(?:between|from)\s+)?{TOKEN}(?:{JOINT}{TOKEN})*", re.IGNORECASE)
TELLS: Final = re.compile(rf"{DAY}|{SPAN}|\d\s?[ap]m|\d[.:]\d\d", re.IGNORECASE)
OFFICE: Final = re.compile(
    r"office hours|working hours|\bweekdays?\b|\bmon(?:day)?s?\b.{1,14}\bfri"
    r"|\b(?:7|8|9|10)(?:[.:]\d\d)?\s?(?:am)?\s?(?:-|\u2013|to|and|until)\s?"
    r"(?:[3-7](?:[.:]\d\d)?\s?pm|1[5-9][.:]\d\d)",
    re.IGNORECASE,
)
"""Office hours, weekdays, or from some hour of the morning to one of the afternoon."""


def hours(text: str) -> Hours | None:
    """Return when these words say that a number answers."""
    if OUT.search(text):
        return Hours.OUT_OF_HOURS
    if ALWAYS.search(text):
        return Hours.ANY
    return Hours.OFFICE if OFFICE.search(text) else None


def hours_text(*texts: str) -> str | None:
    """Return the hours as the first of these texts that has any prints them."""
    for text in texts:
        found = [each[0].strip() for each in PRINTED.finditer(text)]
        if told := [each for each in found if TELLS.search(each)]:
            return max(told, key=len)
    return None
