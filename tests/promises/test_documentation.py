"""The documentation: every link leads somewhere, and the built site needs nobody else's server."""

import re
import subprocess
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import reference
from chromium import CHROMIUM, driven
from commands import EVERY_COMMAND, options_of
from documentation import SHIM, loaded_from_outside
from judges import needs

import cse_check
from cse_check import frames
from cse_check.model import Catalogue
from examples import PROJECT

BUILDER = PROJECT / ".venv" / "docs" / "bin" / "python"
SOURCES = sorted([*PROJECT.glob("*.md"), *(PROJECT / "docs").glob("*.md")])
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} +(.*)$", re.M)
FENCED = re.compile(r"^```.*?^```", re.S | re.M)


def anchors(page: Path) -> set[str]:
    """Return what can be linked to on a page, as code hosts and the site name headings."""
    text = FENCED.sub("", page.read_text(encoding="utf-8"))
    plain = (re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", each) for each in HEADING.findall(text))
    return {re.sub(r"[^\w\- ]", "", each.lower()).strip().replace(" ", "-") for each in plain}


@pytest.mark.parametrize("page", SOURCES, ids=lambda page: page.name)
def test_every_link_in_the_sources_leads_somewhere(page: Path) -> None:
    for link in LINK.findall(FENCED.sub("", page.read_text(encoding="utf-8"))):
        if link.startswith(("https://", "http://", "mailto:")):
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), f"{page.name}: {link}"
        assert not anchor or anchor in anchors(target), f"{page.name}: {link}"


def test_every_page_is_in_the_navigation() -> None:
    listed = (PROJECT / "release" / "site" / "zensical.toml").read_text(encoding="utf-8")
    for page in [*(PROJECT / "docs").glob("*.md"), *map(Path, reference.pages())]:
        assert f'"{page.name}"' in listed, f"release/site/zensical.toml: name {page.name}."


# What is made from the program


def test_the_reference_has_every_command_and_every_option() -> None:
    text = reference.pages()["reference-commands.md"]
    for words in EVERY_COMMAND:
        heading = rf"^## `cse-check {' '.join(words)}`\n"
        (section,) = re.findall(rf"{heading}(.*?)(?=^## |\Z)", text, re.S | re.M)
        for option in options_of(words):
            assert option in section, (words, option)


def test_the_reference_has_every_field_of_a_catalogue() -> None:
    text = reference.pages()["reference-format.md"]
    for field in Catalogue.__struct_fields__:
        assert f"| `{field}` |" in text


def test_the_reference_has_every_public_name_with_its_errors() -> None:
    text = reference.pages()["reference-python.md"]
    for name in (*cse_check.__all__, *frames.__all__):
        assert f"### `{name}`" in text or name == "__version__"
    assert "- `UsageError`: it is no frame" in text
    assert "    answer: Answer | None = None,\n" in text
    assert "    note: str | None = None,\n" in text
    assert not {"<factory>", "Annotated", "Optional"} & set(
        re.findall("<factory>|[A-Z][a-z]+", text)
    )


# The built site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site."""
    if not BUILDER.exists():
        pytest.skip("needs what builds the documentation: make docs")
    target = tmp_path_factory.mktemp("documentation") / "site"
    command = [BUILDER, PROJECT / "release" / "documentation.py", target]
    ended = subprocess.run(command, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return target


class Links(HTMLParser):
    """What a page links to, and what can be linked to on it."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element."""
        found = dict(attrs)
        self.ids |= {found[name] or "" for name in ("id", "name") if name in found}
        if tag == "a" and found.get("href"):
            self.links.append(found["href"] or "")


@pytest.mark.slow
def test_every_link_in_the_site_leads_somewhere(site: Path) -> None:
    pages = {page: Links(page) for page in site.rglob("*.html") if page.name != "404.html"}
    assert len(pages) > 20
    for page, found in pages.items():
        for link in found.links:
            if re.match(r"[a-z]+:", link):
                continue
            name, _, anchor = link.partition("#")
            target = (page.parent / name).resolve() if name else page
            assert target.exists(), f"{page.name}: {link}"
            if anchor and target in pages:
                assert anchor in pages[target].ids, f"{page.name}: {link}"


@pytest.mark.slow
def test_a_link_in_the_site_is_called_as_its_page_is(site: Path) -> None:
    for page in site.glob("*.html"):
        assert re.findall(r">[^<>]*\.md</a>", page.read_text(encoding="utf-8")) == [], page


def test_no_page_of_the_site_would_load_anything_from_outside(site: Path) -> None:
    files = [*site.rglob("*.html"), *site.rglob("*.css")]
    assert {each.name: list(loaded_from_outside(each)) for each in files} == {
        each.name: [] for each in files
    }
    assert not any(SHIM.encode() in page.read_bytes() for page in site.rglob("*.html"))


@pytest.mark.parametrize(
    "text",
    [
        '<script src="https://example.org/a.js"></script>',
        "<link rel=stylesheet href=//example.org/a.css>",
        '<img alt="" src="http://example.org/a.png">',
        "<style>@import 'https://example.org/a.css'</style>",
        "a { background: url(https://example.org/a.png) }",
    ],
)
def test_what_would_be_loaded_from_outside_is_found(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.html").write_text(text, encoding="utf-8")
    assert list(loaded_from_outside(tmp_path / "a.html"))


def test_a_link_that_somebody_may_follow_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text('<a href="https://example.org">a</a>', encoding="utf-8")
    assert list(loaded_from_outside(tmp_path / "a.html")) == []


@pytest.fixture(scope="module")
def page(site: Path) -> Iterator[Any]:
    """Open a browser that answers no request but for files of the site."""
    if not CHROMIUM:
        pytest.skip("needs Chromium (apt-get install chromium)")
    outside: list[str] = []
    complaints: list[str] = []
    with driven() as browser:
        opened = browser.new_page(viewport={"width": 1280, "height": 900})
        opened.on("request", lambda each: outside.append(each.url))
        opened.on("pageerror", lambda each: complaints.append(str(each)))
        yield opened
    assert [each for each in outside if not each.startswith((site.as_uri(), "data:"))] == []
    assert complaints == []


@pytest.mark.slow
@needs("playwright")
def test_search_finds_a_word_where_the_site_is_a_folder(page: Any, site: Path) -> None:
    page.goto((site / "index.html").as_uri())
    assert "If a child is in immediate danger, ring 999 now." in page.inner_text("article")
    assert "absence of indicators does not mean that a child is safe" in page.inner_text("article")
    page.keyboard.press("Control+k")
    page.wait_for_timeout(300)
    page.keyboard.type("spark")
    page.wait_for_selector("ol a:has-text('Spark')")


@pytest.mark.slow
@needs("playwright")
@needs("axe_playwright_python")
@pytest.mark.parametrize("name", ["index", "forms-odk-kobo", "reference-commands"])
def test_a_page_of_the_site_meets_wcag_and_needs_no_scrolling_sideways(
    page: Any, site: Path, name: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page.goto((site / f"{name}.html").as_uri())
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    found = Axe().run(page, context="article", options={"runOnly": rules})
    assert found.violations_count == 0, found.generate_report()
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.set_viewport_size({"width": 1280, "height": 900})
