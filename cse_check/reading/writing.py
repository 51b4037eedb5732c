"""Values as YAML, in the small plain part of it that the guarded reader accepts."""

from collections.abc import Iterator
from enum import StrEnum

import msgspec
from msgspec import Struct
from msgspec.structs import fields

PLAIN = frozenset({"id", "source", "open_source", "contact", "area"})
"""Fields whose values are slugs: these need no quotes."""


def quoted(text: str) -> str:
    """Return a text between quotes, as YAML and JSON both read it."""
    return msgspec.json.encode(text).decode()


def comment(text: str) -> str:
    """Return a text as a comment of one line, whatever is in it."""
    return f"# {' '.join(text.split())}"


def use(what: str, used_with: str) -> Iterator[str]:
    """Yield the comment that says what a file is, and what it is for use with, if anything."""
    yield comment(f"{what}, for use with" if used_with else f"{what}.")
    if used_with:
        yield f"#   {used_with}"


def item_lines(
    value: Struct, indent: str = "  ", *, without: tuple[str, ...] = ()
) -> Iterator[str]:
    """Yield a value as an item of a list, a line a field; what is empty is left out."""
    mark = "- "
    for name, text in _written(value):
        if name not in without:
            yield f"{indent}{mark}{name}: {text}"
            mark = "  "


def value_lines(value: Struct, indent: str = "  ") -> Iterator[str]:
    """Yield a value that has a name of its own, a line a field; what is empty is left out."""
    yield from (f"{indent}{name}: {text}" for name, text in _written(value))


def _written(value: Struct) -> Iterator[tuple[str, str]]:
    for field in fields(value):
        found = getattr(value, field.name)
        if found is None or found == () or found is field.default:
            continue
        if isinstance(found, Struct):
            inside = ", ".join(f"{name}: {text}" for name, text in _written(found))
            yield field.name, f"{{{inside}}}"
        elif isinstance(found, tuple):
            yield field.name, f"[{', '.join(map(quoted, found))}]"
        elif isinstance(found, StrEnum) or field.name in PLAIN:
            yield field.name, str(found)
        else:
            yield field.name, quoted(found)
