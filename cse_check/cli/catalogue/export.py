"""What `catalogue export` writes."""

from pathlib import Path
from typing import Final, NamedTuple

from cse_check.cli.catalogue.show import catalogue_in_use
from cse_check.cli.files import check_outputs, no_format, write_and_say
from cse_check.cli.shell import STDIO, Shell
from cse_check.errors import UsageError
from cse_check.model import Role
from cse_check.platforms import here
from cse_check.render.exports import EXPORTS

NO_SCREEN: Final = (
    "The format {name} is for files, and a terminal cannot show it: add --output with a name that "
    "ends in {suffix}, or send it into a file with '> FILE{suffix}'."
)
NO_FORMAT: Final = "Name what it is for with --format: {names}."


class Wanted(NamedTuple):
    """What to write, and where to."""

    format_name: str | None
    output: Path
    force: bool


def export_catalogue(
    shell: Shell,
    area: str | None,
    file: Path | None,
    wanted: Wanted,
    *,
    role: Role | None,
    folder: Path | None,
) -> None:
    """Write a catalogue as a form of another system, with local corrections of an area's numbers.

    Raises:
        UsageError: no format was asked for, a terminal cannot show it, or an extra is missing.
        FileAccessError: it cannot be written.
    """
    name = wanted.format_name or _format_of(wanted.output)
    _check(shell, name, wanted)
    edition = catalogue_in_use(shell, area, file, folder)
    made = EXPORTS[name].load()(edition, role or Role.PROFESSIONAL)
    if wanted.output != STDIO:
        write_and_say(shell, {wanted.output: made}, force=wanted.force)
    elif isinstance(made, bytes):
        shell.put_bytes(made)
    else:
        shell.put(made, always_utf8=True)


def _check(shell: Shell, name: str, wanted: Wanted) -> None:
    """Check, before any work is done, that it can be written there."""
    if wanted.output != STDIO:
        check_outputs([wanted.output], force=wanted.force)
    elif EXPORTS[name].binary and here().is_terminal(shell.stdout):
        raise UsageError(NO_SCREEN.format(name=name, suffix=EXPORTS[name].suffixes[0]))


def _format_of(output: Path) -> str:
    if output == STDIO:
        raise UsageError(NO_FORMAT.format(names=", ".join(EXPORTS)))
    name = EXPORTS.for_path(output)
    if name is None:
        raise no_format(output, EXPORTS.suffixes)
    return name
