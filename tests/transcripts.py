"""The examples of the documents: each command is run, and must print what is shown under it."""

import re
import shlex
from doctest import ELLIPSIS, OutputChecker
from pathlib import Path

from shells import LATER, Program
from systems import READERS

from cse_check.cli.files import ALONE

BLOCK = re.compile(r"```console\n(.*?)```", re.S)
COMMAND = re.compile(r"^\$ cse-check ([^\n]*)\n(.*?)(?=^\$ |\Z)", re.S | re.M)


def examples(document: str) -> list[tuple[str, str]]:
    """Return each command line of a document's console blocks, with what is shown under it."""
    return [shown for block in BLOCK.findall(document) for shown in COMMAND.findall(block)]


def replay(document: str, home: Path) -> int:
    """Run every example of a document, in order, in `home`, and return how many there were."""
    shown = examples(document)
    assert len(shown) == document.count("\n$ cse-check ")
    for command, output in shown:
        ran = Program(home).run_inside(*shlex.split(command), now=LATER)
        said = ran.out + ran.err
        wanted = output.replace(ALONE, READERS)
        assert OutputChecker().check_output(wanted, said, ELLIPSIS), (command, said)
    return len(shown)
