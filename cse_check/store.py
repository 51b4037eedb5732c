"""The only place that writes files: whole or not at all, readable by their owner alone.

Everything is written and flushed to temporary files beside the targets first; only when all of that
has worked are they put in place. A file that is there already is kept, unless `force` is given.
"""

import os
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from cse_check.errors import FileAccessError


def check_targets(paths: Iterable[Path], *, force: bool) -> None:
    """Find out before any work is done whether files can be written there.

    Raises:
        FileAccessError: one cannot be; the message says which and why.
    """
    for path in paths:
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
    check_targets(texts, force=force)
    staged: list[Path] = []
    placed: list[Path] = []
    try:
        for path, text in texts.items():
            with _explained(path):
                staged.append(_stage(path, text))
        for temporary, path in zip(staged, texts, strict=True):
            with _explained(path):
                _place(temporary, path, force=force)
            placed.append(path)
    except BaseException:
        for path in [] if force else placed:
            path.unlink()
        raise
    finally:
        for temporary in staged:
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


def _stage(path: Path, text: str) -> Path:
    descriptor, name = tempfile.mkstemp(prefix=".cse-check-", suffix=".tmp", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    return temporary


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
