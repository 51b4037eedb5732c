"""A response that was filled in elsewhere: nothing in it is lost, guessed or another child's."""

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from fhirs import OURS, Json, by_link, form_of, response_of, taken
from shells import Program
from smalltown import FULL, SMALL

from cse_check.errors import InvalidFileError
from cse_check.model import Answer, Basis, Manner, Response, When
from cse_check.record import dump
from cse_check.screening import screen
from examples import TODAY, bundled

Change = Callable[[Json], Any]


def refused(change: Change) -> list[str]:
    """Return what is wrong with a response that was changed."""
    response = deepcopy(response_of(FULL))
    change(response)
    with pytest.raises(InvalidFileError) as error:
        taken(response, SMALL)
    return [f"{fault.path}: {fault.message}".removeprefix(": ") for fault in error.value.faults]


def answer_of(response: Json, link: str) -> Json:
    """Return the answer of an item."""
    found: Json = by_link(response)[link]["answer"][0]
    return found


FORM = f"{OURS}/Questionnaire"
OTHERS: dict[str, tuple[Change, str]] = {
    "of another kind": (
        lambda of: of.update(resourceType="Questionnaire"),
        "is a resource of FHIR, but not a QuestionnaireResponse",
    ),
    "entered in error": (
        lambda of: of.update(status="entered-in-error"),
        "is a QuestionnaireResponse that was entered in error, by its own account",
    ),
    "of no status": (
        lambda of: of.pop("status"),
        "does not say whether it is completed, or has a status that FHIR has not",
    ),
    "of a status that is none": (
        lambda of: of.update(status="final"),
        "does not say whether it is completed, or has a status that FHIR has not",
    ),
    "of rules that nobody knows": (
        lambda of: of.update(implicitRules="https://example.org/rules"),
        "has implicitRules, which may change what it means, and are not known here",
    ),
    "of another meaning": (
        lambda of: of.update(modifierExtension=[{"url": "https://example.org/not"}]),
        "has a modifierExtension, which may change what it means, and is not known here",
    ),
    "of no form": (
        lambda of: of.pop("questionnaire"),
        "does not say which Questionnaire it answers, so that nobody knows what was asked",
    ),
    "a Bundle": (
        lambda of: of.update(resourceType="Bundle"),
        "is a Bundle: each QuestionnaireResponse in it has to be taken by itself",
    ),
    "of a form that is somebody": (
        lambda of: of["contained"][0].update(resourceType="Patient"),
        "does not say which Questionnaire it answers, so that nobody knows what was asked",
    ),
    "of two forms": (
        lambda of: of["contained"].append(of["contained"][0]),
        "does not say which Questionnaire it answers, so that nobody knows what was asked",
    ),
    "of a form that is not there": (
        lambda of: of.update(questionnaire="#other"),
        "does not say which Questionnaire it answers, so that nobody knows what was asked",
    ),
    "of another area": (
        lambda of: of.update(questionnaire=f"{FORM}/leeds|2026"),
        "answers the checklist of leeds, not the checklist of smalltown",
    ),
    "of another form": (
        lambda of: of.update(questionnaire="https://example.org/Questionnaire/Jo-Bloggs"),
        "answers another Questionnaire, not the checklist of smalltown",
    ),
}


@pytest.mark.parametrize(("change", "message"), OTHERS.values(), ids=OTHERS)
def test_what_answers_something_else_is_refused(change: Change, message: str) -> None:
    assert refused(change) == [message]


def put(link: str, **answer: Any) -> Change:
    """Return what gives an item this answer."""
    return lambda of: by_link(of)[link].update(answer=[answer])


def coding(code: str, system: str = "answer") -> Json:
    return {"system": f"{OURS}/CodeSystem/{system}", "code": code}


SELF = {"linkId": "school.absent", "answer": [{"valueCoding": coding("yes")}]}


def unanswered(of: Json) -> Json:
    """Return a question without an answer."""
    item = by_link(of)["home.late"]
    item.pop("answer")
    return item


def apart(*parts: Json) -> Json:
    return {"url": f"{OURS}/StructureDefinition/without-answer", "extension": [*parts]}


CODES = "is not answered with one of yes, no, not-known, as a valueCoding of " + OURS
ODD: dict[str, tuple[Change, str]] = {
    "no code of ours": (put("home.late", valueCoding=coding("maybe")), CODES),
    "another system": (
        put("home.late", valueCoding={"system": "http://loinc.org", "code": "no"}),
        CODES,
    ),
    "no system": (put("home.late", valueCoding={"code": "no"}), CODES),
    "a word": (put("home.late", valueString="no"), CODES),
    "a truth": (put("home.late", valueBoolean=False), CODES),
    "nothing": (put("home.late"), CODES),
    "an answer and another": (
        put("home.late", valueCoding=coding("yes"), valueString="no"),
        "has several values, and only one can be the answer",
    ),
    "an item of another meaning": (
        lambda of: by_link(of)["home.late"].update(modifierExtension=[{"url": "x:not"}]),
        "has a modifierExtension, which may change what it means, and is not known here",
    ),
    "an answer of another meaning": (
        lambda of: answer_of(of, "home.late").update(modifierExtension=[{"url": "x:not"}]),
        "has a modifierExtension, which may change what it means, and is not known here",
    ),
    "a part that is none of ours": (
        lambda of: by_link(of)["home.late"].update(
            extension=[apart({"url": "who", "valueString": "Jo Bloggs"})]
        ),
        "is no part of what is said of a question without an answer",
    ),
    "a part without a value": (
        lambda of: by_link(of)["home.late"].update(
            extension=[apart({"url": "note", "valueInteger": 4})]
        ),
        "is no part of what is said of a question without an answer",
    ),
    "given without a code": (
        lambda of: by_link(of)["home.late"].update(
            extension=[{"url": f"{OURS}/StructureDefinition/given", "valueString": "rest"}]
        ),
        "does not say how the answer was given (valueCode, once)",
    ),
    "an answer in a text": (
        lambda of: of["item"].append(
            {"linkId": "_narrative/worry", "answer": [{"valueString": "x", "item": [SELF]}]}
        ),
        "'school.absent' is answered where nothing is asked",
    ),
    "an answer in a text without one": (
        lambda of: of["item"].append({"linkId": "_narrative/decision", "item": [SELF]}),
        "'school.absent' is answered where nothing is asked",
    ),
    "an answer in the reference": (
        lambda of: answer_of(of, "_case-ref").update(item=[SELF]),
        "'school.absent' is answered where nothing is asked",
    ),
    "an answer in a note": (
        lambda of: answer_of(of, "home.late/note").update(item=[SELF]),
        "'school.absent' is answered where nothing is asked",
    ),
    "a note outside": (
        lambda of: of["item"].append(
            {"linkId": "school.absent/note", "answer": [{"valueString": "x"}]}
        ),
        "this is answered outside its question",
    ),
    "what is said of a group": (
        lambda of: of["item"].append(
            {"linkId": "home", "extension": [apart({"url": "note", "valueString": "x"})]}
        ),
        "says something of a question, and stands where there is none",
    ),
    "what is said of an answer": (
        lambda of: answer_of(of, "home.late").update(
            extension=[apart({"url": "note", "valueString": "x"})]
        ),
        "says something of a question, and stands where there is none",
    ),
    "another note beside": (
        lambda of: by_link(of)["home.late"].update(
            extension=[apart({"url": "note", "valueString": "x"})]
        ),
        "says nothing, or of a question that has an answer",
    ),
    "two notes apart": (
        lambda of: unanswered(of).update(
            extension=[apart(*[{"url": "note", "valueString": each} for each in "ab"])]
        ),
        "is no part of what is said of a question without an answer, or was there before",
    ),
    "a code that is a text": (
        lambda of: unanswered(of).update(extension=[apart({"url": "when", "valueString": "past"})]),
        "is no part of what is said of a question without an answer, or was there before",
    ),
    "nothing apart": (
        lambda of: unanswered(of).update(extension=[apart()]),
        "says nothing, or of a question that has an answer",
    ),
    "a question called as the texts are": (
        lambda of: of["item"].append({**SELF, "linkId": "narrative"}),
        "'narrative' is answered outside its question",
    ),
    "other words inside": (
        lambda of: (
            by_link(of)["home.late"].pop("text"),
            by_link(of["contained"][0])["home.late"].update(text="Never comes home late"),
        ),
        "'home.late' was asked in other words than smalltown has",
    ),
    "a form of another meaning": (
        lambda of: by_link(of["contained"][0])["home.late"].update(
            modifierExtension=[{"url": "x:not"}]
        ),
        "has a modifierExtension, which may change what it means, and is not known here",
    ),
    "a form of other rules": (
        lambda of: of["contained"][0].update(implicitRules="x:rules"),
        "has implicitRules, which may change what it means, and are not known here",
    ),
    "a misnamed answer": (
        lambda of: by_link(of)["home.late"].update(answers=by_link(of)["home.late"].pop("answer")),
        "'answers' is no element that FHIR R4 has here",
    ),
    "an answer that is none": (
        lambda of: by_link(of)["home.late"].update(by_link(of)["home.late"].pop("answer")[0]),
        "this is no element that FHIR R4 has here",
    ),
    "misnamed items": (
        lambda of: of.update(items=of.pop("item")),
        "'items' is no element that FHIR R4 has here",
    ),
    "a word for another code": (
        put("home.late", valueCoding=coding("no") | {"display": "yes"}),
        "has a code and a display that say different things",
    ),
    "two answers": (
        lambda of: by_link(of)["home.late"]["answer"].append({"valueCoding": coding("no")}),
        "is a second answer to one question",
    ),
    "twice": (
        lambda of: of["item"].append(deepcopy(by_link(of)["home.late"])),
        "'home.late' is answered twice",
    ),
    "not asked": (
        lambda of: of["item"].append(
            {"linkId": "home.ate", "answer": [{"valueCoding": coding("yes")}]}
        ),
        "'home.ate' is not an indicator of smalltown; did you mean 'home.late' (Comes home late)?",
    ),
    "other words": (
        lambda of: by_link(of)["home.late"].update(text="Comes home early"),
        "'home.late' was asked in other words than smalltown has",
    ),
    "no link": (
        lambda of: by_link(of)["home.late"].pop("linkId"),
        "is an item without a linkId",
    ),
    "no list": (
        lambda of: of.update(item=of["item"][2]),
        "is not as FHIR has item: a list of elements",
    ),
    "no elements": (
        lambda of: of["item"].append("home.late: yes"),
        "is not as FHIR has item: a list of elements",
    ),
    "another detail": (
        lambda of: by_link(of)["home.late/note"].update(linkId="home.late/sex"),
        "this is no part of this question, or was there before",
    ),
    "a detail that is no code": (
        put("home.late/when", valueCoding=coding("later", "when")),
        "is not answered with one of current, past, as a valueCoding of",
    ),
    "a note that is no text": (
        put("home.late/note", valueInteger=4),
        "is not answered with a text (valueString)",
    ),
    "a name": (put("_case-ref", valueString="Jo Bloggs"), "is not a case reference"),
    "two names": (
        lambda of: of["item"].append({"linkId": "_case-ref", "answer": [{"valueString": "SMT-8"}]}),
        "is a second case reference",
    ),
    "another field": (
        lambda of: of["item"].append(
            {"linkId": "_narrative/name", "answer": [{"valueString": "Jo Bloggs"}]}
        ),
        "narrative: 'name' is not a known name here",
    ),
    "rest of a yes": (
        lambda of: by_link(of)["home.hurt"].update(
            extension=[{"url": f"{OURS}/StructureDefinition/given", "valueCode": "rest"}]
        ),
        "home.hurt.given: is only ever said of a no",
    ),
}


@pytest.mark.parametrize(("change", "message"), ODD.values(), ids=ODD)
def test_what_is_not_an_answer_is_a_fault_and_never_left_out(change: Change, message: str) -> None:
    found = refused(change)
    assert any(message in each for each in found)
    assert not any("Bloggs" in each for each in found)


def test_all_faults_come_at_once_with_their_places() -> None:
    response = response_of(FULL)
    put("home.late", valueString="no")(response)
    put("home.hurt", valueString="no")(response)
    with pytest.raises(InvalidFileError) as error:
        taken(response, SMALL)
    assert len({(fault.line, fault.column) for fault in error.value.faults}) == 2


def test_what_people_a_response_names_is_never_looked_at() -> None:
    people = {"reference": "Patient/1", "display": "Jo Bloggs"}
    named = response_of(FULL) | {"subject": people, "author": people, "source": people}
    assert taken(named, SMALL) == taken(response_of(FULL), SMALL)


def test_a_form_that_puts_details_beside_the_answer_loses_none() -> None:
    response = response_of(FULL)
    item = by_link(response)["home.late"]
    item["item"] = item["answer"][0].pop("item")
    assert taken(response, SMALL).answers == FULL.answers


def test_a_response_names_its_form_by_address_and_version() -> None:
    response = response_of(FULL)
    form = response.pop("contained")[0]
    response["questionnaire"] = f"{form['url']}|{form['version']}"
    assert taken(response, SMALL) == taken(response_of(FULL), SMALL)


@pytest.mark.parametrize(
    ("change", "notice"),
    [
        (
            {"status": "in-progress"},
            "it is not finished, by its own account: what it leaves out",
        ),
        (
            {"questionnaire": f"{FORM}/smalltown|2026-10-02-abc"},
            "it answers the checklist as it was on 2 October 2026; that of today is of 1 November",
        ),
        ({"authored": "2026-11-20T09:00:00Z"}, "it was answered on 20 November 2026, by its own"),
        (
            {"authored": "2026-11-99"},
            "it was answered on no day that there is, by its own account.",
        ),
        ({"authored": "CANARY"}, "it was answered on no day that there is, by its own"),
        (
            {"questionnaire": f"{FORM}/smalltown|7"},
            "it answers a version of the checklist that cse-check has not made.",
        ),
        ({"status": "amended"}, "it amends an earlier one, which a new record does not name."),
    ],
)
def test_what_to_know_of_a_response_is_told(change: Json, notice: str) -> None:
    notices = taken(response_of(FULL) | change, SMALL).notices
    assert any(each.startswith(notice) for each in notices)


def test_no_more_is_taken_from_a_plain_answer_than_it_says() -> None:
    response = {
        "resourceType": "QuestionnaireResponse",
        "status": "completed",
        "questionnaire": f"{FORM}/smalltown",
        "item": [{"linkId": "school.absent", "answer": [{"valueCoding": coding("not-known")}]}],
    }
    found = taken(response, SMALL)
    assert found.answers == {"school.absent": Response(Answer.NOT_KNOWN)}
    assert found.case_ref is None
    assert found.notices == ("it does not say which version of the checklist it answers.",)


@pytest.mark.parametrize("without", [{}, {"answer": []}])
def test_an_item_without_an_answer_says_nothing(without: Json) -> None:
    response = response_of(FULL)
    item = by_link(response)["home.late"]
    item.pop("answer")
    item.update(without)
    expected = {each: said for each, said in FULL.answers.items() if each != "home.late"}
    assert taken(response, SMALL).answers == expected


def test_a_line_end_of_two_characters_is_a_line_end() -> None:
    response = response_of(FULL)
    put("home.late/note", valueString="one\r\ntwo")(response)
    response["text"] = {"status": "generated", "div": "<div>\r\n</div>"}
    assert taken(response, SMALL).answers["home.late"].note == "one\ntwo"


def test_what_the_longest_record_holds_comes_back() -> None:
    response = response_of(FULL)
    long = "a " * 2_000_000 + "b"
    put("home.late/note", valueString=long)(response)
    assert taken(response, SMALL).answers["home.late"].note == long


def test_extensions_of_others_may_stand_anywhere() -> None:
    response = response_of(FULL)
    other = {"url": "https://example.org/seen", "valueBoolean": True}
    for holder in (by_link(response)["home.late"], answer_of(response, "home.late"), response):
        holder.setdefault("extension", []).append(other)
    assert taken(response, SMALL) == taken(response_of(FULL), SMALL)


# The command


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


def written(program: Program, response: Json) -> str:
    (program.home / "response.json").write_text(json.dumps(response), encoding="utf-8")
    return "response.json"


def test_a_screening_takes_the_answers_and_the_case_of_a_response(program: Program) -> None:
    leeds = bundled("leeds")
    said = {
        "education.truanting": Response(Answer.YES, When.PAST, Basis.TOLD, "Twice."),
        "missing.comes-in-late": Response(Answer.NO, given=Manner.REST),
        "rewards.expensive-items": Response(note="Ask her teacher."),
    }
    screening = screen(leeds, said, screened_on=TODAY, case_ref="LDS-7")
    file = written(program, response_of(screening))
    take = ("screen", "--area", "leeds", "--answers", file)
    ran = program.run_inside(*take, "--output", "record.json")
    assert ran.code == 0
    assert "response.json: it was answered on 21 November 2026, by its own account." in ran.err
    record = json.loads((program.home / "record.json").read_text(encoding="utf-8"))
    again = json.loads(dump(screening))
    assert (record["case_ref"], record["answers"]) == ("LDS-7", again["answers"])
    same = program.run_inside(*take, "--case", "LDS-7")
    assert (same.code, "Case reference: LDS-7" in same.out) == (0, True)


def test_a_response_of_another_case_is_refused(program: Program) -> None:
    file = written(
        program, response_of(screen(bundled("leeds"), {}, screened_on=TODAY, case_ref="A-1"))
    )
    ran = program.run_inside("screen", "--area", "leeds", "--answers", file, "--case", "B-2")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines()[-2:] == [
        "This is case B-2, but the answers are of case A-1.",
        "--answers holds the answers of another case. Start a screening of that one.",
    ]


def test_a_response_is_no_record_and_it_is_said_what_can_be_done(program: Program) -> None:
    file = written(program, response_of(FULL))
    ran = program.run_inside("report", file)
    assert (ran.code, ran.err.strip()) == (
        3,
        "response.json:1:1: is a resource of FHIR, not a cse-check record: a new screening can "
        "take the answers of a QuestionnaireResponse",
    )


def test_a_form_has_no_answers(program: Program) -> None:
    file = written(program, form_of(bundled("leeds")))
    ran = program.run_inside("screen", "--area", "leeds", "--answers", file)
    assert (ran.code, "but not a QuestionnaireResponse" in ran.err) == (3, True)
