"""The README: its examples are run, and it names every command, option and format."""

import re
import shutil
from importlib import import_module
from pathlib import Path

import pytest
import typer
from prompters import walk_with_keys
from shells import Program
from transcripts import replay

from cse_check.cli.app import COMMANDS
from cse_check.render import FORMATS
from examples import PROJECT

README = (PROJECT / "README.md").read_text(encoding="utf-8")


def every_command() -> list[tuple[str, ...]]:
    """Return the words of every command, those of groups included."""
    found: list[tuple[str, ...]] = []
    for name, command in COMMANDS.items():
        group = typer.main.get_command(import_module(command.module).app)
        found += [(name,), *((name, each) for each in getattr(group, "commands", ()))]
    return found


GROUPED = [command for command in every_command() if len(command) > 1]


def test_every_example_of_the_readme_gives_what_it_shows(tmp_path: Path) -> None:
    for folder in ("data", "examples"):
        shutil.copytree(PROJECT / folder, tmp_path / folder)
    assert replay(README, tmp_path)


def test_the_walk_of_the_readme_is_what_a_terminal_shows() -> None:
    block = re.search(r"```text\n(If a child.*?)```", README, re.S)
    assert block
    _, screen = walk_with_keys("\r", "y", "?", "0", *["."] * 8, "\r")
    for line in block[1].splitlines():
        assert f"{line}\n" in screen


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_shows_every_command(command: str) -> None:
    assert f"$ cse-check {command} " in README or f"$ cse-check {command}\n" in README


@pytest.mark.parametrize("command", GROUPED, ids=" ".join)
def test_the_readme_shows_or_names_every_command_of_a_group(command: tuple[str, ...]) -> None:
    words = " ".join(command)
    assert f"`{words}" in README or f"$ cse-check {words}" in README


@pytest.mark.parametrize("name", FORMATS)
def test_the_readme_names_every_format(name: str) -> None:
    assert f"`{name}`" in README


@pytest.mark.parametrize("command", every_command(), ids=" ".join)
def test_the_readme_names_every_option(command: tuple[str, ...], tmp_path: Path) -> None:
    options = set(re.findall(r"--[a-z-]+", Program(tmp_path).run(*command, "--help").out))
    assert "--help" in options
    missing = {option for option in options - {"--help"} if option not in README}
    assert missing == set()


def test_the_first_screen_of_the_readme_says_what_it_is_and_the_two_commands() -> None:
    first = "\n".join(README.splitlines()[:24])
    for part in ("999", "never an assessment", "make screen", "make test", "pipx install ."):
        assert part in first
