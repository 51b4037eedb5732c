"""`cse-check areas`: the catalogues that were found, and where."""

import typer

from cse_check.catalogue.library import CatalogueFile
from cse_check.cli.editions import find_catalogues
from cse_check.cli.layout import show_document
from cse_check.cli.options import CatalogueDir, Plain
from cse_check.cli.shell import Shell
from cse_check.errors import CseCheckError, FileAccessError, InvalidFileError
from cse_check.model import Edition
from cse_check.render.areas import areas_document
from cse_check.unseen import visible

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def areas_command(
    context: typer.Context, plain: Plain = False, catalogue_dir: CatalogueDir = None
) -> None:
    """List the areas that have a catalogue, with the age of each guide and where its file is."""
    shell: Shell = context.obj
    found: list[tuple[Edition, str]] = []
    faulty: list[CseCheckError] = []
    library = find_catalogues(shell, catalogue_dir)
    for entry in library.entries:
        try:
            found.append((entry.read(), _where(entry)))
        except (FileAccessError, InvalidFileError) as error:
            faulty.append(error)
    show_document(shell, areas_document(found, shell.today()), plain=plain)
    for misnamed in library.misnamed:
        shell.say(str(misnamed))
    for faults in faulty:
        shell.say(str(faults))
    if faulty:
        raise typer.Exit(max(error.exit_code for error in faulty))


def _where(entry: CatalogueFile) -> str:
    instead = f"; used instead of the one {entry.instead_of}" if entry.instead_of else ""
    return visible(f"{entry.path} ({entry.origin}{instead})")
