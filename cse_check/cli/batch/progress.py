"""How far a long run has got: on standard error, if somebody is there to see it."""

import os
import stat
import time
from collections.abc import Callable
from io import SEEK_SET, BufferedIOBase
from typing import TYPE_CHECKING, BinaryIO, Final

from cse_check.cli.layout import console_on, is_plain, page_for
from cse_check.cli.shell import Shell
from cse_check.platforms import here

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

PATIENCE: Final = 1.5
"""Seconds after which a run is long."""


class Progress(BufferedIOBase):
    """A file that shows how far it was read: rows, rate and rejects.

    `counts` returns the rows and the rejects so far. rich is imported only once there is
    something to show. Closing it leaves the file open for whoever opened it.
    """

    def __init__(self, file: BinaryIO, shell: Shell, *, plain: bool = False) -> None:
        super().__init__()
        self.counts: Callable[[], tuple[int, int]] = lambda: (0, 0)
        self._file = file
        self._source = getattr(file, "fileobj", file)
        self._shell = shell
        self._wanted = here().is_terminal(shell.stderr) and not is_plain(shell, plain=plain)
        self._start = time.monotonic()
        self._size = _size(self._source) if self._wanted else 0
        self._bar: Bar | None = None

    def readable(self) -> bool:
        """Return True: it can be read."""
        return True

    def seekable(self) -> bool:
        """Return whether it can be read again."""
        return self._file.seekable()

    def tell(self) -> int:
        """Return how far it was read."""
        return self._file.tell()

    def seek(self, offset: int, whence: int = SEEK_SET, /) -> int:
        """Go to another place in it."""
        return self._file.seek(offset, whence)

    def read1(self, size: int = -1, /) -> bytes:
        """Read what is there, at most so many bytes."""
        if self._wanted:
            self._update()
        return self._file.read1(size)  # type: ignore[attr-defined,no-any-return]  # buffered

    def _update(self) -> None:
        seconds = time.monotonic() - self._start
        if self._bar is None:
            if seconds < PATIENCE:
                return
            self._bar = self._open()
        rows, rejects = self.counts()
        said = f"{rows:,} rows, {rows / seconds:,.0f} a second, {rejects:,} rejected"
        done = self._source.tell() if self._size else 0
        self._bar.update(self._bar.task_ids[0], description=said, completed=done)

    def finish(self) -> None:
        """Remove it from the screen."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def _open(self) -> "Bar":
        from rich.progress import BarColumn, TextColumn
        from rich.progress import Progress as Bar

        page = page_for(self._shell, self._shell.stderr, plain=False)
        bar = Bar(
            BarColumn(bar_width=20),
            TextColumn("{task.description}", markup=False),
            console=console_on(self._shell.stderr, page),
            transient=True,
        )
        bar.start()
        bar.add_task("", total=self._size or None)
        return bar


def _size(file: BinaryIO) -> int:
    """Return the size of an ordinary file in bytes; 0 of anything else."""
    try:
        status = os.fstat(file.fileno())
    except OSError:  # not a file of the system
        return 0
    return status.st_size if stat.S_ISREG(status.st_mode) else 0
