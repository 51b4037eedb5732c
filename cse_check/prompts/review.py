"""The review in short: what was answered yes stands last, so that it is on the screen."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from textwrap import wrap
from typing import Final, NamedTuple

from cse_check.interview.state import Interview, Place
from cse_check.model import Answer, Manner, Response
from cse_check.prompts.words import WHEN
from cse_check.screening import ANSWER_WORDS

LABEL: Final = 12
"""How wide an answer's word is."""

ORDER: Final = (None, Answer.NO, Answer.NOT_KNOWN, Answer.YES)
ONE_A_LINE, RUN_IN, BY_CATEGORY, NUMBERS = range(4)
FORMS: Final = (
    (BY_CATEGORY, ONE_A_LINE, ONE_A_LINE),
    (BY_CATEGORY, RUN_IN, ONE_A_LINE),
    (NUMBERS, RUN_IN, ONE_A_LINE),
    (NUMBERS, RUN_IN, RUN_IN),
    (NUMBERS, NUMBERS, NUMBERS),
)
"""How no and unanswered, not known, and yes are shown, from the longest to the shortest."""


class Line(NamedTuple):
    """A text beside a margin, which is repeated as blanks where the text wraps."""

    margin: str
    text: str


def short_review(interview: Interview, width: int, rows: int | None) -> list[Line]:
    """Return what was answered, in the longest form that fits so many rows."""
    for left, not_known, yes in FORMS:
        forms = zip(ORDER, (left, left, not_known, yes), strict=True)
        lines = [line for answer, form in forms for line in _part(interview, answer, form)]
        if rows is None or height(lines, width) <= rows:
            break
    return lines


def full_review(interview: Interview) -> Iterator[Line]:
    """Yield every answer with its note; a category's name has no margin."""
    for place in interview.places:
        if place.number_in_category == 1:
            yield Line("", place.category.name)
        response = interview.response(place.indicator)
        yield _line(place, response)
        if response.note:
            yield Line(" " * (LABEL + 6), f"Note: {response.note}")


def height(lines: Iterable[Line], width: int) -> int:
    """Return how many rows these lines take."""
    return sum(len(wrap(text, width - len(margin))) or 1 for margin, text in lines)


def _part(interview: Interview, answer: Answer | None, form: int) -> Iterator[Line]:
    places = [
        place for place in interview.places if interview.response(place.indicator).answer is answer
    ]
    if not places:
        return
    if form == ONE_A_LINE:
        for place in places:
            response = interview.response(place.indicator)
            yield _line(place, response, _with(response))
        return
    label = f"      {ANSWER_WORDS[answer]:<{LABEL}}"
    if form == RUN_IN:
        yield Line(label, "; ".join(f"{each.number} {each.indicator.text}" for each in places))
    elif form == BY_CATEGORY:
        yield Line(label, "; ".join(_by_category(interview, places)))
    else:
        yield Line(label, runs(each.number for each in places))


def _line(place: Place, response: Response, more: str = "") -> Line:
    """Return a place's number, answer and text; a longer word for the answer goes to the text."""
    word = ANSWER_WORDS[response.answer]
    rest = " (no to the rest)" if response.given is Manner.REST else ""
    return Line(f"{place.number:>4}  {word:<{LABEL}}", f"{place.indicator.text}{rest}{more}")


def _with(response: Response) -> str:
    said = [WHEN[response.when], response.basis or "", "note" if response.note else ""]
    return f" ({', '.join(each for each in said if each)})" if any(said) else ""


def _by_category(interview: Interview, places: Iterable[Place]) -> Iterator[str]:
    for name, group in groupby(places, lambda place: place.category.name):
        ways = {"": list[int](), "no to the rest ": list[int]()}
        for place in group:
            rest = interview.response(place.indicator).given is Manner.REST
            ways["no to the rest " if rest else ""].append(place.number)
        said = (f"{way}{runs(numbers)}" for way, numbers in ways.items() if numbers)
        yield f"{name} {', '.join(said)}"


def runs(numbers: Iterable[int]) -> str:
    """Return numbers in short: `1, 3-5`."""
    found: list[list[int]] = []
    for number in numbers:
        if found and found[-1][-1] == number - 1:
            found[-1].append(number)
        else:
            found.append([number])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in found)
