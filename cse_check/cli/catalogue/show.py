"""What `catalogue show` and `catalogue diff` do."""

from pathlib import Path

import typer

from cse_check.catalogue.differences import differences
from cse_check.catalogue.library import read_catalogue
from cse_check.catalogue.load import load
from cse_check.cli.editions import read_edition, read_printed_edition
from cse_check.cli.pages import WITH_JSON, Delivery
from cse_check.cli.shell import STDIO, Shell
from cse_check.errors import ExitCode, UsageError
from cse_check.model import Edition
from cse_check.reading.files import MAX_BYTES
from cse_check.render.catalogue import catalogue_document


def show_catalogue(
    shell: Shell,
    area: str | None,
    file: Path | None,
    *,
    wanted: Delivery,
    folder: Path | None,
) -> None:
    """Show the catalogue of an area, with local corrections, or the one in a file as it is.

    Raises:
        UsageError: both were named, or it cannot be had in the format that was asked for.
        FileAccessError: it cannot be written.
    """
    _check_named(area, file)
    planned = wanted.planned(shell, WITH_JSON)
    edition = catalogue_in_use(shell, area, file, folder)
    planned.put(shell, catalogue_document(edition, shell.today()))


def catalogue_in_use(
    shell: Shell, area: str | None, file: Path | None, folder: Path | None
) -> Edition:
    """Return the catalogue of an area with local corrections, or the one in a file as it is.

    Raises:
        UsageError: both were named.
    """
    _check_named(area, file)
    return _read(shell, file) if file else read_edition(shell, area, folder)


def named_catalogue(
    shell: Shell, area: str | None, file: Path | None, folder: Path | None
) -> Edition:
    """Return the catalogue of an area, or the one in a file, as its file has it.

    Raises:
        UsageError: both were named.
    """
    _check_named(area, file)
    return _read(shell, file) if file else read_printed_edition(shell, area, folder)


def _check_named(area: str | None, file: Path | None) -> None:
    if area and file:
        raise UsageError("Name an area, or a file with --file, not both.")


def show_differences(
    shell: Shell, old: str, new: str, *, exit_code: bool, folder: Path | None
) -> None:
    """Show what differs between two catalogues, as their files have them.

    Raises:
        Exit: with `ATTENTION`, if `exit_code` is asked for and something differs.
    """
    older, newer = (_named(shell, name, folder) for name in (old, new))
    lines = list(differences(older.catalogue, newer.catalogue))
    shell.put("".join(f"{line}\n" for line in lines) or "Nothing differs.\n")
    if lines and exit_code:
        raise typer.Exit(ExitCode.ATTENTION)


def _named(shell: Shell, name: str, folder: Path | None) -> Edition:
    path = Path(name)
    if path == STDIO or path.suffix.lower() in (".yaml", ".yml"):
        return _read(shell, path)
    return read_printed_edition(shell, name, folder)


def _read(shell: Shell, path: Path) -> Edition:
    if path == STDIO:
        return load(shell.read(path, MAX_BYTES), shell.name_of(path))
    return read_catalogue(path)
