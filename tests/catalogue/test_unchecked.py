"""Proposals that nobody has checked are never shown as if somebody had."""

import json

import pytest

from cse_check.catalogue.load import load
from cse_check.model import Answer, Response, Role
from cse_check.record import dump
from cse_check.screening import screen
from examples import CATALOGUE, TODAY, changed, edition, faults

SELF_HARM = 'source_text: "Self-harm"\n        source: guide\n'
UNCHECKED = (SELF_HARM, f"{SELF_HARM}        checked: false\n")
DUTY = (
    "    note: Only for practitioners.\n",
    "    note: Only for practitioners.\n    checked: false\n",
)


def test_the_example_has_what_is_changed_here() -> None:
    assert UNCHECKED[0] in CATALOGUE
    assert DUTY[0] in CATALOGUE


def test_what_is_not_checked_is_one_fault_at_the_first_with_how_many_are_left() -> None:
    (fault,) = faults(lambda: edition(changed(UNCHECKED, DUTY)))
    assert "categories[1].indicators[0].checked: 2 of " in fault
    assert "indicators and contacts are not checked yet" in fault


@pytest.mark.parametrize("said", ["checked: true", ""])
def test_true_and_nothing_mean_the_same(said: str) -> None:
    text = changed((SELF_HARM, f"{SELF_HARM}        {said}\n"))
    assert load(text.encode(), "f").catalogue == edition().catalogue


def test_what_is_left_to_choose_is_said_to_be_still_to_do() -> None:
    for change, said in (
        (("hours: office", "hours: TO DO"), "is still to do: it should be one of office, "),
        (("urgent: true", "urgent: TO DO"), "is still to do: it should be true or false"),
    ):
        (fault,) = faults(lambda change=change: edition(changed(change)))  # type: ignore[misc]
        assert said in fault
        assert "did you mean" not in fault


def test_a_number_that_is_to_do_is_told_once() -> None:
    text = CATALOGUE.replace('phone: "999"', 'phone: "TO DO: the number"')
    assert [each for each in faults(lambda: edition(text)) if "not a UK number" in each] == []


def test_a_record_says_nothing_of_it_and_stays_what_it_was() -> None:
    checked = load(changed((SELF_HARM, f"{SELF_HARM}        checked: true\n")).encode(), "f")
    answers = {"health.self-harm": Response(Answer.YES)}
    record = dump(screen(checked, answers, screened_on=TODAY, role=Role.PROFESSIONAL))
    assert "checked" not in json.dumps(json.loads(record)["catalogue"])
