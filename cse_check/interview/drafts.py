"""A half-finished screening written down, with the catalogue it was started with, and read back."""

from datetime import date

import msgspec

from cse_check.case_ref import CASE_REF
from cse_check.interview.state import Interview
from cse_check.model import Catalogue, Day, Edition, Response, Role, Sha256, Value, is_day
from cse_check.narrative import NO_NARRATIVE, Narrative
from cse_check.reading.tree import Report, read_tree
from cse_check.reading.typed import Builder, has_format
from cse_check.screening import Screening, screen

FORMAT = 1
MAX_BYTES = 8 * 1024 * 1024
MAX_NODES = 200_000


class Draft(Value, frozen=True):
    """Everything that going on with a screening takes. `cursor` counts the indicators passed."""

    format: int
    started_on: Day
    role: Role
    case_ref: str | None
    supersedes: Sha256 | None
    cursor: int
    answers: dict[str, Response]
    narrative: Narrative
    sha256: Sha256
    catalogue: Catalogue

    @property
    def edition(self) -> Edition:
        """The catalogue that the screening was started with."""
        return Edition(self.catalogue, self.sha256)

    @property
    def interview(self) -> Interview:
        """The walk, where it stopped."""
        return Interview(
            self.catalogue, answers=self.answers, narrative=self.narrative, cursor=self.cursor
        )

    def screened(self, day: date) -> Screening:
        """Return what it comes to, as it stands on this day."""
        return screen(
            self.edition,
            self.answers,
            screened_on=day,
            role=self.role,
            case_ref=self.case_ref,
            narrative=self.narrative,
            supersedes=self.supersedes,
        )

    def at(self, interview: Interview) -> "Draft":
        """Return the draft with what the walk has come to."""
        return msgspec.structs.replace(
            self,
            cursor=interview.reached,
            answers=dict(interview.answers),
            narrative=interview.narrative,
        )


def begin(
    edition: Edition,
    role: Role,
    *,
    today: date,
    case_ref: str | None = None,
    supersedes: str | None = None,
) -> Draft:
    """Return the draft of a screening in which nothing has been said yet."""
    return Draft(
        format=FORMAT,
        started_on=today.isoformat(),
        role=role,
        case_ref=case_ref,
        supersedes=supersedes,
        cursor=0,
        answers={},
        narrative=NO_NARRATIVE,
        sha256=edition.sha256,
        catalogue=edition.catalogue,
    )


def dump(draft: Draft) -> bytes:
    """Return the draft as JSON."""
    return msgspec.json.encode(draft)


def load(data: bytes, name: str) -> Draft:
    """Return the draft that these bytes hold; `name` stands in messages for it.

    Raises:
        InvalidFileError: it is not a draft. No fault repeats an answer, a note or a reference.
    """
    report = Report(name)
    tree = read_tree(data, report, max_bytes=MAX_BYTES, max_nodes=MAX_NODES)
    draft = None
    if tree and has_format(tree, FORMAT, report):
        builder = Builder(report)
        draft = builder.build(tree, Draft)
        known = {indicator.id for indicator in draft.catalogue.indicators}
        if not report.faults and not (
            is_day(draft.started_on)
            and 0 <= draft.cursor <= len(known)
            and draft.answers.keys() <= known
            and (draft.case_ref is None or CASE_REF.fullmatch(draft.case_ref))
        ):
            builder.fault("", "is not a draft that cse-check has written")
    report.raise_if_any()
    assert draft is not None  # noqa: S101 - no draft without a fault
    return draft
