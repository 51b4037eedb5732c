"""Which words of a guide are indicators: list by list, by what stands over each.

One list under "What to do" says nothing about the list before it. An item that asks somebody to do
something, names a team or gives an address is none, wherever it stands.
"""

import re
from collections.abc import Sequence
from typing import Final

from cse_check.keeping.proposals.advice import (
    ADVISING,
    AFTER_A_VERB,
    BODY,
    DEBRIS,
    IMPERATIVE,
    NEVER_A_SIGN,
    NOUNS_TOO,
    PHRASES,
    REACHED,
    SMALL,
    VERBS,
)  # fmt: skip
from cse_check.keeping.proposals.vocabulary import any_of

NAME: Final = re.compile(rf"(?:(?:[A-Z][\w'\u2019&.-]*|{SMALL}|\([^)]*\)|\d+)[\s,/]*)+\Z")
NUMBER: Final = re.compile(r"(?<!\d)(?:0\d[\d ()-]{7,13}\d|116 ?\d{3}|999|101)(?!\d)")
LETTERS: Final = re.compile(r"[^\W\d_]{2}")
IMPRINT: Final = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:issued|revised|published|reviewed|updated)\b.*\d", re.I
)
"""When and by whom a guide was published, on a line of its own."""
HARM: Final = any_of(
    r"""
    self[- ]?harm  harm(?:s|ing)? (?:them|him|her)sel  suicid  overdos  injur  assault  \brape
    (?:end|take|taking|ending) (?:their|his|her) (?:own )?li  want(?:ing|s)? to (?:live|die)
    disclos  whereabouts (?:is |are )?(?:unknown|not known)  child.?s whereabouts  abduct
    traffick  slavery  weapon  against (?:their|his|her) will  locked in  strangl  burns?\b
    bruis  threat(?!s? of exclusion)
    """,
    start="",
)
"""What may mean harm now, so that somebody decides whether it is urgent."""
MOSTLY: Final = 0.5


def is_asked_to_do(text: str, *, verbs: frozenset[str] = ADVISING) -> bool:
    """Return whether this asks its reader to do something: `Dial 999`, `Trust your instincts`."""
    if PHRASES.search(text) and not text[:1].islower():
        return True
    found = IMPERATIVE.match(text)
    if not found or (verb := found["verb"].casefold()) not in verbs:
        return False
    after = (found["next"] or "").casefold()
    if verb in NEVER_A_SIGN and found.end("verb") < len(text):
        return True
    return verb not in NOUNS_TOO or after in AFTER_A_VERB


def is_a_body(text: str) -> bool:
    """Return whether this is the name of a team, a service or a charity."""
    return (
        len(text.split()) <= 12
        and bool(BODY.search(text))
        and bool(NAME.fullmatch(text.rstrip(".,;:")))
    )


def is_no_sign(text: str, *, after_may: bool = False) -> bool:
    """Return whether this cannot be an indicator, wherever it stands.

    `after_may`: it goes on after "the child may", and begins with what the child does.
    """
    return (
        not LETTERS.search(text)
        or bool(DEBRIS.search(text) or REACHED.search(text) or NUMBER.search(text))
        or bool(IMPRINT.search(text))
        or is_a_body(text)
        or (
            bool(PHRASES.search(text)) and not text[:1].islower()
            if after_may
            else is_asked_to_do(text)
        )
    )


def is_advice(items: Sequence[str]) -> bool:
    """Return whether a list is, for the most part, of what to do or whom to turn to."""
    advice = sum(is_no_sign(each) or is_asked_to_do(each, verbs=VERBS) for each in items)
    return advice >= MOSTLY * len(items)


def may_be_harm(text: str) -> bool:
    """Return whether the words may mean harm now: then somebody decides whether it is urgent."""
    return bool(HARM.search(text))
