"""Every command as a process: what goes where, how it ends, and what it never says."""

import json
import re
import shlex
import stat
import sys
from datetime import date
from pathlib import Path

import pytest
from commands import (
    CAVEAT,
    EVERY_COMMAND,
    GROUPS,
    RESULTS,
    Words,
    all_is_said,
    line_of,
    options_of,
    program_with_files,
    taking,
)
from formats import SCREENED
from shells import Program, Ran, ids_of, write_answers
from systems import READERS, unix

from cse_check.cli.app import COMMANDS
from cse_check.model import Role
from cse_check.render import FORMATS
from examples import AREAS, CATALOGUE, DATA, bundled, changed

DANGER = "If a child is in immediate danger, ring 999 now."
CANARY = "Zebedee"
"""Stands for a child's name wherever somebody may have written one."""
FULL = (
    "standard output: cannot be written: No space left on device. "
    "Make room there, or name a file in another place.\n"
)

TAKING_AN_AREA = taking("--area")
NEEDING_AN_AREA = [
    words
    for words in TAKING_AN_AREA
    if words != ("contacts", "check")  # without one it looks at all of them
]
TAKING_A_ROLE = [words for words in taking("--role") if "--area" in options_of(words)]


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """Return the program, with an answers file and a record in its home folder."""
    return program_with_files(tmp_path)


def asking(words: Words, *options: str) -> list[str]:
    """Return a command with these options in place of an area, and with all else that it needs."""
    words_and_more = line_of(words)
    at = words_and_more.index("--area")
    return [*words_and_more[:at], *options, *words_and_more[at + 2 :]]


def screened(program: Program, *args: str | Path) -> Ran:
    """Screen the answers file in the home folder for Leeds, in this process."""
    return program.run_inside("screen", "--area", "leeds", "--answers", "answers.yaml", *args)


def walked(program: Program, *args: str | Path) -> Ran:
    """Walk through the checklist for Leeds, skipping everything, in this process."""
    skip_all = ".\n" * len(bundled("leeds").catalogue.categories) + "\n"
    return program.run_inside("screen", "--area", "leeds", *args, stdin=skip_all)


def written(folder: Path, name: str, text: str) -> Path:
    """Write a file into a folder, which is made if need be, and give its path."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def numbers(text: str) -> set[str]:
    """Return every telephone number of the bundled catalogues that a text holds."""
    known = {contact.phone for area in AREAS for contact in bundled(area).catalogue.contacts}
    return {phone for phone in known if re.search(rf"\b{phone}\b", text)}


def numbers_for(area: str, role: Role) -> set[str]:
    """Return the numbers of an area that are not kept for people in the other role."""
    other = {Role.PROFESSIONAL: Role.PUBLIC, Role.PUBLIC: Role.PROFESSIONAL}[role]
    contacts = bundled(area).catalogue.contacts
    return {contact.phone for contact in contacts if contact.audience.value != other.value}


# What every command does


@pytest.mark.parametrize("words", RESULTS, ids=" ".join)
def test_a_command_gives_its_result_on_stdout_and_nothing_on_stderr(
    program: Program, words: Words
) -> None:
    ran = program.run(*line_of(words))

    assert (ran.code, ran.out[-1:]) == (0, "\n"), ran.err
    assert all_is_said(words, ran.err), ran.err


@pytest.mark.parametrize("words", [(), *EVERY_COMMAND], ids=" ".join)
def test_help_is_there_for_every_command(program: Program, words: Words) -> None:
    ran = program.run(*words, "--help")

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"Usage: {' '.join(['cse-check', *words])} ")


@pytest.mark.parametrize("group", [(), *GROUPS], ids=" ".join)
def test_no_line_of_the_list_of_commands_is_cut_short(program: Program, group: Words) -> None:
    commands = program.run(*group, "--help").out.partition("Commands:")[2]

    assert commands
    assert "..." not in commands


def test_without_a_command_999_stands_first_and_three_commands_and_the_help(
    program: Program,
) -> None:
    ran = program.run()

    assert ran.code == 0
    assert ran.out.startswith(f"{DANGER}\n")
    assert re.findall(r"^  cse-check (\w+) ", ran.out, re.MULTILINE) == [
        "contacts", "screen", "report",
    ]  # fmt: skip
    assert f"Areas: {', '.join(AREAS)}. For everything else: cse-check --help" in ran.out


def test_the_help_shows_every_command(program: Program) -> None:
    ran = program.run("--help")

    assert DANGER in ran.out
    assert all(f"\n  {name} " in ran.out for name in COMMANDS)


def test_the_version_is_shown(program: Program) -> None:
    assert re.fullmatch(r"cse-check \d+\.\d+\.\d+\n", program.run("--version").out)


@pytest.mark.parametrize(
    "args",
    [
        ["frobnicate"],
        ["catalogue", "frobnicate"],
        ["catalogue"],
        ["catalogue", "validate"],
        ["report"],
        ["screen", "--frobnicate"],
        ["screen", "--area"],
        ["screen", "--area", "leeds", "--role", "headteacher"],
        ["screen", "--area", "leeds", "--format", "papyrus"],
        ["template", "--area", "leeds", "--kind", "papyrus"],
    ],
    ids=" ".join,
)
def test_what_cannot_be_asked_for_ends_with_2_and_names_the_help(
    program: Program, args: list[str]
) -> None:
    ran = program.run_inside(*args)

    assert (ran.code, ran.out) == (2, "")
    assert re.search(r"See 'cse-check.* --help'\.\n\Z", ran.err)


def test_a_process_ends_with_the_exit_code_of_its_error(program: Program) -> None:
    assert program.run("contacts", "--area", "atlantis").code == 2


def test_an_unknown_format_names_those_that_there_are(program: Program) -> None:
    ran = screened(program, "--format", "papyrus")

    assert all(name in ran.err for name in FORMATS)


def test_an_unknown_role_names_those_that_there_are(program: Program) -> None:
    ran = screened(program, "--role", "headteacher")

    assert all(role in ran.err for role in Role)


def test_a_role_from_the_environment_that_is_not_one_names_the_variable(program: Program) -> None:
    ran = program.having(CSE_CHECK_ROLE="headteacher").run_inside("contacts", "--area", "leeds")

    assert ran.code == 2
    assert "CSE_CHECK_ROLE" in ran.err


# The area


@pytest.mark.parametrize("words", NEEDING_AN_AREA, ids=" ".join)
def test_without_an_area_the_option_and_the_known_areas_are_named(
    program: Program, words: Words
) -> None:
    ran = program.run_inside(*asking(words))

    assert (ran.code, ran.out) == (2, "")
    assert "--area" in ran.err
    assert f"Known areas: {', '.join(AREAS)}." in ran.err


@pytest.mark.parametrize("words", TAKING_AN_AREA, ids=" ".join)
def test_unknown_area_names_the_known_ones(program: Program, words: Words) -> None:
    ran = program.run_inside(*asking(words, "--area", "atlantis"))

    assert (ran.code, ran.out) == (2, "")
    assert f"Known areas: {', '.join(AREAS)}." in ran.err


def test_unknown_area_names_the_nearest(program: Program) -> None:
    assert "Did you mean 'leeds'?" in program.run_inside("guide", "--area", "lead").err


@pytest.mark.parametrize(
    "name", ["BANES", "b&nes", "Bath & North East Somerset", "bath and north east somerset"]
)
def test_an_area_is_known_by_its_other_names_too(program: Program, name: str) -> None:
    by_id = program.run_inside("contacts", "--area", "bathnes")

    assert program.run_inside("contacts", "--area", name) == by_id


@pytest.mark.parametrize("name", ["../data/indicators_leeds", "/etc/passwd", "leeds.yaml", "*", ""])
def test_an_area_is_never_a_path(program: Program, name: str) -> None:
    assert program.run_inside("contacts", "--area", name).code == 2


@pytest.mark.parametrize("words", TAKING_AN_AREA, ids=" ".join)
def test_the_area_may_come_from_the_environment(program: Program, words: Words) -> None:
    with_option = program.run_inside(*asking(words, "--area", "leeds"))
    with_variable = program.having(CSE_CHECK_AREA="leeds").run_inside(*asking(words))

    assert with_variable == with_option


def test_the_area_on_the_command_line_wins_over_the_environment(program: Program) -> None:
    ran = program.having(CSE_CHECK_AREA="leeds").run_inside("contacts", "--area", "bathnes")

    assert "Bath & North East Somerset, for professionals:" in ran.out


# Whom to ring, and the caveat


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("format_name", SCREENED)
def test_with_nothing_answered_every_format_has_the_caveat_and_every_number_for_the_role(
    program: Program, area: str, role: Role, format_name: str
) -> None:
    answers = write_answers(program.home, {})

    ran = program.run_inside(
        *("screen", "--area", area, "--answers", answers),
        *("--role", role, "--format", format_name),
    )

    said = " ".join(re.sub(r"[\N{LEFT HALF BLOCK}|]", "", ran.out).split())
    assert CAVEAT in said
    assert DANGER in said
    shown = numbers(said.partition('"catalogue": {')[0])
    assert shown == numbers_for(area, role)


@pytest.mark.parametrize("words", TAKING_A_ROLE, ids=" ".join)
@pytest.mark.parametrize("area", AREAS)
def test_numbers_for_professionals_alone_are_not_shown_to_the_public(
    program: Program, words: Words, area: str
) -> None:
    write_answers(program.home, {})

    ran = program.run_inside(*asking(words, "--area", area, "--role", "public"))

    assert numbers(ran.out) == numbers_for(area, Role.PUBLIC)


def test_a_role_may_come_from_the_environment(program: Program) -> None:
    by_option = program.run_inside("contacts", "--area", "leeds", "--role", "public")

    ran = program.having(CSE_CHECK_ROLE="public").run_inside("contacts", "--area", "leeds")

    assert ran == by_option


@pytest.mark.parametrize("command", ["contacts", "guide"])
def test_999_comes_before_every_other_number(program: Program, command: str) -> None:
    ran = program.run_inside(command, "--area", "leeds")

    assert ran.out.index("999") < min(ran.out.index(each) for each in numbers(ran.out) - {"999"})


def test_how_old_a_source_is_depends_on_the_day(program: Program) -> None:
    assert "November 2013, 13 years old" in " ".join(
        program.run_inside("contacts", "--area", "leeds", "--full").out.split()
    )


# Outputs


def test_each_output_gets_the_format_of_its_suffix(program: Program) -> None:
    ran = screened(program, "--output", "a.md", "--output", "a.txt", "--output", "a.json")

    assert ran.code == 0
    for name, format_name in (("a.md", "markdown"), ("a.txt", "text"), ("a.json", "json")):
        text = (program.home / name).read_text(encoding="utf-8")
        assert text == screened(program, "--format", format_name).out


def test_what_was_written_is_said_on_stderr_and_the_summary_is_on_stdout(program: Program) -> None:
    ran = screened(program, "--output", "a.md", "--output", "a.json")

    said = f"Written: {{}} ({READERS}).\n"
    assert ran.err == said.format("a.md") + said.format("a.json")
    assert ran.out == screened(program).out


def test_an_output_is_for_its_owner_alone_whatever_the_umask(program: Program) -> None:
    program.run_line("umask 000; cse-check report record.json --output a.md")

    assert stat.S_IMODE((program.home / "a.md").stat().st_mode) == 0o600


@unix
def test_an_output_that_replaces_a_file_is_for_its_owner_alone(program: Program) -> None:
    written(program.home, "a.md", "old").chmod(0o644)

    screened(program, "--output", "a.md", "--force")

    assert stat.S_IMODE((program.home / "a.md").stat().st_mode) == 0o600


def test_an_output_of_dash_is_stdout_and_no_file(program: Program) -> None:
    ran = screened(program, "--output", "-")

    assert ran == screened(program)
    assert not (program.home / "-").exists()


def test_a_report_into_a_file_is_not_on_stdout_unless_dash_is_named_too(program: Program) -> None:
    only_file = program.run_inside("report", "record.json", "--output", "a.md")
    with_dash = program.run_inside("report", "record.json", "--output", "b.md", "--output", "-")

    assert only_file.out == ""
    assert with_dash.out == program.run_inside("report", "record.json").out


def refused(program: Program, *args: str | Path) -> Ran:
    """Ask for a walk whose output is refused, and prove that no question was asked."""
    ran = walked(program, *args)

    assert ran.out == ""
    assert "Truanting" not in ran.err
    return ran


def test_an_output_with_a_suffix_of_no_format_is_refused_before_a_question(
    program: Program,
) -> None:
    ran = refused(program, "--output", "a.odt")

    assert ran.code == 2
    assert "a.odt" in ran.err
    assert all(suffix in ran.err for suffix in FORMATS.suffixes)


@pytest.mark.parametrize("again", ["a.md", "./a.md", "sub/../a.md"])
def test_an_output_named_twice_is_refused_before_a_question(program: Program, again: str) -> None:
    (program.home / "sub").mkdir()

    ran = refused(program, "--output", "a.md", "--output", again)

    assert (ran.code, ran.err) == (2, f"{Path(again)}: is named twice.\n")


def test_an_output_that_is_there_already_is_refused_before_a_question(program: Program) -> None:
    there = written(program.home, "a.md", "somebody's work")

    ran = refused(program, "--output", "a.md")

    assert (ran.code, ran.err) == (1, "a.md: already exists. --force replaces it.\n")
    assert there.read_text(encoding="utf-8") == "somebody's work"


def test_force_replaces_an_output_that_is_there_already(program: Program) -> None:
    there = written(program.home, "a.md", "somebody's work")

    ran = walked(program, "--output", "a.md", "--force")

    assert ran.code == 0
    assert there.read_text(encoding="utf-8").startswith("# Child sexual exploitation checklist")


@unix
@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("nowhere/a.md", "nowhere/a.md: there is no folder nowhere.\n"),
        ("folder.md", "folder.md: is a folder; name a file in it.\n"),
        ("null.md", "null.md: is not an ordinary file. '-' is standard output.\n"),
    ],
)
def test_an_output_that_cannot_be_is_refused_before_a_question(
    program: Program, name: str, says: str
) -> None:
    (program.home / "folder.md").mkdir()
    (program.home / "null.md").symlink_to("/dev/null")

    ran = refused(program, "--output", name, "--force")

    assert (ran.code, ran.err) == (1, says)


def test_an_output_with_too_long_a_name_is_refused_before_a_question(program: Program) -> None:
    name = f"{'a' * 300}.md"

    ran = program.run("screen", "--area", "leeds", "--output", name)

    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"{name}: ")
    assert "File name too long" in ran.err
    assert "Truanting" not in ran.err


def test_when_one_output_is_refused_none_is_written(program: Program) -> None:
    written(program.home, "b.md", "somebody's work")

    refused(program, "--output", "a.md", "--output", "b.md")

    assert not (program.home / "a.md").exists()


SMALL_DISK = "trap '' XFSZ; ulimit -f 24"
"""No file larger than 24 KB can be written: a summary fits, a record does not."""


def test_when_one_output_cannot_be_written_none_is_and_the_summary_is_shown(
    program: Program,
) -> None:
    before = sorted(program.home.iterdir())

    ran = program.run_line(
        f"{SMALL_DISK}; cse-check screen --area leeds --answers answers.yaml "
        "--output a.md --output a.json"
    )

    assert ran.code == 1
    assert ran.err == (
        "a.json: cannot be written: File too large. Nothing was written. "
        "Make room there, or name a file in another place.\n"
    )
    assert sorted(program.home.iterdir()) == before
    assert CAVEAT in ran.out


def test_when_one_output_cannot_be_replaced_none_is(program: Program) -> None:
    old = [written(program.home, name, "old") for name in ("a.md", "a.json")]

    ran = program.run_line(
        f"{SMALL_DISK}; cse-check report record.json --output a.md --output a.json --force"
    )

    assert ran.code == 1
    assert [path.read_text(encoding="utf-8") for path in old] == ["old", "old"]


def test_a_template_goes_to_a_file_or_to_stdout(program: Program) -> None:
    on_stdout = program.run_inside("template", "--area", "leeds")
    to_file = program.run_inside("template", "--area", "leeds", "--output", "a.yaml")

    assert (to_file.code, to_file.out) == (0, "")
    assert (program.home / "a.yaml").read_text(encoding="utf-8") == on_stdout.out


def test_a_template_does_not_replace_a_file_unless_forced(program: Program) -> None:
    again = ["template", "--area", "leeds", "--output", "answers.yaml"]

    assert program.run_inside(*again).code == 1
    assert program.run_inside(*again, "--force").code == 0


@pytest.mark.parametrize("area", AREAS)
def test_an_unfilled_template_is_a_screening_with_nothing_answered(
    program: Program, area: str
) -> None:
    program.run_inside("template", "--area", area, "--output", "a.yaml")

    ran = program.run_inside("screen", "--area", area, "--answers", "a.yaml", "--format", "json")

    assert ran.answers == {}


# Standard streams


def test_answers_may_come_on_stdin(program: Program) -> None:
    text = (program.home / "answers.yaml").read_text(encoding="utf-8")

    ran = program.run("screen", "--area", "leeds", "--answers", "-", "--format", "json", stdin=text)

    assert ran.answers == {"education.truanting": "yes", "mental-health.self-harm": "yes"}


def test_a_record_may_come_on_stdin(program: Program) -> None:
    text = (program.home / "record.json").read_text(encoding="utf-8")

    assert program.run("report", "-", stdin=text) == program.run("report", "record.json")


def test_a_catalogue_may_come_on_stdin(program: Program) -> None:
    ran = program.run("catalogue", "validate", "-", stdin=CATALOGUE)

    assert (ran.code, ran.err) == (0, "")
    assert "is valid: Exampleshire, 3 indicators in 2 categories, 3 contacts" in ran.out


@pytest.mark.parametrize(
    "args",
    [
        ["screen", "--area", "leeds", "--answers", "-"],
        ["report", "-"],
        ["catalogue", "validate", "-"],
    ],
    ids=" ".join,
)
def test_faults_of_stdin_are_those_of_standard_input(program: Program, args: list[str]) -> None:
    ran = program.run_inside(*args, stdin="\t{")

    assert ran.code == 3
    assert re.match(r"standard input:\d+:\d+: ", ran.err or ran.out)


@pytest.mark.parametrize("words", RESULTS, ids=" ".join)
def test_a_full_disk_behind_stdout_is_one_line_and_no_traceback(
    program: Program, words: Words
) -> None:
    ran = program.run_line(f"cse-check {shlex.join(line_of(words))} >/dev/full")

    assert ran == Ran(1, "", FULL)


def test_help_on_a_full_disk_is_one_line_and_no_traceback(program: Program) -> None:
    ran = program.run_line("cse-check screen --help >/dev/full")

    assert ran.code == 1
    assert len(ran.err.splitlines()) == 1


@pytest.mark.parametrize("line", [*map(line_of, RESULTS), ["--help"]], ids=" ".join)
def test_a_reader_that_has_gone_is_no_traceback(program: Program, line: list[str]) -> None:
    ran = program.run_line(
        f"{{ cse-check {shlex.join(line)}; echo ended $? >&2; }} | (exec <&-; cat </dev/null)"
    )

    assert "Traceback" not in ran.err
    assert re.search(r"ended (?:0|1|141)\n\Z", ran.err)


@pytest.mark.parametrize("line", [*map(line_of, RESULTS), ["--help"]], ids=" ".join)
def test_stdout_that_is_closed_is_no_traceback(program: Program, line: list[str]) -> None:
    ran = program.run_line(f"cse-check {shlex.join(line)} >&-")

    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    "command",
    ["screen --area leeds", "screen --area leeds --answers -", "report -", "catalogue validate -"],
)
def test_stdin_that_is_closed_is_no_traceback(program: Program, command: str) -> None:
    ran = program.run_line(f"cse-check {command} <&-")

    assert "Traceback" not in ran.err
    assert ran.code != 0


def test_stderr_that_is_closed_does_not_change_how_a_command_ends(program: Program) -> None:
    ran = program.run_line("cse-check contacts --area atlantis 2>&-")

    assert (ran.code, ran.out) == (2, "")


# Files that cannot be read, or are not what they should be


@pytest.mark.parametrize("name", ["folder", "missing"])
@pytest.mark.parametrize(
    "args",
    [
        ["screen", "--area", "leeds", "--answers"],
        ["report"],
        ["catalogue", "validate"],
        ["areas", "--catalogue-dir"],
    ],
    ids=" ".join,
)
def test_a_file_that_cannot_be_read_is_named_and_ends_with_1(
    program: Program, args: list[str], name: str
) -> None:
    file = written(program.home / "folder", "file", "") if name == "folder" else None
    asked = "folder/file" if file and args[0] == "areas" else name

    ran = program.run_inside(*args, asked)

    assert (ran.code, ran.out) == (1, "")
    assert re.fullmatch(rf"{asked}: cannot be read: [A-Z][a-z ]+\. \w[\w ,]+\.\n", ran.err)


def test_every_fault_of_an_answers_file_is_on_its_line(program: Program) -> None:
    (program.home / "answers.yaml").write_text(
        "education.truanting: maybe\n"
        "education.truancing: yes\n"
        "education.excluded: {answer: yes, when: tomorrow}\n"
        "education.behaviour-problems: [yes]\n",
        encoding="utf-8",
    )

    ran = screened(program)

    assert (ran.code, ran.out) == (3, "")
    assert re.sub(r":\d+: ", ": ", ran.err).splitlines() == [
        "answers.yaml:1: education.truanting: is not an answer: write yes, no or not-known, or "
        "leave it empty for unanswered",
        "answers.yaml:2: 'education.truancing' is not an indicator of leeds; did you mean "
        "'education.truanting' (Truanting)?",
        "answers.yaml:3: education.excluded.when: should be one of current, past",
        "answers.yaml:4: education.behaviour-problems: should hold names and values, not a list",
    ]


@pytest.mark.parametrize("answer", ["N/A", "None", "Not recorded", "nein", "-", "yes?", "nope"])
def test_a_word_that_is_no_answer_is_refused_and_never_read_as_no(
    program: Program, answer: str
) -> None:
    write_answers(program.home, {"education.truanting": answer})

    ran = screened(program)

    assert (ran.code, ran.out) == (3, "")


def test_answers_that_are_refused_are_written_nowhere(program: Program) -> None:
    write_answers(program.home, {"education.truanting": "maybe"})

    screened(program, "--output", "a.md")

    assert not (program.home / "a.md").exists()


def test_every_fault_of_a_record_is_on_its_line(program: Program) -> None:
    text = (program.home / "record.json").read_text(encoding="utf-8")
    text = changed(
        ('"screened_on": "2026-11-21"', '"screened_on": "2026-02-31"'),
        ('"role": "professional"', '"role": "headteacher"'),
        text=text,
    )
    lines = text.splitlines()
    (program.home / "record.json").write_text(text, encoding="utf-8")

    ran = program.run_inside("report", "record.json")

    assert (ran.code, ran.out) == (3, "")
    day, role = ran.err.splitlines()
    for fault, path in ((day, "screened_on"), (role, "role")):
        number = int(fault.split(":")[1])
        assert f'"{path}"' in lines[number - 1]
        assert f": {path}: " in fault


def test_a_record_whose_lists_do_not_agree_with_its_answers_is_refused(program: Program) -> None:
    record = json.loads((program.home / "record.json").read_text(encoding="utf-8"))
    record["urgent"]["indicators"] = []
    (program.home / "record.json").write_text(json.dumps(record), encoding="utf-8")

    ran = program.run_inside("report", "record.json")

    assert (ran.code, ran.out) == (3, "")
    assert "changed by hand" in ran.err


# catalogue validate


def test_a_valid_catalogue_is_summed_up(program: Program) -> None:
    written(program.home, "indicators_exampleshire.yaml", CATALOGUE)

    ran = program.run_inside("catalogue", "validate", "indicators_exampleshire.yaml")

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[-1] == (
        "indicators_exampleshire.yaml: is valid: Exampleshire, 3 indicators in 2 categories, "
        "3 contacts. Warnings: 3."
    )


def test_every_fault_of_a_catalogue_is_on_its_line(program: Program) -> None:
    text = changed(
        ("kind: vulnerability", "kind: weakness"),
        ("urgent: true", "urgent: very"),
        ('phone: "01632 960403"', 'phone: "960403"'),
    )
    written(program.home, "indicators_exampleshire.yaml", text)

    ran = program.run_inside("catalogue", "validate", "indicators_exampleshire.yaml")

    assert ran.code == 3
    faulty = ("kind: weakness", "urgent: very", 'phone: "960403"')
    lines = text.splitlines()
    for fault, line in zip(ran.out.splitlines(), faulty, strict=True):
        name, number, column, _ = fault.split(":", 3)
        assert name == "indicators_exampleshire.yaml"
        assert lines[int(number) - 1][int(column) - 1 :] == line.partition(": ")[2]


def test_of_several_catalogues_every_one_is_judged(program: Program) -> None:
    written(program.home, "indicators_exampleshire.yaml", CATALOGUE)
    written(program.home, "indicators_broken.yaml", "format: 1\n")

    ran = program.run_inside(
        "catalogue", "validate", "indicators_broken.yaml", "indicators_exampleshire.yaml"
    )

    assert ran.code == 3
    assert ran.out.startswith("indicators_broken.yaml:1:1: ")
    assert "indicators_exampleshire.yaml: is valid" in ran.out


def test_a_catalogue_under_another_name_is_valid_with_a_hint(program: Program) -> None:
    written(program.home, "mine.yaml", CATALOGUE)

    ran = program.run_inside("catalogue", "validate", "mine.yaml")

    assert ran.code == 0
    assert "\nmine.yaml: is valid: Exampleshire" in ran.out
    assert "call it indicators_exampleshire.yaml" in ran.err


def test_a_catalogue_under_another_area_s_name_is_not_valid(program: Program) -> None:
    written(program.home, "indicators_leeds.yaml", CATALOGUE)

    ran = program.run_inside("catalogue", "validate", "indicators_leeds.yaml")

    assert ran.code == 3
    assert "area.id: is 'exampleshire', but the file's name says 'leeds'" in ran.out


# Where catalogues come from


OWN = ".local/share/cse-check/catalogues"
NAME = "indicators_exampleshire.yaml"


def of_authority(name: str) -> str:
    """Return the example's catalogue with another name for the authority, to know it by."""
    return changed(("Exampleshire & District Council", name))


def test_a_catalogue_is_found_in_the_folder_that_was_named(program: Program) -> None:
    written(program.home / "mine", NAME, CATALOGUE)

    ran = program.run_inside("contacts", "--area", "exampleshire", "--catalogue-dir", "mine")

    assert ran.code == 0
    assert "0113 496 0336" in ran.out


def test_folders_are_searched_in_the_order_of_how_near_they_are(program: Program) -> None:
    listed = program.having(CSE_CHECK_CATALOGUES="second:third")
    own = written(program.home / OWN, NAME, of_authority("Own"))
    written(program.home / "third", NAME, of_authority("Third"))
    written(program.home / "second", NAME, of_authority("Second"))
    written(program.home / "first", NAME, of_authority("First"))

    def found(*args: str) -> str:
        out = listed.run_inside("areas", *args).out
        return str(re.search(r"- exampleshire: (.*)", out)[1])  # type: ignore[index]

    assert found("--catalogue-dir", "first") == "First"
    assert found() == "Second"
    (program.home / "second" / NAME).unlink()
    assert found() == "Third"
    (program.home / "third" / NAME).unlink()
    assert found() == "Own"
    own.unlink()
    assert "exampleshire" not in listed.run_inside("areas").out


@pytest.mark.parametrize(
    ("folder", "origin"),
    [
        ("mine", "--catalogue-dir"),
        ("listed", "CSE_CHECK_CATALOGUES"),
        (OWN, "your own catalogues"),
    ],
)
def test_areas_says_which_file_a_catalogue_is_and_why_it_was_found(
    program: Program, folder: str, origin: str
) -> None:
    for each in ("mine", "listed", OWN):
        (program.home / each).mkdir(parents=True)
    written(program.home / folder, NAME, CATALOGUE)

    ran = program.having(CSE_CHECK_CATALOGUES="listed").run_inside(
        "areas", "--catalogue-dir", "mine"
    )

    said = "".join(ran.out.split())  # a long path is broken over lines
    assert f"{folder}/{NAME}({''.join(origin.split())})" in said


@pytest.mark.parametrize("area", AREAS)
def test_areas_says_which_catalogues_are_bundled_and_how_old_their_guides_are(
    program: Program, area: str
) -> None:
    said = without_space(program.run_inside("areas").out)  # a long path is broken anywhere
    catalogue = bundled(area).catalogue

    assert without_space(f"- {area}: {catalogue.area.authority}") in said
    assert without_space(f"indicators_{area}.yaml (bundled with cse-check)") in said
    assert without_space(catalogue.sources[0].dated(date(2026, 11, 21))) in said


def without_space(text: str) -> str:
    return "".join(text.split())


def in_place_of_leeds(program: Program) -> None:
    """Write another catalogue for Leeds, with a number of its own for the council."""
    text = (DATA / "indicators_leeds.yaml").read_text(encoding="utf-8")
    text = changed(('"0113 222 4403"', '"0113 496 0403"'), text=text)
    written(program.home / "mine", "indicators_leeds.yaml", text)


def test_a_user_s_catalogue_wins_over_a_bundled_one(program: Program) -> None:
    in_place_of_leeds(program)

    ran = program.run_inside(
        "contacts", "--area", "leeds", "--role", "public", "--catalogue-dir", "mine"
    )

    assert "0113 496 0403" in ran.out
    assert "0113 222 4403" not in ran.out


def test_areas_says_when_a_catalogue_stands_in_place_of_a_bundled_one(program: Program) -> None:
    in_place_of_leeds(program)

    said = " ".join(program.run_inside("areas", "--catalogue-dir", "mine").out.split())

    assert "(--catalogue-dir; used instead of the one bundled with cse-check)" in said


def test_areas_with_a_broken_catalogue_lists_the_others_and_ends_with_3(program: Program) -> None:
    written(program.home / OWN, NAME, changed(("kind: indicator", "kind: sign")))

    ran = program.run_inside("areas")

    assert ran.code == 3
    assert all(f"- {area}: " in ran.out for area in AREAS)
    assert "exampleshire" not in ran.out
    assert re.fullmatch(rf".*{NAME}:\d+:\d+: categories\[0\]\.kind: .*\n", ran.err)


def test_areas_with_a_catalogue_that_cannot_be_read_lists_the_others(program: Program) -> None:
    unreadable(program)

    ran = program.run_inside("areas")

    assert ran.code == 1
    assert all(f"- {area}: " in ran.out for area in AREAS)
    assert NAME in ran.err


@pytest.mark.parametrize("area", ["leeds", "Leeds City Council"])
def test_a_catalogue_that_cannot_be_read_does_not_stand_before_another_area_s_numbers(
    program: Program, area: str
) -> None:
    unreadable(program)

    assert "0113 376 0336" in program.run_inside("contacts", "--area", area).out


def unreadable(program: Program) -> None:
    """Put a catalogue where it is found that not even root can read."""
    (program.home / OWN).mkdir(parents=True)
    (program.home / OWN / NAME).symlink_to("/proc/self/mem")


def test_a_broken_catalogue_does_not_stand_before_another_area_s_numbers(program: Program) -> None:
    written(program.home / OWN, NAME, "format: 1\n")

    ran = program.run_inside("contacts", "--area", "Leeds City Council")

    assert "0113 376 0336" in ran.out


# Records


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("format_name", SCREENED)
def test_a_record_gives_byte_for_byte_what_the_screening_gave(
    program: Program, area: str, role: Role, format_name: str
) -> None:
    tokens = ("yes", "no", "not-known", "", '{answer: yes, when: past, note: "*seen* <at> #1"}')
    answers = {name: tokens[i % len(tokens)] for i, name in enumerate(ids_of(area))}
    write_answers(program.home, answers)
    asked = ["screen", "--area", area, "--answers", "answers.yaml"]
    asked += ["--case", "CASE-1", "--role", role]
    program.run_inside(*asked, "--output", "again.json")

    report = program.run_inside("report", "again.json", "--format", format_name)

    assert report.code == 0
    assert report.out == program.run_inside(*asked, "--format", format_name).out


def test_a_record_renders_without_its_catalogue(program: Program) -> None:
    mine = written(program.home / "mine", NAME, CATALOGUE)
    answers = write_answers(program.home, {"school.truanting": "yes"})
    program.run_inside(
        *("screen", "--area", "exampleshire", "--catalogue-dir", "mine"),
        *("--answers", answers, "--output", "shire.json"),
    )
    mine.unlink()

    ran = program.run_inside("report", "shire.json")

    assert ran.code == 0
    assert "0113 496 0336" in ran.out


# What is never said


@pytest.mark.parametrize(
    "words",
    [
        [f"{CANARY} Smith"],
        [CANARY, "Smith"],
        ["Smith", CANARY],
        [f"-{CANARY}"],
        [f"{CANARY}\N{LATIN SMALL LETTER E WITH ACUTE}"],
        [f"01/02/2011 {CANARY}"],
        [f"{CANARY}\n"],
    ],
    ids=repr,
)
def test_a_name_given_as_the_case_is_refused_without_repeating_it(
    program: Program, words: list[str]
) -> None:
    ran = screened(program, "--case", *words)

    assert (ran.code, ran.out) == (2, "")
    assert CANARY not in ran.err


def test_a_name_given_as_the_case_of_a_walk_is_refused_before_a_question(program: Program) -> None:
    assert refused(program, "--case", f"{CANARY} Smith").code == 2


ANSWERS_WITH_A_NAME = {
    "an answer that is none": f"education.truanting: {CANARY}\n",
    "an answer in braces": f"education.truanting: {{answer: {CANARY}}}\n",
    "a list": f"education.truanting: [{CANARY}]\n",
    "only a text": f"{CANARY} was not at school\n",
    "a note with an unclosed quote": f'education.truanting: {{answer: yes, note: "{CANARY}\n',
    "a note with a colon": f"education.truanting: {{answer: yes, note: {CANARY}: not seen}}\n",
    "a note with a wrong escape": f'education.truanting: {{answer: yes, note: "{CANARY}\\q"}}\n',
    "a note with a comma": f"education.truanting: {{answer: yes, note: not seen, {CANARY} says}}\n",
    "a note with two commas": "education.truanting: {note: not seen, "
    f"{CANARY} says, {CANARY} says}}\n",
    "a note on a line of its own": f"education.truanting: yes\n{CANARY} says: she was not seen\n",
    "a note beside a wrong time": f"education.truanting: {{when: {CANARY}, note: {CANARY}}}\n",
    "a note as an alias": f"education.truanting: *{CANARY}\n",
    "a note as a tag": f"education.truanting: !{CANARY} yes\n",
    "a note with an unseen character": f'education.truanting: {{note: "{CANARY}\u202e"}}\n',
}


@pytest.mark.parametrize("fault", ANSWERS_WITH_A_NAME)
def test_what_was_written_into_an_answers_file_never_comes_back_in_an_error(
    program: Program, fault: str
) -> None:
    (program.home / "answers.yaml").write_text(ANSWERS_WITH_A_NAME[fault], encoding="utf-8")

    ran = screened(program)

    assert (ran.code, ran.out) == (3, "")
    assert CANARY not in ran.err


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"case_ref": "CASE-1"', f'"case_ref": "{CANARY} Smith"'),
        ('"case_ref": "CASE-1"', f'"case_ref": ["{CANARY}"]'),
        ('"screened_on": "2026-11-21"', f'"screened_on": "{CANARY}"'),
        ('"case_ref": "CASE-1"', f'"case_ref": "{CANARY}'),
    ],
)
def test_what_stands_in_a_record_never_comes_back_in_an_error(
    program: Program, old: str, new: str
) -> None:
    text = changed((old, new), text=(program.home / "record.json").read_text(encoding="utf-8"))
    (program.home / "record.json").write_text(text, encoding="utf-8")

    ran = program.run_inside("report", "record.json")

    assert (ran.code, ran.out) == (3, "")
    assert CANARY not in ran.err


def test_a_note_of_a_broken_record_never_comes_back_in_an_error(program: Program) -> None:
    record = json.loads((program.home / "record.json").read_text(encoding="utf-8"))
    said = record["answers"]["education.truanting"]
    for note, answer in ((f"{CANARY}\x07", "yes"), (CANARY, CANARY), ([CANARY], "yes")):
        said.update(note=note, answer=answer)
        (program.home / "record.json").write_text(json.dumps(record), encoding="utf-8")

        ran = program.run_inside("report", "record.json")

        assert (ran.code, ran.out) == (3, "")
        assert CANARY not in ran.err


def test_a_note_and_a_case_reference_never_come_back_when_nothing_can_be_written(
    program: Program,
) -> None:
    write_answers(program.home, {"education.truanting": f"{{note: {CANARY}}}"})

    ran = program.run_line(
        f"{SMALL_DISK}; cse-check screen --area leeds --answers answers.yaml --case {CANARY} "
        "--output a.json >/dev/full"
    )

    assert ran.code == 1
    assert CANARY not in ran.err


@pytest.mark.parametrize(
    "args",
    [
        ["report", "\x1b[31m.json"],
        ["screen", "--area", "leeds", "--answers", "\x1b[31m"],
        ["screen", "--area", "leeds", "--output", "\x1b[31m.pdf"],
        ["catalogue", "validate", "\x1b[31m"],
        ["areas", "--catalogue-dir", "\x1b[31m"],
        ["\x1b[31m"],
        ["screen", "--area", "leeds", "--role", "\x1b[31m"],
    ],
    ids=ascii,
)
def test_a_control_character_in_a_name_is_not_sent_to_the_screen(
    program: Program, args: list[str]
) -> None:
    assert "\x1b" not in program.run_inside(*args).err


# No network


WATCHED = """\
import os, sys

def watch(event, args):
    if event.startswith("socket."):
        os.write(2, f"\\nNETWORK: {event}\\n".encode())
        os._exit(99)

sys.addaudithook(watch)
"""
RUN_WATCHED = f"{WATCHED}\nfrom cse_check.cli import main\nmain()\n"


@pytest.mark.parametrize("words", RESULTS, ids=" ".join)
def test_nothing_is_sent_anywhere(program: Program, words: Words) -> None:
    ran = program.run_bytes(*line_of(words), command=(sys.executable, "-c", RUN_WATCHED))

    assert ran.returncode == 0
    assert all_is_said(words, ran.stderr.decode()), ran.stderr


def test_a_walk_with_outputs_sends_nothing_anywhere(program: Program) -> None:
    ran = program.run_bytes(
        *("screen", "--area", "leeds", "--output", "a.md", "--output", "a.json"),
        stdin=b"y\n" * len(ids_of("leeds")) + b"\n",
        command=(sys.executable, "-c", RUN_WATCHED),
    )

    assert ran.returncode == 0
    assert b"NETWORK" not in ran.stderr


@pytest.mark.parametrize(
    "attempt", ["socket.getaddrinfo('localhost', 9)", "socket.socket().connect(('127.0.0.1', 9))"]
)
def test_the_watch_would_see_something_being_sent(program: Program, attempt: str) -> None:
    code = f"{WATCHED}\nimport socket\n{attempt}"

    ran = program.run_bytes(command=(sys.executable, "-c", code))

    assert ran.returncode == 99


MORE = """\
  - {{id: more-{0}, team: Team {0}, phone: "0113 496 000{0}", audience: anyone, hours: any,
     source: guide}}
"""


def test_a_catalogue_whose_records_could_not_be_read_again_is_refused_before_a_question(
    program: Program,
) -> None:
    more = "".join(MORE.format(number) for number in range(5))  # each repeats the title
    text = CATALOGUE.replace("exampleshire", "northshire").replace("A guide", "A guide" * 140_000)
    text = text.replace("contacts:\n", f"contacts:\n{more}")
    (program.home / "indicators_northshire.yaml").write_text(text, encoding="utf-8")
    ran = program.run_inside(
        "screen", "--area", "northshire", "--catalogue-dir", str(program.home), stdin="y\n"
    )
    assert ran.code == 1
    assert ran.err.startswith("If a child is in immediate danger, ring 999 now.")
    assert "The catalogue for northshire is too large for a screening" in ran.err
    assert "1 of " not in ran.err
