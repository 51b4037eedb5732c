"""The only place that writes files: whole or not at all, readable only by their owner.

Everything is written and flushed to temporary files beside the targets first; only when all of that
has worked are they put in place. An existing file is kept, unless `force` is given.
"""

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple, Self

from cse_check.errors import FileAccessError, Remedy, Way

UNWRITTEN: Final = "cannot be written: {}. Nothing was written."


def check_targets(paths: Iterable[Path], *, force: bool) -> None:
    """Check before any work is done that files can be written there.

    Raises:
        FileAccessError: one cannot be; the message says which and why.
    """
    for path in paths:
        with _explained(path):
            _check_target(path, force=force)


def _check_target(path: Path, *, force: bool) -> None:
    if path.is_dir():
        raise FileAccessError(f"{path}: is a folder; name a file in it.")
    if path.exists() and not path.is_file():
        raise FileAccessError(f"{path}: is not an ordinary file. '-' is standard output.")
    if os.path.lexists(path) and not force:
        raise _exists(path)
    if not path.parent.is_dir():
        raise FileAccessError(f"{path}: there is no folder {path.parent}.")
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise FileAccessError(f"{path}: the folder {path.parent} cannot be written to.")


def write_all(texts: Mapping[Path, str | bytes], *, force: bool = False) -> None:
    """Write all of these files, with mode 0600 and text as UTF-8 with LF line ends, or none.

    Raises:
        FileAccessError: one could not be written; then every file is as it was before.
    """
    with Writing(texts, force=force) as writing:
        for path, text in texts.items():
            writing.write(path, text)


class Writing:
    """Files that are being written piece by piece; at the end all are put in place, or none.

    It is a context: leaving it normally puts the files in place, leaving it by an exception removes
    all that was written.
    """

    def __init__(self, paths: Iterable[Path], *, force: bool = False) -> None:
        self._paths = tuple(paths)
        self._force = force
        self._files: dict[Path, BinaryIO] = {}
        self._staged: dict[Path, Path] = {}

    def __enter__(self) -> Self:
        """Make a temporary file beside each target.

        Raises:
            FileAccessError: one of the files could not be written there.
        """
        check_targets(self._paths, force=self._force)
        try:
            for path in self._paths:
                with _explained(path, UNWRITTEN):
                    self._stage(path)
        except BaseException:
            self._discard()
            raise
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        """Put all files in place, or remove them all.

        Raises:
            FileAccessError: one could not be written; then every file is as it was before.
        """
        try:
            if kind is None:
                self._finish()
                self._place()
        finally:
            self._discard()

    def write(self, path: Path, text: str | bytes) -> None:
        """Add to one of the files.

        Raises:
            FileAccessError: it could not be written.
        """
        with _explained(path, UNWRITTEN):
            self._files[path].write(text.encode() if isinstance(text, str) else text)

    def drop(self, path: Path) -> None:
        """Leave one of the files out after all."""
        self._files.pop(path).close()
        self._staged.pop(path).unlink()

    def _stage(self, path: Path) -> None:
        from tempfile import mkstemp  # only now: it takes long to import

        descriptor, name = mkstemp(prefix=".cse-check-", suffix=".tmp", dir=path.parent)
        self._staged[path] = Path(name)
        self._files[path] = os.fdopen(descriptor, "wb")

    def _finish(self) -> None:
        for path, file in self._files.items():
            with _explained(path, UNWRITTEN), file:
                file.flush()
                os.fsync(file.fileno())

    def _place(self) -> None:
        aside: dict[Path, Path | None] = {}
        placed: list[Path] = []
        try:
            for path, temporary in self._staged.items():
                with _explained(path, UNWRITTEN):
                    aside[path] = _set_aside(path) if self._force else None
                    _place(temporary, path, force=self._force)
                placed.append(path)
        except BaseException:
            for path in placed:
                before = aside[path]
                before.replace(path) if before else path.unlink()
            raise
        finally:
            for before in aside.values():
                if before:
                    before.unlink(missing_ok=True)

    def _discard(self) -> None:
        for file in self._files.values():
            with suppress(OSError):  # closing writes what is left, and the disk may be full
                file.close()
        for temporary in self._staged.values():
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


@contextmanager
def scratch_file(folder: Path, name: str, text: str) -> Iterator[Path]:
    """Yield a file with this text, in a new folder of its own, for this user alone (0600 in 0700).

    Afterwards the folder is removed with all that is in it: editors leave copies behind.
    """
    from tempfile import mkdtemp  # only now: it takes long to import

    with _explained(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        own = Path(mkdtemp(prefix=".cse-check-", suffix=".tmp", dir=folder))
    try:
        write_all({own / name: text})
        yield own / name
    finally:
        shutil.rmtree(own, ignore_errors=True)


class PrivateFile(NamedTuple):
    """A file in a private folder: its name, and when it was last written (seconds since 1970)."""

    name: str
    written: float


class PrivateFolder:
    """A folder of this program's own files, each readable only by its owner.

    It is made when the first file is. Names are made here, at random, or are ids of areas that
    were found; what a user asks for is only ever compared with them, and no path is made from it.
    """

    def __init__(self, path: Path, suffix: str = ".draft") -> None:
        self.path = path
        self.suffix = suffix

    def files(self) -> list[PrivateFile]:
        """Return the files that are there, the last written first."""
        found = []
        with _explained(self.path):
            for path in self.path.glob(f"*{self.suffix}"):
                with suppress(FileNotFoundError):  # another session has just finished with it
                    found.append(PrivateFile(path.stem, path.stat().st_mtime))
        return sorted(found, key=lambda file: -file.written)

    def fresh_name(self, prefix: str) -> str:
        """Return a name that no other session has."""
        return f"{prefix}-{os.urandom(4).hex()}"

    def write(self, name: str, data: bytes) -> None:
        """Write a file whole, replacing the one of that name, if there is one."""
        with _explained(self.path):
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_all({self.path_of(name): data}, force=True)

    def read(self, name: str) -> bytes:
        """Read a file."""
        with _explained(self.path_of(name), "cannot be read: {}."):
            return self.path_of(name).read_bytes()

    def claim(self, name: str, prefix: str) -> str:
        """Take over a file under a fresh name, so that no other session writes it too."""
        fresh = self.fresh_name(prefix)
        with _explained(self.path_of(name)):
            self.path_of(name).rename(self.path_of(fresh))
        return fresh

    def remove(self, name: str) -> None:
        """Remove a file, if it is still there."""
        with _explained(self.path_of(name)):
            self.path_of(name).unlink(missing_ok=True)

    def sweep(self, before: float) -> None:
        """Remove what was left behind when the machine or the program stopped while writing."""
        with _explained(self.path):
            for path in self.path.glob(".cse-check-*.tmp"):
                with suppress(FileNotFoundError):
                    if path.stat().st_mtime <= before:
                        shutil.rmtree(path) if path.is_dir() else path.unlink()

    def has(self, name: str) -> bool:
        """Return whether there is anything of that name."""
        return os.path.lexists(self.path_of(name))

    def path_of(self, name: str) -> Path:
        """Return where the file of that name is, or would be."""
        return self.path / f"{name}{self.suffix}"


class _explained:  # noqa: N801 - it reads as a verb where it is used
    """Turns an OSError on a path into a `FileAccessError` that names the path."""

    def __init__(self, path: Path, problem: str = "cannot be written: {}.") -> None:
        self.path = path
        self.problem = problem

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        """Raise what went wrong, explained, if anything did."""
        if isinstance(error, FileExistsError):
            raise _exists(self.path) from error
        if isinstance(error, OSError):
            problem = self.problem.format(error.strerror)
            raise FileAccessError(f"{self.path}: {problem}") from error


def _exists(path: Path) -> FileAccessError:
    return FileAccessError(f"{path}: already exists.", remedy=Remedy(Way.REPLACE))


def _set_aside(path: Path) -> Path | None:
    """Return another name for a file that is about to be replaced; None to keep nothing."""
    if not path.is_file():
        return None
    aside = path.with_name(f".cse-check-{os.urandom(8).hex()}.tmp")
    try:
        aside.hardlink_to(path)
    except OSError:  # a file system without hard links
        shutil.copy2(path, aside)
    return aside


def _place(temporary: Path, path: Path, *, force: bool) -> None:
    if force:
        temporary.replace(path)
        return
    try:
        path.hardlink_to(temporary)  # fails if the path is there: nothing can come in between
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if os.path.lexists(path):
            raise FileExistsError(path) from None
        temporary.rename(path)
