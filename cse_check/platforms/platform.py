"""What cse-check asks of an operating system, wherever these differ."""

import time
from abc import ABC, abstractmethod
from pathlib import Path
from typing import ClassVar, Final, TextIO

NAME: Final = "cse-check"
"""What this program's own folder is called."""
GRACE: Final = 0.03
"""Seconds in which the rest of a burst follows its beginning; nobody types a line as fast."""


class Platform(ABC):
    """An operating system."""

    streams_are_utf8: ClassVar[bool]
    """Whether output that goes to no terminal is UTF-8, whatever the system's settings are."""
    has_modes: ClassVar[bool]
    """Whether owners and modes say who may read and write a file."""

    @property
    @abstractmethod
    def going_on(self) -> int | None:
        """The signal that says that a stopped process goes on, where processes can be stopped."""

    @property
    @abstractmethod
    def stopping(self) -> int | None:
        """The signal that stops a process, likewise."""

    @property
    @abstractmethod
    def at_once(self) -> int:
        """What opens a named pipe without waiting for whoever writes it."""

    @property
    @abstractmethod
    def ending(self) -> tuple[int, ...]:
        """The signals that ask a process to end."""

    @abstractmethod
    def user(self) -> int | None:
        """Return the number of the user who runs this; None where the system has none."""

    @abstractmethod
    def own_folder(self) -> Path:
        """Return where this user's folder for this program is."""

    @abstractmethod
    def earlier_folder(self) -> Path:
        """Return where versions before 0.1.0 had that folder."""

    @abstractmethod
    def try_lock(self, descriptor: int) -> None:
        """Lock an open file until it is closed.

        Raises:
            BlockingIOError, PermissionError: another process has it.
        """

    @abstractmethod
    def is_passing(self, error: OSError) -> bool:
        """Return whether this may be gone in a moment: another program has the file open."""

    @abstractmethod
    def is_terminal(self, stream: TextIO) -> bool:
        """Return whether somebody sits at the other end of a stream."""

    @abstractmethod
    def rest_of_burst(self, stream: TextIO) -> str:
        """Read what has come to this terminal besides what was read: all of it is one paste."""

    @abstractmethod
    def reachable(self, path: Path) -> Path:
        """Return a path as the system takes it, however long it is."""

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)
