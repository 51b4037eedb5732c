"""`cse-check page`: an area's checklist as one file, for those who may not install a program."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Final

import typer

from cse_check.cli.editions import find_catalogues, read_edition
from cse_check.cli.files import check_outputs, no_format, write_and_say
from cse_check.cli.options import Area, CatalogueDir, Force
from cse_check.cli.shell import STDIO, Shell
from cse_check.corrections.overlay import as_printed
from cse_check.errors import ExitCode, UsageError
from cse_check.model import Edition
from cse_check.platforms import here
from cse_check.reading.files import read_bytes
from cse_check.render.checklist import checklist_page
from cse_check.version import __version__

app = typer.Typer(rich_markup_mode=None, add_completion=False)

SUFFIXES: Final = (".html", ".htm")
NO_FILE: Final = "A page is for a browser: name its file with --output AREA.html."
ALONE: Final = "--verify FILE only looks at a file: leave out --area, --output and --force."
GENUINE: Final = "{name}: is what cse-check {version} makes for {area}, byte for byte."
NOT_INSTALLED: Final = (
    "was made from a catalogue for {area}, revision {revision}, that is not the one installed "
    "here: make a new one, or verify it where that catalogue is installed"
)
FORGED: Final = "says that it was made from the catalogue installed here, which says something else"
NOT_OURS: Final = (
    "Numbers corrected where it was made, which nobody here can vouch for: see whether you trust "
    "whoever gave you the page."
)
WITHOUT_OURS: Final = (
    "The numbers confirmed or corrected on this machine are not in it: make a new one to have them."
)


@app.command()
def page_command(
    context: typer.Context,
    area: Area = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", metavar="AREA.html", help="The page to write; '-' is standard output."
        ),
    ] = None,
    verify: Annotated[
        Path | None,
        typer.Option(
            "--verify", metavar="FILE", help="Tell whether a copy is genuine, and nothing else."
        ),
    ] = None,
    force: Force = False,
    catalogue_dir: CatalogueDir = None,
) -> None:
    """Write an area's whole checklist as one page, which any browser opens, from a stick as well.

    It needs no network and no installation, and keeps nothing. The record that it saves is the one
    that 'screen' writes. The same catalogue makes the same page, byte for byte.
    """
    shell: Shell = context.obj
    if verify is None:
        _write(shell, area, output, force=force, folder=catalogue_dir)
        return
    typed = context.get_parameter_source("area")
    if output or force or (typed is not None and typed.name == "COMMANDLINE"):
        raise UsageError(ALONE)
    if not _is_all_ours(shell, verify, catalogue_dir):
        raise typer.Exit(ExitCode.ATTENTION)


def _write(
    shell: Shell, area: str | None, output: Path | None, *, force: bool, folder: Path | None
) -> None:
    if output is None and here().is_terminal(shell.stdout):
        raise UsageError(NO_FILE)
    path = output or STDIO
    if path != STDIO:
        if path.suffix.lower() not in SUFFIXES:
            raise no_format(path, SUFFIXES)
        check_outputs([path], force=force)
    edition = read_edition(shell, area, folder)
    page = checklist_page(edition)
    if path == STDIO:
        shell.put(page, always_utf8=True)
        return
    data = page.encode()
    write_and_say(shell, {path: data}, force=force)
    shell.say(f"Its SHA-256: {sha256(data).hexdigest()}")
    for line in _local(edition):
        shell.say(f"Built in, as found out on this machine: {line}")


def _is_all_ours(shell: Shell, path: Path, folder: Path | None) -> bool:
    """Tell whether a page is genuine; return whether all of it, corrections too, is known here.

    Raises:
        InvalidFileError: it is not genuine, or nobody can tell here.
        FileAccessError: it cannot be read.
    """
    from cse_check.render.checklist.verifying import MAX_BYTES, verified

    data, name = shell.read(path, MAX_BYTES), shell.name_of(path)
    edition = verified(data, name)
    _check_installed(shell, edition, name, folder)
    catalogue = edition.catalogue
    lines = [
        GENUINE.format(name=name, version=__version__, area=catalogue.area.id),
        f"SHA-256: {sha256(data).hexdigest()}",
        f"Catalogue: {catalogue.area.id}, revision {catalogue.revision}, {edition.sha256}",
    ]
    own = read_edition(shell, catalogue.area.id, folder)
    local, is_ours = list(_local(edition)), edition == own
    if local:
        lines += [f"Numbers found out locally: {line}" for line in local]
    if not is_ours:
        lines.append(NOT_OURS if local else WITHOUT_OURS)
    shell.put("".join(f"{line}\n" for line in lines))
    return is_ours or not local


def _check_installed(shell: Shell, edition: Edition, name: str, folder: Path | None) -> None:
    """Compare a page's catalogue with the one of its SHA-256 that is installed here.

    Raises:
        InvalidFileError: there is none, or it is another.
    """
    from cse_check.render.checklist.verifying import invalid

    catalogue = edition.catalogue
    for entry in find_catalogues(shell, folder).entries:
        if sha256(read_bytes(entry.path)).hexdigest() == edition.sha256:
            if entry.read().catalogue != as_printed(catalogue):
                raise invalid(name, FORGED)
            return
    raise invalid(name, NOT_INSTALLED.format(area=catalogue.area.id, revision=catalogue.revision))


def _local(edition: Edition) -> Iterator[str]:
    """Yield what people found out about the numbers of an edition."""
    for each in edition.catalogue.contacts:
        if each.corrected:
            yield f"{each.corrected.contact}, {each.number}, corrected on {each.corrected.on}"
        if each.confirmed:
            yield f"{each.id}, {each.number}, confirmed on {each.confirmed.on}"
