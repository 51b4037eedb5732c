"""`cse-check contacts`: whom to ring, at once; and what people here found out since."""

from typing import Annotated, Final

import typer

from cse_check.cli import completion
from cse_check.cli.editions import read_edition
from cse_check.cli.options import Area, CatalogueDir, Force, ForRole, Output, Plain
from cse_check.cli.pages import Delivery, PageFormat, PageOutput
from cse_check.cli.ringing import short_contacts
from cse_check.cli.shell import STDIO, Shell
from cse_check.errors import UsageError
from cse_check.model import Role
from cse_check.render.contacts import contacts_document

app = typer.Typer(rich_markup_mode=None, add_completion=False)

BEFORE: Final = (
    "--output and --format are for the page of all numbers: leave them out before a command."
)
AreaName = Annotated[
    str,
    typer.Argument(
        metavar="AREA",
        autocompletion=completion.areas,
        help="The area, by id or name.",
    ),
]
ContactId = Annotated[
    str, typer.Argument(metavar="ID", help="The number's id; 'contacts check' lists them.")
]


@app.callback(invoke_without_command=True)
def contacts_command(
    context: typer.Context,
    area: Area = None,
    role: ForRole = None,
    full: Annotated[
        bool, typer.Option("--full", help="All numbers, each with its source, its age and notes.")
    ] = False,
    output: PageOutput = STDIO,
    format_name: PageFormat = None,
    plain: Plain = False,
    force: Force = False,
    catalogue_dir: CatalogueDir = None,
) -> None:
    """Show whom to ring in an area: 999, and the latest numbers, those first that answer now.

    By this computer's clock, and by the hours that the sources print; no number is hidden. With
    --output or --format it is the page of all numbers, as with --full. The commands below keep the
    numbers current; what they write stays on this machine.
    """
    is_page = output != STDIO or format_name is not None
    if context.invoked_subcommand is not None:
        if is_page:
            raise UsageError(BEFORE)
        return
    shell: Shell = context.obj
    role = role or Role.PROFESSIONAL
    if not (is_page or full):
        catalogue = read_edition(shell, area, catalogue_dir).catalogue
        shell.put(short_contacts(shell, shell.stdout, catalogue, role, plain=plain))
        return
    wanted = Delivery(output, format_name, force, plain).planned(shell)
    catalogue = read_edition(shell, area, catalogue_dir).catalogue
    wanted.put(shell, contacts_document(catalogue, role, shell.today()))


@app.command(short_help="Show how old each number's source is.")
def check(
    context: typer.Context,
    area: Area = None,
    plain: Plain = False,
    catalogue_dir: CatalogueDir = None,
) -> None:
    """Show how old each number's source is, and which numbers were never confirmed here."""
    from cse_check.cli.contacts.corrections import check_contacts

    given = context.parent.params if context.parent else {}
    area, folder = area or given.get("area"), catalogue_dir or given.get("catalogue_dir")
    check_contacts(context.obj, area, folder, plain=plain or bool(given.get("plain")))


@app.command(short_help="Record that a number was found to be right.")
def confirm(
    context: typer.Context,
    area: AreaName,
    contact: ContactId,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="ROLE", help="Who found it to be right: a role, not a name."),
    ] = None,
    catalogue_dir: CatalogueDir = None,
) -> None:
    """Record that a number was found to be right today, by ringing it or from its source."""
    from cse_check.cli.contacts.corrections import confirm_contact

    confirm_contact(context.obj, area, contact, by=by, folder=catalogue_dir)


@app.command(short_help="Put the right number beside a wrong one.")
def correct(
    context: typer.Context,
    area: AreaName,
    contact: ContactId,
    phone: Annotated[
        str, typer.Option("--phone", metavar="NUMBER", help="The number that is right.")
    ],
    source: Annotated[
        str,
        typer.Option(
            "--source", metavar="TEXT", help="Where it comes from: a page, a letter, a call."
        ),
    ],
    option: Annotated[
        str | None,
        typer.Option("--option", metavar="TEXT", help="What to choose after that: 'option 2'."),
    ] = None,
    catalogue_dir: CatalogueDir = None,
) -> None:
    """Put the right number beside a wrong one; the printed one stays visible."""
    from cse_check.cli.contacts.corrections import correct_contact

    correct_contact(
        context.obj, area, contact, phone=phone, option=option, source=source, folder=catalogue_dir
    )


@app.command(short_help="Withdraw a confirmation or a correction.")
def withdraw(
    context: typer.Context, area: AreaName, contact: ContactId, catalogue_dir: CatalogueDir = None
) -> None:
    """Withdraw what was confirmed or corrected here about a number."""
    from cse_check.cli.contacts.corrections import withdraw_contact

    withdraw_contact(context.obj, area, contact, folder=catalogue_dir)


@app.command(short_help="Write corrections as a patch for the keeper.")
def export(
    context: typer.Context,
    area: AreaName,
    output: Output = STDIO,
    force: Force = False,
    catalogue_dir: CatalogueDir = None,
) -> None:
    """Write local corrections as a patch to the catalogue's file, for whoever keeps it."""
    from cse_check.cli.contacts.corrections import export_patch

    export_patch(context.obj, area, output, force=force, folder=catalogue_dir)
