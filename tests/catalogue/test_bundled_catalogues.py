"""The catalogues that are shipped: what the sources printed is there, and nothing else is."""

import re
from pathlib import Path

import pytest
from expected import FACTS, Group, Printed, facts_of, missing

from cse_check.catalogue.library import CatalogueFile, Library, bundled_folder
from cse_check.catalogue.load import load
from cse_check.model import Role
from cse_check.render import render
from cse_check.render.page import NARROWEST, Page
from examples import AREAS, BUNDLED, YES, area_of, bundled, screening

EACH = pytest.mark.parametrize("path", BUNDLED, ids=area_of)
BOTH_ROLES = pytest.mark.parametrize("role", list(Role))
FACT_FILES = [path.stem for path in sorted(FACTS.iterdir())]
PHONE = re.compile(r'^    phone: "(.+)"$', re.MULTILINE)


def phones_of(path: Path) -> list[str]:
    return PHONE.findall(path.read_text(encoding="utf-8"))


def test_leeds_and_bathnes_are_shipped() -> None:
    assert {"bathnes", "leeds"} <= set(AREAS)


def test_every_area_has_its_facts_and_no_facts_are_left_of_an_area_that_went() -> None:
    assert [missing(FACTS / f"{area}.yaml") for area in AREAS if area not in FACT_FILES] == []
    assert set(FACT_FILES) <= set(AREAS)


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
    found = tuple(
        Printed(
            team=each.team,
            phone=each.phone,
            audience=each.audience,
            hours=each.hours,
            source=each.source,
            option=each.option,
            hours_text=each.hours_text,
            open=each.open,
            open_source=each.open_source,
        )
        for each in bundled(area_of(path)).catalogue.contacts
    )
    assert found == facts_of(area_of(path)).contacts


@EACH
def test_the_sources_have_the_dates_that_they_print(path: Path) -> None:
    sources = bundled(area_of(path)).catalogue.sources
    assert {each.id: each.published or "undated" for each in sources} == facts_of(
        area_of(path)
    ).sources


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
    urgent = {each.id for each in catalogue.indicators if each.urgent}
    assert urgent == facts_of(area_of(path)).urgent


@EACH
def test_the_indicators_are_as_many_as_the_facts_say(path: Path) -> None:
    count = sum(1 for _ in bundled(area_of(path)).catalogue.indicators)
    assert count == facts_of(area_of(path)).indicators


@EACH
def test_the_categories_are_those_of_the_guide_and_others_are_marked_as_editorial(
    path: Path,
) -> None:
    categories = bundled(area_of(path)).catalogue.categories
    facts = facts_of(area_of(path)).categories
    for category, group in zip(categories, facts, strict=True):
        points = len({each.source_text for each in category.indicators})
        counted = None if group.points is None else points
        assert Group(category.name, category.kind, category.grouping, counted) == group


def test_bathnes_asks_for_social_isolation_once_and_says_so() -> None:
    catalogue = bundled("bathnes").catalogue
    (asked,) = (each for each in catalogue.indicators if "isolation" in each.text.lower())
    assert asked.note is not None
    assert "asked once" in asked.note


@EACH
def test_unclear_wording_is_kept_and_noted(path: Path) -> None:
    for noted in facts_of(area_of(path)).notes:
        catalogue = bundled(area_of(path)).catalogue
        found = [each for each in catalogue.indicators if each.source_text == noted.wording]
        assert found, noted
        assert all(each.note is not None and noted.says in each.note for each in found), noted


def test_leeds_asks_for_a_change_in_dress_and_says_that_the_guide_blames() -> None:
    (asked,) = (
        each for each in bundled("leeds").catalogue.indicators if "dress" in each.text.lower()
    )
    assert asked.text == "A change in how the child dresses"
    assert asked.source_text == "Inappropriate dress/ change in physical appearance"
    assert asked.note is not None
    assert "contested" in asked.note


@EACH
def test_an_area_s_guide_states_the_caveat_or_it_does_not(path: Path) -> None:
    caveat = bundled(area_of(path)).catalogue.guide.caveat
    assert (caveat is not None) is facts_of(area_of(path)).states_the_caveat


@EACH
def test_an_area_is_found_by_what_people_call_it(path: Path) -> None:
    library = Library([bundled_folder()])
    for name in facts_of(area_of(path)).names:
        assert library.find(name).area == area_of(path)


@EACH
def test_every_area_says_what_its_sources_leave_open(path: Path) -> None:
    assert bundled(area_of(path)).catalogue.gaps
