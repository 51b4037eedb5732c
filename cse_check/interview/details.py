"""When it was, and on what basis: asked in one go, and either can be left."""

from collections.abc import Mapping
from typing import Final

from cse_check.interview.asides import is_aside, not_understood
from cse_check.interview.presses import BASES, TAKE_AWAY, WHENS, Detail, Press, parse_key
from cse_check.interview.prompter import Prompter
from cse_check.interview.state import Interview
from cse_check.model import Basis, When

Options = Mapping[str, tuple[str, Detail]]
ASKED: Final[tuple[tuple[str, Options], ...]] = (
    ("when", WHENS),
    ("on what basis", BASES),
)


def ask_details(interview: Interview, prompter: Prompter) -> Interview:
    """Return the interview with what was said of the indicator that was answered last.

    Both may be said on one line; after one of them the other is asked. Enter leaves what is open.
    """
    of = interview.spoken_of.indicator
    now = interview.response(of)
    said: dict[type, Detail | None] = {When: now.when, Basis: now.basis}
    open_ones = dict(ASKED)
    while open_ones:
        token = prompter.ask_choice(_question(of.text, open_ones)).strip().lower()
        if token == TAKE_AWAY or parse_key(token) is Press.CLEAR:
            said = {When: None, Basis: None}
            break
        if found := _found(token, open_ones):
            said |= {type(value): value for value in found.values()}
            open_ones = {name: each for name, each in open_ones.items() if name not in found}
        elif parse_key(token) in (Press.SKIP, Press.BACK):
            break
        elif not is_aside(parse_key(token), interview, prompter):
            prompter.tell(not_understood(token, "one of these"))
    when, basis = said[When], said[Basis]
    assert not isinstance(when, Basis)  # noqa: S101 - each stands under its type
    assert not isinstance(basis, When)  # noqa: S101 - so does this
    return interview.detail(when, basis)


def _question(text: str, open_ones: Mapping[str, Options]) -> str:
    keys = (f"{key} {word}" for each in open_ones.values() for key, (word, _) in each.items())
    return f"{text}: {' and '.join(open_ones)}? {'  '.join(keys)}  Enter leaves it"


def _found(token: str, open_ones: Mapping[str, Options]) -> dict[str, Detail]:
    """Return what every word of a line says, by what was asked; nothing if one says nothing."""
    found: dict[str, Detail] = {}
    for word in token.split():
        meant = [
            (name, value)
            for name, each in open_ones.items()
            for key, (said, value) in each.items()
            if word in (key, said, value.value)
        ]
        if not meant:
            return {}
        found |= dict(meant)
    return found
