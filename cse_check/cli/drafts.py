"""`cse-check drafts`: unfinished screenings, listed or removed."""

import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated, Final

import typer

from cse_check.cli import completion
from cse_check.cli.asking import ask_line, can_ask
from cse_check.cli.draft_lines import (
    answered,
    area_of,
    listed,
    open_draft,
    own_drafts,
    state_lines,
    wanted_draft,
)
from cse_check.cli.editions import correction_folder, draft_folder
from cse_check.cli.encryption import Identity, key_for
from cse_check.cli.files import described
from cse_check.cli.layout import chosen
from cse_check.cli.options import Plain, format_option
from cse_check.cli.pages import PAGES, SHOWN, check_shown, put_document
from cse_check.cli.remedies import explained
from cse_check.cli.shell import Shell
from cse_check.errors import ExitCode, FileAccessError, UsageError
from cse_check.interview.drafts import Draft
from cse_check.model import written_date
from cse_check.render.document import Document, Notice, Tone
from cse_check.render.summary import summary
from cse_check.store import PrivateFile, sweep

app = typer.Typer(rich_markup_mode=None, add_completion=False)

AGE: Final = re.compile(r"(\d{1,5})d")
DAY: Final = 24 * 60 * 60


@app.callback()
def drafts_command() -> None:
    """Unfinished screenings: list them, show one, or remove them."""


@app.command("list", short_help="List them, the newest first.")
def list_command(context: typer.Context) -> None:
    """List the drafts that are kept on this machine for you, the newest first."""
    shell: Shell = context.obj
    files = own_drafts(shell)
    for file in files:
        shell.put(f"{listed(shell, file)}\n")
    if not files:
        shell.say("There are no drafts.")


@app.command("show", short_help="Show one as a summary.")
def show_command(
    context: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            metavar="DRAFT",
            autocompletion=completion.drafts,
            help="Its name; 'last' if only one.",
        ),
    ],
    format_name: Annotated[str | None, format_option(PAGES, SHOWN)] = None,
    plain: Plain = False,
    identity: Identity = None,
) -> None:
    """Show an unfinished screening as a summary that says so. The draft is kept."""
    shell: Shell = context.obj
    check_shown(shell, format_name)
    file = wanted_draft(shell, name)
    draft, _ = open_draft(shell, file, key_for(shell, identity))
    format_name, page = chosen(shell, format_name, plain=plain)
    put_document(shell, _shown(draft, file), format_name, page)


@app.command(short_help="Remove them, or only the old ones.")
def purge(
    context: typer.Context,
    older_than: Annotated[
        str | None,
        typer.Option("--older-than", metavar="DAYS", help="Only those untouched for so long: 30d."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Remove them without asking.")] = False,
) -> None:
    """Remove drafts, and anything that an interruption left behind.

    It asks first, and says how many there are, from which areas, and how old they are.
    """
    shell: Shell = context.obj
    before = time.time() - _days(older_than) * DAY
    files = own_drafts(shell)
    gone = [file for file in files if file.written <= before]
    if gone and not yes:
        _confirm(shell, gone)
    stayed = list(_remove(shell, gone))
    shell.say(f"Removed: {len(gone) - len(stayed)} of {len(files)} drafts.")
    for folder in _own_folders(shell):
        sweep(folder)
    for error in stayed:
        shell.say(explained(error))
    if stayed:
        raise typer.Exit(ExitCode.CANNOT_READ_OR_WRITE)


@app.command("sweep", short_help="Remove what a killed run left.")
def sweep_command(
    context: typer.Context,
    folders: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FOLDER", help="A folder that files were written to."),
    ] = None,
) -> None:
    """Remove the temporary files of runs that were killed: cse-check's own, and in these folders.

    Whatever was touched within the hour stays, an editor's file for a week: it may be in use.
    """
    shell: Shell = context.obj
    swept = [left for folder in (*_own_folders(shell), *(folders or ())) for left in sweep(folder)]
    for left in swept:
        shell.say(f"Removed: {described(left)}")
    if not swept:
        shell.say("Nothing was left there.")


def _remove(shell: Shell, files: Iterable[PrivateFile]) -> Iterator[FileAccessError]:
    """Remove drafts, and yield what is wrong with those that stay."""
    for file in files:
        try:
            draft_folder(shell).remove(file.name)
        except FileAccessError as error:
            yield error


def _own_folders(shell: Shell) -> tuple[Path, ...]:
    own = shell.own_folder
    return own.parent, own, draft_folder(shell).path, correction_folder(shell).path


def _confirm(shell: Shell, gone: Sequence[PrivateFile]) -> None:
    """Ask whether to remove these drafts.

    Raises:
        UsageError: the answer is no, or there is no terminal to ask on.
    """
    if not can_ask(shell):
        raise UsageError(f"{_counted(gone)}\nNothing was removed. To remove them, add --yes.")
    shell.say(f"{_counted(gone)}\nTheir contents cannot be recovered.")
    if ask_line(shell, "Type yes to remove them:").lower() != "yes":
        raise UsageError("Nothing was removed.")


def _counted(gone: Sequence[PrivateFile]) -> str:
    areas = Counter(map(area_of, gone))
    of = ", ".join(f"{area} {count}" for area, count in sorted(areas.items()))
    oldest, newest = (written_date(datetime.fromtimestamp(gone[at].written)) for at in (-1, 0))
    touched = oldest if oldest == newest else f"{oldest} to {newest}"
    return f"Drafts to be removed: {len(gone)} ({of}), last changed {touched}."


def _shown(draft: Draft, file: PrivateFile) -> Document:
    """Return the summary of a draft, which begins by saying that it is not finished."""
    document = summary(draft.screened(datetime.fromtimestamp(file.written).date()))
    unfinished = Notice(
        Tone.CAUTION,
        f"This screening is not finished: {answered(draft)}.",
        tuple(state_lines(draft, file)),
    )
    return document._replace(blocks=(unfinished, *document.blocks))


def _days(older_than: str | None) -> int:
    if older_than is None:
        return 0
    found = AGE.fullmatch(older_than)
    if not found:
        raise UsageError("Give --older-than as a number of days, such as 30d.")
    return int(found[1])
