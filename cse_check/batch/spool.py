"""Input that comes only once, such as standard input, kept so that it can be read again."""

import io
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from cse_check.errors import FileAccessError


class Spooled(io.BufferedIOBase):
    """A file that can be read from its start again, though its source cannot.

    What is read is kept in a file without a name: nobody else can open it, and it is gone with the
    process, however that ends. `folder` is where there is room for it; None is the system's own
    place for such files.
    """

    def __init__(self, source: BinaryIO, folder: Path | None = None) -> None:
        super().__init__()
        self._source = source
        self._kept = TemporaryFile(dir=folder)  # noqa: SIM115 - it closes with this object
        self._again = False

    def readable(self) -> bool:
        """Return True: it can be read."""
        return True

    def seekable(self) -> bool:
        """Return True: it can be read from its start again."""
        return True

    def read1(self, size: int = -1, /) -> bytes:
        """Read what is there, at most so many bytes."""
        if self._again:
            if data := self._kept.read1(size):
                return bytes(data)
            self._again = False
        data = self._source.read1(size)  # type: ignore[attr-defined]  # it is buffered
        self._keep(data)
        return bytes(data)

    def _keep(self, data: bytes) -> None:
        try:
            self._kept.write(data)
        except OSError as error:
            raise FileAccessError(
                f"What is read, which comes only once, could not be kept: {error.strerror}. "
                "Nothing was written."
            ) from error

    def tell(self) -> int:
        """Return how far it was read."""
        return self._kept.tell()

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Go back to the start; no other place is gone to."""
        if offset or whence != io.SEEK_SET:
            raise io.UnsupportedOperation("only the start")
        self._again = True
        return self._kept.seek(0)

    def close(self) -> None:
        """Let go of what was kept; whoever opened the source closes it."""
        self._kept.close()
        super().close()
