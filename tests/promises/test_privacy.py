"""Nothing that was said about a child comes back where nobody asked for it, and nothing is sent."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from shells import PROGRAM, Program, Ran
from systems import unix

from cse_check import errors
from cse_check.errors import CseCheckError
from cse_check.narrative import FIELDS

REST = ".\n" * 9 + "\n"
CANARY = "Zebedee"
"""Stands in every field that holds something about a child."""
KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
"""A public key that signed nothing."""


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """Return the program, with the canary in every field of every file in its home."""
    program = Program(tmp_path)
    narrative = "".join(f"  {field.name}: {CANARY} {field.name}\n" for field in FIELDS)
    (tmp_path / "answers.yaml").write_text(
        "education.truanting: {answer: yes, when: past, basis: told, "
        f"note: {CANARY} note}}\nnarrative:\n{narrative}"
    )
    ran = program.run_inside(
        *("screen", "--area", "leeds", "--case", f"{CANARY}-1"),
        *("--answers", "answers.yaml", "--output", "record.json"),
    )
    assert ran.code == 0
    program.run_inside("screen", "--area", "leeds", "--case", f"{CANARY}-1", stdin=f"+\n{CANARY}\n")
    (tmp_path / "data.yaml").write_text(
        f"{{{CANARY}: [{CANARY}, *{CANARY}, !{CANARY} x], {CANARY}: 1}}"
    )
    return program


def edited(program: Program, name: str, change: Callable[[str], str]) -> str:
    text = change((program.home / "record.json").read_text())
    (program.home / name).write_text(text)
    return name


def spoil(program: Program) -> list[list[str]]:
    """Return command lines that fail, each in another way, with the canary in what they read."""
    record = "record.json"
    cut = edited(program, "cut.json", lambda text: text[: len(text) // 3])
    typed = edited(program, "typed.json", lambda text: text.replace('"told"', f'"{CANARY}"'))
    when = edited(program, "when.json", lambda text: text.replace('"past"', f'["{CANARY}"]'))
    case = edited(program, "case.json", lambda text: text.replace(f"{CANARY}-1", f"{CANARY} 1"))
    hand = edited(program, "hand.json", lambda text: text.replace(" note", " other note"))
    (program.home / "odd.yaml").write_text(
        f"education.truanting: {CANARY}\nmissing.comes-in-late: {{answer: [{CANARY}]}}\n"
        f"missing.out-overnight: {{when: {CANARY}, basis: {CANARY}}}\nnarrative: {CANARY}\n"
    )
    (program.home / "key.pub").write_text(f"{KEY} {CANARY}\n")
    screen = ["screen", "--area", "leeds"]
    answered = [*screen, "--answers", "answers.yaml"]
    return [
        *(["report", name] for name in (cut, typed, when, case, hand, "data.yaml", "none.json")),
        ["report", record, "--verify", "key.pub"],
        *(["compare", record, name] for name in (cut, typed, hand)),
        *(["screen", "--amend", name] for name in (cut, case)),
        [*screen, "--answers", "odd.yaml"],
        [*screen, "--answers", "data.yaml"],
        [*screen, "--answers", "answers.yaml", "--case", f"{CANARY} Smith"],
        [*screen, "--case", CANARY, "Smith", CANARY],
        [*answered, "--output", "record.json", "--force"],
        [*answered, "--output", "none/summary.md"],
        [*answered, "--output", "summary.doc"],
        [*answered, "--encrypt"],
        ["catalogue", "validate", "data.yaml", record],
        ["screen", "--resume", f"{CANARY}"],
        ["contacts", "--area", CANARY],
    ]


def test_no_error_repeats_a_note_an_answer_a_text_or_a_reference(program: Program) -> None:
    for command in spoil(program):
        ran = program.run_inside(*command, stdin=f"+\n{CANARY}\n")
        assert ran.code != 0, command
        said = ran.err + (ran.out if command[0] == "catalogue" else "")
        assert "Traceback" not in said, command
        assert CANARY not in said.replace("Your note: Zebedee", ""), (command, said)


def test_input_in_another_encoding_is_refused_without_a_word_of_it(program: Program) -> None:
    note = f"+\n{CANARY} café\n".encode("latin-1")
    ran = program.run_bytes("screen", "--area", "leeds", stdin=note)
    assert ran.returncode == 3
    assert CANARY.encode() not in ran.stderr


def test_a_broken_or_encrypted_draft_says_nothing_of_what_it_holds(program: Program) -> None:
    folder = program.home / ".local/share/cse-check/drafts"
    (draft,) = folder.iterdir()
    whole = draft.read_bytes()
    for spoiled in (
        whole[:200],
        whole.replace(b'"cursor":0', b'"cursor":999'),
        b"cse-check sealed draft 1\n{}",
    ):
        draft.write_bytes(spoiled)
        ran = program.run_inside("screen", "--resume", "last")
        assert ran.code in (2, 3)
        assert CANARY not in ran.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, which Linux has")
def test_a_full_disk_says_nothing_of_the_summary(program: Program) -> None:
    answered = "screen --area leeds --answers answers.yaml"
    ran = subprocess.run(
        ["sh", "-c", f"{' '.join(PROGRAM)} {answered} > /dev/full"],
        env=program.environ,
        cwd=program.home,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 1
    assert CANARY not in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


@unix
def test_a_summary_that_nobody_reads_is_ended_without_a_word(program: Program) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    ran = subprocess.run(
        [*PROGRAM, "screen", "--area", "leeds", "--case", "C-1", "--answers", "answers.yaml"],
        env=program.environ,
        cwd=program.home,
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert (ran.returncode, ran.stderr) == (141, b"")


def test_an_interrupted_walk_says_nothing_of_what_was_said(program: Program) -> None:
    ran = program.run_inside("screen", "--area", "leeds", stdin=f"y\n+\n{CANARY}\n")
    assert ran.code == 130
    stopped = ran.err.partition("Stopped before the summary.")[2]
    assert CANARY not in stopped


def test_no_file_is_named_after_what_was_said(program: Program) -> None:
    names = [path.name for path in program.home.rglob("*")]
    assert not [name for name in names if CANARY in name]


def test_a_bug_shows_no_value_in_its_traceback(program: Program) -> None:
    """Force a bug where the summary is made: a traceback then shows code, never what was said."""
    bug = (
        "import cse_check.render.summary as summary, cse_check.cli as cli\n"
        "def broken(*args, **kwargs): raise RuntimeError('a bug')\n"
        "summary._groups = broken\n"
        "cli.main()\n"
    )
    ran = program.run_bytes(
        *("screen", "--area", "leeds", "--case", f"{CANARY}-1", "--answers", "answers.yaml"),
        command=(sys.executable, "-c", bug),
    )
    assert b"RuntimeError: a bug" in ran.stderr
    assert CANARY.encode() not in ran.stderr.replace(f"{CANARY}-1'".encode(), b"")


def test_every_kind_of_error_is_one_of_those_that_are_forced_here() -> None:
    kinds = {each.__name__ for each in CseCheckError.__subclasses__()}
    assert kinds == {
        "EncodingError",
        "FileAccessError",
        "InterruptedBatchError",
        "InterruptedScreeningError",
        "InvalidFileError",
        "NobodyReadsError",
        "SealedFileError",
        "SignatureError",
        "UsageError",
    }
    assert all(hasattr(errors, name) for name in kinds)


@pytest.mark.parametrize(
    ("case_ref", "why"),
    [
        ("C-9434765919", "NHS number"),
        ("12-05-2015", "date of birth"),
        ("Jane.Smith", "somebody's name"),
    ],
)
def test_a_telling_reference_gets_a_warning_that_says_why_but_does_not_repeat_it(
    program: Program, case_ref: str, why: str
) -> None:
    ran: Ran = program.run_inside(
        "screen", "--area", "leeds", "--case", case_ref, "--answers", "answers.yaml"
    )
    assert ran.code == 0
    assert why in ran.err
    assert case_ref not in ran.err


def test_the_watch_on_the_network_would_notice(program: Program) -> None:
    for touch in ("socket.create_connection(('127.0.0.1', 9))", "socket.getaddrinfo('x', 1)"):
        ran = program.run_bytes(command=(sys.executable, "-c", f"import socket; {touch}"))
        assert ran.returncode == 99
        assert b"NETWORK" in ran.stderr


def test_the_program_does_not_even_import_what_talks_to_a_network(program: Program) -> None:
    listing = (
        "import sys, cse_check.cli as cli\n"
        "try: cli.main()\n"
        "finally: print(sorted({'socket', 'ssl', 'http', 'urllib.request'} & set(sys.modules)),"
        " file=sys.stderr)\n"
    )
    ran = program.run_bytes(
        *("screen", "--area", "leeds", "--answers", "answers.yaml", "--format", "json"),
        command=(sys.executable, "-S", "-c", f"import sys; sys.path[:0] = {sys.path!r}\n{listing}"),
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr.splitlines()[-1] == b"[]"
    assert json.loads(ran.stdout)["case_ref"] is None
