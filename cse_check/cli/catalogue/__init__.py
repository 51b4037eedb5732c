"""`cse-check catalogue`: for those who keep catalogues."""

from pathlib import Path
from typing import Annotated

import typer

from cse_check.cli import completion
from cse_check.cli.catalogue.validate import Says
from cse_check.cli.options import (
    CatalogueDir,
    Force,
    ForRole,
    Output,
    Plain,
    format_option,
    output_option,
)
from cse_check.cli.pages import AnyFormat, AnyOutput, Delivery
from cse_check.cli.shell import STDIO
from cse_check.render.exports import EXPORTS

OneArea = Annotated[
    str | None,
    typer.Argument(
        metavar="AREA",
        autocompletion=completion.areas,
        help="The area, by id or name.",
    ),
]
FileInstead = Annotated[
    Path | None, typer.Option("--file", metavar="FILE", help="A catalogue file instead.")
]

FORMS = "What it is for. Default: from the file's name."
ExportFormat = Annotated[str | None, format_option(EXPORTS, FORMS)]
ExportOutput = Annotated[Path, output_option(EXPORTS.endings)]

app = typer.Typer(
    rich_markup_mode=None, add_completion=False, help="For those who keep catalogues."
)


@app.callback()
def catalogue() -> None:
    """For those who keep catalogues."""


@app.command(short_help="Write a commented file to start from.")
def new(
    context: typer.Context,
    area: Annotated[str, typer.Argument(metavar="SLUG", help="The area's short id: exampleshire.")],
    authority: Annotated[
        str | None, typer.Option("--authority", metavar="NAME", help="The local authority.")
    ] = None,
    title: Annotated[
        str | None, typer.Option("--title", metavar="TITLE", help="The guide's title.")
    ] = None,
    published: Annotated[
        str | None,
        typer.Option(
            "--published", metavar="DATE", help="YYYY, YYYY-MM, YYYY-MM-DD, or 'undated'."
        ),
    ] = None,
    from_text: Annotated[
        Path | None,
        typer.Option(
            "--from",
            "--from-text",
            metavar="GUIDE",
            help="Propose from a guide: .txt, .md, .html, .docx or .pdf.",
        ),
    ] = None,
    output: Output = STDIO,
    force: Force = False,
) -> None:
    """Write a commented file to start a catalogue from.

    Whatever is missing says TO DO, and 'catalogue validate' reports each one. On a terminal it
    asks for whatever the options leave out.
    """
    from cse_check.cli.catalogue.new import new_catalogue

    given = {"authority": authority, "title": title, "published": published}
    new_catalogue(context.obj, area, given, from_text=from_text, output=output, force=force)


@app.command(short_help="Report everything that is wrong with files.")
def validate(
    context: typer.Context,
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Catalogues; '-' is standard input.")
    ],
    strict: Annotated[
        bool, typer.Option("--strict", help="Treat warnings as errors: exit code 3.")
    ] = False,
    format_name: Annotated[
        Says, typer.Option("--format", help="How to report it.", case_sensitive=False)
    ] = Says.TEXT,
    source: Annotated[
        Path | None,
        typer.Option(
            "--source",
            metavar="GUIDE",
            help="Check every source_text against this guide.",
        ),
    ] = None,
) -> None:
    """Report everything that is wrong with catalogue files, with the line and column of each fault.

    Warnings are worth a look; they do not change the exit code without --strict.
    """
    from cse_check.cli.catalogue.validate import validate_files

    validate_files(context.obj, files, source=source, format_name=format_name, strict=strict)


@app.command(short_help="Show one as practitioners will see it.")
def show(
    context: typer.Context,
    area: OneArea = None,
    file: FileInstead = None,
    format_name: AnyFormat = None,
    output: AnyOutput = STDIO,
    plain: Plain = False,
    force: Force = False,
    catalogue_dir: CatalogueDir = None,
) -> None:
    """Show a whole catalogue as practitioners will see it."""
    from cse_check.cli.catalogue.show import show_catalogue

    wanted = Delivery(output, format_name, force, plain)
    show_catalogue(context.obj, area, file, wanted=wanted, folder=catalogue_dir)


@app.command(short_help="Show what differs between two.")
def diff(
    context: typer.Context,
    old: Annotated[
        str,
        typer.Argument(
            metavar="OLD",
            autocompletion=completion.areas,
            help="An area; or a file, whose name ends in .yaml.",
        ),
    ],
    new_one: Annotated[
        str,
        typer.Argument(
            metavar="NEW",
            autocompletion=completion.areas,
            help="An area or a file.",
        ),
    ],
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit with 4 if there are differences.")
    ] = False,
    catalogue_dir: CatalogueDir = None,
) -> None:
    """Show in words what was added, removed, moved or changed between two catalogues.

    A name that ends in .yaml or .yml, or '-', is a file; anything else is an area.
    """
    from cse_check.cli.catalogue.show import show_differences

    show_differences(context.obj, old, new_one, exit_code=exit_code, folder=catalogue_dir)


@app.command(short_help="Write one as a sheet: .csv or .xlsx.")
def sheet(
    context: typer.Context,
    area: OneArea = None,
    file: FileInstead = None,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            metavar="FILE",
            help="The sheet: .csv or .xlsx; '-' is standard output.",
        ),
    ] = STDIO,
    force: Force = False,
    catalogue_dir: CatalogueDir = None,
) -> None:
    """Write a catalogue as a sheet for a spreadsheet, one row an indicator or a contact.

    'catalogue new AREA --from SHEET' makes a catalogue of it again, the same field for field.
    """
    from cse_check.cli.catalogue.sheet import write_sheet

    write_sheet(context.obj, area, file, output=output, force=force, folder=catalogue_dir)


@app.command(short_help="Write one as a form for other systems.")
def export(
    context: typer.Context,
    area: OneArea = None,
    file: FileInstead = None,
    format_name: ExportFormat = None,
    output: ExportOutput = STDIO,
    role: ForRole = None,
    force: Force = False,
    catalogue_dir: CatalogueDir = None,
) -> None:
    """Write a catalogue as a form that another system asks.

    xlsform is for ODK and KoboToolbox, fhir for systems that speak FHIR R4.

    The numbers are those known here, corrections included; the caveat is in every form.
    """
    from cse_check.cli.catalogue.export import Wanted, export_catalogue

    wanted = Wanted(format_name, output, force=force)
    export_catalogue(context.obj, area, file, wanted, role=role, folder=catalogue_dir)


@app.command(short_help="Write a page of a file you work on, again and again.")
def preview(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE.yaml", help="The file you work on.")],
    output: Annotated[
        Path, typer.Option("--output", metavar="PAGE.html", help="The page to write.")
    ],
    watch: Annotated[
        bool, typer.Option("--watch", help="Write it again after every change, until Ctrl-C.")
    ] = False,
    force: Force = False,
) -> None:
    """Write the page of a catalogue's file, as practitioners will see it.

    With --watch, faults are listed as they come, and the page stays as it was meanwhile.
    """
    from cse_check.cli.catalogue.preview import preview_catalogue

    preview_catalogue(context.obj, file, output=output, watch=watch, force=force)


@app.command(short_help="Print the format as JSON Schema, for editors.")
def schema(context: typer.Context, output: Output = STDIO, force: Force = False) -> None:
    """Print the format as JSON Schema 2020-12, for editors and other programs."""
    from cse_check.cli.files import put_or_write
    from cse_check.keeping.json_schema import json_schema

    put_or_write(context.obj, json_schema(), output, force=force)
