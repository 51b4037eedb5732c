"""What was answered as a QuestionnaireResponse: nothing of it is lost, and nobody is named."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from cse_check.fhir.links import (
    CASE,
    CODED,
    DETAILS,
    NARRATIVE,
    detail_link,
    field_link,
    said_link,
)
from cse_check.fhir.terms import ANSWERS, GIVEN, MADE_WITH, ROLE, SUPERSEDES, UNANSWERED
from cse_check.model import Catalogue, Indicator, Response
from cse_check.narrative import Narrative, given
from cse_check.render.fhir.questionnaire import OWN_WORDS, questionnaire
from cse_check.render.form import REFERENCE
from cse_check.render.summary import category_name
from cse_check.screening import Screening, Statements, statements_for

Item = dict[str, Any]

INSIDE: Final = "questionnaire"
"""The id of the Questionnaire that a response has inside it."""


def of_screening(screening: Screening) -> dict[str, Any]:
    """Return the response of a screening, with the Questionnaire of its record inside."""
    version = screening.tool_version
    form = questionnaire(screening.edition, screening.role, version=version)
    extensions = [
        ROLE.of(screening.role.value),
        MADE_WITH.of(f"cse-check {version}"),
        *([SUPERSEDES.of(screening.supersedes)] if screening.supersedes else []),
    ]
    return {
        "resourceType": "QuestionnaireResponse",
        "contained": [{**form, "id": INSIDE}],
        "extension": extensions,
        "questionnaire": f"#{INSIDE}",
        "status": "amended" if screening.supersedes else "completed",
        "authored": screening.screened_on.isoformat(),
        "item": [
            *answered(screening.edition.catalogue, screening.case_ref, screening.answers),
            *_narrative(screening.narrative),
            *caveat(screening.says),
        ],
    }


def answered(
    catalogue: Catalogue, case_ref: str | None, answers: Mapping[str, Response]
) -> Iterator[Item]:
    """Yield what is said first, the case reference, and the groups in which something was said."""
    says = statements_for(catalogue)
    yield {"linkId": said_link("danger"), "text": says.immediate_danger}
    if case_ref is not None:
        yield {"linkId": CASE, "text": REFERENCE, "answer": [{"valueString": case_ref}]}
    for category in catalogue.categories:
        inside = [
            _question(each, answers[each.id]) for each in category.indicators if each.id in answers
        ]
        if inside:
            yield {"linkId": category.id, "text": category_name(category), "item": inside}


def caveat(says: Statements) -> Iterator[Item]:
    """Yield the caveat, which every response has."""
    yield {"linkId": said_link("caveat"), "text": says.caveat}


def _question(indicator: Indicator, said: Response) -> Item:
    item: Item = {"linkId": indicator.id, "text": indicator.text}
    details = {"when": said.when, "basis": said.basis, "note": said.note}
    told = {name: value for name, value in details.items() if value is not None}
    extensions = [GIVEN.of(said.given.value)] if said.given else []
    if said.answer is None:
        extensions += [UNANSWERED.with_parts(**_order(told))] if told else []
    else:
        held: Item = {"valueCoding": ANSWERS.coding(said.answer)}
        if told:
            held["item"] = [_detail(indicator.id, name, value) for name, value in told.items()]
        item["answer"] = [held]
    return {"extension": extensions, **item} if extensions else item


def _order(told: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(told[name]) for name in ("note", "when", "basis") if name in told}


def _detail(link: str, name: str, value: Any) -> Item:
    codes = CODED.get(name)
    held = {"valueCoding": codes.coding(value)} if codes else {"valueString": value}
    return {"linkId": detail_link(link, name), "text": DETAILS[name], "answer": [held]}


def _narrative(narrative: Narrative) -> Iterator[Item]:
    fields = [
        {
            "linkId": field_link(field.name),
            "text": field.heading,
            "answer": [{"valueString": text}],
        }
        for field, text in given(narrative)
    ]
    if fields:
        yield {"linkId": NARRATIVE, "text": OWN_WORDS, "item": fields}
