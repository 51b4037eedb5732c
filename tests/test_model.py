"""The values, and the little that they can say about themselves."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cse_check.errors import (
    CseCheckError,
    ExitCode,
    Fault,
    FileAccessError,
    InterruptedScreeningError,
    InvalidFileError,
    UsageError,
)
from cse_check.model import (
    Answer,
    Audience,
    Basis,
    Contact,
    Hours,
    Response,
    Role,
    Source,
    When,
    written_date,
)
from cse_check.unseen import UNSEEN, visible
from examples import edition

TODAY = date(2026, 11, 21)


def source(published: str | None, note: str | None = None) -> Source:
    return Source("guide", "A guide", "A council", published, note)


# Dates


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 11, 21), "21 November 2026"),
        (date(2026, 1, 1), "1 January 2026"),
        (date(2024, 2, 29), "29 February 2024"),
        (date(2026, 12, 31), "31 December 2026"),
    ],
)
def test_a_date_is_written_as_people_in_the_uk_read_it(day: date, written: str) -> None:
    assert written_date(day) == written


@pytest.mark.parametrize(
    ("published", "said"),
    [
        ("2013", "2013, 13 years old"),
        ("2013-11", "November 2013, 13 years old"),
        ("2013-12", "December 2013, 12 years old"),
        ("2013-11-30", "30 November 2013, 13 years old"),
        ("2024-11", "November 2024, 2 years old"),
        ("2024-12", "December 2024, 23 months old"),
        ("2025-11", "November 2025, 12 months old"),
        ("2026-10", "October 2026, 1 month old"),
        ("2026-10-31", "31 October 2026, 1 month old"),
        ("2026-11", "November 2026, less than a month old"),
        ("2026-11-21", "21 November 2026, less than a month old"),
        ("2026-12", "December 2026, dated in the future"),
        ("2027", "2027, dated in the future"),
    ],
)
def test_a_source_says_its_date_as_exactly_as_it_is_known_and_its_age(
    published: str, said: str
) -> None:
    assert source(published).dated(TODAY) == said


def test_a_source_without_a_date_says_what_is_known() -> None:
    assert source(None, "2017 or later").dated(TODAY) == "2017 or later"


def test_a_source_of_which_nothing_is_known_is_undated() -> None:
    assert source(None).dated(TODAY) == "undated"


@given(st.dates(min_value=date(2000, 1, 1), max_value=TODAY), st.sampled_from([4, 7, 10]))
def test_a_source_of_the_past_is_never_said_to_be_of_the_future(day: date, length: int) -> None:
    said = source(day.isoformat()[:length]).dated(TODAY)
    assert said.endswith(" old")
    assert str(day.year) in said


# What can be seen


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "[U+001B][31mred"),
        ("a\u202eb", "a[U+202E]b"),
        ("\x00\x7f\x85\r", "[U+0000][U+007F][U+0085][U+000D]"),
        ("\ud83d", "[U+D83D]"),
        ("\ufeffa\u2028b\uffff", "[U+FEFF]a[U+2028]b[U+FFFF]"),
        ("sa\u00adfe\u200b\u2060", "sa[U+00AD]fe[U+200B][U+2060]"),
        ("n\u200co\u200d", "n[U+200C]o[U+200D]"),
        ("\u3164\u115f\uffa0", "[U+3164][U+115F][U+FFA0]"),
        ("a\U000e0041\U000e007f", "a[U+E0041][U+E007F]"),
        ("\U0001f469\u200d\u200d", "\U0001f469\u200d[U+200D]"),
    ],
)
def test_an_unseen_character_is_spelled_out(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize("text", ["", "a\tb\nc", "café £5 “so” 😀", "\u00a0", "\ufffd"])
def test_what_can_be_seen_stays_as_it_is(text: str) -> None:
    assert visible(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "\u0645\u06cc\u200c\u0631\u0648\u0645",
        "\u0dc1\u0dca\u200d\u0dbb\u0dd3",
        "\u0d28\u0d4d\u200d",
        "\U0001f469\u200d\U0001f467",
        "\u2764\ufe0f\u200d\U0001f525",
    ],
    ids=["Persian", "Sinhala", "Malayalam", "a family", "a heart on fire"],
)
def test_a_joiner_stays_where_it_joins(text: str) -> None:
    assert visible(text) == text


@given(st.text(st.characters(exclude_categories=())))
def test_nothing_unseen_is_left_and_nothing_is_lost(text: str) -> None:
    shown, found = visible(text), UNSEEN.findall(text)
    assert not UNSEEN.search(shown)
    assert len(shown) == len(text) + sum(len(f"[U+{ord(each):04X}]") - 1 for each in found)
    assert visible(shown) == shown
    shown.encode()


# Contacts and catalogues


@pytest.mark.parametrize(
    ("audience", "roles"),
    [
        (Audience.ANYONE, {Role.PROFESSIONAL, Role.PUBLIC}),
        (Audience.NOT_SAID, {Role.PROFESSIONAL, Role.PUBLIC}),
        (Audience.PROFESSIONAL, {Role.PROFESSIONAL}),
        (Audience.PUBLIC, {Role.PUBLIC}),
    ],
)
def test_a_contact_is_for_whom_its_source_says_and_for_all_if_it_does_not_say(
    audience: Audience, roles: set[Role]
) -> None:
    contact = Contact("a", "A team", "999", audience, Hours.ANY, "guide")
    assert {role for role in Role if contact.is_for(role)} == roles


@pytest.mark.parametrize(
    ("role", "phones"),
    [(Role.PROFESSIONAL, ["999", "0113 496 0336"]), (Role.PUBLIC, ["999", "01632 960403"])],
)
def test_a_role_has_its_contacts_in_the_catalogues_order(role: Role, phones: list[str]) -> None:
    assert [contact.phone for contact in edition().catalogue.contacts_for(role)] == phones


def test_a_catalogue_gives_its_indicators_in_order() -> None:
    assert [indicator.id for indicator in edition().catalogue.indicators] == [
        "school.truanting", "school.excluded", "health.self-harm",
    ]  # fmt: skip


def test_a_catalogue_gives_a_source_by_its_id() -> None:
    assert edition().catalogue.source("page").title == "A page"


def test_values_never_change() -> None:
    with pytest.raises(AttributeError):
        edition().catalogue.area.id = "other"  # type: ignore[misc]


# Responses


def test_a_response_keeps_all_else_when_its_answer_changes() -> None:
    response = Response(Answer.YES, When.PAST, Basis.TOLD, "a note")
    assert response.answered(Answer.NO) == Response(Answer.NO, When.PAST, Basis.TOLD, "a note")
    assert response.answered(None) == Response(None, When.PAST, Basis.TOLD, "a note")


def test_a_response_keeps_all_else_when_its_note_changes() -> None:
    response = Response(Answer.YES, When.PAST, Basis.TOLD, "a note")
    assert response.noted("b") == Response(Answer.YES, When.PAST, Basis.TOLD, "b")


@pytest.mark.parametrize("note", [None, ""])
def test_a_note_of_nothing_is_no_note(note: str | None) -> None:
    assert Response(Answer.YES, note="a note").noted(note) == Response(Answer.YES)


# Errors


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (FileAccessError("x"), 1),
        (UsageError("x"), 2),
        (InvalidFileError([]), 3),
        (InterruptedScreeningError(0, "leeds"), 130),
    ],
)
def test_each_error_has_its_exit_code(error: CseCheckError, code: int) -> None:
    assert error.exit_code == code


def test_the_exit_codes_are_those_of_the_design() -> None:
    assert {code.name: code.value for code in ExitCode} == {
        "DONE": 0,
        "CANNOT_READ_OR_WRITE": 1,
        "USAGE": 2,
        "NOT_VALID": 3,
        "ATTENTION": 4,
        "INTERRUPTED": 130,
        "NOBODY_READS": 141,
    }


def test_a_fault_says_file_line_column_and_path() -> None:
    assert str(Fault("a.yaml", 3, 7, "area.id", "is empty")) == "a.yaml:3:7: area.id: is empty"


def test_a_fault_without_a_path_says_the_rest() -> None:
    assert str(Fault("a.yaml", 3, 7, "", "is empty")) == "a.yaml:3:7: is empty"


def test_faults_are_in_the_order_of_the_file() -> None:
    error = InvalidFileError(
        Fault("f", line, column, "", name)
        for line, column, name in [(10, 1, "d"), (2, 10, "c"), (2, 9, "a"), (2, 9, "b")]
    )
    assert str(error) == "f:2:9: a\nf:2:9: b\nf:2:10: c\nf:10:1: d"


def test_an_interruption_says_how_much_was_said() -> None:
    assert str(InterruptedScreeningError(3, "leeds")) == (
        "Stopped before the summary; entered so far: 3."
    )
