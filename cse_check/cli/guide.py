"""`cse-check guide`: what exploitation is, whom it affects, what to do."""

import typer

from cse_check.cli.editions import read_edition
from cse_check.cli.layout import show_document
from cse_check.cli.options import Area, CatalogueDir, ForRole, Plain
from cse_check.cli.shell import Shell
from cse_check.model import Role
from cse_check.render.guide import guide_document

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def guide_command(
    context: typer.Context,
    area: Area = None,
    role: ForRole = None,
    plain: Plain = False,
    catalogue_dir: CatalogueDir = None,
) -> None:
    """Explain what child sexual exploitation is, whom it affects, what to do and whom to ring."""
    shell: Shell = context.obj
    edition = read_edition(shell, area, catalogue_dir)
    document = guide_document(edition, role or Role.PROFESSIONAL, shell.today())
    show_document(shell, document, plain=plain)
