"""What the subcommands of `contacts` do: check, confirm, correct, withdraw, export."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import typer

from cse_check.catalogue.library import CatalogueFile
from cse_check.cli.editions import (
    UNREAD,
    correction_folder,
    find_catalogues,
    read_overlay,
    read_printed_edition,
)
from cse_check.cli.files import put_or_write
from cse_check.cli.layout import show_document
from cse_check.cli.remedies import explained
from cse_check.cli.shell import Shell
from cse_check.corrections import overlay as local
from cse_check.corrections.overlay import Overlay
from cse_check.corrections.patch import patch
from cse_check.errors import CseCheckError, FileAccessError, InvalidFileError, UsageError
from cse_check.file_names import is_device
from cse_check.interrupts import held
from cse_check.model import Catalogue, Contact
from cse_check.numbers import EMERGENCY, is_uk_number
from cse_check.reading.files import check_room, read_bytes
from cse_check.reading.nearness import did_you_mean
from cse_check.render.upkeep import Checked, upkeep_document
from cse_check.unseen import tidy

PRINTED = (
    "That is the number that the catalogue prints. If it is right, say so with 'cse-check contacts "
    "confirm'."
)
LONGEST = 200
"""How many characters a role or a source may have."""


def check_contacts(shell: Shell, area: str | None, folder: Path | None, *, plain: bool) -> None:
    """Show the age of every number of an area, or of all areas.

    Raises:
        Exit: with `NOT_VALID`, after everything else was shown, if local corrections are broken.
    """
    library = find_catalogues(shell, folder)
    entries = (library.find(area),) if area else library.entries
    problems: list[CseCheckError] = []
    checked = [_checked(shell, entry, problems) for entry in entries]
    found = [each for each in checked if each]
    show_document(shell, upkeep_document(found, shell.today()), plain=plain)
    for problem in problems:
        shell.say(explained(problem))
    if problems:
        raise typer.Exit(max(problem.exit_code for problem in problems))


def _checked(shell: Shell, entry: CatalogueFile, problems: list[CseCheckError]) -> Checked | None:
    try:
        printed = entry.read().catalogue
    except (FileAccessError, InvalidFileError) as error:
        problems.append(error)
        return None
    try:
        overlay = read_overlay(shell, printed.area.id)
    except (FileAccessError, InvalidFileError) as error:
        problems.append(error)
        return Checked(printed, (UNREAD,))
    return Checked(local.merge(printed, overlay), tuple(local.out_of_force(printed, overlay)))


def confirm_contact(
    shell: Shell, area: str, contact_id: str, *, by: str | None, folder: Path | None
) -> None:
    """Write down that a number is right; a correction can be confirmed by its own id."""
    catalogue = read_printed_edition(shell, area, folder).catalogue
    role = _one_line(by, "--by") if by is not None else None

    def confirmed(overlay: Overlay) -> Overlay:
        contact = _find(local.merge(catalogue, overlay), contact_id)
        return local.confirm(overlay, contact, today=shell.today(), by=role)

    with _changed(shell, catalogue.area.id, confirmed) as overlay:
        contact = _find(local.merge(catalogue, overlay), contact_id)
        shell.say(f"Confirmed: {contact.phone}, {contact.team}. {_where(shell, overlay)}")


def correct_contact(
    shell: Shell,
    area: str,
    contact_id: str,
    *,
    phone: str,
    option: str | None,
    source: str,
    folder: Path | None,
) -> None:
    """Put a number beside the printed one.

    Raises:
        UsageError: it is not a UK number, not a change, or of a contact that cannot be corrected.
    """
    catalogue = read_printed_edition(shell, area, folder).catalogue
    contact = _find(catalogue, contact_id)
    if contact.phone == EMERGENCY:
        raise UsageError("999 is the emergency number everywhere in the UK: it stays as it is.")
    if not is_uk_number(phone):
        raise UsageError(
            "--phone is not a UK number: digits and single spaces, with the area code, such as "
            "'0113 496 0000'."
        )
    option = _one_line(option, "--option") if option is not None else None
    source = _one_line(source, "--source")

    def corrected(before: Overlay) -> Overlay:
        after = local.correct(
            before, contact, phone=phone, option=option, source=source, today=shell.today()
        )
        if local.same_number(after.contacts[-1], contact):
            raise UsageError(PRINTED)
        return after

    with _changed(shell, catalogue.area.id, corrected) as overlay:
        shell.say(
            f"Corrected: {contact.team}, {phone}; {contact.phone} stays visible beside it. "
            f"{_where(shell, overlay)}"
        )


def withdraw_contact(shell: Shell, area: str, contact_id: str, *, folder: Path | None) -> None:
    """Withdraw what was confirmed or corrected here about a number.

    Raises:
        UsageError: nothing was.
    """
    name = read_printed_edition(shell, area, folder).catalogue.area.id

    def withdrawn(before: Overlay) -> Overlay:
        after = local.withdraw(local.withdraw(before, contact_id), local.local_id(contact_id))
        if after == before:
            raise UsageError("No number with that id was confirmed or corrected here.")
        return after

    with _changed(shell, name, withdrawn):
        shell.say("Withdrawn. The number stands as the catalogue prints it.")


def export_patch(
    shell: Shell, area: str, output: Path, *, force: bool, folder: Path | None
) -> None:
    """Write what was found out locally as a patch to the catalogue's file.

    Raises:
        UsageError: there is nothing to export.
    """
    entry = find_catalogues(shell, folder).find(area)
    data = read_bytes(entry.path)
    name = entry.read().catalogue.area.id
    overlay = read_overlay(shell, name)
    if overlay.is_empty:
        raise UsageError(f"Nothing was confirmed or corrected here for {name}.")
    put_or_write(shell, patch(data, entry.path.name, overlay), output, force=force)


def _find(catalogue: Catalogue, contact_id: str) -> Contact:
    for contact in catalogue.contacts:
        if contact.id == contact_id:
            return contact
    known = [contact.id for contact in catalogue.contacts]
    raise UsageError(
        f"No number of {catalogue.area.id} has that id{did_you_mean(contact_id, known)}.\n"
        f"Ids: {', '.join(known)}."
    )


def _one_line(text: str, option: str) -> str:
    said = " ".join(tidy(text).split())
    if not said or len(said) > LONGEST:
        raise UsageError(f"{option} needs some text, at most {LONGEST} characters.")
    return said


@contextmanager
def _changed(shell: Shell, area: str, change: Callable[[Overlay], Overlay]) -> Iterator[Overlay]:
    """Write what a change makes of an overlay, and yield that; no other session comes between.

    What is wrong with the change is found out before anything is made, a file for a lock too.

    Raises:
        UsageError: no file can be called like this area everywhere.
        FileAccessError: another session holds it, or it cannot be read or written.
        InvalidFileError: with every fault of it.
    """
    if is_device(area):
        raise UsageError(
            f"{area!r} is the name of a device on Windows, where no file of corrections can be "
            "called that: the catalogue needs another id."
        )
    with suppress(FileAccessError, InvalidFileError):  # that may be mended by then, or is told then
        change(read_overlay(shell, area))
    with correction_folder(shell).locked(area), held():
        after = change(read_overlay(shell, area))
        _write(shell, after)
        yield after


def _write(shell: Shell, overlay: Overlay) -> None:
    folder = correction_folder(shell)
    if overlay.is_empty:
        folder.remove(overlay.area)
    else:
        data = local.dump(overlay).encode()
        check_room(data, str(folder.path_of(overlay.area)))
        folder.write(overlay.area, data)


def _where(shell: Shell, overlay: Overlay) -> str:
    return f"Kept in {correction_folder(shell).path_of(overlay.area)}, on this machine only."
