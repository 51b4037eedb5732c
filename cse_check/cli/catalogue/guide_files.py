"""Guides that are named on the command line."""

from pathlib import Path

from cse_check.cli.shell import Shell
from cse_check.guides import MAX_GUIDE_BYTES, Guide, read_guide


def open_guide(shell: Shell, path: Path) -> Guide:
    """Read a guide of any kind, and say what holds for it as a whole, such as its encoding.

    Raises:
        FileAccessError: it cannot be read.
        InvalidFileError: it is of a kind that is not read, damaged or too large.
        UsageError: the extra that its kind needs is not installed.
    """
    name = shell.name_of(path)
    guide = read_guide(shell.read(path, MAX_GUIDE_BYTES), name)
    for note in guide.notes:
        shell.say(f"{name}: {note}")
    return guide
