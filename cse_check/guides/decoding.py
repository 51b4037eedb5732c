"""Bytes to text, in an encoding that can be told: a guess that cannot fail is never made."""

import codecs
from typing import Final, NamedTuple

from cse_check.errors import Fault, InvalidFileError

MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
WINDOWS: Final = "windows-1252"
NO_TEXT: Final = frozenset(map(chr, (*range(9), *range(14, 32), 127))) - {"\x1b"}
"""Control characters that are in no text; a terminal's escape is, and is taken out."""
SAVE_AS: Final = "open it in the program that made it, and save it as UTF-8 text, .docx or PDF"


class Decoded(NamedTuple):
    """A text, and the name of the encoding in which it was read."""

    text: str
    encoding: str


def decoded(data: bytes, name: str) -> Decoded:
    """Return the text of bytes: UTF-8, UTF-16 with its mark, or Windows-1252.

    Bytes that are UTF-8 throughout are that; others are Windows-1252 if none of the five bytes is
    among them that it leaves undefined.

    Raises:
        InvalidFileError: it is none of these, or no text at all.
    """
    marked = next((each for each in MARKS if data.startswith(each[0])), None)
    try:
        if marked:
            found = Decoded(data[len(marked[0]) :].decode(marked[1]), marked[1][:6].rstrip("-"))
        else:
            found = _unmarked(data)
    except UnicodeDecodeError as error:
        raise _refused(name, data, error.start) from error
    if where := _no_text(found.text):
        raise InvalidFileError([Fault(name, *where, "", f"is no text: {SAVE_AS}")])
    return found


def _unmarked(data: bytes) -> Decoded:
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return Decoded(data.decode("cp1252"), WINDOWS)


def _refused(name: str, data: bytes, start: int) -> InvalidFileError:
    before = data[:start]
    line = before.count(b"\n") + 1
    column = start - (before.rfind(b"\n") + 1) + 1
    what = f"is neither UTF-8, UTF-16 nor Windows-1252 text: {SAVE_AS}"
    return InvalidFileError([Fault(name, line, column, "", what)])


def _no_text(text: str) -> tuple[int, int] | None:
    """Return the line and column of the first character that is in no text."""
    for number, line in enumerate(text.split("\n"), start=1):
        for column, character in enumerate(line, start=1):
            if character in NO_TEXT:
                return number, column
    return None
