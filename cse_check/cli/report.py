"""`cse-check report`: a record again, in any format."""

from pathlib import Path
from typing import Annotated

import typer

from cse_check.cli import completion
from cse_check.cli.closing import saved_in, show_closing
from cse_check.cli.encryption import Encrypt, Identity, Recipients, Unsealed, Wish, key_for
from cse_check.cli.options import Force, Plain
from cse_check.cli.outputs import FormatName, Forms, OutputFiles, Outputs, show
from cse_check.cli.pages import check_shown
from cse_check.cli.records import opened, read_record
from cse_check.cli.shell import STDIO, Shell
from cse_check.cli.signing import Sign, Verify, check_signed, say_signed, signer_for

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def report_command(
    context: typer.Context,
    record_file: Annotated[
        Path,
        typer.Argument(
            metavar="RECORD.json",
            autocompletion=completion.records,
            help="A record; '-' is standard input.",
        ),
    ],
    output: OutputFiles = None,
    format_name: FormatName = None,
    form: Forms = False,
    plain: Plain = False,
    force: Force = False,
    encrypt: Encrypt = False,
    recipient: Recipients = None,
    identity: Identity = None,
    unsealed: Unsealed = False,
    sign: Sign = None,
    verify: Verify = None,
) -> None:
    """Show a record again, with the wording and the numbers of its own day.

    With --output and no '-', nothing goes to standard output.
    """
    shell: Shell = context.obj
    shows = not output or STDIO in output
    if shows:
        check_shown(shell, format_name)
    key = key_for(shell, identity)
    data = read_record(shell, record_file)
    signed_by = check_signed(shell, record_file, data, verify) if verify else None
    _, screening, before = opened(shell, data, record_file, key)
    wish = Wish.of(recipient, encrypt=encrypt, unsealed=unsealed, before=before if output else None)
    outputs = Outputs.plan(output, force=force, encrypted=wish.encrypts, signed=sign is not None)
    signer = signer_for(shell, sign)
    if signed_by:
        say_signed(shell, record_file, signed_by)
    outputs.write(screening, shell, wish.ask_lock(shell), signer=signer, form=form)
    if shows:
        show(screening, format_name, shell, plain=plain, form=form)
        show_closing(shell, screening, saved_in(record_file, signed_by), plain=plain)
