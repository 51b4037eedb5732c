"""Warnings: what is worth another look in a valid catalogue, and what is not."""

from datetime import date
from pathlib import Path

import pytest
from expected import facts_of

from cse_check.keeping.warnings import warnings
from cse_check.numbers import doubt
from examples import BUNDLED, CATALOGUE, TODAY, area_of, bundled, changed, edition

NOW = ('published: "2013-11"', 'published: "2026-01"')
RUNG = (
    ('phone: "0113 496 0336"', 'phone: "0113 247 8652"'),
    ('phone: "01632 960403"', 'phone: "01454 615165"'),
)
"""The example's numbers are of those kept for drama: each would be a warning."""
FINE = changed(NOW, *RUNG)


def warned(*changes: tuple[str, str], today: date = TODAY) -> list[tuple[str, str]]:
    catalogue = edition(changed(*changes, text=FINE)).catalogue
    return [(each.path, each.code) for each in warnings(catalogue, today)]


def test_a_good_catalogue_has_no_warning() -> None:
    assert warned() == []


@pytest.mark.parametrize("path", BUNDLED, ids=area_of)
def test_the_shipped_catalogues_have_the_warnings_that_help_and_no_other(path: Path) -> None:
    found = tuple(each.code for each in warnings(bundled(area_of(path)).catalogue, TODAY))
    assert found == facts_of(area_of(path)).warnings


@pytest.mark.parametrize(("area", "reserved"), [("aux", True), ("com1", True), ("auxton", False)])
def test_an_area_that_windows_takes_for_a_device_is_a_warning(area: str, reserved: bool) -> None:
    found = warned(("id: exampleshire", f"id: {area}"))
    assert found == ([("area.id", "reserved-id")] if reserved else [])


@pytest.mark.parametrize(
    ("published", "old"),
    [("2023", True), ("2024", False), ("2024-10", True), ("2024-11", False),
     ("2024-11-20", True), ("2024-11-21", False), ("2026", False)],
)  # fmt: skip
def test_a_source_is_old_after_two_years(published: str, old: bool) -> None:
    found = warned(('published: "2026-01"', f'published: "{published}"'))
    assert found == ([("sources[0].published", "old-source")] if old else [])


def test_the_age_of_a_source_is_known_on_a_leap_day() -> None:
    assert warned(today=date(2028, 2, 29)) == [("sources[0].published", "old-source")]


def test_no_number_for_out_of_hours_is_a_warning_although_999_answers_at_any_time() -> None:
    assert warned(("hours: out-of-hours", "hours: office")) == [("contacts", "no-out-of-hours")]
    assert warned(("hours: out-of-hours", "hours: any")) == []


@pytest.mark.parametrize(
    ("audience", "other"), [("professional", "public"), ("public", "professional")]
)
def test_no_number_for_a_role_is_a_warning_although_999_is_for_anyone(
    audience: str, other: str
) -> None:
    assert warned((f"audience: {audience}", f"audience: {other}")) == [
        ("contacts", "no-contact-for-role")
    ]
    assert warned((f"audience: {audience}", "audience: not-said")) == []


@pytest.mark.parametrize(
    ("text", "two"),
    [
        ("Late and tired", True),
        ("Late AND tired", True),
        ("Late/away", True),
        ("Handing out sweets", False),
        ("Domestic abuse and violence", False),
        ("Violence and abuse in the family and elsewhere", True),
        ("Bandaged", False),
    ],
)
def test_a_question_that_may_ask_two_things_is_a_warning(text: str, two: bool) -> None:
    found = warned(("text: Truanting", f"text: {text}"))
    assert found == ([("categories[0].indicators[0].text", "asks-two-things")] if two else [])


@pytest.mark.parametrize(("length", "long"), [(200, False), (201, True)])
def test_a_long_question_is_a_warning(length: int, long: bool) -> None:
    found = warned(("text: Truanting", f"text: {'x' * length}"))
    assert found == ([("categories[0].indicators[0].text", "long-text")] if long else [])


def test_a_very_long_list_of_questions_that_are_all_alike_but_for_a_number_is_fine() -> None:
    more = "".join(
        f"      - {{id: school.n{i}, text: Late {i}, source_text: x, source: guide}}\n"
        for i in range(60)
    )
    assert warned(("      - id: school.truanting", f"{more}      - id: school.truanting")) == []


def test_a_long_name_of_a_category_is_a_warning() -> None:
    assert warned(("name: School\n", f"name: {'x' * 201}\n")) == [
        ("categories[0].name", "long-text")
    ]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Missing from school", "Missing from school", True),
        ("Missing from school", "missing: school", True),
        ("Going missing from a school", "Going missing from schools", True),
        ("Unexplained absences", "Unexplaned absences", True),
        ("Unexplained absences", "Unexplianed absences", True),
        ("Unexplained absences", "Unexplained absinces", True),
        ("Unexplained absences", "Explained absences", False),
        ("Hurt at level 12345", "Hurt at level 12346", False),
        ("Lost her coat", "Lost her boat", False),
        ("Fear of being slapped", "Fear of being played", False),
        ("Missing from school", "Missing from home", False),
        ("Physical assault", "Sexual assault", False),
        ("A different level of drug use", "A different level of alcohol use", False),
        ("Truanting", "Late home", False),
        ("The", "A", False),
    ],
)
def test_two_questions_that_are_nearly_the_same_are_a_warning(
    one: str, other: str, alike: bool
) -> None:
    found = warned(
        ("text: Truanting", f'text: "{one}"'), ("text: Excluded from school", f'text: "{other}"')
    )
    assert found == ([("categories[0].indicators[1].text", "duplicate")] if alike else [])


def test_doubtful_words_are_looked_for_in_what_this_catalogue_s_keeper_wrote_alone() -> None:
    words = "Inappropriate dress"
    assert warned(("text: Truanting", f"text: {words}")) == [
        ("categories[0].indicators[0].text", "blames")
    ]
    assert warned(("name: Health", "name: Girls")) == [("categories[1].name", "proxy")]
    assert warned(("name: School\n", "name: Girls\n")) == []  # the guide's own heading
    assert warned(('source_text: "Truancing"', f"source_text: {words}")) == []


def test_a_doubtful_word_is_told_with_what_to_ask_instead() -> None:
    catalogue = edition(changed(("text: Truanting", "text: Streetwise"), text=FINE)).catalogue
    (found,) = warnings(catalogue, TODAY)
    assert found.message == (
        "'Streetwise' judges the child, and makes a child look less in need of care; ask rather: "
        "what was seen, or what has changed"
    )


@pytest.mark.parametrize(
    ("phone", "says"),
    [
        ("0113 496 0336", "drama"), ("01632 960403", "drama"), ("020 7946 0123", "drama"),
        ("07700 900123", "drama"), ("0191 498 0123", "drama"), ("0808 157 0123", "drama"),
        ("0909 879 1234", "costs"), ("070 1234 5678", "costs"), ("0845 123 4567", "costs"),
        ("0113 147 8652", "no UK number"), ("0112 247 8652", "no UK number"),
        ("0171 247 8652", "no UK number"), ("0100 247 8652", "no UK number"),
        ("021 2478 6523", "no UK number"), ("020 1247 8652", "no UK number"),
        ("0312 345 6789", "no UK number"), ("052 1234 5678", "no UK number"),
        ("0812 345 6789", "no UK number"), 
        ("100", "not a short code"), ("18009", "not a short code"),
    ],
)  # fmt: skip
def test_a_number_that_is_written_right_may_still_be_odd(phone: str, says: str) -> None:
    assert says in (doubt(phone) or "")


@pytest.mark.parametrize(
    "phone",
    ["0113 247 8652", "01225 396312", "01454 615165", "020 7247 8652", "029 2024 7865",
     "028 9024 7865", "0300 123 4567", "07911 123456", "0800 1111", "0808 800 5000",
     "0121 303 1888", "0191 277 2500", "016977 2345", "055 1234 5678", "999", "101", "111",
     "116 123", "18000"],
)  # fmt: skip
def test_a_number_in_use_is_not_odd(phone: str) -> None:
    assert doubt(phone) is None


def test_an_odd_number_is_a_warning_at_its_place() -> None:
    assert warned(RUNG[0][::-1]) == [("contacts[1].phone", "odd-number")]


def test_the_example_itself_warns_of_what_it_was_made_with() -> None:
    found = [each.code for each in warnings(edition(CATALOGUE).catalogue, TODAY)]
    assert found == ["old-source", "odd-number", "odd-number"]
