"""A checklist as an XLSForm: every question by its id, danger first, the caveat last, no markup."""

from io import BytesIO

import pytest
from msgspec.structs import replace
from openpyxl import load_workbook
from xlsforms import HOSTILE, LINES, MARKS, sheets

from cse_check.batch.mapping.submitted import group_name, question_name
from cse_check.model import Corrected, Edition, Role
from cse_check.render.xlsform import xlsform
from cse_check.render.xlsform.labels import label
from cse_check.screening import statements_for
from examples import AREAS, bundled, edition

each_area = pytest.mark.parametrize("area", AREAS)


@each_area
def test_every_indicator_is_a_question_with_three_answers_in_the_group_of_its_category(
    area: str,
) -> None:
    catalogue = bundled(area).catalogue
    form = sheets(bundled(area))
    asked = [row for row in form["survey"] if row["type"] == "select_one answers"]
    assert [row["name"] for row in asked] == [each.id for each in catalogue.indicators]
    assert [row["label"] for row in asked] == [each.text for each in catalogue.indicators]
    assert {row["required"] for row in asked} == {""}
    groups = [row["name"] for row in form["survey"] if row["type"] == "begin_group"]
    assert groups == [each.id for each in catalogue.categories]
    assert [row["name"] for row in form["choices"]] == ["yes", "no", "not-known"]


@each_area
@pytest.mark.parametrize("role", Role)
def test_danger_and_the_numbers_come_first_and_the_caveat_last(area: str, role: Role) -> None:
    catalogue = bundled(area).catalogue
    says = statements_for(catalogue)
    rows = sheets(bundled(area), role)["survey"]
    danger, numbers, *_, contacts, _, _, caveat = (each["label"] for each in rows)
    assert danger == f"**{says.immediate_danger}**"
    assert caveat.startswith(f"**{says.caveat}**\n\n{says.caveat_more}")
    for contact in catalogue.contacts_for(role):
        for shown in (numbers, contacts):
            assert f"{contact.number}: {contact.team}" in shown
        assert catalogue.source(contact.source).named in contacts
    for gap in catalogue.gaps:
        assert gap in contacts
    others = set(catalogue.contacts) - set(catalogue.contacts_for(role))
    for contact in others:
        assert f"{contact.number}: {contact.team}" not in contacts


@each_area
def test_a_yes_to_something_urgent_shows_the_latest_numbers_and_no_older_one(area: str) -> None:
    rows = sheets(bundled(area))["survey"]
    urgent = {each.id for each in bundled(area).catalogue.indicators if each.urgent}
    notes = [row for row in rows if row["relevant"]]
    assert {row["relevant"] for row in notes} == {f"${{{each}}} = 'yes'" for each in urgent}
    for row in notes:
        assert row["label"].startswith("**If a child is in immediate danger, ring 999 now.**")
        assert "Older sources" not in row["label"]
        assert "(2013)" not in row["label"]
    asked = {row["name"]: row["hint"] for row in rows if row["type"].startswith("select")}
    assert {name for name, hint in asked.items() if hint.startswith("urgent")} == urgent


def test_the_case_reference_is_a_pseudonym_and_required() -> None:
    (case,) = (row for row in sheets(edition())["survey"] if row["name"] == "case_ref")
    assert case["required"] == "yes"
    assert case["constraint"] == "regex(., '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$')"
    assert "never a name" in case["label"]
    assert "NHS number" in case["hint"]


def test_every_cell_is_a_text_whatever_it_looks_like() -> None:
    book = load_workbook(BytesIO(xlsform(HOSTILE, Role.PROFESSIONAL)))
    cells = [cell for sheet in book for row in sheet for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix and cell.number_format == "@" for cell in cells)


def test_no_text_refers_to_anything_or_is_a_mark() -> None:
    rows = sheets(HOSTILE)["survey"]
    assert not any("${" in row["label"] + row["hint"] for row in rows)
    (asked,) = (row["label"] for row in rows if row["name"] == "school.truanting")
    assert asked == label(MARKS)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a*b", r"a\*b"),
        ("a_b", r"a\_b"),
        ("a\\*b", r"a\\\*b"),
        ("# a", r"\# a"),
        ("No. 1 #2", "No. 1 #2"),
        ("${a}", "$ {a}"),
        ("<b>", "< b>"),
        ("a < b", "a < b"),
        ("[a](b)", "[a] (b)"),
        ("&lt;", "& lt;"),
        ("Duty & Advice", "Duty & Advice"),
        ("`a`", "'a'"),
        ("- a", "\N{NO-BREAK SPACE}- a"),
        ("1. a", "\N{NO-BREAK SPACE}1. a"),
        ("0113 496 0336", "0113 496 0336"),
        ("=1+1", "\N{NO-BREAK SPACE}=1+1"),
        ("a\x1bb", "a[U+001B]b"),
    ],
)
def test_what_could_be_a_mark_is_none(text: str, shown: str) -> None:
    assert label(text) == shown


def test_what_begins_a_line_begins_nothing_else() -> None:
    shown = label("\n".join(LINES)).split("\n")
    assert [each.strip("\N{NO-BREAK SPACE}\\") for each in shown] == list(LINES)
    assert all(each != line for each, line in zip(shown, LINES, strict=True))


def test_the_same_catalogue_is_the_same_bytes() -> None:
    assert xlsform(edition(), Role.PUBLIC) == xlsform(edition(), Role.PUBLIC)


def corrected(of: Edition) -> Edition:
    """Return an edition in which a number was corrected here."""
    duty = of.catalogue.contacts[1]
    new = replace(
        duty, id="local-1", phone="01632 960999", corrected=Corrected(duty.id, "old", "2026-11-20")
    )
    return replace(of, catalogue=replace(of.catalogue, contacts=(new, *of.catalogue.contacts)))


def test_another_catalogue_or_another_number_is_another_version() -> None:
    def version(of: Edition, role: Role = Role.PROFESSIONAL) -> str:
        (settings,) = sheets(of, role)["settings"]
        return settings["version"]

    plain = edition()
    assert version(plain).startswith(f"{plain.catalogue.revision}-{plain.sha256[:12]}-")
    assert version(plain) == version(plain)
    others = {
        version(corrected(plain)),
        version(plain, Role.PUBLIC),
        version(replace(plain, sha256="f" * 64)),
    }
    assert len(others | {version(plain)}) == 4


def test_a_corrected_number_is_in_the_form_and_says_so() -> None:
    rows = {row["name"]: row["label"] for row in sheets(corrected(edition()))["survey"]}
    assert "01632 960999" in rows["said_numbers"]
    assert "corrected locally" in rows["said_numbers"]
    assert "corrected locally on 20 November 2026" in rows["said_contacts"]
    assert "01632 960999" in rows["note_health.self-harm"]


def test_names_are_those_that_xml_can_have() -> None:
    assert question_name("24-hours.out") == "_24-hours.out"
    assert group_name("24-hours") == "_24-hours"
    assert group_name("meta") == "_meta"
    assert (question_name("home.late"), group_name("home")) == ("home.late", "home")
