"""`cse-check catalogue`: for those who keep catalogues."""

from pathlib import Path
from typing import Annotated

import typer

from cse_check.catalogue.library import FILE_NAME, read_catalogue
from cse_check.catalogue.load import load
from cse_check.catalogue.reader import MAX_BYTES
from cse_check.cli.shell import STDIO, Shell
from cse_check.errors import ExitCode, InvalidFileError
from cse_check.model import Edition, visible

app = typer.Typer(
    rich_markup_mode=None, add_completion=False, help="For those who keep catalogues."
)


@app.callback()
def catalogue() -> None:
    """For those who keep catalogues."""


@app.command()
def validate(
    context: typer.Context,
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Catalogues; '-' is standard input.")
    ],
) -> None:
    """Say everything that is wrong with catalogue files, each fault with its line and column."""
    shell: Shell = context.obj
    valid = [_validate(shell, path) for path in files]
    if not all(valid):
        raise typer.Exit(ExitCode.NOT_VALID)


def _validate(shell: Shell, path: Path) -> bool:
    try:
        edition = _read(shell, path)
    except InvalidFileError as error:
        shell.put("".join(f"{visible(line)}\n" for line in str(error).split("\n")))
        return False
    shell.put(f"{visible(str(path))}: is valid: {_in_short(edition)}.\n")
    if path != STDIO and not FILE_NAME.fullmatch(path.name):
        area = edition.catalogue.area.id
        shell.say(f"{path}: to be found as an area, call it indicators_{area}.yaml.")
    return True


def _read(shell: Shell, path: Path) -> Edition:
    if path == STDIO:
        return load(shell.read(path, MAX_BYTES), "standard input")
    return read_catalogue(path)


def _in_short(edition: Edition) -> str:
    catalogue = edition.catalogue
    return (
        f"{catalogue.area.name}, {sum(1 for _ in catalogue.indicators)} indicators in "
        f"{len(catalogue.categories)} categories, {len(catalogue.contacts)} contacts"
    )
