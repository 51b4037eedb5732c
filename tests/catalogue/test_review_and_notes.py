"""A catalogue that is due for review says so in every output; a category's note is shown."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from shells import Program

from cse_check.catalogue.differences import differences
from cse_check.errors import InvalidFileError
from examples import CATALOGUE, TODAY, changed, edition

PASSED, TO_COME = TODAY - timedelta(days=1), TODAY
OVERDUE = (
    "This checklist was due for review by 20 November 2026: its wording and its numbers may be out "
    "of date."
)
NOTE = "The heading is the guide's own."
AREA = ("--area", "exampleshire", "--catalogue-dir", "catalogues")
OUTPUTS = [
    ("contacts", *AREA),
    ("contacts", *AREA, "--full"),
    ("guide", *AREA),
    ("areas", "--catalogue-dir", "catalogues"),
    ("screen", *AREA, "--answers", "answers.yaml"),
    ("screen", *AREA, "--answers", "answers.yaml", "--format", "html"),
    ("catalogue", "show", "--file", "catalogues/indicators_exampleshire.yaml"),
    ("batch", "cases.csv", *AREA),
    ("batch", "cases.csv", *AREA, "--format", "jsonl"),
    ("batch", "cases.csv", *AREA, "--format", "markdown"),
]


def reviewed_by(day: date) -> str:
    return CATALOGUE + f'review_by: "{day}"\n'


def shown(home: Path, day: date, *words: str) -> str:
    """Return what a command shows, as words with one space between them."""
    folder = home / "catalogues"
    folder.mkdir()
    (folder / "indicators_exampleshire.yaml").write_text(reviewed_by(day), encoding="utf-8")
    (home / "answers.yaml").write_text("school.truanting: yes\n", encoding="utf-8")
    (home / "cases.csv").write_text("case_ref,school.truanting\nEX-1,y\n", encoding="utf-8")
    ran = Program(home).run_inside(*words)
    assert ran.code == 0, ran.err
    return " ".join((ran.out + ran.err).split())


@pytest.mark.parametrize("words", OUTPUTS, ids=" ".join)
def test_every_output_says_that_the_checklist_is_due_for_review(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    assert OVERDUE in shown(tmp_path, PASSED, *words)


@pytest.mark.parametrize("words", OUTPUTS, ids=" ".join)
def test_none_says_so_on_the_day_itself(words: tuple[str, ...], tmp_path: Path) -> None:
    assert "due for review" not in shown(tmp_path, TO_COME, *words)


def test_areas_says_by_when_each_is_to_be_reviewed(tmp_path: Path) -> None:
    assert "Review: by 21 November 2026" in shown(tmp_path, TO_COME, *OUTPUTS[3])


def test_a_walk_says_so_before_its_first_question(tmp_path: Path) -> None:
    said = shown(tmp_path, PASSED, "contacts", *AREA)
    assert OVERDUE in said
    ran = Program(tmp_path).run_inside("screen", *AREA, stdin="quit\nquit\n")
    assert OVERDUE in " ".join(ran.err.partition("1 of 3")[0].split())


def test_the_page_of_a_caseload_says_so(tmp_path: Path) -> None:
    shown(tmp_path, PASSED, "batch", "cases.csv", *AREA, "--output", "a.csv", "--report", "a.html")
    assert OVERDUE in (tmp_path / "a.html").read_text(encoding="utf-8")


def test_a_record_says_for_ever_what_it_said_on_its_day(tmp_path: Path) -> None:
    shown(tmp_path, PASSED, "screen", *AREA, "--answers", "answers.yaml", "--output", "a.json")
    again = Program(tmp_path).run_inside("report", "a.json")
    assert OVERDUE in " ".join(again.out.split())


def test_a_day_that_is_not_in_the_calendar_is_a_fault() -> None:
    with pytest.raises(InvalidFileError, match="'2026-02-30' is not a real date"):
        edition(CATALOGUE + 'review_by: "2026-02-30"\n')


# A category's note


def noted() -> str:
    return changed(("    grouping: source\n", f"    grouping: source\n    note: {NOTE}\n"))


def test_a_category_s_note_is_shown_where_the_category_begins_and_where_it_is_flagged(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "catalogues"
    folder.mkdir()
    (folder / "indicators_exampleshire.yaml").write_text(noted(), encoding="utf-8")
    program = Program(tmp_path)
    walked = program.run_inside("screen", *AREA, stdin="y\n.\n.\n.\n\n\n")
    assert NOTE in walked.err.partition("Truanting")[0]
    assert NOTE in walked.out
    assert NOTE in program.run_inside(*OUTPUTS[6]).out


def test_a_changed_note_is_a_difference() -> None:
    told = list(differences(edition().catalogue, edition(noted()).catalogue))
    assert told == [f"Added the note of the category School: “{NOTE}”"]
