"""A caseload as FHIR: a Bundle a line, with the response of one case, and nobody named in it."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID, uuid5

import msgspec

from cse_check.batch.figures import Figures
from cse_check.batch.rows import Checklist, Screened
from cse_check.fhir.terms import LOST, MADE_WITH, NOTICE, spaced
from cse_check.model import Role
from cse_check.render.caseload import one_by_one
from cse_check.render.caseload.csv import notice
from cse_check.render.fhir.questionnaire import canonical, questionnaire
from cse_check.render.fhir.response import answered, caveat
from cse_check.screening import statements_for
from cse_check.version import __version__

if TYPE_CHECKING:
    from cse_check.batch.fast.parts import Clean

OURS: Final = UUID("6f1d3f0a-2f0e-5c59-9f0d-2f1f6d0c5b7e")
"""From which the name of each response is made; the same response has the same name."""


class Bundles:
    """One Bundle a case; `docs/fhir.md` says what is in it."""

    def __init__(self, checklist: Checklist) -> None:
        edition = checklist.edition
        self._catalogue = edition.catalogue
        self._form = canonical(questionnaire(edition, Role.PROFESSIONAL))
        self._about = [MADE_WITH.of(f"cse-check {__version__}"), NOTICE.of(notice(checklist))]
        self._caveat = list(caveat(statements_for(edition.catalogue)))

    def head(self) -> str:
        """Return nothing: every line is complete in itself."""
        return ""

    def case(self, row: Screened) -> str:
        """Return a case; one of which a row could not be read is still in progress."""
        response = {
            "resourceType": "QuestionnaireResponse",
            "extension": [*self._about, *map(LOST.of, row.rejected_lines)],
            "questionnaire": self._form,
            "status": "in-progress" if row.rejected_lines else "completed",
            "item": list(self._items(row)),
        }
        name = uuid5(OURS, msgspec.json.encode(response).decode())
        entry = {"fullUrl": f"urn:uuid:{name}", "resource": response}
        bundle = {"resourceType": "Bundle", "type": "collection", "entry": [entry]}
        return f"{spaced(msgspec.json.encode(bundle).decode())}\n"

    def cases(self, clean: "Clean", cuts: Sequence[int]) -> list[bytes]:
        """Return many cases in pieces, cut before the cases at `cuts`."""
        return one_by_one(self, clean, cuts)

    def tail(self, figures: Figures) -> str:  # noqa: ARG002 - part of the protocol
        """Return nothing: every line is complete in itself."""
        return ""

    def _items(self, row: Screened) -> Iterator[dict[str, Any]]:
        yield from answered(self._catalogue, row.case_ref, row.answers)
        yield from self._caveat
