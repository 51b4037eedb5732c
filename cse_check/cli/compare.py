"""`cse-check compare`: two records of one case compared."""

from pathlib import Path
from typing import Annotated, Final

import typer

from cse_check.cli import completion
from cse_check.cli.encryption import Identity, Unsealed, key_for
from cse_check.cli.options import Force, Plain
from cse_check.cli.pages import WITH_JSON, AnyFormat, AnyOutput, Delivery
from cse_check.cli.records import open_record
from cse_check.cli.shell import STDIO, Shell
from cse_check.comparison import compare
from cse_check.errors import UsageError
from cse_check.render.comparison import comparison_document

SEALED: Final = (
    "A record is encrypted, and a comparison is written open. To write it all the same, add "
    "--unsealed; without --output it is only shown."
)

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def compare_command(
    context: typer.Context,
    old: Annotated[
        Path,
        typer.Argument(
            metavar="OLD.json",
            autocompletion=completion.records,
            help="The older record.",
        ),
    ],
    new: Annotated[
        Path,
        typer.Argument(
            metavar="NEW.json",
            autocompletion=completion.records,
            help="The newer record.",
        ),
    ],
    format_name: AnyFormat = None,
    output: AnyOutput = STDIO,
    plain: Plain = False,
    force: Force = False,
    identity: Identity = None,
    unsealed: Unsealed = False,
) -> None:
    """Compare two records: what became flagged, what no longer is, and what is known now.

    It never says that things are better or worse.
    """
    shell: Shell = context.obj
    key = key_for(shell, identity)
    records = [open_record(shell, path, key) for path in (old, new)]
    if output != STDIO and not unsealed and any(each.lock for each in records):
        raise UsageError(SEALED)
    older, newer = (each.screening for each in records)
    if older.edition.catalogue.area.id != newer.edition.catalogue.area.id:
        raise UsageError(
            "These records are from different areas, which do not ask the same things."
        )
    wanted = Delivery(output, format_name, force, plain).planned(shell, WITH_JSON)
    wanted.put(shell, comparison_document(compare(older, newer)))
