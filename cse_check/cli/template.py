"""`cse-check template`: an empty input to fill in."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cse_check import answers
from cse_check.cli.options import Area, CatalogueDir, Force
from cse_check.cli.outputs import put_or_write
from cse_check.cli.shell import STDIO, Shell

app = typer.Typer(rich_markup_mode=None, add_completion=False)


class TemplateKind(StrEnum):
    """What there is an empty form of."""

    ANSWERS = "answers"


TEMPLATES = {TemplateKind.ANSWERS: answers.template}


@app.command()
def template_command(
    context: typer.Context,
    area: Area = None,
    kind: Annotated[TemplateKind, typer.Option("--kind", help="What it is a form for.")] = (
        TemplateKind.ANSWERS
    ),
    output: Annotated[
        Path, typer.Option("--output", metavar="FILE", help="Where to; '-' is standard output.")
    ] = STDIO,
    force: Force = False,
    catalogue_dir: CatalogueDir = None,
) -> None:
    """Write an empty answers file for an area; filled in, it is for screen --answers."""
    shell: Shell = context.obj
    text = TEMPLATES[kind](shell.edition(area, catalogue_dir).catalogue)
    put_or_write(shell, text, output, force=force)
