"""One file on its way: written beside its target, put in place, and taken back if it has to be."""

import os
import shutil
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import BinaryIO

from cse_check.platforms import here
from cse_check.store.leftovers import Kind, temporary_for
from cse_check.store.patience import patiently


class Staged:
    """A temporary file, its target, and what that held before if it may have to be put back."""

    file: BinaryIO

    def __init__(self, path: Path) -> None:
        self.path = here().reachable(path)
        self.before: Path | None = None
        self.is_placed = False
        self._temporary = temporary_for(self.path, Kind.NEW)

    def begin(self) -> None:
        """Make the temporary file, for its owner alone."""
        opener = partial(os.open, mode=0o600)
        self.file = open(self._temporary, "xb", opener=opener)  # noqa: SIM115

    def start_again(self) -> None:
        """Take away all that was written so far."""
        self.file.seek(0)
        self.file.truncate()

    def finish(self) -> None:
        """Bring all that was written to the disk."""
        with self.file as file:
            file.flush()
            os.fsync(file.fileno())

    def place(self, *, force: bool, alone: bool) -> None:
        """Put the file in place; one that is replaced is kept aside, unless this is all there is.

        Raises:
            FileExistsError: there is one, and it is not to be replaced.
        """
        if not force:
            _put(self._temporary, self.path)
        else:
            self.before = None if alone else _set_aside(self.path)
            patiently(self._temporary.replace, self.path)
        self.is_placed = True

    def put_back(self) -> None:
        """Make it as it was before it was put in place."""
        if self.is_placed and self.before:
            patiently(self.before.replace, self.path)
        elif self.is_placed:
            patiently(self.path.unlink)
        self.is_placed = False

    def discard(self) -> None:
        """Take the temporary files away. Failing at that is no failure of the work."""
        with suppress(OSError, AttributeError):  # closing writes what is left, or it was not made
            self.file.close()
        for left in (self._temporary, self.before):
            with suppress(OSError):
                if left:
                    patiently(left.unlink)


def _set_aside(path: Path) -> Path | None:
    """Return another name for a file that is about to be replaced; None if there is none."""
    if not os.path.lexists(path):
        return None
    aside = temporary_for(path, Kind.OLD)
    try:
        patiently(os.link, path, aside, follow_symlinks=False)
    except (OSError, NotImplementedError):  # no hard links there, or none of links: Windows
        patiently(shutil.copy2, path, aside, follow_symlinks=False)
    return aside


def _put(temporary: Path, path: Path) -> None:
    try:
        # this fails if the path is there: nothing can come in between
        patiently(path.hardlink_to, temporary)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if os.path.lexists(path):
            raise FileExistsError(path) from None
        patiently(temporary.rename, path)
