"""`cse-check guide`: what exploitation is, whom it affects, what to do."""

import typer

from cse_check.cli.options import Area, CatalogueDir, ForRole, Plain
from cse_check.cli.shell import Shell
from cse_check.model import Role
from cse_check.render.guide import guide_document

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def guide_command(
    context: typer.Context,
    area: Area = None,
    role: ForRole = Role.PROFESSIONAL,
    plain: Plain = False,
    catalogue_dir: CatalogueDir = None,
) -> None:
    """Say what child sexual exploitation is, whom it affects, what to do and whom to ring."""
    shell: Shell = context.obj
    shell.show(guide_document(shell.edition(area, catalogue_dir), role, shell.today()), plain=plain)
