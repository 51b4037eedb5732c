"""Pages in files and on paper: what each command that has one writes, shows and refuses."""

import sys
from pathlib import Path

import pyrage
import pytest
from commands import CAVEAT, Words, formats_of, line_of, options_of, program_with_files, taking
from formats import PAPERS, letters, said_by
from shells import Program

BEGINS = {"docx": b"PK\x03\x04", "pdf": b"%PDF-1.7"}
"""How a file of each format on paper begins."""
WITH_PAPERS = [words for words in taking("--format") if set(PAPERS) <= set(formats_of(words))]
WRITING = [words for words in WITH_PAPERS if "--output" in options_of(words)]
each_paper = pytest.mark.parametrize("name", PAPERS)


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """Return the program, with answers, a record and a draft in its home folder."""
    return program_with_files(tmp_path)


def paper(program: Program, *words: str) -> bytes:
    """Return the PDF that a command writes, and see that it says nothing else."""
    ran = program.run_inside(*words, "--output", "page.pdf")
    assert (ran.code, ran.out) == (0, "")
    return (program.home / "page.pdf").read_bytes()


def test_every_command_that_shows_a_page_has_it_on_paper() -> None:
    shown = {("report",), ("compare",), ("contacts",), ("guide",), ("form",), ("catalogue", "show")}
    assert shown | {("screen",)} == set(WRITING)
    assert ("drafts", "show") in WITH_PAPERS


@pytest.mark.parametrize("words", [each for each in WRITING if each != ("screen",)], ids=" ".join)
def test_a_command_writes_the_same_to_a_file_and_into_a_pipe(
    program: Program, words: Words
) -> None:
    data = paper(program, *line_of(words))
    assert data.startswith(BEGINS["pdf"])
    assert letters(CAVEAT) in letters(said_by("pdf", data))
    piped = program.speak_inside(*line_of(words), "--format", "pdf", encoding="latin-1")
    assert (piped.returncode, piped.stderr) == (0, b"")
    assert piped.stdout == data


@each_paper
def test_a_record_gives_byte_for_byte_the_paper_that_the_screening_gave(
    program: Program, name: str
) -> None:
    screen = ("screen", "--area", "leeds", "--answers", "answers.yaml", "--case", "CASE-1")
    assert program.run_inside(*screen, "--output", f"first.{name}").code == 0
    assert program.run_inside("report", "record.json", "--output", f"again.{name}").code == 0
    first = (program.home / f"first.{name}").read_bytes()
    assert first.startswith(BEGINS[name])
    assert (program.home / f"again.{name}").read_bytes() == first


@each_paper
def test_a_terminal_is_shown_no_bytes_and_told_what_to_do_before_a_question(
    program: Program, name: str
) -> None:
    with program.on_terminal("screen", "--area", "leeds", "--format", name) as person:
        assert person.end() == 2
    shown = " ".join(person.screen.split())
    assert f"add --output with a name that ends in .{name}, or send it into a file" in shown
    assert "Truanting" not in shown


@each_paper
def test_a_missing_library_is_told_before_a_question(
    program: Program, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, f"cse_check.render.{name}", raising=False)
    for library in ("docx", "typst"):
        monkeypatch.setitem(sys.modules, library, None)
    for args in (("--output", f"a.{name}"), ("--format", name)):
        ran = program.run_inside("screen", "--area", "leeds", *args, stdin="y\n")
        assert (ran.code, ran.out) == (2, "")
        assert f"pip install 'cse-check[{name}]'" in ran.err
        assert "Truanting" not in ran.err


def test_papers_are_encrypted_like_every_file(program: Program) -> None:
    key = pyrage.x25519.Identity.generate()
    to_key = ("--recipient", str(key.to_public()))
    ran = program.run_inside("report", "record.json", *to_key, "--output", "a.pdf.age")
    assert ran.code == 0
    sealed = (program.home / "a.pdf.age").read_bytes()
    assert pyrage.decrypt(sealed, [key]).startswith(BEGINS["pdf"])


@pytest.mark.parametrize("command", ["contacts", "guide", "form"])
def test_a_page_without_data_is_no_json_and_says_what_it_can_be(
    program: Program, command: str
) -> None:
    ran = program.run_inside(command, "--area", "leeds", "--output", "a.json")
    assert (ran.code, ran.out) == (2, "")
    assert ".docx, .pdf" in ran.err
    assert not (program.home / "a.json").exists()


@pytest.mark.parametrize("words", WRITING, ids=" ".join)
def test_a_file_that_is_there_is_replaced_by_force_alone(program: Program, words: Words) -> None:
    (program.home / "a.md").write_text("mine")
    ran = program.run_inside(*line_of(words), "--output", "a.md")
    assert (ran.code, (program.home / "a.md").read_text()) == (1, "mine")
    assert program.run_inside(*line_of(words), "--output", "a.md", "--force").code == 0


def test_the_format_that_is_asked_for_decides_whatever_the_file_is_called(
    program: Program,
) -> None:
    guide = ("guide", "--area", "leeds")
    assert program.run_inside(*guide, "--format", "markdown", "--output", "a.guide").code == 0
    assert (program.home / "a.guide").read_text() == program.run_inside(
        *guide, "--format", "markdown"
    ).out


def test_all_numbers_are_written_not_the_short_page(program: Program) -> None:
    full = program.run_inside("contacts", "--area", "leeds", "--full").out
    assert program.run_inside("contacts", "--area", "leeds", "--format", "text").out == full


def test_a_page_of_all_numbers_is_not_asked_for_before_another_command(program: Program) -> None:
    ran = program.run_inside("contacts", "--output", "a.md", "check")
    assert (ran.code, ran.out) == (2, "")
    assert "leave them out before a command" in ran.err


def test_the_form_has_what_was_corrected_here(program: Program) -> None:
    correct = ("contacts", "correct", "leeds", "edt-2013", "--phone", "01632 960001")
    assert program.run_inside(*correct, "--source", "a letter").code == 0
    said = letters(said_by("pdf", paper(program, "form", "--area", "leeds")))
    for each in ("01632 960001", "0113 240 9536", "corrected locally on", "a letter"):
        assert letters(each) in said


def test_the_form_has_the_numbers_of_a_role(program: Program) -> None:
    public = program.run_inside("form", "--area", "leeds", "--role", "public").out
    assert "Whom to ring, for the public:" in public
    assert "0113 222 4403" in public
    assert "0113 535 0600" not in public
