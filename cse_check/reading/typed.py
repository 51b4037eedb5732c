"""From a tree of text to typed values: one generic builder, driven by the types of `model`.

`msgspec.convert` stops at the first fault; a person correcting a file wants to see them all. So the
builder walks the tree alongside the types, lets msgspec check each text, and puts a placeholder
where something is wrong, so that the rest is still checked.
"""

from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import FieldInfo, fields

from cse_check.reading.nearness import did_you_mean
from cse_check.reading.plain import HASH
from cse_check.reading.tree import (
    MappingNode,
    Node,
    Report,
    ScalarNode,
    SequenceNode,
    named,
    step,
)

T = TypeVar("T", bound=Struct)
BOOLEANS = {"true": True, "false": False}
TO_DO = "TO DO"
"""What a new file has where a person should write or choose something."""


def has_format(tree: Node, wanted: int, report: Report) -> bool:
    """Check the format before anything else: in another one, no other fault would help."""
    found = (
        tree.entries["format"][1]
        if isinstance(tree, MappingNode) and "format" in tree.entries
        else None
    )
    if not isinstance(found, ScalarNode) or report.refused(found.line, found.column):
        return True
    if found.is_null or (found.plain and found.text == str(wanted)):
        return True
    message = f"{_format_found(found)}; this version of cse-check reads format {wanted}"
    report.add(found.line, found.column, message, path="format")
    return False


def _format_found(node: ScalarNode) -> str:
    if not node.plain:
        return "is a text, where a number without quotes should be"
    known = node.text.isascii() and node.text.isdigit() and len(node.text) < 10
    return f"is format {node.text}" if known else "is not a known format"


class Builder:
    """Builds values and remembers where each was.

    `positions` maps a path such as `categories[0].id` to its line and column; `faulted` holds the
    paths that have a placeholder instead of a value.
    """

    def __init__(self, report: Report, *, any_names: bool = False) -> None:
        """Build into a report; `any_names` repeats whatever names a file has, such as columns."""
        self.report = report
        self._step = str if any_names else step
        self.positions: dict[str, tuple[int, int]] = {}
        self.faulted: set[str] = set()

    def build(self, node: Node, struct: type[T], path: str = "") -> T:
        """Return the node as this struct, with a placeholder for whatever is wrong in it."""
        self.positions[path] = (node.line, node.column)
        entries = self._entries(node, struct, path)
        values = {}
        for field in _fields(struct):
            if field.encode_name in entries:
                child = entries[field.encode_name][1]
                values[field.name] = self._value(child, field.type, _join(path, field.encode_name))
            elif field.required:
                if isinstance(node, MappingNode):
                    self.fault(path, f"has no {field.encode_name!r}, which is required")
                values[field.name] = self._placeholder(field.type, _join(path, field.encode_name))
        return struct(**values)

    def fault(self, path: str, message: str) -> None:
        """Report a fault at the nearest known position of this path."""
        line, column = self.position(path)
        self.report.add(line, column, message, path=path)

    def add_findings(self, findings: Iterable[tuple[str, str]]) -> None:
        """Report what later checks found, except at paths that already have a fault.

        Lists that were cut off, because there were too many faults, are not looked at.
        """
        for path, message in () if self.report.is_full else findings:
            if not self._has_placeholder(path):
                self.fault(path, message)

    def _has_placeholder(self, path: str) -> bool:
        """Return whether a placeholder is at this path or around it."""
        while path:
            if path in self.faulted:
                return True
            path = _around(path)
        return False

    def position(self, path: str) -> tuple[int, int]:
        """Return the line and column of this path, or of what holds it."""
        while path and path not in self.positions:
            path = _around(path)
        return self.positions.get(path, (1, 1))

    def _entries(
        self, node: Node, struct: type[Struct], path: str
    ) -> dict[str, tuple[ScalarNode, Node]]:
        if not isinstance(node, MappingNode):
            message = f"should hold names and values, not {_describe(node)}"
            if not path and isinstance(node, ScalarNode):
                message = _only_a_text(node.text)
            self._refuse(path, message)
            return {}
        known = [field.encode_name for field in _fields(struct)]
        for name, (key, _) in node.entries.items():
            if self.report.is_full:
                break
            if name not in known and not self.report.refused(key.line, key.column):
                near = "" if self.report.unlisted else did_you_mean(name, known)
                message = f"{named(name)} is not a known name here{near}"
                self.report.add(key.line, key.column, message, path=path)
        return node.entries

    def _value(self, node: Node, wanted: Any, path: str) -> Any:
        self.positions[path] = (node.line, node.column)
        wanted, optional = _without_none(wanted)
        if isinstance(node, ScalarNode) and self.report.refused(node.line, node.column):
            return self._placeholder(wanted, path)
        if isinstance(node, ScalarNode) and node.is_null:
            if message := _emptiness(node, wanted, optional=optional):
                return self._refuse(path, message, wanted)
            if optional:
                return None
        if get_origin(wanted) is tuple:
            return self._items(node, get_args(wanted)[0], path)
        if get_origin(wanted) is dict:
            return self._named(node, get_args(wanted)[1], path)
        if isinstance(wanted, type) and issubclass(wanted, Struct):
            return self.build(node, wanted, path)
        if not isinstance(node, ScalarNode):
            return self._refuse(path, _not_a_text(node, wanted), wanted)
        return self._leaf(node, wanted, path)

    def _items(self, node: Node, wanted: Any, path: str) -> tuple[Any, ...]:
        if isinstance(node, ScalarNode) and node.is_null:
            return ()
        if not isinstance(node, SequenceNode):
            message = f"should be a list, not {_describe(node)}: each item begins with '- '"
            self._refuse(path, message)
            return ()
        return tuple(
            self._value(item, wanted, f"{path}[{index}]")
            for index, item in enumerate(node.items)
            if not self.report.is_full
        )

    def _named(self, node: Node, wanted: Any, path: str) -> dict[str, Any]:
        if not isinstance(node, MappingNode):
            self._refuse(path, f"should hold names and values, not {_describe(node)}")
            return {}
        return {
            name: self._value(value, wanted, _join(path, self._step(name)))
            for name, (_, value) in node.entries.items()
        }

    def _leaf(self, node: ScalarNode, wanted: Any, path: str) -> Any:
        if node.cut and _is_free_text(wanted):
            return self._refuse(path, HASH, wanted)
        if isinstance(wanted, type) and issubclass(wanted, StrEnum):
            known = [member.value for member in wanted]
            if node.text in known:
                return wanted(node.text)
            near = "" if _still(node) else did_you_mean(node.text, known)
            return self._refuse(path, f"{_still(node)}should be {_expected(wanted)}{near}", wanted)
        if wanted is bool:
            if node.text in BOOLEANS:
                return BOOLEANS[node.text]
            how = "" if _still(node) else ", in small letters"
            return self._refuse(path, f"{_still(node)}should be true or false{how}", wanted)
        try:
            value = msgspec.convert(node.text, wanted, strict=False)
        except msgspec.ValidationError:
            return self._refuse(path, f"should be {_expected(wanted)}", wanted)
        if isinstance(value, str) and wanted is not str and not value.strip():
            return self._refuse(path, f"is empty; it should be {_expected(wanted)}", wanted)
        return value

    def _refuse(self, path: str, message: str, wanted: Any = NoneType) -> Any:
        self.fault(path, message)
        return self._placeholder(wanted, path)

    def _placeholder(self, wanted: Any, path: str) -> Any:
        self.faulted.add(path)
        return _placeholder(wanted)


def _not_a_text(node: Node, wanted: Any) -> str:
    message = f"should be {_expected(wanted)}, not {_describe(node)}"
    return f"{message}: put it in quotes" if _is_free_text(wanted) else message


def _emptiness(node: ScalarNode, wanted: Any, *, optional: bool) -> str | None:
    """Return what is wrong with nothing at all in this place, or None."""
    if node.cut and _is_free_text(wanted):
        return "is empty: a text that begins with # needs quotes"
    if optional or (get_origin(wanted) is tuple and not node.text):
        return None
    return f"is empty; it should be {_expected(wanted)}"


def _is_free_text(wanted: Any) -> bool:
    """Return whether any words may stand here, so that some may be missing."""
    metas = [each for each in get_args(wanted) if isinstance(each, Meta)]
    return bool(metas) and get_args(wanted)[0] is str and all(not each.pattern for each in metas)


@cache
def _fields(struct: type[Struct]) -> tuple[FieldInfo, ...]:
    return fields(struct)


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _around(path: str) -> str:
    """Return the path of what holds this one."""
    return path[: max(path.rfind("."), path.rfind("["), 0)]


def _without_none(wanted: Any) -> tuple[Any, bool]:
    if get_origin(wanted) in (Union, UnionType):
        (real,) = (arg for arg in get_args(wanted) if arg is not NoneType)
        return real, True
    return wanted, False


def _placeholder(wanted: Any) -> Any:
    wanted, optional = _without_none(wanted)
    if optional:
        return None
    wanted = get_args(wanted)[0] if get_origin(wanted) is Annotated else wanted
    if (holder := get_origin(wanted)) in (tuple, dict):
        return holder()
    if issubclass(wanted, Struct):
        return wanted(
            **{field.name: _placeholder(field.type) for field in _fields(wanted) if field.required}
        )
    if issubclass(wanted, StrEnum):
        return next(iter(wanted))
    return wanted() if wanted is not NoneType else None


def _expected(wanted: Any) -> str:
    if get_origin(wanted) is Annotated:
        described = (arg.description for arg in get_args(wanted) if isinstance(arg, Meta))
        return next((text for text in described if text), "text")
    if (holder := get_origin(wanted)) in (tuple, dict):
        return "a list" if holder is tuple else "names and values"
    if issubclass(wanted, StrEnum):
        return f"one of {', '.join(member.value for member in wanted)}"
    names = {bool: "true or false", int: "a whole number", str: "text"}
    return names.get(wanted, "names and values")


def _still(node: ScalarNode) -> str:
    """Return how a fault begins about what was left for a person to choose."""
    return "is still to do: it " if node.text.startswith(TO_DO) else ""


def _only_a_text(text: str) -> str:
    from cse_check.reading.diagnosis import LINES, another_kind  # only now: it is rare

    return another_kind(text.split("\n")) or f"is only a text: {LINES}"


def _describe(node: Node) -> str:
    match node:
        case ScalarNode():
            return "a text"
        case SequenceNode():
            return "a list"
        case MappingNode():
            return "names and values"
