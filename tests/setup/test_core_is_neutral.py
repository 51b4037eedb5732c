"""The core knows no command line: its words are as right in a notebook as on a terminal."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import cse_check
from cse_check.cli.app import COMMANDS

PACKAGE = Path(cse_check.__file__).parent
CORE = sorted(
    path
    for path in PACKAGE.rglob("*.py")
    if path.relative_to(PACKAGE).parts[0] not in ("cli", "__main__.py")
)
NAMES = "|".join(COMMANDS)
COMMAND_LINE = re.compile(
    rf"--[a-z]|\bcse-check (?:{NAMES})\b|'(?:{NAMES})'|['`](?:{NAMES}) [a-z]+['`]"
    rf"|`(?:{NAMES})` command|\bcommand line\b"
)
"""An option; a command after the program's name, or in quotes by itself or with one below it."""


def command_line_words(source: str) -> Iterator[tuple[int, str]]:
    """Yield the line of every string, docstring or not, that speaks of the command line."""
    constants = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant))
    for node in constants:
        if isinstance(node.value, str) and (found := COMMAND_LINE.search(node.value)):
            yield node.lineno, found[0]


@pytest.mark.parametrize("path", CORE, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_text_outside_the_command_line_names_an_option_or_a_command(path: Path) -> None:
    assert list(command_line_words(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "said",
    [
        '"--force replaces it."',
        'f"{path}: add --encoding {name}"',
        "\"'cse-check areas' lists them.\"",
        "\"'template' writes one\"",
        '"""What `catalogue new` writes."""',
        '"""Return the page of the `areas` command."""',
        '"use the command line"',
    ],
)
def test_the_watch_would_notice(said: str) -> None:
    assert list(command_line_words(said))


def test_the_watch_looks_at_the_whole_core() -> None:
    assert {path.stem for path in CORE} > {"errors", "writing", "lines", "header", "brief"}
