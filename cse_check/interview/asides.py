"""What any question takes besides its answer: whom to ring, the keys, and stopping."""

from cse_check.interview.presses import Press
from cse_check.interview.prompter import Prompter
from cse_check.interview.state import Interview
from cse_check.unseen import visible


def is_aside(key: Press | None, interview: Interview, prompter: Prompter) -> bool:
    """Do what a key asks for besides answering, and return whether it was such a key.

    Raises:
        KeyboardInterrupt: the person stops.
    """
    match key:
        case Press.CONTACTS | Press.ALL_CONTACTS:
            prompter.contacts(every_one=key is Press.ALL_CONTACTS)
        case Press.HELP:
            prompter.help()
        case Press.QUIT:
            if prompter.stops(interview):
                raise KeyboardInterrupt
        case _:
            return False
    return True


def not_understood(token: str, wanted: str) -> str:
    """Say what a token is not. It stands there as it was typed, so that a slip is seen."""
    shown = visible(" ".join(token.split()))
    shown = shown if len(shown) <= 24 else f"{shown[:23]}…"
    return f"'{shown}' is not {wanted} here. 'h' shows the keys."
