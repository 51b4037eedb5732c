"""A registry of formats: their names, the file suffixes that ask for each, and how to get one."""

from collections.abc import Callable, Collection
from pathlib import PurePath
from typing import Generic, NamedTuple, TypeVar

Maker = TypeVar("Maker")
"""What makes the text of a format, or its bytes."""

Load = Callable[[], Maker]


class Format(NamedTuple, Generic[Maker]):
    """A format: how to get it, which imports it, and the file suffixes that ask for it.

    `always_utf8`: its readers take it for UTF-8, whatever the terminal speaks. `binary`: it is no
    text but bytes, for a file or a pipe and never for a terminal.
    """

    load: Load[Maker]
    suffixes: tuple[str, ...]
    always_utf8: bool
    binary: bool = False


class Registry(dict[str, Format[Maker]]):
    """Formats by their names, in the order in which people are told of them."""

    def add(
        self, name: str, *suffixes: str, always_utf8: bool = False, binary: bool = False
    ) -> Callable[[Load[Maker]], Load[Maker]]:
        """Return a decorator that enters the function below it, which imports a format."""

        def enter(load: Load[Maker]) -> Load[Maker]:
            self[name] = Format(load, suffixes, always_utf8, binary)
            return load

        return enter

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Every suffix that asks for one of the formats."""
        return tuple(suffix for each in self.values() for suffix in each.suffixes)

    @property
    def endings(self) -> str:
        """The first suffix of each format that has one, as a sentence names them."""
        return self.endings_of(self)

    def endings_of(self, names: Collection[str]) -> str:
        """Return the first suffix of each of these formats that has one, as a sentence names it."""
        *most, last = (self[name].suffixes[0] for name in names if self[name].suffixes)
        return f"{', '.join(most)} or {last}" if most else last

    def for_path(self, path: PurePath) -> str | None:
        """Return the name of the format that a file's suffixes ask for, or None.

        Of two that its name ends in, the longer is meant: `.fhir.json` asks for another than
        `.json` does.
        """
        ends = "".join(path.suffixes).lower()
        found = (
            (suffix, name)
            for name, each in self.items()
            for suffix in each.suffixes
            if ends.endswith(suffix)
        )
        return max(found, key=lambda each: len(each[0]), default=("", None))[1]
