"""The catalogues that are shipped: what the sources printed is there, and nothing else is."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from cse_check.catalogue.library import CatalogueFile, Library, bundled_folder
from cse_check.catalogue.load import load
from cse_check.model import Audience, Grouping, Hours, Kind, Role
from cse_check.render import render
from cse_check.render.page import NARROWEST, Page
from examples import BUNDLED, YES, area_of, bundled, screening

EACH = pytest.mark.parametrize("path", BUNDLED, ids=area_of)
BOTH_ROLES = pytest.mark.parametrize("role", list(Role))
PHONE = re.compile(r'^    phone: "(.+)"$', re.MULTILINE)


class Printed(NamedTuple):
    """A contact as its source prints it."""

    team: str
    phone: str
    option: str | None
    audience: Audience
    hours: Hours
    source: str


CONTACTS = {
    "leeds": [
        Printed("Police", "999", None, Audience.ANYONE, Hours.ANY, "guide"),
        Printed(
            "Duty & Advice Team", "0113 376 0336", "option 2",
            Audience.PROFESSIONAL, Hours.OFFICE, "lscp-practitioners",
        ),
        Printed(
            "Children's Emergency Duty Team", "0113 535 0600", None,
            Audience.PROFESSIONAL, Hours.OUT_OF_HOURS, "lscp-practitioners",
        ),
        Printed(
            "Duty & Advice", "0113 376 0336", None,
            Audience.PROFESSIONAL, Hours.NOT_SAID, "guide",
        ),
        Printed("Duty & Advice", "0113 222 4403", None, Audience.PUBLIC, Hours.NOT_SAID, "guide"),
        Printed(
            "Integrated Safeguarding Unit", "0113 247 8652", None,
            Audience.NOT_SAID, Hours.NOT_SAID, "guide",
        ),
        Printed(
            "Emergency Duty Team", "0113 240 9536", None,
            Audience.NOT_SAID, Hours.OUT_OF_HOURS, "guide",
        ),
    ],
    "bathnes": [
        Printed("Police", "999", None, Audience.ANYONE, Hours.ANY, "reporting-page"),
        Printed(
            "Duty and Assessment Team", "01225 396312", "option 1",
            Audience.NOT_SAID, Hours.NOT_SAID, "guide",
        ),
        Printed(
            "Duty and Assessment Team", "01225 396313", "option 1",
            Audience.NOT_SAID, Hours.NOT_SAID, "guide",
        ),
        Printed(
            "Emergency Duty Team", "01454 615165", None,
            Audience.ANYONE, Hours.OUT_OF_HOURS, "reporting-page",
        ),
    ],
}  # fmt: skip
"""Every number, copied from the sources by hand and not from the catalogues, the later first."""

URGENT = {
    "leeds": {
        "coercion-control.disclosed-physical-assault",
        "coercion-control.disclosed-sexual-assault",
        "coercion-control.physical-injuries",
        "coercion-control.whereabouts-unknown",
        "mental-health.attempted-suicide",
        "mental-health.self-harm",
    },
    "bathnes": {
        "wellbeing-and-harm.physical-assault",
        "wellbeing-and-harm.self-harm",
        "wellbeing-and-harm.sexual-assault",
    },
}


def phones_of(path: Path) -> list[str]:
    return PHONE.findall(path.read_text(encoding="utf-8"))


def test_both_areas_are_shipped() -> None:
    assert [area_of(path) for path in BUNDLED] == ["bathnes", "leeds"]


@EACH
def test_each_loads_as_the_area_that_its_file_is_named_for(path: Path) -> None:
    assert load(path.read_bytes(), path.name).catalogue.area.id == area_of(path)


@EACH
def test_each_is_found_in_the_library(path: Path) -> None:
    entry = Library([bundled_folder()]).find(area_of(path))
    assert entry == CatalogueFile(area_of(path), path, "bundled with cse-check")
    assert entry.read() == bundled(area_of(path))


@EACH
def test_every_phone_is_loaded_as_it_is_written(path: Path) -> None:
    written = phones_of(path)
    assert written.count("999") == 1
    assert [contact.phone for contact in bundled(area_of(path)).catalogue.contacts] == written


@EACH
@BOTH_ROLES
@pytest.mark.parametrize("width", [NARROWEST, 80])
def test_every_phone_is_shown_as_it_is_written_to_those_it_is_for(
    path: Path, role: Role, width: int
) -> None:
    edition = bundled(area_of(path))
    shown = render(screening(of=edition, role=role), "text", Page(width))
    lines = re.findall(r"^- ([0-9][0-9 ]*)[,:]", shown, re.MULTILINE)
    assert lines == [each.phone for each in edition.catalogue.contacts_for(role)]
    assert set(lines) <= set(phones_of(path))


@EACH
def test_no_phone_is_kept_from_both_roles(path: Path) -> None:
    shown = "".join(
        render(screening(of=bundled(area_of(path)), role=role), "text", Page()) for role in Role
    )
    assert [phone for phone in phones_of(path) if f"- {phone}" not in shown] == []


@EACH
def test_the_contacts_are_those_that_the_sources_print(path: Path) -> None:
    found = [
        Printed(each.team, each.phone, each.option, each.audience, each.hours, each.source)
        for each in bundled(area_of(path)).catalogue.contacts
    ]
    assert found == CONTACTS[area_of(path)]


def test_leeds_gives_the_hours_that_its_later_source_prints() -> None:
    contacts = {each.id: each for each in bundled("leeds").catalogue.contacts}
    assert contacts["duty-advice-later"].hours_text == "9.00am to 5.00pm"
    assert contacts["edt-later"].hours_text == "evenings, weekends and bank holidays"


def test_leeds_shows_the_number_for_the_public_to_the_public_alone() -> None:
    catalogue = bundled("leeds").catalogue
    public = {contact.phone for contact in catalogue.contacts_for(Role.PUBLIC)}
    professional = {contact.phone for contact in catalogue.contacts_for(Role.PROFESSIONAL)}
    assert public == {"999", "0113 222 4403", "0113 247 8652", "0113 240 9536"}
    assert "0113 222 4403" not in professional


def test_bathnes_says_that_its_guide_prints_the_second_number_without_its_area_code() -> None:
    (contact,) = (
        each for each in bundled("bathnes").catalogue.contacts if each.phone == "01225 396313"
    )
    assert contact.note is not None
    assert '"396313", without the area code' in contact.note


@EACH
def test_every_indicator_and_contact_has_a_source(path: Path) -> None:
    catalogue = bundled(area_of(path)).catalogue
    sources = {source.id for source in catalogue.sources}
    assert {indicator.source for indicator in catalogue.indicators} == {"guide"}
    assert {contact.source for contact in catalogue.contacts} <= sources


@EACH
def test_every_indicator_has_its_source_text(path: Path) -> None:
    assert all(each.source_text.strip() for each in bundled(area_of(path)).catalogue.indicators)


@EACH
def test_every_flagged_indicator_shows_its_source_text(path: Path) -> None:
    edition = bundled(area_of(path))
    answers = dict.fromkeys((each.id for each in edition.catalogue.indicators), YES)
    shown = " ".join(render(screening(answers, of=edition), "text", Page()).casefold().split())
    texts = [each.source_text.casefold() for each in edition.catalogue.indicators]
    missing = [text for text in texts if text not in shown]
    assert missing == []


@EACH
def test_the_urgent_marks_are_those_of_the_domain(path: Path) -> None:
    catalogue = bundled(area_of(path)).catalogue
    assert {each.id for each in catalogue.indicators if each.urgent} == URGENT[area_of(path)]


def test_leeds_has_the_nine_categories_of_its_guide() -> None:
    categories = bundled("leeds").catalogue.categories
    assert [category.name for category in categories] == [
        "Education",
        "Missing / run away",
        "Sexualised risk taking",
        "Rewards",
        "Contact with risky adults / environments",
        "Coercion / control",
        "Sexual health",
        "Substance use",
        "Mental Health",
    ]
    assert {category.grouping for category in categories} == {Grouping.SOURCE}
    assert {category.kind for category in categories} == {Kind.INDICATOR}


def test_bathnes_marks_its_grouping_of_the_indicators_as_editorial() -> None:
    found = [
        (each.id, each.kind, each.grouping) for each in bundled("bathnes").catalogue.categories
    ]
    assert found == [
        ("experiences", Kind.VULNERABILITY, Grouping.SOURCE),
        ("missing", Kind.INDICATOR, Grouping.EDITORIAL),
        ("secrecy-and-contact", Kind.INDICATOR, Grouping.EDITORIAL),
        ("wellbeing-and-harm", Kind.INDICATOR, Grouping.EDITORIAL),
        ("possessions", Kind.INDICATOR, Grouping.EDITORIAL),
        ("gangs-and-offending", Kind.INDICATOR, Grouping.EDITORIAL),
        ("relationships", Kind.INDICATOR, Grouping.EDITORIAL),
        ("linked-crime", Kind.LINKED_ACTIVITY, Grouping.SOURCE),
    ]


@pytest.mark.parametrize(("category", "count"), [("experiences", 7), ("linked-crime", 6)])
def test_bathnes_has_all_that_the_lists_of_its_guide_hold(category: str, count: int) -> None:
    (found,) = (each for each in bundled("bathnes").catalogue.categories if each.id == category)
    assert len({indicator.source_text for indicator in found.indicators}) == count


def test_bathnes_asks_for_social_isolation_once_and_says_so() -> None:
    catalogue = bundled("bathnes").catalogue
    (asked,) = (each for each in catalogue.indicators if "isolation" in each.text.lower())
    assert asked.note is not None
    assert "asked once" in asked.note


@pytest.mark.parametrize(
    ("area", "source_text", "says"),
    [
        ("leeds", "Level of drug and alcohol use/different", "fragment"),
        ("leeds", "Increased/concerning/ chronic", "fragment"),
        ("leeds", "Older partner (+5 years)", "not a cut-off"),
        ("leeds", "Disclosure of physical /sexual assault (later withdrawn)", "Any disclosure"),
        ("bathnes", "Evidence of new possessions, extra money or access to alcohol, substances or",
         "over two bullets"),
        ("bathnes", "Access to other non-tangible items such as taxi fares access to events, eating"
         " out without plausible explanation", "over two bullets"),
        ("bathnes", "Gang-association or social isolation", "or social isolation"),
    ],
)  # fmt: skip
def test_unclear_wording_is_kept_and_noted(area: str, source_text: str, says: str) -> None:
    found = [each for each in bundled(area).catalogue.indicators if each.source_text == source_text]
    assert found
    assert all(each.note is not None and says in each.note for each in found)


def test_leeds_asks_for_a_change_in_dress_and_says_that_the_guide_blames() -> None:
    (asked,) = (
        each for each in bundled("leeds").catalogue.indicators if "dress" in each.text.lower()
    )
    assert asked.text == "A change in how the child dresses"
    assert asked.source_text == "Inappropriate dress/ change in physical appearance"
    assert asked.note is not None
    assert "contested" in asked.note


def test_only_bathnes_states_the_caveat_itself() -> None:
    assert bundled("leeds").catalogue.guide.caveat is None
    assert bundled("bathnes").catalogue.guide.caveat is not None


@EACH
def test_every_area_says_what_its_sources_leave_open(path: Path) -> None:
    assert bundled(area_of(path)).catalogue.gaps
