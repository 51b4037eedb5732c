"""When a contact answers, at a moment of the clock."""

import json
from datetime import datetime

import pytest

from cse_check.model import Contact, Hours
from cse_check.opening import Answers, answers, change, written_hours
from cse_check.record import dump
from cse_check.render.catalogue import catalogue_document
from cse_check.render.page import Page
from cse_check.render.text import render_document as as_text
from examples import TODAY, bundled, screening

LEEDS = {each.id: each for each in bundled("leeds").catalogue.contacts}
DUTY, NIGHT = LEEDS["duty-advice-later"], LEEDS["edt-later"]
BATHNES_NIGHT = next(each for each in bundled("bathnes").catalogue.contacts if each.id == "edt")
BATHNES_DAY = bundled("bathnes").catalogue.contacts[1]

THURSDAY, FRIDAY, SATURDAY, SUNDAY, MONDAY = range(19, 24)
"""Days of November 2026."""


def at(day: int, clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{day}T{clock}")


@pytest.mark.parametrize(
    ("moment", "day", "night"),
    [
        (at(THURSDAY, "08:59"), Answers.LATER, Answers.NOW),
        (at(THURSDAY, "09:00"), Answers.NOW, Answers.LATER),
        (at(THURSDAY, "16:59"), Answers.NOW, Answers.LATER),
        (at(THURSDAY, "17:00"), Answers.LATER, Answers.NOW),
        (at(FRIDAY, "03:00"), Answers.LATER, Answers.NOW),
        (at(FRIDAY, "16:10"), Answers.NOW, Answers.LATER),
        (at(FRIDAY, "16:30"), Answers.LATER, Answers.NOW),
        (at(SATURDAY, "00:00"), Answers.LATER, Answers.NOW),
        (at(SATURDAY, "12:00"), Answers.LATER, Answers.NOW),
        (at(SUNDAY, "23:59"), Answers.LATER, Answers.NOW),
        (at(MONDAY, "08:59"), Answers.LATER, Answers.NOW),
        (at(MONDAY, "09:00"), Answers.NOW, Answers.LATER),
    ],
)
def test_one_of_the_two_later_numbers_of_leeds_answers_at_every_moment(
    moment: datetime, day: Answers, night: Answers
) -> None:
    assert (answers(DUTY, moment), answers(NIGHT, moment)) == (day, night)


@pytest.mark.parametrize(
    ("contact", "moment", "turns"),
    [
        (DUTY, at(FRIDAY, "16:10"), "16:30"),
        (NIGHT, at(FRIDAY, "16:10"), "16:30"),
        (DUTY, at(FRIDAY, "16:30"), "Monday 09:00"),
        (NIGHT, at(FRIDAY, "16:30"), "Monday 09:00"),
        (NIGHT, at(THURSDAY, "03:00"), "09:00"),
        (NIGHT, at(THURSDAY, "18:00"), "Friday 09:00"),
        (BATHNES_NIGHT, at(SATURDAY, "12:00"), ""),
    ],
)
def test_it_is_known_when_that_changes(contact: Contact, moment: datetime, turns: str) -> None:
    assert change(contact, moment) == turns


def test_a_weekend_is_out_of_hours_even_where_no_hours_are_printed() -> None:
    assert answers(BATHNES_NIGHT, at(SATURDAY, "12:00")) is Answers.NOW
    assert answers(BATHNES_NIGHT, at(FRIDAY, "23:00")) is Answers.NOT_SAID


def test_what_a_source_does_not_say_stays_not_said_at_every_hour() -> None:
    assert BATHNES_DAY.hours is Hours.NOT_SAID
    for moment in (at(FRIDAY, "12:00"), at(SATURDAY, "12:00"), at(MONDAY, "03:00")):
        assert answers(BATHNES_DAY, moment) is Answers.NOT_SAID


def test_hours_are_read_as_people_say_them() -> None:
    assert written_hours(("mon-thu 17:00-09:00", "sat 10:00-24:00")) == (
        "Monday to Thursday 17:00 to 09:00 the next day, Saturday 10:00 to 24:00"
    )


def test_the_whole_page_of_a_catalogue_says_when_its_numbers_answer() -> None:
    shown = as_text(catalogue_document(bundled("leeds"), TODAY), Page(200))
    assert "Answers: Monday to Thursday 09:00 to 17:00, Friday 09:00 to 16:30 (Leeds" in shown


def test_a_record_keeps_the_hours_of_its_day() -> None:
    record = json.loads(dump(screening(of=bundled("leeds"))))
    kept = {each["phone"]: each.get("open") for each in record["whom_to_ring"]["contacts"]}
    assert kept["0113 535 0600"] == list(NIGHT.open)
    assert kept["0113 240 9536"] is None
