"""What is wrong with a catalogue: everything at once, each where it stands, and nothing else."""

import json
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cse_check.catalogue.load import load
from cse_check.errors import InvalidFileError
from cse_check.model import Catalogue, Edition, is_day
from cse_check.numbers import is_uk_number
from cse_check.reading.diagnosis import LINES
from cse_check.reading.tree import MappingNode, Node, Report, ScalarNode, SequenceNode, read_tree
from cse_check.reading.typed import Builder
from examples import (
    BUNDLED,
    CATALOGUE,
    Place,
    area_of,
    changed,
    edition,
    faults,
    holder_of,
    path_of,
    places_in,
)

BROKEN = """\
format: 1
area: {id: Brokenshire, name: "", authority: Brokenshire Council, alias: [broken]}
revision: "2026-02-30"
sources:
  - id: guide
    title: A guide
    publisher: A council
    published: November 2013
  - id: page
    titel: A page
    publisher: &a A partnership
    published_note: undated
    url: [x]
guide:
  definition: {text: What it is., source: giude}
  who: somebody
  actions: []
categories:
  - id: school
    name: School
    kind: indicators
    grouping: editorial
    indicators:
      - id: school.truanting
        text: Truanting
        source_text: "Truancing"
        source: guide
        urgent: yes
      - id: school.truanting
        text: "Hidden \\u202e text"
        source_text: "Truancing"
        source: nowhere
      - id: health.excluded
        text: Excluded
        source: guide
  - id: school
    name: School again
    kind: indicator
    grouping: source
    name: School once more
    indicators: []
contacts:
  - id: duty
    team: Duty Team
    phone: 247 8652
    audience: profesional
    hours: office
    source: guide
  - Emergency Duty Team
gaps: null
"""


HOURS = "hours_text: 9.00am to 5.00pm"


def complaints(text: str | bytes) -> list[str]:
    return faults(lambda: load(text.encode() if isinstance(text, str) else text, "f.yaml"))


def marked(text: str) -> tuple[str, str]:
    """Take out the one mark (») of a text, and give the line and column where it stood."""
    before, after = text.split("»")
    lines = before.split("\n")
    return before + after, f"{len(lines)}:{len(lines[-1]) + 1}"


def test_a_rather_broken_catalogue_is_told_everything_at_once() -> None:
    assert complaints(BROKEN) == [
        "f.yaml:2:12: area.id: should be lower-case letters, digits and single hyphens, at most 64",
        "f.yaml:2:31: area.name: should be some text",
        "f.yaml:2:67: area: 'alias' is not a known name here; did you mean 'aliases'?",
        "f.yaml:3:11: revision: '2026-02-30' is not a real date",
        "f.yaml:8:16: sources[0].published: should be a date written YYYY, YYYY-MM or YYYY-MM-DD",
        "f.yaml:9:5: sources[1]: has no 'title', which is required",
        "f.yaml:10:5: sources[1]: 'titel' is not a known name here; did you mean 'title'?",
        "f.yaml:11:16: begins with & (in YAML an anchor): put the text in quotes",
        "f.yaml:13:10: sources[1].url: should be some text, not a list: put it in quotes",
        "f.yaml:15:43: guide.definition.source: 'giude' is not the id of a source; "
        "did you mean 'guide'?",
        "f.yaml:16:8: guide.who: should hold names and values, not a text",
        "f.yaml:17:12: guide.actions: has no action: say what the guide asks people to do",
        "f.yaml:21:11: categories[0].kind: should be one of indicator, vulnerability, "
        "linked-activity; did you mean 'indicator'?",
        "f.yaml:28:17: categories[0].indicators[0].urgent: should be true or false, in small "
        "letters",
        "f.yaml:29:13: categories[0].indicators[1].id: 'school.truanting' is already the "
        "id of categories[0].indicators[0]",
        "f.yaml:30:15: holds U+202E, an invisible character: remove it, or type the word again",
        "f.yaml:32:17: categories[0].indicators[1].source: 'nowhere' is not the id of a source",
        "f.yaml:33:9: categories[0].indicators[2]: has no 'source_text', which is required",
        "f.yaml:33:13: categories[0].indicators[2].id: 'health.excluded' should start with its "
        "category's id, 'school.'",
        "f.yaml:36:9: categories[1].id: 'school' is already the id of categories[0]",
        "f.yaml:40:5: 'name' appears twice; it is already on line 37. Keep one, or begin a new "
        "item of the list with '- '",
        "f.yaml:41:17: categories[1].indicators: has no indicator: a category asks at least one",
        "f.yaml:45:12: contacts[0].phone: '247 8652' is not a UK number or short code: digits and "
        "single spaces, with the area code, such as '0113 496 0000' or '999'",
        "f.yaml:46:15: contacts[0].audience: should be one of professional, public, anyone, "
        "not-said; did you mean 'professional'?",
        "f.yaml:49:5: contacts[1]: should hold names and values, not a text",
        "f.yaml:50:7: gaps: is empty; it should be a list",
    ]


def test_the_example_has_no_fault() -> None:
    assert complaints(CATALOGUE) == []


# Each check


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "  - id: page\n",
            "  - {id: »guide, title: A, publisher: B, published: '2013'}\n  - id: page\n",
            "sources[1].id: 'guide' is already the id of sources[0]",
        ),
        (
            "contacts:\n",
            "  - id: »school\n    name: Again\n    kind: indicator\n    grouping: source\n"
            "    indicators: [{id: school.late, text: A, source_text: B, source: guide}]\n"
            "contacts:\n",
            "categories[2].id: 'school' is already the id of categories[0]",
        ),
        (
            "id: school.excluded",
            "id: »school.truanting",
            "categories[0].indicators[1].id: 'school.truanting' is already the "
            "id of categories[0].indicators[0]",
        ),
        (
            "id: duty-public",
            "id: »duty-professional",
            "contacts[2].id: 'duty-professional' is already the id of contacts[1]",
        ),
    ],
)
def test_an_id_that_is_there_twice_is_refused(old: str, new: str, message: str) -> None:
    text, where = marked(changed((old, new)))
    assert complaints(text) == [f"f.yaml:{where}: {message}"]


def test_an_indicator_id_that_another_category_has_is_refused_for_each_reason() -> None:
    text, where = marked(changed(("id: health.self-harm", "id: »school.excluded")))
    path = "categories[1].indicators[0].id"
    assert complaints(text) == [
        f"f.yaml:{where}: {path}: 'school.excluded' is already the id of "
        "categories[0].indicators[1]",
        f"f.yaml:{where}: {path}: 'school.excluded' should start with its category's id, 'health.'",
    ]


def test_ids_of_different_kinds_may_be_the_same() -> None:
    assert complaints(changed(("id: duty-public", "id: guide"))) == []


def test_an_indicator_id_that_does_not_start_with_its_category_is_refused() -> None:
    text, where = marked(changed(("id: school.truanting", "id: »schools.truanting")))
    assert complaints(text) == [
        f"f.yaml:{where}: categories[0].indicators[0].id: 'schools.truanting' should start with "
        "its category's id, 'school.'"
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "What it is., source: guide",
            "What it is., source: »giude",
            "guide.definition.source: 'giude' is not the id of a source; did you mean 'guide'?",
        ),
        (
            "Whom it affects., source: guide",
            "Whom it affects., source: »pages",
            "guide.who.source: 'pages' is not the id of a source; did you mean 'page'?",
        ),
        (
            "Ring somebody., source: guide",
            "Ring somebody., source: »guides",
            "guide.actions[0].source: 'guides' is not the id of a source; did you mean 'guide'?",
        ),
        (
            "  actions:",
            "  caveat: {text: A, source: »nowhere}\n  actions:",
            "guide.caveat.source: 'nowhere' is not the id of a source",
        ),
        (
            '"Self-harm"\n        source: guide',
            '"Self-harm"\n        source: »leaflet',
            "categories[1].indicators[0].source: 'leaflet' is not the id of a source",
        ),
        (
            "5.00pm\n    source: page",
            "5.00pm\n    source: »pge",
            "contacts[1].source: 'pge' is not the id of a source; did you mean 'page'?",
        ),
    ],
)
def test_a_source_that_is_not_there_is_refused_with_the_nearest(
    old: str, new: str, message: str
) -> None:
    text, where = marked(changed((old, new)))
    assert complaints(text) == [f"f.yaml:{where}: {message}"]


GOOD_PHONES = [
    "999", "101", "111", "112", "119", "105", "116 000", "116000", "116 123", "18000",
    "0113 496 0336", "01134960336", "01632 960403", "020 7946 0123", "0300 123 4567",
    "07700 900123", "0808 157 0123", "028 9649 6000", "0909 879 0123", "056 1234 5678",
    "016977 2345", "01204 96041",  # ten digits, as a few towns have
    "0800 1111",  # Childline: eight digits, the only such number
    "+44 113 496 0336", "+44 (0)113 496 0336", "(0113) 496 0336", "(0113)4960336", "0113-496-0336",
]  # fmt: skip
BAD_PHONES = [
    "247 8652", "396313", "00113 496 0336", "0113 496 03366", "0413 496 0336", "0613 496 0336",
    "+33 113 496 0336", "+44 0113 496 0336", "0113) 496 0336", "(0113 496 0336", "0113--496-0336",
    "(0113) (496) 0336", "-0113 496 0336", "+44", "0113 496 0336-",
    "0113  496 0336", " 0113 496 0336",
    "0113 496 0336 ", "0113\t496 0336", "0113 496 0336\n", "0113\u00a0496 0336",
    "0113 496 0336 option 2", "0113 496 0336/7", "9999", "99", "1", "0", "000", "911", "116 00",
    "116 0000", "1800", "180000", "0800 1112", "0113 496 033 6 1", "Duty Team", "",
    "\N{FULLWIDTH DIGIT ZERO}113 496 0336", "\N{ARABIC-INDIC DIGIT ZERO}113 496 0336",
]  # fmt: skip
ONE_DIGIT_SHORT = ["0113 496 033", "020 7946 012", "0300 123 456", "07700 90012", "0121 496 012"]
"""Numbers of areas and services that have eleven digits everywhere, with ten."""


@pytest.mark.parametrize("phone", GOOD_PHONES)
def test_a_uk_number_is_one(phone: str) -> None:
    assert is_uk_number(phone)


@pytest.mark.parametrize("phone", BAD_PHONES)
def test_what_a_uk_telephone_cannot_ring_is_no_uk_number(phone: str) -> None:
    assert not is_uk_number(phone)


@pytest.mark.parametrize("phone", ONE_DIGIT_SHORT)
def test_a_number_that_has_lost_a_digit_is_no_uk_number(phone: str) -> None:
    assert not is_uk_number(phone)


def test_a_phone_that_is_no_uk_number_is_refused() -> None:
    text, where = marked(changed(('"0113 496 0336"', "»496 0336")))
    assert complaints(text) == [
        f"f.yaml:{where}: contacts[1].phone: '496 0336' is not a UK number or short code: digits "
        "and single spaces, with the area code, such as '0113 496 0000' or '999'"
    ]


@pytest.mark.parametrize(
    "written",
    [
        "9 to 5",
        "mon-fri 9:00-17:00",
        "mon-fri 09:00-25:00",
        "Mon 09:00-17:00",
        "mon,tue 09:00-10:00",
    ],
)
def test_hours_that_are_not_written_plainly_are_refused(written: str) -> None:
    text, where = marked(changed((HOURS, f'{HOURS}\n    open: [»"{written}"]')))
    assert complaints(text) == [
        f"f.yaml:{where}: contacts[1].open[0]: should be days and hours, written "
        "mon-fri 09:00-17:00 or sat 17:00-09:00"
    ]


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        (
            HOURS,
            f"{HOURS}\n    open: [mon-fri 09:00-17:00]\n    open_source: »pgae",
            "contacts[1].open_source: 'pgae' is not the id of a source; did you mean 'page'?",
        ),
        (
            f"    hours: office\n    {HOURS}",
            "    hours: any\n    open: »[sun 09:00-17:00]",
            "contacts[1].open: is for hours that are 'office' or 'out-of-hours'; these are 'any'",
        ),
        (
            HOURS,
            f"{HOURS}\n    open_source: »page",
            "contacts[1].open_source: is the source of 'open', which is not here",
        ),
    ],
)
def test_plain_hours_agree_with_the_rest_of_the_contact(old: str, new: str, complaint: str) -> None:
    text, where = marked(changed((old, new)))
    assert complaints(text) == [f"f.yaml:{where}: {complaint}"]


@pytest.mark.parametrize("day", ["2026-02-30", "2023-02-29", "2026-13-01", "2026-00-10"])
def test_a_revision_that_is_no_day_of_the_calendar_is_refused(day: str) -> None:
    text, where = marked(changed(('"2026-11-21"', f'»"{day}"')))
    assert complaints(text) == [f"f.yaml:{where}: revision: '{day}' is not a real date"]


@pytest.mark.parametrize(
    "day", ["21/11/2026", "20261121", "2026-W47-6", "2026-11", '"2026-11-21\\n"', "2026-1-1"]
)
def test_a_revision_is_written_as_a_day(day: str) -> None:
    text, where = marked(changed(('"2026-11-21"', f"»{day}")))
    assert complaints(text) == [f"f.yaml:{where}: revision: should be a date written YYYY-MM-DD"]


@pytest.mark.parametrize("published", ["2013-11-31", "2013-13", "0000", "2023-02-29"])
def test_a_date_of_a_source_that_never_was_is_refused(published: str) -> None:
    text, where = marked(changed(('"2013-11"', f'»"{published}"')))
    assert complaints(text) == [
        f"f.yaml:{where}: sources[0].published: '{published}' is not a real date"
    ]


@pytest.mark.parametrize("published", ["11/2013", "2013-1", "November 2013", "2013-11-3", "201311"])
def test_a_date_of_a_source_is_written_as_a_date(published: str) -> None:
    text, where = marked(changed(('"2013-11"', f"»{published}")))
    assert complaints(text) == [
        f"f.yaml:{where}: sources[0].published: should be a date written YYYY, YYYY-MM or "
        "YYYY-MM-DD"
    ]


@pytest.mark.parametrize("written", ["    published: null\n", ""])
def test_a_source_says_when_it_was_published_or_what_is_known(written: str) -> None:
    text, where = marked(
        changed(('    published: "2013-11"\n', written), ("- id: guide", "- »id: guide"))
    )
    assert complaints(text) == [
        f"f.yaml:{where}: sources[0]: has no date: give 'published', or say in 'published_note' "
        "what is known"
    ]


@pytest.mark.parametrize("published", ["2013", "2013-11", "2013-11-30", "2024-02-29"])
def test_a_date_may_be_a_year_a_month_or_a_day(published: str) -> None:
    text = changed(('"2013-11"', published))
    assert edition(text).catalogue.source("guide").published == published


@pytest.mark.parametrize("day", ["2024-02-29", "2026-11-21", "0001-01-01", "9999-12-31"])
def test_a_day_of_the_calendar_is_one(day: str) -> None:
    assert is_day(day)


@pytest.mark.parametrize("day", ["2023-02-29", "2026-11-31", "0000-01-01", "2026-13-01", "", "x"])
def test_a_day_that_never_comes_is_none(day: str) -> None:
    assert not is_day(day)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("null", "is empty; it should be some text"),
        ("~", "is empty; it should be some text"),
        ('""', "should be some text"),
        ('"  "', "is empty; it should be some text"),
        ('"\\t\\n"', "is empty; it should be some text"),
        ('"\\u00a0"', "is empty; it should be some text"),
        (
            "[Truanting]",
            "should be some text, not a list: put it in quotes",
        ),
        (
            "{a: b}",
            "should be some text, not names and values: put it in quotes",
        ),
    ],
)
def test_a_text_that_says_nothing_is_refused(written: str, message: str) -> None:
    text, where = marked(changed(("text: Truanting", f"text: »{written}")))
    assert complaints(text) == [f"f.yaml:{where}: categories[0].indicators[0].text: {message}"]


def test_a_text_that_is_not_there_is_refused() -> None:
    text, where = marked(changed(("text: Truanting", "text:»")))
    assert complaints(text) == [
        f"f.yaml:{where}: categories[0].indicators[0].text: is empty; it should be some text"
    ]


@pytest.mark.parametrize("written", ["null", "~", ""])
def test_a_text_that_need_not_be_there_may_be_nothing(written: str) -> None:
    text = changed(("note: Only for practitioners.", f"note: {written}"))
    assert edition(text).catalogue.contacts[1].note is None


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("gaps:", "»gap:", "'gap' is not a known name here; did you mean 'gaps'?"),
        (
            "  aliases:",
            "  »alias:",
            "area: 'alias' is not a known name here; did you mean 'aliases'?",
        ),
        ("    url:", "    »link:", "sources[1]: 'link' is not a known name here"),
        (
            "    option:",
            "    »options:",
            "contacts[1]: 'options' is not a known name here; did you mean 'option'?",
        ),
        (
            "        urgent:",
            "        »Urgent:",
            "categories[1].indicators[0]: this is not a known name here; did you mean 'urgent'?",
        ),
        ("gaps:", '»"<<": x\ngaps:', "this is not a known name here"),
        ("gaps:", "»Jane ran off: x\ngaps:", "this is not a known name here"),
    ],
)
def test_a_name_that_is_not_known_is_refused_with_the_nearest(
    old: str, new: str, message: str
) -> None:
    text, where = marked(changed((old, new)))
    assert complaints(text) == [f"f.yaml:{where}: {message}"]


def test_a_long_name_that_is_not_known_is_not_repeated() -> None:
    text, where = marked(f"{CATALOGUE}»{'x' * 900}: y\n")
    assert complaints(text) == [f"f.yaml:{where}: this is not a known name here"]


def test_a_required_name_that_is_misspelt_is_both_unknown_and_missing() -> None:
    assert complaints(changed(("  authority:", "  autority:"))) == [
        "f.yaml:3:3: area: has no 'authority', which is required",
        "f.yaml:5:3: area: 'autority' is not a known name here; did you mean 'authority'?",
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "kind: vulnerability",
            "kind: »vulnerabilities",
            "categories[1].kind: should be one of indicator, vulnerability, linked-activity; did "
            "you mean 'vulnerability'?",
        ),
        (
            "grouping: editorial",
            "grouping: »mine",
            "categories[1].grouping: should be one of source, editorial",
        ),
        (
            "audience: professional",
            "audience: »professionals",
            "contacts[1].audience: should be one of professional, public, anyone, not-said; did "
            "you mean 'professional'?",
        ),
        (
            "hours: out-of-hours",
            "hours: »Out of hours",
            "contacts[2].hours: should be one of office, out-of-hours, any, not-said; did you "
            "mean 'out-of-hours'?",
        ),
        (
            "hours: any",
            "hours: »null",
            "contacts[0].hours: is empty; it should be one of office, out-of-hours, any, not-said",
        ),
        *(
            (
                "urgent: true",
                f"urgent: »{written}",
                "categories[1].indicators[0].urgent: should be true or false, in small letters",
            )
            for written in ("yes", "True", "1", "no", '""')
        ),
        (
            "urgent: true",
            "urgent: »null",
            "categories[1].indicators[0].urgent: is empty; it should be true or false",
        ),
    ],
)
def test_a_closed_choice_takes_its_words_alone(old: str, new: str, message: str) -> None:
    text, where = marked(changed((old, new)))
    assert complaints(text) == [f"f.yaml:{where}: {message}"]


@pytest.mark.parametrize("written", ["true", '"true"'])
def test_what_is_urgent_says_true(written: str) -> None:
    text = changed(("urgent: true", f"urgent: {written}"))
    assert edition(text).catalogue.categories[1].indicators[0].urgent is True


def test_what_is_not_urgent_may_say_false() -> None:
    text = changed(("urgent: true", "urgent: false"))
    assert edition(text).catalogue.categories[1].indicators[0].urgent is False


@pytest.mark.parametrize("slug", ["Exampleshire", "../etc", "a--b", "-a", "é", '"a\\n"', "a" * 65])
def test_an_id_is_written_as_ids_are(slug: str) -> None:
    text, where = marked(changed(("id: exampleshire", f"id: »{slug}")))
    assert complaints(text) == [
        f"f.yaml:{where}: area.id: should be lower-case letters, digits and single hyphens, at "
        "most 64"
    ]


@pytest.mark.parametrize("written", ["truanting", "school.truanting.late", "school.", "School.a"])
def test_an_indicator_id_is_written_as_indicator_ids_are(written: str) -> None:
    text, where = marked(changed(("id: school.truanting", f"id: »{written}")))
    assert complaints(text) == [
        f"f.yaml:{where}: categories[0].indicators[0].id: should be its category's id, a full "
        "stop, and lower-case letters, digits or single hyphens: education.truanting"
    ]


def test_a_catalogue_without_999_is_refused() -> None:
    text, where = marked(
        changed(('phone: "999"', 'phone: "112"'), ("- id: police", "»- id: police"))
    )
    assert complaints(text) == [
        f"f.yaml:{where}: contacts: has no 999: every area lists the number for immediate danger"
    ]


def test_a_list_that_need_hold_nothing_may_be_empty() -> None:
    text = changed(("gaps:\n  - The guide prints no office hours.\n", "gaps:\n"))
    assert edition(text).catalogue.gaps == ()


def test_a_catalogue_may_state_its_own_caveat() -> None:
    text = changed(("  actions:", "  caveat: {text: It says so., source: guide}\n  actions:"))
    caveat = edition(text).catalogue.guide.caveat
    assert caveat is not None
    assert caveat.text == "It says so."


def test_a_missing_999_is_told_together_with_another_fault_of_a_contact() -> None:
    text = changed(('phone: "999"', 'phone: "112"'), ("hours: out-of-hours", "hours: night"))
    assert [line.split(": ")[1] for line in complaints(text)] == ["contacts", "contacts[2].hours"]


def test_a_missing_date_is_told_together_with_another_fault_of_the_source() -> None:
    text = changed(("title: A guide", 'title: ""'), ('    published: "2013-11"\n', ""))
    assert [line.split(": ")[1] for line in complaints(text)] == ["sources[0]", "sources[0].title"]


# The format


@pytest.mark.parametrize("number", ["2", "0", "10", "01"])
def test_another_format_is_the_only_fault_however_broken_the_rest(number: str) -> None:
    text = f"format: {number}\narea: []\ncategories: {{a: b}}\nunknown: name\n"
    assert complaints(text) == [
        f"f.yaml:1:9: format: is format {number}; this version of cse-check reads format 1"
    ]


@pytest.mark.parametrize(
    "number", ["1" * 30, "-1", "1.5", "2.0", "2e0", "+1", "one", "true", "0x1", "[1]"]
)
def test_a_format_that_is_no_number_of_a_format_is_refused(number: str) -> None:
    (complaint,) = complaints(changed(("format: 1", f"format: {number}")))
    assert complaint.startswith("f.yaml:1:9: format: ")


def test_a_format_is_a_number_and_not_a_text() -> None:
    assert complaints(changed(("format: 1", 'format: "1"'))) == [
        "f.yaml:1:9: format: is a text, where a number without quotes should be; "
        "this version of cse-check reads format 1"
    ]


def test_a_catalogue_says_its_format() -> None:
    assert complaints(changed(("format: 1\n", ""))) == [
        "f.yaml:1:1: has no 'format', which is required"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("just a text", f"f.yaml:1:1: is only a text: {LINES}"),
        ("id;text;note\na;b;c", f"f.yaml:1:1: seems to be a table (CSV): {LINES}"),
        ("- a\n- b", "f.yaml:1:1: should hold names and values, not a list"),
        ("--- ~", f"f.yaml:1:5: is only a text: {LINES}"),
        ("", "f.yaml:1:1: is empty"),
    ],
)
def test_a_file_that_is_no_catalogue_at_all_has_one_fault(text: str, expected: str) -> None:
    assert complaints(text) == [expected]


# One fault does not cause others


def tree_of(text: str) -> dict[str, Any]:
    tree = read_tree(text.encode(), Report("f"))
    assert tree is not None
    document = _plain(tree)
    assert isinstance(document, dict)
    return document


def _plain(node: Node) -> Any:
    match node:
        case ScalarNode():
            number = node.plain and node.text.isdigit()
            return None if node.is_null else int(node.text) if number else node.text
        case SequenceNode():
            return [_plain(item) for item in node.items]
        case MappingNode():
            return {name: _plain(value) for name, (_, value) in node.entries.items()}


def with_value(place: Place, value: object) -> str:
    document = tree_of(CATALOGUE)
    holder_of(document, place)[place[-1]] = value
    return json.dumps(document)


def value_at(place: Place) -> Any:
    return holder_of(tree_of(CATALOGUE), place)[place[-1]]


ALL = tuple(places_in(tree_of(CATALOGUE)))
LEAVES = tuple(place for place in ALL if not isinstance(value_at(place), (dict, list)))
HOLDERS = tuple(place for place in ALL if isinstance(value_at(place), (dict, list)))
FIELDS = tuple(place for place in ALL if isinstance(place[-1], str))


@pytest.mark.parametrize("place", LEAVES, ids=path_of)
@pytest.mark.parametrize("wrong", [["x"], {"x": "y"}, "", "  "], ids=str)
def test_a_wrong_value_is_one_fault(place: Place, wrong: object) -> None:
    (complaint,) = complaints(with_value(place, wrong))
    assert f": {path_of(place)}: " in complaint


@pytest.mark.parametrize("place", LEAVES, ids=path_of)
def test_a_value_with_an_unseen_character_is_one_fault(place: Place) -> None:
    (complaint,) = complaints(with_value(place, f"{value_at(place)}\u202e"))
    assert "holds U+202E" in complaint


@pytest.mark.parametrize("place", HOLDERS, ids=path_of)
def test_a_text_in_place_of_more_is_one_fault(place: Place) -> None:
    (complaint,) = complaints(with_value(place, "x"))
    assert f": {path_of(place)}: should " in complaint


@pytest.mark.parametrize(
    ("place", "message"),
    [
        (("categories",), "has no category: a catalogue asks at least one thing"),
        (("categories", 0, "indicators"), "has no indicator: a category asks at least one"),
        (("sources",), "has no source: wording and numbers come from somewhere"),
        (("guide", "actions"), "has no action: say what the guide asks people to do"),
        (("contacts",), "has no 999: every area lists the number for immediate danger"),
    ],
)
def test_an_empty_list_that_must_hold_something_is_one_fault(place: Place, message: str) -> None:
    (complaint,) = complaints(with_value(place, []))
    assert complaint.endswith(f": {path_of(place)}: {message}")


@pytest.mark.parametrize("place", HOLDERS, ids=path_of)
def test_nothing_in_place_of_more_is_one_fault_at_most(place: Place) -> None:
    found = complaints(with_value(place, None))
    assert [f": {path_of(place)}: " in complaint for complaint in found] in ([True], [])


@pytest.mark.parametrize("place", FIELDS, ids=path_of)
def test_a_name_that_is_missing_is_one_fault_at_most(place: Place) -> None:
    document = tree_of(CATALOGUE)
    del holder_of(document, place)[place[-1]]
    found = complaints(json.dumps(document))
    assert len(found) <= 1
    assert all("required" in each or "has no date" in each for each in found)


@pytest.mark.parametrize("place", HOLDERS, ids=path_of)
def test_an_alias_in_place_of_more_is_one_fault(place: Place) -> None:
    text = with_value(place, "ALIAS").replace('"ALIAS"', "*x")
    (complaint,) = complaints(text)
    assert complaint.endswith("begins with * (in YAML an alias): put the text in quotes")


def test_an_anchor_is_one_fault_and_what_it_marks_is_read() -> None:
    text, where = marked(changed(('phone: "0113 496 0336"', 'phone: »&p "0113 496 0336"')))
    assert complaints(text) == [
        f"f.yaml:{where}: begins with & (in YAML an anchor): put the text in quotes"
    ]


@pytest.mark.parametrize(
    ("path", "place"), [("area.nickname", (3, 3)), ("contacts[9].id", (50, 3)), ("nothing", (1, 1))]
)
def test_a_fault_of_what_is_not_in_the_file_stands_at_what_holds_it(
    path: str, place: tuple[int, int]
) -> None:
    report = Report("f.yaml")
    tree = read_tree(CATALOGUE.encode(), report)
    assert tree is not None
    builder = Builder(report)
    builder.build(tree, Catalogue)
    builder.fault(path, "is wrong")
    (found,) = report.faults
    assert (found.line, found.column, found.path) == (*place, path)


def calls_during(work: Callable[[], object]) -> int:
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return calls


def test_twice_the_faults_are_about_twice_the_work() -> None:
    def work(count: int) -> int:
        text = with_value(("contacts",), [{}] * count)
        return calls_during(lambda: complaints(text))

    assert work(400) < 3 * work(200)


# Whatever the bytes

CONTENTS = {area_of(place): place.read_bytes() for place in BUNDLED}


def ends_well(data: bytes) -> Edition | InvalidFileError:
    """Load: anything but these two is raised, and fails the test."""
    try:
        return load(data, "f.yaml")
    except InvalidFileError as error:
        return error


@given(st.binary(max_size=200))
def test_any_bytes_end_in_an_edition_or_in_faults(data: bytes) -> None:
    found = ends_well(data)
    assert isinstance(found, InvalidFileError)
    assert found.faults


@given(st.data())
@settings(max_examples=60)
def test_a_bundled_file_with_a_few_bytes_changed_ends_in_an_edition_or_in_faults(
    data: st.DataObject,
) -> None:
    content = data.draw(st.sampled_from(sorted(CONTENTS.values())))
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(content)))
        length = data.draw(st.integers(0, 20))
        added = data.draw(
            st.one_of(
                st.binary(max_size=6),
                st.text("[]{}:,-?&*!|>%@`'\"\\#~<\n\t ax0", max_size=6).map(str.encode),
            )
        )
        content = content[:start] + added + content[start + length :]
    found = ends_well(content)
    if isinstance(found, InvalidFileError):
        lines = content.count(b"\n") + content.count(b"\r") + 2
        assert all(1 <= fault.line <= lines and fault.column >= 1 for fault in found.faults)
    else:
        assert load(content, "f.yaml") == found
