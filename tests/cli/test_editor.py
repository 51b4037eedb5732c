"""The narrative in one's own editor: one file, for nobody else, and gone afterwards."""

import os
from io import StringIO
from pathlib import Path

import pytest
from shells import UP, Program, Terminal

from cse_check.cli.screen.editor import as_text, edited, from_text
from cse_check.cli.shell import Shell
from cse_check.narrative import FIELDS, Narrative
from examples import CATALOGUE, TODAY

SCREEN = ("screen", "--area", "exampleshire", "--output", "a.json")
EDITOR = """#!/bin/sh
ls -l "$1" >mode; echo "$1" >path; cp "$1" before
sed 's/^== The worry, in facts ==/&\\nA second phone.\\n\\nOn Monday./' "$1" >"$1~" && cp "$1~" "$1"
"""


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """Return the program, with an editor that writes down a worry."""
    (tmp_path / "mine").mkdir()
    path = tmp_path / "mine" / "indicators_exampleshire.yaml"
    path.write_text(CATALOGUE, encoding="utf-8")
    editor = tmp_path / "my editor"
    editor.write_text(EDITOR, encoding="utf-8")
    editor.chmod(0o700)
    return Program(tmp_path, CSE_CHECK_CATALOGUES="mine", VISUAL=f"'{editor}'", EDITOR="false")


def to_offer(person: Terminal) -> Terminal:
    person.turn(".", "\r").wait_for("Enter finishes.").turn(UP, "\r")
    return person.wait_for("Write down more")


def test_a_text_written_in_an_editor_is_shown_and_kept_and_its_file_is_gone(
    program: Program,
) -> None:
    with program.on_terminal(*SCREEN) as person:
        to_offer(person).turn("e").wait_for("What was written").turn("\r")
        assert person.end() == 0

    told = program.run("report", "a.json", "--format", "json").record["narrative"]
    assert told["worry"] == "A second phone.\n\nOn Monday."
    assert told["childs_words"] is None
    assert (program.home / "mode").read_text().startswith("-rw-------")
    path = Path((program.home / "path").read_text().strip())
    assert path.is_relative_to(program.home / ".local" / "share" / "cse-check")
    assert not path.parent.exists()


@pytest.mark.parametrize(("editor", "said"), [("false", "ended with 1"), ("no-such", "started")])
def test_an_editor_that_fails_takes_nothing_over_and_the_offer_comes_again(
    program: Program, editor: str, said: str
) -> None:
    with program.having(VISUAL=editor).on_terminal(*SCREEN) as person:
        to_offer(person).turn("e").wait_for(said).wait_for("Write down more").turn("n")
        assert person.end() == 0

    assert list((program.home / ".local/share/cse-check").rglob("*cse-check-*")) == []


def test_texts_of_an_encrypted_draft_are_not_put_in_an_open_file(program: Program) -> None:
    pyrage = pytest.importorskip("pyrage", reason="needs the extra: pip install cse-check[encrypt]")
    key = str(pyrage.x25519.Identity.generate().to_public())
    with program.on_terminal(*SCREEN[:3], "--recipient", key, "--output", "a.age") as person:
        assert person.end() == 2
    with program.on_terminal(*SCREEN[:3], "--recipient", key, "--output", "a.md.age") as person:
        to_offer(person).turn("e").wait_for("Not while the draft is encrypted")
        person.wait_for("Write down more").turn("n")
        assert person.end() == 0

    assert not (program.home / "path").exists()


def test_what_is_written_to_the_editor_s_file_is_what_is_read_from_it() -> None:
    told = Narrative(worry="One.\n\n== not a heading ==\n(nor a question)", decision="Refer.")
    assert from_text(as_text(told)) == told
    assert from_text(as_text(Narrative())) == Narrative()


def test_every_field_has_its_heading_and_its_question_in_the_file() -> None:
    text = as_text(Narrative())
    assert all(f"== {field.heading} ==\n({field.asks})\n" in text for field in FIELDS)


def test_text_without_a_heading_is_not_lost() -> None:
    assert from_text("A second phone.\n") == Narrative(worry="A second phone.")


def test_what_a_crash_left_of_the_editor_s_file_is_purged_with_the_drafts(program: Program) -> None:
    left = program.home / ".local/share/cse-check/drafts/.cse-check-left.tmp"
    left.mkdir(parents=True)
    (left / "texts.txt").write_text("CANARY")
    os.utime(left, (0, 0))
    assert program.run("drafts", "purge", "--yes").code == 0
    assert not left.exists()


@pytest.mark.parametrize(
    ("does", "said"),
    [
        ("head -c 9000000 /dev/zero >$1", "is larger than 8,388,608 bytes, the limit. Nothing was"),
        ("rm $1; mkfifo $1", "is not an ordinary file"),
        ("rm $1", "cannot be read: No such file or directory"),
    ],
)
def test_what_an_editor_leaves_is_read_within_limits(
    does: str, said: str, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in program.environ.items():
        monkeypatch.setenv(name, value)
    heard = StringIO()
    editor = program.home / "odd"
    editor.write_text(f"#!/bin/sh\n{does}\n")
    editor.chmod(0o700)
    shell = Shell(
        stdin=StringIO(),
        stdout=StringIO(),
        stderr=heard,
        environ={"VISUAL": str(editor)},
        today=lambda: TODAY,
    )
    assert edited(shell, Narrative(worry="A phone.")) is None
    assert said in heard.getvalue()
    assert "Nothing was taken over from it." in heard.getvalue()
    assert list((program.home / ".local/share/cse-check").rglob("*texts*")) == []
