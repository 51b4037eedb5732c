"""Where the process begins: `cse-check`, and `python -m cse_check`, which is the same program."""

# First of all: until the signals are taken, Ctrl-C ends the process at once, without a traceback.
import signal

if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, signal.SIG_DFL)

import gc
import os
from contextlib import suppress
from typing import Final, NoReturn

from cse_check.interrupts import PROCESS, held, take_signals

QUIET = 100_000
"""How many new objects there may be before the garbage collector looks at them.

Starting up makes thousands, nearly all of which stay. Looking at them every 700, and at all of them
once more at the end, takes a tenth of the time of a short command.
"""


UNLOADED: Final = 1
INTERRUPTED: Final = 130
"""The exit codes of `cse_check.errors`, for when not even that could be imported."""


def main() -> NoReturn:
    """Run the command line of this process and end it.

    It ends at once: all was written out by then, and what Python does at its end could still be
    interrupted, or fail where a stream has gone, and give another exit code than was reached.
    """
    gc.set_threshold(QUIET)
    try:
        take_signals()
        code = _run()
        PROCESS.hold()
    except KeyboardInterrupt:
        code = INTERRUPTED
    os._exit(code)


def _run() -> int:
    try:
        with held():  # what Python does by the way while it imports would lose the signal
            from cse_check.cli import main as run_command_line

        return run_command_line()
    except (OSError, ImportError) as error:  # a module could not be read: too many open files
        said = f"cse-check could not be loaded: {error}. Run it again when that is mended.\n"
        with suppress(OSError):
            os.write(2, said.encode(errors="replace"))
        return UNLOADED


if __name__ == "__main__":
    main()
