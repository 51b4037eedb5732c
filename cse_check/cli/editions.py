"""Where catalogues, corrections and drafts are found, and the catalogue of an area made of them."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cse_check.catalogue.library import Folder, Library, bundled_folder, check_folder
from cse_check.cli.asking import can_ask, choose
from cse_check.cli.remedies import explained
from cse_check.cli.shell import Shell
from cse_check.errors import FileAccessError, InvalidFileError, UsageError
from cse_check.model import Edition
from cse_check.reading.files import read_bytes
from cse_check.screening import Statements
from cse_check.store import PrivateFolder, doubt

if TYPE_CHECKING:
    from cse_check.corrections.overlay import Overlay

DANGER: Final = Statements().immediate_danger
PASSED_OVER: Final = "The catalogues there are passed over."
UNREAD: Final = (
    "The local corrections could not be read. The numbers are shown as the catalogue prints them."
)


def draft_folder(shell: Shell) -> PrivateFolder:
    """Return the folder of this user's drafts."""
    return PrivateFolder(shell.own_folder / "drafts")


def correction_folder(shell: Shell) -> PrivateFolder:
    """Return the folder of this user's confirmed and corrected numbers: a file an area, by id."""
    return PrivateFolder(shell.own_folder / "contacts", suffix=".yaml")


def find_catalogues(shell: Shell, folder: Path | None = None) -> Library:
    """Return the catalogues: `--catalogue-dir`, the environment, the app's folder, our own."""
    folders = [Folder(folder, "--catalogue-dir")] if folder else []
    for named in shell.environ.get("CSE_CHECK_CATALOGUES", "").split(os.pathsep):
        if named:
            folders += _searched(shell, Folder(Path(named), "CSE_CHECK_CATALOGUES"))
    own = Folder(shell.own_folder / "catalogues", "your own catalogues")
    if problem := doubt(own.path):
        shell.say(f"{problem} {PASSED_OVER}")
    elif os.path.lexists(own.path):
        folders += _searched(shell, own)
    return Library([*folders, bundled_folder()])


def _searched(shell: Shell, folder: Folder) -> list[Folder]:
    """Return a folder if it can be searched: nothing may keep anybody from the numbers."""
    try:
        check_folder(folder.path)
    except FileAccessError as error:
        shell.say(f"{folder.origin}: {error} {PASSED_OVER}")
        return []
    return [folder]


def read_edition(shell: Shell, area: str | None, folder: Path | None) -> Edition:
    """Read the catalogue of an area, with what was confirmed or corrected here merged in.

    This is the one place where that is done. An overlay that cannot be read never hides the
    printed numbers: the user is told, and they are shown without it.

    Raises:
        UsageError: no area was named, or one that is not known.
    """
    printed = _read_for_somebody(shell, area, folder)
    name = printed.catalogue.area.id
    if not correction_folder(shell).has(name):
        return printed
    from cse_check.corrections.overlay import merge

    try:
        catalogue = merge(printed.catalogue, read_overlay(shell, name))
    except (FileAccessError, InvalidFileError) as error:
        shell.say(f"{explained(error)}\n{UNREAD}")
        return printed
    return Edition(catalogue, printed.sha256)


def _read_for_somebody(shell: Shell, area: str | None, folder: Path | None) -> Edition:
    """Read a catalogue for somebody who may be worried: 999 comes before any mistake is told."""
    if not area and can_ask(shell):
        area = _ask_area(shell, folder)
    try:
        return read_printed_edition(shell, area, folder)
    except (FileAccessError, InvalidFileError, UsageError):
        shell.say(DANGER)
        raise


def _ask_area(shell: Shell, folder: Path | None) -> str:
    """Ask which area, on a terminal.

    Raises:
        UsageError: none was chosen.
    """
    known = find_catalogues(shell, folder).areas
    shell.say(f"{DANGER}\nWhich area? ('--area AREA' says it at once.)")
    return known[choose(shell, "Its number,", known)]


def read_printed_edition(shell: Shell, area: str | None, folder: Path | None) -> Edition:
    """Read the catalogue of an area as its file has it.

    Raises:
        UsageError: no area was named, or one that is not known.
    """
    library = find_catalogues(shell, folder)
    if not area:
        known = ", ".join(library.areas)
        raise UsageError(f"Say which area: --area AREA. Known areas: {known}.")
    return library.find(area).read()


def read_overlay(shell: Shell, area: str) -> "Overlay":
    """Read what was confirmed or corrected here; `area` is an id. Empty if nothing was.

    Raises:
        FileAccessError: it cannot be read, or others may have written it.
        InvalidFileError: with every fault of the file.
    """
    from cse_check.corrections import overlay as local

    folder = correction_folder(shell)
    if not folder.has(area):
        return local.empty(area)
    folder.check(area)
    path = folder.path_of(area)
    return local.load(read_bytes(path), str(path), area)
