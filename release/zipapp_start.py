"""What cse-check.pyz does first: look at this Python, and at the folder it unpacks itself into.

It is put into the file beside shiv's own beginning, and has to be understood by older Pythons too.
"""

import os
import sys
from pathlib import Path

FIRST, LAST = (3, 11), (3, 14)
"""The Pythons for which the file has its libraries."""

CACHE = "~/.cache/cse-check"
"""Where it unpacks itself, unless SHIV_ROOT says otherwise."""


def start() -> None:
    """Unpack the program, if that has not been done, and run it."""
    here = sys.version_info[:2]
    if not FIRST <= here <= LAST:
        sys.exit(
            f"cse-check.pyz needs Python 3.{FIRST[1]} to 3.{LAST[1]}, and this is "
            f"{here[0]}.{here[1]}. Start it with another, as in: python3.{FIRST[1]} cse-check.pyz"
        )
    try:
        if not os.environ.get("SHIV_ROOT"):
            make_private(Path(CACHE).expanduser())
        from _bootstrap import bootstrap

        bootstrap()
    except OSError as error:
        sys.exit(
            f"cse-check.pyz could not unpack itself: {error}. Name a folder that only you can "
            "write to: SHIV_ROOT=FOLDER"
        )


def make_private(folder: Path) -> None:
    """Make the folder that programs are read from, with rights for nobody else."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.name == "posix":
        folder.chmod(0o700)  # fails where somebody else owns it
