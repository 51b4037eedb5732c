"""This program's folder, which earlier versions had in another place: moved whole, or not at all.

Drafts and corrected numbers are in it, so nothing is ever overwritten or given up: what cannot be
moved stays where it is and is said. The earlier folder is used as long as there is no new one.
What others may have written is not copied, since a copy would be this user's own.
"""

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from cse_check.errors import FileAccessError
from cse_check.interrupts import held
from cse_check.store.leftovers import Kind, temporary_for
from cse_check.store.ownership import doubt, keep_private, make_folder
from cse_check.store.patience import patiently
from cse_check.store.writing import write_all

Say = Callable[[str], None]

MOVED: Final = "What cse-check keeps for you was moved from {} to {}."
STAYS: Final = "{}: could not be moved to {} ({}). It is used where it is."
LEFT: Final = "{}: is not used; {} is. Look at both, and remove the one that is wrong."
UNMOVED: Final = "{}: is not used, and could not be moved to {} ({})."
DOUBTED: Final = "{} It was not moved to {}."
LOCK: Final = ".lock"


def place_of(folder: Path, earlier: Path) -> Path:
    """Return where the folder is now, and move nothing."""
    return earlier if _is_to_move(folder, earlier) and not os.path.lexists(folder) else folder


@held()
def settle(folder: Path, earlier: Path, say: Say) -> Path:
    """Return where the folder is, once what is in the earlier place was moved there.

    Sessions that do this at the same time do not disturb each other, and one that was killed
    amid it is gone on with. A folder that is a link is the user's own arrangement, and stays.
    """
    is_new = not os.path.lexists(folder)
    if not _is_to_move(folder, earlier) or (is_new and earlier.is_symlink()):
        return place_of(folder, earlier)
    try:
        keep_private(earlier)
    except FileAccessError as error:
        if os.path.lexists(earlier):  # else another session was faster
            say(DOUBTED.format(error, folder))
        return folder
    try:
        moved = _whole(folder, earlier)
    except (OSError, FileAccessError) as error:
        if not os.path.lexists(folder):
            say(STAYS.format(earlier, folder, _why(error)))
            return earlier
        moved = _one_by_one(folder, earlier, say)
    if moved:
        say(MOVED.format(earlier, folder))
    return folder


def _is_to_move(folder: Path, earlier: Path) -> bool:
    """Return whether there is a folder in the earlier place, which is not the new one itself."""
    if not os.path.isdir(earlier):  # noqa: PTH112 - one that cannot be looked at is no error here
        return False
    with suppress(OSError):
        return not folder.samefile(earlier)
    return True


def _whole(folder: Path, earlier: Path) -> bool:
    """Move the folder in one step; return whether this session has done it.

    Raises:
        OSError: that is not possible: there is a folder already, among others.
    """
    make_folder(folder.parent)
    if os.path.lexists(folder):
        raise FileExistsError(folder)
    try:
        patiently(earlier.rename, folder)
    except FileNotFoundError:
        return False  # another session was faster
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        _copy_whole(folder, earlier)
    return True


def _copy_whole(folder: Path, earlier: Path) -> None:
    """Copy the folder from another disk, put the copy in place, and only then remove the first.

    Raises:
        OSError: it cannot all be copied; nothing was changed.
    """
    if doubted := next(filter(None, map(doubt, _all_in(earlier))), None):
        raise PermissionError(errno.EPERM, doubted.rstrip("."))
    copy = temporary_for(folder, Kind.NEW)
    copy.mkdir(mode=0o700)  # while it is filled, too, nobody else looks into it
    try:
        patiently(shutil.copytree, earlier, copy, symlinks=True, dirs_exist_ok=True)
        _bring_to_disk(copy)
        patiently(copy.rename, folder)
    except BaseException:
        shutil.rmtree(copy, ignore_errors=True)
        raise
    with suppress(OSError):  # what stays is the same as what is there: the next run removes it
        patiently(shutil.rmtree, earlier)


def _one_by_one(folder: Path, earlier: Path, say: Say) -> bool:
    """Move what is not in the new place yet; say what has to stay, and return whether any moved."""
    moved = False
    for path in _all_in(earlier):
        if path.is_dir():
            continue
        target = folder / path.relative_to(earlier)
        try:
            moved = _move_one(path, target) or moved
        except FileExistsError:
            say(LEFT.format(path, target))
        except (OSError, FileAccessError) as error:
            say(UNMOVED.format(path, target, _why(error)))
    for path in sorted(_all_in(earlier), reverse=True):
        with suppress(OSError):  # something is in it, or it is a file
            path.rmdir()
    return moved


def _move_one(path: Path, target: Path) -> bool:
    """Move a file; return False if it is there already, or was only there to be locked.

    Raises:
        FileExistsError: another is there.
        OSError: it cannot be moved, or others may have written it.
    """
    if problem := doubt(path.parent) or doubt(path):
        raise PermissionError(errno.EPERM, problem.rstrip("."))
    if not os.path.lexists(path):
        return False  # another session was faster
    if not path.is_file():
        raise OSError(errno.EINVAL, "it is not an ordinary file")
    moves = path.suffix != LOCK and not _is_same(path, target)
    if moves:
        make_folder(target.parent)
        try:
            _link_or_copy(path, target)
        except FileNotFoundError:  # another session was faster
            return False
    patiently(path.unlink, missing_ok=True)
    return moves


def _is_same(path: Path, target: Path) -> bool:
    try:
        return path.read_bytes() == target.read_bytes()
    except FileNotFoundError:
        return False


def _link_or_copy(path: Path, target: Path) -> None:
    try:
        patiently(target.hardlink_to, path)  # fails if the target is there
    except (FileExistsError, FileNotFoundError):
        raise
    except OSError:  # another disk, or one without links
        if os.path.lexists(target):
            raise FileExistsError(target) from None
        touched = path.stat().st_mtime
        write_all({target: path.read_bytes()})
        os.utime(target, (touched, touched))


def _all_in(folder: Path) -> Iterator[Path]:
    yield folder
    yield from sorted(folder.rglob("*"))


def _bring_to_disk(folder: Path) -> None:
    for path in _all_in(folder):
        with suppress(OSError):  # Windows opens no folder, and syncs nothing that is only read
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def _why(error: OSError | FileAccessError) -> str:
    return str(error.strerror or error) if isinstance(error, OSError) else str(error)
