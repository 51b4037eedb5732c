"""Physical lines of a CSV file in a named encoding: nothing guessed, nothing unbounded.

What cannot be decoded becomes half a surrogate pair, which no text holds by itself, so that the
record it is in can be rejected and all others read.
"""

import codecs
import gzip
import zlib
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from io import SEEK_SET, BufferedIOBase, BufferedReader, TextIOWrapper
from pathlib import Path
from typing import BinaryIO, Final, Protocol, cast

from cse_check.batch.workbook import is_workbook, sheet_as_csv
from cse_check.errors import Fault, FileAccessError, InvalidFileError, UsageError
from cse_check.reading.files import open_file

LINE_LIMIT: Final = 1_048_576
"""The most characters of one line that are kept: eight cells of the longest kind."""

MOST_FREE: Final = 4 * 1024 * 1024
MOST_TIMES: Final = 100
"""How much a gzip file may unpack to, in bytes, and beyond that as a multiple of what was read."""

UTF_8: Final = "utf-8"
ENCODINGS: Final = ("ascii", "cp", "iso8859", "mac", "utf-8", "utf-16", "utf-32")
"""What the names of encodings that files are kept in start with, as Python calls them."""
MARK: Final = 0xDC00


def mark_undecodable(error: UnicodeError) -> tuple[str, int]:
    """Return a mark for each byte that cannot be decoded: U+DC00 and the byte."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(chr(MARK + byte) for byte in error.object[error.start : error.end]), error.end


codecs.register_error("cse-check-mark", mark_undecodable)


def check_encoding(name: str) -> str:
    """Return the codec for an encoding that a user named; a byte order mark is not read as text.

    Raises:
        UsageError: there is none of that name, or it is not one that files are kept in.
    """
    with suppress(LookupError, ValueError):
        known = codecs.lookup(name).name
        if known.startswith(ENCODINGS):
            return "utf-8-sig" if known == UTF_8 else known
    raise UsageError(
        "That encoding is not known here. "
        "The usual ones are utf-8, cp1252 (Windows) and utf-16 (Excel's 'Unicode Text')."
    )


@contextmanager
def open_cases(path: Path) -> Iterator[BinaryIO]:
    """Open a file of cases for reading: CSV, CSV in a .gz, or a workbook, of which it makes CSV.

    Raises:
        FileAccessError: it cannot be read, now or later, or is not a file.
        InvalidFileError: it is a workbook that cannot be a caseload.
    """
    with explained(str(path)):
        file = open_file(path)
    with file:
        if path.suffix.lower() == ".gz":
            yield cast(BinaryIO, Unpacked(file, str(path)))
        elif is_workbook(file):
            with sheet_as_csv(file, str(path)) as csv:
                yield csv
        else:
            yield file


def is_sheet(path: Path) -> bool:
    """Return whether a file of cases is a workbook.

    Raises:
        FileAccessError: it cannot be read.
    """
    with explained(str(path)), open_file(path) as file:
        return path.suffix.lower() != ".gz" and is_workbook(file)


@contextmanager
def explained(name: str) -> Iterator[None]:
    """Raise what goes wrong while reading as a `FileAccessError` that names the file."""
    try:
        yield
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise FileAccessError(
            f"{name}: is not a complete gzip file. Nothing was written."
        ) from error
    except OSError as error:
        raise FileAccessError(f"{name}: cannot be read: {error.strerror}.") from error


class Unpacked(BufferedIOBase):
    """A gzip file, unpacked as it is read, that stops where hardly anything is packed so tightly.

    A small file of line feeds alone would otherwise be read for minutes.
    """

    def __init__(self, file: BinaryIO, name: str) -> None:
        super().__init__()
        self.fileobj = file
        self._name = name
        self._unpacked = gzip.GzipFile(fileobj=file)
        self._size = 0

    def readable(self) -> bool:
        """Return True: it can be read."""
        return True

    def seekable(self) -> bool:
        """Return True: it can be unpacked again."""
        return True

    def tell(self) -> int:
        """Return how far it was unpacked."""
        return self._unpacked.tell()

    def seek(self, offset: int, whence: int = SEEK_SET, /) -> int:
        """Go to another place of what is unpacked."""
        self._size = self._unpacked.seek(offset, whence)
        return self._size

    def read1(self, size: int = -1, /) -> bytes:
        """Read what is there, at most so many bytes.

        Raises:
            InvalidFileError: it unpacks to too much.
        """
        data = self._unpacked.read1(size)
        self._size += len(data)
        if self._size > MOST_FREE and self._size > MOST_TIMES * self.fileobj.tell():
            problem = (
                f"unpacks to more than {MOST_TIMES} times its size, which no caseload does: unpack "
                "it yourself if it is one"
            )
            raise InvalidFileError([Fault(self._name, 1, 1, "", problem)])
        return data


class LineSource(Protocol):
    """Where records come from; `number` is that of the last line returned, counted from 1."""

    number: int

    def next(self) -> str | None:
        """Return the next line without its end, or None after the last."""

    def peek(self) -> str | None:
        """Return the next line, which is returned by `next` again."""

    def skip(self, count: int) -> int:
        """Pass over so many lines; return how many there were."""

    def put_back(self, lines: Iterable[str], number: int) -> None:
        """Have these lines read again, the first of them after the line with this number."""

    def let_go(self) -> None:
        """Let go of the file without closing it: whoever opened it does that."""


class Lines:
    """The lines of a file, one after the other; some can be put back and are then read again.

    `number` is that of the last line returned, counted from 1.
    """

    def __init__(self, file: BinaryIO, encoding: str) -> None:
        self._text = TextIOWrapper(
            cast(BufferedReader, file), encoding, errors="cse-check-mark", newline="\n"
        )
        self._readline = self._text.readline
        self._put_back: deque[str] = deque()
        self.number = 0
        first = self.next()
        if first is not None:
            self.put_back([first.lstrip("\ufeff")], 0)

    def next(self) -> str | None:
        """Return the next line without its end, or None after the last.

        Of a line over `LINE_LIMIT`, one character more than that is returned; the rest is dropped.
        """
        if self._put_back:
            self.number += 1
            return self._put_back.popleft()
        line = self._readline(LINE_LIMIT + 1)
        if not line:
            return None
        self.number += 1
        if line[-1] == "\n":
            return line[:-2] if line[-2:-1] == "\r" else line[:-1]
        if len(line) > LINE_LIMIT:
            self._skip()
        return line

    def skip(self, count: int) -> int:
        """Pass over so many lines; return how many there were."""
        for skipped in range(count):
            if self.next() is None:
                return skipped
        return count

    def peek(self) -> str | None:
        """Return the next line, which is returned by `next` again."""
        line = self.next()
        if line is not None:
            self.put_back([line], self.number - 1)
        return line

    def put_back(self, lines: Iterable[str], number: int) -> None:
        """Have these lines read again, the first of them after the line with this number."""
        self._put_back.extendleft(reversed(tuple(lines)))
        self.number = number

    def let_go(self) -> None:
        """Let go of the file without closing it: whoever opened it does that."""
        with suppress(ValueError, AttributeError):  # it is closed, or never was open
            self._text.detach()

    def __del__(self) -> None:
        self.let_go()

    def _skip(self) -> None:
        while (part := self._readline(LINE_LIMIT)) and part[-1] != "\n":
            pass
