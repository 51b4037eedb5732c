"""What a prompter needs of a keyboard, whatever reads it."""

from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol


class Stroke(NamedTuple):
    """A key as a token: Enter is an empty one, and what is no character is named in brackets."""

    token: str
    pasted: bool = False


class Keys(Protocol):
    """Single keys, and typed lines and texts.

    All that read raise EOFError at the end of input and KeyboardInterrupt at Ctrl-C.
    """

    def begin_page(self) -> bool:
        """Drop what was typed ahead, and return whether there was any."""

    def key(self) -> Stroke:
        """Read one key."""

    def takes(self, stroke: Stroke) -> bool:
        """Return whether this key counts on this page."""

    def line(self, prompt: str, begun: str = "") -> str:
        """Read a line up to Enter."""

    def text(self, prompt: str, begun: str = "") -> str:
        """Read lines up to one with only a full stop; or a lone token, where nothing is begun."""

    def aside(self) -> AbstractContextManager[None]:
        """Leave the terminal to another program while in this context."""
