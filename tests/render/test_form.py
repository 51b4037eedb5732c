"""The blank checklist on paper: all of it is there, every page has what it must, and six do."""

import re
from html import unescape
from pathlib import Path

import pypdfium2
import pytest
from chromium import CHROMIUM, look_at, needs_arial
from formats import letters, said_by

from cse_check.model import Role
from cse_check.narrative import FIELDS
from cse_check.render import DATA, FORMATS, render_document, render_file
from cse_check.render.document import Document
from cse_check.render.form import form_document
from cse_check.render.page import Page
from examples import AREAS, TODAY, bundled

DANGER = "If a child is in immediate danger, ring 999 now."
CAVEAT = "Absence of indicators does not mean that a child is safe."
PAGES = 6
each_area = pytest.mark.parametrize("area", AREAS)
each_form = pytest.mark.parametrize("name", [name for name in FORMATS if name not in DATA])


def form(area: str, role: Role = Role.PROFESSIONAL) -> Document:
    return form_document(bundled(area), role, TODAY)


def said(area: str, name: str, role: Role = Role.PROFESSIONAL) -> str:
    """Return the letters of a form in a format, without those of its margins."""
    if FORMATS[name].binary:
        return letters(said_by(name, render_file(form(area, role), name, Page())))
    text = render_document(form(area, role), name, Page())
    return letters(unescape(re.sub(r"<style>.*?</style>|<[^>]*>", "", text, flags=re.S)))


@each_form
@each_area
def test_everything_is_asked_in_its_order_with_room_to_answer(area: str, name: str) -> None:
    text = said(area, name)
    catalogue = bundled(area).catalogue
    asked = [each.text for each in catalogue.indicators]
    asked += [part for field in FIELDS for part in (field.heading, field.asks)]
    numbers = [each.phone for each in catalogue.contacts_for(Role.PROFESSIONAL)]
    at = text.index(letters(DANGER))
    for each in (*asked, CAVEAT, *numbers):
        at = text.index(letters(each), at)
    assert letters(f"{catalogue.area.id}, revision {catalogue.revision}") in text
    assert letters(bundled(area).sha256) in text


@each_area
def test_every_indicator_has_a_box_for_each_answer_and_a_line(area: str) -> None:
    total = len(list(bundled(area).catalogue.indicators))
    text = render_document(form(area), "text", Page())
    assert len(re.findall(r"^  \[ \] yes  \[ \] no  \[ \] not known$", text, re.M)) == total
    assert len(re.findall(r"^  When, how known, and more: _+$", text, re.M)) == total
    page = render_document(form(area), "html", Page())
    assert page.count('<span class="box"></span>') == 3 * total
    assert page.count('<th scope="row">') == total


def test_what_may_mean_harm_now_is_marked_and_told_apart_from_the_guide() -> None:
    text = render_document(form("leeds"), "markdown", Page())
    marked = re.findall(r"^- (.*) \(\*\*urgent\*\*\)$", text, re.M)
    assert marked == [each.text for each in bundled("leeds").catalogue.indicators if each.urgent]
    assert "The label is cse-check's own, not the guide's" in text


def test_a_blank_line_is_never_a_no_and_a_name_is_never_asked_for() -> None:
    text = " ".join(render_document(form("leeds"), "text", Page()).split())
    assert "A line without a tick was not asked, which is not the same as no." in text
    assert "Never write a name, address, date of birth or NHS number on this form." in text


@each_area
def test_the_public_gets_no_number_for_professionals_alone(area: str) -> None:
    catalogue = bundled(area).catalogue
    shown = {each.phone for each in catalogue.contacts_for(Role.PUBLIC)}
    margins = " ".join(form(area, Role.PUBLIC).above)
    text = said(area, "text", Role.PUBLIC)
    for contact in catalogue.contacts:
        named = letters(f"{contact.number}: {contact.team}") in text
        assert named == (contact.phone in shown)
        assert contact.phone not in margins or contact.phone in shown


@each_area
def test_it_is_six_pages_at_most_and_each_has_danger_numbers_and_the_caveat(area: str) -> None:
    with pypdfium2.PdfDocument(render_file(form(area), "pdf", Page())) as file:
        pages = [" ".join(page.get_textpage().get_text_bounded().split()) for page in file]
        assert file.get_formtype() == 0
    assert len(pages) <= PAGES
    for number, page in enumerate(pages, 1):
        check_page(page, area)
        assert f"Page {number} of {len(pages)}" in page


@pytest.mark.slow
@needs_arial
@each_area
def test_a_browser_prints_it_on_six_pages_with_the_same_margins(area: str, tmp_path: Path) -> None:
    if not CHROMIUM:
        pytest.skip("needs Chromium (apt-get install chromium)")
    page = tmp_path / "form.html"
    page.write_bytes(render_file(form(area), "html", Page()))
    with pypdfium2.PdfDocument(look_at(page, tmp_path / "profile").pdf) as file:
        pages = [" ".join(each.get_textpage().get_text_bounded().split()) for each in file]
    assert len(pages) <= PAGES
    for each in pages:
        check_page(each, area)


def check_page(page: str, area: str) -> None:
    """Check that a printed page has in its margins what every page has to have."""
    numbers = form(area).above[1]
    assert page.index(DANGER) < page.index(numbers.split(";")[0])
    assert CAVEAT in page
    assert f"revision {bundled(area).catalogue.revision}" in page
