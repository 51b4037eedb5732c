"""FHIR: a question an indicator, danger first, the caveat last, nothing lost and nobody named."""

import json
from typing import Any

import pytest
from fhirs import DEFINITIONS, OURS, Json, by_link, extension, form_of, items, response_of, taken
from hypothesis import given, settings
from hypothesis import strategies as st
from smalltown import FULL, SMALL
from xlsforms import HOSTILE, MARKS

from cse_check.fhir.terms import definitions
from cse_check.model import Answer, Basis, Manner, Response, Role, When
from cse_check.narrative import FIELDS, Narrative
from cse_check.record import dump, load
from cse_check.render.fhir.questionnaire import canonical
from cse_check.screening import screen, statements_for
from examples import AREAS, PROJECT, TODAY, bundled, edition

each_area = pytest.mark.parametrize("area", AREAS)


@each_area
def test_every_indicator_is_a_question_in_the_group_of_its_category(area: str) -> None:
    catalogue = bundled(area).catalogue
    form = form_of(bundled(area))
    groups = {each["linkId"]: each for each in form["item"]}
    for category in catalogue.categories:
        asked = [each for each in groups[category.id]["item"] if each["type"] == "choice"]
        assert [each["linkId"] for each in asked] == [each.id for each in category.indicators]
        for item, indicator in zip(asked, category.indicators, strict=True):
            assert item["text"] == indicator.text
            codes = [each["valueCoding"]["code"] for each in item["answerOption"]]
            assert codes == [each.value for each in Answer]
            assert extension(item, "urgent") is (True if indicator.urgent else None)
            assert extension(item, "wording")["text"] == indicator.source_text
            helps = [each["text"] for each in item["item"] if each["type"] == "display"]
            assert (indicator.note in helps) is bool(indicator.note)


@each_area
@pytest.mark.parametrize("role", Role)
def test_danger_and_the_numbers_come_first_and_the_caveat_last(area: str, role: Role) -> None:
    catalogue = bundled(area).catalogue
    says = statements_for(catalogue)
    danger, numbers, *_, contacts, _, _, caveat = form_of(bundled(area), role)["item"]
    assert danger["text"] == says.immediate_danger
    assert caveat["text"] == says.caveat
    assert [each["text"] for each in caveat["item"]] == [says.caveat_more, says.caveat_source]
    for group in (numbers, contacts):
        shown = "\n".join(each["text"] for each in group["item"])
        for contact in catalogue.contacts:
            there = f"{contact.number}: {contact.team}" in shown
            assert there is (contact in catalogue.contacts_for(role))


@each_area
def test_where_it_comes_from_is_said_by_its_own_elements(area: str) -> None:
    of = bundled(area)
    form = form_of(of)
    related = [each["valueRelatedArtifact"] for each in form["extension"]]
    assert [each["type"] for each in related] == ["derived-from"] * len(of.catalogue.sources)
    for source, each in zip(of.catalogue.sources, related, strict=True):
        assert each["display"] == f"{source.named} ({source.printed_date})"
        assert each.get("url") == source.url
    assert form["identifier"][0]["value"] == of.sha256
    assert form["version"].startswith(f"{of.catalogue.revision}-{of.sha256[:12]}-")
    assert form["url"] == f"{OURS}/Questionnaire/{area}"


@each_area
def test_a_yes_to_something_urgent_shows_whom_to_ring_now(area: str) -> None:
    found = by_link(form_of(bundled(area)))
    for indicator in bundled(area).catalogue.indicators:
        now = found.get(f"{indicator.id}/now")
        assert bool(now) is indicator.urgent
        if now:
            assert now["text"] == "If a child is in immediate danger, ring 999 now."
            assert now["enableWhen"][0]["answerCoding"]["code"] == "yes"
            assert not any("Older sources" in each["text"] for each in now["item"])


def names_in(of: Any) -> set[str]:
    """Return the name of every element."""
    if isinstance(of, dict):
        return set(of).union(*map(names_in, of.values()))
    return set().union(*map(names_in, of)) if isinstance(of, list) else set()


def test_nobody_is_named() -> None:
    for resource in (form_of(SMALL), response_of(FULL)):
        assert not names_in(resource) & {"subject", "subjectType", "author", "source", "encounter"}


def test_texts_are_texts_whatever_they_look_like() -> None:
    assert by_link(form_of(HOSTILE))["school.truanting"]["text"] == MARKS


@pytest.mark.parametrize("file", ["record_older.json", "record_newer.json"])
def test_nothing_of_a_record_is_lost(file: str) -> None:
    data = (PROJECT / "examples" / file).read_bytes()
    screening = load(data, file)
    response = response_of(screening)
    found = taken(response, screening.edition)
    assert found.answers == screening.answers
    assert found.narrative == screening.narrative
    assert found.case_ref == screening.case_ref
    assert response["authored"] == screening.screened_on.isoformat()
    assert extension(response, "supersedes") == screening.supersedes
    assert extension(response, "role") == screening.role.value
    assert extension(response, "made-with") == f"cse-check {screening.tool_version}"
    inside = response["contained"][0]
    assert response["questionnaire"] == f"#{inside['id']}"
    assert inside["identifier"][0]["value"] == screening.edition.sha256


IDS = tuple(each.id for each in SMALL.catalogue.indicators)
LETTERS = st.characters(categories=["L", "N", "P", "S"]) | st.just(" ")
TEXTS = st.text(LETTERS, min_size=1, max_size=30).filter(str.strip)
RESPONSES = st.builds(
    Response,
    st.none() | st.sampled_from(Answer),
    st.none() | st.sampled_from(When),
    st.none() | st.sampled_from(Basis),
    st.none() | TEXTS,
) | st.just(Response(Answer.NO, note="Asked.", given=Manner.REST))
NARRATIVES = st.builds(Narrative, **{field.name: st.none() | TEXTS for field in FIELDS})


@settings(max_examples=30)
@given(st.dictionaries(st.sampled_from(IDS), RESPONSES), NARRATIVES, st.none() | st.just("EX-7"))
def test_whatever_is_said_can_be_read_back(
    answers: dict[str, Response], narrative: Narrative, case_ref: str | None
) -> None:
    screening = screen(SMALL, answers, screened_on=TODAY, case_ref=case_ref, narrative=narrative)
    response = response_of(load(dump(screening).encode(), "r.json"))
    found = taken(response, SMALL)
    assert found.answers == {each: said for each, said in answers.items() if said != Response()}
    assert (found.case_ref, found.narrative) == (case_ref, narrative)


def test_a_space_that_fhir_does_not_know_is_a_plain_one() -> None:
    note = "Two\u00a0o'clock,\u2003by\u3000the gate"
    answers = {"home.late": Response(Answer.YES, note=note)}
    found = taken(response_of(screen(SMALL, answers, screened_on=TODAY)), SMALL)
    assert found.answers["home.late"].note == "Two o'clock, by the gate"


def test_a_note_without_an_answer_is_no_answer_and_has_a_place_of_its_own() -> None:
    answers = {"home.late": Response(note="Ask her teacher.", when=When.PAST)}
    response = response_of(screen(SMALL, answers, screened_on=TODAY))
    item = by_link(response)["home.late"]
    assert "answer" not in item
    assert "item" not in item
    assert extension(item, "without-answer") == {"note": "Ask her teacher.", "when": "past"}


def test_no_to_the_rest_is_kept_as_given_so() -> None:
    rest, itself = Response(Answer.NO, given=Manner.REST), Response(Answer.NO)
    answers = {"home.late": rest, "home.away": itself}
    found = by_link(response_of(screen(SMALL, answers, screened_on=TODAY)))
    assert extension(found["home.late"], "given") == "rest"
    assert extension(found["home.away"], "given") is None


def test_a_record_that_supersedes_another_is_an_amended_response() -> None:
    assert response_of(FULL)["status"] == "completed"
    amended = screen(SMALL, {}, screened_on=TODAY, supersedes="a" * 64)
    assert response_of(amended)["status"] == "amended"


def test_what_is_left_unanswered_is_not_there_and_the_caveat_is() -> None:
    response = response_of(screen(SMALL, {}, screened_on=TODAY))
    assert [each["linkId"] for each in response["item"]] == ["_danger", "_caveat"]
    assert (
        response["item"][1]["text"] == "Absence of indicators does not mean that a child is safe."
    )


def test_a_form_and_its_responses_call_each_other_by_address_and_version() -> None:
    form = form_of(edition())
    assert canonical(form) == f"{OURS}/Questionnaire/exampleshire|{form['version']}"


def test_every_link_of_a_response_is_one_of_its_form() -> None:
    response = response_of(FULL)
    asked = {each["linkId"] for each in items(response["contained"][0])}
    assert {each["linkId"] for each in items(response)} <= asked


def test_the_definitions_that_people_are_given_are_those_of_the_code() -> None:
    given: Json = json.loads(DEFINITIONS.read_text(encoding="utf-8"))
    assert given == definitions()
