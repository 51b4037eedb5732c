"""A catalogue's file examined for whoever keeps it: faults, and separately warnings."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

from cse_check.catalogue.library import check_name
from cse_check.catalogue.load import load_placed
from cse_check.errors import Fault, InvalidFileError
from cse_check.keeping.publishing import unpublishable
from cse_check.keeping.tracing import uncovered, untraced
from cse_check.keeping.warnings import warnings
from cse_check.model import Edition
from cse_check.reading.typed import Builder

COVERING = "not-covered"


class GuideText(NamedTuple):
    """The text of a guide, and what its file is called."""

    text: str
    name: str


class Warning_(NamedTuple):  # noqa: N801 - the other name is Python's own
    """A warning with its place; `code` says which rule it is from."""

    place: Fault
    code: str


class Examined(NamedTuple):
    """What was found in a file; `edition` is None when it has faults of its own."""

    name: str
    edition: Edition | None
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Warning_, ...] = ()


def examine(data: bytes, path: Path, today: date, *, guide: GuideText | None = None) -> Examined:
    """Examine a catalogue's file, and compare it with its guide, if that is given."""
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
    if guide:
        faults += _untraced(edition, builder, name, guide)
    if guide:
        found += [
            Warning_(Fault(guide.name, each.line, each.column, "", each.message), COVERING)
            for each in uncovered(edition.catalogue, guide.text)
        ]
    return Examined(name, edition, faults, tuple(found))


def _untraced(edition: Edition, builder: Builder, name: str, guide: GuideText) -> tuple[Fault, ...]:
    return tuple(
        Fault(name, *builder.position(path), path, f"{message} ({guide.name})")
        for path, message in untraced(edition.catalogue, guide.text)
    )
