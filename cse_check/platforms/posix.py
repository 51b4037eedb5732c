"""Linux, macOS and their like."""

import os
import signal
from pathlib import Path
from typing import Final, TextIO

from cse_check.platforms.platform import GRACE, NAME, Platform

HERE: Final = "~/.local/share"


class Posix(Platform):
    """Linux, and whatever is like it."""

    streams_are_utf8 = False
    has_modes = True

    @property
    def going_on(self) -> int:
        """Return the signal that says that a stopped process goes on."""
        return signal.SIGCONT

    @property
    def stopping(self) -> int:
        """Return the signal that stops a process."""
        return signal.SIGTSTP

    @property
    def at_once(self) -> int:
        """Return what opens a named pipe without waiting for whoever writes it."""
        return os.O_NONBLOCK

    @property
    def ending(self) -> tuple[int, ...]:
        """Ctrl-C, a request to end, and the terminal's end."""
        return signal.SIGINT, signal.SIGTERM, signal.SIGHUP

    def user(self) -> int | None:
        """Return the number of the user whose rights this process has."""
        return os.geteuid()

    def own_folder(self) -> Path:
        """Return the folder for data, as the system or `XDG_DATA_HOME` says."""
        import platformdirs  # only now: few commands need the folder

        try:
            return platformdirs.user_data_path(NAME, appauthor=False)
        except RuntimeError:  # nobody knows this user's home folder
            return Path(HERE, NAME)

    def earlier_folder(self) -> Path:
        """Return the folder for settings, as typer has it."""
        return Path(os.environ.get("XDG_CONFIG_HOME", Path("~/.config")), NAME).expanduser()

    def try_lock(self, descriptor: int) -> None:
        """Lock an open file until it is closed."""
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def is_passing(self, error: OSError) -> bool:  # noqa: ARG002 - part of the platform
        """Return that it is not: who has a file open keeps nobody from renaming or removing it."""
        return False

    def is_terminal(self, stream: TextIO) -> bool:
        """Return whether somebody sits at the other end of a stream."""
        return stream.isatty()

    def rest_of_burst(self, stream: TextIO) -> str:
        """Read what has come to this terminal besides what was read.

        A terminal that edits lines gives only whole ones. For a moment it is asked not to, so that
        a last line without its end is found too.
        """
        import termios

        descriptor = stream.fileno()
        before = termios.tcgetattr(descriptor)
        settings = termios.tcgetattr(descriptor)
        settings[3] &= ~termios.ICANON
        settings[6][termios.VMIN], settings[6][termios.VTIME] = 1, 0
        termios.tcsetattr(descriptor, termios.TCSANOW, settings)
        try:
            return _read_waiting(descriptor).decode(stream.encoding, "replace")
        finally:
            termios.tcsetattr(descriptor, termios.TCSANOW, before)

    def reachable(self, path: Path) -> Path:
        """Return the path as it is: what is too long here cannot be reached in any way."""
        return path


class MacOS(Posix):
    """macOS, where the folder has always been in the same place."""

    def earlier_folder(self) -> Path:
        """Return the folder that typer names."""
        return Path("~/Library/Application Support", NAME).expanduser()


def _read_waiting(descriptor: int) -> bytes:
    import select

    found = b""
    while select.select([descriptor], [], [], GRACE)[0]:
        try:
            part = os.read(descriptor, 4096)
        except OSError:  # the terminal has gone
            part = b""
        if not part:
            break
        found += part
    return found
