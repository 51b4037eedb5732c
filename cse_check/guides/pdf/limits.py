"""What is asked of a PDF before it is read: that it ends, and does not unpack into too much."""

import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from cse_check.errors import Fault, InvalidFileError

if TYPE_CHECKING:
    from pdfplumber.page import Page

MOST_PAGES: Final = 200
MOST_UNPACKED: Final = 64 * 1024 * 1024
"""How large all that is no picture and no font may be when unpacked, in bytes."""
MOST_DRAWN: Final = 2_000_000
"""How many characters, lines and pictures may be drawn, those in repeated parts each time."""
PART: Final = 400
"""How much of that a repeated part takes by itself: it is read again each time."""
AT_ONCE: Final = 1024 * 1024
STREAM: Final = re.compile(rb"<<((?:(?!endobj).){0,4096}?)>>\s*stream\r?\n", re.DOTALL)
TWICE: Final = re.compile(rb"/Filter\s*\[[^\]]*/(?:Fl|LZW|Run|RL)\w*[^\]]*/(?:Fl|LZW|Run|RL)")
PACKED: Final = re.compile(rb"/Filter\s*\[?\s*/(?:FlateDecode|Fl)\b")
NOT_TEXT: Final = re.compile(rb"/Subtype\s*/Image|/Length1|/FontFile|/Type1C|/CIDFontType0C")
TOO_MUCH: Final = (
    "draws more than is read of a guide: print the pages with the list to a new PDF, or paste "
    "their text"
)


def check_streams(data: bytes, name: str) -> bool:
    """Check how large the parts of a PDF are when they are unpacked, without keeping them.

    Returns:
        Whether all of them can be unpacked; pdfminer passes over the rest of one that cannot.

    Raises:
        InvalidFileError: they are larger than is read.
    """
    left, are_whole = MOST_UNPACKED, True
    for found in STREAM.finditer(data):
        if TWICE.search(found[1]):
            raise too_much(name)
        if NOT_TEXT.search(found[1]):
            continue
        size, is_whole = _unpacked(data, found.end(), left)
        left -= size
        are_whole = are_whole and (is_whole or not PACKED.search(found[1]))
        if left < 0:
            raise too_much(name)
    return are_whole or b"/Encrypt" in data


def _unpacked(data: bytes, start: int, most: int) -> tuple[int, bool]:
    """Return the size of what a packed part unpacks to, not far beyond the most, and if it ends."""
    unpacking, size, packed = zlib.decompressobj(), 0, data[start : start + AT_ONCE]
    while packed and size <= most:
        try:
            size += len(unpacking.decompress(packed, AT_ONCE))
        except zlib.error:  # not packed so, or damaged
            return size, False
        packed = unpacking.unconsumed_tail
        if not packed and not unpacking.eof:
            start += AT_ONCE
            packed = data[start : start + AT_ONCE]
    return size, unpacking.eof


def too_much(name: str) -> InvalidFileError:
    """Return the error for a file that would take more than is given for a guide."""
    return InvalidFileError([Fault(name, 1, 1, "", TOO_MUCH)])


class Meter:
    """Counts what the pages of one file draw, and stops it when that is too much."""

    def __init__(self, name: str) -> None:
        self._left = MOST_DRAWN
        self._name = name

    def check(self, page: "Page") -> None:
        """Draw a page without keeping anything of it.

        Raises:
            InvalidFileError: it draws more than is left.
        """
        from pdfminer.pdfinterp import PDFPageInterpreter

        manager = page.pdf.rsrcmgr
        PDFPageInterpreter(manager, _counting(manager, self._spend)).process_page(page.page_obj)

    def _spend(self, amount: int) -> None:
        self._left -= amount
        if self._left < 0:
            raise too_much(self._name)


def _counting(manager: Any, spend: Callable[[int], None]) -> Any:
    """Return a device of pdfminer's that only counts."""
    from pdfminer.pdfdevice import PDFDevice

    class Counting(PDFDevice):
        def begin_figure(self, *_: Any) -> None:
            spend(PART)

        def end_figure(self, *_: Any) -> None:
            pass

        def begin_tag(self, *_: Any) -> None:
            spend(1)

        def end_tag(self) -> None:
            pass

        def do_tag(self, *_: Any) -> None:
            spend(1)

        def paint_path(self, *given: Any) -> None:
            spend(1 + len(given[-1]))

        def render_image(self, *_: Any) -> None:
            spend(10)

        def render_string(self, *given: Any) -> None:
            spend(1 + sum(len(part) for part in given[1] if isinstance(part, bytes)))

    return Counting(manager)


@contextmanager
def quiet() -> Iterator[None]:
    """Keep what pdfminer and pdfplumber log from the screen: it helps nobody who reads a guide."""
    import logging

    loggers = [logging.getLogger(name) for name in ("pdfminer", "pdfplumber")]
    before = [each.level for each in loggers]
    for each in loggers:
        each.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for each, level in zip(loggers, before, strict=True):
            each.setLevel(level)
