"""What a killed run left is named by the next one, and swept when that is asked for."""

import os
from pathlib import Path

import pytest
from shells import Program
from systems import READERS, unix

OLD = ".cse-check-0a1b2c3d-plan.md.old"
NEW = ".cse-check-0a1b2c3d-plan.txt.new"


@pytest.fixture
def program(tmp_path: Path) -> Program:
    for name in (OLD, NEW):
        (tmp_path / name).write_text("left")
        os.utime(tmp_path / name, (0, 0))
    return Program(tmp_path)


def test_the_next_run_that_writes_there_says_what_was_left(program: Program) -> None:
    ran = program.run_inside("template", "--area", "leeds", "--output", "t.yaml")
    assert ran.err == (
        f"Written: t.yaml ({READERS}).\n"
        "A run that was killed has left in .:\n"
        f"  {OLD} (what plan.md held before)\n"
        f"  {NEW} (plan.txt, not finished)\n"
        "'cse-check drafts sweep .' removes it.\n"
    )


def test_sweeping_removes_it_and_says_so(program: Program) -> None:
    assert program.run_inside("drafts", "sweep", ".").err == (
        f"Removed: {OLD} (what plan.md held before)\nRemoved: {NEW} (plan.txt, not finished)\n"
    )
    assert program.run_inside("drafts", "sweep", ".").err == "Nothing was left there.\n"


def test_what_somebody_may_be_writing_stays(program: Program) -> None:
    (program.home / NEW).touch()
    program.run_inside("drafts", "sweep", ".")
    assert (program.home / NEW).exists()


@pytest.mark.parametrize("folder", ["drafts", "contacts"])
def test_purging_sweeps_the_own_folders(folder: str, program: Program) -> None:
    own = program.home / ".local/share/cse-check" / folder
    own.mkdir(parents=True)
    (program.home / NEW).rename(own / NEW)
    program.run_inside("drafts", "purge", "--yes")
    assert list(own.iterdir()) == []


@unix
@pytest.mark.parametrize(
    "args",
    [
        ("screen", "--area", "leeds", "--answers", "none.yaml", "--output", "loop/a.md"),
        ("batch", "cases.csv", "--area", "leeds", "--output", "loop/a.csv"),
        ("batch", "loop", "--area", "leeds"),
    ],
    ids=" ".join,
)
def test_a_loop_of_links_is_a_message_that_names_it(args: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    ran = Program(tmp_path).run_inside(*args)
    assert ran.code == 1
    assert ran.err.startswith("loop")
