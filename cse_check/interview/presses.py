"""What can be said at a question: the keys, their words, and what they stand for."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from cse_check.model import Answer, Basis, When
from cse_check.screening import parse_answer


class Press(StrEnum):
    """What can be said at a question; the values are the words that are understood."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "unknown"
    SKIP = "skip"
    BACK = "back"
    NO_REST = "no-rest"
    REST = "rest"
    NOTE = "note"
    DETAIL = "detail"
    CLEAR = "clear"
    CONTACTS = "contacts"
    ALL_CONTACTS = "all-contacts"
    HELP = "help"
    QUIT = "quit"


KEYS: Final[Mapping[str, Press]] = {
    "y": Press.YES,
    "n": Press.NO,
    "?": Press.NOT_KNOWN,
    "": Press.SKIP,
    "b": Press.BACK,
    "0": Press.NO_REST,
    ".": Press.REST,
    "+": Press.NOTE,
    "d": Press.DETAIL,
    "x": Press.CLEAR,
    "c": Press.CONTACTS,
    "C": Press.ALL_CONTACTS,
    "h": Press.HELP,
    "q": Press.QUIT,
}

TOKENS: Final[Mapping[str, Press]] = {**KEYS, **{key.value: key for key in Press}}
"""Every way to say something at a question: a single key, or its word."""

ANSWER_KEYS: Final[Mapping[Press, Answer]] = {
    Press.YES: Answer.YES,
    Press.NO: Answer.NO,
    Press.NOT_KNOWN: Answer.NOT_KNOWN,
}


Detail = When | Basis
WHENS: Final[Mapping[str, tuple[str, When]]] = {
    "n": ("now", When.CURRENT),
    "p": ("past", When.PAST),
}
BASES: Final[Mapping[str, tuple[str, Basis]]] = {
    "s": ("seen", Basis.SEEN),
    "t": ("told", Basis.TOLD),
    "r": ("reported", Basis.REPORTED),
    "o": ("opinion", Basis.OPINION),
}
"""What can be said of an answer besides its note: each with its key and its word."""

TAKE_AWAY: Final = "-"
"""A text that takes a note, a detail or a text away."""


def parse_key(token: str) -> Press | None:
    """Return the key that a token means, or None; surrounding space does not matter.

    Case matters only to `C`. Every way to write an answer in a file is understood but `0`.
    """
    token = " ".join(token.split())
    if key := TOKENS.get(token) or TOKENS.get(token.lower()):
        return key
    answer = parse_answer(token)
    return next((key for key, meant in ANSWER_KEYS.items() if meant is answer), None)
