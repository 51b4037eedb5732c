"""Guides that are named on the command line."""

from pathlib import Path

from cse_check.cli.shell import Shell
from cse_check.guides import MAX_GUIDE_BYTES, Guide, read_guide


def open_guide(shell: Shell, path: Path) -> Guide:
    """Read a guide of any kind from a file, and say what holds for it as a whole.

    Raises:
        FileAccessError: it cannot be read.
        InvalidFileError: it is of a kind that is not read, damaged or too large.
        UsageError: the extra that its kind needs is not installed.
    """
    return guide_in(shell, shell.read(path, MAX_GUIDE_BYTES), shell.name_of(path))


def guide_in(shell: Shell, data: bytes, name: str) -> Guide:
    """Return the guide in these bytes, and say what holds for all of it, such as its encoding.

    Raises:
        InvalidFileError: it is of a kind that is not read, damaged or too large.
        UsageError: the extra that its kind needs is not installed.
    """
    guide = read_guide(data, name)
    for note in guide.notes:
        shell.say(f"{name}: {note}")
    return guide
