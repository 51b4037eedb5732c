"""Files that a command writes: what may be written where, and what the user is told."""

from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from cse_check.cli.shell import STDIO, Shell
from cse_check.errors import FileAccessError, UsageError
from cse_check.reading.files import read_bytes
from cse_check.store import check_targets, write_all

HEAD: Final = 4096
"""How much of a file tells whether it is a record, in bytes."""


def check_outputs(paths: Collection[Path], *, force: bool) -> None:
    """Check before any work is done that files can be written there. No record is replaced.

    Raises:
        FileAccessError: one is a record, is there already, or could not be written.
    """
    for path in paths:
        _keep_record(path)
    check_targets(paths, force=force)


def say_written(shell: Shell, paths: Iterable[Path]) -> None:
    """Tell the user which files were written."""
    for path in paths:
        shell.say(f"Written: {path} (only you can read it).")


def no_format(path: Path, suffixes: Iterable[str]) -> UsageError:
    """Return the error for a file whose name ends in none of these."""
    known = ", ".join(suffixes)
    return UsageError(f"{path}: its name does not end in a known format. Use one of {known}.")


def put_or_write(shell: Shell, text: str, output: Path, *, force: bool) -> None:
    """Write a text to standard output, or to the file that was named.

    Raises:
        FileAccessError: it cannot be written.
    """
    if output == STDIO:
        shell.put(text)
        return
    check_outputs([output], force=force)
    write_all({output: text}, force=force)
    say_written(shell, [output])


def _keep_record(path: Path) -> None:
    """Refuse to replace a record, whatever else is allowed to be replaced."""
    with suppress(OSError):  # what is wrong with the path is reported when it is checked
        if not path.is_file():
            return
    from cse_check.record import is_record  # only now: most files are not there

    if is_record(read_bytes(path, HEAD)):
        raise FileAccessError(
            f"{path}: is a record. Records are never replaced: name another file."
        )
