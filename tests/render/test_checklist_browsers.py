"""The page in a real browser: by keyboard, at every width, and what it saves."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import pytest
from checklists import EXAMPLE, LONG, NOON, SAID, screening
from chromium import CHROMIUM, driven

from cse_check.model import Answer, Edition, Response, Role, When
from cse_check.narrative import Narrative
from cse_check.record import dump, load
from cse_check.render import render
from cse_check.render.checklist import checklist_page
from cse_check.render.page import Page
from examples import AREAS, bundled

needs_chromium = pytest.mark.skipif(
    not (CHROMIUM and find_spec("playwright") and find_spec("axe_playwright_python")),
    reason="needs Chromium (apt-get install chromium), and then: make browser",
)
LOOKS: Final = ((1024, "light"), (375, "dark"), (320, "light"))
"""The widths of windows, in pixels, and the colours that somebody prefers."""
RULES: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with driven() as browser:
        yield browser


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Open the page of an edition; it asks for nothing and complains of nothing."""
    contexts: list[Any] = []
    asked: list[str] = []
    said: list[str] = []

    def opens(of: Edition = EXAMPLE, width: int = 1024) -> Any:
        file = tmp_path / "page.html"
        file.write_bytes(checklist_page(of).encode())
        contexts.append(browser.new_context(viewport={"width": width, "height": 800}))
        page = contexts[-1].new_page()
        page.clock.set_fixed_time(NOON)
        page.on("request", lambda each: asked.append(each.url))
        page.on("console", lambda each: said.append(each.text))
        page.on("pageerror", lambda each: said.append(str(each)))
        page.goto(file.as_uri())
        return page

    yield opens
    for each in contexts:
        each.close()
    assert set(asked) <= {(tmp_path / "page.html").as_uri()}
    assert said == []


def press(page: Any, name: str, *, nth: int = 0) -> None:
    page.locator(f"button:visible:has-text('{name}')").nth(nth).click()


def steps_of(page: Any) -> Iterator[None]:
    """Go through every step, with something entered in each."""
    page.locator("#numbers summary").click()
    yield
    page.locator("#numbers summary").click()
    page.locator("#case").fill("not one!")
    press(page, "Begin")
    yield
    page.locator("#case").fill("EX-7")
    press(page, "Begin")
    while page.locator("fieldset:visible").count():
        question = page.locator("fieldset:visible").first
        question.locator("input").first.check()
        question.locator("summary").click()
        question.locator("textarea").fill(LONG)
        press(page, "No to the rest")
        yield
        press(page, "Continue")
    page.locator("textarea:visible").first.fill(f"{LONG}\n\nmore")
    yield
    press(page, "Continue")
    yield
    press(page, "Continue")
    yield


@needs_chromium
@pytest.mark.slow
def test_every_step_meets_wcag_2_2_aa_and_needs_no_scrolling_sideways(
    opened: Callable[..., Any],
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page, seen = opened(), 0
    for _ in steps_of(page):
        for width, scheme in LOOKS:
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=scheme)
            page.evaluate("scrollTo(0, 0)")
            found = Axe().run(page, options={"runOnly": RULES})
            assert found.violations_count == 0, (width, found.generate_report())
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert page.evaluate(SPILLED) == []
            assert page.evaluate(SMALL) == []
        seen += 1
    assert seen == 7


SPILLED: Final = """[...document.querySelectorAll('main *, header *, footer *')].filter((each) => {
  const box = each.getBoundingClientRect();
  return box.width && box.right > innerWidth + 1 && !each.classList.contains('unseen');
}).map((each) => each.outerHTML.slice(0, 80))"""
"""What sticks out on the right: it could not be read."""
SMALL: Final = """[...document.querySelectorAll(
  'button, select, textarea, summary, label:has(input), header a')].filter((each) => {
  const box = each.getBoundingClientRect();
  return box.width && box.height < 24;
}).map((each) => each.outerHTML.slice(0, 80))"""
"""What is too small to be hit (WCAG 2.5.8)."""


@needs_chromium
@pytest.mark.parametrize("area", AREAS)
def test_every_category_of_an_area_can_be_gone_through(
    opened: Callable[..., Any], area: str
) -> None:
    page = opened(bundled(area), 375)
    press(page, "Begin")
    categories = bundled(area).catalogue.categories
    for number, category in enumerate(categories, 1):
        heading = page.locator("h2:visible")
        assert heading.inner_text().endswith(f"({number} of {len(categories)})")
        assert page.evaluate("document.activeElement.tagName") == "H2"
        asked = page.locator("fieldset:visible legend").all_inner_texts()
        assert asked == [each.text for each in category.indicators]
        assert page.evaluate("document.documentElement.scrollWidth") <= 375
        press(page, "Continue")
    assert page.locator("h2:visible").inner_text().startswith("Write down more")


@needs_chromium
@pytest.mark.parametrize(("width", "height"), [(1024, 768), (320, 640), (320, 256)])
def test_the_numbers_are_in_reach_wherever_one_has_scrolled(
    opened: Callable[..., Any], width: int, height: int
) -> None:
    """A window of 1280 by 1024 at 400 % has 320 by 256: there 999 is one press away."""
    page = opened(bundled("leeds"), width)
    page.set_viewport_size({"width": width, "height": height})
    press(page, "Begin")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.locator("#numbers summary").click()
    assert page.evaluate("scrollY") > 0
    shown = page.locator("#numbers [data-role=professional] a").first.bounding_box()
    assert 0 < shown["y"] < height
    page.keyboard.press("Escape")
    assert not page.locator("#numbers [data-role=professional]").is_visible()
    if height > 400:
        assert page.locator("header .danger a").bounding_box()["y"] >= 0


FOCUSED: Final = """() => {
  const each = document.activeElement, box = each.getBoundingClientRect();
  const header = document.querySelector('header');
  const under = header.contains(each) ? 0 : header.getBoundingClientRect().bottom;
  return {
    name: each.textContent.trim() || each.value || each.id,
    value: each.value || '', tag: each.tagName, type: each.type || '', id: each.id,
    outline: getComputedStyle(each).outlineStyle,
    seen: box.bottom > under && box.top < innerHeight,
  };
}"""


def tab_to(page: Any, **wanted: str) -> None:
    """Press Tab until what has the focus is this; all on the way is seen to have it."""
    for _ in range(60):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUSED)
        assert found["tag"] == "BODY" or (found["outline"], found["seen"]) == ("solid", True), found
        if all(str(found[name]).startswith(value) for name, value in wanted.items()):
            return
    raise AssertionError(wanted)


@needs_chromium
def test_the_whole_walk_can_be_done_with_the_keyboard_alone(opened: Callable[..., Any]) -> None:
    page = opened()
    keys = page.keyboard
    tab_to(page, id="case")
    keys.type("EX-7")
    tab_to(page, name="Begin")
    keys.press("Enter")
    tab_to(page, type="radio", value="yes")
    keys.press("Space")
    keys.press("ArrowRight")
    keys.press("ArrowRight")
    tab_to(page, name="Note, when")
    keys.press("Enter")
    tab_to(page, tag="SELECT")
    keys.press("ArrowDown")
    tab_to(page, tag="TEXTAREA")
    keys.type("seen twice")
    tab_to(page, type="radio")
    keys.press("Space")
    tab_to(page, name="Take the answer away")
    keys.press("Enter")
    assert page.evaluate(FOCUSED)["type"] == "radio"
    for _ in range(3):
        tab_to(page, name="Continue")
        keys.press("Enter")
    tab_to(page, name="Change", tag="BUTTON")
    tab_to(page, name="Continue")
    keys.press("Enter")
    tab_to(page, name="Save the record")
    with page.expect_download() as download:
        keys.press("Enter")
    answers = {"school.truanting": Response(Answer.NOT_KNOWN, When.CURRENT, note="seen twice")}
    saved = Path(download.value.path()).read_bytes()
    assert saved.decode() == dump(screening(answers, case_ref="EX-7"))


def enter(page: Any) -> None:
    """Enter what `SAID` has, with the mouse."""
    page.get_by_role("radio", name="For the public").check()
    press(page, "Begin")
    question = page.locator("fieldset:visible").first
    question.locator("summary").click()
    question.get_by_label("When", exact=True).select_option("past")
    question.get_by_label("On what basis", exact=True).select_option("opinion")
    question.locator("textarea").fill("  a <b>\n\n* # `x` _y_ \n")
    question.get_by_label("Yes", exact=True).check()
    press(page, "No to the rest")
    press(page, "Continue")
    page.get_by_label("Yes", exact=True).nth(-1).check()
    assert "This may mean harm now" in page.locator("main").inner_text()
    press(page, "Continue")
    page.get_by_label("Completed by").fill("form tutor")
    press(page, "Continue")
    press(page, "Continue")


@needs_chromium
def test_what_is_saved_is_what_cse_check_writes(opened: Callable[..., Any]) -> None:
    page = opened()
    enter(page)
    made = screening(SAID, role=Role.PUBLIC, narrative=Narrative(completed_by="form tutor"))
    saved = {}
    for name, ending in (("Save the record", ".json"), ("Save as text", ".md")):
        with page.expect_download() as download:
            press(page, name)
        assert download.value.suggested_filename.startswith("exampleshire-2027-07-01-")
        assert download.value.suggested_filename.endswith(ending)
        saved[ending] = Path(download.value.path()).read_bytes().decode()
    assert saved == {".json": dump(made), ".md": render(made, "markdown", Page())}
    assert load(saved[".json"].encode(), "saved.json") == made


@needs_chromium
def test_a_printed_summary_is_the_summary_with_the_case_in_its_margins(
    opened: Callable[..., Any],
) -> None:
    page = opened()
    page.locator("#case").fill("EX_7")
    press(page, "Check your answers")
    press(page, "Continue")
    press(page, "Back to your answers")
    press(page, "Continue")
    rules = page.evaluate("[...document.styleSheets[0].cssRules].map((each) => each.cssText)")
    margins = [each for each in rules if "@bottom-left" in each]
    assert len(margins) == 1
    assert "Case EX_7, Exampleshire, 1 July 2027" in margins[0]
    page.emulate_media(media="print")
    assert not page.locator("header, footer, .saving, button").filter(visible=True).count()
    assert page.locator("#summary .summary").is_visible()
    assert "Absence of indicators does not mean" in page.locator("main").inner_text()


@needs_chromium
def test_the_summary_shows_what_the_markdown_says(opened: Callable[..., Any]) -> None:
    page = opened()
    enter(page)
    made = render(screening(SAID, role=Role.PUBLIC), "markdown", Page())
    headings = [
        line.partition(" (")[0].lstrip("# ") for line in made.split("\n") if line[:1] == "#"
    ]
    shown = page.locator("#summary .summary").inner_text()
    for heading in headings[1:]:
        assert heading.replace("\\", "") in shown
    assert "was due for review by 30 June 2027" in shown
    assert "was due for review by 30 June 2027" in page.locator("#notices").inner_text()


@needs_chromium
def test_an_answer_is_changed_taken_away_and_no_to_the_rest_taken_back(
    opened: Callable[..., Any],
) -> None:
    page = opened()
    press(page, "Begin")
    press(page, "No to the rest")
    assert "Answered no: 2." in page.locator("main").inner_text()
    page.locator("fieldset:visible").first.get_by_label("No", exact=True).click()
    press(page, "Take all of that back")
    press(page, "Check your answers")
    rows = page.locator("dl:visible dd:not(.change)").all_inner_texts()
    assert rows[2:5] == ["no", "unanswered", "unanswered"]
    press(page, "Change", nth=2)
    assert page.evaluate("document.activeElement.id") == "q-school.truanting"
    press(page, "Take the answer away")
    assert not page.locator("input:checked:visible").count()


@needs_chromium
def test_a_case_reference_that_may_be_a_name_is_doubted_and_one_that_is_none_is_refused(
    opened: Callable[..., Any],
) -> None:
    page = opened()
    for ref, says in (("Jane Smith", "That is not a case"), ("Jane.Smith", "somebody's name")):
        page.locator("#case").fill(ref)
        press(page, "Begin")
        assert says in page.locator("#case-error").inner_text()
        assert page.evaluate("document.activeElement.id") == "case"
        assert page.locator("#case").get_attribute("aria-invalid") == str(" " in ref).lower()
    press(page, "Begin")
    assert "School" in page.locator("h2:visible").inner_text()


@needs_chromium
def test_a_text_that_could_not_be_read_again_is_not_kept_and_that_is_said(
    opened: Callable[..., Any],
) -> None:
    page = opened()
    press(page, "Check your answers")
    press(page, "Back")
    field = page.locator("textarea:visible").first
    field.fill("short")
    field.evaluate("(each) => { each.value = 'é'.repeat(600000); }")
    field.dispatch_event("input")
    assert "too long, and was not kept" in page.locator("main").inner_text()
    press(page, "Continue")
    assert "short" in page.locator("dl:visible").last.inner_text()


@needs_chromium
def test_nothing_is_sent_and_no_text_becomes_markup(browser: Any, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_bytes(checklist_page(EXAMPLE).encode())
    page = browser.new_page()
    asked: list[Any] = []
    page.on("request", lambda each: asked.append(each))
    page.goto(file.as_uri())
    asks = page.locator("legend", has_text=LONG)
    assert asks.text_content() == f"{LONG} <b>&amp;</b>"
    for attempt in (
        "fetch('https://example.org/')",
        "fetch('data:text/plain,x')",
        "(async () => { document.body.innerHTML = '<b>x</b>'; })()",
        "(async () => { document.write('x'); })()",
    ):
        assert page.evaluate(f"{attempt}.then(() => 'done', () => 'blocked')") == "blocked", attempt
    page.evaluate(
        "document.body.append(Object.assign(new Image(), {src: 'https://example.org/x'}))"
    )
    page.evaluate("navigator.sendBeacon('https://example.org/x')")
    page.wait_for_timeout(300)
    assert {each.failure for each in asked[1:]} <= {"csp"}
    page.close()


@needs_chromium
def test_it_warns_before_it_is_closed_with_answers_in_it(opened: Callable[..., Any]) -> None:
    warned: list[str] = []

    def warn(dialog: Any) -> None:
        warned.append(dialog.type)
        dialog.accept()

    def close(page: Any) -> None:
        page.on("dialog", warn)
        page.close(run_before_unload=True)
        with suppress(Exception):
            page.wait_for_event("close", timeout=5000)

    close(opened())
    assert warned == []
    page = opened()
    press(page, "Begin")
    page.get_by_label("Yes", exact=True).first.check()
    close(page)
    assert warned == ["beforeunload"]


@needs_chromium
def test_without_scripts_the_numbers_are_there(browser: Any, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_bytes(checklist_page(bundled("leeds")).encode())
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    page.locator("#numbers summary").click()
    assert "0113 535 0600" in page.locator("header").inner_text()
    assert "The questions cannot be asked here" in page.locator("main").inner_text()
    context.close()
