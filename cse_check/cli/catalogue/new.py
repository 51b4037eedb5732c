"""What `catalogue new` asks for and writes."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from cse_check.cli.catalogue.from_sheet import sheet_in, write_catalogue
from cse_check.cli.catalogue.guide_files import guide_in
from cse_check.cli.files import put_or_write
from cse_check.cli.shell import STDIO, Shell
from cse_check.errors import UsageError
from cse_check.file_names import is_device
from cse_check.guides import MAX_GUIDE_BYTES
from cse_check.keeping.proposals import Proposals
from cse_check.keeping.starting import NewCatalogue, starting_file
from cse_check.model import PartialDate, Slug, is_date
from cse_check.platforms import here
from cse_check.unseen import tidy

HEAD = """\
# yaml-language-server: $schema=catalogue.schema.json
# With 'cse-check catalogue schema --output catalogue.schema.json' beside this file, an editor that
# knows YAML completes names and marks mistakes.
#
# The catalogue of one local authority. Go through it from top to bottom; wherever it says TO DO,
# fill it in or remove the line. Then run
#   cse-check catalogue validate {file}
# which lists what is left, with its line. 'cse-check catalogue show --file {file}' shows it as
# practitioners will see it.
"""
ASKS = {
    "authority": "The local authority, in full: ",
    "title": "The guide's title, as it prints it: ",
    "published": "Its date (YYYY, YYYY-MM or YYYY-MM-DD; just Enter if it prints none): ",
}
UNDATED = ("", "undated")


def new_catalogue(
    shell: Shell,
    area: str,
    given: Mapping[str, str | None],
    *,
    from_text: Path | None,
    output: Path,
    force: bool,
) -> None:
    """Write the starting file of an area; from a sheet, the catalogue that it holds.

    Raises:
        UsageError: the id or the date is badly written, or there is no terminal to ask on.
        InvalidFileError: the guide is of a kind that is not read, damaged or too large.
    """
    if not _fits(area, Slug):
        raise UsageError(
            "SLUG is the area's short id: lower-case letters, digits and single hyphens, "
            "such as 'north-wold'."
        )
    if is_device(area):
        raise UsageError(
            f"{area!r} is the name of a device on Windows, where no file of that name can be: "
            "choose a longer id."
        )
    file = output.name if output != STDIO else f"indicators_{area}.yaml"
    head = HEAD.format(file=file)
    guide = None
    if from_text:
        name, data = shell.name_of(from_text), shell.read(from_text, MAX_GUIDE_BYTES)
        if catalogue := sheet_in(data, name):
            write_catalogue(shell, area, catalogue, head, output, force=force)
            return
        guide = guide_in(shell, data, name)
    said = {name: _asked(shell, name, given[name]) for name in ASKS}
    start = NewCatalogue(area, said["authority"], said["title"], _date(said["published"]))
    made = starting_file(start, shell.today(), head=head, guide=guide)
    put_or_write(shell, made.text, output, force=force)
    if made.proposals:
        shell.say("\n".join(closing(made.proposals)))


def closing(found: Proposals) -> Iterator[str]:
    """Yield what became of the guide, and what is to do now."""
    yield f"From the guide: {found.account.summary('proposed')}."
    if found.account.left:
        yield "What was not used is listed at the end of the file: look through it for signs."
    if dropped := len(found.account.dropped):
        yield f"Left out when the file was read, and listed there: {dropped}, such as page numbers."
    if noted := sum(len(each.notes) for each in found.whole.passages):
        yield f"Done to single lines, such as undoing a hyphen, and noted in the file: {noted}."
    yield "Hold each proposal against the guide, then turn 'checked: false' into 'checked: true'."


def _asked(shell: Shell, name: str, given: str | None) -> str:
    said = given
    if said is None:
        if not here().is_terminal(shell.stdin):
            raise UsageError(f"Add --{name}: there is no terminal to ask on.")
        shell.stderr.write(ASKS[name])
        shell.stderr.flush()
        said = shell.stdin.readline()
    said = " ".join(tidy(said).split())
    if not said and name != "published":
        raise UsageError(f"The catalogue needs --{name}.")
    return said


def _date(said: str) -> str | None:
    if said.lower() in UNDATED:
        return None
    if not _fits(said, PartialDate) or not re.fullmatch(r"[0-9-]+", said) or not is_date(said):
        raise UsageError("--published is a date: YYYY, YYYY-MM or YYYY-MM-DD; or 'undated'.")
    return said


def _fits(said: str, wanted: object) -> bool:
    try:
        msgspec.convert(said, wanted)
    except msgspec.ValidationError:
        return False
    return True
