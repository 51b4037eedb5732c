"""What `catalogue preview` does: a page, made again whenever its file changes."""

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
    watch: bool,
    force: bool,
    wait: Callable[[float], None] = sleep,
) -> None:
    """Write the page of a catalogue's file; to watch is to do so after each change, until stopped.

    Raises:
        UsageError: the output's name is not that of a page.
        FileAccessError: the output is there already, or one of the two files cannot be used.
        InvalidFileError: the catalogue has faults. While it is watched, they are listed instead.
    """
    if output.suffix.lower() not in PAGES:
        raise no_format(output, PAGES)
    check_outputs([output], force=force)
    if not watch:
        write_and_say(shell, {output: _page(shell, file)}, force=force)
        return
    mine, seen = force, _state(file)
    while True:
        try:
            page = _page(shell, file)
        except (FileAccessError, InvalidFileError) as error:
            shell.say(explained(error))
        else:
            write_and_say(shell, {output: page}, force=mine)
            mine = True
        shell.say("Save the file, and the page is made again. Ctrl-C stops.")
        while _state(file) == seen:
            wait(SECONDS)
        seen = _state(file)


def _page(shell: Shell, file: Path) -> str:
    document = catalogue_document(read_catalogue(file), shell.today())
    return render_document(document, "html", Page())


def _state(file: Path) -> State:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
