"""The numbers that a guide prints, and what it prints about each in the same sentence or row.

`phonenumbers` finds them in every form that councils print. Whether a number is one that a UK
telephone can ring is decided by `numbers`, as everywhere else.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from cse_check.guides.extras import needed
from cse_check.guides.lines import LineKind
from cse_check.keeping.proposals import telling
from cse_check.keeping.proposals.advice import BODY
from cse_check.keeping.proposals.parts import Part, sentences
from cse_check.keeping.proposals.passages import Passage
from cse_check.keeping.proposals.tables import rows_of
from cse_check.model import Audience, Hours
from cse_check.numbers import EMERGENCY, digits_of, is_uk_number

FAX: Final = re.compile(r"\bfax\b[^\d]{0,15}\Z", re.I)
BEGINS: Final = re.compile(r"\(?0|\+44|0044")
SHORT: Final = re.compile(
    r"(?<![\d.:+/-])(?:999|101|105|111|112|119|116 ?\d{3}|1800[012])(?![\d:%/-]|\.\d)"
)
RUNG: Final = re.compile(
    r"\b(?:call|ring|dial|phone|telephone|tel|text|number|contact|helpline|childline|police|on|or|samaritans|nhs)\b\W*"
    r"(?:the |police )*\Z|[:|]\s*\Z",
    re.I,
)
SECOND: Final = re.compile(
    r"\s*(?:\bor\b|/|,|&|\band\b)\s*(\d{3,8})(?![\d:.]\d|\s?\d|\s?(?:am|pm)\b)"
)
PARTS_TEXT: Final = " | "
FEW: Final = 4
"""How many words stand before a number at most that is of the team named before: "or ring"."""
LONGEST_NAME: Final = 80


class Number(NamedTuple):
    """A number in a text, and how the guide prints it where that is not the whole of it."""

    phone: str
    start: int
    end: int
    printed: str | None = None


class Proposed(NamedTuple):
    """A contact as a guide may mean it; what the guide does not print beside it is None."""

    phone: str
    team: str | None
    audience: Audience | None
    hours: Hours | None
    hours_text: str | None
    option: str | None
    printed: str | None = None


class Rung(NamedTuple):
    """The contacts that a guide prints, and where it does; `emergency` is whether it prints 999."""

    contacts: tuple[Proposed, ...]
    emergency: bool
    places: tuple[tuple[Passage, Part], ...]


class _Strip(NamedTuple):
    """A sentence or a row, as one text, with the line before it, and where it stands."""

    text: str
    before: str
    places: tuple[tuple[Passage, Part], ...]


def contacts(passages: Sequence[Passage]) -> Rung:
    """Return the contacts of a guide.

    Raises:
        UsageError: the extra is not installed.
    """
    found: dict[tuple[str, str | None], Proposed] = {}
    places: list[tuple[Passage, Part]] = []
    emergency = False
    for strip in _strips(passages):
        listed = tuple(numbers(strip.text))
        emergency = emergency or any(each.phone == EMERGENCY for each in listed)
        places += strip.places if listed else ()
        team: str | None = None
        for before, each in _beside(strip, listed):
            if not each.team and len(before.split()) <= FEW:
                each = each._replace(team=team or _name_before(strip))
            team = each.team
            found.setdefault((digits_of(each.phone), each.option), each)
    numbers_found = tuple(each for each in found.values() if each.phone != EMERGENCY)
    return Rung(numbers_found, emergency, tuple(places))


def numbers(text: str) -> Iterator[Number]:
    """Yield the numbers of a text, in its order.

    Raises:
        UsageError: the extra is not installed.
    """
    found = [*_long(text), *_short(text)]
    last = 0
    for number in sorted(found, key=lambda each: each.start):
        if number.start >= last and not FAX.search(text, 0, number.start):
            yield number
            last = number.end
            for second in _seconds(text, number):
                yield second
                last = second.end


def _long(text: str) -> Iterator[Number]:
    if not re.search(r"\d{3}", text):
        return
    phonenumbers = _phonenumbers()
    for found in phonenumbers.PhoneNumberMatcher(text, "GB", phonenumbers.Leniency.POSSIBLE):
        printed = " ".join(found.raw_string.split())
        if BEGINS.match(printed) and is_uk_number(printed):
            yield Number(printed, found.start, found.end)


def _short(text: str) -> Iterator[Number]:
    for found in SHORT.finditer(text):
        before, after = text[: found.start()], text[found.end() :]
        alone = not re.search(r"\w", before) and not re.match(r"\s*[\w%]", after)
        if found[0] == EMERGENCY or alone or RUNG.search(before[-40:]):
            yield Number(found[0], found.start(), found.end())


def _seconds(text: str, first: Number) -> Iterator[Number]:
    """Yield numbers of which only the end is printed: "396312 or 396313"."""
    at = first.end
    while found := SECOND.match(text, at):
        whole, end = digits_of(first.phone), found[1]
        if (
            not whole.startswith("0")
            or len(end) >= len(whole)
            or (end.startswith("0") and len(end) > 4)
        ):
            return
        kept = _without_last(first.phone, len(end))
        phone = f"{kept}{end}"
        if not is_uk_number(phone):
            return
        yield Number(phone, found.start(1), found.end(1), printed=end)
        at = found.end()


def _without_last(phone: str, count: int) -> str:
    """Return a number as printed without its last digits."""
    kept = list(phone)
    while count:
        count -= kept.pop().isdigit()
    return "".join(kept)


def _phonenumbers() -> Any:
    with needed("the numbers of a guide"):
        import phonenumbers

        return phonenumbers


def _strips(passages: Sequence[Passage]) -> Iterator[_Strip]:
    before = ""
    cells: list[Passage] = []
    for passage in passages:
        if passage.kind is LineKind.CELL:
            cells.append(passage)
            continue
        yield from _rows(cells)
        cells = []
        for sentence in sentences(passage.text):
            yield _Strip(
                passage.text[sentence.start : sentence.end], before, ((passage, sentence),)
            )
        before = passage.text
    yield from _rows(cells)


def _rows(cells: Sequence[Passage]) -> Iterator[_Strip]:
    for row in rows_of(cells):
        places = tuple((each, Part(0, len(each.text))) for each in row)
        yield _Strip(PARTS_TEXT.join(each.text for each in row), "", places)


def _beside(strip: _Strip, listed: Sequence[Number]) -> Iterator[tuple[str, Proposed]]:
    """Yield contacts, each with the words before its number that are about it."""
    for units, before, after in telling.beside(strip.text, listed):
        said = telling.said(before, after)
        for number in units:
            yield before, Proposed(number.phone, *said, printed=number.printed)


def _name_before(strip: _Strip) -> str | None:
    """Return the team that the line before names, where that is all that it does."""
    name = telling.team(strip.before) if len(strip.before) <= LONGEST_NAME else None
    return name if name and BODY.search(name) else None
