"""The command line: one file a command, and the one place where errors become exit codes."""

import sys

import typer

from cse_check.cli.app import command
from cse_check.cli.remedies import explained, unnamed
from cse_check.cli.shell import Shell
from cse_check.errors import CseCheckError, ExitCode, NobodyReadsError


def main() -> int:
    """Run the command line of this process and give its exit code."""
    return run(Shell.of_process(), sys.argv[1:])


def run(shell: Shell, args: list[str]) -> int:
    """Run one command line and return its exit code; a mistake is a message, never a traceback."""
    try:
        result = command().main(args=args, prog_name="cse-check", standalone_mode=False, obj=shell)
        shell.put("")
    except NobodyReadsError as error:
        return error.exit_code
    except CseCheckError as error:
        shell.say(explained(error))
        return error.exit_code
    except typer.TyperException as error:
        from cse_check.cli.mistakes import explain

        shell.say(explain(shell, error))
        return error.exit_code
    except OSError as error:
        shell.say(unnamed(error))
        return ExitCode.CANNOT_READ_OR_WRITE
    except (KeyboardInterrupt, typer.Abort):
        return ExitCode.INTERRUPTED
    except SystemExit as ended:  # shell completion, or help that nobody reads any more
        unread = isinstance(ended.__context__, BrokenPipeError)
        return ExitCode.NOBODY_READS if unread else int(ended.code or 0)
    return result if isinstance(result, int) else ExitCode.DONE
