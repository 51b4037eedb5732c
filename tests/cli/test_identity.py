"""Whose answers these are: no option puts one child's answers under another's name."""

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from shells import Program

from cse_check.reading.tree import Report, read_tree
from cse_check.record import MAX_BYTES, digest
from examples import bundled

REST = ".\n" * 9 + "\n"
BEGUN = r"Begun on \d+ \w+ 20\d\d, last changed on \d+ \w+ 20\d\d at \d\d:\d\d\."


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


def begin(program: Program, area: str, *more: str, stdin: str = "y\n") -> str:
    """Begin a screening, stop it, and return the name of its draft."""
    ran = program.run_inside("screen", "--area", area, *more, stdin=stdin)
    found = re.search(r"--resume (\S+)", ran.err)
    assert found, ran.err
    return found[1]


def drafts_in(program: Program) -> dict[str, bytes]:
    folder = program.home / ".local/share/cse-check/drafts"
    return {path.stem: path.read_bytes() for path in folder.glob("*.draft")}


# An option that contradicts ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("option", "says"),
    [
        (["--case", "KID-2"], "--case says KID-2, but --resume {} is case KID-1."),
        (["--case", "KID-2"], "--case contradicts --resume {}, which is for another case."),
        (["--area", "bathnes"], "--area contradicts --resume {}, which is for leeds, not bathnes."),
        (["--role", "public"], "--role contradicts --resume {}, which is for professional, not"),
    ],
)
def test_no_option_makes_a_draft_another_child_s(
    program: Program, option: list[str], says: str
) -> None:
    name = begin(program, "leeds", "--case", "KID-1")
    before = drafts_in(program)
    ran = program.run_inside("screen", "--resume", "last", *option, stdin=REST)
    assert ran.code == 2
    assert says.format(name) in ran.err
    assert ran.out == ""
    assert drafts_in(program) == before


@pytest.mark.parametrize(
    ("option", "says"),
    [
        (["--case", "KID-9"], "--case says KID-9, but --amend ex7.json is case EX-7."),
        (
            ["--area", "bathnes"],
            "--area contradicts --amend ex7.json, which is for leeds, not bath",
        ),
        (
            ["--role", "public"],
            "--role contradicts --amend ex7.json, which is for professional, not",
        ),
    ],
)
def test_no_option_makes_a_record_supersede_another_child_s(
    program: Program, option: list[str], says: str
) -> None:
    first = ("screen", "--area", "leeds", "--case", "EX-7", "--output", "ex7.json")
    assert program.run_inside(*first, stdin=f"y\n{REST}").code == 0
    ran = program.run_inside(
        "screen", "--amend", "ex7.json", *option, "--output", "new.json", stdin="\n"
    )
    assert ran.code == 2
    assert says in ran.err
    assert not (program.home / "new.json").exists()


def test_what_an_option_repeats_is_no_contradiction(program: Program) -> None:
    begin(program, "bathnes", "--case", "KID-1", "--role", "public")
    same = ("--case", "KID-1", "--area", "B&NES", "--role", "public")
    ran = program.run_inside("screen", "--resume", "last", *same, "--format", "json", stdin=REST)
    assert ran.code == 0, ran.err
    assert ran.record["case_ref"] == "KID-1"


def test_what_the_environment_says_gives_way_to_the_draft(program: Program) -> None:
    begin(program, "bathnes", "--role", "public")
    program.environ |= {"CSE_CHECK_AREA": "leeds", "CSE_CHECK_ROLE": "professional"}
    ran = program.run_inside("screen", "--resume", "last", "--format", "json", stdin=REST)
    assert ran.code == 0, ran.err
    assert ran.record["catalogue"]["area"]["id"] == "bathnes"
    assert ran.record["role"] == "public"


def test_a_draft_without_a_reference_may_be_given_one_and_that_is_said(program: Program) -> None:
    begin(program, "leeds")
    ran = program.run_inside(
        "screen", "--resume", "last", "--case", "KID-2", "--format", "json", stdin=REST
    )
    assert "It had no case reference. From now on it is case KID-2." in ran.err
    assert ran.record["case_ref"] == "KID-2"


def test_records_of_two_cases_are_compared_under_a_notice_that_names_both(
    program: Program,
) -> None:
    for case in ("KID-1", "KID-2"):
        to = ("--case", case, "--output", f"{case}.json")
        program.run_inside("screen", "--area", "leeds", *to, stdin=REST)
    ran = program.run_inside("compare", "KID-1.json", "KID-2.json")
    notice = "These two do not have the same case reference."
    assert "KID-1" in ran.out[: ran.out.index(notice)]
    assert "KID-2" in ran.out[: ran.out.index(notice)]


# The banner, and which draft ------------------------------------------------------------------


def test_going_on_begins_with_whose_answers_these_are(program: Program) -> None:
    name = begin(program, "leeds", "--case", "KID-1", stdin="y\nn\n")
    ran = program.run_inside("screen", "--resume", name, stdin="q\n")
    first, whose, when, following, *_ = ran.err.splitlines()
    assert first == f"Continuing the draft {name}."
    assert whose == "Leeds, case KID-1: 2 of 45 answered."
    assert re.fullmatch(BEGUN, when)
    assert following == "Next: Education, question 3 of 45."


def test_going_on_at_the_review_says_so(program: Program) -> None:
    begin(program, "leeds", stdin="y\n" + ".\n" * 9)
    ran = program.run_inside("screen", "--resume", "last", stdin="q\n")
    assert "Leeds, no case reference: 1 of 45 answered." in ran.err
    assert "Next: the review of what was answered." in ran.err


def test_last_is_refused_with_the_list_where_there_are_several_and_nobody_to_ask(
    program: Program,
) -> None:
    names = {begin(program, area, "--case", "KID-1") for area in ("leeds", "bathnes")}
    ran = program.run_inside("screen", "--resume", "last", stdin=REST)
    assert ran.code == 2
    assert ran.err.startswith("There is more than one draft: name the one you mean.\n")
    assert set(re.findall(r"^  (\S+)  last changed 20", ran.err, re.MULTILINE)) == names
    assert "KID-1" not in ran.err, "an error never holds a case reference"
    assert drafts_in(program).keys() == names


def test_last_asks_on_a_terminal_where_there_are_several(program: Program) -> None:
    old = begin(program, "leeds", "--case", "KID-1")
    os.utime(program.home / f".local/share/cse-check/drafts/{old}.draft", (0, 0))
    begin(program, "bathnes", "--case", "KID-2")
    with program.on_terminal("screen", "--resume", "last") as terminal:
        terminal.wait_for("1  bathnes-").wait_for("case KID-2")
        terminal.wait_for("2  leeds-").wait_for("case KID-1").wait_for("Which one?")
        terminal.type("3\r").wait_for("That is not one of these numbers.").wait_for("Which one?")
        terminal.type("2\r").wait_for("Leeds, case KID-1: 1 of 45 answered.")
        terminal.wait_for("2 of 45  ").turn("q")
        assert terminal.end() == 130


def test_only_enter_chooses_no_draft(program: Program) -> None:
    for area in ("leeds", "bathnes"):
        begin(program, area)
    before = drafts_in(program)
    with program.on_terminal("screen", "--resume", "last") as terminal:
        terminal.wait_for("Which one?").type("\r").wait_for("Nothing was chosen.")
        assert terminal.end() == 2
    assert drafts_in(program) == before


# One as a summary, and being rid of them ------------------------------------------------------


def test_a_draft_is_shown_as_a_summary_that_says_it_is_not_finished(program: Program) -> None:
    name = begin(program, "leeds", "--case", "KID-1", stdin="+\nseen twice\n\ny\n")
    before = drafts_in(program)
    ran = program.run_inside("drafts", "show", name)
    assert ran.code == 0, ran.err
    assert "This screening is not finished: 1 of 45 answered." in ran.out
    assert ran.out.index("not finished") < ran.out.index("999")
    assert re.search(r"^Case reference: +KID-1$", ran.out, re.MULTILINE)
    assert "seen twice" in ran.out
    assert drafts_in(program) == before


def test_a_draft_is_never_shown_as_a_record(program: Program) -> None:
    name = begin(program, "leeds")
    assert program.run_inside("drafts", "show", name, "--format", "json").code == 2
    assert "# Child" in program.run_inside("drafts", "show", name, "--format", "markdown").out


def test_purging_asks_first_and_says_how_many_whose_and_how_old(program: Program) -> None:
    for area in ("leeds", "leeds", "bathnes"):
        begin(program, area)
    with program.on_terminal("drafts", "purge") as terminal:
        terminal.wait_for("Drafts to be removed: 3 (bathnes 1, leeds 2), last changed ")
        terminal.wait_for("Type yes to remove them:").type("y\r").wait_for("Nothing was removed.")
        assert terminal.end() == 2
    assert len(drafts_in(program)) == 3
    with program.on_terminal("drafts", "purge") as terminal:
        terminal.wait_for("Type yes to remove them:").type("yes\r")
        terminal.wait_for("Removed: 3 of 3 drafts.")
        assert terminal.end() == 0
    assert drafts_in(program) == {}


def test_purging_needs_yes_where_nobody_can_be_asked(program: Program) -> None:
    name = begin(program, "leeds")
    ran = program.run_inside("drafts", "purge", stdin="yes\n")
    assert ran.code == 2
    assert re.match(
        r"Drafts to be removed: 1 \(leeds 1\), last changed \d+ \w+ 20\d\d\.\n"
        r"Nothing was removed\. To remove them, add --yes\.\n",
        ran.err,
    )
    assert json.loads(drafts_in(program)[name])["answers"]
    assert program.run_inside("drafts", "purge", "--yes").err == "Removed: 1 of 1 drafts.\n"


# What a record says of itself -----------------------------------------------------------------


def forge(program: Program, change: Callable[[dict[str, Any]], object]) -> None:
    """Change a record of Leeds, and make its digest again, as anybody can."""
    path = program.home / "forged.json"
    ran = program.run_inside("screen", "--area", "leeds", "--format", "json", stdin=f"y\n{REST}")
    read = json.loads(ran.out)
    change(read)
    tree = read_tree(json.dumps(read).encode(), Report("r"), max_bytes=MAX_BYTES)
    path.write_text(json.dumps({**read, "digest": digest(tree)}), encoding="utf-8")


def test_safety_wording_never_comes_from_a_record(program: Program) -> None:
    def change(read: dict[str, Any]) -> None:
        read["immediate_danger"] = "This child is SAFE. No action needed."
        read["caveat"]["statement"] = "All is well."

    forge(program, change)
    ran = program.run_inside("report", "forged.json")
    assert ran.code == 0, ran.err
    ours, theirs = ran.out.split("What this record says in other words")
    assert "If a child is in immediate danger, ring 999 now." in ours
    assert "Absence of indicators does not mean that a child is safe." in ours
    assert "SAFE" not in ours
    assert "All is well" not in ours
    assert "“This child is SAFE. No action needed.”" in theirs
    assert "“All is well.”" in theirs


def test_a_comparison_says_what_cse_check_says(program: Program) -> None:
    forge(program, lambda read: read.update(immediate_danger="This child is SAFE."))
    ran = program.run_inside("compare", "forged.json", "forged.json")
    assert "SAFE" not in ran.out
    assert "ring 999 now" in ran.out


@pytest.mark.parametrize("command", ["report", "compare", "amend"])
def test_a_catalogue_that_is_not_the_one_it_names_is_refused_with_every_difference(
    program: Program, command: str
) -> None:
    def change(read: dict[str, Any]) -> None:
        text = json.dumps(read).replace("0113 376 0336", "01632 960999")
        read.update(json.loads(text))

    forge(program, change)
    ran = {
        "report": lambda: program.run_inside("report", "forged.json"),
        "compare": lambda: program.run_inside("compare", "forged.json", "forged.json"),
        "amend": lambda: program.run_inside("screen", "--amend", "forged.json", stdin="\n"),
    }[command]()
    assert ran.code == 3
    assert ran.out == ""
    assert "is that of the catalogue for leeds that is installed here" in ran.err
    assert "01632 960999" in ran.err
    assert "0113 376 0336" in ran.err


def test_a_record_with_numbers_corrected_here_is_still_the_catalogue_it_names(
    program: Program,
) -> None:
    contacts = bundled("leeds").catalogue.contacts
    printed = next(each.id for each in contacts if each.phone == "0113 376 0336")
    found = ("--phone", "01632 960001", "--source", "rang the switchboard")
    assert program.run_inside("contacts", "correct", "leeds", printed, *found).code == 0
    forge(program, lambda read: None)
    assert "01632 960001" in program.run_inside("report", "forged.json").out
