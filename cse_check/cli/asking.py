"""Asking on a terminal for what no option gives; without a terminal nothing is asked."""

from collections.abc import Sequence

from cse_check.cli.shell import Shell
from cse_check.errors import UsageError
from cse_check.platforms import here


def can_ask(shell: Shell) -> bool:
    """Return whether there is somebody to ask: input and messages are both on a terminal."""
    return here().is_terminal(shell.stdin) and here().is_terminal(shell.stderr)


def ask_line(shell: Shell, question: str) -> str:
    """Ask on the terminal, and return the line that is typed, without outer space.

    Raises:
        UsageError: the input ended; that is never an answer.
    """
    shell.stderr.write(f"{question} ")
    shell.stderr.flush()
    line = shell.stdin.readline()
    if not line:
        raise UsageError("\nNothing was chosen.")
    return line.strip()


def choose(shell: Shell, question: str, choices: Sequence[str]) -> int:
    """Ask for one of these by its number, and return its place, counted from 0.

    Raises:
        UsageError: nothing was chosen.
    """
    for number, choice in enumerate(choices, start=1):
        shell.say(f"{number:>3}  {choice}")
    while typed := ask_line(shell, f"{question} 1 to {len(choices)}, or just Enter for none:"):
        if typed.isascii() and typed.isdigit() and 1 <= int(typed[:9]) <= len(choices):
            return int(typed) - 1
        shell.say("That is not one of these numbers.")
    raise UsageError("Nothing was chosen.")
