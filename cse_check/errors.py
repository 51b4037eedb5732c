"""One tree of errors, each with its exit code.

An error says what is wrong, where, and what to do next. It never holds a case reference, a note
or an answer: whatever it holds is shown on a screen and may be pasted into an e-mail. Where what to
do next depends on how cse-check is used, it is a `Remedy`, for which each use has its own words.
"""

from collections.abc import Iterable
from enum import IntEnum, StrEnum
from typing import ClassVar, NamedTuple


class ExitCode(IntEnum):
    """What the process tells the shell when it ends.

    `ATTENTION`: done, but there is something to look at: rejected rows or differences.
    `NOBODY_READS`: what a shell gives for a program that writes to a closed pipe, as `head` leaves.
    """

    DONE = 0
    CANNOT_READ_OR_WRITE = 1
    USAGE = 2
    NOT_VALID = 3
    ATTENTION = 4
    INTERRUPTED = 130
    NOBODY_READS = 141


class Way(StrEnum):
    """The ways to correct a mistake, which whoever shows them puts into words."""

    REPLACE = "replace"
    DELIMITER = "delimiter"
    ENCODING = "encoding"
    SKIP_LINES = "skip-lines"
    COLUMNS = "columns"
    EXTRA_COLUMNS = "extra-columns"
    AREAS = "areas"
    ONE_LINE_ROWS = "one-line-rows"


class Remedy(NamedTuple):
    """How to correct a mistake, and the value to do it with, where that is known.

    `mapping` is the name of the mapping that says otherwise, where one does: it has to change.
    """

    way: Way
    value: str = ""
    mapping: str = ""


class CseCheckError(Exception):
    """The root: anything that cse-check tells a user instead of a result."""

    exit_code: ClassVar[ExitCode]

    def __init__(
        self, *args: object, remedy: Remedy | None = None, remedies: Iterable[Remedy] = ()
    ) -> None:
        self.remedies = tuple(remedies) if remedy is None else (remedy, *remedies)
        super().__init__(*args)

    @property
    def remedy(self) -> Remedy | None:
        """What would help; the first of `remedies`, where several are needed."""
        return self.remedies[0] if self.remedies else None


class FileAccessError(CseCheckError):
    """A file could not be read or written."""

    exit_code = ExitCode.CANNOT_READ_OR_WRITE


class NobodyReadsError(CseCheckError):
    """Whoever read standard output, such as `head`, has seen enough: nothing is said of it."""

    exit_code = ExitCode.NOBODY_READS


class UsageError(CseCheckError):
    """What was asked for cannot be done in the way it was asked for."""

    exit_code = ExitCode.USAGE


class Fault(NamedTuple):
    """One thing wrong with a file; `line` and `column` count from 1, and are 0 in a data frame."""

    file: str
    line: int
    column: int
    path: str
    message: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return f"{where}: {self.path}: {self.message}" if self.path else f"{where}: {self.message}"


class InvalidFileError(CseCheckError):
    """A file was read, and is not what it should be: every fault at once, in the file's order.

    Where files are read together, they come one after the other.
    """

    exit_code = ExitCode.NOT_VALID

    def __init__(
        self,
        faults: Iterable[Fault],
        *,
        remedy: Remedy | None = None,
        remedies: Iterable[Remedy] = (),
    ) -> None:
        found = tuple(faults)
        names = dict.fromkeys(fault.file for fault in found)
        files = {file: number for number, file in enumerate(names)}
        order = sorted(found, key=lambda fault: (files[fault.file], fault.line, fault.column))
        self.faults = tuple(order)
        super().__init__("\n".join(map(str, order)), remedy=remedy, remedies=remedies)


class EncodingError(CseCheckError):
    """What came in was read, and is not in the encoding in which it is read."""

    exit_code = ExitCode.NOT_VALID


class InterruptedScreeningError(CseCheckError):
    """The walk was stopped before its summary.

    `given` counts what was entered by then: indicators with an answer or a note, and texts. `area`
    is whose contacts to offer. `draft` names the draft, if there is one, and `kept` counts what was
    in it when it was last written, which is all of it unless that failed. `is_new` says whether any
    of it was entered just now: what came from a record or a file is still there.
    """

    exit_code = ExitCode.INTERRUPTED

    def __init__(
        self,
        given: int,
        area: str,
        draft: str | None = None,
        *,
        kept: int | None = None,
        is_new: bool = True,
    ) -> None:
        self.is_new = is_new
        self.given = given
        self.area = area
        self.draft = draft
        self.kept = given if kept is None else kept
        super().__init__(given, area, draft)

    def __str__(self) -> str:
        return f"Stopped before the summary; entered so far: {self.given}."


class SealedFileError(CseCheckError):
    """An encrypted file could not be opened: a wrong key, or a file that was changed."""

    exit_code = ExitCode.NOT_VALID


class SignatureError(CseCheckError):
    """A file is not proved by its signature: it is by another key, or the file was changed."""

    exit_code = ExitCode.NOT_VALID


class InterruptedBatchError(CseCheckError):
    """A caseload was stopped before its end; no file was written."""

    exit_code = ExitCode.INTERRUPTED

    def __init__(self) -> None:
        super().__init__(
            "Stopped before the end: no file was written. "
            "What went to standard output, if anything, is incomplete."
        )
