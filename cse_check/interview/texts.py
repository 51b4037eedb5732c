"""The narrative: offered once, written field by field, and looked over before the summary."""

from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from cse_check.interview.asides import is_aside, not_understood
from cse_check.interview.presses import TAKE_AWAY, Press, parse_key
from cse_check.interview.prompter import Prompter
from cse_check.interview.state import Interview
from cse_check.narrative import FIELDS, Narrative

OFFER: Final = "Write down more: the worry, the child's words, the decision?"
EDITOR: Final = "e"
AGAIN: Final = "'e' opens it again as you left it."
LONE: Final = (
    *(Press.SKIP, Press.BACK, Press.REST, Press.CLEAR, Press.CONTACTS, Press.ALL_CONTACTS),
    *(Press.HELP, Press.QUIT),
)
"""What is no text where it stands alone in a field."""


def lone_key(text: str) -> Press | None:
    """Return the key that a text is, if it is nothing but that; most words are just words."""
    key = None if "\n" in text.strip("\n") else parse_key(text)
    return key if key in LONE else None


def write_texts(
    interview: Interview, prompter: Prompter, refused: Narrative | None = None
) -> Iterator[Interview]:
    """Yield the interview after each text; a script that ends with the review has ended well.

    `refused` is what was written in the editor and was too long: it is to be had there again.
    """
    try:
        wanted = _offer(interview, prompter)
    except EOFError:
        return
    if wanted == EDITOR:
        yield from _edited(interview, prompter, refused or interview.narrative)
    elif wanted:
        yield from _fields(interview, prompter)


def _offer(interview: Interview, prompter: Prompter) -> str:
    """Return how the texts are to be written; nothing if they are not."""
    ways = "y yes  e in your editor  Enter no" if prompter.can_edit else "y yes  Enter no"
    while True:
        token = prompter.ask_choice(f"{OFFER} {ways}", page=True).strip()
        if token.lower() == EDITOR and prompter.can_edit:
            return EDITOR
        key = parse_key(token)
        if key in (Press.YES, Press.NO, Press.SKIP):
            return key.value if key is Press.YES else ""
        if not is_aside(key, interview, prompter):
            prompter.tell("'y' to write more, only Enter for the summary.")


def _edited(interview: Interview, prompter: Prompter, begun: Narrative) -> Iterator[Interview]:
    narrative = prompter.edit(begun)
    if narrative is None:  # why was said; there is the other way
        yield from write_texts(interview, prompter, begun)
        return
    after = interview.narrated(narrative)
    if after.warning:
        yield replace(after, warning=f"{after.warning} {AGAIN}")
        yield from write_texts(interview, prompter, narrative)
        return
    yield after
    yield from _look_over(after, prompter)


def _fields(interview: Interview, prompter: Prompter, number: int = 0) -> Iterator[Interview]:
    """Ask field after field, from the one at `number`; then show them all."""
    while number < len(FIELDS):
        number, interview = _field(number, interview, prompter)
        yield interview
        interview = replace(interview, warning="")
    yield from _look_over(interview, prompter)


def _field(number: int, interview: Interview, prompter: Prompter) -> tuple[int, Interview]:
    """Ask for one text, and return which field is next, and the interview."""
    field = FIELDS[number]
    text = prompter.ask_text(field, number + 1, getattr(interview.narrative, field.name))
    match lone_key(text):
        case None:
            after = interview.narrate(field.name, text)
            return number if after.warning else number + 1, after
        case Press.SKIP:
            return number + 1, interview
        case Press.CLEAR:
            return number + 1, interview.narrate(field.name, TAKE_AWAY)
        case Press.BACK:
            return max(number - 1, 0), interview
        case Press.REST:
            return len(FIELDS), interview
        case key:
            is_aside(key, interview, prompter)
            return number, interview


def _look_over(interview: Interview, prompter: Prompter) -> Iterator[Interview]:
    """Show what was written until it is left as it is; a number changes a text."""
    while interview.narrative != Narrative():
        try:
            token = prompter.review_texts(interview.narrative).strip()
        except EOFError:
            return
        key = parse_key(token)
        if token.isascii() and token.isdigit() and 1 <= int(token[:9]) <= len(FIELDS):
            _, interview = _field(int(token) - 1, interview, prompter)
            yield interview
            interview = replace(interview, warning="")
        elif key is Press.BACK:
            yield from _fields(interview, prompter, len(FIELDS) - 1)
            return
        elif key is Press.SKIP:
            return
        elif not is_aside(key, interview, prompter):
            prompter.tell(not_understood(token, "one of these numbers"))
