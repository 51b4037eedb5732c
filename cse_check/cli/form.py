"""`cse-check form`: the blank checklist on paper, to be filled in with a pen."""

import typer

from cse_check.cli.editions import read_edition
from cse_check.cli.options import Area, CatalogueDir, Force, ForRole, Plain
from cse_check.cli.pages import Delivery, PageFormat, PageOutput
from cse_check.cli.shell import STDIO, Shell
from cse_check.model import Role
from cse_check.render.form import form_document

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def form_command(
    context: typer.Context,
    area: Area = None,
    role: ForRole = None,
    output: PageOutput = STDIO,
    format_name: PageFormat = None,
    plain: Plain = False,
    force: Force = False,
    catalogue_dir: CatalogueDir = None,
) -> None:
    """Write an area's blank checklist, to be printed and filled in with a pen.

    999 and the numbers stand at the top of every page, and the caveat at its foot.
    """
    shell: Shell = context.obj
    wanted = Delivery(output, format_name, force, plain).planned(shell)
    edition = read_edition(shell, area, catalogue_dir)
    wanted.put(shell, form_document(edition, role or Role.PROFESSIONAL, shell.today()))
