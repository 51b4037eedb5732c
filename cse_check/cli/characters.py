"""Streams that take any character: nothing is lost because a console cannot show it."""

import codecs
import os
from collections.abc import Mapping
from io import TextIOWrapper
from pathlib import Path
from typing import Final, TextIO, cast

from cse_check.errors import EncodingError
from cse_check.platforms import here

NOT_READABLE: Final = (
    "standard input: is not {} (byte 0x{:02X}). What is piped or redirected is read as UTF-8, "
    "unless PYTHONIOENCODING names another encoding: save it, or have it sent, in that one."
)
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


def refuse(error: UnicodeError) -> tuple[str, int]:
    """Refuse what is in another encoding: guessing would put other words into somebody's note.

    Raises:
        EncodingError: that is so.
    """
    if not isinstance(error, UnicodeDecodeError):
        raise error
    raise EncodingError(NOT_READABLE.format(error.encoding.upper(), error.object[error.start]))


codecs.register_error("spell-out", spell_out)
codecs.register_error("refuse", refuse)


def readable(stream: TextIO | None, environ: Mapping[str, str]) -> TextIO:
    """Return the standard input of the process, if it has one.

    What is piped or redirected is UTF-8 on every system, with or without a mark of that, unless
    `PYTHONIOENCODING` says otherwise; what is typed has the encoding of its terminal.
    """
    if stream is None:
        return _nothing("r")
    if here().is_terminal(stream):
        return _set(stream, errors="replace")
    named = environ.get("PYTHONIOENCODING")
    return _set(stream, encoding=None if named else "utf-8-sig", errors="refuse")


def writable(stream: TextIO | None, environ: Mapping[str, str]) -> TextIO:
    """Return a stream that the process writes to, if it has one, so that it takes any character."""
    if stream is None:
        return _nothing("w")
    chosen = environ.get("PYTHONIOENCODING") or here().is_terminal(stream)
    if here().streams_are_utf8 and not chosen:
        return _set(stream, encoding="utf-8", errors="spell-out")
    return _set(stream, errors="spell-out")


def _nothing(mode: str) -> TextIO:
    """Return what stands in for a stream that was closed when the process began."""
    devnull = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 - it stays open
    return _set(cast(TextIO, devnull), errors="replace" if mode == "r" else "spell-out")


def _set(stream: TextIO, *, errors: str, encoding: str | None = None) -> TextIO:
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(encoding=encoding, errors=errors)
    return stream
