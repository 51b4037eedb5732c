"""The commands that take guides: of every kind, under either name of the option."""

import shutil
from pathlib import Path

import pytest
from guides.papers import EXAMPLES, word
from shells import Program

from examples import PROJECT

NEW = ("catalogue", "new", "x", "--authority", "A", "--title", "T", "--published", "2020")


@pytest.fixture
def program(tmp_path: Path) -> Program:
    for name in ("pdf-bullets.pdf", "word-whole.docx", "windows-text.txt", "web-nested.html"):
        shutil.copy(EXAMPLES / name, tmp_path)
    return Program(tmp_path)


@pytest.mark.parametrize("option", ["--from", "--from-text"])
def test_a_catalogue_is_started_from_a_pdf(option: str, program: Program) -> None:
    ran = program.run_inside(*NEW, option, "pdf-bullets.pdf")
    assert ran.code == 0
    assert "Physical injuries, such as bruises that suggest assault" in ran.out


def test_every_source_text_is_looked_for_in_a_word_file(program: Program) -> None:
    keeping = PROJECT / "examples" / "keeping"
    catalogue = "indicators_north-wold.yaml"
    shutil.copy(keeping / catalogue, program.home)
    lines = (keeping / "guide.txt").read_text(encoding="utf-8")
    (program.home / "guide.docx").write_bytes(
        word(*(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines.split("\n")))
    )
    ran = program.run_inside("catalogue", "validate", catalogue, "--source", "guide.docx")
    assert (ran.code, "is not in the guide" in ran.out) == (0, False)
    ran = program.run_inside("catalogue", "validate", catalogue, "--source", "pdf-bullets.pdf")
    assert (ran.code, "is not in the guide" in ran.out) == (3, True)


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("windows-text.txt", "windows-text.txt: Its text was read as windows-1252.\n"),
        ("word-whole.docx", "word-whole.docx: Changes in the file are tracked: what they put in"),
    ],
)
def test_what_holds_for_the_whole_guide_is_said(name: str, note: str, program: Program) -> None:
    assert note in program.run_inside(*NEW, "--from", name).err


def test_a_name_does_not_make_a_guide(program: Program) -> None:
    (program.home / "guide.pdf").write_bytes(rb"{\rtf1 Signs}")
    ran = program.run_inside(*NEW, "--from", "guide.pdf")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("guide.pdf:1:1: is rich text (RTF): open it in Word or LibreOffice")
