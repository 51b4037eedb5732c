"""The only place that writes files: whole or not at all, readable by their owner alone.

Everything is written and flushed to temporary files beside the targets first; only when all of that
has worked are they put in place. A file that is there already is kept, unless `force` is given.
"""

import os
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Self, TextIO

from cse_check.errors import FileAccessError


def check_targets(paths: Iterable[Path], *, force: bool) -> None:
    """Find out before any work is done whether files can be written there.

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


def write_all(texts: Mapping[Path, str], *, force: bool = False) -> None:
    """Write all of these files, UTF-8 with LF line ends and mode 0600, or none of them.

    Raises:
        FileAccessError: one could not be written; then none is there that was not there before.
    """
    with Writing(texts, force=force) as writing:
        for path, text in texts.items():
            writing.write(path, text)


class Writing:
    """Files that are being written piece by piece; at the end all are put in place, or none.

    It is a context: leaving it in peace puts the files in place, leaving it by an exception takes
    away all that was written.
    """

    def __init__(self, paths: Iterable[Path], *, force: bool = False) -> None:
        self._paths = tuple(paths)
        self._force = force
        self._files: dict[Path, TextIO] = {}
        self._staged: dict[Path, Path] = {}

    def __enter__(self) -> Self:
        """Make a temporary file beside each target.

        Raises:
            FileAccessError: one of the files could not be written there.
        """
        check_targets(self._paths, force=self._force)
        try:
            for path in self._paths:
                with _explained(path):
                    self._stage(path)
        except BaseException:
            self._discard()
            raise
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        """Put all files in place, or take all away.

        Raises:
            FileAccessError: one could not be written; then none is there that was not there before.
        """
        try:
            if kind is None:
                self._finish()
                self._place()
        finally:
            self._discard()

    def write(self, path: Path, text: str) -> None:
        """Add to one of the files.

        Raises:
            FileAccessError: it could not be written.
        """
        with _explained(path):
            self._files[path].write(text)

    def drop(self, path: Path) -> None:
        """Leave one of the files out after all."""
        self._files.pop(path).close()
        self._staged.pop(path).unlink()

    def _stage(self, path: Path) -> None:
        descriptor, name = tempfile.mkstemp(prefix=".cse-check-", suffix=".tmp", dir=path.parent)
        self._staged[path] = Path(name)
        self._files[path] = os.fdopen(descriptor, "w", encoding="utf-8", newline="\n")

    def _finish(self) -> None:
        for path, file in self._files.items():
            with _explained(path), file:
                file.flush()
                os.fsync(file.fileno())

    def _place(self) -> None:
        before: dict[Path, Path | None] = {}
        placed: list[Path] = []
        try:
            for path, temporary in self._staged.items():
                with _explained(path):
                    before[path] = _set_aside(path) if self._force else None
                    _place(temporary, path, force=self._force)
                placed.append(path)
        except BaseException:
            for path, aside in before.items():
                if aside is not None:
                    aside.replace(path)
                elif path in placed:
                    path.unlink()
            raise
        finally:
            for aside in before.values():
                if aside is not None:
                    aside.unlink(missing_ok=True)

    def _discard(self) -> None:
        for file in self._files.values():
            with suppress(OSError):  # closing writes what is left, and the disk may be full
                file.close()
        for temporary in self._staged.values():
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


class _explained:  # noqa: N801 - it reads as a verb where it is used
    """Turns an OSError on a path into a `FileAccessError` that names the path."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        """Explain what went wrong, if anything did."""
        if isinstance(error, FileExistsError):
            raise _exists(self.path) from error
        if isinstance(error, OSError):
            message = f"{self.path}: cannot be written: {error.strerror}. Nothing was written."
            raise FileAccessError(message) from error


def _exists(path: Path) -> FileAccessError:
    return FileAccessError(f"{path}: is there already. --force replaces it.")


def _set_aside(path: Path) -> Path | None:
    """Give another name for a file that is about to be replaced; None if there is none to keep."""
    if not os.path.lexists(path):
        return None
    with tempfile.NamedTemporaryFile(
        prefix=".cse-check-", suffix=".tmp", dir=path.parent, delete=False
    ) as made:
        aside = Path(made.name)
    aside.unlink()
    try:
        aside.hardlink_to(path)
    except OSError:  # a file system without hard links
        path.rename(aside)
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
