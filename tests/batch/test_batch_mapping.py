"""Mappings: what an export's own columns mean, and all that can be wrong with that."""

import pytest
from caseloads import caseload, refs, rejects
from mappings import SMALL, START, mapped, mapping, said

from cse_check.batch.caseload import template as csv_template
from cse_check.batch.mapping import template
from cse_check.batch.meanings import NUMBER, OWN_WORDS, Limits, Words
from cse_check.batch.rows import Rejected, Screened
from cse_check.batch.tokens import MOST_KEPT, Tokens
from cse_check.model import Answer, When
from examples import edition, faults


def test_a_column_may_have_any_name_and_the_usual_words_hold() -> None:
    rows = mapped(f"{SMALL}  Truant?: school.truanting\n", "ID,Truant?", "A,Y", "B,", "C,N/A")
    assert [said(row) for row in rows[:2]] == [Answer.YES, None]
    assert rejects(rows) == [(4, 2, "unknown-answer")]


def test_a_mapping_gives_words_a_meaning_for_all_columns_or_for_one() -> None:
    text = (
        "format: 1\ncase_ref: ID\ncolumns:\n"
        "  T: {indicator: school.truanting, yes: [Often], no: [Rarely]}\n"
        "  X: school.excluded\n"
        "answers: {not_known: [Not Recorded], unanswered: ['N/A', '-']}\n"
    )
    rows = mapped(text, "ID,T,X", "A,often,-", "B, rarely ,not  recorded", "C,Not recorded,Often")
    assert [said(row) for row in rows[:2]] == [Answer.YES, Answer.NO]
    assert said(rows[0], "school.excluded") is None
    assert said(rows[1], "school.excluded") is Answer.NOT_KNOWN
    assert rejects(rows) == [(4, 3, "unknown-answer")]


def test_a_number_is_yes_from_a_limit_on_and_no_below() -> None:
    text = f"{SMALL}  Times: {{indicator: school.truanting, at_least: 3, not_known: ['99']}}\n"
    rows = mapped(
        text, "ID,Times", "A,3", "B,2.5", "C,", "D,nk", "E,99", "F,-1", "G,three", "H,1e9"
    )
    wanted = [Answer.YES, Answer.NO, None, Answer.NOT_KNOWN, Answer.NOT_KNOWN]
    assert [said(row) for row in rows[:5]] == wanted
    assert [code for _, _, code in rejects(rows)] == ["unknown-answer"] * 3


@pytest.mark.parametrize(
    ("cells", "answer"),
    [
        ("y,n", Answer.YES),
        ("n,y", Answer.YES),
        ("y,nk", Answer.YES),
        ("y,", Answer.YES),
        ("n,n", Answer.NO),
        ("n,", None),
        ("nk,", Answer.NOT_KNOWN),
        (",", None),
    ],
)
def test_of_several_columns_any_yes_is_yes_and_no_needs_them_all(
    cells: str, answer: Answer | None
) -> None:
    text = f"{SMALL}  Now: school.truanting\n  Before: school.truanting\n"
    (row,) = mapped(text, "ID,Now,Before", f"A,{cells}")
    assert said(row) is answer


def test_no_and_not_known_of_several_columns_conflict_and_both_are_named() -> None:
    text = f"{SMALL}  Now: school.truanting\n  Before: school.truanting\n  X: school.excluded\n"
    (row,) = mapped(text, "X,ID,Now,Before", "y,A,n,nk")
    assert isinstance(row, Rejected)
    assert (row.column, row.code.value) == (3, "conflicting-answers")
    assert row.message == "'Now', 'Before' say both no and not known of school.truanting"


def test_a_word_that_is_no_answer_in_one_of_several_columns_rejects_the_row() -> None:
    text = f"{SMALL}  Now: school.truanting\n  Before: school.truanting\n"
    assert rejects(mapped(text, "ID,Now,Before", "A,y,?!")) == [(2, 3, "unknown-answer")]


def test_a_constant_time_is_that_of_every_answer_and_a_column_may_have_its_own() -> None:
    text = (
        f"{START}when: past\ncolumns:\n"
        "  T: school.truanting\n  X: {indicator: school.excluded, when: current}\n"
    )
    (row,) = mapped(text, "ID,T,X", "A,y,")
    assert isinstance(row, Screened)
    assert row.answers["school.truanting"].when is When.PAST
    assert "school.excluded" not in row.answers


@pytest.mark.parametrize(
    ("cells", "when"),
    [("n,y", When.PAST), ("y,n", When.CURRENT), ("y,y", When.CURRENT), ("nk,", When.CURRENT)],
)
def test_of_several_columns_the_time_is_that_of_the_one_that_counts(cells: str, when: When) -> None:
    text = (
        f"{SMALL}  Now: {{indicator: school.truanting, when: current}}\n"
        "  Before: {indicator: school.truanting, when: past}\n"
        "  X: {indicator: school.excluded, when: past}\n"
    )
    (row,) = mapped(text, "ID,Now,Before,X", f"A,{cells},y")
    assert isinstance(row, Screened)
    assert row.answers["school.truanting"].when is when
    assert row.answers["school.excluded"].when is When.PAST


def test_a_combined_blank_has_no_time() -> None:
    text = (
        f"{SMALL}  Now: {{indicator: school.truanting, when: current}}\n"
        "  Before: school.truanting\n"
    )
    (row,) = mapped(text, "ID,Now,Before", "A,n,")
    assert isinstance(row, Screened)
    assert row.answers == {}


def test_a_header_whose_names_are_answers_is_known_when_it_comes_again() -> None:
    rows = mapped(f"{SMALL}  'No': school.truanting\n", "ID,No", "A,y", "ID,No", "ID,y")
    assert rejects(rows) == [(3, None, "repeated-header")]
    assert refs(rows) == ["A", "ID"]


def test_columns_to_ignore_are_named_and_all_others_are_faults() -> None:
    text = f"{SMALL}  T: school.truanting\nignore: [Team]\n"
    assert refs(mapped(text, "ID,T,Team", "A,y,North")) == ["A"]
    found = faults(lambda: mapped(text, "ID,T,Team,Tean", "A,y,North,"))
    assert found == ["cases.csv:1:11: column 4 is not named in the mapping; did you mean 'Team'?"]
    assert refs(mapped(text, "ID,T,Team,Tean", "A,y,North,", ignore_extra=True)) == ["A"]


def test_a_column_of_the_mapping_that_the_file_lacks_is_a_fault() -> None:
    found = faults(lambda: mapped(f"{SMALL}  Truant: school.truanting\n", "Ref,Truants", "A,y"))
    assert found == [
        "cases.csv:1:1: has no column 'Truant', which the mapping names; did you mean column 2?",
        "cases.csv:1:1: column 1 is not named in the mapping",
        "cases.csv:1:1: has no column 'ID', which is required",
        "cases.csv:1:5: column 2 is not named in the mapping; did you mean 'Truant'?",
    ]


def test_the_wrong_delimiter_is_told_by_the_mapping_s_own_names() -> None:
    found = faults(lambda: mapped(f"{SMALL}  T: school.truanting\n", "ID;T", "A;y"))
    assert found == ["cases.csv:1:1: its cells are separated by ';'"]


def test_all_faults_of_a_mapping_come_at_once_with_their_positions() -> None:
    text = """\
format: 1
area: leeds
case_ref: ID
column: {}
columns:
  T: school.truancing
  X: {indicator: school.excluded, at_least: none, when: sometimes, yes: [A], no: [a]}
  ID: school.excluded
  S: [school.excluded]
ignore: [X]
answers: {yes: [B], unanswered: [b]}
"""
    assert faults(lambda: mapping(text)) == [
        "map.yaml:2:7: area: is 'leeds', but the checklist is that of 'exampleshire'",
        "map.yaml:4:1: 'column' is not a known name here; did you mean 'columns'?",
        "map.yaml:6:6: columns.T.indicator: 'school.truancing' is not an indicator of "
        "exampleshire; did you mean 'school.truanting' (Truanting)?",
        "map.yaml:7:45: columns.X.at_least: should be a whole number, 1 or more",
        "map.yaml:7:57: columns.X.when: should be one of current, past",
        "map.yaml:7:83: columns.X.no[0]: is already under 'yes'",
        "map.yaml:8:7: columns.ID: the column is already in use, as case_ref",
        "map.yaml:9:6: columns.S: should hold names and values, not a list",
        "map.yaml:10:10: ignore[0]: the column is already in use, as columns.X",
        "map.yaml:11:34: answers.unanswered[0]: is already under 'yes'",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("format: 2\n", "map.yaml:1:9: format: is format 2; this version"),
        ("[]", "map.yaml:1:1: should hold names and values, not a list"),
        (f"{START}columns: []\n", "map.yaml:3:10: columns: should hold names and values"),
        (f"{START}columns: {{}}\n", "map.yaml:3:10: columns: names no column"),
        ("", "map.yaml:1:1: is empty"),
    ],
)
def test_what_is_no_mapping_is_refused(text: str, fault: str) -> None:
    assert faults(lambda: mapping(text))[0].startswith(fault)


def test_the_empty_mapping_fits_the_empty_csv() -> None:
    opened = caseload(csv_template(edition()), mapping=mapping(template(edition().catalogue)))
    assert list(opened) == []
    assert (opened.absent, opened.ignored) == ((), ())


def test_the_empty_csv_has_a_column_for_every_indicator() -> None:
    assert csv_template(edition()) == "case_ref,school.truanting,school.excluded,health.self-harm\n"


def test_only_so_many_different_cells_are_kept_in_memory() -> None:
    tokens = Tokens(Words(OWN_WORDS, limits=Limits(at_least=3, up_to=10_000)))
    assert [tokens[str(number)] for number in (2, 3)] == [2, 1]
    for number in range(2 * MOST_KEPT):
        assert tokens[str(number)]
    assert len(tokens) == MOST_KEPT


@pytest.mark.parametrize(
    ("token", "known"),
    [("3", True), ("2.5", True), ("0", True), ("03", False), ("1.", False), ("²", False)],
)
def test_a_count_is_a_plain_number(token: str, known: bool) -> None:
    assert bool(NUMBER.fullmatch(token)) is known
