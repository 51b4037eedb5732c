"""Files as bytes, never more of them than their reader allows."""

from pathlib import Path
from typing import Final

from cse_check.errors import FileAccessError

MAX_BYTES: Final = 1024 * 1024
"""How large a catalogue, a record or a guide may be."""


def read_bytes(path: Path, max_bytes: int = MAX_BYTES) -> bytes:
    """Read a file: at most one byte more than its reader allows, so that the reader can tell.

    Raises:
        FileAccessError: the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(max_bytes + 1)
    except OSError as error:
        raise FileAccessError(f"{path}: cannot be read: {error.strerror}.") from error
