"""Cells of CSV that are safe to open in a spreadsheet, and read back unchanged.

A cell that starts with `=`, `+`, `-`, `@`, narrow or full-width, or with a tab or a line break
would be run as a formula; it gets an apostrophe before it, as does one with such a character after
apostrophes of its own. A reader takes one away again, so that nothing changes in a round trip.
"""

import re
from typing import Final

FORMULA: Final = r"[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]"
"""What a cell starts with that a spreadsheet runs; the last four are the full-width ones."""
ARMED: Final = re.compile(rf"'*{FORMULA}")
DISARMED: Final = re.compile(rf"'+{FORMULA}")
TO_QUOTE: Final = re.compile(r'[",\r\n]')


def cell(text: str) -> str:
    """Return a text as a cell: disarmed, and quoted where it has to be."""
    if ARMED.match(text):
        text = f"'{text}"
    return '"' + text.replace('"', '""') + '"' if TO_QUOTE.search(text) else text


def line(cells: tuple[str, ...]) -> str:
    """Return a record with its line end."""
    return ",".join(map(cell, cells)) + "\n"


def undo_disarming(cell: str) -> str:
    """Remove the apostrophe that keeps a spreadsheet from running a cell as a formula."""
    return cell[1:] if DISARMED.match(cell) else cell
