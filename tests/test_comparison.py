"""Two screenings compared."""

import re
from datetime import date

import msgspec
import pytest
from formats import TEXTS
from hypothesis import given
from hypothesis import strategies as st
from inline_snapshot import snapshot
from msgspec.structs import replace
from smalltown import LEEDS, SMALL

from cse_check.comparison import Change, compare
from cse_check.model import Answer, Edition, Response
from cse_check.render import render_document
from cse_check.render.comparison import comparison_document, comparison_json
from cse_check.render.page import Page
from cse_check.screening import Screening, screen

OLD, NEW = date(2026, 5, 1), date(2026, 11, 21)
ALL = [Answer.YES, Answer.NO, Answer.NOT_KNOWN, None]


def screening(day: date, edition: Edition = SMALL, **answers: Answer | None) -> Screening:
    given = {name.replace("__", "."): Response(answer) for name, answer in answers.items()}
    return screen(edition, given, screened_on=day, case_ref="SMT-7")


@pytest.mark.parametrize(
    ("was", "now", "change"),
    [
        (None, Answer.YES, Change.BECAME_FLAGGED),
        (Answer.NO, Answer.YES, Change.BECAME_FLAGGED),
        (Answer.NOT_KNOWN, Answer.YES, Change.BECAME_FLAGGED),
        (Answer.YES, Answer.YES, Change.STILL_FLAGGED),
        (Answer.YES, Answer.NO, Change.NO_LONGER_FLAGGED),
        (Answer.YES, None, Change.NO_LONGER_FLAGGED),
        (Answer.YES, Answer.NOT_KNOWN, Change.NO_LONGER_FLAGGED),
        (Answer.NOT_KNOWN, Answer.NO, Change.KNOWN_NOW),
        (None, Answer.NO, Change.KNOWN_NOW),
        (Answer.NO, None, Change.NO_LONGER_KNOWN),
        (Answer.NO, Answer.NOT_KNOWN, Change.NO_LONGER_KNOWN),
        (Answer.NO, Answer.NO, Change.UNCHANGED),
        (None, None, Change.UNCHANGED),
        (None, Answer.NOT_KNOWN, Change.UNCHANGED),
        (Answer.NOT_KNOWN, None, Change.UNCHANGED),
    ],
)
def test_each_pair_of_answers_is_in_its_group(
    was: Answer | None, now: Answer | None, change: Change
) -> None:
    found = compare(screening(OLD, home__late=was), screening(NEW, home__late=now))
    assert next(each.indicator.id for each in found.of(change)) == "home.late"


ANSWERS = st.dictionaries(
    st.sampled_from([indicator.id for indicator in LEEDS.catalogue.indicators]),
    st.builds(Response, st.sampled_from(ALL)),
)


@given(ANSWERS, ANSWERS)
def test_the_groups_of_any_two_screenings_partition_the_indicators(
    old: dict[str, Response], new: dict[str, Response]
) -> None:
    found = compare(screen(LEEDS, old, screened_on=OLD), screen(LEEDS, new, screened_on=NEW))
    grouped = [each.indicator.id for change in Change for each in found.of(change)]
    assert sorted(grouped) == sorted(indicator.id for indicator in LEEDS.catalogue.indicators)


def reworded() -> Edition:
    """Return the small catalogue with one question reworded and one taken out."""
    home, school = SMALL.catalogue.categories
    late, away, _ = home.indicators
    home = replace(home, indicators=(replace(late, text="Comes home very late"), away))
    return Edition(replace(SMALL.catalogue, categories=(home, school)), "0" * 64)


def test_a_question_that_was_reworded_is_not_the_same_question() -> None:
    found = compare(
        screening(OLD, home__late=Answer.YES),
        screening(NEW, reworded(), home__late=Answer.YES),
    )
    assert [each.indicator.text for each in found.of(Change.ONLY_IN_NEW)] == [
        "Comes home very late"
    ]
    assert [each.indicator.text for each in found.of(Change.ONLY_IN_OLD)] == [
        "Comes home late",
        "Is hurt",
    ]


FOUND = compare(
    screening(OLD, home__late=Answer.YES, home__away=Answer.NOT_KNOWN, school__absent=Answer.NO),
    screening(NEW, home__late=Answer.NO, home__away=Answer.NO, home__hurt=Answer.YES),
)


def test_the_text_is_exactly_this() -> None:
    assert render_document(comparison_document(FOUND), "text", Page(76)) == snapshot("""\
Two screenings compared: Smalltown
==================================

Older: 1 May 2026, SMT-7; catalogue smalltown, revision 2026-11-01
Newer: 21 November 2026, SMT-7; catalogue smalltown, revision 2026-11-01

*** If a child is in immediate danger, ring 999 now. ***

This shows what was recorded on two occasions, never whether things have got
better or worse. What is no longer flagged may still be so, and past harm
counts.

Became flagged (1 of 4)
-----------------------

Home

- Is hurt
  Then: unanswered
  Now: yes

No longer flagged (1 of 4)
--------------------------

Home

- Comes home late
  Then: yes
  Now: no

Flagged both times (0 of 4)
---------------------------

None.

Known now, and was not before (1 of 4)
--------------------------------------

Home

- Is away overnight
  Then: not known
  Now: no

No longer known (1 of 4)
------------------------

School

- Is absent
  Then: no
  Now: unanswered

Asked only in the newer one (0 of 4)
------------------------------------

None.

Asked only in the older one (0 of 4)
------------------------------------

None.

Otherwise unchanged (0 of 4)
----------------------------

None.

*** Absence of indicators does not mean that a child is safe. ***
A child can be abused or exploited with none of these signs, or with signs
that nobody has seen yet. If you are worried, ring somebody, whatever this
list shows.
This area's guide does not say so. Bath & North East Somerset Council's
guide does, and cse-check says so for every area.

Whom to ring (for professionals)
--------------------------------

cse-check has not rung any of these numbers: check before you rely on one.

- 999: Police
  immediate danger; for anyone
  Source: Smalltown Council, Our page (undated)

- 01632 960001, option 1: Duty Team
  office hours: 9 to 5; for professionals
  Source: Smalltown Council, Our guide (May 2024, 2 years old)
  Note: Ask for the manager.

What the sources leave open

- No number is for the public.
""")


def test_the_json_is_exactly_this() -> None:
    assert msgspec.json.decode(comparison_json(FOUND)) == snapshot(
        {
            "format": 1,
            "immediate_danger": "If a child is in immediate danger, ring 999 now.",
            "warning": "This shows what was recorded on two occasions, never whether things have got better or worse. What is no longer flagged may still be so, and past harm counts.",
            "caveat": "Absence of indicators does not mean that a child is safe.",
            "case_ref": "SMT-7",
            "old": "2026-05-01",
            "new": "2026-11-21",
            "renamed": {},
            "groups": {
                "became-flagged": ["home.hurt"],
                "no-longer-flagged": ["home.late"],
                "still-flagged": [],
                "known-now": ["home.away"],
                "no-longer-known": ["school.absent"],
                "only-in-new": [],
                "only-in-old": [],
                "unchanged": [],
            },
        }
    )


@pytest.mark.parametrize("name", TEXTS)
def test_no_format_says_better_or_worse_but_to_deny_it(name: str) -> None:
    page = render_document(comparison_document(FOUND), name, Page()).rpartition("<main>")[2]
    text = " ".join(re.sub(r"[▌*]", "", page).split()).lower()
    text = text.replace("never whether things have got better or worse", "")
    for word in ("better", "worse", "improve", "deteriorat", "progress", "%"):
        assert word not in text
    assert "absence of indicators does not mean that a child is safe." in text


def test_records_of_two_cases_are_not_compared_in_silence() -> None:
    other = replace(screening(NEW), case_ref="SMT-8")
    document = comparison_document(compare(screening(OLD), other))
    assert "do not have the same case reference" in render_document(document, "text", Page())
