"""Files as bytes, never more of them than their reader allows."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from cse_check.errors import Fault, FileAccessError, InvalidFileError

MAX_BYTES: Final = 1024 * 1024
"""How large a catalogue or a guide may be."""


def read_bytes(path: Path, max_bytes: int = MAX_BYTES) -> bytes:
    """Read a file: at most one byte more than its reader allows, so that the reader can tell.

    Raises:
        FileAccessError: the file cannot be read.
    """
    with explained(str(path)), path.open("rb") as file:
        return file.read(max_bytes + 1)


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


def check_size(data: bytes, name: str, max_bytes: int = MAX_BYTES) -> None:
    """Refuse a file that is empty, or larger than the limit.

    Raises:
        InvalidFileError: it is one of these.
    """
    if len(data) > max_bytes:
        raise InvalidFileError([Fault(name, 1, 1, "", too_large(max_bytes))])
    if not data.strip():
        raise InvalidFileError([Fault(name, 1, 1, "", "is empty")])
