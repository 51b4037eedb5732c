"""FHIR as tests look at it: every item, and what is taken from a response."""

import json
from collections.abc import Iterator
from typing import Any

from cse_check.answers import Filled, load
from cse_check.model import Role
from cse_check.render.fhir import form, response
from cse_check.screening import Screening
from examples import PROJECT

Json = dict[str, Any]
OURS = "https://cse-check.invalid/fhir"
DEFINITIONS = PROJECT / "docs" / "fhir-definitions.json"


def form_of(edition: Any, role: Role = Role.PROFESSIONAL) -> Json:
    """Return an edition's Questionnaire."""
    made: Json = json.loads(form(edition, role))
    return made


def response_of(screening: Screening) -> Json:
    """Return a screening's QuestionnaireResponse."""
    made: Json = json.loads(response(screening))
    return made


def items(of: Json) -> Iterator[Json]:
    """Yield every item of a form or a response, those in answers too."""
    for each in of.get("item", ()):
        yield each
        yield from items(each)
        for answer in each.get("answer", ()):
            yield from items(answer)


def by_link(of: Json) -> dict[str, Json]:
    """Return every item by its link."""
    return {each["linkId"]: each for each in items(of)}


def extension(of: Json, name: str) -> Any:
    """Return the value of one of our extensions, or of its parts by their names; None if not."""
    for each in of.get("extension", ()):
        if each["url"] == f"{OURS}/StructureDefinition/{name}":
            parts = each.get("extension")
            return {part["url"]: _value(part) for part in parts} if parts else _value(each)
    return None


def _value(of: Json) -> Any:
    (value,) = (value for name, value in of.items() if name.startswith("value"))
    return value


def taken(of: Json, edition: Any) -> Filled:
    """Return what the program takes from a response as from an answers file."""
    return load(json.dumps(of).encode(), "response.json", edition.catalogue)
