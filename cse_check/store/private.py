"""A folder of this program's own files, for its user alone."""

import os
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from cse_check.errors import FileAccessError
from cse_check.reading.files import read_bytes
from cse_check.store.explained import explained
from cse_check.store.leftovers import Kind, temporary_for
from cse_check.store.locks import locked
from cse_check.store.ownership import doubt, make_private
from cse_check.store.patience import patiently
from cse_check.store.writing import write_all


@contextmanager
def scratch_file(folder: Path, name: str, text: str) -> Iterator[Path]:
    """Yield a file with this text, in a new folder of its own, for this user alone (0600 in 0700).

    Afterwards the folder is removed with all that is in it: editors leave copies behind.
    """
    make_private(folder)
    own = temporary_for(folder / name, Kind.NEW)
    with explained(folder):
        own.mkdir(mode=0o700)
    try:
        write_all({own / name: text})
        yield own / name
    finally:
        with suppress(OSError):
            patiently(shutil.rmtree, own)


class PrivateFile(NamedTuple):
    """A file in a private folder: its name, and when it was last written (seconds since 1970)."""

    name: str
    written: float


class PrivateFolder:
    """A folder of this program's own files, each readable only by its owner.

    It is made when the first file is. Names are made here, at random, or are ids of areas that
    were found; what a user asks for is only ever compared with them, and no path is made from it.
    What others may have written there is not believed: it is passed over, and read by nobody.
    """

    def __init__(self, path: Path, suffix: str = ".draft") -> None:
        self.path = path
        self.suffix = suffix

    def files(self) -> list[PrivateFile]:
        """Return the files of this user that are there, the last written first."""
        found = []
        with explained(self.path, "cannot be read: {}."):
            for path in self._paths():
                with suppress(FileNotFoundError):  # another session has just finished with it
                    if not self._doubt(path):
                        found.append(PrivateFile(path.stem, path.stat().st_mtime))
        return sorted(found, key=lambda file: -file.written)

    def doubts(self) -> list[str]:
        """Return why files that are there are passed over."""
        if problem := doubt(self.path):
            return [problem]
        return [problem for path in self._paths() if (problem := self._doubt(path))]

    def check(self, name: str) -> None:
        """Check that nobody else can have written a file.

        Raises:
            FileAccessError: somebody can.
        """
        if problem := self._doubt(self.path_of(name)):
            raise FileAccessError(problem)

    def fresh_name(self, prefix: str) -> str:
        """Return a name that no other session has."""
        return f"{prefix}-{os.urandom(4).hex()}"

    def write(self, name: str, data: bytes) -> None:
        """Write a file whole, replacing the one of that name, if there is one."""
        self._make()
        write_all({self.path_of(name): data}, force=True)

    def read(self, name: str, max_bytes: int) -> bytes:
        """Read a file: at most one byte more than `max_bytes`.

        Raises:
            FileAccessError: it cannot be read, is not a file, or others may have written it.
        """
        self.check(name)
        return read_bytes(self.path_of(name), max_bytes)

    def locked(self, name: str) -> AbstractContextManager[None]:
        """Keep every other session waiting, from reading a file to having written it.

        Raises:
            FileAccessError: another session has held it for too long; the message says which.
        """
        self._make()
        return locked(self.path_of(name))

    def claim(self, name: str, prefix: str) -> str:
        """Take over a file under a fresh name, so that no other session writes it too."""
        fresh = self.fresh_name(prefix)
        with explained(self.path_of(name)):
            patiently(self.path_of(name).rename, self.path_of(fresh))
        return fresh

    def remove(self, name: str) -> None:
        """Remove a file, if it is still there."""
        with explained(self.path_of(name), "cannot be removed: {}. It is still there."):
            patiently(self.path_of(name).unlink, missing_ok=True)

    def has(self, name: str) -> bool:
        """Return whether there is anything of that name; so it is where nobody can look."""
        try:
            self.path_of(name).lstat()
        except (FileNotFoundError, NotADirectoryError):
            return False
        except OSError:  # whoever reads it is told why it cannot be
            return True
        return True

    def path_of(self, name: str) -> Path:
        """Return where the file of that name is, or would be."""
        return self.path / f"{name}{self.suffix}"

    def _paths(self) -> list[Path]:
        return sorted(self.path.glob(f"*{self.suffix}"))

    def _doubt(self, path: Path) -> str | None:
        return doubt(self.path) or doubt(path)

    def _make(self) -> None:
        make_private(self.path)
