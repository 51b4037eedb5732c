"""The core's errors in the words of the command line: which option or command helps."""

import errno
from collections.abc import Mapping
from typing import Final

from cse_check.errors import (
    CseCheckError,
    InterruptedScreeningError,
    InvalidFileError,
    Remedy,
    Way,
)

WAYS: Final[Mapping[Way, str]] = {
    Way.REPLACE: "--force replaces it.",
    Way.DELIMITER: "Add --delimiter {value}.",
    Way.ENCODING: "Add --encoding {value}.",
    Way.SKIP_LINES: "Add --skip-lines {value}.",
    Way.EXTRA_COLUMNS: "--ignore-extra passes over columns that are not ours, and says which.",
    Way.COLUMNS: (
        "'cse-check template --kind csv' writes a header, and --mapping FILE takes an export's own "
        "names."
    ),
    Way.ONE_LINE_ROWS: (
        "If no cell of the file holds a line break, add --one-line-rows: then a quote that is left "
        "open costs its own line alone."
    ),
    Way.AREAS: "'cse-check areas' lists them.",
}

IN_MAPPING: Final[Mapping[Way, str]] = {
    Way.DELIMITER: "In {mapping}, change delimiter to {value}.",
    Way.ENCODING: "In {mapping}, change encoding to {value}.",
    Way.SKIP_LINES: "In {mapping}, change skip_lines to {value}.",
    Way.ONE_LINE_ROWS: (
        "If no cell of the file holds a line break, change one_line_rows to true in {mapping}: then"
        " a quote that is left open costs its own line alone."
    ),
}
"""The same, where a mapping says what an option would: the two have to agree."""

ROOM: Final = "Make room there, or name a file in another place."
NAME: Final = "See whether the name is right."
LEAVE: Final = "See who may use that file and its folder, or name another."
PROGRAMS: Final = "Close other programs, and run it again."
ADVICE: Final[Mapping[int | None, str]] = {
    errno.ENOSPC: ROOM,
    errno.EDQUOT: ROOM,
    errno.EFBIG: ROOM,
    errno.EROFS: "Name a file in another place.",
    errno.EACCES: LEAVE,
    errno.EPERM: LEAVE,
    errno.EISDIR: "Name a file, not a folder.",
    errno.ENOENT: NAME,
    errno.ENOTDIR: NAME,
    errno.EBADF: "It is not open for that: name a file.",
    errno.EEXIST: "Something of that name is in its place: move it away, or name another.",
    errno.ELOOP: NAME,
    errno.ENAMETOOLONG: "Name a file with a shorter name.",
    errno.EMFILE: PROGRAMS,
    errno.ENFILE: PROGRAMS,
    errno.EIO: "A disk, a share or a terminal has failed there: run it again, or in another place.",
}
"""What to do about what the system says, by its number."""


OTHERWISE: Final = "Run it again; if it stays so, name a file in another place."


def explained(error: CseCheckError) -> str:
    """Return what an error says, and what helps here."""
    if isinstance(error, InterruptedScreeningError):
        return _stopped(error)
    if not error.remedies:
        advice = _advice(error.__cause__)
        return f"{error} {advice}" if advice else str(error)
    after = "\n" if isinstance(error, InvalidFileError) else " "
    return f"{error}{after}{' '.join(map(helps, error.remedies))}"


def unnamed(error: OSError) -> str:
    """Return what is said of a fault of the system that nothing nearer to it has explained."""
    name = error.filename or "standard input, standard output or standard error"
    return (
        f"cse-check: {name}: cannot be read or written: {error.strerror or error}. It stopped "
        f"there: only files of which it was said are written. {_advice(error)}"
    ).rstrip()


def _advice(cause: BaseException | None) -> str:
    return ADVICE.get(cause.errno, OTHERWISE) if isinstance(cause, OSError) else ""


def helps(remedy: Remedy) -> str:
    """Return which option or command that is, or what to change in a mapping."""
    ways = IN_MAPPING if remedy.mapping else WAYS
    return ways[remedy.way].format(value=remedy.value or "NAME", mapping=remedy.mapping)


def _kept(error: InterruptedScreeningError) -> str:
    if error.kept == error.given:
        return f"What was entered so far ({error.given}) is kept as"
    return (
        f"Not all of what was entered is kept: the last that could be written down, {error.kept} "
        f"of {error.given}, is in"
    )


def _stopped(error: InterruptedScreeningError) -> str:
    if error.draft:
        kept = (
            f"{_kept(error)} the draft {error.draft}.\n"
            f"Continue with: cse-check screen --resume {error.draft}"
        )
    elif error.given and not error.is_new:
        kept = "Nothing was entered yet: what it started from is as it was."
    elif error.given:
        kept = f"Nothing was kept: what was entered so far ({error.given}) is gone."
    else:
        kept = "Nothing was kept: nothing had been entered yet."
    return (
        f"\nStopped before the summary. {kept}\n"
        "Still worried? In immediate danger ring 999; to see whom else to ring, "
        f"'cse-check contacts --area {error.area}'."
    )
