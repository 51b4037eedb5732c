"""Single keys, and lines typed or pasted, from a terminal.

The terminal is asked to mark what is pasted. That matters: without it, a pasted paragraph would be
taken for a row of keys, and its letters for answers.
"""

import codecs
import os
import signal
import sys
from types import FrameType
from typing import Final, Protocol, TextIO

ENTER: Final = ("\r", "\n")
ESCAPE: Final = "\x1b"
PASTED: Final = "\x1b[200~"
MARK_PASTES: Final = "\x1b[?2004h"
LEAVE_PASTES: Final = "\x1b[?2004l"
PASTE_ENDS: Final = "\x1b[201~"
END_OF_INPUT: Final = ("\x04", "\x1a")
INTERRUPT: Final = "\x03"
BACKSPACE: Final = ("\x7f", "\b")
ERASE_LINE: Final = "\x15"


class Keys(Protocol):
    """Where characters come from: one at a time, escape sequences whole."""

    def read(self) -> str:
        """Read a character or an escape sequence; an empty string is the end of input."""

    def resume(self) -> None:
        """Set the terminal again as it has to be, after the program was stopped."""

    def restore(self) -> None:
        """Leave the terminal as it was found."""


class Keyboard:
    """A terminal's keyboard. `screen` is where typed text is echoed.

    Use it in a `with` block, which leaves the terminal as it was.
    """

    def __init__(self, keys: Keys, screen: TextIO) -> None:
        self._keys = keys
        self._screen = screen

    def __enter__(self) -> "Keyboard":
        """Ask for single keys and marked pastes, now and whenever the program is resumed."""
        self._keys.resume()
        self._echo(MARK_PASTES)
        if hasattr(signal, "SIGCONT"):
            self._usual = signal.signal(signal.SIGCONT, self._resume)
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the terminal as it was."""
        if hasattr(signal, "SIGCONT"):
            signal.signal(signal.SIGCONT, self._usual)
        self._echo(LEAVE_PASTES)
        self._keys.restore()

    def _resume(self, _number: int, _frame: FrameType | None) -> None:
        self._keys.resume()
        self._echo(MARK_PASTES)

    def key(self) -> str:
        """Read one key; Enter gives an empty string, and pasted text is given whole.

        Raises:
            EOFError: the input has ended.
            KeyboardInterrupt: Ctrl-C.
        """
        found = self._read()
        if found == PASTED:
            return PASTED + self._pasted()
        return "" if found in ENTER else found

    def line(self) -> str:
        """Read a line up to Enter, with what is pasted into it, line breaks and all.

        Raises:
            EOFError: the input has ended.
            KeyboardInterrupt: Ctrl-C.
        """
        typed: list[str] = []
        while (found := self._read()) not in ENTER:
            if found == PASTED:
                self._add(typed, self._pasted())
            elif found in BACKSPACE:
                self._erase(typed, 1)
            elif found == ERASE_LINE:
                self._erase(typed, len(typed))
            elif found == "\t" or found.isprintable():
                self._add(typed, found.expandtabs(1))
        self._echo("\n")
        return "".join(typed)

    def _read(self) -> str:
        found = self._keys.read()
        if not found or found in END_OF_INPUT:
            raise EOFError
        if found == INTERRUPT:
            raise KeyboardInterrupt
        return found

    def _pasted(self) -> str:
        pasted: list[str] = []
        while (found := self._keys.read()) != PASTE_ENDS:
            if not found:
                raise EOFError
            pasted.append(found)
        return "".join(pasted).replace("\r\n", "\n").replace("\r", "\n")

    def _add(self, typed: list[str], text: str) -> None:
        typed.extend(text)
        self._echo("".join(each if each.isprintable() or each == "\n" else "?" for each in text))

    def _erase(self, typed: list[str], count: int) -> None:
        for _ in range(min(count, len(typed))):
            typed.pop()
            self._echo("\b \b")

    def _echo(self, text: str) -> None:
        self._screen.write(text)
        self._screen.flush()


def _is_whole(sequence: str) -> bool:
    """Return whether a sequence has ended: `ESC [ ... letter`, `ESC O letter` or `ESC letter`."""
    rest = sequence.lstrip(ESCAPE)
    if rest.startswith("["):
        return len(rest) > 1 and rest != "[[" and "@" <= rest[-1] <= "~"
    return len(rest) == (2 if rest.startswith("O") else 1)


if sys.platform == "win32":
    import msvcrt

    class ConsoleKeys:
        """Keys from the Windows console."""

        def __init__(self, stdin: TextIO) -> None:
            """Take the console; `stdin` is only there to be like the other systems."""

        def read(self) -> str:
            """Read a character; function and arrow keys are given as an escape."""
            found = msvcrt.getwch()
            if found in ("\x00", "\xe0"):
                return ESCAPE + msvcrt.getwch()
            return found

        def resume(self) -> None:
            """A console program is not stopped."""

        def restore(self) -> None:
            """The console was not changed."""

else:
    import select
    import termios
    import tty

    class ConsoleKeys:
        """Keys from a POSIX terminal, which is left alone but for echo and line editing."""

        def __init__(self, stdin: TextIO) -> None:
            self._descriptor = stdin.fileno()
            self._before = termios.tcgetattr(self._descriptor)
            self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode

        def read(self) -> str:
            """Read a character, or a whole escape sequence."""
            self._ask_for_single_keys()
            found = self._character()
            if found == ESCAPE:
                while not _is_whole(found) and self._is_waiting():
                    found += self._character()
            return found

        def resume(self) -> None:
            """Ask for single keys again: after Ctrl-Z and `fg`, the shell has set it otherwise."""
            self._ask_for_single_keys()

        def restore(self) -> None:
            """Return the terminal its own settings back; what was typed ahead stays."""
            termios.tcsetattr(self._descriptor, termios.TCSADRAIN, self._before)

        def _ask_for_single_keys(self) -> None:
            settings = termios.tcgetattr(self._descriptor)
            if settings[3] & (termios.ICANON | termios.ECHO):
                tty.setcbreak(self._descriptor, termios.TCSADRAIN)

        def _character(self) -> str:
            character = ""
            while not character:
                try:
                    read = os.read(self._descriptor, 1)
                except OSError:  # the terminal has gone
                    return ""
                if not read:
                    return ""
                character = self._decode(read)
            return character

        def _is_waiting(self) -> bool:
            return bool(select.select([self._descriptor], [], [], 0.05)[0])
