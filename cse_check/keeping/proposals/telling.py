"""What a guide says about a number in the same sentence or row: whose it is, for whom and when."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from cse_check.keeping.proposals.advice import BODY
from cse_check.keeping.proposals.hours import hours, hours_text
from cse_check.keeping.proposals.vocabulary import words_of
from cse_check.model import Audience, Hours

if TYPE_CHECKING:
    from cse_check.keeping.proposals.contacts import Number

WORD: Final = r"[A-Z][\w'\u2019.-]*"
NAME: Final = re.compile(
    rf"{WORD}(?:(?:\s+(?:&|and|of|for|the|at|in|to))*\s+{WORD}|\s*[/&]\s*{WORD})*"
    r"(?:\s+(?:team|service|unit|line|hub|helpline|desk)\b)?(?:\s+\([A-Z]{2,8}\))?"
)
NO_NAME: Final = words_of(
    """
    please call ring contact telephone tel tel. phone dial if in or the out at on for to monday
    tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun professionals
    professional public members practitioners parents office hours whenever where when speak email
    fax mobile make send you your outside evenings evening weekends always freephone number their
    our they staff report a an and of by talk text also it is see telephone: mob nights with as
    option then use refer discuss anyone everyone from through via write after before during
    """
)
JOINT: Final = re.compile(r"\A\s*(?:\([^()]*\)\s*)?")
BREAK: Final = re.compile(
    r"(?<=[.!?])\s+|\s*;\s*|,?\s+(?:or|otherwise)\b[\s,]*|\s*\|\s*(?=[^|]*\Z)"
)
OPTION: Final = re.compile(r"\b(?:(?:select |choose |press )?option \d|press \d)", re.I)
FOR_PROFESSIONALS: Final = re.compile(r"\b(?:professionals?|practitioners?)\b", re.I)
FOR_PUBLIC: Final = re.compile(r"\b(?:the )?public\b|\bparents?\b|\bfamilies\b", re.I)
FOR_ANYONE: Final = re.compile(r"\b(?:anyone|anybody|everyone|everybody)\b", re.I)


def beside(
    text: str, listed: "Sequence[Number]"
) -> "Iterator[tuple[tuple[Number, ...], str, str]]":
    """Yield numbers with the words before and after them that are about them.

    Numbers that only "or" parts are told of together.
    """
    units = list(_units(text, listed))
    start = 0
    for at, unit in enumerate(units):
        end = (
            len(text)
            if at + 1 == len(units)
            else _boundary(text, unit[-1].end, units[at + 1][0].start)
        )
        yield unit, text[start : unit[0].start], text[unit[-1].end : end]
        start = end


def _units(text: str, listed: "Sequence[Number]") -> "Iterator[tuple[Number, ...]]":
    unit: tuple[Number, ...] = ()
    for number in listed:
        if unit and re.fullmatch(r"\s*(?:or|/|,|and|&)?\s*", text[unit[-1].end : number.start]):
            unit = (*unit, number)
        else:
            if unit:
                yield unit
            unit = (number,)
    if unit:
        yield unit


def _boundary(text: str, start: int, end: int) -> int:
    """Return where the words about one number end, and those about the next begin."""
    joint = JOINT.match(text[start:end])
    after = start + (joint.end() if joint else 0)
    found = BREAK.search(text, after, end)
    return found.start() if found else after


def said(
    before: str, after: str
) -> tuple[str | None, Audience | None, Hours | None, str | None, str | None]:
    """Return a number's team, audience, hours, hours as printed, and option, if they are there."""
    around = f"{after} \n {before}"
    return (
        team(before) or _after(after),
        audience(around),
        hours(around),
        hours_text(after, before),
        _option(around),
    )


def team(text: str) -> str | None:
    """Return the last name of a team in these words, as they print it."""
    names = [name for found in NAME.finditer(text) if (name := _trimmed(found[0]))]
    bodies = [
        name for name in names if BODY.search(name) or len(name.split()) > 1 or name.isupper()
    ]
    if bodies:
        return bodies[-1]
    return "Police" if re.search(r"\bpolice\b[^.;]*\Z", text, re.I) else None


def _after(text: str) -> str | None:
    found = re.match(r"\s*(?:\(|[|,:-]|\u2013)\s*(?P<name>[A-Z][^()|,;]*)", text)
    name = team(found["name"]) if found else None
    return name if name and BODY.search(name) else None


def _trimmed(name: str) -> str:
    words = name.split()
    while words and words[0].casefold().rstrip(":,.") in NO_NAME:
        if words[0].casefold() == "out" and re.match(r"out of hours \S", name, re.I):
            break
        words = words[1:]
        name = " ".join(words)
    while words and words[-1].casefold().rstrip(":,.") in NO_NAME:
        words = words[:-1]
    name = " ".join(words).rstrip(".,:-")
    return "" if name == "Emergency" else name


def audience(text: str) -> Audience | None:
    """Return for whom these words say that a number is."""
    professionals, public = FOR_PROFESSIONALS.search(text), FOR_PUBLIC.search(text)
    if FOR_ANYONE.search(text) or (professionals and public):
        return Audience.ANYONE
    if professionals:
        return Audience.PROFESSIONAL
    return Audience.PUBLIC if public else None


def _option(text: str) -> str | None:
    found = OPTION.search(text)
    return found[0][:1].lower() + found[0][1:] if found else None
