"""The command line: one file a command, and the one place where errors become exit codes."""

import signal
import sys
from types import FrameType
from typing import NoReturn

import typer

from cse_check.cli.app import command
from cse_check.cli.remedies import explained
from cse_check.cli.shell import Shell
from cse_check.errors import CseCheckError, ExitCode


def main() -> NoReturn:
    """Run the command line of this process and end it."""
    for name in ("SIGTERM", "SIGHUP"):  # a closed terminal leaves everything in order, too
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:  # as under nohup
            signal.signal(number, _interrupt)
    sys.exit(run(Shell.of_process(), sys.argv[1:]))


def run(shell: Shell, args: list[str]) -> int:
    """Run one command line and return its exit code; a mistake is a message, never a traceback."""
    try:
        result = command().main(args=args, prog_name="cse-check", standalone_mode=False, obj=shell)
        shell.put("")
    except CseCheckError as error:
        shell.say(explained(error))
        return error.exit_code
    except typer.TyperException as error:
        shell.say(_explain(error))
        return error.exit_code
    except OSError as error:
        shell.give_up_output()
        shell.say(f"cse-check: cannot read or write: {error.strerror}.")
        return ExitCode.CANNOT_READ_OR_WRITE
    except (KeyboardInterrupt, typer.Abort):
        return ExitCode.INTERRUPTED
    return result if isinstance(result, int) else ExitCode.DONE


def _interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def _explain(error: typer.TyperException) -> str:
    """Return what is wrong with a command line, without any word that may be somebody's name."""
    message = error.format_message()
    if "unexpected extra argument" in message:
        message = "One argument too many. A value with a space in it needs quotes."
    context = getattr(error, "ctx", None)
    name = context.command_path if context else "cse-check"
    if "No such command" in message and name.endswith(" contacts"):
        message = f"There is no such command. For the numbers of an area: {name} --area AREA"
    return f"{message}\nSee '{name} --help'."
