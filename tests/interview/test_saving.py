"""Nothing finished is lost: what no file keeps is offered to be saved."""

import json
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep

import pyrage
import pytest
from shells import Program, Terminal

pytestmark = pytest.mark.slow

OFFER = "Enter leaves without saving"


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


def saved(program: Program) -> list[Path]:
    return sorted((program.home / "cse-check").glob("*"))


def drafts(program: Program) -> list[Path]:
    return sorted((program.home / ".local/share/cse-check/drafts").glob("*.draft"))


@contextmanager
def finished(program: Program, *more: str) -> Iterator[Terminal]:
    """Begin at the review of one yes, and come to the offer."""
    first = ("screen", "--area", "leeds", "--case", "KID-1", "--output", "first.json")
    program.run_inside(*first, stdin="y\n" + ".\n" * 9 + "\n")
    with program.on_terminal("screen", "--amend", "first.json", *more) as person:
        person.wait_for("Review").wait_for("> ").type("\r")
        person.wait_for("Write down more").wait_for("> ").type("n")
        yield person.wait_for(OFFER).wait_for("> ")


def test_what_no_file_keeps_is_saved_by_a_key(program: Program) -> None:
    with finished(program) as person:
        assert len(drafts(program)) == 1, "the draft stays until it is saved"
        person.type("s").wait_for("Written:").wait_for("Saved: ").wait_for("cse-check report ")
        assert person.end() == 0
    assert drafts(program) == []
    html, record = saved(program)
    assert re.fullmatch(r"leeds-\d{4}-\d\d-\d\d-[0-9a-f]{4}\.html", html.name)
    assert "KID" not in html.name + record.name
    assert json.loads(record.read_text())["case_ref"] == "KID-1"
    assert {stat.S_IMODE(path.stat().st_mode) for path in (html, record)} == {0o600}
    assert stat.S_IMODE(record.parent.stat().st_mode) == 0o700
    shown = program.run_inside("report", record)
    assert "1 of 45" in shown.out


def test_enter_leaves_without_saving_and_that_is_said(program: Program) -> None:
    with finished(program) as person:
        sleep(1)  # what comes sooner is not believed
        person.type("\r").wait_for("Left without saving.")
        assert person.end() == 0
    assert saved(program) == drafts(program) == []


@pytest.mark.parametrize("stop", ["\x03", "\x04", "q"])
def test_stopping_at_the_offer_declines_nothing(program: Program, stop: str) -> None:
    with finished(program) as person:
        person.type(stop).wait_for("--resume leeds-")
        assert person.end() == 130
    assert len(drafts(program)) == 1
    assert saved(program) == []


def test_an_enter_before_the_offer_can_be_read_declines_nothing(program: Program) -> None:
    with finished(program) as person:
        person.type("\r").wait_for("That key came before this page could be read")
        person.wait_for(OFFER).wait_for("> ").type("s").wait_for("Saved: ")
        assert person.end() == 0
    assert len(saved(program)) == 2


def test_a_folder_that_cannot_be_made_is_said_and_the_offer_stays(program: Program) -> None:
    (program.home / "cse-check").write_text("a file in its place")
    with finished(program) as person:
        person.type("s").wait_for("Nothing was written.")
        person.wait_for(OFFER).wait_for("> ").type("\x03").wait_for("--resume leeds-")
        assert person.end() == 130
    assert len(drafts(program)) == 1


@pytest.mark.parametrize(
    ("way", "enter", "asks"),
    [((), "", "> "), (("--plain",), "\r", "Answer: ")],
    ids=["keys", "plain"],
)
def test_what_cannot_be_saved_at_home_can_be_saved_elsewhere(
    program: Program, way: tuple[str, ...], enter: str, asks: str
) -> None:
    (program.home / "cse-check").write_text("a file in its place")
    answers = program.home / "answers.yaml"
    answers.write_text("education.truanting: yes\n")
    with program.on_terminal("screen", "--area", "leeds", "--answers", answers, *way) as person:
        person.wait_for(OFFER).wait_for(asks).type(f"s{enter}")
        person.wait_for("Nothing was written.").wait_for(OFFER).wait_for(asks)
        person.type(f"o{enter}").wait_for("In which folder").write("stick/saved").type("\r")
        person.wait_for("Saved: stick/saved/leeds-")
        assert person.end() == 0
    assert len(list((program.home / "stick/saved").iterdir())) == 2


@pytest.mark.parametrize("way", ["drawn", "plain"])
def test_while_no_draft_can_be_written_every_question_says_so(program: Program, way: str) -> None:
    folder = program.home / ".local/share/cse-check/drafts"
    enter, plain = ("\r", ["--plain"]) if way == "plain" else ("", [])
    trouble = "Your answers are not being kept"
    with program.on_terminal("screen", "--area", "leeds", *plain) as person:
        person.wait_for("1 of 45").type(f"y{enter}").wait_for("2 of 45")
        folder.rename(program.home / "aside")
        folder.write_text("in the way")
        person.type(f"n{enter}").wait_for("no draft is kept").wait_for("3 of 45").wait_for(trouble)
        person.type(f"?{enter}").wait_for("4 of 45").wait_for(trouble)
        person.type(f"q{enter}")
        if not plain:
            person.wait_for("only 1 is kept").type("q")
        person.wait_for("1 of 3, is in").wait_for("the draft leeds-")
        assert person.end() == 130


def test_in_plain_lines_a_word_saves(program: Program) -> None:
    answers = program.home / "answers.yaml"
    answers.write_text("education.truanting: yes\n")
    given = ("screen", "--area", "leeds", "--answers", answers, "--plain")
    with program.on_terminal(*given) as person:
        person.wait_for(OFFER).wait_for("Answer: ").type("save\r").wait_for("Saved: ")
        assert person.end() == 0
    assert len(saved(program)) == 2


def test_what_is_encrypted_is_saved_encrypted(program: Program) -> None:
    key = str(pyrage.x25519.Identity.generate().to_public())
    with finished(program, "--recipient", key) as person:
        person.type("s").wait_for("Saved: ")
        assert person.end() == 0
    assert [path.suffixes[-2:] for path in saved(program)] == [[".html", ".age"], [".json", ".age"]]
    assert all(path.read_bytes().startswith(b"age-encryption") for path in saved(program))


def test_in_a_pipe_nothing_is_offered_and_that_nothing_is_kept_is_said(program: Program) -> None:
    ran = program.run_inside("screen", "--area", "leeds", stdin="y\n" + ".\n" * 9 + "\n")
    assert ran.code == 0
    assert OFFER not in ran.err
    assert ran.err.endswith(
        "Nothing is kept: no file was named. To keep a record, add --output FILE.json.\n"
    )
    named = program.run_inside(
        "screen", "--area", "leeds", "--output", "a.json", stdin=".\n" * 9 + "\n"
    )
    assert "Nothing is kept" not in named.err
