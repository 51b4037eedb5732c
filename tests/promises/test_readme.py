"""The README and the page of commands: their examples are run, and they leave nothing out."""

import re
import shutil
from pathlib import Path

import pytest
from commands import EVERY_COMMAND, Words, options_of
from prompters import walk_with_keys
from transcripts import replay

from cse_check.cli.app import COMMANDS
from cse_check.render import FORMATS
from cse_check.render.caseload import ROW_FORMATS
from examples import PROJECT

README = (PROJECT / "README.md").read_text(encoding="utf-8")
FIRST_STEPS = (PROJECT / "docs" / "first-steps.md").read_text(encoding="utf-8")
COMMANDS_PAGE = (PROJECT / "docs" / "commands.md").read_text(encoding="utf-8")
NAMED = frozenset(re.findall(r"(?<![\w-])--[a-z-]+", COMMANDS_PAGE))
"""The options of which the page tells, each a whole word: `--form` is not named by `--format`."""


GROUPED = [words for words in EVERY_COMMAND if len(words) > 1]


@pytest.mark.parametrize("document", [README, COMMANDS_PAGE], ids=["README", "commands"])
def test_every_example_gives_what_it_shows(document: str, tmp_path: Path) -> None:
    for folder in ("data", "examples"):
        shutil.copytree(PROJECT / folder, tmp_path / folder)
    assert replay(document, tmp_path)


def test_the_walk_of_the_first_steps_is_what_a_terminal_shows() -> None:
    block = re.search(r"```text\n(If a child.*?)```", FIRST_STEPS, re.S)
    assert block
    _, screen = walk_with_keys("\r", "y", "?", "0", *["."] * 8, "\r")
    for line in block[1].splitlines():
        assert f"{line}\n" in screen


def test_the_readme_can_be_read_in_one_sitting() -> None:
    assert len(README.splitlines()) <= 150


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_names_every_command(command: str) -> None:
    assert f"| `{command}` |" in README, f"README.md: list `{command}` among the commands."


@pytest.mark.parametrize("command", COMMANDS)
def test_the_page_shows_every_command(command: str) -> None:
    assert re.search(rf"^\$ cse-check {command}(?= |$)", COMMANDS_PAGE, re.M), (
        f"docs/commands.md: show 'cse-check {command}' in a console block, with what it gives."
    )


@pytest.mark.parametrize("words", GROUPED, ids=" ".join)
def test_the_page_shows_or_names_every_command_of_a_group(words: Words) -> None:
    name = " ".join(words)
    assert re.search(rf"(`|^\$ cse-check ){name}(?![\w-])", COMMANDS_PAGE, re.M), (
        f"docs/commands.md: show or name `{name}`."
    )


@pytest.mark.parametrize("name", [*FORMATS, *ROW_FORMATS])
def test_the_page_names_every_format(name: str) -> None:
    rows = "".join(re.findall(r"^\| `--format F` \|.*$", COMMANDS_PAGE, re.M))
    assert f"`{name}`" in rows, f"docs/commands.md: name `{name}` in the row of --format."


@pytest.mark.parametrize("words", EVERY_COMMAND, ids=" ".join)
def test_the_page_names_every_option(words: Words) -> None:
    missing = options_of(words).keys() - NAMED
    assert missing == set(), f"docs/commands.md: name {', '.join(sorted(missing))}."


def test_the_first_screen_of_the_readme_says_what_it_is_and_the_two_commands() -> None:
    first = "\n".join(README.splitlines()[:24])
    for part in ("999", "never an assessment", "make screen", "make test", "pipx install ."):
        assert part in first
