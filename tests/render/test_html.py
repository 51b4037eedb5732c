"""The HTML page: one file on its own, read by a parser, and by a browser where there is one."""

import re
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from html.parser import HTMLParser
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from chromium import CHROMIUM, driven
from hypothesis import given
from hypothesis import strategies as st
from smalltown import FULL, LEEDS, screening

from cse_check.comparison import compare
from cse_check.model import Answer, Edition, Response
from cse_check.narrative import FIELDS, Narrative
from cse_check.render import render
from cse_check.render.comparison import comparison_document
from cse_check.render.html import render_document
from cse_check.render.page import Page
from cse_check.screening import screen
from cse_check.unseen import visible
from examples import AREAS, TODAY, bundled

VOID = {"meta", "br", "hr"}


class Outline(HTMLParser):
    """Reads a page strictly: every element is closed, in order."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.text.append(data)

    @property
    def words(self) -> str:
        return " ".join("".join(self.text).split())


def page_of(edition: Edition, answers: dict[str, Response] | None = None) -> str:
    return render(screen(edition, answers or {}, screened_on=TODAY), "html", Page())


@pytest.mark.parametrize("edition", [bundled(area) for area in AREAS], ids=AREAS)
def test_a_page_has_no_script_no_link_out_and_one_main_heading(edition: Edition) -> None:
    outline = Outline(page_of(edition))
    tags = [tag for tag, _ in outline.elements]
    assert not {"script", "link", "img", "iframe", "object", "form", "base"} & set(tags)
    links = [str(attrs["href"]) for tag, attrs in outline.elements if tag == "a"]
    assert [each for each in links if not re.fullmatch(r"tel:(999|\+44[0-9]{9,10})", each)] == []
    assert tags.count("h1") == tags.count("main") == 1
    assert not [each for _, attrs in outline.elements for each in attrs if each.startswith("on")]
    assert ("html", {"lang": "en-GB"}) in outline.elements


def test_no_heading_level_is_left_out() -> None:
    levels = [
        int(tag[1])
        for tag, _ in Outline(render(FULL, "html", Page())).elements
        if re.fullmatch("h[1-6]", tag)
    ]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_policy_allows_the_page_s_own_style_and_nothing_else() -> None:
    page = page_of(LEEDS)
    style = re.search(r"<style>(.*?)</style>", page, re.S)
    assert style
    digest = b64encode(sha256(style[1].encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert f'content="{policy}"' in page
    assert "http" not in style[1]
    assert "url(" not in style[1]
    assert "@import" not in style[1]


@given(note=st.text(max_size=50) | st.text(st.sampled_from("<>&\"'/{}%-!"), max_size=50))
def test_any_note_is_shown_letter_for_letter_and_is_never_markup(note: str) -> None:
    note = visible(note)
    response = Response(Answer.YES, note=note or None)
    page = render(screening(home__late=response), "html", Page())
    assert " ".join(note.split()) in Outline(page).words


def test_the_narrative_and_its_empty_lines_are_on_the_page() -> None:
    told = screen(LEEDS, {}, screened_on=TODAY, narrative=Narrative(worry="one\n<b>two</b>"))
    outline = Outline(render(told, "html", Page(form=True)))
    assert "The worry, in facts one <b>two</b>" in outline.words
    lines = [attrs for _, attrs in outline.elements if attrs.get("class") == "writing"]
    assert len(lines) == len(FIELDS) - 1


# In a browser ------------------------------------------------------------------------------------

in_a_browser = pytest.mark.skipif(
    not (CHROMIUM and find_spec("playwright") and find_spec("axe_playwright_python")),
    reason="needs Chromium (apt-get install chromium), and then: make browser",
)
PAGES = {
    "full": render(FULL, "html", Page(form=True)),
    **{area: page_of(bundled(area)) for area in AREAS},
    "compared": render_document(comparison_document(compare(screening(), FULL)), Page()),
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with driven() as browser:
        yield browser


@pytest.fixture(params=PAGES)
def opened(browser: Any, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Any]:
    """Open a page in a browser that may fetch nothing else, and say nothing."""
    file = tmp_path / "page.html"
    file.write_text(PAGES[request.param], encoding="utf-8")
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    requests: list[str] = []
    said: list[str] = []
    page.on("request", lambda each: requests.append(each.url))
    page.on("console", lambda each: said.append(each.text))
    page.on("pageerror", lambda each: said.append(str(each)))
    page.goto(file.as_uri())
    yield page
    assert requests == [file.as_uri()]
    assert said == []
    page.close()


@in_a_browser
def test_a_page_meets_wcag_2_2_aa(opened: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(opened, options={"runOnly": rules})
    assert found.violations_count == 0, found.generate_report()


@in_a_browser
@pytest.mark.parametrize("width", [1280, 640, 320])
def test_a_page_reads_without_scrolling_sideways_at_any_zoom(opened: Any, width: int) -> None:
    """A window of 1280 at 200 % is 640 columns wide, at 400 % 320."""
    opened.set_viewport_size({"width": width, "height": 900})
    assert opened.evaluate("document.documentElement.scrollWidth") <= width


@in_a_browser
def test_a_page_shows_its_style(opened: Any) -> None:
    color = opened.evaluate("getComputedStyle(document.querySelector('.danger strong')).color")
    assert color == "rgb(176, 0, 32)"


@in_a_browser
def test_a_page_prints_on_a4(opened: Any) -> None:
    pdf = opened.pdf(prefer_css_page_size=True)
    sizes = set(re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf))
    assert {(round(float(wide)), round(float(high))) for wide, high in sizes} == {(595, 842)}
