"""Windows. Nobody has run this there yet: each rule says where it is from, and tests play Windows.

Modules that only Windows has are imported where they are used, so that this can be imported, and
tested, anywhere.
"""

import ntpath
import os
import signal
from importlib import import_module
from pathlib import Path
from typing import Any, Final, TextIO

from cse_check.platforms.platform import NAME, Platform

BEYOND: Final = 1024
"""What is locked cannot be read there, so a byte behind what is written is."""
IN_USE: Final = (5, 32, 33)
"""Access denied, sharing violation, lock violation: so Windows says that another program has it.

Source: Microsoft, "System Error Codes (0-499)".
"""
LONG: Final = 180
"""From how many characters on a path is written in the long form.

The limit is 260 with the end of the text, and a temporary file beside it may have 64 more. Source:
Microsoft, "Maximum Path Length Limitation".
"""
LONG_FORM: Final = "\\\\?\\"
SHARE: Final = "\\\\"


class Windows(Platform):
    """Windows 10 and later."""

    streams_are_utf8 = True
    has_modes = False

    @property
    def going_on(self) -> None:
        """Return None: nothing is stopped there."""

    @property
    def stopping(self) -> None:
        """Return None: nothing is stopped there."""

    @property
    def at_once(self) -> int:
        """Return nothing: there are no named pipes in its folders."""
        return 0

    @property
    def ending(self) -> tuple[int, ...]:
        """Ctrl-C, Ctrl-Break and a console that is closed: for both, C's library has SIGBREAK.

        Source: Microsoft, "signal" (C runtime library).
        """
        found = (getattr(signal, name, None) for name in ("SIGINT", "SIGTERM", "SIGBREAK"))
        return tuple(each for each in found if each is not None)

    def user(self) -> int | None:
        """Return None: rights are lists there, which folders pass on."""
        return None

    def own_folder(self) -> Path:
        """Return the folder for data that stays on this machine."""
        from platformdirs.windows import Windows as Folders  # only now: few commands need it

        try:
            return Path(Folders(NAME, appauthor=False, roaming=False).user_data_dir)
        except (RuntimeError, ValueError):  # nobody knows this user's folders
            return Path("~", NAME)

    def earlier_folder(self) -> Path:
        """Return the folder that roams: a domain copies it to a server when the user leaves."""
        return Path(os.environ.get("APPDATA") or Path("~").expanduser(), NAME)

    def try_lock(self, descriptor: int) -> None:
        """Lock an open file until it is closed."""
        msvcrt = _only_here("msvcrt")
        os.lseek(descriptor, BEYOND, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        os.lseek(descriptor, 0, os.SEEK_SET)

    def is_passing(self, error: OSError) -> bool:
        """Return whether a virus scanner, a synchroniser or the like may have the file open."""
        return getattr(error, "winerror", None) in IN_USE

    def is_terminal(self, stream: TextIO) -> bool:
        """Return whether it is a console: `NUL` says that it is a terminal, and has no mode."""
        return stream.isatty() and self.has_console_mode(stream)

    def has_console_mode(self, stream: TextIO) -> bool:
        """Return whether the system knows a console's mode of this stream.

        Source: Microsoft, "GetConsoleMode function".
        """
        ctypes = _only_here("ctypes")
        try:
            handle = _only_here("msvcrt").get_osfhandle(stream.fileno())
        except (OSError, ValueError):  # closed, or not a file at all
            return False
        mode = ctypes.c_ulong()
        found = ctypes.windll.kernel32.GetConsoleMode(ctypes.c_void_p(handle), ctypes.byref(mode))
        return bool(found)

    def rest_of_burst(self, stream: TextIO) -> str:
        """Read what has come to this console besides what was read."""
        msvcrt = _only_here("msvcrt")
        found = ""
        while msvcrt.kbhit():
            found += stream.readline()
        return found

    def reachable(self, path: Path) -> Path:
        """Return a long path in the form that has no limit.

        Source: Microsoft, "Naming Files, Paths, and Namespaces", Win32 File Namespaces.
        """
        whole = ntpath.abspath(path)
        if len(whole) < LONG or whole.startswith(LONG_FORM):
            return path
        if whole.startswith(SHARE):
            return Path(f"{LONG_FORM}UNC\\{whole.removeprefix(SHARE)}")
        return Path(f"{LONG_FORM}{whole}")


def _only_here(name: str) -> Any:
    """Import a module that only Windows has."""
    return import_module(name)
