"""Files that a command writes: what may be written where, and what the user is told."""

import os
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from cse_check.cli.shell import STDIO, Shell
from cse_check.errors import FileAccessError, UsageError
from cse_check.interrupts import held
from cse_check.platforms import here
from cse_check.reading.files import read_bytes
from cse_check.store import (
    Kind,
    Leftover,
    check_targets,
    for_you_alone,
    leftovers,
    write_all,
)

ALONE: Final = "only you can read it"
SHARED: Final = "whoever may read that folder can read it"
"""Who can read a file that was written: by its mode, or by rights that its folder passes on."""


def check_outputs(paths: Collection[Path], *, force: bool) -> None:
    """Check before any work is done that files can be written there. No record is replaced.

    Raises:
        FileAccessError: one is a record, is there already, or could not be written.
    """
    for path in paths:
        _keep_record(path)
    check_targets(paths, force=force)


def place_of(path: Path) -> str:
    """Return where a path leads, through all links; through a loop of them, as far as it goes.

    Raises:
        FileAccessError: the system cannot say.
    """
    try:
        return os.path.realpath(path)
    except OSError as error:  # the current folder is gone
        raise FileAccessError(f"{path}: cannot be found: {error.strerror}.") from error


def say_written(shell: Shell, paths: Collection[Path]) -> None:
    """Tell the user which files were written, and what a killed run left beside them."""
    for path in paths:
        readers = ALONE if for_you_alone(here().reachable(path)) else SHARED
        shell.say(f"Written: {path} ({readers}).")
    for folder in sorted({path.parent for path in paths}):
        _say_leftovers(shell, folder)


def described(left: Leftover) -> str:
    """Return what a temporary file is that a killed run left."""
    target = left.target or "some file"
    what = f"what {target} held before" if left.kind is Kind.OLD else f"{target}, not finished"
    return f"{left.path} ({what})"


def _say_leftovers(shell: Shell, folder: Path) -> None:
    with suppress(FileAccessError):  # it cannot be read, and need not be
        if found := list(leftovers(folder)):
            shell.say(f"A run that was killed has left in {folder}:")
            for left in found:
                shell.say(f"  {described(left)}")
            shell.say(f"'cse-check drafts sweep {folder}' removes it.")


def write_and_say(shell: Shell, texts: Mapping[Path, str | bytes], *, force: bool) -> None:
    """Write all of these files or none, and say so before a signal is heard.

    Raises:
        FileAccessError: one could not be written.
    """
    with held():
        write_all(texts, force=force)
        say_written(shell, texts)


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
    write_and_say(shell, {output: text}, force=force)


def _keep_record(path: Path) -> None:
    """Refuse to replace a record, whatever else is allowed to be replaced."""
    with suppress(OSError):  # what is wrong with the path is reported when it is checked
        if not here().reachable(path).is_file():
            return
    from cse_check.record import MAX_BYTES, is_record  # only now: most files are not there

    if is_record(read_bytes(path, MAX_BYTES)):
        raise FileAccessError(
            f"{path}: is a record. Records are never replaced: name another file."
        )
