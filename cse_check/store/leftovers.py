"""Temporary files, and what is left of them where the program or the machine was killed.

A name says what it is: `.cse-check-1a2b3c4d-summary.md.new` is a summary.md that was not finished,
`.cse-check-1a2b3c4d-summary.md.old` what a summary.md held before it was replaced. A folder of such
a name was made for an editor.
"""

import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Final, NamedTuple

from cse_check.store.explained import explained
from cse_check.store.patience import patiently

STALE: Final = 60 * 60
"""Seconds after which nobody is still writing a temporary file."""
LEFT_OPEN: Final = 7 * 24 * STALE
"""Seconds after which nobody is still writing in an editor, whose file is in a folder."""
LONGEST: Final = 40
"""How many characters of a file's name its temporary files have, so that theirs is not too long."""
NAME: Final = re.compile(r"\.cse-check-[^-]*?(?:-(?P<target>.*))?\.(?P<kind>new|old|tmp)", re.S)


class Kind(StrEnum):
    """What a temporary file is."""

    NEW = "new"
    OLD = "old"


class Leftover(NamedTuple):
    """A temporary file that nobody is writing any more, and the name of the file it was for."""

    path: Path
    kind: Kind
    target: str


def temporary_for(path: Path, kind: Kind) -> Path:
    """Return the name of a new temporary file beside this one."""
    return path.with_name(f".cse-check-{os.urandom(4).hex()}-{path.name[:LONGEST]}.{kind}")


def leftovers(folder: Path) -> Iterator[Leftover]:
    """Yield the temporary files in a folder that a killed run left.

    Raises:
        FileAccessError: the folder cannot be read.
    """
    now = time.time()
    with explained(folder, "cannot be read: {}."):
        for path in sorted(folder.glob(".cse-check-*.*")):
            found = NAME.fullmatch(path.name)
            if found and _is_stale(path, now):
                kind = Kind.OLD if found["kind"] == Kind.OLD else Kind.NEW
                yield Leftover(path, kind, found["target"] or "")


def sweep(folder: Path) -> list[Leftover]:
    """Remove the temporary files in a folder that a killed run left, and return them.

    Raises:
        FileAccessError: one cannot be removed.
    """
    found = list(leftovers(folder))
    for left in found:
        with explained(left.path, "cannot be removed: {}."):
            if left.path.is_dir():
                patiently(shutil.rmtree, left.path)
            else:
                patiently(left.path.unlink, missing_ok=True)
    return found


def _is_stale(path: Path, now: float) -> bool:
    with suppress(FileNotFoundError):  # another session has just finished with it
        age = now - path.lstat().st_mtime
        return age >= (LEFT_OPEN if path.is_dir() else STALE)
    return False
