"""What ODK's own tools make of the form: pyxform, ODK Validate, and its web forms in Chromium."""

import csv
import re
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from caseloads import caseload
from chromium import CHROMIUM, driven
from judges import ODK, needs, needs_java, needs_odk
from serving import ADDRESS, serve
from xlsforms import DANGER, HOSTILE, MARKS, ODD

from cse_check.batch.mapping import ColumnMap, load
from cse_check.batch.mapping.submitted import Collector, submitted
from cse_check.batch.rows import Screened
from cse_check.model import Answer, Edition, Role
from cse_check.render.xlsform import xlsform
from cse_check.screening import ANSWER_WORDS, statements_for
from examples import AREAS, bundled

pytestmark = [pytest.mark.slow, needs("pyxform")]
EDITIONS = {
    **{area: bundled(area) for area in AREAS},
    "hostile": HOSTILE,
    "odd": ODD,
    "danger": DANGER,
}
SHOWN = [*map(bundled, AREAS), HOSTILE, ODD]
each_edition = pytest.mark.parametrize("of", EDITIONS.values(), ids=EDITIONS.keys())
in_web_forms = [
    needs_odk,
    pytest.mark.skipif(not CHROMIUM, reason="needs Chromium (apt-get install chromium)"),
    needs("playwright"),
]


def xform(of: Edition, folder: Path) -> str:
    """Return the XForm that pyxform makes of an edition's form, of which it has nothing to say."""
    from pyxform.xls2xform import convert

    sheet = folder / "form.xlsx"
    sheet.write_bytes(xlsform(of, Role.PROFESSIONAL))
    made = convert(sheet, validate=False)
    assert made.warnings == []
    return str(made.xform)


@needs_java
@each_edition
def test_odk_validate_accepts_it(of: Edition, tmp_path: Path) -> None:
    from pyxform.validators.odk_validate import check_xform

    form = tmp_path / "form.xml"
    form.write_text(xform(of, tmp_path), encoding="utf-8")
    assert check_xform(str(form)) == []


@needs_java
def test_odk_validate_does_refuse_a_form(tmp_path: Path) -> None:
    from pyxform.validators.odk_validate import ODKValidateError, check_xform

    form = tmp_path / "form.xml"
    text = xform(HOSTILE, tmp_path).replace("= 'yes'", "= = 'yes'", 1)
    form.write_text(text, encoding="utf-8")
    with pytest.raises(ODKValidateError):
        check_xform(str(form))


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with driven() as browser:
        yield browser


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Callable[[Edition], Any]]:
    """Open an edition's form in ODK's web forms; nothing is asked of anybody outside."""
    pages: list[Any] = []
    outside: list[list[str]] = []

    def opens(of: Edition) -> Any:
        page = browser.new_page(viewport={"width": 900, "height": 1000})
        pages.append(page)
        form = {"form.xml": xform(of, tmp_path).encode()}
        outside.append(serve(page, ODK.parent, form))
        page.goto(f"{ADDRESS}/form.html")
        page.wait_for_selector("input[type=radio]")
        return page

    yield opens
    for page in pages:
        page.close()
    assert [each for asked in outside for each in asked] == []


CHECK = """(answers) => answers.forEach((answer, place) => {
  if (answer) document.querySelectorAll(`input[type=radio][value="${answer}"]`)[place].click();
})"""
"""Clicks each answer, by the places of the questions."""


def sent(page: Any) -> ET.Element:
    """Send what was filled in, and return it."""
    page.get_by_role("button", name="Send").click()
    page.wait_for_function("window.sent")
    return ET.fromstring(page.evaluate("window.sent"))  # noqa: S314 - what the form made


def collected(data: ET.Element) -> str:
    """Return what was sent as ODK Central writes it: a column a question, by group and name."""
    leaves: list[tuple[list[str], ET.Element]] = [([], child) for child in data]
    cells: dict[str, str] = {"SubmissionDate": "2026-11-21T16:10:00.000Z"}
    for path, each in leaves:
        if len(each):
            leaves += [([*path, _local(each.tag)], child) for child in each]
        else:
            cells["-".join((*path, _local(each.tag)))] = each.text or ""
    out = StringIO()
    writer = csv.DictWriter(out, [*cells, "KEY"])
    writer.writeheader()
    writer.writerow({**cells, "KEY": "uuid:1"})
    return out.getvalue()


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def for_central(of: Edition) -> ColumnMap:
    """Return the mapping for what ODK Central gives back."""
    return load(submitted(of.catalogue, Collector.ODK).encode(), "map.yaml", of.catalogue)


@pytest.mark.usefixtures("opened")
class TestWebForms:
    """In Chromium."""

    pytestmark = in_web_forms

    @pytest.mark.parametrize("of", SHOWN, ids=lambda of: of.catalogue.categories[0].id)
    def test_every_radio_is_there_and_the_answers_are_sent_by_their_ids(
        self, opened: Callable[[Edition], Any], of: Edition
    ) -> None:
        page = opened(of)
        self.check_order(page, of)
        ids = [each.id for each in of.catalogue.indicators]
        assert page.locator("input[type=radio]").count() == len(Answer) * len(ids)
        said = {each: tuple(Answer)[place % 4] for place, each in enumerate(ids) if place % 4 < 3}
        page.locator("input[type=text]").fill("EX-7")
        page.evaluate(CHECK, [said.get(each) for each in ids])
        data = sent(page)
        assert data.findtext("case_ref") == "EX-7"
        found = {
            each.tag.lstrip("_"): each.text for each in data.iter() if "." in each.tag and each.text
        }
        assert found == {each: answer.value for each, answer in said.items()}
        (row,) = caseload(collected(data), of=of, mapping=for_central(of))
        assert isinstance(row, Screened)
        assert {each: response.answer for each, response in row.answers.items()} == said

    def check_order(self, page: Any, of: Edition) -> None:
        """Check that danger is what is read first, and the caveat last, and both in bold."""
        says = statements_for(of.catalogue)
        lines = [each.strip() for each in page.inner_text("#form").split("\n") if each.strip()]
        assert lines[1] == says.immediate_danger
        assert lines[lines.index(says.caveat) + 1] == says.caveat_more
        assert lines.index(says.caveat) > max(
            place for place, line in enumerate(lines) if line == ANSWER_WORDS[Answer.NOT_KNOWN]
        )
        strong = page.locator("strong").all_inner_texts()
        assert strong[0] == says.immediate_danger
        assert strong[-1] == says.caveat

    def test_nothing_in_a_text_is_a_mark_or_refers_to_an_answer(
        self, opened: Callable[[Edition], Any]
    ) -> None:
        page = opened(HOSTILE)
        page.locator("input[type=text]").fill("SECRET-1")
        shown = page.inner_text("#form")
        assert _bare(MARKS) in _bare(shown)
        assert "{{ School }} $ {x} *s*" in shown
        assert "SECRET-1" not in shown
        assert page.locator("#form em, #form code, #form b, #form h1 h1").count() == 0
        assert page.locator('#form a:not([href="https://getodk.org"])').count() == 0

    def test_a_yes_to_something_urgent_says_whom_to_ring_and_goes_when_it_is_changed(
        self, opened: Callable[[Edition], Any]
    ) -> None:
        page = opened(HOSTILE)
        place = [each.urgent for each in HOSTILE.catalogue.indicators].index(True)
        ring = "These may mean harm now. Do not wait to finish anything: ring."
        assert ring not in page.inner_text("#form")
        page.locator("input[value=yes]").nth(place).check()
        page.wait_for_selector(f"text={ring}")
        page.locator("input[value=no]").nth(place).check()
        page.wait_for_selector(f"text={ring}", state="detached")

    def test_what_is_no_case_reference_cannot_be_sent(
        self, opened: Callable[[Edition], Any]
    ) -> None:
        page = opened(HOSTILE)
        for reference in ("", "Jo Bloggs", "-7"):
            page.locator("input[type=text]").fill(reference)
            page.get_by_role("button", name="Send").click()
            page.wait_for_timeout(200)
            assert page.evaluate("window.sent") is None


def _bare(text: str) -> str:
    """Return a text without spaces, and with one kind of quotes."""
    return re.sub(r"\s", "", text.replace("`", "'"))
