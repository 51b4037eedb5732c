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
        from cse_check.cli.mistakes import explain

        shell.say(explain(shell, error))
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
