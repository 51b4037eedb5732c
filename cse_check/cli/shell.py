"""What every command is given: streams, the environment and the clock."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from textwrap import fill
from typing import Final, TextIO

from cse_check.cli.characters import readable, writable
from cse_check.errors import FileAccessError, NobodyReadsError
from cse_check.platforms import here
from cse_check.reading.files import explained, read_bytes
from cse_check.unseen import visible

STDIO: Final = Path("-")
STANDARD_INPUT: Final = "standard input"


class Shell:
    """The process around a command. Results go to `stdout`, everything else to `stderr`."""

    def __init__(
        self,
        *,
        stdin: TextIO,
        stdout: TextIO,
        stderr: TextIO,
        environ: Mapping[str, str],
        today: Callable[[], date],
        now: Callable[[], datetime] = datetime.now,
    ) -> None:
        self.stdin = stdin
        self.stdout = stdout
        self.stderr = stderr
        self.environ = environ
        self.today = today
        self.now = now

    @classmethod
    def of_process(cls) -> "Shell":
        """Return the shell of this process; its streams can show, and take, any character."""
        return cls(
            stdin=readable(sys.stdin, os.environ),
            stdout=writable(sys.stdout, os.environ),
            stderr=writable(sys.stderr, os.environ),
            environ=os.environ,
            today=date.today,
        )

    @cached_property
    def own_folder(self) -> Path:
        """This user's folder for this program; what earlier versions kept elsewhere is moved there.

        That is said, as is whatever could not be moved.
        """
        folder, earlier = here().own_folder(), here().earlier_folder()
        if not os.path.isdir(earlier):  # noqa: PTH112 - one that cannot be looked at is no error
            return folder
        from cse_check.store.moving import settle

        return settle(folder, earlier, self.say)

    def say(self, message: str) -> None:
        """Tell the user something that is not a result, wrapped where somebody reads it."""
        message = "\n".join(map(visible, message.split("\n")))
        if here().is_terminal(self.stderr):
            width = self.columns(self.stderr)
            lines = (fill(line, width, break_long_words=False) for line in message.split("\n"))
            message = "\n".join(lines)
        with suppress(OSError):  # the terminal may have gone
            self.stderr.write(f"{message}\n")
            self.stderr.flush()

    def put(self, text: str, *, always_utf8: bool = False) -> None:
        """Write a result to standard output, whose encoding may be forced where a format has one.

        Raises:
            FileAccessError: it cannot be written.
            NobodyReadsError: nobody reads it any more.
        """
        if always_utf8 and hasattr(self.stdout, "buffer"):
            self.put_bytes(text.encode())
            return
        with _written():
            self.stdout.write(text)
            self.stdout.flush()

    def put_bytes(self, data: bytes) -> None:
        """Write a result that is bytes to standard output.

        Raises:
            FileAccessError: it cannot be written.
            NobodyReadsError: nobody reads it any more.
        """
        with _written():
            self.stdout.buffer.write(data)
            self.stdout.flush()

    def read(self, path: Path, max_bytes: int) -> bytes:
        """Read a file, or standard input for `-`: at most one byte more than `max_bytes`.

        Raises:
            FileAccessError: it cannot be read.
        """
        if path == STDIO:
            with explained(STANDARD_INPUT):
                return self.stdin.buffer.read(max_bytes + 1)
        return read_bytes(path, max_bytes)

    def name_of(self, path: Path) -> str:
        """Return what messages call a file that is read."""
        return STANDARD_INPUT if path == STDIO else str(path)

    def columns(self, stream: TextIO) -> int:
        """Return how wide this stream is, in columns; 80 if that cannot be known."""
        columns = self.environ.get("COLUMNS", "")
        if columns.isascii() and columns.isdigit() and int(columns):
            return int(columns)
        try:
            return os.get_terminal_size(stream.fileno()).columns or 80
        except (OSError, ValueError):  # not a terminal; ValueError: not a file at all
            return 80

    def rows(self, stream: TextIO) -> int:
        """Return how high this stream is, in rows; 24 if it cannot be known."""
        try:
            return os.get_terminal_size(stream.fileno()).lines or 24
        except (OSError, ValueError):
            return 24


@contextmanager
def _written() -> Iterator[None]:
    """Explain what the system says about standard output.

    Raises:
        FileAccessError: it cannot be written.
        NobodyReadsError: nobody reads it any more.
    """
    try:
        yield
    except BrokenPipeError:
        raise NobodyReadsError from None
    except OSError as error:
        raise FileAccessError(f"standard output: cannot be written: {error.strerror}.") from error
