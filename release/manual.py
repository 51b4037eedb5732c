"""Write the manual pages, one for the program and one for each command, from what they are.

    python release/manual.py FOLDER

A tool for click finds nothing here: typer brings a click of its own, and the commands are imported
only when one is used. The pages have no date, so that the same program has the same pages.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import typer

from cse_check.cli.app import command
from cse_check.errors import ExitCode
from cse_check.version import __version__

PROGRAM: Final = "cse-check"
DANGER: Final = "If a child is in immediate danger, ring 999 now."
CAVEAT: Final = "Absence of indicators does not mean that a child is safe."

EXITS: Final = {
    ExitCode.DONE: "Done, whatever was flagged.",
    ExitCode.CANNOT_READ_OR_WRITE: "Something could not be read or written.",
    ExitCode.USAGE: "The command line is wrong.",
    ExitCode.NOT_VALID: "A file is not valid: a catalogue, a record, answers, a caseload.",
    ExitCode.ATTENTION: "Done, but rows were rejected, or catalogues differ (--exit-code).",
    ExitCode.INTERRUPTED: "Interrupted.",
    ExitCode.NOBODY_READS: "Nobody read standard output to its end.",
}

ENVIRONMENT: Final = {
    "CSE_CHECK_AREA": "The area, where --area is not given.",
    "CSE_CHECK_ROLE": "professional or public, where --role is not given.",
    "CSE_CHECK_CATALOGUES": "Folders in which catalogues are looked for.",
    "NO_COLOR": "If it is set, nothing is coloured.",
    "ACCESSIBLE": "If it is 1, the checklist comes in plain lines, as with --plain.",
}

SPECIAL: Final = {"\\": "\\e", "-": "\\-", "'": "\\(aq", "`": "\\(ga", "^": "\\(ha", "~": "\\(ti"}
"""What roff would read as something else, or draw as another character than is typed."""


class Page(NamedTuple):
    """One command: the words it is called by, and what typer knows of it."""

    words: tuple[str, ...]
    command: Any
    context: Any

    @property
    def name(self) -> str:
        """The page's name: `cse-check-catalogue-show`."""
        return "-".join((PROGRAM, *self.words))


def pages() -> dict[str, str]:
    """Return every page by the name of its file."""
    return {f"{page.name}.1": text_of(page) for page in walk(command(), ())}


def walk(found: Any, words: tuple[str, ...], parent: Any = None) -> Iterator[Page]:
    """Yield a command and all that are in it, in the order of the help."""
    context = typer.Context(
        found, info_name=words[-1] if words else PROGRAM, parent=parent, **found.context_settings
    )
    page = Page(words, found, context)
    yield page
    for name, inner in inside(page):
        yield from walk(inner, (*words, name), context)


def inside(page: Page) -> list[tuple[str, Any]]:
    """Return the commands of a group with their names; none for a command that is no group."""
    if not hasattr(page.command, "list_commands"):
        return []
    names = page.command.list_commands(page.context)
    found = ((name, page.command.get_command(page.context, name)) for name in names)
    return [(name, each) for name, each in found if not each.hidden]


def text_of(page: Page) -> str:
    """Return the text of a page, as roff."""
    lines = [
        f'.TH "{page.name.upper()}" "1" "" "{PROGRAM} {__version__}" "{PROGRAM}"',
        ".SH NAME",
        f"{safe(page.name)} \\- {safe(short(page))}",
        ".SH SYNOPSIS",
        *synopsis(page),
        ".SH DESCRIPTION",
        *description(page),
        *options(page),
        *section("COMMANDS", [(reference(page, name), does) for name, does in listed(page)]),
        *([] if page.words else section("ENVIRONMENT", items(ENVIRONMENT))),
        *section("EXIT STATUS", [(str(int(code)), safe(does)) for code, does in EXITS.items()]),
        *see_also(page),
    ]
    return "\n".join(lines) + "\n"


def short(page: Page) -> str:
    """Return what a command does in a line, as a page's name line wants it: without a full stop."""
    return str(page.command.get_short_help_str(limit=200)).rstrip(".")


def synopsis(page: Page) -> Iterator[str]:
    """Yield how a command is called."""
    pieces = " ".join(page.command.collect_usage_pieces(page.context))
    if getattr(page.command, "invoke_without_command", False):
        pieces = pieces.replace("COMMAND [ARGS]...", "[COMMAND [ARGS]...]")
    yield f".B {safe(' '.join((PROGRAM, *page.words)))}"
    yield f".I {safe(re.sub(r'[{}]', '', pieces))}"


def description(page: Page) -> Iterator[str]:
    """Yield what a command does, and under all of them the two lines that no page may lack."""
    told = [" ".join(each.split()) for each in page.command.help.split("\n\n")]
    for place, paragraph in enumerate(dict.fromkeys((DANGER, *told, CAVEAT))):
        yield from (".PP", safe(paragraph)) if place else (safe(paragraph),)


def options(page: Page) -> Iterator[str]:
    """Yield what is given to a command, and its options, each with its help."""
    known = {"argument": "ARGUMENTS", "option": "OPTIONS"}
    params = [each for each in page.command.get_params(page.context) if not each.hidden]
    for kind, heading in known.items():
        records = [
            each.get_help_record(page.context) for each in params if each.param_type_name == kind
        ]
        yield from section(
            heading, [(f"\\fB{safe(name)}\\fR", safe(told)) for name, told in records]
        )


def listed(page: Page) -> list[tuple[str, str]]:
    """Return the commands in a group, and what each does."""
    return [(name, safe(each.get_short_help_str(limit=200))) for name, each in inside(page)]


def items(known: dict[str, str]) -> list[tuple[str, str]]:
    """Return names and texts as entries of a section."""
    return [(f"\\fB{safe(name)}\\fR", safe(text)) for name, text in known.items()]


def section(heading: str, entries: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield a section with its entries, each a term and its text; nothing if there are none."""
    for place, (term, text) in enumerate(entries):
        yield from [f".SH {heading}"] if place == 0 else []
        yield from (".TP", term, text)


def reference(page: Page, name: str) -> str:
    """Return a reference to the page of a command in a group."""
    return f"\\fB{safe(f'{page.name}-{name}')}\\fR(1)"


def see_also(page: Page) -> Iterator[str]:
    """Yield the way up, from every page but the first."""
    if page.words:
        above = "-".join((PROGRAM, *page.words[:-1]))
        yield from (".SH SEE ALSO", f"\\fB{safe(above)}\\fR(1)")


def safe(text: str) -> str:
    """Return a text as roff in which nothing is a command, in ASCII."""
    marked = "".join(SPECIAL.get(each, each) for each in text)
    ascii_only = re.sub(r"[^\x20-\x7e]", lambda found: f"\\[u{ord(found[0]):04X}]", marked)
    return f"\\&{ascii_only}" if ascii_only.startswith(".") else ascii_only


def main(folder: Path) -> None:
    """Write every page into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="ascii", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
