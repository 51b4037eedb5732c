"""Cards: what is in sight at once, in how many rows."""

import re
from datetime import datetime, timedelta

import pytest

from cse_check.catalogue.load import load
from cse_check.model import Catalogue, Response, Role
from cse_check.render.card import Card, Line
from cse_check.render.closing import ROWS, Saved, closing_card
from cse_check.render.page import Page
from cse_check.render.ringing import CONTACTS_ROWS, contacts_card
from cse_check.render.terminal import render_card
from cse_check.screening import statements_for
from examples import CATALOGUE, YES, bundled, changed, screening

FRIDAY = datetime(2026, 11, 20, 16, 10)
CAVEAT = "Absence of indicators does not mean that a child is safe."
MORE = "All, with sources: cse-check contacts --area bathnes --full --role public"
LATER = {
    "leeds": ("0113 376 0336, option 2", "0113 535 0600"),
    "bathnes": ("01225 396312", "01225 396313", "01454 615165"),
}
WEEK = [FRIDAY + timedelta(hours=hour) for hour in range(0, 7 * 24, 3)]

each_area = pytest.mark.parametrize("area", LATER)
each_width = pytest.mark.parametrize("width", [60, 80])


def whom(
    area: str = "leeds",
    role: Role = Role.PROFESSIONAL,
    moment: datetime = FRIDAY,
    *,
    of: Catalogue | None = None,
    width: int = 80,
) -> Card:
    catalogue = of or bundled(area).catalogue
    says = statements_for(catalogue)
    return contacts_card(catalogue, role, moment, says, width=width, more=[MORE])


def closing(yes: int | None, area: str = "leeds", *, width: int = 80) -> Card:
    """Return the closing card when the first so many indicators, or all, were answered yes."""
    edition = bundled(area)
    names = [each.id for each in edition.catalogue.indicators]
    answers: dict[str, Response] = dict.fromkeys(names[:yes], YES)
    saved = Saved("Saved: a.json, a.md.", "cse-check report a.json")
    return closing_card(screening(answers, of=edition), FRIDAY, saved, width=width)


# Whom to ring


def test_whom_to_ring_at_ten_past_four_on_a_friday_is_exactly_this() -> None:
    assert whom().text == (
        "If a child is in immediate danger, ring 999 now.\n"
        "Leeds, for professionals: now, Friday 16:10 by this computer's clock\n"
        "0113 376 0336, option 2  Duty & Advice Team: now, until 16:30\n"
        "0113 535 0600  Children's Emergency Duty Team: from 16:30\n"
        "On a bank holiday, ring 0113 535 0600.\n"
        "Printed in 2013: 0113 376 0336, 0113 247 8652, 0113 240 9536\n"
        "cse-check rang none of these: check before you rely on one.\n"
        f"{MORE}\n"
        f"{CAVEAT}\n"
    )


def test_half_an_hour_later_the_other_number_stands_first_and_both_are_there() -> None:
    later = whom(moment=FRIDAY + timedelta(minutes=20)).text.splitlines()
    assert later[2:4] == [
        "0113 535 0600  Children's Emergency Duty Team: now, until Monday 09:00",
        "0113 376 0336, option 2  Duty & Advice Team: from Monday 09:00",
    ]


@each_area
@each_width
@pytest.mark.parametrize("role", Role)
def test_no_hour_of_the_week_makes_the_page_too_long_or_hides_a_number(
    area: str, width: int, role: Role
) -> None:
    catalogue = bundled(area).catalogue
    for moment in WEEK:
        card = whom(area, role, moment, width=width)
        assert len(card.rows) <= CONTACTS_ROWS
        assert max(len(row.whole) for row in card.rows) <= width
        for contact in catalogue.contacts_for(role):
            assert contact.phone in card.text, (moment, contact.id)
        assert card.text.startswith("If a child is in immediate danger, ring 999 now.\n")
        assert CAVEAT in card.text


def test_where_no_source_says_when_the_clock_says_nothing() -> None:
    said = whom("bathnes").text
    assert "Bath & North East Somerset, for professionals:\n" in said
    assert "hours and for whom not said" in said
    assert "clock" not in said


def test_a_weekend_is_known_where_a_source_says_out_of_hours() -> None:
    rows = whom("bathnes", moment=FRIDAY + timedelta(days=1)).text.splitlines()
    assert "01454 615165  Emergency Duty Team: now (weekend)" in rows[2:4]


def test_the_number_for_a_bank_holiday_is_said_whatever_the_day() -> None:
    for moment in WEEK:
        assert "On a bank holiday, ring 0113 535 0600." in whom(moment=moment).text


def test_an_area_without_an_out_of_hours_number_says_so_for_bank_holidays() -> None:
    small = load(changed(("hours: out-of-hours", "hours: office")).encode(), "x").catalogue
    assert "On a bank holiday, no number is printed here but 999." in whom(of=small).text


def test_many_numbers_share_a_line_rather_than_push_anything_off_the_screen() -> None:
    contacts = "".join(
        f"  - id: team-{n}\n    team: The Team of District {n}\n    phone: '01632 9604{n:02}'\n"
        "    audience: anyone\n    hours: not-said\n    source: page\n"
        for n in range(12)
    )
    many = load((CATALOGUE.replace("gaps:", f"{contacts}gaps:")).encode(), "x").catalogue
    card = whom(of=many)
    assert len(card.rows) <= CONTACTS_ROWS
    for contact in many.contacts_for(Role.PROFESSIONAL):
        assert contact.phone in card.text


def test_the_only_numbers_there_are_are_never_called_older() -> None:
    assert "Printed in" not in whom(role=Role.PUBLIC).text


def test_a_telephone_number_is_never_parted() -> None:
    number = "0113 376 0336"
    for width in range(20, 60):
        card = Card.of([Line(f"On a bank holiday, ring {number} or {number}.")], width)
        assert card.text.count(number) == 2, width


def test_on_a_screen_only_the_number_is_in_strong_type() -> None:
    drawn = render_card(whom(), Page(colours="standard"))
    assert "\x1b[1m0113 535 0600\x1b[0m  Children's Emergency Duty Team: from 16:30\n" in drawn
    assert "\x1b[1;7mIf a child is in immediate danger, ring 999 now.\x1b[0m\n" in drawn


def test_a_screen_shows_the_rows_of_the_text() -> None:
    for width in (40, 60, 80):
        card = whom(width=width)
        assert render_card(card, Page(width)) == card.text


# The closing card


@each_area
@each_width
@pytest.mark.parametrize("yes", [0, 1, 5, 20, None])
def test_the_closing_card_fits_a_screen_with_all_that_must_be_in_sight(
    area: str, width: int, yes: int | None
) -> None:
    asked = len(tuple(bundled(area).catalogue.indicators))
    flagged = f"Flagged, {asked if yes is None else yes} of {asked}"
    card = closing(yes, area, width=width)
    assert len(card.rows) <= ROWS
    assert max(len(row.whole) for row in card.rows) <= width
    for said in (*LATER[area], "ring 999 now", "Saved: a.json", flagged):
        assert said in card.text
    whole = " ".join(card.text.split())
    assert CAVEAT in whole
    assert "cse-check report a.json" in whole


def test_the_closing_card_of_a_case_with_five_flags_is_exactly_this() -> None:
    assert closing(5).text == (
        "Leeds, case CASE-1, 21 November 2026\n"
        "If a child is in immediate danger, ring 999 now.\n"
        "Flagged, 5 of 45: Truanting; Regularly not attending school; Excluded from\n"
        "  school; Behaviour problems; Comes in late\n"
        "Of 45: to find out 0, not asked 40, answered no 0.\n"
        "Absence of indicators does not mean that a child is safe.\n"
        "For professionals: now, Friday 16:10 by this computer's clock\n"
        "0113 376 0336, option 2  Duty & Advice Team: now, until 16:30\n"
        "0113 535 0600  Children's Emergency Duty Team: from 16:30\n"
        "On a bank holiday, ring 0113 535 0600.\n"
        "Printed in 2013: 0113 376 0336, 0113 247 8652, 0113 240 9536\n"
        "cse-check rang none of these: check before you rely on one.\n"
        "Saved: a.json, a.md.\n"
        "All of it again: cse-check report a.json\n"
    )


@each_width
def test_urgent_items_are_all_named_and_what_has_no_room_is_counted(width: int) -> None:
    whole = " ".join(closing(None, width=width).text.split())
    for each in bundled("leeds").catalogue.indicators:
        assert not each.urgent or each.text in whole, each.id
    named, left_out = re.search(r"Flagged, 45 of 45: (.*); and (\d+) more, listed", whole).groups()  # type: ignore[union-attr]
    texts = [each.text for each in bundled("leeds").catalogue.indicators]
    assert named == "; ".join(texts[: len(texts) - int(left_out)])


def test_nothing_flagged_is_said_beside_the_caveat() -> None:
    rows = closing(0).text.splitlines()
    assert rows[2:5] == [
        "Flagged, 0 of 45: nothing was answered yes.",
        "Of 45: to find out 0, not asked 45, answered no 0.",
        CAVEAT,
    ]
