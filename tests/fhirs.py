"""FHIR as tests look at it: every item, and a screening read back from a response."""

import json
from collections.abc import Iterator
from typing import Any

from cse_check.model import Answer, Basis, Manner, Response, Role, When
from cse_check.narrative import Narrative
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


def said(of: Json) -> tuple[str | None, dict[str, Response], Narrative]:
    """Read back what a response says: the reference, every answer, and the narrative."""
    found = by_link(of)
    case = found.get("_case-ref")
    answers = {link: _response(each, found) for link, each in found.items() if _is_question(link)}
    narrative = {
        link.removeprefix("_narrative/"): each["answer"][0]["valueString"]
        for link, each in found.items()
        if link.startswith("_narrative/")
    }
    return (case["answer"][0]["valueString"] if case else None), answers, Narrative(**narrative)


def _is_question(link: str) -> bool:
    return "." in link and "/" not in link and not link.startswith("_")


def _code(value: Any) -> str:
    return str(value["code"] if isinstance(value, dict) else value)


def _response(item: Json, found: dict[str, Json]) -> Response:
    given = extension(item, "given")
    apart = extension(item, "without-answer") or {}
    told = {
        name: _value(found[f"{item['linkId']}/{name}"]["answer"][0])
        for name in ("when", "basis", "note")
        if f"{item['linkId']}/{name}" in found
    }
    codes = {name: _code(value) for name, value in told.items()} | apart
    answer = item["answer"][0]["valueCoding"]["code"] if "answer" in item else None
    return Response(
        answer and Answer(answer),
        codes.get("when") and When(codes["when"]),
        codes.get("basis") and Basis(codes["basis"]),
        codes.get("note"),
        given and Manner(given),
    )
