"""What a cell means under a mapping: words, numbers, dates, and several signs in one cell."""

import pytest
from caseloads import rejects
from hypothesis import given
from hypothesis import strategies as st
from mappings import SMALL, START, TRUANT, mapped, mapping, outcomes, said, time_of

from cse_check.batch.dates import pattern_of, read_date
from cse_check.batch.rows import Rejected, Screened
from cse_check.model import Answer, When
from examples import faults

SIGNS = (
    "  Risks:\n    split: ';'\n    absent: {absent}\n    ignore: [Housing]\n"
    "    values: {{Truanting: school.truanting, Excluded: school.excluded, "
    "Hurt: [health.self-harm, school.excluded]}}\n"
)


# A column that turns a word round


def test_a_contrary_word_switches_all_other_words_of_the_column_off() -> None:
    column = "{indicator: school.truanting, yes: ['No'], no: ['Yes']}"
    cells = ("No", "Yes", "N", "FALSE", "0", "nk", "")
    assert outcomes(column, *cells) == ["yes", "no", *["rejected"] * 4, "blank"]


def test_the_same_meaning_again_switches_nothing_off() -> None:
    column = "{indicator: school.truanting, yes: ['Y', Often]}"
    assert outcomes(column, "Y", "often", "TRUE", "n", "nk") == [
        *["yes"] * 3,
        "no",
        "not-known",
    ]


def test_a_contrary_word_for_all_columns_switches_the_own_words_off_everywhere() -> None:
    text = f"{SMALL}  T: {TRUANT}\nanswers: {{yes: [F], no: [T, 'N'], unanswered: ['0']}}\n"
    rows = mapped(text, "ID,T", "A,F", "B,T", "C,N", "D,y", "E,", "F,0")
    assert rejects(rows) == [(5, 2, "unknown-answer")]
    kept = [said(row) for row in rows if isinstance(row, Screened)]
    assert kept == [Answer.YES, Answer.NO, Answer.NO, None, None]


def test_a_column_that_contradicts_the_words_for_all_has_its_own_alone() -> None:
    text = f"{SMALL}  T: {{indicator: {TRUANT}, yes: [Nee]}}\nanswers: {{yes: [Ja], no: [Nee]}}\n"
    rows = mapped(text, "ID,T", "A,Nee", "B,Ja", "C,y")
    assert (said(rows[0]), rejects(rows)) == (
        Answer.YES,
        [(3, 2, "unknown-answer"), (4, 2, "unknown-answer")],
    )


def test_a_reject_says_that_the_own_words_are_off() -> None:
    (row,) = mapped(f"{SMALL}  T: {{indicator: {TRUANT}, yes: ['No']}}\n", "ID,T", "A,N")
    assert isinstance(row, Rejected)
    assert "gives some of cse-check's own words another meaning" in row.message


def test_an_inverted_column_is_turned_round_whole() -> None:
    column = "{indicator: school.truanting, inverted: true, unanswered: ['-']}"
    cells = ("Y", "no", "TRUE", "0", "nk", "-", "", "maybe")
    assert outcomes(column, *cells) == [
        *("no", "yes", "no", "yes"),
        *("not-known", "blank", "blank", "rejected"),
    ]


def test_an_inverted_column_turns_the_words_for_all_columns_round_too() -> None:
    text = f"{SMALL}  T: {{indicator: {TRUANT}, inverted: true}}\nanswers: {{yes: [Ja]}}\n"
    assert [said(row) for row in mapped(text, "ID,T", "A,Ja", "B,n")] == [Answer.NO, Answer.YES]


# Numbers


def test_a_number_below_a_limit_is_yes() -> None:
    column = "{indicator: school.truanting, below: 90}"
    assert outcomes(column, "89.9", "90", "0", "100", "") == ["yes", "no", "yes", "no", "blank"]


def test_two_limits_are_a_range() -> None:
    column = "{indicator: school.truanting, at_least: 3, below: 6}"
    assert outcomes(column, "2", "3", "5.5", "6") == ["no", "yes", "yes", "no"]


@pytest.mark.parametrize("cell", ["2026", "1900", "20261103", "46000", "03", "03/11/2026", "3.11."])
def test_what_may_be_a_year_or_a_date_is_no_count(cell: str) -> None:
    assert outcomes("{indicator: school.truanting, at_least: 3}", cell) == ["rejected"]


def test_large_numbers_count_if_that_is_said_and_only_up_to_there() -> None:
    column = "{indicator: school.truanting, at_least: 3, up_to: 2500}"
    assert outcomes(column, "2026", "2500", "2501") == ["yes", "yes", "rejected"]


def test_a_unit_after_a_number_is_passed_over() -> None:
    column = "{indicator: school.truanting, below: 90, unit: '%'}"
    assert outcomes(column, "62%", "95 %", "62", "62 percent", "%", "%62") == [
        *("yes", "no", "yes"),
        *["rejected"] * 3,
    ]


# Dates


def test_any_date_is_yes_and_an_impossible_one_rejects() -> None:
    column = "{indicator: school.truanting, date: yes, formats: [dd/mm/yyyy]}"
    cells = ("28/02/2026", "29/02/2026", "3/2/2026", "2026-02-03", "n", "", "2", "01/01/1900")
    assert outcomes(column, *cells) == [
        *("yes", "rejected", "rejected", "rejected"),
        *("no", "blank", "rejected", "rejected"),
    ]


def test_a_date_before_the_named_day_is_past_and_from_there_on_current() -> None:
    text = (
        f"{SMALL}  T: {{indicator: {TRUANT}, date: yes, formats: [dd/mm/yyyy], "
        "past_before: 2026-05-01}\n"
    )
    rows = mapped(text, "ID,T", "A,30/04/2026", "B,01/05/2026", "C,Y")
    assert [said(row) for row in rows] == [Answer.YES] * 3
    assert [time_of(row) for row in rows] == [When.PAST, When.CURRENT, None]


def test_of_two_columns_of_dates_what_is_current_goes_first() -> None:
    options = f"{{indicator: {TRUANT}, date: yes, formats: [d.m.yy], past_before: 2026-05-01}}"
    text = f"{SMALL}  First: {options}\n  Last: {options}\n"
    rows = mapped(text, "ID,First,Last", "A,1.1.26,2.6.26", "B,1.1.26,", "C,1.1.26,2.1.26")
    assert [time_of(row) for row in rows] == [When.CURRENT, When.PAST, When.PAST]


@pytest.mark.parametrize(
    ("name", "cell", "day"),
    [
        ("dd/mm/yyyy", "03/11/2026", "2026-11-03"),
        ("mm/dd/yyyy", "03/11/2026", "2026-03-11"),
        ("d/m/yyyy", "3/11/2026", "2026-11-03"),
        ("yyyy-mm-dd", "2026-11-03", "2026-11-03"),
        ("yyyymmdd", "20261103", "2026-11-03"),
        ("dd mon yyyy", "03 nov 2026", "2026-11-03"),
        ("d month yyyy", "3 november 2026", "2026-11-03"),
        ("dd-mon-yy", "03-nov-26", "2026-11-03"),
        ("dd/mm/yyyy hh:mm", "03/11/2026 09:15", "2026-11-03"),
        ("dd/mm/yyyy hh:mm:ss", "03/11/2026 9:15:59", "2026-11-03"),
        ("dd/mm/yyyy hh:mm", "03/11/2026 25:15", None),
        ("dd/mm/yyyy", "03/11/2026 09:15", None),
        ("dd/mm/yyyy", "31/11/2026", None),
        ("dd/mm/yyyy", "\u0660\u0663/11/2026", None),
        ("d mon yyyy", "3 november 2026", None),
    ],
)
def test_a_date_is_read_as_it_was_said_to_be_written(name: str, cell: str, day: str | None) -> None:
    pattern = pattern_of(name)
    assert pattern
    found = read_date(cell, [pattern])
    assert (found.isoformat() if found else None) == day


@pytest.mark.parametrize("name", ["", "dd/mm", "dd/mm/yyyy dd", "date", "dd/mm/yyyy x", "mm.yyyy"])
def test_what_names_no_date_is_no_format(name: str) -> None:
    assert pattern_of(name) is None


def test_a_date_that_two_named_formats_read_differently_is_none() -> None:
    column = "{indicator: school.truanting, date: yes, formats: [dd/mm/yyyy, mm/dd/yyyy]}"
    assert outcomes(column, "03/11/2026", "11/11/2026", "25/12/2026") == ["rejected", "yes", "yes"]


# Several signs in one cell


@pytest.mark.parametrize(("absent", "other"), [("unanswered", None), ("no", Answer.NO)])
def test_several_signs_stand_in_one_cell_and_what_is_not_named_is_as_said(
    absent: str, other: Answer | None
) -> None:
    text = SMALL + SIGNS.format(absent=absent)
    (row,) = mapped(text, "ID,Risks", "A, truanting ;Housing;")
    assert said(row) is Answer.YES
    assert said(row, "school.excluded") is other
    (row,) = mapped(text, "ID,Risks", "A,Hurt")
    assert said(row) is other
    assert said(row, "school.excluded") is said(row, "health.self-harm") is Answer.YES


def test_an_empty_cell_is_unanswered_whatever_absence_means() -> None:
    rows = mapped(SMALL + SIGNS.format(absent="no"), "ID,Risks", "A,", "B,;", "C, ; ")
    assert [(said(row), said(row, "school.excluded")) for row in rows] == [(None, None)] * 3


def test_a_part_that_the_mapping_does_not_name_rejects_the_row() -> None:
    text = SMALL + SIGNS.format(absent="no")
    rows = mapped(text, "ID,Risks", "A,Truanting;Smoking", "B,No", "C,Truanting,Hurt")
    codes = [(2, 2, "unknown-answer"), (3, 2, "unknown-answer"), (4, None, "too-many-cells")]
    assert rejects(rows) == codes


def test_a_word_can_mean_something_as_the_whole_cell() -> None:
    text = f"{SMALL}{SIGNS.format(absent='unanswered')}    no: [None]\n    not_known: [Not asked]\n"
    rows = mapped(text, "ID,Risks", "A,none", "B,Not asked", "C,None;Hurt")
    assert [said(row) for row in rows[:2]] == [Answer.NO, Answer.NOT_KNOWN]
    assert rejects(rows) == [(4, 2, "unknown-answer")]


def test_one_value_a_cell_needs_no_separator() -> None:
    text = f"{SMALL}  Kind: {{absent: unanswered, values: {{'A;B': {TRUANT}}}}}\n"
    rows = mapped(text, "ID,Kind", "A,a;b", "B,a")
    assert said(rows[0]) is Answer.YES
    assert rejects(rows) == [(3, 2, "unknown-answer")]


NAMES = {"Truanting": "school.truanting", "Excluded": "school.excluded"}


@given(st.lists(st.sampled_from([*NAMES, "Housing", "Smoking", "", " "]), max_size=6))
def test_split_cells_lose_nothing_and_add_nothing(parts: list[str]) -> None:
    text = SMALL + SIGNS.format(absent="no")
    (row,) = mapped(text, "ID,Risks", "A," + ";".join(parts))
    if "Smoking" in parts:
        assert rejects([row]) == [(2, 2, "unknown-answer")]
        return
    named = [part for part in parts if part.strip()]
    for name, indicator in NAMES.items():
        other = Answer.NO if named else None
        assert said(row, indicator) is (Answer.YES if name in parts else other)


# What is wrong with the rules


def test_what_cannot_be_said_of_a_column_is_a_fault_each() -> None:
    columns = [
        "{values: {A: school.truanting}}",
        "{values: {A: school.truant, B: []}, absent: maybe, split: '', at_least: 2, ignore: [a]}",
        "{indicator: school.truanting, split: ';'}",
        "{indicator: school.truanting, values: {A;B: school.excluded}, absent: no, split: ';'}",
        "{}",
        "{indicator: school.truanting, date: yes}",
        "{indicator: school.truanting, date: no}",
        "{indicator: school.truanting, formats: [dd/mm]}",
        "{indicator: school.truanting, at_least: 5, below: 5}",
        "{indicator: school.truanting, up_to: 5}",
        "{indicator: school.truanting, at_least: 2000}",
        "{indicator: school.truanting, inverted: true, yes: [Fine]}",
        "{indicator: school.truanting, date: yes, formats: [dd/mm/yyyy], past_before: 2026-02-30,"
        " when: past}",
    ]
    text = SMALL + "".join(f"  C{n}: {column}\n" for n, column in enumerate(columns))
    found = [fault.split(": ", 1)[1] for fault in faults(lambda: mapping(text))]
    assert found == [
        "columns.C0: does not say what it means that a sign is not named: 'absent: unanswered' or "
        "'absent: no'",
        "columns.C1.values.A[0]: 'school.truant' is not an indicator of exampleshire; did you mean "
        "'school.truanting' (Truanting)?",
        "columns.C1.values.B: stands for no indicator: if it is of no use here, put it under "
        "'ignore'",
        "columns.C1.absent: should be one of unanswered, no",
        "columns.C1.split: is empty: name what stands between two values",
        "columns.C1.at_least: has no meaning beside 'values'",
        "columns.C1.ignore[0]: is under 'values' already",
        "columns.C2.split: is of a column with 'values' only",
        "columns.C3.values: is of no use beside 'indicator': name one of the two",
        "columns.C3.values.A;B: has the separator in it, so that no cell can hold it",
        "columns.C4: has no 'indicator', nor 'values' that name some",
        "columns.C5.date: needs 'formats': how its dates are written is never guessed",
        "columns.C6.date: should be one of yes",
        "columns.C7.formats: needs 'date: yes' beside it",
        "columns.C7.formats[0]: is no format of a date; write one such as dd/mm/yyyy, d mon yyyy "
        "or yyyy-mm-dd",
        "columns.C8.below: leaves no number that is at least 5",
        "columns.C9.up_to: needs 'at_least' or 'below' beside it",
        "columns.C10.at_least: is over 1,899: such numbers are years or dates, unless 'up_to' "
        "says more",
        "columns.C11.yes: is not turned round: leave out 'inverted', and say here what it means",
        "columns.C12.past_before: is not in the calendar",
        "columns.C12.when: is said by 'past_before' already",
    ]


def test_columns_are_the_same_whatever_their_case_and_space() -> None:
    text = f"{START}columns:\n  Truant  days: {TRUANT}\nignore: ['truant Days']\n"
    assert faults(lambda: mapping(text)) == [
        "map.yaml:5:10: ignore[0]: the column is already in use, as columns.Truant  days"
    ]


def test_the_words_for_all_columns_hold_for_a_whole_cell_of_several_signs() -> None:
    text = SMALL + SIGNS.format(absent="no") + "answers: {not_known: [Not recorded], no: [Hurt]}\n"
    rows = mapped(text, "ID,Risks", "A,not recorded", "B,Hurt")
    assert [said(row) for row in rows] == [Answer.NOT_KNOWN, Answer.NO]
    assert said(rows[1], "health.self-harm") is Answer.YES


WORDS = st.sampled_from(["y", "No", "N", "0", "nk", "Ja", "Nein", "maybe", "3", "2026", "03", " "])
LISTS = st.dictionaries(
    st.sampled_from(["yes", "no", "not_known", "unanswered"]),
    st.lists(WORDS.filter(str.strip), max_size=2),
    max_size=3,
)


@given(LISTS, LISTS, WORDS)
def test_nothing_is_no_but_what_somebody_called_no(
    general: dict[str, list[str]], column: dict[str, list[str]], cell: str
) -> None:
    text = (
        f"{SMALL}  T: {{indicator: {TRUANT}, {_lists(column)}}}\nanswers: {{{_lists(general)}}}\n"
    )
    if faults(lambda: mapping(text)):
        return
    (row,) = mapped(text, "ID,T", f"A,{cell}")
    word = cell.strip().lower()
    called = {name: [each.lower() for each in column.get(name, ())] for name in LISTED}
    listed = {each for words in called.values() for each in words}
    own = {"n", "no", "0"} | {each.lower() for each in general.get("no", ())}
    if not isinstance(row, Rejected) and said(row) is Answer.NO:
        assert word in called["no"] or (word in own and word not in listed)
    if not word:
        assert not isinstance(row, Rejected)
        assert said(row) is None


LISTED = ("yes", "no", "not_known", "unanswered")


def _lists(lists: dict[str, list[str]]) -> str:
    return ", ".join(f"{name}: [{', '.join(map(repr, words))}]" for name, words in lists.items())
