"""`cse-check guide`: what exploitation is, whom it affects, what to do."""

import typer

from cse_check.cli.editions import read_edition
from cse_check.cli.options import Area, CatalogueDir, Force, ForRole, Plain
from cse_check.cli.pages import Delivery, PageFormat, PageOutput
from cse_check.cli.shell import STDIO, Shell
from cse_check.model import Role
from cse_check.render.guide import guide_document

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def guide_command(
    context: typer.Context,
    area: Area = None,
    role: ForRole = None,
    output: PageOutput = STDIO,
    format_name: PageFormat = None,
    plain: Plain = False,
    force: Force = False,
    catalogue_dir: CatalogueDir = None,
) -> None:
    """Explain what child sexual exploitation is, whom it affects, what to do and whom to ring."""
    shell: Shell = context.obj
    wanted = Delivery(output, format_name, force, plain).planned(shell)
    edition = read_edition(shell, area, catalogue_dir)
    wanted.put(shell, guide_document(edition, role or Role.PROFESSIONAL, shell.today()))
