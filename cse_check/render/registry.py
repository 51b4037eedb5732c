"""A registry of formats: their names, the file suffixes that ask for each, and how to get one."""

from collections.abc import Callable
from typing import Generic, NamedTuple, TypeVar

Maker = TypeVar("Maker")
"""What makes the text of a format."""

Load = Callable[[], Maker]


class Format(NamedTuple, Generic[Maker]):
    """A format: how to get it, which imports it, and the file suffixes that ask for it.

    `always_utf8`: its readers take it for UTF-8, whatever the terminal speaks.
    """

    load: Load[Maker]
    suffixes: tuple[str, ...]
    always_utf8: bool


class Registry(dict[str, Format[Maker]]):
    """Formats by their names, in the order in which people are told of them."""

    def add(
        self, name: str, *suffixes: str, always_utf8: bool = False
    ) -> Callable[[Load[Maker]], Load[Maker]]:
        """Return a decorator that enters the function below it, which imports a format."""

        def enter(load: Load[Maker]) -> Load[Maker]:
            self[name] = Format(load, suffixes, always_utf8)
            return load

        return enter

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Every suffix that asks for one of the formats."""
        return tuple(suffix for each in self.values() for suffix in each.suffixes)

    @property
    def endings(self) -> str:
        """The first suffix of each format that has one, as a sentence names them."""
        *most, last = (each.suffixes[0] for each in self.values() if each.suffixes)
        return f"{', '.join(most)} or {last}"

    def for_suffix(self, suffix: str) -> str | None:
        """Return the name of the format that this file suffix asks for, or None."""
        wanted = suffix.lower()
        return next((name for name, each in self.items() if wanted in each.suffixes), None)
