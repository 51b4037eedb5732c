"""Names that every system can have: refused before anything is written, since files travel."""

from pathlib import Path

import pytest
from shells import Program, write_answers

from cse_check.errors import FileAccessError
from cse_check.file_names import is_device, problem_with
from cse_check.store import check_targets, write_all
from examples import CATALOGUE

DEVICE = "is the name of a device on Windows"
NOWHERE = [
    ("CON", DEVICE), ("con", DEVICE), ("NUL.md", DEVICE), ("nul.tar.gz", DEVICE),
    ("aux ", "ends in"), ("aux .md", DEVICE),
    ("COM1", DEVICE), ("com9.json", DEVICE), ("LPT¹", DEVICE),
    ("lpt³.csv", DEVICE), ("prn.html", DEVICE), ("CONIN$", DEVICE), ("a.md:stream", "colon"),
    ("12:30.md", "colon"), ("a.md.", "ends in"), ("a.md ", "ends in"), ("what?.md", "'?'"),
    ("a|b.md", "'|'"), ("a\tb.md", r"'\t'"),
]  # fmt: skip
EVERYWHERE = ["a.md", "console.md", "com.md", "com10.md", "lpt0", "nul-1.md", "é.md", "a b.md",
              ".hidden", "aux-1.draft", "indicators_aux.yaml"]  # fmt: skip


@pytest.mark.parametrize(("name", "says"), NOWHERE)
def test_a_name_that_windows_cannot_have_is_told_with_the_reason(name: str, says: str) -> None:
    assert says in str(problem_with(name))


@pytest.mark.parametrize("name", EVERYWHERE)
def test_a_name_that_every_system_can_have_is_fine(name: str) -> None:
    assert problem_with(name) is None


@pytest.mark.parametrize("name", ["con", "CON.md", "Aux .x"])
def test_an_ending_does_not_make_another_name_of_a_device(name: str) -> None:
    assert is_device(name)


@pytest.mark.parametrize(("name", "says"), NOWHERE)
def test_nothing_is_written_under_such_a_name(name: str, says: str, tmp_path: Path) -> None:
    for work in (check_first, write_at_once):
        with pytest.raises(FileAccessError, match="Give the file another name"):
            work(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def check_first(path: Path) -> None:
    check_targets([path], force=True)


def write_at_once(path: Path) -> None:
    write_all({path: ""})


# The commands


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


@pytest.mark.parametrize(
    "line",
    [
        "screen --area leeds --answers answers.yaml --output NUL.md",
        "template --area leeds --kind csv --output aux.csv",
        "catalogue schema --output con.json",
        "catalogue new x --authority A --title T --published 2020 --output prn.yaml",
        "batch cases.csv --area leeds --output com1.csv",
        "batch cases.csv --area leeds --output a.csv --rejects a.csv:x",
    ],
)
def test_every_command_that_writes_refuses_them(line: str, program: Program) -> None:
    write_answers(program.home, {})
    (program.home / "cases.csv").write_text("case_ref,health.self-harm\nA,y\n")
    ran = program.run_inside(*line.split())
    assert ran.code == 1
    assert "Windows" in ran.err
    assert {path.name for path in program.home.iterdir()} <= {"answers.yaml", "cases.csv"}


def test_a_new_catalogue_is_not_called_like_a_device(program: Program) -> None:
    ran = program.run_inside(
        "catalogue", "new", "aux", "--authority", "A", "--title", "T", "--published", "2020"
    )
    assert (ran.code, ran.out) == (2, "")
    assert DEVICE in ran.err


def test_an_area_called_so_shows_its_numbers_and_can_only_not_be_corrected(
    program: Program,
) -> None:
    folder = program.home / "areas"
    folder.mkdir()
    text = CATALOGUE.replace("id: exampleshire", "id: aux")
    (folder / "indicators_aux.yaml").write_text(text, encoding="utf-8")
    there = ("--catalogue-dir", folder)
    assert program.run_inside("contacts", "--area", "aux", *there).code == 0
    contact = next(line.split()[-1] for line in text.splitlines() if "- id: duty" in line)
    ran = program.run_inside("contacts", "confirm", "aux", contact, *there)
    assert (ran.code, DEVICE in ran.err) == (2, True)
