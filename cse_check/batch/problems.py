"""What can be wrong with the form of a row, and the words for it: never what is in a cell."""

from collections.abc import Sequence
from typing import Final

from cse_check.batch.lines import LINE_LIMIT, MARK
from cse_check.batch.rows import Code
from cse_check.unseen import UNSEEN

Problem = tuple[Code, str]

CELL_LIMIT: Final = 131_072

BADLY_QUOTED: Final[Problem] = (
    Code.BAD_QUOTING,
    "has a quote in the wrong place, or one that is not closed",
)
AMBIGUOUS: Final[Problem] = (
    Code.AMBIGUOUS_QUOTING,
    "can be read in several ways, together with the lines beside it: as a row with line breaks in "
    "it, or as rows with stray quotes. If no cell of the file holds a line break, say so: then an "
    "open quote costs its own line alone",
)
EMPTY: Final[Problem] = (Code.EMPTY_ROW, "has nothing in any of its cells")
HEADER_AGAIN: Final[Problem] = (Code.REPEATED_HEADER, "is the header again")
LINE_TOO_LONG: Final[Problem] = (
    Code.CELL_TOO_LONG,
    f"has a line of more than {LINE_LIMIT:,} characters",
)
CELL_TOO_LONG: Final[Problem] = (
    Code.CELL_TOO_LONG,
    f"has a cell of more than {CELL_LIMIT:,} characters",
)


def unseen(text: str) -> Problem:
    """Return what is wrong with a text that holds a character nobody sees."""
    found = UNSEEN.search(text)
    character = ord(found[0]) if found else 0
    if character == 0:
        return Code.NUL_BYTE, "holds a NUL byte"
    if MARK <= character < MARK + 256:
        message = f"holds a byte (0x{character - MARK:02X}) that is not in the encoding"
        return Code.BAD_ENCODING, message
    return Code.CONTROL_CHARACTER, f"holds U+{character:04X}, an invisible character"


def wrong_width(cells: Sequence[str], width: int) -> Problem:
    """Return what is wrong with a row that has not as many cells as the header."""
    if is_empty(cells):
        return EMPTY
    found = len(cells)
    code = Code.TOO_FEW_CELLS if found < width else Code.TOO_MANY_CELLS
    return code, f"has {found} cells, but the header has {width}"


def is_empty(cells: Sequence[str]) -> bool:
    """Return whether there is nothing in any cell."""
    return not any(cell.strip() for cell in cells)
