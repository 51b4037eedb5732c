"""What the prompters say, whichever way they say it."""

from collections.abc import Iterator
from typing import Final

from cse_check.interview.presses import ANSWER_KEYS, KEYS, Press
from cse_check.interview.state import Interview, Place
from cse_check.model import ROLES, Grouping, Kind, Manner, Response, When
from cse_check.prompts.frame import Frame
from cse_check.screening import ANSWER_WORDS, statements_for

MEANINGS: Final = {
    Press.YES: "yes",
    Press.NO: "no",
    Press.NOT_KNOWN: "not known: asked, but nobody knows yet",
    Press.SKIP: "skip: leave this as it is, answered or not",
    Press.BACK: "back to the question before; right after 0 it takes all of that back",
    Press.NO_REST: "no to this one, and to what has no answer yet in the rest of the category",
    Press.REST: "skip the rest of this category",
    Press.NOTE: "a note on what was answered last, with when it was and on what basis",
    Press.DETAIL: "only when it was (now, past) and on what basis (seen, told ...)",
    Press.CLEAR: "take the answer to this one away",
    Press.CONTACTS: "whom to ring",
    Press.ALL_CONTACTS: "whom to ring, with every number and its source",
    Press.HELP: "these keys",
    Press.QUIT: "stop here",
}
HINTS: Final = (
    "y yes",
    "n no",
    "? unknown",
    "Enter skip",
    "0 no to the rest",
    "b back",
    "+ note",
    "c contacts",
    "h keys",
)
PRESSED: Final = {
    **{key: key.value for key in Press},
    Press.NOT_KNOWN: "not known",
    Press.NO_REST: "no to the rest",
    Press.REST: "skip the rest",
    Press.ALL_CONTACTS: "all contacts",
}
WHEN: Final = {When.CURRENT: "now", When.PAST: "past", None: ""}
ABOUT_KIND: Final = {
    Kind.INDICATOR: "",
    Kind.VULNERABILITY: "These can make harm likelier. None of them is the child's doing.",
    Kind.LINKED_ACTIVITY: "Crimes that are often linked to it. Is any part of what you know?",
}
NOTE: Final = "Facts, no names. Enter ends it; '-' alone takes it away."
TEXT: Final = "A line with only '.' ends it, or Ctrl-D."
TEXT_ALONE: Final = (
    "Alone: Enter skips this, 'b' goes back, '.' leaves the rest, '-' takes it away."
)
TEXT_AGAIN: Final = (
    "Enter leaves it, '+' changes it, 'b' goes back, '.' leaves the rest, '-' takes it away."
)
REVIEW: Final = "Nothing is final yet."
REVIEW_KEYS: Final = "'41 y' changes number 41, '41' asks it again; l lists all; Enter finishes."
TEXTS_KEYS: Final = "A number changes that text; only Enter goes on to the summary."
PASTED: Final = "That was pasted: none of it was taken for an answer."
DROPPED: Final = "Keys that came before this page was shown were dropped."


def intro(interview: Interview, frame: Frame) -> Iterator[str]:
    """Yield the lines that a walk begins with, after the one on immediate danger."""
    yield "'c' shows whom to ring, at any question. Nothing has to be finished first."
    yield (
        f"{interview.catalogue.area.name}: checklist for {ROLES[frame.role]}. "
        f"{statements_for(interview.catalogue).nature} "
        f"{frame.keeps} Nothing is sent."
    )
    if frame.overdue:
        yield frame.overdue


def position(interview: Interview) -> str:
    """Return which of the categories this is: `3 of 9`."""
    return f"{interview.place.category_number} of {len(interview.catalogue.categories)}"


def counted(interview: Interview) -> str:
    """Return how many of the questions have an answer: `12 of 46 answered`."""
    answers = (interview.response(each.indicator).answer for each in interview.places)
    return f"{sum(1 for each in answers if each)} of {len(interview.places)} answered"


def really_stop(given: int, kept: int = 0) -> str:
    """Ask once more before what was said is gone."""
    left = (
        f"Of what was answered so far ({given}) only {kept} is kept."
        if kept
        else f"Nothing is kept of what was answered so far ({given})."
    )
    return f"Stop here? {left} 'q' again stops, any other key goes on."


def about(place: Place) -> Iterator[str]:
    """Yield what is to be said of a category besides its name."""
    if said := ABOUT_KIND[place.category.kind]:
        yield said
    if place.category.grouping is Grouping.EDITORIAL:
        yield "The guide gives one list; this grouping is cse-check's."
    if place.category.note:
        yield place.category.note


def so_far(response: Response) -> Iterator[str]:
    """Yield what was said to an indicator before, if anything was."""
    if response.answer:
        yield f"So far: {answered(response)}. Enter keeps it."
    if details := ", ".join(each for each in (WHEN[response.when], response.basis) if each):
        yield f"With it: {details}."
    if response.note:
        yield f"Your note: {response.note}"


def answered(response: Response) -> str:
    """Return an answer in words, and say so where it was part of "no to the rest"."""
    rest = " (to the rest)" if response.given is Manner.REST else ""
    return f"{ANSWER_WORDS[response.answer]}{rest}"


def heard(place: Place, key: Press, response: Response) -> str:
    """Return what a key was understood to mean; nothing where another message says it."""
    if key in ANSWER_KEYS:
        return f"{place.indicator.text}: {ANSWER_WORDS[response.answer]}."
    if key is Press.SKIP:
        if response.answer:
            return f"{place.indicator.text}: still {answered(response)}."
        return "Skipped: no answer."
    return ""


def short_hints(width: int) -> str:
    """Return as many of the keys in short as fit on a line, the way to the others at its end."""
    *others, last = HINTS
    line = ""
    for hint in others:
        if len(line) + len(hint) + 2 + len(last) > width:
            break
        line += f"{hint}  "
    return line + last


def hints(width: int) -> Iterator[str]:
    """Yield the keys in short, in lines that part no key from its word."""
    line = ""
    for hint in HINTS:
        if line and len(line) + 2 + len(hint) > width:
            yield line
            line = ""
        line += f"  {hint}" if line else hint
    yield line


def key_lines() -> Iterator[tuple[str, str]]:
    """Yield every key, with its word, and what it does."""
    for token, key in KEYS.items():
        yield f"{token or 'Enter'}  {key}", MEANINGS[key]
