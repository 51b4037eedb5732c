"""Where a caseload comes from: a file, or standard input."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from cse_check.batch.lines import explained, open_cases
from cse_check.batch.spool import Spooled
from cse_check.cli.shell import STDIO, Shell


@contextmanager
def open_input(cases: Path, output: Path, shell: Shell) -> Iterator[BinaryIO]:
    """Open the file of cases, or standard input for `-`.

    What comes through a pipe is kept beside the output, in a file without a name, since it may have
    to be read twice.
    """
    if cases != STDIO:
        with open_cases(cases) as file:
            yield file
        return
    stdin = shell.stdin.buffer
    with explained(shell.name_of(cases)):
        seekable = stdin.seekable()
    if seekable:
        yield stdin
        return
    with explained(shell.name_of(cases)):
        spooled = Spooled(stdin, None if output == STDIO else output.parent)
    with closing(spooled) as file:
        yield cast(BinaryIO, file)
