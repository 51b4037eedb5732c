"""Streams that take any character: nothing is lost because a console cannot show it."""

import codecs
import os
from pathlib import Path
from typing import Final, TextIO, cast

LOOKALIKES: Final = {
    "\N{LEFT SINGLE QUOTATION MARK}": "'",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{LEFT DOUBLE QUOTATION MARK}": '"',
    "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
    "\N{EN DASH}": "-",
    "\N{EM DASH}": "-",
    "\N{BOX DRAWINGS LIGHT HORIZONTAL}": "-",
    "\N{LEFT HALF BLOCK}": "|",
    "\N{BULLET}": "*",
    "\N{HORIZONTAL ELLIPSIS}": "...",
    "\N{NO-BREAK SPACE}": " ",
}


def spell_out(error: UnicodeError) -> tuple[str, int]:
    """Return what a console shows for characters that its encoding does not have.

    A look-alike where there is one, else the character's number: nothing is lost silently.
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    missing = error.object[error.start : error.end]
    spelt = "".join(LOOKALIKES.get(each, f"[U+{ord(each):04X}]") for each in missing)
    return spelt, error.end


codecs.register_error("spell-out", spell_out)


def any_character(stream: TextIO | None, mode: str, errors: str) -> TextIO:
    """Return a stream of the process, if it has one, so that it takes any character."""
    if stream is None:  # it was closed when the process began
        devnull = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 - it stays open
        stream = cast(TextIO, devnull)
    if reconfigure := getattr(stream, "reconfigure", None):
        reconfigure(errors=errors)
    return stream
