"""Where the process begins: `cse-check`, and `python -m cse_check`, which is the same program."""

import gc
from typing import NoReturn

QUIET = 100_000
"""How many new objects there may be before the garbage collector looks at them.

Starting up makes thousands, nearly all of which stay. Looking at them every 700, and at all of them
once more at the end, takes a tenth of the time of a short command.
"""


def main() -> NoReturn:
    """Run the command line of this process and end it."""
    gc.set_threshold(QUIET)
    from cse_check.cli import main as run_command_line

    try:
        run_command_line()
    finally:
        gc.freeze()


if __name__ == "__main__":
    main()
