"""A checklist and what was answered as FHIR R4: Questionnaire and QuestionnaireResponse.

Nobody is named: there is no `subject`, and a case is known by its pseudonym alone.
"""

from typing import Any

import msgspec

from cse_check.fhir.terms import spaced
from cse_check.model import Edition, Role
from cse_check.render.fhir.questionnaire import questionnaire
from cse_check.render.fhir.response import of_screening
from cse_check.screening import Screening


def form(edition: Edition, role: Role) -> str:
    """Return the checklist of an area as a Questionnaire, with the numbers for a role."""
    return _written(questionnaire(edition, role))


def response(screening: Screening) -> str:
    """Return a screening as a QuestionnaireResponse, with its wording and numbers inside."""
    return _written(of_screening(screening))


def _written(resource: dict[str, Any]) -> str:
    return spaced(msgspec.json.format(msgspec.json.encode(resource), indent=2).decode()) + "\n"
