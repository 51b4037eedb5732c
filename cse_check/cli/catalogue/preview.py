"""What `catalogue preview` does: a page that is made again whenever the file changes."""

from collections.abc import Callable
from pathlib import Path
from time import sleep
from typing import Final

from cse_check.catalogue.library import read_catalogue
from cse_check.cli.files import check_outputs, no_format, write_and_say
from cse_check.cli.remedies import explained
from cse_check.cli.shell import Shell
from cse_check.errors import FileAccessError, InvalidFileError
from cse_check.render import render_document
from cse_check.render.catalogue import catalogue_document
from cse_check.render.page import Page

SECONDS: Final = 0.5
"""How long it waits between two looks at the file."""
PAGES: Final = (".html", ".htm")

State = tuple[int, int] | None
"""When a file was changed last, and its size; None if it cannot be seen."""


def preview_catalogue(
    shell: Shell,
    file: Path,
    *,
    output: Path,
    force: bool,
    wait: Callable[[float], None] = sleep,
) -> None:
    """Write the page of a catalogue's file, and again after each change of it, until stopped.

    A file with faults leaves the page as it was, and its faults are listed.

    Raises:
        UsageError: the output's name is not that of a page.
        FileAccessError: the output is there already, or cannot be written.
    """
    if output.suffix.lower() not in PAGES:
        raise no_format(output, PAGES)
    check_outputs([output], force=force)
    mine, seen = force, _state(file)
    while True:
        if page := _page(shell, file):
            write_and_say(shell, {output: page}, force=mine)
            mine = True
        shell.say("Save the file, and the page is made again. Ctrl-C stops.")
        while _state(file) == seen:
            wait(SECONDS)
        seen = _state(file)


def _page(shell: Shell, file: Path) -> str | None:
    """Return the page, or None after its faults were told."""
    try:
        edition = read_catalogue(file)
    except (FileAccessError, InvalidFileError) as error:
        shell.say(explained(error))
        return None
    return render_document(catalogue_document(edition, shell.today()), "html", Page())


def _state(file: Path) -> State:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
