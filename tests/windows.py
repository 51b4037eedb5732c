"""Windows as tests play it on any machine: its rules, and what only it has stood in for."""

import os
from collections.abc import Callable
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from cse_check.platforms.posix import Posix
from cse_check.platforms.windows import Windows


class PlayedWindows(Windows):
    """Windows with its folders in one of ours, a console only where it is said, and no waiting."""

    def __init__(self, home: Path, *, consoles: tuple[TextIO, ...] = ()) -> None:
        self.home = home
        self.consoles = consoles
        self.slept: list[float] = []

    def own_folder(self) -> Path:
        return self.home / "AppData/Local/cse-check"

    def earlier_folder(self) -> Path:
        return self.home / "AppData/Roaming/cse-check"

    def try_lock(self, descriptor: int) -> None:
        if os.name == "nt":
            super().try_lock(descriptor)
        else:
            Posix().try_lock(descriptor)

    def has_console_mode(self, stream: TextIO) -> bool:
        return stream in self.consoles

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


class Nul(TextIOWrapper):
    """`NUL` as Python opens it on Windows: it says that it is a terminal."""

    def isatty(self) -> bool:
        return True


class InUseError(PermissionError):
    """What Windows says of a file that another program has open."""

    winerror = 32


def held_for(tries: int, usual: Callable[..., object]) -> Callable[..., object]:
    """Return a call that another program keeps from working so many times; then it works."""
    left = [tries]

    def call(*args: object, **options: object) -> object:
        if left[0]:
            left[0] -= 1
            raise InUseError(13, "The process cannot access the file")
        return usual(*args, **options)

    return call
