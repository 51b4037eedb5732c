"""Every command there is, from the program's own registry, and a line that tries each.

What stands for an argument is decided by what the command calls it, so that a new command is tried
without being written down here.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from shells import Program, write_answers

from cse_check.cli.app import command
from examples import DATA

CAVEAT = "Absence of indicators does not mean that a child is safe."
Words = tuple[str, ...]
"""A command as it is typed: `("catalogue", "show")`."""

GIVEN = {
    "AREA": "leeds",
    "CASES.csv": "cases.csv",
    "DRAFT": "last",
    "FOLDER": ".",
    "FILE.yaml": str(DATA / "indicators_leeds.yaml"),
    "FILE...": str(DATA / "indicators_leeds.yaml"),
    "ID": "edt-2013",
    "NEW": "bathnes",
    "NEW.json": "record.json",
    "NUMBER": "01632 960001",
    "OLD": "leeds",
    "OLD.json": "record.json",
    "PAGE.html": "page.html",
    "RECORD.json": "record.json",
    "SLUG": "north-wold",
    "TEXT": "a letter",
}
"""What is given for an argument, or an option that has to be there, by what `--help` calls it."""

ALSO_GIVEN = {
    "--answers": "answers.yaml",
    "--area": "leeds",
    "--authority": "A council",
    "--published": "2025",
    "--title": "A guide",
}
"""Options that are given wherever a command has them, else it would ask somebody."""

FORMAT_GIVEN = {("catalogue", "export"): "fhir"}
"""The format that is asked for where standard output has none by itself."""

ONLY_SAYING: set[Words] = {
    ("catalogue", "preview"),
    ("contacts", "confirm"),
    ("contacts", "correct"),
    ("contacts", "withdraw"),
    ("contacts", "export"),  # there is nothing to export
    ("drafts", "purge"),
    ("drafts", "sweep"),
}
"""Commands that have no result for standard output."""


FIGURES = ("Rows read 1 = screened 1 + rejected 0.", CAVEAT)
"""How what `batch` says begins and ends."""


NOT_KEPT = "Nothing is kept: no file was named. To keep a record, add --output FILE.json.\n"


def all_is_said(words: Words, said: str) -> bool:
    """Return whether this is what a command that succeeds says beside its result: nothing.

    Only `batch` says something, its figures, and `screen`, that no file was named.
    """
    if words == ("screen",):
        return said == NOT_KEPT
    if words != ("batch",):
        return not said
    lines = said.splitlines()
    return len(lines) == 6 and (lines[0], lines[-1]) == FIGURES


def every_command() -> dict[Words, Any]:
    """Return every command by its words, groups and those in them included."""
    top = command()
    context = top.make_context("cse-check", [], resilient_parsing=True)
    found: dict[Words, Any] = {}
    for name in top.list_commands(context):
        group = found[(name,)] = top.get_command(context, name)
        found |= {(name, each): inner for each, inner in getattr(group, "commands", {}).items()}
    return found


EVERY_COMMAND = every_command()
GROUPS = [words for words, each in EVERY_COMMAND.items() if hasattr(each, "commands")]
RUNNABLE = [
    words
    for words, each in EVERY_COMMAND.items()
    if words not in GROUPS or each.invoke_without_command
]
RESULTS = [words for words in RUNNABLE if words not in ONLY_SAYING]
"""The commands with a result on standard output."""


def taking(option: str) -> list[Words]:
    """Return the commands with a result that have this option."""
    return [words for words in RESULTS if option in options_of(words)]


def options_of(words: Words) -> dict[str, Any]:
    """Return what a command takes by its long option, `--help` not included."""
    return {
        name: each
        for each in EVERY_COMMAND[words].params
        for name in each.opts
        if name.startswith("--")
    }


def formats_of(words: Words) -> list[str]:
    """Return the formats that a command has, in the order in which its help names them."""
    option = options_of(words).get("--format")
    if option is None:
        return []
    return list(getattr(option.type, "choices", ())) or (option.metavar or "").split("|")


def line_of(words: Words) -> list[str]:
    """Return a command and all that has to be given to it."""
    return [*words, *_given(words)]


def _given(words: Words) -> Iterator[str]:
    if words in FORMAT_GIVEN:
        yield from ("--format", FORMAT_GIVEN[words])
    for each in EVERY_COMMAND[words].params:
        named = each.opts[-1] if each.opts[-1].startswith("--") else ""
        if named in ALSO_GIVEN:
            yield from (named, ALSO_GIVEN[named])
        elif named and each.required:
            yield from (named, _sample(words, each.metavar))
        elif not named:
            yield _sample(words, each.metavar)


def _sample(words: Words, metavar: str | None) -> str:
    assert metavar in GIVEN, (
        f"cse-check {' '.join(words)} takes {metavar}: say in GIVEN of tests/commands.py what "
        "the tests of every command are to give for it."
    )
    return GIVEN[metavar]


def program_with_files(home: Path) -> Program:
    """Return the program, with the files that `GIVEN` names in its home folder."""
    program = Program(home)
    write_answers(home, {"education.truanting": "yes", "mental-health.self-harm": "yes"})
    screen = ("screen", "--area", "leeds")
    program.run_inside(
        *screen, "--answers", "answers.yaml", "--case", "CASE-1", "--output", "record.json"
    )
    program.run_inside(*screen, stdin="y\n")
    (home / "cases.csv").write_text("case_ref,education.truanting\nCASE-1,y\n")
    return program
