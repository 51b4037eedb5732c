"""`cse-check contacts`: whom to ring, at once."""

import typer

from cse_check.cli.options import Area, CatalogueDir, ForRole, Plain
from cse_check.cli.shell import Shell
from cse_check.model import Role
from cse_check.render.contacts import contacts_document

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def contacts_command(
    context: typer.Context,
    area: Area = None,
    role: ForRole = None,
    plain: Plain = False,
    catalogue_dir: CatalogueDir = None,
) -> None:
    """Show whom to ring in an area, each number with its source and how old that is."""
    shell: Shell = context.obj
    catalogue = shell.edition(area, catalogue_dir).catalogue
    shell.show(contacts_document(catalogue, role or Role.PROFESSIONAL, shell.today()), plain=plain)
