"""One tree of errors, each with its exit code.

An error says what is wrong, where, and what to do next. It never holds a case reference, a note
or an answer: whatever it holds is shown on a screen and may be pasted into an e-mail.
"""

from collections.abc import Iterable
from enum import IntEnum
from typing import ClassVar, NamedTuple


class ExitCode(IntEnum):
    """What the process tells the shell when it ends."""

    DONE = 0
    CANNOT_READ_OR_WRITE = 1
    USAGE = 2
    NOT_VALID = 3
    ROWS_REJECTED = 4
    INTERRUPTED = 130


class CseCheckError(Exception):
    """The root: anything that cse-check tells a user instead of a result."""

    exit_code: ClassVar[ExitCode]


class FileAccessError(CseCheckError):
    """A file could not be read or written."""

    exit_code = ExitCode.CANNOT_READ_OR_WRITE


class UsageError(CseCheckError):
    """What was asked for cannot be done as it was asked."""

    exit_code = ExitCode.USAGE


class Fault(NamedTuple):
    """One thing wrong with a file; `line` and `column` count from 1."""

    file: str
    line: int
    column: int
    path: str
    message: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}:{self.column}"
        return f"{where}: {self.path}: {self.message}" if self.path else f"{where}: {self.message}"


class InvalidFileError(CseCheckError):
    """A file was read, and is not what it should be: every fault at once, in the file's order."""

    exit_code = ExitCode.NOT_VALID

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: (fault.line, fault.column)))
        super().__init__("\n".join(map(str, self.faults)))


class InterruptedScreeningError(CseCheckError):
    """The walk was stopped before its summary.

    `given` counts the indicators that had an answer or a note by then.
    """

    exit_code = ExitCode.INTERRUPTED

    def __init__(self, given: int) -> None:
        self.given = given
        lost = f": what was said to {given} of the indicators is gone." if given else "."
        super().__init__(
            f"\nStopped before the summary. Nothing was kept{lost}\n"
            "Worried all the same? In immediate danger ring 999; for whom to ring otherwise, "
            "'cse-check contacts'."
        )


class InterruptedBatchError(CseCheckError):
    """A caseload was stopped before its end; no file is there that was not there before."""

    exit_code = ExitCode.INTERRUPTED

    def __init__(self) -> None:
        super().__init__(
            "Stopped before the end: no file was written. "
            "What went to standard output, if anything did, is not whole."
        )
