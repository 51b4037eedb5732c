"""`cse-check drafts`: half-finished screenings, and how to be rid of them."""

import re
import time
from datetime import datetime
from typing import Annotated, Final

import typer

from cse_check.cli.editions import draft_folder
from cse_check.cli.shell import Shell
from cse_check.errors import InvalidFileError, UsageError
from cse_check.interview import drafts
from cse_check.store import PrivateFile

app = typer.Typer(rich_markup_mode=None, add_completion=False)

AGE: Final = re.compile(r"(\d{1,5})d")
DAY: Final = 24 * 60 * 60


@app.callback()
def drafts_command() -> None:
    """Half-finished screenings: list them, or remove them."""


@app.command("list", short_help="List them, the newest first.")
def list_command(context: typer.Context) -> None:
    """List the drafts that are kept on this machine for you, the newest first."""
    shell: Shell = context.obj
    files = draft_folder().files()
    for file in files:
        shell.put(f"{file.name}  {_written(file)}  {_about(file)}\n")
    if not files:
        shell.say("There are no drafts.")


@app.command(short_help="Remove them, or the old ones alone.")
def purge(
    context: typer.Context,
    older_than: Annotated[
        str | None,
        typer.Option("--older-than", metavar="DAYS", help="Only those not touched for: 30d."),
    ] = None,
) -> None:
    """Remove drafts, and what an interrupted machine may have left of them."""
    shell: Shell = context.obj
    before = time.time() - _days(older_than) * DAY
    files = draft_folder().files()
    gone = [file for file in files if file.written <= before]
    for file in gone:
        draft_folder().remove(file.name)
    draft_folder().sweep(before)
    shell.say(f"Removed: {len(gone)} of {len(files)} drafts.")


def _written(file: PrivateFile) -> str:
    return datetime.fromtimestamp(file.written).strftime("%Y-%m-%d %H:%M")


def _about(file: PrivateFile) -> str:
    data = draft_folder().read(file.name)
    if not data.startswith(b"{"):
        return "encrypted"
    try:
        draft = drafts.load(data, file.name)
    except InvalidFileError:
        return "not a draft of this version"
    asked = sum(1 for _ in draft.catalogue.indicators)
    case = f"case {draft.case_ref}" if draft.case_ref else "no case reference"
    return f"{draft.catalogue.area.name}, {case}, {draft.interview.given} said, {asked} asked"


def _days(older_than: str | None) -> int:
    if older_than is None:
        return 0
    found = AGE.fullmatch(older_than)
    if not found:
        raise UsageError("Give --older-than as a number of days, such as 30d.")
    return int(found[1])
