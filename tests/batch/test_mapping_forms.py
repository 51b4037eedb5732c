"""Forms under an export's own names: a row an answer, a row an incident, several rows a case."""

from pathlib import Path
from random import Random

import pytest
from caseloads import caseload, refs, rejects
from hypothesis import given
from hypothesis import strategies as st
from mappings import SMALL, START, TRUANT, mapped, mapping, said, time_of

from cse_check.batch.figures import Tally
from cse_check.batch.rows import Rejected, Rows
from cse_check.errors import UsageError
from cse_check.model import Answer, Response, When
from cse_check.render.caseload.brief import brief
from examples import edition, faults

LONG = f"""\
{START}form: long
indicator: {{column: Factor, values: {{Truanting: {TRUANT}, Hurt: health.self-harm}}}}
answer: {{column: Present, yes: [Confirmed], unanswered: ['-']}}
when: {{column: Period, past: [Historic], not_said: [Unclear]}}
note: Comment
ignore: [Worker]
"""
INCIDENTS = f"""\
{START}form: long
indicator:
  column: Types
  split: '/'
  values: {{Truant: {TRUANT}, Hurt: health.self-harm}}
  ignore: [Theft]
answer: {{every_row: yes}}
when: {{column: Day, formats: [dd/mm/yyyy], past_before: 2026-05-01}}
"""


def test_the_long_form_has_an_export_s_own_names_and_words() -> None:
    header = "Worker,Comment,Present,Factor,ID,Period"
    lines = (
        "X,seen,confirmed,truanting,A,historic",
        "X,,n,Hurt,A,",
        "X,,-,Hurt,B,Unclear",
        "X,,Y,Smoking,B,",
        "X,,perhaps,Hurt,C,",
        "X,,Y,Hurt,C,1999",
    )
    rows = mapped(LONG, header, *lines)
    assert sorted(rejects(rows)) == [
        (5, 4, "unknown-indicator"),
        (6, 3, "unknown-answer"),
        (7, 6, "unknown-answer"),
    ]
    first, second = (row for row in rows if not isinstance(row, Rejected))
    assert (said(first), said(first, "health.self-harm")) == (Answer.YES, Answer.NO)
    assert (time_of(first), first.answers[TRUANT].note) == (When.PAST, "seen")
    assert second.answers == {}


def test_a_reject_of_the_long_form_names_the_column_and_what_it_may_hold() -> None:
    rows = mapped(LONG, "Worker,Comment,Present,Factor,ID,Period", "X,,y,Hut,A,", "X,,y,Hurt,A,x")
    assert [row.message for row in rows if isinstance(row, Rejected)] == [
        "the cell under 'Factor' is not a value that the mapping names",
        "the cell under 'Period' is not a time: current or past or historic or unclear",
    ]


def test_a_row_an_incident_says_yes_to_each_of_its_kinds_by_being_there() -> None:
    rows = mapped(
        INCIDENTS,
        "ID,Types,Day",
        "A,Truant/Hurt,30/04/2026",
        "A,Hurt,02/05/2026",
        "B,Theft,",
        "B,,02/05/2026",
        "B,Hurt,31/04/2026",
    )
    assert sorted(rejects(rows)) == [(5, 2, "unknown-indicator"), (6, 3, "unknown-answer")]
    assert refs(rows) == ["A", "B"]
    first, second = (row for row in rows if not isinstance(row, Rejected))
    assert (said(first), said(first, "health.self-harm")) == (Answer.YES, Answer.YES)
    assert (time_of(first), time_of(first, "health.self-harm")) == (When.PAST, When.CURRENT)
    assert second.answers == {}


def test_of_the_long_form_what_no_value_names_has_no_column() -> None:
    assert caseload("ID,Types,Day\n", mapping=mapping(INCIDENTS)).absent == ("school.excluded",)


def test_a_column_may_say_when_for_a_whole_row_of_the_wide_form() -> None:
    text = (
        f"{START}when: {{column: Day, formats: [dd/mm/yyyy], past_before: 2026-05-01}}\n"
        f"columns: {{T: {TRUANT}, X: {{indicator: school.excluded, when: past}}}}\n"
    )
    rows = mapped(text, "ID,T,X,Day", "A,y,y,01/05/2026", "B,y,,30/04/2026", "C,y,,", "D,,,soon")
    assert [time_of(row) for row in rows[:3]] == [When.CURRENT, When.PAST, None]
    assert time_of(rows[0], "school.excluded") is When.PAST
    assert rejects(rows) == [(5, 4, "unknown-answer")]


def test_a_date_column_may_be_an_answer_and_the_time_of_the_row() -> None:
    text = (
        f"{START}when: {{column: T, formats: [dd/mm/yyyy], past_before: 2026-05-01}}\n"
        f"columns:\n  T: {{indicator: {TRUANT}, date: yes, formats: [dd/mm/yyyy]}}\n"
        "  X: school.excluded\n"
    )
    (row,) = mapped(text, "ID,T,X", "A,01/04/2026,n")
    assert (time_of(row), time_of(row, "school.excluded")) == (When.PAST, When.PAST)


def test_the_answer_of_the_long_form_may_be_a_date() -> None:
    text = (
        f"{START}form: long\nindicator: Factor\n"
        "answer: {column: Since, date: yes, formats: [yyyy-mm-dd], past_before: 2026-05-01}\n"
    )
    (row,) = mapped(text, "ID,Factor,Since", f"A,{TRUANT},2026-04-01", "A,school.excluded,")
    assert (said(row), time_of(row)) == (Answer.YES, When.PAST)
    assert said(row, "school.excluded") is None


def test_a_mapping_says_whether_a_case_has_many_rows() -> None:
    text = f"{SMALL}  T: {TRUANT}\n  X: school.excluded\nrows: "
    lines = ("ID,T,X", "A,y,", "A,,n", "B,n,n")
    assert refs(mapped(text + "one", *lines)) == ["B"]
    rows = mapped(text + "many", *lines)
    assert refs(rows) == ["A", "B"]
    assert (said(rows[0]), said(rows[0], "school.excluded")) == (Answer.YES, None)
    assert refs(mapped(text + "many", *lines, rows=Rows.MANY)) == ["A", "B"]
    with pytest.raises(UsageError, match="says rows: many, but one was named"):
        mapped(text + "many", *lines, rows=Rows.ONE)


def test_of_several_rows_a_case_each_has_its_own_time() -> None:
    text = (
        f"{START}rows: many\nwhen: {{column: Day, formats: [dd/mm/yyyy], past_before: 2026-05-01}}"
        f"\ncolumns: {{T: {TRUANT}, X: school.excluded}}\n"
    )
    (row,) = mapped(text, "ID,Day,T,X", "A,01/01/2026,y,y", "A,01/06/2026,y,", "A,,n,")
    assert (time_of(row), time_of(row, "school.excluded")) == (When.CURRENT, When.PAST)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("form: long\n", ["needs 'indicator' as well", "needs 'answer' as well"]),
        (f"form: long\ncolumns: {{T: {TRUANT}}}\nindicator: F\nanswer: A\n", ["columns: is of"]),
        (f"columns: {{T: {TRUANT}}}\nnote: N\nanswer: A\n", ["answer: is of", "note: is of"]),
        ("form: long\nindicator: F\nanswer: {yes: [a]}\n", ["answer: needs either 'column'"]),
        (
            "form: long\nindicator: {column: F, split: ','}\nanswer: {every_row: yes, yes: [a]}\n",
            ["indicator.split: needs 'values'", "answer.yes: has no meaning beside 'every_row'"],
        ),
        ("form: long\nindicator: F\nanswer: F\n", ["answer.column: the column is already in use"]),
        (f"columns: {{T: {TRUANT}}}\nwhen: {{past: [x]}}\n", ["when: needs current or past"]),
        (f"columns: {{T: {TRUANT}}}\nwhen: {{column: D, formats: [d]}}\n", ["when: needs both"]),
        (f"columns: {{T: {TRUANT}}}\nwhen: {{column: ID}}\n", ["when.column: the column is alr"]),
    ],
)
def test_what_does_not_go_together_is_a_fault(text: str, found: list[str]) -> None:
    listed = faults(lambda: mapping(START + text))
    for part in found:
        assert any(part in fault for fault in listed), (part, listed)


# How the file is written


BANNER = "Export of 1 May\n\nID|T|Other\nA|y|x\n"
SAYS_ALL = (
    f"delimiter: '|'\nencoding: cp1252\nskip_lines: 2\nignore: rest\ncolumns: {{T: {TRUANT}}}\n"
)


def test_a_mapping_says_how_its_file_is_written() -> None:
    rows = mapped(START + SAYS_ALL, *BANNER.splitlines())
    assert (refs(rows), said(rows[0])) == (["A"], Answer.YES)
    assert rows[0].line == 4


def test_what_is_named_for_a_run_may_say_the_same_and_nothing_else() -> None:
    options = {"delimiter": "pipe", "encoding": "windows-1252", "skip_lines": 2}
    assert refs(mapped(START + SAYS_ALL, *BANNER.splitlines(), **options)) == ["A"]
    for name, value, both in (
        ("delimiter", "tab", "map.yaml says delimiter: '|', but tab was named for this run."),
        ("encoding", "utf-8", "map.yaml says encoding: cp1252, but utf-8 was named"),
        ("skip_lines", 0, "map.yaml says skip_lines: 2, but 0 was named"),
    ):
        with pytest.raises(UsageError) as error:
            mapped(START + SAYS_ALL, *BANNER.splitlines(), **{name: value})
        assert both in str(error.value)


def test_a_mapping_promises_that_no_cell_holds_a_line_break() -> None:
    text = f"{SMALL}  T: {TRUANT}\nignore: [Note]\none_line_rows: true\n"
    lines = ("ID,T,Note", 'A,y,"said', 'B,n,twice"', "C,y,")
    assert rejects(mapped(text, *lines)) == [(2, 3, "bad-quoting"), (3, 3, "bad-quoting")]
    with pytest.raises(UsageError, match="one_line_rows: true, but false was named"):
        mapped(text, *lines, one_line_rows=False)


def test_a_layout_that_cannot_be_is_a_fault_with_its_place() -> None:
    text = f"{SMALL}  T: {TRUANT}\ndelimiter: a\nencoding: klingon\nskip_lines: -1\n"
    assert [fault[:30] for fault in faults(lambda: mapping(text))] == [
        "map.yaml:5:12: delimiter: is n",
        "map.yaml:6:11: encoding: is no",
        "map.yaml:7:13: skip_lines: sho",
    ]


def test_the_rest_is_ignored_and_told_by_number_even_without_a_name() -> None:
    text = f"{SMALL}  T: {TRUANT}\nignore: rest\n"
    opened = caseload("Team,ID,T,\nNorth,A,y,\n", mapping=mapping(text))
    assert opened.ignored == (1, 4)
    assert refs(opened) == ["A"]


def test_names_are_compared_without_case_and_space_and_the_difference_is_told() -> None:
    text = f"{SMALL}  Times  Missing: {TRUANT}\nignore: [Team]\n"
    opened = caseload('id,"times\nmissing",TEAM\nA,y,x\n', mapping=mapping(text))
    assert opened.differences == ((1, "ID"), (2, "Times  Missing"), (3, "Team"))
    assert refs(opened) == ["A"]
    lines = brief(Tally(opened.checklist).figures(0), opened, 5)
    assert (
        "Columns whose names differ from the mapping's in case or space: 1 is 'ID', 2 is "
        "'Times  Missing', 3 is 'Team' there."
    ) in list(lines)


def test_a_header_with_one_name_in_two_cases_is_a_fault() -> None:
    found = faults(lambda: mapped(f"{SMALL}  T: {TRUANT}\n", "ID,T, t ", "A,y,n"))
    assert found[0] == "cases.csv:1:6: column 3 has the same name as column 2"


# References


def test_characters_of_a_reference_are_replaced() -> None:
    text = (
        "format: 1\ncase_ref: {column: ID, replace: {' ': '-', '/': '-', 'No ': ''}}\n"
        f"columns: {{T: {TRUANT}}}\n"
    )
    rows = mapped(text, "ID,T", "LL 100,y", " 2019/0012 ,n", "No 7,n", "a:b,y")
    assert refs(rows) == ["LL-100", "2019-0012", "7"]
    assert rejects(rows) == [(5, 1, "bad-case-ref")]


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (2, 0, 3, 1)])
@pytest.mark.parametrize(
    ("form", "header", "cells"),
    [
        (f"rows: many\ncolumns: {{T: {TRUANT}}}\n", "ID,T", "y"),
        ("form: long\nindicator: I\nanswer: {every_row: yes}\n", "ID,I", TRUANT),
    ],
)
def test_two_references_that_become_one_are_never_one_case(
    form: str, header: str, cells: str, order: tuple[int, ...]
) -> None:
    text = f"format: 1\ncase_ref: {{column: ID, replace: {{' ': '-'}}}}\n{form}"
    found = ("LL 100", "LL-100", "LL 100", "LL 200")
    rows = mapped(text, header, *(f"{found[place]},{cells}" for place in order))
    assert refs(rows) == ["LL-200"]
    codes = {code for _, _, code in rejects(rows)}
    assert (len(rows), codes) == (4, {"colliding-case-ref"})


def test_where_a_row_is_a_case_references_that_become_one_are_duplicates() -> None:
    text = f"format: 1\ncase_ref: {{column: ID, replace: {{' ': '-'}}}}\ncolumns: {{T: {TRUANT}}}\n"
    rows = mapped(text, "ID,T", "LL 100,y", "LL-100,n")
    assert rejects(rows) == [(2, 1, "duplicate-case-ref"), (3, 1, "duplicate-case-ref")]


def test_a_replacement_that_no_reference_can_have_is_a_fault() -> None:
    text = (
        "format: 1\ncase_ref: {column: ID, replace: {'': x, ' ': '/'}}\n"
        f"columns: {{T: {TRUANT}}}\n"
    )
    assert [fault.rsplit(": ", 1)[1][:12] for fault in faults(lambda: mapping(text))] == [
        "name what is",
        "letters, dig",
    ]


def test_a_mapping_from_python_raises_its_faults(tmp_path: Path) -> None:
    from cse_check import load_mapping

    (tmp_path / "m.yaml").write_text(f"{SMALL}  T: school.truant\n")
    assert "is not an indicator" in faults(lambda: load_mapping(tmp_path / "m.yaml", edition()))[0]


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["A 1", "A-1", "B", "C"]),
        st.sampled_from(["Truant", "Hurt/Truant", "Theft", "Fire", ""]),
        st.sampled_from(["30/04/2026", "02/05/2026", "", "31/04/2026"]),
    ),
    max_size=6,
)


@given(ROWS, st.randoms())
def test_no_order_of_rows_changes_what_a_mapping_makes_of_them(
    rows: list[tuple[str, str, str]], chance: Random
) -> None:
    text = INCIDENTS.replace("case_ref: ID", "case_ref: {column: ID, replace: {' ': '-'}}")
    shuffled = chance.sample(rows, len(rows))
    assert _cases(text, rows) == _cases(text, shuffled)


def _cases(
    text: str, rows: list[tuple[str, str, str]]
) -> tuple[dict[str, dict[str, Response]], list[str]]:
    found = mapped(text, "ID,Types,Day", *map(",".join, rows))
    cases = {row.case_ref: row.answers for row in found if not isinstance(row, Rejected)}
    return cases, sorted(row.code for row in found if isinstance(row, Rejected))
