"""What the prompters say, whichever way they say it."""

from collections.abc import Iterator
from typing import Final

from cse_check.interview.state import KEYS, Interview, Place, Press
from cse_check.model import ROLES, Grouping, Kind, Response, Role
from cse_check.screening import ANSWER_WORDS, statements_for

MEANINGS: Final = {
    Press.YES: "yes",
    Press.NO: "no",
    Press.NOT_KNOWN: "not known: asked, but nobody knows yet",
    Press.SKIP: "skip: leave this as it is, answered or not",
    Press.BACK: "back to the question before",
    Press.NONE: "no to this one, and to what has no answer yet in the rest of the category",
    Press.REST: "skip the rest of this category",
    Press.NOTE: "write a note on this one",
    Press.DETAIL: "say when it was (now, in the past) and on what basis (seen, told ...)",
    Press.CLEAR: "take the answer to this one away",
    Press.CONTACTS: "whom to ring",
    Press.HELP: "these keys",
    Press.QUIT: "stop here",
}
HINTS: Final = (
    "y yes",
    "n no",
    "? unknown",
    "Enter skip",
    "b back",
    "+ note",
    "d detail",
    "c contacts",
    "h keys",
)
PRESSED: Final = {
    **{key: key.value for key in Press},
    Press.NOT_KNOWN: "not known",
    Press.NONE: "no to the rest",
    Press.REST: "skip the rest",
}
ABOUT_KIND: Final = {
    Kind.INDICATOR: "",
    Kind.VULNERABILITY: "These can make harm likelier. None of them is the child's doing.",
    Kind.LINKED_ACTIVITY: "Crimes that are often linked to it. Is any part of what you know?",
}
NOTE: Final = "A note: facts, no names. Enter ends it; '-' alone takes it away."
TEXT: Final = "An empty line ends it; '-' alone takes it away; nothing at all leaves it."
REVIEW: Final = "Every answer. Nothing is final yet."
REVIEW_KEYS: Final = "A number changes that answer; only Enter finishes."


def intro(interview: Interview, role: Role, keeps: str) -> Iterator[str]:
    """Yield the lines that a walk begins with, after the one on immediate danger.

    `keeps` says what is kept of the answers before they are finished.
    """
    yield "'c' shows whom to ring, at any question. Nothing has to be finished first."
    yield (
        f"{interview.catalogue.area.name}: checklist for {ROLES[role]}. "
        f"{statements_for(interview.catalogue).nature} "
        f"{keeps} Nothing is sent."
    )


def about(place: Place) -> Iterator[str]:
    """Yield what is to be said of a category besides its name."""
    if said := ABOUT_KIND[place.category.kind]:
        yield said
    if place.category.grouping is Grouping.EDITORIAL:
        yield "The guide gives one list; this grouping is cse-check's."


def so_far(response: Response) -> Iterator[str]:
    """Yield what was said to an indicator before, if anything was."""
    if response.answer:
        yield f"So far: {ANSWER_WORDS[response.answer]}. Enter keeps it."
    if details := ", ".join(each for each in (response.when, response.basis) if each):
        yield f"With it: {details}."
    if response.note:
        yield f"Your note: {response.note}"


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
