"""What others make of our FHIR: HL7's schema, medplum's validator, fhirpath and LHC-Forms."""

import json
import subprocess
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import Any

import pytest
from caseloads import caseload
from chromium import CHROMIUM, driven
from fhirs import Json, by_link, form_of, items, response_of, taken
from jsonschema import Draft6Validator
from judges import FHIR, NODE, needs, needs_fhir, needs_node
from msgspec.structs import replace
from serving import ADDRESS, serve
from smalltown import FULL, SMALL
from xlsforms import HOSTILE, MARKS

from cse_check.batch.rows import Checklist, Screened
from cse_check.fhir.terms import definitions
from cse_check.model import Answer, Edition, Response, Role
from cse_check.render.caseload import row_format
from cse_check.screening import screen
from examples import AREAS, TODAY, bundled, edition

pytestmark = [pytest.mark.slow, needs_fhir]
SCHEMA = FHIR / "@medplum" / "definitions" / "dist" / "fhir" / "r4" / "fhir.schema.json"


def bundles() -> list[Json]:
    """Return the Bundles of two cases, of which one has a row that could not be read."""
    lines = "EX-1,yes,no,unknown", "EX-2,no,,", "EX-2,maybe,,"
    text = "\n".join(("case_ref,school.truanting,school.excluded,health.self-harm", *lines))
    rows = list(caseload(f"{text}\n", rows="many"))
    write = row_format("fhir", Checklist(edition()))
    return [json.loads(write.case(row)) for row in rows if isinstance(row, Screened)]


def broken_address() -> Edition:
    """Return a catalogue with addresses that no browser takes."""
    broken = "https://a.example/ring us\u00a0now"
    sources = tuple(replace(each, url=broken) for each in SMALL.catalogue.sources)
    return Edition(replace(SMALL.catalogue, sources=sources), SMALL.sha256)


def resources() -> dict[str, Json]:
    """Return one of everything that we make."""
    note = {"home.late": Response(note="Ask\u00a0her\u2003teacher.")}
    return {
        **{f"form {area}": form_of(bundled(area)) for area in AREAS},
        "form for the public": form_of(SMALL, Role.PUBLIC),
        "form hostile": form_of(HOSTILE),
        "form with an address in two lines": form_of(broken_address()),
        "response": response_of(FULL),
        "response without an answer": response_of(screen(SMALL, note, screened_on=TODAY)),
        **{f"bundle {place}": each for place, each in enumerate(bundles())},
        "definitions": definitions(),
        **{each["fullUrl"]: each["resource"] for each in definitions()["entry"]},
    }


def broken() -> dict[str, Json]:
    """Return resources with a mistake each, which a judge has to find."""
    type_, status, twice = form_of(SMALL), response_of(FULL), form_of(SMALL)
    type_["item"][4]["item"][0]["type"] = "chioce"
    status["status"] = "done"
    twice["item"][1]["linkId"] = twice["item"][0]["linkId"]
    return {"type": type_, "status": status, "twice": twice}


@cache
def hl7() -> Any:
    return json.loads(SCHEMA.read_text(encoding="utf-8"))["definitions"]


def by_schema(resource: Json) -> list[str]:
    """Return what HL7's schema finds in a resource."""
    kind = {"$ref": f"#/definitions/{resource['resourceType']}", "definitions": hl7()}
    return [each.message for each in Draft6Validator(kind).iter_errors(resource)]


@pytest.mark.parametrize("name", resources())
def test_hl7_s_schema_finds_nothing(name: str) -> None:
    assert by_schema(resources()[name]) == []


@pytest.mark.parametrize("name", ["type", "status"])
def test_hl7_s_schema_does_find_mistakes(name: str) -> None:
    assert by_schema(broken()[name])


def by_medplum(*resources: Json) -> list[list[str]]:
    """Return what medplum finds in each of these."""
    ran = subprocess.run(
        [str(NODE), "validate.mjs"],
        cwd=FHIR.parent,
        input="\n".join(map(json.dumps, resources)),
        capture_output=True,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in ran.stdout.splitlines()]


@needs_node
def test_medplum_s_validator_finds_nothing_in_ours_and_a_mistake_where_there_is_one() -> None:
    ours = resources()
    *found, wrong, twice = by_medplum(*ours.values(), broken()["type"], broken()["twice"])
    assert dict(zip(ours, found, strict=True)) == {name: [] for name in ours}
    assert wrong
    assert twice == []  # it does not compare links: fhirpath does


def fhirpath(resource: Json, path: str) -> list[Any]:
    from fhirpathpy import evaluate
    from fhirpathpy.models import models

    found: list[Any] = evaluate(resource, path, {}, models["r4"])
    return found


ALL_LINKS = "(repeat(item | answer.item)).linkId"


@needs("fhirpathpy")
@pytest.mark.parametrize("name", [name for name in resources() if name.startswith("form")])
def test_no_two_items_have_one_link(name: str) -> None:
    form = resources()[name]
    links = fhirpath(form, ALL_LINKS)
    assert sorted(links) == sorted(each["linkId"] for each in items(form))
    assert fhirpath(form, f"{ALL_LINKS}.isDistinct()") == [True]
    urgent = fhirpath(
        form,
        "repeat(item).where(extension('https://cse-check.invalid/fhir/StructureDefinition/urgent')"
        ".value = true).linkId",
    )
    asked = [link for link in urgent if f"{link}/now" in links]
    assert urgent == asked
    assert urgent


@needs("fhirpathpy")
def test_fhirpath_does_find_a_link_that_is_there_twice() -> None:
    assert fhirpath(broken()["twice"], f"{ALL_LINKS}.isDistinct()") == [False]


def test_a_case_with_a_row_that_was_rejected_is_in_progress() -> None:
    responses = [each["entry"][0]["resource"] for each in bundles()]
    assert [each["status"] for each in responses] == ["completed", "in-progress"]
    assert [taken(each, edition()).case_ref for each in responses] == ["EX-1", "EX-2"]
    names = {each["entry"][0]["fullUrl"] for each in bundles()}
    assert len(names) == len(responses)
    for each in responses:
        assert by_link(each)["_caveat"]["text"].startswith("Absence of indicators")


# LHC-Forms


@pytest.fixture(scope="module")
def page() -> Iterator[Any]:
    """Open LHC-Forms; it asks for nothing but its own files."""
    if not CHROMIUM:
        pytest.skip("needs Chromium (apt-get install chromium)")
    pytest.importorskip("playwright", reason="needs playwright (make browser)")
    with driven() as browser:
        opened = browser.new_page(viewport={"width": 1000, "height": 1000})
        outside = serve(opened, FHIR.parent, {})
        opened.goto(f"{ADDRESS}/form.html")
        opened.wait_for_function("!!window.LForms?.Util?.addFormToPage")
        yield opened
    assert outside == []


SHOW = """([form, response]) => {
  const util = LForms.Util;
  document.getElementById("form").innerHTML = "";
  if (!response) return util.addFormToPage(form, "form", {fhirVersion: "R4"});
  const read = util.convertFHIRQuestionnaireToLForms(form, "R4");
  const filled = util.mergeFHIRDataIntoLForms("QuestionnaireResponse", response, read, "R4");
  return util.addFormToPage(filled, "form", {fhirVersion: "R4"});
}"""
ANSWERED = 'LForms.Util.getFormFHIRData("QuestionnaireResponse", "R4")'


@pytest.mark.parametrize("area", AREAS)
def test_lhc_forms_shows_danger_first_and_gives_the_same_answers_back(page: Any, area: str) -> None:
    of = bundled(area)
    form = form_of(of)
    page.evaluate(SHOW, [form, None])
    ids = [each.id for each in of.catalogue.indicators]
    page.wait_for_selector("input[type=radio]")
    lines = [each for each in page.inner_text("#form").split("\n") if each.strip()]
    assert lines[:2] == [form["title"], "If a child is in immediate danger, ring 999 now."]
    assert lines[-3] == "Absence of indicators does not mean that a child is safe."
    assert page.locator("input[type=radio]").count() == len(Answer) * len(ids)
    given = {each: tuple(Answer)[place % 4] for place, each in enumerate(ids) if place % 4 < 3}
    page.evaluate(CHECK, [list(map(str, ids)), [given.get(each) for each in ids]])
    found = taken(page.evaluate(ANSWERED), of)
    assert found.case_ref is None
    assert found.answers == {each: Response(answer) for each, answer in given.items()}


CHECK = """([ids, answers]) => {
  const radios = [...document.querySelectorAll("input[type=radio]")];
  const codes = ["yes", "no", "not-known"];
  for (let place = ids.length - 1; place >= 0; place--) {
    if (answers[place]) radios[place * 3 + codes.indexOf(answers[place])].click();
  }
}"""
"""Clicks the answers, the last first, since a yes may show more below it."""


def test_lhc_forms_shows_what_was_answered_and_gives_it_back(page: Any) -> None:
    response = response_of(FULL)
    page.evaluate(SHOW, [response["contained"][0], response])
    page.wait_for_selector("text=Comes home late")
    found = taken(page.evaluate(ANSWERED), SMALL)
    assert found.case_ref == FULL.case_ref
    assert found.answers == {each: given for each, given in FULL.answers.items() if given.answer}
    assert found.narrative == FULL.narrative
    shown = page.inner_text("#form")
    assert "These may mean harm now. Do not wait to finish anything: ring." in shown


def test_lhc_forms_shows_texts_as_they_are(page: Any) -> None:
    form = deepcopy(form_of(HOSTILE))
    page.evaluate(SHOW, [form, None])
    page.wait_for_selector("text=stars")
    assert " ".join(MARKS.split()) in " ".join(page.inner_text("#form").split())
    assert page.locator("#form b").count() == 0
