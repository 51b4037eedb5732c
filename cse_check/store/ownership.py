"""Whose a file or a folder is, before it is believed, and folders that are this user's alone.

Where others can write, they can put a number or an answer in the place of one's own. This is the
one place that asks for owners and modes; Windows has neither, but lists of rights that a folder
passes on to what is in it.
"""

import stat
from pathlib import Path
from typing import Final

from cse_check.errors import FileAccessError
from cse_check.platforms import here
from cse_check.store.explained import explained

ROOT: Final = 0
OTHERS: Final = stat.S_IWGRP | stat.S_IWOTH
READERS: Final = stat.S_IRWXG | stat.S_IRWXO
THEIRS: Final = "{}: belongs to another user, so it is not believed."
LOOSE: Final = (
    "{}: others can write to it (mode {:04o}), so it is not believed. If all of it is yours, take "
    "that right away from them: chmod go-w."
)
EXPOSED: Final = (
    "{}: others can read or change it (mode {:04o}), so what is signed with it could be theirs. If "
    "nobody has, take that right away from them: chmod 600."
)
UNMADE: Final = "{}: cannot be made: {}. Nothing was written."
UNSEEN: Final = "{}: cannot be looked at: {}. So it is not believed."


def doubt(path: Path) -> str | None:
    """Return why others than this user may have written what is here; None if nobody can have.

    Root can write everywhere anyway. What is not there is doubted by nobody.
    """
    user = here().user()
    if user is None:
        return None
    try:
        link, found = path.lstat(), path.stat()
    except FileNotFoundError:
        return None
    except OSError as error:
        return UNSEEN.format(path, error.strerror)
    if not {link.st_uid, found.st_uid} <= {user, ROOT}:
        return THEIRS.format(path)
    mode = stat.S_IMODE(found.st_mode)
    return LOOSE.format(path, mode) if mode & OTHERS else None


def exposed(path: Path) -> str | None:
    """Return why others than its owner may have this secret; None if nobody can. Root can always.

    So ssh itself judges a private key.
    """
    if not here().has_modes:
        return None
    with explained(path, "cannot be looked at: {}."):
        mode = stat.S_IMODE(path.stat().st_mode)
    return EXPOSED.format(path, mode) if mode & 0o077 else None


def for_you_alone(path: Path) -> bool:
    """Return whether the mode of a file keeps everybody but this user (and root) from reading it.

    A share may not keep the mode that was asked for, so that of the file is looked at.
    """
    if not here().has_modes:
        return False
    try:
        found = path.stat()
    except OSError:
        return False
    return found.st_uid == here().user() and not found.st_mode & READERS


def make_folder(folder: Path) -> None:
    """Make a folder, and what is missing above it, each for this user alone (0700).

    `mkdir` gives its mode to the last one only, and to those above it what the umask leaves.

    Raises:
        FileAccessError: one cannot be made.
    """
    for each in (*reversed(folder.parents), folder):
        try:
            if not each.is_dir():
                each.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:  # a file in its place, too, which is not to be replaced
            raise FileAccessError(UNMADE.format(folder, error.strerror)) from error


def make_private(folder: Path) -> None:
    """Make a folder of this program's own; take away what others may do to one that is there.

    Raises:
        FileAccessError: it cannot be made, or belongs to another user.
    """
    make_folder(folder)
    keep_private(folder)


def keep_private(folder: Path) -> None:
    """Take away what others may do to a folder of this program's own.

    Raises:
        FileAccessError: it belongs to another user.
    """
    user = here().user()
    if user is None:
        return
    with explained(folder):
        found = folder.stat()
        if found.st_uid == user and found.st_mode & OTHERS:
            folder.chmod(0o700)
    if problem := doubt(folder):
        raise FileAccessError(f"{problem} Nothing was written.")
