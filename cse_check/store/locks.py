"""A lock on a file, which the system takes back from whoever ends, however that ends.

The lock is on a file of its own beside it, since the file itself is replaced when it is written.
Whoever holds it writes down the number of its process there, for whoever waits too long.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from cse_check.errors import FileAccessError
from cse_check.platforms import here
from cse_check.store.explained import explained

PATIENCE: Final = 10.0
"""Seconds to wait for another session."""
PAUSE: Final = 0.05
"""Seconds between two tries."""


@contextmanager
def locked(
    path: Path,
    *,
    patience: float = PATIENCE,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[None]:
    """Keep every other process that asks for this file so waiting, as long as this block runs.

    Raises:
        FileAccessError: another process has held it for too long, or it cannot be locked.
    """
    beside = path.with_name(f"{path.name}.lock")
    with explained(path, "cannot be locked: {}. Nothing was written."):
        descriptor = os.open(beside, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        end = clock() + patience
        while not _is_ours(descriptor, path):
            if clock() >= end:
                raise FileAccessError(_held_by(descriptor, path))
            sleep(PAUSE)
        yield
    finally:
        os.close(descriptor)


def _is_ours(descriptor: int, path: Path) -> bool:
    with explained(path, "cannot be locked: {}. Nothing was written."):
        try:
            here().try_lock(descriptor)
        except (BlockingIOError, PermissionError):  # another process has it; so Windows says it
            return False
        os.ftruncate(descriptor, 0)
        os.write(descriptor, str(os.getpid()).encode())
        return True


def _held_by(descriptor: int, path: Path) -> str:
    os.lseek(descriptor, 0, os.SEEK_SET)
    number = os.read(descriptor, 20).decode("ascii", "replace")
    return (
        f"{path}: another cse-check (process {number or 'unknown'}) is writing it. "
        "Nothing was written: try again when that has ended."
    )
