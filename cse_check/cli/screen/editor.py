"""The narrative in the user's own editor: one file with a heading a field, removed afterwards."""

import shlex
import subprocess
from collections.abc import Iterator, Mapping
from typing import Final

from cse_check.cli.editions import draft_folder
from cse_check.cli.remedies import explained
from cse_check.cli.shell import Shell
from cse_check.errors import FileAccessError
from cse_check.narrative import FIELDS, Narrative
from cse_check.reading.files import read_bytes, too_large
from cse_check.store import scratch_file
from cse_check.unseen import tidy

MAX_BYTES: Final = 8 * 1024 * 1024
"""How much is read of what an editor has left: more than is kept, so that it can be shortened."""
ANOTHER: Final = "$VISUAL or $EDITOR names another."
UNTAKEN: Final = "Nothing was taken over from it."
NAME: Final = "texts.txt"
INTRODUCTION: Final = (
    "Write under the headings; leave out what you have nothing to say on. Facts, no names.\n"
    "Lines like these, and the headings, are not kept. This file is removed afterwards.\n"
)


def edited(shell: Shell, narrative: Narrative) -> Narrative | None:
    """Return the narrative as it was left in the editor; None when that came to nothing.

    The file is for this user alone, among the drafts, and removed however it ends; what a crash
    leaves is purged with them.
    """
    command = _command(shell.environ)
    try:
        with scratch_file(draft_folder(shell).path, NAME, as_text(narrative)) as path:
            ended = _run([*command, str(path)])
            data = read_bytes(path, MAX_BYTES)
    except FileAccessError as error:
        shell.say(f"{explained(error)} {UNTAKEN}")
        return None
    if ended:
        shell.say(f"{command[0]} ended with {ended}. {UNTAKEN}")
        return None
    if len(data) > MAX_BYTES:
        shell.say(f"What was written in {command[0]} {too_large(MAX_BYTES)}. {UNTAKEN}")
        return None
    return from_text(data.decode("utf-8", errors="replace"))


def _run(command: list[str]) -> int:
    """Run the editor to its end, and return its exit code.

    Raises:
        FileAccessError: it could not be started.
    """
    try:
        return subprocess.run(command, check=False).returncode  # noqa: S603
    except OSError as error:
        problem = f"{command[0]}: could not be started: {error.strerror}. {ANOTHER}"
        raise FileAccessError(problem) from None


def as_text(narrative: Narrative) -> str:
    """Return the texts as a file to edit, with a heading and the question of every field."""
    return "\n".join([INTRODUCTION, *_lines(narrative)]) + "\n"


def from_text(text: str) -> Narrative:
    """Return what a file that was edited says under each heading; `as_text` the other way."""
    headings = {_heading(field.heading): field.name for field in FIELDS}
    ours = {*INTRODUCTION.splitlines(), *(_asks(field.asks) for field in FIELDS)}
    found: dict[str, list[str]] = {}
    name = FIELDS[0].name
    for line in text.splitlines():
        if line.strip() in headings:
            name = headings[line.strip()]
        elif line.strip() not in ours:
            found.setdefault(name, []).append(line)
    texts = {name: tidy("\n".join(lines)) for name, lines in found.items()}
    return Narrative(**{name: text for name, text in texts.items() if text})


def _lines(narrative: Narrative) -> Iterator[str]:
    for field in FIELDS:
        yield _heading(field.heading)
        yield _asks(field.asks)
        yield f"{getattr(narrative, field.name) or ''}\n"


def _heading(heading: str) -> str:
    return f"== {heading} =="


def _asks(asks: str) -> str:
    return f"({asks})"


def _command(environ: Mapping[str, str]) -> list[str]:
    named = environ.get("VISUAL") or environ.get("EDITOR") or "vi"
    return shlex.split(named) or ["vi"]
