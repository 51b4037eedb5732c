"""`cse-check screen`: the checklist, from the first question to the summary."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from cse_check import answers as answers_file
from cse_check.catalogue.reader import MAX_BYTES
from cse_check.cli.options import Area, CatalogueDir, Force, ForRole, Plain
from cse_check.cli.outputs import FormatName, OutputFiles, Outputs, render_for
from cse_check.cli.shell import STDIO, Shell
from cse_check.interview import Interview, walk
from cse_check.model import Edition, Response, Role
from cse_check.render.contacts import contacts_document
from cse_check.screening import check_case_ref, screen

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def screen_command(
    context: typer.Context,
    area: Area = None,
    case: Annotated[
        str | None,
        typer.Option("--case", metavar="REF", help="A case reference: a pseudonym, never a name."),
    ] = None,
    role: ForRole = Role.PROFESSIONAL,
    answers: Annotated[
        Path | None,
        typer.Option("--answers", metavar="FILE", help="Take the answers from a file; '-': stdin."),
    ] = None,
    output: OutputFiles = None,
    format_name: FormatName = None,
    plain: Plain = False,
    force: Force = False,
    catalogue_dir: CatalogueDir = None,
) -> None:
    """Walk through an area's checklist, and get its summary.

    Nothing is stored unless --output is given; nothing is ever sent. At each question one key
    answers: y yes, n no, ? not known, Enter skip; h shows all keys.
    """
    shell: Shell = context.obj
    edition = shell.edition(area, catalogue_dir)
    outputs = Outputs.plan(output, force=force)
    case_ref = check_case_ref(case) if case is not None else None
    given = (
        _from_file(shell, answers, edition) if answers else _ask(shell, edition, role, plain=plain)
    )
    screening = screen(edition, given, screened_on=shell.today(), role=role, case_ref=case_ref)
    try:
        outputs.write(screening, shell)
    finally:  # what was answered is shown even when a file cannot be written
        shell.put(render_for(screening, format_name, shell, plain=plain))


def _from_file(shell: Shell, path: Path, edition: Edition) -> Mapping[str, Response]:
    name = "standard input" if path == STDIO else str(path)
    return answers_file.load(shell.read(path, MAX_BYTES), name, edition.catalogue)


def _ask(shell: Shell, edition: Edition, role: Role, *, plain: bool) -> Mapping[str, Response]:
    contacts = contacts_document(edition.catalogue, role, shell.today())
    with shell.prompter(contacts, role, plain=plain) as prompter:
        return walk(Interview(edition.catalogue), prompter).answers
