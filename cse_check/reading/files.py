"""Files as bytes, never more of them than their reader allows, and nothing but files.

A named pipe keeps whoever opens it waiting, perhaps for ever, and a device may have no end.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from cse_check.errors import Fault, FileAccessError, InvalidFileError
from cse_check.platforms import here

MAX_BYTES: Final = 1024 * 1024
"""How large a catalogue or a guide may be."""


def read_bytes(path: Path, max_bytes: int = MAX_BYTES) -> bytes:
    """Read a file: at most one byte more than its reader allows, so that the reader can tell.

    Raises:
        FileAccessError: the file cannot be read, or is not a file.
    """
    with explained(str(path)), open_file(path) as file:
        return file.read(max_bytes + 1)


def open_file(path: Path) -> BinaryIO:
    """Open a file for reading; a pipe or a device is refused at once.

    Raises:
        FileAccessError: it is not a file.
        OSError: it cannot be opened.
    """
    file = open(here().reachable(path), "rb", opener=_at_once)  # noqa: SIM115 - pathlib takes no opener
    if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        return file
    file.close()
    raise FileAccessError(
        f"{path}: is not an ordinary file. A pipe is read as standard input alone."
    )


def _at_once(path: str, flags: int) -> int:
    return os.open(path, flags | here().at_once)


@contextmanager
def explained(name: str) -> Iterator[None]:
    """Raise what goes wrong while reading as a `FileAccessError` that names the file."""
    try:
        yield
    except OSError as error:
        raise FileAccessError(f"{name}: cannot be read: {error.strerror}.") from error


def too_large(max_bytes: int) -> str:
    """Return what is wrong with a file that is larger than the limit."""
    return f"is larger than {max_bytes:,} bytes, the limit"


def check_room(data: bytes, what: str, max_bytes: int = MAX_BYTES) -> None:
    """Refuse to write what would be too large to be read again.

    Raises:
        FileAccessError: it would be.
    """
    if len(data) > max_bytes:
        raise FileAccessError(
            f"{what}: would have {len(data):,} bytes. Of more than {max_bytes:,} it could not be "
            "read again, so nothing was written. Make notes and texts shorter."
        )


def check_size(data: bytes, name: str, max_bytes: int = MAX_BYTES) -> None:
    """Refuse a file that is empty, or larger than the limit.

    Raises:
        InvalidFileError: it is one of these.
    """
    if len(data) > max_bytes:
        raise InvalidFileError([Fault(name, 1, 1, "", too_large(max_bytes))])
    if not data.strip():
        raise InvalidFileError([Fault(name, 1, 1, "", "is empty")])
