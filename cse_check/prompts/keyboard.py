"""A terminal's keys, and lines and texts typed into it: what prompt_toolkit reads of it.

The terminal is in raw mode throughout, so that nothing that is typed ahead shows, and is left as it
was found: at the end, by a signal, and while the program is stopped.
"""

import asyncio
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from types import FrameType
from typing import Final, Self, TextIO

from prompt_toolkit.input import Input, create_input
from prompt_toolkit.input.typeahead import get_typeahead, store_typeahead
from prompt_toolkit.key_binding import KeyPress
from prompt_toolkit.keys import Keys
from prompt_toolkit.output import Output, create_output
from prompt_toolkit.output.vt100 import Vt100_Output

from cse_check.interrupts import heard, held
from cse_check.platforms import here
from cse_check.prompts.bursts import BREAKS, Bursts
from cse_check.prompts.keys import Stroke
from cse_check.prompts.turning import PageTurns
from cse_check.prompts.typing import read_line, read_text

ESCAPE_ENDS: Final = 0.1
"""Seconds until Escape is a key of its own, and not the beginning of another."""
MOST_PARTS: Final = 64
"""In how many parts the sequence of a key may come."""
BURST_ENDS: Final = 0.03
"""Seconds in which the rest of a burst follows, when what was typed ahead is dropped."""
ALONE: Final = 0.002
"""Seconds until a key has come alone: nobody presses two as fast."""
MOST_AT_ONCE: Final = 8
"""How many keys may come at once, typed ahead; more than that is a paste of one line."""
PASTE: Final = Stroke("[pasted text]", pasted=True)
NAMES: Final = {" ": "Space", "c-i": "Tab", "c-h": "Backspace", "c-@": "Ctrl-Space"}
PAUSE: Final = 0.25
"""Seconds in which it is seen that the program goes on after it was stopped."""


class Keyboard:
    """A terminal's keyboard. Use it in a `with` block, which leaves the terminal as it was."""

    def __init__(self, source: Input, screen: Output, turns: PageTurns | None = None) -> None:
        self._source = Bursts(source)
        self._screen = screen
        self._turns = turns or PageTurns()
        self._waiting: list[KeyPress] = []
        self._modes = ExitStack()
        self._went_on = False

    @classmethod
    def of(cls, stdin: TextIO, screen: TextIO) -> "Keyboard":
        """Return the keyboard of this terminal, which shows what is typed on this screen."""
        output = create_output(screen)
        if isinstance(output, Vt100_Output):
            output.enable_cpr = False  # not every terminal answers where its cursor is
        return cls(create_input(stdin), output)

    def __enter__(self) -> Self:
        """Ask for single keys and marked pastes, now and whenever the program goes on."""
        self._take()
        if going_on := here().going_on:
            self._usual = signal.signal(going_on, self._go_on)
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the terminal as it was."""
        if going_on := here().going_on:
            signal.signal(going_on, self._usual)
        self._leave()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Leave the terminal to another program while in this context."""
        self._leave()
        try:
            yield
        finally:
            self._take()

    def begin_page(self) -> bool:
        """Drop what was typed ahead, and return whether there was any."""
        self._turns.turn()
        return self._drop()

    def takes(self, stroke: Stroke) -> bool:
        """Return whether this key counts on this page: not if it turned to it and is held down."""
        return self._turns.takes(stroke.token)

    def key(self) -> Stroke:
        """Read one key; what came in a burst with a line break in it is one paste.

        Raises:
            EOFError: the input has ended.
            KeyboardInterrupt: Ctrl-C.
        """
        if not self._waiting:
            self._waiting = self._next_burst()
            if _is_paste(self._waiting):
                self._waiting = []
                return PASTE
        pressed = self._waiting.pop(0)
        if pressed.key is Keys.Escape:  # what follows at once belongs to it: Alt and a letter
            self._waiting = []
        if pressed.key in (Keys.ControlD, Keys.ControlZ):
            return self._control(pressed)
        return _stroke(pressed)

    def line(self, prompt: str, begun: str = "") -> str:
        """Read a line up to Enter; what is pasted keeps its line breaks.

        Raises:
            EOFError: the input has ended.
            KeyboardInterrupt: Ctrl-C.
        """
        with self._typing():
            return read_line(self._source, self._screen, prompt, begun)

    def text(self, prompt: str, begun: str = "") -> str:
        """Read lines up to one with only a full stop; or a lone token, where nothing is begun.

        Raises:
            EOFError: the input has ended.
            KeyboardInterrupt: Ctrl-C.
        """
        with self._typing():
            takes_enter = partial(self._turns.takes, "")
            return read_text(self._source, self._screen, prompt, begun, takes_enter)

    @contextmanager
    def _typing(self) -> Iterator[None]:
        """Hand what was read already to prompt_toolkit, and take back what it has read too much."""
        store_typeahead(self._source, self._waiting)
        try:
            yield
        finally:
            self._waiting = get_typeahead(self._source)
            self._screen.enable_bracketed_paste()
            self._screen.flush()
        self._turns.takes("")
        self._drop()  # it came in one burst with the line, so it was meant for that

    def _drop(self) -> bool:
        """Drop what has come and was not read, and return whether there was any."""
        dropped, self._waiting = self._waiting, []
        while keys := self._read(BURST_ENDS):
            dropped += keys
        self._mind(dropped)
        return bool(dropped)

    def _next_burst(self) -> list[KeyPress]:
        """Read all that comes at once, however many parts it comes in."""
        while not (keys := self._read(None)):
            if self._source.closed:
                raise EOFError
        while more := self._read(BURST_ENDS if len(keys) > 1 else ALONE):
            keys += more
        self._mind(keys)
        return keys

    def _mind(self, keys: list[KeyPress]) -> None:
        if any(each.key is Keys.ControlC for each in keys):
            raise KeyboardInterrupt

    def _read(self, seconds: float | None) -> list[KeyPress]:
        """Read the keys that come within so many seconds, or the next that come at all."""
        if self._source.closed:
            return []
        self._set_again()
        with held():  # asyncio does not bear being interrupted while it sets up
            return asyncio.run(_keys(self._source, seconds, self._set_again))

    def _control(self, pressed: KeyPress) -> Stroke:
        if pressed.key is Keys.ControlZ and (stopping := here().stopping):
            with self.aside():
                os.kill(0, stopping)
            return Stroke("[Ctrl-Z]")
        raise EOFError

    def _take(self) -> None:
        self._modes.enter_context(self._source.raw_mode())
        self._screen.enable_bracketed_paste()
        self._screen.flush()

    def _leave(self) -> None:
        with self._modes, suppress(OSError):  # the terminal may be gone
            self._screen.disable_bracketed_paste()
            self._screen.flush()

    def _go_on(self, _number: int, _frame: FrameType | None) -> None:
        """Note that the shell had the terminal; a signal may come amid writing, so not more."""
        self._went_on = True

    def _set_again(self) -> None:
        """Set the terminal again if the program was stopped: the shell had it."""
        if self._went_on:
            self._went_on = False
            self._take()


async def _keys(source: Input, seconds: float | None, idle: Callable[[], None]) -> list[KeyPress]:
    """Wait for keys as prompt_toolkit's documentation has it, and for the rest of a sequence.

    Raises:
        EOFError: there is always something to read, and never anything in it: the terminal is gone.
    """
    for _ in range(MOST_PARTS):
        ready = asyncio.Event()
        with source.attach(ready.set):
            while not await _comes(ready, seconds or PAUSE):
                if seconds:
                    return source.flush_keys()
                idle()
        if (keys := source.read_keys()) or source.closed:
            return keys
        seconds = ESCAPE_ENDS
    raise EOFError


def _is_paste(keys: list[KeyPress]) -> bool:
    breaks = any(each.key in BREAKS for each in keys)
    return len(keys) > (1 if breaks else MOST_AT_ONCE)


async def _comes(ready: asyncio.Event, seconds: float) -> bool:
    try:
        async with asyncio.timeout(seconds):
            with heard():
                return await ready.wait()
    except TimeoutError:
        return False


def _stroke(pressed: KeyPress) -> Stroke:
    if pressed.key is Keys.BracketedPaste:
        return PASTE
    if pressed.key in BREAKS:
        return Stroke("")
    if not isinstance(pressed.key, Keys) and pressed.key.isprintable() and pressed.key != " ":
        return Stroke(pressed.key)
    name = pressed.key.value if isinstance(pressed.key, Keys) else pressed.key
    return Stroke(f"[{NAMES.get(name) or _spelled(name)}]")


def _spelled(name: str) -> str:
    """Return the name of a key as people know it: `c-right` is Ctrl-Right."""
    for short, long in (("s-", "shift-"), ("c-", "ctrl-")):
        name = name.replace(short, long)
    return name.title()
