"""The codes and extensions that are ours, and their definitions.

Their addresses are names, and lead nowhere: `.invalid` belongs to nobody, so that nobody can put
anything there. `definitions` has what a server that wants to know them is given.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, Final, NamedTuple

from cse_check.model import Answer, Basis, Manner, When
from cse_check.screening import ANSWER_WORDS

BASE: Final = "https://cse-check.invalid/fhir"
R4: Final = "4.0.1"
CATEGORY: Final = "http://hl7.org/fhir/StructureDefinition/questionnaire-displayCategory"
CATEGORIES: Final = "http://hl7.org/fhir/questionnaire-display-category"
CONTROL: Final = "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl"
CONTROLS: Final = "http://hl7.org/fhir/questionnaire-item-control"
ORIENTATION: Final = "http://hl7.org/fhir/StructureDefinition/questionnaire-choiceOrientation"
REGEX: Final = "http://hl7.org/fhir/StructureDefinition/regex"
RELATED: Final = "http://hl7.org/fhir/StructureDefinition/artifact-relatedArtifact"
SPACE: Final = re.compile(r"[^\S \r\n\t]")
"""A space that no FHIR string may have, such as one that does not break: HL7's schema says so."""


def spaced(json: str) -> str:
    """Return JSON with a plain space for each that a string of FHIR cannot have."""
    return SPACE.sub(" ", json)


class Codes(NamedTuple):
    """A code system: its name, what it is about, and its codes with what they mean."""

    name: str
    about: str
    codes: dict[str, str]

    @property
    def url(self) -> str:
        """What it is called by."""
        return f"{BASE}/CodeSystem/{self.name}"

    def coding(self, code: StrEnum) -> dict[str, str]:
        """Return one of its codes, as a Coding."""
        return {"system": self.url, "code": code.value, "display": self.codes[code.value]}

    @property
    def options(self) -> list[dict[str, Any]]:
        """All of them, as the answers that a question has."""
        codings = (
            {"system": self.url, "code": code, "display": word} for code, word in self.codes.items()
        )
        return [{"valueCoding": coding} for coding in codings]


def _words(of: type[StrEnum]) -> dict[str, str]:
    return {each.value: each.value for each in of}


ANSWERS: Final = Codes(
    "answer",
    "The answer to an indicator. Without one it is unanswered, which is not no.",
    {each.value: ANSWER_WORDS[each] for each in Answer},
)
WHEN: Final = Codes(
    "when", "Whether it is happening now or happened before. Past harm counts.", _words(When)
)
BASIS: Final = Codes(
    "basis", "What an answer is based on; an opinion is labelled as one.", _words(Basis)
)
CODES: Final = (ANSWERS, WHEN, BASIS)


class Extension(NamedTuple):
    """An extension: its name, the type of its value (none: it has parts), where it stands."""

    name: str
    about: str
    value: str
    on: str
    parts: tuple[tuple[str, str], ...] = ()

    @property
    def url(self) -> str:
        """What it is called by."""
        return f"{BASE}/StructureDefinition/{self.name}"

    def of(self, value: object) -> dict[str, Any]:
        """Return it with this value."""
        return {"url": self.url, f"value{self.value[0].upper()}{self.value[1:]}": value}

    def with_parts(self, **values: object) -> dict[str, Any]:
        """Return it with those of its parts that have a value."""
        kinds = dict(self.parts)
        return {
            "url": self.url,
            "extension": [
                {"url": name, f"value{kinds[name][0].upper()}{kinds[name][1:]}": value}
                for name, value in values.items()
                if value is not None
            ],
        }


ITEM: Final = "Questionnaire.item"
ANSWERED: Final = "QuestionnaireResponse.item"
RESPONSE: Final = "QuestionnaireResponse"
URGENT: Final = Extension(
    "urgent",
    "That a yes may mean harm now. The label is cse-check's own, not the guide's.",
    "boolean",
    ITEM,
)
WORDING: Final = Extension(
    "wording",
    "The guide's own words that a question stands on, and which source has them.",
    "",
    ITEM,
    (("text", "string"), ("source", "string")),
)
GIVEN: Final = Extension(
    "given",
    f"How an answer was given, where it was not by itself: {Manner.REST.value} is no to the rest "
    "of a category.",
    "code",
    ANSWERED,
)
UNANSWERED: Final = Extension(
    "without-answer",
    "What was written down of a question that has no answer.",
    "",
    ANSWERED,
    (("note", "string"), ("when", "code"), ("basis", "code")),
)
ROLE: Final = Extension("role", "Whose numbers were shown.", "code", RESPONSE)
SUPERSEDES: Final = Extension(
    "supersedes", "The SHA-256 of the record that this one supersedes.", "string", RESPONSE
)
MADE_WITH: Final = Extension("made-with", "The program and its version.", "string", RESPONSE)
NOTICE: Final = Extension(
    "notice", "What a caseload's output is, and what it is not.", "string", RESPONSE
)
LOST: Final = Extension(
    "rejected-line",
    "The line of a row about the same case that could not be read: the case is incomplete.",
    "positiveInt",
    RESPONSE,
)
EXTENSIONS: Final = (
    URGENT, WORDING, GIVEN, UNANSWERED, ROLE, SUPERSEDES, MADE_WITH, NOTICE, LOST
)  # fmt: skip


def definitions() -> dict[str, Any]:
    """Return the definitions of all codes and extensions, as a Bundle."""
    resources = [*_code_resources(), *map(_structure, EXTENSIONS)]
    entries = [{"fullUrl": each["url"], "resource": each} for each in resources]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def _code_resources() -> Iterator[dict[str, Any]]:
    for codes in CODES:
        concepts = [{"code": code, "display": word} for code, word in codes.codes.items()]
        yield {
            **_head("CodeSystem", codes.name, codes.about),
            "caseSensitive": True,
            "valueSet": f"{BASE}/ValueSet/{codes.name}",
            "content": "complete",
            "count": len(concepts),
            "concept": concepts,
        }
        yield {
            **_head("ValueSet", codes.name, codes.about),
            "compose": {"include": [{"system": codes.url}]},
        }


def _head(kind: str, name: str, about: str) -> dict[str, Any]:
    return {
        "resourceType": kind,
        "id": name,
        "url": f"{BASE}/{kind}/{name}",
        "name": "".join(part.capitalize() for part in ("cse", "check", *name.split("-"))),
        "status": "active",
        "description": about,
    }


def _structure(extension: Extension) -> dict[str, Any]:
    parts = [element for part in extension.parts for element in _part(*part)]
    value = {"id": "Extension.value[x]", "path": "Extension.value[x]"}
    if extension.parts:
        told = [*parts, _url("Extension", extension.url), {**value, "max": "0"}]
    else:
        held = {**value, "min": 1, "type": [{"code": extension.value}]}
        told = [_url("Extension", extension.url), held]
    return {
        **_head("StructureDefinition", extension.name, extension.about),
        "fhirVersion": R4,
        "kind": "complex-type",
        "abstract": False,
        "context": [{"type": "element", "expression": extension.on}],
        "type": "Extension",
        "baseDefinition": "http://hl7.org/fhir/StructureDefinition/Extension",
        "derivation": "constraint",
        "differential": {"element": [{"id": "Extension", "path": "Extension"}, *told]},
    }


def _part(name: str, kind: str) -> Iterator[dict[str, Any]]:
    at = f"Extension.extension:{name}"
    yield {"id": at, "path": "Extension.extension", "sliceName": name, "max": "1"}
    yield _url(at, name)
    yield {
        "id": f"{at}.value[x]",
        "path": "Extension.extension.value[x]",
        "min": 1,
        "type": [{"code": kind}],
    }


def _url(at: str, url: str) -> dict[str, Any]:
    path = "Extension.extension.url" if ":" in at else "Extension.url"
    return {"id": f"{at}.url", "path": path, "fixedUri": url}
