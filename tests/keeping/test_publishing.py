"""What can be read and should not be published is a fault; what only looks like it is none."""

from datetime import date
from pathlib import Path

import pytest

from cse_check.catalogue.load import load
from cse_check.keeping.examine import examine
from cse_check.keeping.warnings import warnings
from examples import BUNDLED, TODAY, area_of, changed, edition, faults

NOTE = "note: Only for practitioners."


def told(*changes: tuple[str, str], today: date = TODAY) -> list[str]:
    return [
        f"{each.line}: {each.message}"
        for each in examine(changed(*changes).encode(), Path("f.yaml"), today).faults
    ]


@pytest.mark.parametrize(
    "text",
    ["TBC", "tbc", "Tbc.", "(TBC)", "TBA", "to be confirmed", "To be added.", "Ask for Jo (TBC)",
     "to do", "To Do", "todo", "TODO", "To do: ask the team", "TO DO ask", "N/A", "n/a", "N / A",
     "n.a.", "Not applicable", "nil", "???", "...", "xxx", "XX"],
)  # fmt: skip
def test_what_stands_where_somebody_should_write_is_a_fault_everywhere(text: str) -> None:
    (found,) = faults(lambda: load(changed((NOTE, f'note: "{text}"')).encode(), "f.yaml"))
    assert found.startswith("f.yaml:64:11: contacts[1].note: ")
    assert "fill it in" in found


@pytest.mark.parametrize(
    "text",
    ["To do this, ring first.", "There is nothing to do but ring.", "Nil by mouth", "Ask at once.",
     "Ring NATBC House.", "None of these.", "A to-do list", "Todos los niños",
     "Wait ... then ring"],
)  # fmt: skip
def test_a_sentence_that_only_looks_like_that_is_fine(text: str) -> None:
    assert faults(lambda: load(changed((NOTE, f'note: "{text}"')).encode(), "f.yaml")) == []


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('revision: "2026-11-21"', 'revision: "2026-11-22"', 7),
        ('published: "2013-11"', 'published: "2026-12"', 12),
        ('published: "2013-11"', 'published: "2027"', 12),
        ('published: "2013-11"', 'published: "2026-11-22"', 12),
    ],
)
def test_a_date_that_is_still_to_come_is_a_fault_for_the_keeper(
    old: str, new: str, line: int
) -> None:
    written = new.split('"')[1]
    assert told((old, new)) == [
        f"{line}: '{written}' is still to come: see whether the date is right"
    ]
    load(changed((old, new)).encode(), "f.yaml")  # the clock of whoever screens may be wrong


@pytest.mark.parametrize("published", ["2026", "2026-11", "2026-11-21"])
def test_today_and_the_month_and_year_of_today_are_not_to_come(published: str) -> None:
    assert told(('published: "2013-11"', f'published: "{published}"')) == []


@pytest.mark.parametrize(
    ("text", "mark"),
    [("<b>Late</b>", "<b>"), ("Late<br/>", "<br/>"), ('<a href=\\"x\\">Late</a>', '<a href="x">'),
     ("Late &amp; tired", "&amp;"), ("Late &#8217;", "&#8217;"), ("**Late** again", "**"),
     ("Is __late__", "__")],
)  # fmt: skip
def test_marks_that_would_be_shown_are_a_fault(text: str, mark: str) -> None:
    assert told((NOTE, f'note: "{text}"')) == [
        f"64: has {mark} in it, which is shown as it stands: write plain text"
    ]


@pytest.mark.parametrize(
    "text", ["Fewer than 5 < 6 > 4", "<5 years", "A & B; C", "** footnote", "a_b__c", "2 ** 3 ** 4"]
)
def test_what_only_looks_like_a_mark_is_text(text: str) -> None:
    assert told((NOTE, f'note: "{text}"')) == []


@pytest.mark.parametrize("hidden", ["\u00ad", "\u200b", "\u2060", "\ufeff"])
def test_a_character_that_nobody_sees_is_a_fault_on_its_line(hidden: str) -> None:
    (found,) = told((NOTE, f"note: Only for practi{hidden}tioners."))
    assert found.startswith("64: holds U+")
    assert found.endswith("remove it, or type the word again")


def test_a_text_all_in_curly_quotes_is_a_warning_and_a_quotation_in_one_is_none() -> None:
    def codes(text: str) -> list[str]:
        catalogue = edition(changed((NOTE, f"note: {text}"))).catalogue
        return [each.code for each in warnings(catalogue, TODAY) if "note" in each.path]

    assert codes("\u201cOnly for some\u201d") == ["curly-quotes"]
    assert codes("\u201cOnly\u201d for \u201csome\u201d") == []
    assert codes("Only for \u201csome\u201d") == []


@pytest.mark.parametrize("path", BUNDLED, ids=area_of)
def test_the_shipped_catalogues_can_be_published(path: Path) -> None:
    assert examine(path.read_bytes(), path, date(2026, 12, 31)).faults == ()
