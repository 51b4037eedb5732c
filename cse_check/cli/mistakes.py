"""What is said of a command line that cannot be understood; never a word that may be a name."""

import re
from typing import Any, Final

import typer

from cse_check.cli.editions import find_catalogues
from cse_check.cli.shell import Shell
from cse_check.errors import CseCheckError
from cse_check.reading.nearness import offers

NO_COMMAND: Final = re.compile(r"No such command '([^']*)'")
TOO_MANY: Final = re.compile(r"unexpected extra argument(?:s|\(s\))? \((.*)\)", re.DOTALL)
FOR_AN_AREA: Final = ("screen", "contacts", "guide", "template", "batch")
"""The commands that take an area as an option."""


def explain(shell: Shell, error: typer.TyperException) -> str:
    """Return what is wrong, what may have been meant, and where there is help."""
    context = getattr(error, "ctx", None)
    name = context.command_path if context else "cse-check"
    message = error.format_message()
    if found := NO_COMMAND.search(message):
        message = f"There is no such command.{_meant(shell, context, name, found[1])}"
    elif found := TOO_MANY.search(message):
        hint = _with_area(shell, name, found[1]) or " A value with a space in it needs quotes."
        message = f"One argument too many.{hint}"
    return f"{message}\nSee '{name} --help'."


def _meant(shell: Shell, context: Any, name: str, word: str) -> str:
    """Return a question for the command or the area that a word is like, or nothing."""
    if hint := _with_area(shell, name, word):
        return hint
    known = context.command.list_commands(context) if context else []
    if near := offers(word, known, loosely=True):
        return f" Did you mean '{name} {near[0]}'?"
    if name.endswith(" contacts"):
        return f" For the numbers of an area: {name} --area AREA"
    return ""


def _with_area(shell: Shell, name: str, word: str) -> str:
    """Return how an area is named, if this word is one."""
    try:
        area = find_catalogues(shell).find(word).area
    except CseCheckError:
        return ""
    command = name.rpartition(" ")[2]
    if command in FOR_AN_AREA:
        return f" Did you mean '{name} --area {area}'?"
    if command == "cse-check":
        return f" Did you mean '{name} screen --area {area}', or 'contacts' for whom to ring?"
    return ""
