"""Driving an interview with a `Prompter`: all that a terminal, a pipe or a test provides."""

from collections.abc import Callable, Mapping
from typing import Final, Protocol

from cse_check.errors import InterruptedScreeningError
from cse_check.interview.state import DETAILS, Detail, Interview, Press, parse_key
from cse_check.model import Basis, Category, When
from cse_check.narrative import FIELDS, Field

OFFER: Final = "Write down more: the worry, the child's words, the decision? y yes  Enter no"
Keep = Callable[[Interview], None]


class Prompter(Protocol):
    """What shows an interview to a person and reads what they say: one token at a time.

    All that ask raise EOFError at the end of input and KeyboardInterrupt at Ctrl-C.
    """

    def begin(self, interview: Interview) -> None:
        """Say what this is, 999 first."""

    def category(self, interview: Interview) -> None:
        """Show the category that begins, with all its indicators."""

    def ask(self, interview: Interview) -> str:
        """Show the question that is being asked and read a token."""

    def ask_note(self, interview: Interview) -> str:
        """Read a note on the indicator that is being asked."""

    def review(self, interview: Interview) -> str:
        """Show every answer and read a token."""

    def ask_review(self, interview: Interview) -> str:
        """Read another token at the review, without showing the answers again."""

    def ask_choice(self, question: str) -> str:
        """Ask a short question and read a token."""

    def ask_text(self, field: Field, current: str | None) -> str:
        """Read a text of any number of lines for a field of the narrative."""

    def contacts(self) -> None:
        """Show whom to ring."""

    def help(self) -> None:
        """Show what each key does."""

    def tell(self, message: str) -> None:
        """Show a short message."""


def keep_nothing(interview: Interview) -> None:
    """Keep no draft."""


def walk(interview: Interview, prompter: Prompter, keep: Keep = keep_nothing) -> Interview:
    """Walk through an interview to its end; `keep` is called after everything that was said.

    Raises:
        InterruptedScreeningError: the person stopped, or the input ended. That is never an answer.
    """
    prompter.begin(interview)
    shown: Category | None = None
    try:
        while not interview.finished:
            if interview.in_review:
                after, shown = _review(interview, prompter), None
            else:
                if interview.place.category is not shown and not interview.changing:
                    prompter.category(interview)
                shown = interview.place.category
                after = _question(interview, prompter)
            if after != interview:
                keep(after)
            interview = after
        return _narrate(interview, prompter, keep)
    except (EOFError, KeyboardInterrupt) as stopped:
        area = interview.catalogue.area.id
        raise InterruptedScreeningError(interview.given, area) from stopped


def _question(interview: Interview, prompter: Prompter) -> Interview:
    key = parse_key(prompter.ask(interview))
    if key is None:
        prompter.tell("That is not an answer here. 'h' shows the keys.")
        return interview
    if _is_aside(key, prompter):
        return interview
    if key is Press.NOTE:
        interview = interview.note(prompter.ask_note(interview))
    elif key is Press.DETAIL:
        interview = _detail(interview, prompter)
    else:
        interview = interview.press(key)
    if interview.told:
        prompter.tell(interview.told)
    return interview


def _detail(interview: Interview, prompter: Prompter) -> Interview:
    now = interview.response(interview.place.indicator)
    (asks_when, whens), (asks_basis, bases) = DETAILS
    when = _choose(asks_when, whens, now.when, prompter)
    basis = _choose(asks_basis, bases, now.basis, prompter)
    assert not isinstance(when, Basis)  # noqa: S101 - of the first question's options
    assert not isinstance(basis, When)  # noqa: S101 - of the second's
    return interview.detail(when, basis)


def _choose(
    asks: str, options: Mapping[str, Detail], now: Detail | None, prompter: Prompter
) -> Detail | None:
    named = "  ".join(f"{key} {value}" for key, value in options.items())
    while True:
        token = prompter.ask_choice(f"{asks} {named}  Enter leaves it  - takes it away")
        token = token.strip().lower()
        if token in ("", "-"):
            return None if token else now
        for key, value in options.items():
            if token in (key, value):
                return value
        prompter.tell("That is not one of these.")


def _review(interview: Interview, prompter: Prompter) -> Interview:
    token = prompter.review(interview).strip()
    last = len(interview.places)
    while True:
        if token.isascii() and token.isdigit() and 1 <= int(token[:9]) <= last:
            return interview.change(int(token))
        key = parse_key(token)
        if key is Press.SKIP:
            return interview.finish()
        if key is Press.BACK:
            return interview.reopen()
        if key is None or not _is_aside(key, prompter):
            prompter.tell(f"Type a number from 1 to {last}, or only Enter to finish.")
        token = prompter.ask_review(interview).strip()


def _narrate(interview: Interview, prompter: Prompter, keep: Keep) -> Interview:
    """Offer the narrative; a script that ends with the review has ended well."""
    if not _wants_narrative(prompter):
        return interview
    for field in FIELDS:
        current = getattr(interview.narrative, field.name)
        interview = interview.narrate(field.name, prompter.ask_text(field, current))
        keep(interview)
    return interview


def _wants_narrative(prompter: Prompter) -> bool:
    while True:
        try:
            token = prompter.ask_choice(OFFER)
        except EOFError:
            return False
        key = parse_key(token)
        if key in (Press.YES, Press.NO, Press.SKIP):
            return key is Press.YES
        if key is None or not _is_aside(key, prompter):
            prompter.tell("'y' to write more, only Enter for the summary.")


def _is_aside(key: Press, prompter: Prompter) -> bool:
    """Do what a key asks for besides answering, and say whether it was such a key."""
    if key is Press.CONTACTS:
        prompter.contacts()
    elif key is Press.HELP:
        prompter.help()
    elif key is Press.QUIT:
        raise KeyboardInterrupt
    return key in (Press.CONTACTS, Press.HELP)
