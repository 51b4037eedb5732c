"""The core's errors in the words of the command line: which option or command helps."""

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
    Way.COLUMNS: (
        "'cse-check template --kind csv' writes a header, and --mapping FILE takes an export's own "
        "names."
    ),
    Way.AREAS: "'cse-check areas' lists them.",
}


def explained(error: CseCheckError) -> str:
    """Return what an error says, and what helps here."""
    if isinstance(error, InterruptedScreeningError):
        return _stopped(error)
    if error.remedy is None:
        return str(error)
    after = "\n" if isinstance(error, InvalidFileError) else " "
    return f"{error}{after}{_helps(error.remedy)}"


def _helps(remedy: Remedy) -> str:
    return WAYS[remedy.way].format(value=remedy.value or "NAME")


def _stopped(error: InterruptedScreeningError) -> str:
    if error.draft:
        kept = (
            f"What was entered so far ({error.given}) is kept as the draft {error.draft}.\n"
            f"Continue with: cse-check screen --resume {error.draft}"
        )
    elif error.given:
        kept = f"Nothing was kept: what was entered so far ({error.given}) is gone."
    else:
        kept = "Nothing was kept: nothing had been entered yet."
    return (
        f"\nStopped before the summary. {kept}\n"
        "Still worried? In immediate danger ring 999; to see whom else to ring, "
        f"'cse-check contacts --area {error.area}'."
    )
