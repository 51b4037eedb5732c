"""A catalogue's file examined for whoever keeps it: faults, and separately warnings."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cse_check.catalogue.library import check_name
from cse_check.catalogue.load import load_placed
from cse_check.errors import Fault, InvalidFileError
from cse_check.keeping.account import Account, excerpt
from cse_check.keeping.publishing import unpublishable
from cse_check.keeping.warnings import warnings
from cse_check.model import Edition
from cse_check.reading.typed import Builder

if TYPE_CHECKING:
    from cse_check.guides.lines import Guide

COVERING = "not-covered"


class GuideFile(NamedTuple):
    """A guide as it was read, and what its file is called."""

    guide: "Guide"
    name: str


class Warning_(NamedTuple):  # noqa: N801 - the other name is Python's own
    """A warning with its place; `code` says which rule it is from."""

    place: Fault
    code: str


class Examined(NamedTuple):
    """What was found in a file; `edition` is None when it has faults of its own.

    `account` is what became of every line of the guide `guide`, where one was given.
    """

    name: str
    edition: Edition | None
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Warning_, ...] = ()
    account: Account | None = None
    guide: str = ""


def examine(data: bytes, path: Path, today: date, *, guide: GuideFile | None = None) -> Examined:
    """Examine a catalogue's file, and compare it with its guide, if that is given.

    Raises:
        UsageError: there is a guide, and the extra is not installed.
    """
    name = str(path)
    try:
        edition, builder = load_placed(data, name)
        check_name(edition, path)
    except InvalidFileError as error:
        return Examined(name, None, error.faults)
    found = [
        Warning_(Fault(name, *builder.position(path_), path_, message), code)
        for path_, code, message in warnings(edition.catalogue, today)
    ]
    found.sort(key=lambda each: (each.place.line, each.place.column))
    faults = tuple(
        Fault(name, *builder.position(path_), path_, message)
        for path_, message in unpublishable(edition.catalogue, today)
    )
    if guide is None:
        return Examined(name, edition, faults, tuple(found))
    held = _held(edition, builder, name, guide)
    return held._replace(faults=faults + held.faults, warnings=(*found, *held.warnings))


def not_used(examined: Examined) -> Iterator[Fault]:
    """Yield the places of a guide that were not used, lines that follow each other as one.

    They are no warnings: most of a guide is not meant to be asked. They are for a person to read.
    """
    for first, *others in examined.account.stretches if examined.account else ():
        more = f", and what follows to line {others[-1].line}" if others else ""
        part = "a part is not used" if first.use else "not used"
        said = f"{part}: {excerpt(first.left or first.text)}{more}"
        yield Fault(examined.guide, first.line, first.column, "", said)


def _held(edition: Edition, builder: Builder, name: str, guide: GuideFile) -> Examined:
    """Return what is found where a catalogue is held against its guide."""
    from cse_check.keeping.tracing import traced, untraced

    faults = tuple(
        Fault(name, *builder.position(path), path, f"{message} ({guide.name})")
        for path, message in untraced(edition.catalogue, guide.guide)
    )
    found = traced(edition.catalogue, guide.guide)
    warned = tuple(
        Warning_(Fault(guide.name, each.line, each.column, "", each.message), COVERING)
        for each in found.uncovered
    )
    return Examined(name, edition, faults, warned, found.account, guide.name)
