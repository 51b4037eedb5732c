"""The narrative in the user's own editor: one file with a heading a field, removed afterwards."""

import shlex
import subprocess
from collections.abc import Iterator, Mapping
from typing import Final

from cse_check.cli.editions import draft_folder
from cse_check.cli.shell import Shell
from cse_check.errors import FileAccessError
from cse_check.narrative import FIELDS, Narrative
from cse_check.store import scratch_file
from cse_check.unseen import tidy

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
            ended = subprocess.run([*command, str(path)], check=False).returncode  # noqa: S603
            text = path.read_text(encoding="utf-8", errors="replace")
    except (OSError, FileAccessError) as error:
        shell.say(
            f"{command[0]}: could not be started ({error}). $VISUAL or $EDITOR names another."
        )
        return None
    if ended:
        shell.say(f"{command[0]} ended with {ended}: nothing was taken over from it.")
        return None
    return from_text(text)


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
