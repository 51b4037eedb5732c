"""What TAB does in a real shell, after the one line that docs/installing.md has for it."""

import re
import shutil
import sys
from pathlib import Path

import pytest
from shells import Program
from systems import unix

from examples import AREAS, PROJECT

INSTALLING = (PROJECT / "docs" / "installing.md").read_text(encoding="utf-8")
LINES = dict(re.findall(r"^\| (bash|zsh|fish|PowerShell) \| `(.*)` \|$", INSTALLING, re.M))

pytestmark = [unix, pytest.mark.slow]


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """Return the program as a command on the path, in a home of its own."""
    program = Program(tmp_path, ZDOTDIR=str(tmp_path))
    for name in (".bashrc", ".zshrc"):
        (tmp_path / name).write_text("PS1='ready> '\n", encoding="utf-8")
    script = tmp_path / "bin" / "cse-check"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m cse_check "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    return program.having(PATH=f"{script.parent}:{program.environ['PATH']}")


def set_up(program: Program, shell: str) -> None:
    """Type the line of the document into this shell."""
    if not shutil.which(shell):
        pytest.skip(f"needs {shell}: apt install {shell}")
    ran = program.run_bytes("-c", LINES[shell], command=(shell,))
    assert (ran.returncode, ran.stderr) == (0, b"")


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_tab_completes_an_area_and_a_command(program: Program, shell: str) -> None:
    set_up(program, shell)
    with program.on_terminal("-i", command=(shell,), width=200) as person:
        person.wait_for("ready> ").type("cse-check guide --area l\t").see("--area leeds")
        person.type("\x15cse-check cata\t").see("cse-check catalogue")


def test_fish_completes_areas_and_commands(program: Program) -> None:
    set_up(program, "fish")

    def offered(line: str) -> list[str]:
        ran = program.run_bytes("-c", f"complete -C '{line}'", command=("fish",))
        return [each.split("\t")[0] for each in ran.stdout.decode().splitlines()]

    assert offered("cse-check guide --area ") == list(AREAS)
    assert offered("cse-check cata") == ["catalogue"]


def test_powershell_is_told_what_to_ask_and_is_answered(program: Program) -> None:
    variable, shell = re.findall(r"\$Env:(\w+) = '(\w+)'", LINES["PowerShell"])[0]
    script = program.having(**{variable: shell}).run().out
    asked = dict(re.findall(r'\$Env:(\w+) = "(\w+)"', script))
    assert "Register-ArgumentCompleter -Native -CommandName cse-check" in script

    asking = program.having(
        **asked,
        _TYPER_COMPLETE_ARGS="cse-check guide --area l",
        _TYPER_COMPLETE_WORD_TO_COMPLETE="l",
    )
    assert asking.run().out.split(":::")[0] == "leeds"
