"""Prompters on fake keys and fake streams, and a walk of Leeds with them."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

from rich.console import Console

from cse_check.interview.state import Interview
from cse_check.interview.texts import lone_key
from cse_check.interview.walk import walk
from cse_check.model import Response, Role
from cse_check.prompts.frame import Frame
from cse_check.prompts.keys import Stroke
from cse_check.prompts.lines import LinePrompter
from cse_check.prompts.single_keys import KeyPrompter
from examples import bundled

LEEDS = bundled("leeds").catalogue
BATHNES = bundled("bathnes").catalogue
IDS = [indicator.id for indicator in LEEDS.indicators]
TO_REVIEW = ["."] * len(LEEDS.categories)
"""Keys that skip every category of Leeds."""

PASTE = "a paste"
"""What stands for a paste among fake keys."""


class FakeKeys:
    """Keys in a row, then the end of input; lines and texts take whole strings too."""

    def __init__(self, *keys: str) -> None:
        self.keys = list(keys)
        self.pages = 0

    def begin_page(self) -> bool:
        self.pages += 1
        return False

    def key(self) -> Stroke:
        found = self._next()
        return Stroke("[pasted text]", pasted=True) if found == PASTE else Stroke(found.strip("\r"))

    def takes(self, stroke: Stroke) -> bool:
        return True

    def line(self, prompt: str, begun: str = "") -> str:
        typed = begun
        while (found := self._next()) != "\r":
            typed += found
        return typed

    def text(self, prompt: str, begun: str = "") -> str:
        lines = [begun + self.line(prompt)]
        if not begun and lone_key(lines[0]):
            return lines[0]
        while (line := self.line(prompt)) != ".":
            lines.append(line)
        return "\n".join(lines)

    @contextmanager
    def aside(self) -> Iterator[None]:
        yield

    def _next(self) -> str:
        found = self.keys.pop(0) if self.keys else "\x04"
        if found == "\x04":
            raise EOFError
        if found == "\x03":
            raise KeyboardInterrupt
        return found


class Terminal(StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def frame(role: Role = Role.PROFESSIONAL, *, drafting: bool = False) -> Frame:
    return Frame(
        role=role,
        contacts=lambda every_one: "ALL THE CONTACTS\n" if every_one else "THE CONTACTS\n",
        keeps="Nothing is kept.",
        drafting=drafting,
    )


def key_prompter(
    *keys: str,
    width: int = 80,
    rows: int = 24,
    drawing: bool = True,
    around: Frame | None = None,
) -> tuple[KeyPrompter, StringIO]:
    screen = StringIO()
    console = Console(file=screen, width=width, highlight=False, markup=False, soft_wrap=True)
    prompter = KeyPrompter(
        lambda: FakeKeys(*keys),
        console,
        around or frame(),
        resize=lambda: (width, rows),
        drawing=drawing,
    )
    return prompter, screen


def walk_with_keys(*keys: str, width: int = 80) -> tuple[dict[str, Response], str]:
    prompter, screen = key_prompter(*keys, width=width)
    return dict(walk(Interview(LEEDS), prompter).answers), screen.getvalue()


def line_prompter(
    source: StringIO, *, width: int = 80, around: Frame | None = None
) -> tuple[LinePrompter, StringIO]:
    screen = StringIO()
    prompter = LinePrompter(source, screen, around or frame(Role.PUBLIC), width=lambda: width)
    return prompter, screen
