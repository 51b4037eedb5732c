"""The registry of commands. Each is imported only when it is used, so that all start fast."""

from importlib import import_module
from typing import Annotated, Any, Final, NamedTuple

import typer
from typer.core import TyperGroup

from cse_check.cli.shell import Shell
from cse_check.version import __version__

FIRST: Final = """\
If a child is in immediate danger, ring 999 now.

  cse-check contacts --area leeds    whom to ring
  cse-check screen --area leeds      the checklist, question by question
  cse-check report RECORD.json       a record again

Areas: {areas}. For everything else: cse-check --help
Absence of indicators does not mean that a child is safe.
"""
"""What is said where nothing was asked for."""


class Command(NamedTuple):
    """A command: the module that has it as `app`, and what it does, in a line."""

    module: str
    does: str


COMMANDS = {
    "screen": Command("cse_check.cli.screen", "Go through the checklist and get its summary."),
    "report": Command("cse_check.cli.report", "Show a record again, in any format."),
    "compare": Command("cse_check.cli.compare", "Compare two records of one case."),
    "contacts": Command("cse_check.cli.contacts", "Show whom to ring, at once."),
    "guide": Command("cse_check.cli.guide", "Explain what exploitation is and what to do."),
    "page": Command("cse_check.cli.page", "Write the checklist as one page for any browser."),
    "areas": Command("cse_check.cli.areas", "List the areas that have a catalogue."),
    "batch": Command("cse_check.cli.batch", "Check a caseload from CSV against the checklist."),
    "template": Command("cse_check.cli.template", "Write an empty input to fill in."),
    "form": Command("cse_check.cli.form", "Write the blank checklist, to fill in with a pen."),
    "drafts": Command("cse_check.cli.drafts", "List, show or remove unfinished screenings."),
    "catalogue": Command("cse_check.cli.catalogue", "For those who keep catalogues."),
}


class LazyGroup(TyperGroup):
    """A group that knows its commands by name, and imports the one that is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - part of typer's protocol
        """Return the commands' names, in the order of the registry."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - part of typer's protocol
        """Import a command; return None if there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        found = typer.main.get_command(import_module(COMMANDS[cmd_name].module).app)
        found.name = cmd_name
        found.short_help = COMMANDS[cmd_name].does
        return found

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        """Write the list of commands for `--help`, without importing one."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, each.does) for name, each in COMMANDS.items()])


app = typer.Typer(
    cls=LazyGroup,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"cse-check {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def cse_check(
    context: typer.Context,
    version: Annotated[  # noqa: ARG001 - its callback has done the work
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """An offline checklist for recognising child sexual exploitation.

    If a child is in immediate danger, ring 999 now.

    A prompt and a record, never an assessment: absence of indicators does not mean that a child is
    safe. Start with: cse-check screen --area leeds
    """
    if context.invoked_subcommand is None:
        from cse_check.cli.editions import find_catalogues  # --help reads no catalogue code

        shell: Shell = context.obj
        shell.put(FIRST.format(areas=", ".join(find_catalogues(shell).areas)))


def command() -> Any:
    """Return the whole command line."""
    return typer.main.get_command(app)
