"""What the rows of a caseload become: `Screened` or `Rejected`, and nothing in between."""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from itertools import compress
from typing import Final, NamedTuple

from msgspec import Struct

from cse_check.errors import Remedy, UsageError, Way
from cse_check.model import Answer, Edition, Response, When, overdue

UNANSWERED, YES, NO, NOT_KNOWN = range(4)
"""The answer to one indicator, as a byte: a row's answers are a `bytes` of these."""

ANSWERS: Final = (None, Answer.YES, Answer.NO, Answer.NOT_KNOWN)
CODE_OF: Final = {answer: code for code, answer in enumerate(ANSWERS)}


def _mask(*codes: int) -> bytes:
    """Return a table for `bytes.translate` that leaves 1 for these codes and 0 for all others."""
    return bytes(code in codes for code in range(256))


SAID_YES: Final = _mask(YES)
SAID_NOT_KNOWN: Final = _mask(NOT_KNOWN)
SAID_NOTHING: Final = _mask(UNANSWERED)
SAID_SOMETHING: Final = _mask(YES, NO, NOT_KNOWN)


class Code(StrEnum):
    """Why a row was rejected."""

    TOO_FEW_CELLS = "too-few-cells"
    TOO_MANY_CELLS = "too-many-cells"
    BAD_QUOTING = "bad-quoting"
    AMBIGUOUS_QUOTING = "ambiguous-quoting"
    BAD_ENCODING = "bad-encoding"
    NUL_BYTE = "nul-byte"
    CONTROL_CHARACTER = "control-character"
    CELL_TOO_LONG = "cell-too-long"
    UNKNOWN_ANSWER = "unknown-answer"
    CONFLICTING_ANSWERS = "conflicting-answers"
    UNKNOWN_INDICATOR = "unknown-indicator"
    MISSING_CASE_REF = "missing-case-ref"
    BAD_CASE_REF = "bad-case-ref"
    DUPLICATE_CASE_REF = "duplicate-case-ref"
    COLLIDING_CASE_REF = "colliding-case-ref"
    REPEATED_HEADER = "repeated-header"
    EMPTY_ROW = "empty-row"


REMEDIES: Final = {Code.AMBIGUOUS_QUOTING: Remedy(Way.ONE_LINE_ROWS)}
"""What helps against rejects of a code, where more than correcting the rows does."""


class Outcome(StrEnum):
    """Whether anything was answered yes. There is no other outcome, and none that reassures.

    `INCOMPLETE`: nothing was, in the rows of the case that could be read; others were rejected.
    """

    FLAGGED = "flagged"
    NONE_FLAGGED = "none-flagged"
    INCOMPLETE = "incomplete"


class Rows(StrEnum):
    """How many rows of the wide form are about a case; of the long form it is always many."""

    ONE = "one"
    MANY = "many"


def check_rows(rows: str) -> Rows:
    """Return how many rows a case may have.

    Raises:
        UsageError: it is neither one nor many.
    """
    if rows in tuple(Rows):
        return Rows(rows)
    raise UsageError(f"A case may have one row or many: choose {' or '.join(Rows)}.")


class Rejected(NamedTuple):
    """A row that was not screened, and why. `message` never repeats what is in a cell.

    `line` is the physical line where the record starts, counted from 1; `column` the number of the
    cell, or None where it is the whole record. `raw` is the record's text, if that was asked for.
    """

    line: int
    column: int | None
    code: Code
    message: str
    raw: str | None = None


class Detail(NamedTuple):
    """What a row says about an answer besides the answer itself."""

    when: When | None = None
    note: str | None = None


class Checklist:
    """A catalogue's indicators side by side, in its order, for comparing rows with.

    `slots` are their ids, and after them the old ids of those that ask what several asked
    (`joined`); `places` says where each id is told of, old ones included.
    `overdue` says that the catalogue is due for review, if it is and the day of the run is known.
    """

    def __init__(self, edition: Edition, today: date | None = None) -> None:
        self.edition = edition
        self.overdue = overdue(edition.catalogue, today) if today else None
        indicators = tuple(edition.catalogue.indicators)
        self.ids = tuple(indicator.id for indicator in indicators)
        self.places = {indicator_id: place for place, indicator_id in enumerate(self.ids)}
        self.renamed = edition.catalogue.renamed
        self.joined = edition.catalogue.joined
        self.slots = (*self.ids, *(old for was in self.joined.values() for old in was))
        self.places.update((old, self.places[now]) for old, now in self.renamed.items())
        self.places.update((each, place) for place, each in enumerate(self.slots))
        self.asks = {indicator.id: indicator.text for indicator in indicators}
        self.urgent = bytes(indicator.urgent for indicator in indicators)
        self.categories = tuple(
            category.id for category in edition.catalogue.categories for _ in category.indicators
        )
        self.urgent_ids = tuple(compress(self.ids, self.urgent))


class Screened(Struct, frozen=True):
    """A case that was checked against the checklist. All lists are in the catalogue's order.

    `line` is the physical line where its (first) record starts; `said` has a byte for each
    indicator; `rows` says how many rows of the file went into it, which is 1 in the wide form with
    a row a case. `rejected_lines` has the lines of the rows of this case that were rejected: what
    they say is not in it.
    """

    line: int
    case_ref: str
    checklist: Checklist
    said: bytes
    rows: int = 1
    details: Mapping[int, Detail] | None = None
    rejected_lines: tuple[int, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """Whether anything was answered yes; where rows are missing, nothing is said of a no."""
        if YES in self.said:
            return Outcome.FLAGGED
        return Outcome.INCOMPLETE if self.rejected_lines else Outcome.NONE_FLAGGED

    @property
    def incomplete(self) -> int:
        """How many rows of the case were rejected."""
        return len(self.rejected_lines)

    @property
    def flagged(self) -> tuple[str, ...]:
        """The ids of what was answered yes."""
        return tuple(compress(self.checklist.ids, self.said.translate(SAID_YES)))

    @property
    def flagged_categories(self) -> tuple[str, ...]:
        """The ids of the categories that have something flagged."""
        flagged = compress(self.checklist.categories, self.said.translate(SAID_YES))
        return tuple(dict.fromkeys(flagged))

    @property
    def urgent(self) -> tuple[str, ...]:
        """The ids of what was answered yes and may mean harm now."""
        said = compress(self.said.translate(SAID_YES), self.checklist.urgent)
        return tuple(compress(self.checklist.urgent_ids, said))

    @property
    def not_known(self) -> tuple[str, ...]:
        """The ids of what was asked and is not known."""
        return tuple(compress(self.checklist.ids, self.said.translate(SAID_NOT_KNOWN)))

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The ids of what has no answer, which is not the same as no."""
        return tuple(compress(self.checklist.ids, self.said.translate(SAID_NOTHING)))

    @property
    def answers(self) -> dict[str, Response]:
        """The responses by indicator id, as `screen` takes them."""
        return dict(self._responses())

    def _responses(self) -> Iterator[tuple[str, Response]]:
        details = self.details or {}
        for place, (indicator_id, code) in enumerate(
            zip(self.checklist.ids, self.said, strict=True)
        ):
            detail = details.get(place, Detail())
            if code or detail.note:
                when = detail.when if code else None
                yield indicator_id, Response(ANSWERS[code], when=when, note=detail.note)


Row = Screened | Rejected
