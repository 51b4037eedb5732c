"""Prompters on fake keys and fake streams, and a walk of Leeds with them."""

from io import StringIO

from rich.console import Console

from cse_check.interview.state import Interview
from cse_check.interview.walk import walk
from cse_check.model import Response, Role
from cse_check.prompts.keyboard import Keyboard
from cse_check.prompts.lines import LinePrompter
from cse_check.prompts.single_keys import KeyPrompter
from examples import bundled

LEEDS = bundled("leeds").catalogue
BATHNES = bundled("bathnes").catalogue
IDS = [indicator.id for indicator in LEEDS.indicators]
TO_REVIEW = ["."] * len(LEEDS.categories)
"""Keys that skip every category of Leeds."""


class FakeKeys:
    """Keys in a row, then the end of input."""

    def __init__(self, *keys: str) -> None:
        self.keys = list(keys)
        self.restored = self.resumed = False

    def read(self) -> str:
        return self.keys.pop(0) if self.keys else ""

    def resume(self) -> None:
        self.resumed = True

    def restore(self) -> None:
        self.restored = True


class Terminal(StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def key_prompter(*keys: str, width: int = 80, drawing: bool = True) -> tuple[KeyPrompter, StringIO]:
    screen = StringIO()
    console = Console(file=screen, width=width, highlight=False, markup=False, soft_wrap=True)
    prompter = KeyPrompter(
        Keyboard(FakeKeys(*keys), screen),
        console,
        contacts=lambda: "THE CONTACTS\n",
        role=Role.PROFESSIONAL,
        keeps="Nothing is kept.",
        confirms_stop=True,
        drawing=drawing,
    )
    return prompter, screen


def walk_with_keys(*keys: str, width: int = 80) -> tuple[dict[str, Response], str]:
    prompter, screen = key_prompter(*keys, width=width)
    return dict(walk(Interview(LEEDS), prompter).answers), screen.getvalue()


def line_prompter(source: StringIO, *, width: int = 80) -> tuple[LinePrompter, StringIO]:
    screen = StringIO()
    prompter = LinePrompter(
        source,
        screen,
        contacts=lambda: "THE CONTACTS\n",
        role=Role.PUBLIC,
        keeps="Nothing is kept.",
        width=width,
    )
    return prompter, screen
