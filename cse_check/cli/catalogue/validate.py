"""What `catalogue validate` does and says, in each of its formats."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path

import msgspec
import typer

from cse_check.catalogue.library import FILE_NAME
from cse_check.cli.remedies import explained
from cse_check.cli.shell import STANDARD_INPUT, Shell
from cse_check.errors import ExitCode, Fault, FileAccessError, UsageError
from cse_check.keeping.account import Use
from cse_check.keeping.examine import Examined, GuideFile, examine, not_used
from cse_check.reading.files import MAX_BYTES
from cse_check.unseen import visible


class Says(StrEnum):
    """The formats of what is found: for people, for programs, and for GitHub's checks."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


def validate_files(
    shell: Shell, files: list[Path], *, source: Path | None, format_name: Says, strict: bool
) -> None:
    """Examine these files and report what was found.

    Raises:
        Exit: with `NOT_VALID`, if one does not pass.
        UsageError: a guide is given for more than one catalogue.
        FileAccessError: a file cannot be read; the others were looked through all the same.
    """
    if source and len(files) > 1:
        raise UsageError("--source compares one catalogue with one guide: name one file.")
    guide = _guide(shell, source) if source else None
    examined, unread = [], []
    for path in files:
        try:
            examined.append(_examine(shell, path, guide))
        except FileAccessError as error:
            unread.append(explained(error))
    text = FORMATS[format_name](examined, strict=strict)
    shell.put(text, always_utf8=format_name is Says.JSON)
    for each in examined:
        _advise(shell, each)
    if unread:
        raise FileAccessError("\n".join(unread))
    if not all(is_good(each, strict=strict) for each in examined):
        raise typer.Exit(ExitCode.NOT_VALID)


def _advise(shell: Shell, examined: Examined) -> None:
    """Advise what to call a file, so that it is found as an area."""
    name = Path(examined.name).name
    if examined.edition and examined.name != STANDARD_INPUT and not FILE_NAME.fullmatch(name):
        area = examined.edition.catalogue.area.id
        shell.say(f"{examined.name}: to be found as an area, call it indicators_{area}.yaml.")


def _guide(shell: Shell, path: Path) -> GuideFile:
    from cse_check.cli.catalogue.guide_files import open_guide

    return GuideFile(open_guide(shell, path), shell.name_of(path))


def _examine(shell: Shell, path: Path, guide: GuideFile | None) -> Examined:
    name = Path(shell.name_of(path))
    return examine(shell.read(path, MAX_BYTES), name, shell.today(), guide=guide)


def is_good(examined: Examined, *, strict: bool) -> bool:
    """Return whether a file passes: no faults, and with `strict` no warnings."""
    return not examined.faults and not (strict and examined.warnings)


def as_text(examined: Iterable[Examined], *, strict: bool) -> str:
    """Return a line for each fault and warning, and one for each file that is valid."""
    lines = (line for each in examined for line in _lines(each, strict=strict))
    return "".join(f"{visible(line)}\n" for line in lines)


def as_json(examined: Iterable[Examined], *, strict: bool) -> str:
    """Return everything as one JSON document."""
    files = [
        {
            "file": each.name,
            "valid": is_good(each, strict=strict),
            "area": each.edition.catalogue.area.id if each.edition else None,
            "sha256": each.edition.sha256 if each.edition else None,
            "faults": [fault._asdict() for fault in each.faults],
            "warnings": [
                {**warned.place._asdict(), "code": warned.code} for warned in each.warnings
            ],
            "guide": _accounted(each),
        }
        for each in examined
    ]
    document = msgspec.json.encode({"format": 1, "strict": strict, "files": files})
    return msgspec.json.format(document, indent=2).decode() + "\n"


def _accounted(examined: Examined) -> dict[str, object] | None:
    """Return what became of the lines of the guide, and those that were not used, whole."""
    if examined.account is None:
        return None
    found = examined.account
    return {
        "file": examined.guide,
        "lines": len(found.lines),
        "asked": found.count(Use.PROPOSED),
        "beside": found.count(Use.BESIDE),
        "not_used": [
            {"line": each.line, "text": each.left or each.text, "why": each.why or None}
            for each in found.left
        ],
    }


def as_github(examined: Iterable[Examined], *, strict: bool) -> str:
    """Return GitHub's workflow commands, which mark the lines of a change.

    Source: GitHub, "Workflow commands for GitHub Actions", the commands error and warning.
    """
    level = "error" if strict else "warning"
    lines = []
    for each in examined:
        lines += [_command("error", fault, "fault") for fault in each.faults]
        lines += [_command(level, warned.place, warned.code) for warned in each.warnings]
        lines += [_command("notice", place, "not-used") for place in not_used(each)]
    return "".join(f"{line}\n" for line in lines)


FORMATS = {Says.TEXT: as_text, Says.JSON: as_json, Says.GITHUB: as_github}


def _lines(examined: Examined, *, strict: bool) -> Iterator[str]:
    yield from map(str, examined.faults)
    for warned in examined.warnings:
        place = warned.place
        yield str(place._replace(message=f"warning: {place.message} [{warned.code}]"))
    for place in not_used(examined):
        yield str(place._replace(message=f"note: {place.message}"))
    if examined.account:
        yield f"{examined.guide}: {examined.account.summary('asked')}."
    if examined.edition and not examined.faults:
        count = len(examined.warnings)
        told = f" Warnings: {count}." if count else ""
        valid = "is valid" if is_good(examined, strict=strict) else "is not valid under --strict"
        yield f"{examined.name}: {valid}: {_in_short(examined)}.{told}"


def _in_short(examined: Examined) -> str:
    assert examined.edition  # noqa: S101 - nothing is said about a file that was not loaded
    catalogue = examined.edition.catalogue
    return (
        f"{catalogue.area.name}, {sum(1 for _ in catalogue.indicators)} indicators in "
        f"{len(catalogue.categories)} categories, {len(catalogue.contacts)} contacts"
    )


def _command(level: str, place: Fault, title: str) -> str:
    message = f"{place.path}: {place.message}" if place.path else place.message
    where = f"file={_property(place.file)},line={place.line},col={place.column}"
    return f"::{level} {where},title={_property(title)}::{_escape(message)}"


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")
