"""What a Questionnaire made of a catalogue is called, and its items.

Every id of a catalogue is a `linkId`; what is the form's own begins with an underscore, or has a
slash in it, which no id has.
"""

from typing import Final

from cse_check.fhir.terms import BASE, BASIS, WHEN, Codes

CASE: Final = "_case-ref"
NARRATIVE: Final = "_narrative"
DETAILS: Final = {"when": "When", "basis": "How it is known", "note": "Note"}
"""What is asked of an answer besides, by the name that comes after its question's `linkId`."""
CODED: Final[dict[str, Codes]] = {"when": WHEN, "basis": BASIS}


def form_url(area: str) -> str:
    """Return what the Questionnaire of an area is called by."""
    return f"{BASE}/Questionnaire/{area}"


def said_link(name: str) -> str:
    """Return the `linkId` of something that is said."""
    return f"_{name}"


def detail_link(question: str, name: str) -> str:
    """Return the `linkId` of what is asked of an answer besides."""
    return f"{question}/{name}"


def field_link(name: str) -> str:
    """Return the `linkId` of a text of the narrative."""
    return f"{NARRATIVE}/{name}"
