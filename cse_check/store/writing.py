"""Files that are written whole or not at all.

Everything is written and flushed to temporary files beside the targets first; only when all of that
has worked are they put in place. An existing file is kept, unless `force` is given; then what it
held is kept aside until all are in place. Signals wait from the first file that is made to the last
that is removed.
"""

import errno
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final, Self

from cse_check.errors import FileAccessError
from cse_check.file_names import problem_with
from cse_check.interrupts import PROCESS, held
from cse_check.platforms import here
from cse_check.store.explained import NOTHING, UNWRITTEN, explained, there_already
from cse_check.store.staged import Staged

UNSURE: Final = "written, but the disk may not have kept it: {}."
NO_SYNC: Final = (errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EBADF, errno.EACCES)
"""What a system says that cannot bring a folder to the disk."""


def check_targets(paths: Iterable[Path], *, force: bool) -> None:
    """Check before any work is done that files can be written there.

    Raises:
        FileAccessError: one cannot be; the message says which and why.
    """
    targets = tuple(paths)
    for path in targets:
        with explained(path, UNWRITTEN):
            _check_target(path, force=force)
    for path in {path.parent: path for path in targets}.values():
        _try_folder(path)


def _check_target(path: Path, *, force: bool) -> None:
    if problem := problem_with(path.name):
        raise FileAccessError(f"{path}: {problem}. {NOTHING} Give the file another name.")
    there = here().reachable(path)
    if there.is_dir():
        raise FileAccessError(f"{path}: is a folder; name a file in it.")
    if there.exists() and not there.is_file():
        raise FileAccessError(f"{path}: is not an ordinary file. '-' is standard output.")
    if os.path.lexists(there) and not force:
        raise there_already(path)
    if not there.parent.is_dir():
        raise FileAccessError(f"{path}: there is no folder {path.parent}.")


@held()
def _try_folder(path: Path) -> None:
    """Write a file in a folder, and remove it: nothing else proves that one can be."""
    probe = Staged(path)
    try:
        probe.begin()
    except PermissionError as error:
        problem = f"{path}: the folder {path.parent} cannot be written to."
        raise FileAccessError(problem) from error
    except OSError as error:
        raise FileAccessError(f"{path}: {UNWRITTEN.format(error.strerror)}") from error
    finally:
        probe.discard()


def write_all(texts: Mapping[Path, str | bytes], *, force: bool = False) -> None:
    """Write all of these files, with mode 0600 and text as UTF-8 with LF line ends, or none.

    Raises:
        FileAccessError: one could not be written; then every file is as it was before, or the
            message says which is not.
    """
    with Writing(texts, force=force) as writing:
        for path, text in texts.items():
            writing.write(path, text)


class Writing:
    """Files that are being written piece by piece; at the end all are put in place, or none.

    It is a context: leaving it normally puts the files in place, leaving it by an exception removes
    all that was written. Inside it signals wait; `interrupts.heard` lets them through.
    """

    def __init__(self, paths: Iterable[Path], *, force: bool = False) -> None:
        self._force = force
        self._staged = {path: Staged(path) for path in paths}

    def __enter__(self) -> Self:
        """Make a temporary file beside each target.

        Raises:
            FileAccessError: one of the files could not be written there.
        """
        PROCESS.hold()
        try:
            for path in self._staged:
                with explained(path, UNWRITTEN):
                    _check_target(path, force=self._force)
            for path, staged in self._staged.items():
                with explained(path, UNWRITTEN):
                    staged.begin()
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        """Put all files in place, or remove them all.

        Raises:
            FileAccessError: one could not be written; then every file is as it was before, or the
                message says which is not.
            KeyboardInterrupt: that was asked for while the signals waited; all files are in place.
        """
        try:
            if kind is None:
                self._finish()
                self._place()
                self._sync()
        finally:
            self._end()

    def write(self, path: Path, text: str | bytes) -> None:
        """Add to one of the files.

        Raises:
            FileAccessError: it could not be written.
        """
        with explained(path, UNWRITTEN):
            self._staged[path].file.write(text.encode() if isinstance(text, str) else text)

    def start_again(self) -> None:
        """Take away all that was written to the files so far.

        Raises:
            FileAccessError: it could not be.
        """
        for path, staged in self._staged.items():
            with explained(path, UNWRITTEN):
                staged.start_again()

    def drop(self, path: Path) -> None:
        """Leave one of the files out after all."""
        self._staged.pop(path).discard()

    def _finish(self) -> None:
        for path, staged in self._staged.items():
            with explained(path, UNWRITTEN):
                staged.finish()

    def _place(self) -> None:
        alone = len(self._staged) == 1
        placed: list[Staged] = []
        try:
            for path, staged in self._staged.items():
                with explained(path, UNWRITTEN):
                    _check_apart(path, placed)
                    placed.append(staged)
                    staged.place(force=self._force, alone=alone)
        except FileAccessError as error:
            if stuck := list(_put_back(placed)):
                reached = " ".join([str(error).removesuffix(NOTHING).rstrip(), *stuck])
                raise FileAccessError(reached) from error.__cause__
            raise

    def _sync(self) -> None:
        for folder in {path.parent for path in self._staged}:
            names = ", ".join(str(path) for path in self._staged if path.parent == folder)
            with explained(names, UNSURE):
                _sync(folder)

    def _end(self) -> None:
        for staged in self._staged.values():
            staged.discard()
        PROCESS.release()


def _put_back(placed: Iterable[Staged]) -> Iterator[str]:
    """Make files as they were before, and yield what is to be said of those that cannot be."""
    for staged in placed:
        try:
            staged.put_back()
        except OSError:
            before, staged.before = staged.before, None  # it is not taken away: it is all there is
            held = f"; what it held before is in {before}" if before else ""
            yield f"{staged.path} is the new one already, and could not be put back{held}."


def _check_apart(path: Path, placed: Iterable[Staged]) -> None:
    """Refuse two names for one file: `A.md` and `a.md`, where the file system says so."""
    for other in placed:
        with suppress(FileNotFoundError):
            if path.samefile(other.path):
                problem = f"{path}: is the same file as {other.path} here. {NOTHING}"
                raise FileAccessError(problem)


def _sync(folder: Path) -> None:
    """Bring the names in a folder to the disk, where the system has that."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:  # Windows opens no folder, and one may be written to but not read
        return
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in NO_SYNC:
            raise
    finally:
        with suppress(OSError):
            os.close(descriptor)
