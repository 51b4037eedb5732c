"""Several questions that became one: nothing that was said to either is lost or made a no."""

from io import BytesIO
from itertools import permutations
from pathlib import Path

import pytest
from shells import Program

from cse_check import answers, record
from cse_check.batch import mapping
from cse_check.batch.caseload import Caseload
from cse_check.batch.rows import Rejected, Rows, Screened
from cse_check.batch.slots import TOGETHER
from cse_check.batch.tokens import CONFLICT
from cse_check.catalogue.differences import differences
from cse_check.catalogue.joining import together
from cse_check.comparison import Change, compare
from cse_check.model import Answer, Basis, Response, When
from cse_check.render import render_document
from cse_check.render.comparison import comparison_document
from cse_check.render.page import Page
from cse_check.screening import Screening
from examples import NO, NOT_KNOWN, YES, changed, edition, faults, screening

DRUGS, DRINK, NOW = "school.drugs", "school.drink", "school.substances"
PARTED = changed(
    ("id: school.truanting", f"id: {DRUGS}"),
    ("id: school.excluded", f"id: {DRINK}"),
    ("text: Truanting", "text: Uses drugs"),
    ("text: Excluded from school", "text: Drinks"),
)
ONE = changed(
    ("id: school.truanting", f"id: {NOW}\n        was: [{DRUGS}, {DRINK}]"),
    ("text: Truanting", "text: Uses drugs or drinks"),
)
OLDER, TODAYS = edition(PARTED), edition(ONE)
LINES = tuple(
    f"'{old}' is an old id: '{NOW}' asks that and more now. A yes is read as yes; a no counts only "
    "with a no to all of it."
    for old in (DRUGS, DRINK)
)
Y, N, NK = Answer.YES, Answer.NO, Answer.NOT_KNOWN
TABLE = [
    (("yes", "yes"), Y), (("yes", "no"), Y), (("yes", "not-known"), Y), (("yes", ""), Y),
    (("no", "no"), N), (("no", "not-known"), NK), (("no", ""), None),
    (("not-known", "not-known"), NK), (("not-known", ""), NK), (("", ""), None),
]  # fmt: skip
both_ways = pytest.mark.parametrize(
    ("said", "wanted"), [(order, to) for said, to in TABLE for order in {said, said[::-1]}]
)


# The rule


@pytest.mark.parametrize("mask", range(1, 16))
def test_it_is_the_rule_of_columns_but_that_no_and_not_known_are_not_known(mask: int) -> None:
    of = [answer for code, answer in enumerate((None, Y, N, NK)) if mask >> code & 1]
    usual = (None, Y, N, NK)[TOGETHER[mask]] if TOGETHER[mask] != CONFLICT else NK
    assert together(of) is usual


# Answers


def filled(text: str) -> answers.Filled:
    return answers.load(text.encode(), "a.yaml", TODAYS.catalogue)


@both_ways
def test_answers_to_both_old_ids_are_put_together(
    said: tuple[str, str], wanted: Answer | None
) -> None:
    found = filled(f"{DRUGS}: {said[0]}\n{DRINK}: {said[1]}\n").answers
    assert found.get(NOW, Response()).answer is wanted


def test_what_was_said_to_each_stays_in_the_note_unless_it_was_the_same() -> None:
    assert filled(f"{DRUGS}: no\n{DRINK}: no\n").answers == {NOW: NO}
    (given,) = filled(
        f"{DRUGS}: {{answer: yes, when: past, basis: told, note: seen}}\n{DRINK}: no\n"
    ).answers.values()
    note = f"{DRUGS}: yes, past, told. seen\n{DRINK}: no"
    assert given == Response(Y, When.PAST, Basis.TOLD, note)
    assert filled(f"{DRUGS}: no\n").answers == {
        NOW: Response(note=f"{DRUGS}: no\n{DRINK}: unanswered")
    }


def test_it_is_past_only_if_every_yes_says_so_and_a_basis_only_if_they_share_it() -> None:
    yes = "{{answer: yes, when: {}, basis: {}}}"
    for times, when in ((("past", "past"), When.PAST), (("past", "current"), When.CURRENT)):
        one, other = yes.format(times[0], "seen"), yes.format(times[1], "told")
        (found,) = filled(f"{DRUGS}: {one}\n{DRINK}: {other}\n").answers.values()
        assert (found.when, found.basis) == (when, None)
    (found,) = filled(f"{DRUGS}: {yes.format('past', 'told')}\n{DRINK}: yes\n").answers.values()
    assert found.when is None


@pytest.mark.parametrize("order", sorted(set(permutations((DRUGS, DRINK, NOW)))))
def test_another_answer_under_todays_id_is_a_fault_still(order: tuple[str, ...]) -> None:
    said = {DRUGS: "yes", DRINK: "yes", NOW: "no"}
    assert faults(lambda: filled("".join(f"{each}: {said[each]}\n" for each in order)))
    assert filled("".join(f"{each}: yes\n" for each in order)).answers == {NOW: YES}


def test_each_old_id_is_said_to_be_one_of_several() -> None:
    assert filled(f"{DRUGS}: yes\n{DRINK}: no\n").notices == LINES


# Caseloads


def rows_of(text: str, map_text: str = "", rows: Rows | None = None) -> list[Screened | Rejected]:
    read = mapping.load(map_text.encode(), "m.yaml", TODAYS.catalogue) if map_text else None
    strict, quick = (
        list(Caseload(BytesIO(text.encode()), TODAYS, mapping=read, rows=rows, quick=quick))
        for quick in (False, True)
    )
    assert [answers_in(row) for row in strict] == [answers_in(row) for row in quick]
    return strict


def answers_in(row: Screened | Rejected) -> object:
    return row.answers if isinstance(row, Screened) else row


def answer_of(rows: list[Screened | Rejected]) -> Answer | None:
    (row,) = rows
    assert isinstance(row, Screened), row
    return row.answers.get(NOW, Response()).answer


MAPPING = f"format: 1\ncase_ref: ID\ncolumns:\n  T: {DRUGS}\n  D: {DRINK}\n"
LONG = "case_ref,indicator,answer\n"


@both_ways
def test_in_every_form_the_columns_and_rows_of_both_say_the_same(
    said: tuple[str, str], wanted: Answer | None
) -> None:
    cells = ",".join(said)
    assert answer_of(rows_of(f"case_ref,{DRUGS},{DRINK}\nA,{cells}\n")) is wanted
    assert answer_of(rows_of(f"ID,T,D\nA,{cells}\n", MAPPING)) is wanted
    assert answer_of(rows_of(f"ID,T,D\nA,{cells}\n", MAPPING, Rows.MANY)) is wanted
    assert answer_of(rows_of(f"ID,T,D\nA,{said[0]},\nA,,{said[1]}\n", MAPPING, Rows.MANY)) in (
        (wanted,) if wanted is not N else (None,)  # each row leaves one of them blank
    )
    assert answer_of(rows_of(f"{LONG}A,{DRUGS},{said[0]}\nA,{DRINK},{said[1]}\n")) is wanted


@pytest.mark.parametrize(("said", "wanted"), [("yes", Y), ("no", None), ("not known", NK)])
def test_a_no_to_one_question_alone_is_no_answer(said: str, wanted: Answer | None) -> None:
    assert answer_of(rows_of(f"case_ref,{DRUGS}\nA,{said}\n")) is wanted
    assert answer_of(rows_of(f"{LONG}A,{DRUGS},{said}\n")) is wanted
    assert answer_of(rows_of(f"{LONG}A,{NOW},no\n")) is N


def test_rows_that_contradict_each_other_about_one_question_are_rejected_still() -> None:
    rows = rows_of(f"{LONG}A,{DRUGS},no\nA,{DRUGS},nk\nA,{DRINK},no\n")
    assert [row.line for row in rows if isinstance(row, Rejected)] == [2, 3]
    rows = rows_of(f"{LONG}A,{DRUGS},no\nA,{NOW},nk\n")
    assert len([row for row in rows if isinstance(row, Rejected)]) == 2
    rows = rows_of("ID,T,D\nA,no,\nA,nk,no\n", MAPPING, Rows.MANY)
    assert [row.message.partition(",")[0] for row in rows if isinstance(row, Rejected)] == [
        f"says no or not known of {DRUGS}"
    ] * 2


def test_columns_of_an_old_id_and_of_todays_are_refused() -> None:
    (fault,) = faults(lambda: rows_of(f"case_ref,{DRUGS},{NOW}\nA,y,n\n"))
    assert "is of the same indicator as column 2" in fault


def test_times_and_notes_of_both_are_kept() -> None:
    header = "case_ref,indicator,answer,when,note\n"
    text = f"{header}A,{DRUGS},y,past,one\nA,{DRINK},y,{{}},two\n"
    for time, when in (("past", When.PAST), ("", None), ("current", When.CURRENT)):
        (row,) = rows_of(text.format(time))
        assert isinstance(row, Screened)
        assert row.answers[NOW] == Response(Y, when, None, f"{DRUGS}: one\n{DRINK}: two")
    mapped = MAPPING.replace(f"T: {DRUGS}", f"T: {{indicator: {DRUGS}, when: past}}")
    for rows in Rows:
        (row,) = rows_of("ID,T,D\nA,y,n\n", mapped, rows)
        assert isinstance(row, Screened)
        assert row.answers[NOW].when is When.PAST


def test_a_cell_that_names_signs_says_no_only_where_its_mapping_has_all() -> None:
    signs = "format: 1\ncase_ref: ID\ncolumns:\n  T: {values: {%s}, absent: no, ignore: [x]}\n"
    one, both = f"drugs: {DRUGS}", f"drugs: {DRUGS}, drink: {DRINK}"
    assert answer_of(rows_of("ID,T\nA,x\n", signs % both)) is N
    assert answer_of(rows_of("ID,T\nA,x\n", signs % one)) is None
    assert answer_of(rows_of("ID,T\nA,drugs\n", signs % one)) is Y


# Records


def before(**said: Response) -> Screening:
    return screening({f"school.{name}": each for name, each in said.items()}, of=OLDER)


def amended(tmp_path: Path, **said: Response) -> tuple[str, Response]:
    program = Program(tmp_path)
    (tmp_path / "indicators_exampleshire.yaml").write_text(ONE, encoding="utf-8")
    (tmp_path / "old.json").write_text(record.dump(before(**said)), encoding="utf-8")
    ran = program.run_inside(
        *("screen", "--amend", "old.json", "--catalogue-dir", ".", "--plain"),
        *("--output", "new.json"),
        stdin="\n",
    )
    assert ran.code == 0, ran.err
    made = record.load((tmp_path / "new.json").read_bytes(), "new.json")
    return ran.err, made.response(NOW)


def test_an_amendment_carries_over_what_was_said_to_both(tmp_path: Path) -> None:
    err, found = amended(tmp_path, drugs=Response(Y, note="seen"), drink=NO)
    assert found == Response(Y, note="Uses drugs: yes. seen\nDrinks: no")
    assert "Not carried over" not in err
    assert all(line in err for line in LINES)
    assert "Made one question of several: Uses drugs (school.drugs); Drinks (school.drink)" in err


def test_an_amendment_makes_no_no_of_one(tmp_path: Path) -> None:
    _, found = amended(tmp_path, drugs=NO)
    assert found == Response(note="Uses drugs: no\nDrinks: unanswered")


def test_a_question_that_had_two_ids_one_after_the_other_is_still_one(tmp_path: Path) -> None:
    text = changed((f"{DRUGS}, {DRINK}", f"{DRUGS}, school.older"), text=ONE)
    older = edition(changed(("id: school.truanting", f"id: {DRUGS}"),
                            ("text: Truanting", "text: Uses drugs or drinks")))  # fmt: skip
    found = compare(screening({DRUGS: NO}, of=older), screening({NOW: YES}, of=edition(text)))
    assert [each.old for each in found.of(Change.BECAME_FLAGGED)] == [NO]
    assert found.changes[0].parts_then == ()


def test_a_comparison_shows_what_was_said_to_each_in_either_order() -> None:
    then = before(drugs=Response(Y, note="seen"), drink=NOT_KNOWN)
    now = screening({NOW: NO}, of=TODAYS)
    found = compare(then, now)
    (changed_one,) = found.of(Change.NO_LONGER_FLAGGED)
    assert (changed_one.indicator.id, changed_one.new) == (NOW, NO)
    assert not found.of(Change.ONLY_IN_OLD)
    shown = render_document(comparison_document(found), "text", Page(width=100))
    for line in ("Uses drugs: yes", "Drinks: not known", "seen", *(each[:60] for each in LINES)):
        assert line in shown
    turned = compare(now, then)
    (changed_one,) = turned.of(Change.BECAME_FLAGGED)
    assert (changed_one.indicator.id, len(changed_one.parts_now)) == (NOW, 2)


def test_what_is_unchanged_shows_each_too() -> None:
    found = compare(before(drugs=NO, drink=NOT_KNOWN), screening({NOW: NOT_KNOWN}, of=TODAYS))
    assert next(each.indicator.id for each in found.of(Change.UNCHANGED)) == NOW
    shown = " ".join(render_document(comparison_document(found), "text", Page(width=100)).split())
    assert (
        "Uses drugs or drinks (not known; then, Uses drugs: no; then, Drinks: not known)" in shown
    )


def test_a_difference_is_told_as_several_questions_that_became_one() -> None:
    told = list(differences(OLDER.catalogue, TODAYS.catalogue))
    assert told[0] == (
        f"Made one question of several: Uses drugs ({DRUGS}); Drinks ({DRINK}); now Uses drugs or "
        f"drinks ({NOW}); files with the old ids keep working"
    )
    assert not any("Removed a question" in line for line in told)
