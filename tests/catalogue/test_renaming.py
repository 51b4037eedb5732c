"""An indicator that had another id: what was written with that keeps working, and says so."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from shells import Program

from cse_check import answers, record
from cse_check.batch import mapping
from cse_check.batch.caseload import Caseload
from cse_check.batch.rows import Rejected, Screened
from cse_check.catalogue.differences import differences
from cse_check.catalogue.load import load
from cse_check.comparison import Change, compare
from cse_check.errors import UsageError
from cse_check.interview import drafts
from cse_check.model import Role
from cse_check.screening import Screening
from examples import NO, TODAY, YES, changed, edition, faults, screening

OLD, NEW = "school.truanting", "school.away"
TWICE = changed(("id: school.truanting", f"id: {NEW}\n        was: [{OLD}, school.bunking]"))
RENAMED = TWICE.replace(", school.bunking", "")
TODAYS = edition(RENAMED)
LINE = f"'{OLD}' is an old id: it is called '{NEW}' now, and is read as that."


def complaints(old: str, new: str) -> list[str]:
    return faults(lambda: load(changed((old, new), text=TWICE).encode(), "f.yaml"))


# In the catalogue itself


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (f"[{OLD},", "[school.excluded,",
         "was[0]: 'school.excluded' is the id of categories[0].indicators[1] now: an old id is not "
         "used again"),
        (f"[{OLD},", f"[{NEW},", f"was[0]: '{NEW}' is the id of categories[0].indicators[0] now"),
        ("school.bunking]", f"{OLD}]",
         f"was[1]: '{OLD}' is already an old id of categories[0].indicators[0]"),
        ("        urgent: true", f"        was: [{OLD}]",
         f"was[0]: '{OLD}' is already an old id of categories[0].indicators[0]"),
        (f"[{OLD},", "[Truanting,", "was[0]: should be its category's id, a full stop, and"),
    ],
)  # fmt: skip
def test_an_old_id_leads_to_one_indicator_and_is_no_id_of_today(
    old: str, new: str, message: str
) -> None:
    (found,) = complaints(old, new)
    assert message in found


def test_an_old_id_may_be_of_another_category() -> None:
    assert complaints(f"[{OLD},", "[health.truanting,") == []


def test_a_catalogue_without_old_ids_is_written_as_it_always_was() -> None:
    assert '"was"' not in record.dump(screening())
    assert record.load(record.dump(screening(of=TODAYS)).encode(), "r").edition == TODAYS


# Answers


def filled(text: str) -> answers.Filled:
    return answers.load(text.encode(), "a.yaml", TODAYS.catalogue)


def test_an_answer_to_an_old_id_counts_and_says_so_once() -> None:
    found = filled(f"{OLD}: yes\nhealth.self-harm: no\n")
    assert found.answers == {NEW: YES, "health.self-harm": NO}
    assert found.notices == (LINE,)
    assert filled(f"{NEW}: yes\n").notices == ()


def test_the_same_answer_under_both_ids_is_one() -> None:
    assert filled(f"{OLD}: yes\n{NEW}: yes\n").answers == {NEW: YES}
    assert filled(f"{OLD}: yes\n{NEW}:\n").answers == {NEW: YES}
    assert filled(f"{OLD}:\n{NEW}: yes\n").answers == {NEW: YES}


@pytest.mark.parametrize("second", ["no", "{answer: yes, note: seen}", "not-known"])
def test_different_answers_under_both_ids_are_a_fault_and_neither_is_taken(second: str) -> None:
    (fault,) = faults(lambda: filled(f"{OLD}: yes\n{NEW}: {second}\n"))
    assert fault == (
        f"a.yaml:2:1: '{NEW}' stands for '{NEW}', which has a different answer above: one "
        "indicator has one answer"
    )


def test_from_python_an_old_id_is_refused_with_todays() -> None:
    with pytest.raises(UsageError, match=f"is an old id: it is called '{NEW}' now"):
        screening({OLD: YES}, of=TODAYS)


# Caseloads and mappings


def rows_of(text: str, map_text: str = "") -> tuple[list[Screened | Rejected], Caseload]:
    read = mapping.load(map_text.encode(), "m.yaml", TODAYS.catalogue) if map_text else None
    caseload = Caseload(BytesIO(text.encode()), TODAYS, name="cases.csv", mapping=read)
    return list(caseload), caseload


def flagged(rows: list[Screened | Rejected]) -> list[tuple[str, ...]]:
    return [row.flagged for row in rows if isinstance(row, Screened)]


def test_a_column_by_an_old_id_is_read_as_todays_and_said() -> None:
    rows, caseload = rows_of(f"case_ref,{OLD},school.excluded,health.self-harm\nA,y,,\n")
    assert flagged(rows) == [(NEW,)]
    assert (caseload.renamed, caseload.absent, caseload.ignored) == ((LINE,), (), ())


def test_two_columns_of_one_indicator_are_refused() -> None:
    assert faults(lambda: rows_of(f"case_ref,{OLD},{NEW}\nA,y,n\n")) == [
        f"cases.csv:1:27: column 3 is of the same indicator as column 2: '{NEW}'"
    ]


def test_a_cell_with_an_old_id_is_read_as_todays_and_said_once() -> None:
    rows, caseload = rows_of(
        f"case_ref,indicator,answer\nA,{OLD.upper()},y\nB,{OLD},y\nA,{NEW},n\n"
    )
    assert flagged(rows) == [(NEW,), (NEW,)]
    assert caseload.renamed == (LINE,)


def test_an_old_id_in_a_rejected_row_is_not_said_to_be_read() -> None:
    rows, caseload = rows_of(f"case_ref,indicator,answer\nA,{OLD},perhaps\n")
    assert isinstance(rows[0], Rejected)
    assert caseload.renamed == ()


def test_a_mapping_with_an_old_id_works_and_says_so() -> None:
    map_text = f"format: 1\ncase_ref: ID\ncolumns:\n  T: {OLD}\n"
    rows, caseload = rows_of("ID,T\nA,y\n", map_text)
    assert flagged(rows) == [(NEW,)]
    assert caseload.renamed == (LINE,)


def test_the_end_of_a_run_says_which_ids_are_old(tmp_path: Path) -> None:
    program = Program(tmp_path)
    (tmp_path / "indicators_exampleshire.yaml").write_text(RENAMED, encoding="utf-8")
    (tmp_path / "cases.csv").write_text(f"case_ref,{OLD}\nA,y\n", encoding="utf-8")
    ran = program.run_inside(
        *("batch", "cases.csv", "--area", "exampleshire"),
        *("--catalogue-dir", ".", "--output", "out.csv"),
    )
    assert ran.code == 0
    assert LINE in ran.err


def test_a_screening_from_answers_says_which_ids_are_old(tmp_path: Path) -> None:
    program = Program(tmp_path)
    (tmp_path / "indicators_exampleshire.yaml").write_text(RENAMED, encoding="utf-8")
    (tmp_path / "a.yaml").write_text(f"{OLD}: yes\n", encoding="utf-8")
    ran = program.run_inside(
        *("screen", "--area", "exampleshire", "--answers", "a.yaml"),
        *("--catalogue-dir", ".", "--output", "r.json"),
    )
    assert ran.code == 0, ran.err
    assert ran.err.count(LINE) == 1
    assert f"a.yaml: {LINE}" in ran.err
    assert json.loads((tmp_path / "r.json").read_text())["flagged"] == [NEW]


# Records and drafts


def was() -> Screening:
    return screening({OLD: YES, "health.self-harm": NO})


def test_a_record_stays_what_it_was() -> None:
    assert OLD in record.load(record.dump(was()).encode(), "r").answers


def test_a_draft_goes_on_with_its_own_ids() -> None:
    begun = drafts.begin(edition(), Role.PROFESSIONAL, today=TODAY)
    again = drafts.load(drafts.dump(begun), "d")
    assert OLD in {each.id for each in again.catalogue.indicators}


def test_an_amendment_follows_the_old_id_and_says_so(tmp_path: Path) -> None:
    program = Program(tmp_path)
    (tmp_path / "indicators_exampleshire.yaml").write_text(RENAMED, encoding="utf-8")
    (tmp_path / "old.json").write_text(record.dump(was()), encoding="utf-8")
    ran = program.run_inside(
        *("screen", "--amend", "old.json", "--catalogue-dir", ".", "--plain"),
        *("--output", "new.json"),
        stdin="\n",
    )
    assert ran.code == 0, ran.err
    assert LINE in ran.err
    assert "Not carried over" not in ran.err
    assert json.loads((tmp_path / "new.json").read_text())["flagged"] == [NEW]


def test_a_comparison_follows_the_old_id_in_either_order_and_says_so() -> None:
    now = screening({NEW: YES}, of=TODAYS)
    for older, newer in ((was(), now), (now, was())):
        found = compare(older, newer)
        assert [each.indicator.text for each in found.of(Change.STILL_FLAGGED)] == ["Truanting"]
        assert not found.of(Change.ONLY_IN_NEW)
        assert not found.of(Change.ONLY_IN_OLD)
        assert found.renamed == ((OLD, NEW),)
    assert compare(now, now).renamed == ()


# What differs


def test_a_renaming_is_told_as_one_and_what_else_changed_besides() -> None:
    line = (
        f"Renamed a question: Truanting; it was {OLD} and is now {NEW}; files with the old id "
        "keep working"
    )
    more = "Added an old id of Truanting: school.bunking"
    assert list(differences(edition().catalogue, edition(TWICE).catalogue)) == [line, more]
    reworded = edition(changed(("text: Truanting", "text: Away from school"), text=RENAMED))
    assert list(differences(edition().catalogue, reworded.catalogue))[:2] == [
        line,
        "Changed a question: it was “Truanting” and is now “Away from school”",
    ]


def test_without_old_ids_a_new_id_is_still_told_by_its_question() -> None:
    other = edition(changed(("id: school.truanting", f"id: {NEW}")))
    assert list(differences(edition().catalogue, other.catalogue)) == [
        f"Changed the id of a question: Truanting; it was {OLD} and is now {NEW}"
    ]
