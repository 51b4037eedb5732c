"""The page for those who install nothing: one file, its policy, and what is in it."""

import json
import re
from base64 import b64encode
from datetime import date, timedelta
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from cse_check.corrections.overlay import correct, empty, merge
from cse_check.errors import InvalidFileError
from cse_check.model import Edition, Role
from cse_check.numbers import address
from cse_check.render.checklist import checklist_page, embedded
from cse_check.render.checklist.ages import MARK, last_day, table
from cse_check.render.checklist.facts import PATTERNS, facts
from cse_check.render.checklist.verifying import verified
from cse_check.unseen import LINE_END, SPACE
from examples import AREAS, CATALOGUE, TODAY, bundled, changed, edition

each_area = pytest.mark.parametrize("area", AREAS)
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"
ROOM = 150_000
"""How many bytes a page may have: it goes round by e-mail and on sticks."""


class Elements(HTMLParser):
    """Reads a page: every element with its attributes, and what is in scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.inside: dict[str, list[str]] = {}
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.found and self.found[-1][0] in ("script", "style") and data.strip():
            self.inside.setdefault(self.found[-1][0], []).append(data)

    def of(self, *tags: str) -> list[dict[str, str | None]]:
        return [attrs for tag, attrs in self.found if tag in tags]


def corrected() -> Edition:
    """Return the example with a number that was corrected here."""
    printed = edition()
    (wrong,) = (each for each in printed.catalogue.contacts if each.id == "duty-public")
    found = correct(
        empty("exampleshire"),
        wrong,
        phone="01632 960999",
        option=None,
        source="rung",
        today=TODAY,
    )
    return Edition(merge(printed.catalogue, found), printed.sha256)


def hash_of(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


@each_area
def test_the_policy_allows_the_page_s_own_script_and_style_and_no_request(area: str) -> None:
    page = Elements(checklist_page(bundled(area)))
    _, script = page.inside["script"]
    (style,) = page.inside["style"]
    (policy,) = (each["content"] for each in page.of("meta") if each.get("http-equiv") is not None)
    assert policy == (
        f"default-src 'none'; script-src {hash_of(script)}; style-src {hash_of(style)}; "
        "connect-src 'none'; base-uri 'none'; form-action 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )


@each_area
def test_nothing_in_a_page_asks_for_anything_from_anywhere(area: str) -> None:
    page = Elements(checklist_page(bundled(area)))
    asking = ("link", "img", "iframe", "object", "embed", "base", "form", "audio", "video", "svg")
    assert page.of(*asking) == []
    names = {name for _, attrs in page.found for name in attrs}
    assert not names & {"src", "srcset", "action", "formaction", "poster", "background", "style"}
    assert not [name for name in names if name.startswith("on")]
    assert all(str(each["href"]).startswith("tel:") for each in page.of("a"))
    assert not re.search(r"url\(|@import|https?:", page.inside["style"][0])


@each_area
def test_the_script_makes_no_markup_of_a_text_and_keeps_nothing(area: str) -> None:
    _, script = Elements(checklist_page(bundled(area))).inside["script"]
    refused = (
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|fetch\("
        r"|XMLHttpRequest|sendBeacon|WebSocket|EventSource|localStorage|sessionStorage|indexedDB"
        r"|cookie|history\.|https?:|import\("
    )
    assert re.findall(refused, script) == []


@each_area
def test_a_page_begins_with_999_and_the_numbers(area: str) -> None:
    page = checklist_page(bundled(area))
    body = page.partition("<body>")[2]
    assert body.lstrip().startswith('<header>\n<p class="danger"><a href="tel:999">')
    header = body.partition("</header>")[0]
    for role in Role:
        for contact in bundled(area).catalogue.contacts_for(role):
            assert f'<a href="{address(contact.phone)}">{contact.phone}</a>' in header
    assert "Absence of indicators does not mean that a child is safe." in header


@each_area
def test_no_control_can_be_filled_in_or_sent_to_a_spelling_service_by_a_browser(area: str) -> None:
    page = Elements(checklist_page(bundled(area)))
    controls = page.of("input", "select", "textarea")
    assert len(controls) > 5
    assert {each.get("autocomplete") for each in controls} == {"off"}
    typed = [*page.of("textarea"), *(each for each in page.of("input") if each["type"] == "text")]
    assert {each.get("spellcheck") for each in typed} == {"false"}
    assert ("html", {"lang": "en-GB", "translate": "no"}) in page.found


@each_area
def test_a_page_is_small_and_the_same_each_time(area: str) -> None:
    page = checklist_page(bundled(area))
    assert len(page.encode()) < ROOM
    assert page == checklist_page(bundled(area))


@each_area
def test_every_step_says_that_nothing_is_kept_and_who_can_read_what_is_saved(area: str) -> None:
    foot = " ".join(checklist_page(bundled(area)).partition("<footer>")[2].split())
    assert "Absence of indicators does not mean that a child is safe." in foot
    assert "it is gone when this page is closed, unless you save it" in foot
    assert "whoever can read the folder they are in can read them" in foot


def test_hostile_text_of_a_catalogue_stays_text() -> None:
    hostile = changed(
        ("    team: Police\n", f"    team: '{HOSTILE}'\n"),
        ("  name: Exampleshire\n", f"  name: '{HOSTILE}'\n"),
        ("text: Truanting", f"text: '{HOSTILE}'"),
    )
    page = Elements(checklist_page(edition(hostile)))
    assert len(page.of("script")) == 2
    assert page.of("img") == []
    data, _ = page.inside["script"]
    (category, _) = json.loads(data)["record"]["catalogue"]["categories"]
    assert category["indicators"][0]["text"] == HOSTILE


def test_what_is_embedded_can_end_no_element_and_is_the_same_when_it_is_read() -> None:
    values = {"a": "</script><!-- & \u2028 é \0 \U0001f600"}
    written = embedded(values)
    assert written.isascii()
    assert not set("<>&\0") & set(written)
    assert json.loads(written) == values


def test_corrections_of_this_machine_are_built_in_and_said() -> None:
    page = checklist_page(corrected())
    assert "duty-public (01632 960999, since 2026-11-21)" in page
    assert 'href="tel:+441632960999"' in page
    assert "corrected where this page was made" not in checklist_page(edition())


@each_area
def test_the_table_has_the_age_of_every_source_on_every_day_of_thirty_years(area: str) -> None:
    catalogue = bundled(area).catalogue
    found = table(catalogue)
    day, last = date(2020, 1, 1), last_day(catalogue)
    assert last.year >= int(catalogue.revision[:4]) + 30
    starts = {name: dict(runs) for name, runs in found.items()}
    said = {
        name: [text for start, text in runs if start < day.isoformat()][-1]
        for name, runs in found.items()
    }
    while day <= last:
        for source in catalogue.sources:
            said[source.id] = starts[source.id].get(day.isoformat(), said[source.id])
            assert said[source.id] == source.dated(day), (source.id, day)
        day += timedelta(days=1)


def test_a_mark_can_be_in_no_catalogue() -> None:
    with pytest.raises(InvalidFileError):
        edition(changed(("title: A guide", f'title: "A {MARK} guide"')))


def test_what_is_only_said_after_a_day_names_the_day() -> None:
    revision = 'revision: "2026-11-21"'
    reviewed = edition(changed((revision, f'{revision}\nreview_by: "2027-06-30"')))
    found = facts(reviewed)
    for role in Role:
        late = [each for each in found["roles"][role]["closing"] if "after" in each]
        assert [(each["after"], each["text"]) for each in late] == [
            ("2027-06-30", found["overdue"]["says"])
        ]
    assert facts(edition())["overdue"] is None


def test_dates_at_the_end_of_the_calendar_make_a_page() -> None:
    late = edition(
        changed(
            ('published: "2013-11"', 'published: "9999-12"'),
            ('revision: "2026-11-21"', 'revision: "9999-12-31"\nreview_by: "9999-12-31"'),
        )
    )
    page = checklist_page(late)
    assert verified(page.encode(), "copy.html") == late
    assert facts(late)["overdue"] is None


@pytest.mark.parametrize("name", PATTERNS)
def test_patterns_mean_the_same_to_both_languages(name: str) -> None:
    """Nothing in them is Python's own."""
    assert not re.search(r"\\[AZ]|\(\?[P#aiLmsux]", PATTERNS[name].pattern)


def test_white_space_and_ends_of_lines_are_those_of_python() -> None:
    every = [chr(each) for each in range(0x10000)]
    assert [each for each in every if SPACE.fullmatch(each)] == [c for c in every if c.isspace()]
    assert [each for each in every if LINE_END.fullmatch(each)] == [
        each for each in every if len(f"a{each}b".splitlines()) == 2
    ]


# Genuine or not ----------------------------------------------------------------------------------


@pytest.mark.parametrize("made_of", [*map(bundled, AREAS), edition(CATALOGUE), corrected()])
def test_a_page_is_known_to_be_what_is_made_of_its_catalogue(made_of: Edition) -> None:
    assert verified(checklist_page(made_of).encode(), "copy.html") == made_of


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("0113 376 0336", "0113 376 0337"),
        ("</body>", "<p>x</p></body>"),
        ("<script>", "<script>//"),
        ("\n", "\r\n"),
        ("connect-src 'none'", "connect-src *"),
        ('"version":"', '"version":"9'),
        ('id="facts">{', 'id="facts">'),
    ],
)
def test_a_page_that_was_changed_is_refused(old: str, new: str) -> None:
    page = checklist_page(bundled("leeds"))
    assert old in page
    with pytest.raises(InvalidFileError):
        verified(page.replace(old, new).encode(), "copy.html")
