"""Pastes that no terminal has marked: what arrives in one burst with a line break in it."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyPress
from prompt_toolkit.keys import Keys

BREAKS = (Keys.ControlM, Keys.ControlJ)


class Bursts(Input):
    """An input that gives a burst of text with a line break in it as one paste.

    A line with its break at the end may be a line typed fast: that is left as it is. prompt_toolkit
    does the same for the Windows console, which marks nothing.
    """

    def __init__(self, source: Input) -> None:
        self._source = source

    def read_keys(self) -> list[KeyPress]:
        """Read what has come."""
        return as_paste(self._source.read_keys())

    def flush_keys(self) -> list[KeyPress]:
        """Read what was held back in the hope of more."""
        return self._source.flush_keys()

    def fileno(self) -> int:
        """Return the source's file descriptor."""
        return self._source.fileno()

    def typeahead_hash(self) -> str:
        """Return the source's name for what was typed ahead."""
        return self._source.typeahead_hash()

    @property
    def closed(self) -> bool:
        """Whether the source has ended."""
        return self._source.closed

    def raw_mode(self) -> AbstractContextManager[None]:
        """Ask for single keys while in this context."""
        return self._source.raw_mode()

    def cooked_mode(self) -> AbstractContextManager[None]:
        """Ask for whole lines while in this context."""
        return self._source.cooked_mode()

    def attach(self, input_ready_callback: Callable[[], None]) -> AbstractContextManager[None]:
        """Call this whenever there is something to read, while in this context."""
        return self._source.attach(input_ready_callback)

    def detach(self) -> AbstractContextManager[None]:
        """Call nothing while in this context."""
        return self._source.detach()


def as_paste(keys: list[KeyPress]) -> list[KeyPress]:
    """Return keys that came together as one paste, if they are text with a line break inside.

    Ctrl-C is never part of one.
    """
    inside = any(each.key in BREAKS for each in keys[:-1])
    if not inside or not has_text(keys) or any(each.key is Keys.ControlC for each in keys):
        return keys
    text = "".join(_text(each) for each in keys)
    return [KeyPress(Keys.BracketedPaste, text)]


def has_text(keys: Sequence[KeyPress]) -> bool:
    """Return whether there is anything among these keys but line breaks."""
    return any(each.key not in BREAKS for each in keys)


def _text(key: KeyPress) -> str:
    if key.key in BREAKS:
        return "\n"
    is_text = not isinstance(key.key, Keys) or key.key is Keys.BracketedPaste
    return key.data if is_text else ""
