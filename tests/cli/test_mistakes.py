"""What is said of a command line that cannot be understood, and what TAB completes."""

from pathlib import Path

import pytest
from shells import Program

from examples import AREAS

DANGER = "If a child is in immediate danger, ring 999 now."


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


def completed(program: Program, line: str) -> list[str]:
    """Return what bash is given when TAB is pressed at the end of this line."""
    words = line.split(" ")
    asking = program.having(
        _CSE_CHECK_COMPLETE="complete_bash", COMP_WORDS=line, COMP_CWORD=str(len(words) - 1)
    )
    return asking.run().out.split()


# Suggestions


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("scren", "Did you mean 'cse-check screen'?"),
        ("contact", "Did you mean 'cse-check contacts'?"),
        ("catalogue valdate", "Did you mean 'cse-check catalogue validate'?"),
        ("screen leeds", "Did you mean 'cse-check screen --area leeds'?"),
        ("screen Bath", "Did you mean 'cse-check screen --area bathnes'?"),
        ("contacts bathnes", "Did you mean 'cse-check contacts --area bathnes'?"),
        ("guide leeds", "Did you mean 'cse-check guide --area leeds'?"),
        ("leeds", "Did you mean 'cse-check screen --area leeds', or 'contacts' for whom to ring?"),
        ("help", "See 'cse-check --help'."),
        ("screen help", "See 'cse-check screen --help'."),
    ],
)
def test_a_word_in_the_wrong_place_is_answered_with_what_was_meant(
    program: Program, line: str, hint: str
) -> None:
    ran = program.run_inside(*line.split())
    assert ran.code == 2
    assert hint in ran.err


@pytest.mark.parametrize("command", ["", "screen", "contacts", "guide", "drafts"])
def test_a_word_that_may_be_a_name_is_never_repeated(program: Program, command: str) -> None:
    ran = program.run_inside(*command.split(), "Zebedee", "Zachary")
    assert ran.code == 2
    assert "Z" not in ran.err


@pytest.mark.parametrize("command", ["screen", "contacts", "guide"])
@pytest.mark.parametrize("area", [["--area", "atlantis"], []], ids=["unknown", "none"])
def test_999_stands_first_whatever_the_area(
    program: Program, command: str, area: list[str]
) -> None:
    ran = program.run_inside(command, *area)
    assert ran.code == 2
    assert ran.err.startswith(f"{DANGER}\n")
    assert f"nown areas: {', '.join(AREAS)}." in ran.err


def test_999_stands_before_the_faults_of_a_catalogue(program: Program) -> None:
    (program.home / "indicators_broken.yaml").write_text("x", encoding="utf-8")
    ran = program.run_inside("contacts", "--area", "broken", "--catalogue-dir", ".")
    assert ran.code == 3
    assert ran.err.startswith(f"{DANGER}\n")


@pytest.mark.parametrize("name", ["x.html", "x.md", "x.TXT"])
@pytest.mark.parametrize("command", [["report"], ["compare", "a.json"], ["screen", "--amend"]])
def test_a_summary_in_place_of_a_record_is_told_what_a_record_is(
    program: Program, name: str, command: list[str]
) -> None:
    answers = program.home / "answers.yaml"
    answers.write_text("{}", encoding="utf-8")
    args = ("screen", "--area", "leeds", "--answers", answers, "--output")
    program.run_inside(*args, "a.json", "--output", name)
    ran = program.run_inside(*command, name)
    assert ran.code == 2
    assert "A record is the file in .json" in ran.err


def test_without_an_area_a_terminal_is_asked_which_after_999(program: Program) -> None:
    with program.on_terminal("screen") as person:
        leeds = AREAS.index("leeds") + 1
        person.wait_for("Its number").type(f"{leeds}\r").wait_for("Leeds: checklist")
        seen = person.screen
    assert seen.index(DANGER) < seen.index("1  ")


# TAB


def test_tab_completes_areas(program: Program) -> None:
    assert completed(program, "cse-check screen --area ") == list(AREAS)
    assert completed(program, "cse-check contacts --area l") == ["leeds"]
    assert completed(program, "cse-check contacts confirm b") == ["bathnes"]
    assert completed(program, "cse-check catalogue show ") == list(AREAS)


def test_tab_completes_drafts(program: Program) -> None:
    assert completed(program, "cse-check screen --resume ") == []
    program.run("screen", "--area", "leeds", stdin="y\nq\n")
    (draft,) = (each.split()[0] for each in program.run("drafts", "list").out.splitlines())
    assert completed(program, "cse-check screen --resume ") == [draft, "last"]
    assert completed(program, "cse-check drafts show leeds") == [draft]


def test_tab_completes_records_alone(program: Program) -> None:
    (program.home / "kept").mkdir()
    for name in ("a.json", "b.json.age", "c.html", "kept/d.json"):
        (program.home / name).write_text("{}", encoding="utf-8")
    assert completed(program, "cse-check report ") == ["a.json", "b.json.age"]
    assert completed(program, "cse-check report kept/") == ["kept/d.json"]
    assert completed(program, "cse-check compare a.json b") == ["b.json.age"]
    assert completed(program, "cse-check screen --amend nowhere/") == []


def test_tab_is_silent_whatever_is_wrong(program: Program) -> None:
    asking = program.having(
        CSE_CHECK_CATALOGUES="nowhere",
        _CSE_CHECK_COMPLETE="complete_bash",
        COMP_WORDS="cse-check screen --area l",
        COMP_CWORD="3",
    )
    ran = asking.run()
    assert (ran.out, ran.err) == ("leeds\n", "")
