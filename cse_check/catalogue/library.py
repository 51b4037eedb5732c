"""The library: where catalogues are found, and the names people may ask for them by.

A catalogue is a file called `indicators_AREA.yaml`. Folders are searched in order and the first
file for an area wins. What a user asks for is only ever compared with names that were found: no
path is made from it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from cse_check.catalogue.load import load
from cse_check.errors import Fault, FileAccessError, InvalidFileError, Remedy, UsageError, Way
from cse_check.model import Area, Edition
from cse_check.reading.files import read_bytes
from cse_check.reading.nearness import offers

PACKAGE = Path(__file__).resolve().parent.parent
FILE_NAME = re.compile(r"indicators_([a-z0-9]+(?:-[a-z0-9]+)*)\.ya?ml")
ALIKE = re.compile(r"indicators?[^a-z0-9]*(.*?)\.ya?ml(?:\.(?:txt|ya?ml))?", re.I)
"""Names that somebody may have meant so: `Indicators_Leeds.YAML`, `indicators-leeds.yaml.txt`."""
BUNDLED = "bundled with cse-check"


class Folder(NamedTuple):
    """A place to look for catalogues, and what people call it."""

    path: Path
    origin: str


class Misnamed(NamedTuple):
    """A file that is called nearly as a catalogue, and so is not found; and what to call it."""

    path: Path
    wanted: str

    def __str__(self) -> str:
        return f"{self.path}: is not used: to be found as an area, call it {self.wanted}."


class CatalogueFile(NamedTuple):
    """A catalogue file that was found, not yet read. `instead_of`: what it is used instead of."""

    area: str
    path: Path
    origin: str
    instead_of: str | None = None

    def read(self) -> Edition:
        """Read the catalogue.

        Raises:
            FileAccessError: the file cannot be read.
            InvalidFileError: it is not a catalogue, or one of another area than its name says.
        """
        return read_catalogue(self.path)


def bundled_folder(package: Path = PACKAGE) -> Folder:
    """Return the folder with this project's own catalogues.

    In a checkout that is the top-level `data/`, which wins over a copy that a build left behind;
    in an installed package it is `_data`.
    """
    project = package.parent / "pyproject.toml"
    with suppress(FileAccessError):  # it is not there, or is no matter of ours
        if b'name = "cse-check"' in read_bytes(project):
            return Folder(package.parent / "data", BUNDLED)
    return Folder(package / "_data", BUNDLED)


def read_catalogue(path: Path) -> Edition:
    """Read the catalogue in a file, and check its area against the file's name.

    Raises:
        FileAccessError: the file cannot be read.
        InvalidFileError: it is not a catalogue, or one of another area than its name says.
    """
    edition = load(read_bytes(path), str(path))
    check_name(edition, path)
    return edition


def check_name(edition: Edition, path: Path) -> None:
    """Check that a catalogue's area is the one in its file's name, if that names one.

    Raises:
        InvalidFileError: they do not agree.
    """
    found = edition.catalogue.area.id
    named = FILE_NAME.fullmatch(path.name)
    if named and named[1] != found:
        message = f"is {found!r}, but the file's name says {named[1]!r}: make them agree"
        raise InvalidFileError([Fault(str(path), 1, 1, "area.id", message)])


def load_catalogue(area: str | Path) -> Edition:
    """Return the catalogue that comes with cse-check for an area, or the one in a file.

    A `str` is an area by its id, name or authority; a `Path` is a file.

    Raises:
        UsageError: no catalogue of that area comes with cse-check.
        FileAccessError: the file cannot be read.
        InvalidFileError: it is not a catalogue.
    """
    return (
        read_catalogue(area)
        if isinstance(area, Path)
        else Library([bundled_folder()]).find(area).read()
    )


def fold(name: str) -> str:
    """Return a name for comparison: case, space and punctuation do not matter, `&` is `and`."""
    return " ".join(re.findall(r"\w+", name.casefold().replace("&", " and ")))


class Library:
    """The catalogues of these folders, the first folder first."""

    def __init__(self, folders: Iterable[Folder]) -> None:
        places = {folder: _files(folder.path) for folder in folders}
        self.entries = tuple(_found_in(places))
        self.misnamed = tuple(_misnamed_in(places.values()))

    @property
    def areas(self) -> tuple[str, ...]:
        """The short ids of all areas, sorted."""
        return tuple(sorted(entry.area for entry in self.entries))

    def find(self, name: str) -> CatalogueFile:
        """Return the entry for an area by its id, name, authority or alias.

        Raises:
            UsageError: there is none; the message lists the known areas and the nearest.
        """
        wanted = fold(name)
        for entry in self.entries:
            if fold(entry.area) == wanted:
                return entry
        names: dict[str, list[CatalogueFile]] = {}
        for entry in self.entries:
            for known in _names(entry):
                names.setdefault(known, []).append(entry)
        found = names.get(wanted, [])
        if len(found) == 1:
            return found[0]
        near = found or list(
            dict.fromkeys(
                each for like in offers(wanted, names, loosely=True) for each in names[like]
            )
        )
        hint = f" Did you mean {' or '.join(repr(entry.area) for entry in near)}?" if near else ""
        problem = (
            "That name fits several areas." if found else "No catalogue is known for that area."
        )
        raise UsageError(
            "\n".join(
                [
                    f"{problem}{hint}",
                    *map(str, self.misnamed),
                    f"Known areas: {', '.join(self.areas) or 'none'}.",
                ]
            ),
            remedy=Remedy(Way.AREAS),
        )


def _misnamed_in(places: Iterable[list[Path]]) -> Iterator[Misnamed]:
    """Yield each file once, though its folder may be named twice, in another case perhaps."""
    told: list[Path] = []
    for path in (path for paths in places for path in paths):
        found = None if FILE_NAME.fullmatch(path.name) else ALIKE.fullmatch(path.name)
        if found and not any(_is_same(path, other) for other in told):
            told.append(path)
            slug = "-".join(re.findall("[a-z0-9]+", found[1].lower()))
            yield Misnamed(path, f"indicators_{slug or 'AREA'}.yaml")


def _is_same(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:  # one has just gone
        return False


def _found_in(places: Mapping[Folder, list[Path]]) -> Iterator[CatalogueFile]:
    found: dict[str, CatalogueFile] = {}
    for folder, paths in places.items():
        for path in paths:
            if name := FILE_NAME.fullmatch(path.name):
                area = name[1]
                if area in found:
                    hidden = found[area].instead_of or folder.origin
                    found[area] = found[area]._replace(instead_of=hidden)
                else:
                    found[area] = CatalogueFile(area, path, folder.origin)
    yield from sorted(found.values())


def check_folder(folder: Path) -> None:
    """Check that a folder can be searched for catalogues.

    Raises:
        FileAccessError: it cannot be.
    """
    _files(folder)


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.is_file())
    except OSError as error:
        raise FileAccessError(f"{folder}: cannot be read: {error.strerror}.") from error


def _names(entry: CatalogueFile) -> set[str]:
    """Return every name of an area; a catalogue that cannot be read has only its id."""
    try:
        area = entry.read().catalogue.area
    except (FileAccessError, InvalidFileError):
        return {fold(entry.area)}
    return _called(area)


def is_called(area: Area, name: str) -> bool:
    """Return whether this is the area's id, name, authority or one of its aliases."""
    return fold(name) in _called(area)


def _called(area: Area) -> set[str]:
    return {fold(name) for name in (area.id, area.name, area.authority, *area.aliases)}
