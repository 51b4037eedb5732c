"""The pages of the reference that are made from the program itself: commands, format, Python.

They are made when the documentation is built, so that they cannot say something else than it does.
"""

import inspect
import json
import re
from collections.abc import Iterator
from enum import EnumType
from importlib import import_module
from typing import Any, Final

from manual import ENVIRONMENT, EXITS, PROGRAM, Page, walk

from cse_check.cli.app import command
from cse_check.keeping.json_schema import json_schema

WIDTH: Final = 80
MODULES: Final = ("cse_check", "cse_check.frames")
"""What people import from."""


def pages() -> dict[str, str]:
    """Return every page by the name of its file."""
    return {
        "reference-commands.md": "\n".join(_commands()),
        "reference-format.md": "\n".join(_format()),
        "reference-python.md": "\n".join(_python()),
    }


def plain(text: str) -> str:
    """Return a text in which nothing is a mark of Markdown, for a cell of a table too."""
    return re.sub(r"([\\`*_\[\]<>|#&])", r"\\\1", " ".join(text.split()))


def code(text: str) -> str:
    """Return a text as code, in a cell of a table too."""
    return f"`{text.replace('|', chr(0x2502))}`"


# Commands


def _commands() -> Iterator[str]:
    yield "# Every command and option\n"
    yield "Made from the commands themselves; [commands.md](commands.md) shows them at work.\n"
    for page in walk(command(), ()):
        yield from _command(page)
    yield "## Exit codes\n"
    yield from _table("code", "meaning", [(str(int(each)), does) for each, does in EXITS.items()])
    yield "## Environment\n"
    yield from _table("variable", "meaning", list(ENVIRONMENT.items()))


def _command(page: Page) -> Iterator[str]:
    words = " ".join((PROGRAM, *page.words))
    pieces = " ".join(page.command.collect_usage_pieces(page.context))
    yield f"## {code(words)}\n"
    yield f"```text\n{words} {pieces}\n```\n"
    yield from (f"{plain(each)}\n" for each in page.command.help.split("\n\n"))
    options = [
        (", ".join(each.opts), each.get_help_record(page.context))
        for each in page.command.get_params(page.context)
        if each.opts[0].startswith("-")
    ]
    rows = [(_option(names, record), record[1]) for names, record in options if record]
    if rows:
        yield from _table("option", "what it does", rows)


def _option(names: str, record: tuple[str, str]) -> str:
    metavar = record[0].rpartition(" ")[2] if " " in record[0].split(",")[-1].strip() else ""
    return f"{names} {metavar}".strip()


def _table(first: str, second: str, rows: list[tuple[str, str]]) -> Iterator[str]:
    yield f"| {first} | {second} |"
    yield "| --- | --- |"
    yield from (f"| {code(name)} | {plain(does)} |" for name, does in rows)
    yield ""


# The format of catalogues


def _format() -> Iterator[str]:
    schema = json.loads(json_schema())
    yield "# The format of a catalogue, field by field\n"
    yield "Made from the types of a catalogue. [catalogues.md](catalogues.md) explains"
    yield "it with an example; [catalogue.schema.json](catalogue.schema.json) is for editors.\n"
    for name, kind in schema["$defs"].items():
        if "properties" in kind:
            yield from _kind(name, kind)


def _kind(name: str, kind: dict[str, Any]) -> Iterator[str]:
    yield f"## {name}\n"
    yield f"{kind.get('description', '')}\n"
    needed = set(kind.get("required", ()))
    rows = [
        (field, f"{'' if field in needed else 'optional: '}{_shape(held)}")
        for field, held in kind["properties"].items()
    ]
    yield from _table("field", "what it holds", rows)


def _shape(held: dict[str, Any]) -> str:
    """Return what a field may hold, in words."""
    if "$ref" in held:
        return str(held["$ref"]).rpartition("/")[2]
    if "anyOf" in held:
        return " or ".join(_shape(each) for each in held["anyOf"])
    if "enum" in held:
        return "one of " + ", ".join(map(str, held["enum"]))
    if held.get("type") == "array":
        return f"a list of {_shape(held.get('items', {}))}"
    return str(held.get("description") or held.get("const") or held.get("type") or "anything")


# Python


def _python() -> Iterator[str]:
    yield "# Python, name by name\n"
    yield "Made from the docstrings; [python.md](python.md) shows them at work.\n"
    for module in MODULES:
        yield f"## {code(module)}\n"
        found = import_module(module)
        for name in sorted(found.__all__):
            value = getattr(found, name)
            if callable(value):
                yield from _callable(name, value)


def _callable(name: str, value: Any) -> Iterator[str]:
    yield f"### {code(name)}\n"
    if isinstance(value, EnumType):
        yield f"One of {', '.join(code(f'{name}.{each}') for each in value.__members__)}.\n"
    elif signature := _signature(name, value):
        yield f"```python\n{signature}\n```\n"
    yield from _docstring(inspect.getdoc(value) or "")


def _signature(name: str, value: Any) -> str:
    """Return how it is called, a line a parameter where that is long; nothing for an error."""
    if inspect.isclass(value) and issubclass(value, Exception):
        return ""
    found = inspect.signature(value)
    short = f"{name}{_shortened(str(found))}"
    if len(short) <= WIDTH:
        return short
    inside = [_shortened(str(each)) for each in found.parameters.values()]
    named = [each.kind is each.KEYWORD_ONLY for each in found.parameters.values()]
    if any(named):
        inside.insert(named.index(True), "*")
    lines = "".join(f"    {each},\n" for each in inside)
    gives = _shortened(str(found).rpartition(" -> ")[2]).strip("'") if " -> " in str(found) else ""
    return f"{name}(\n{lines}){f' -> {gives}' if gives else ''}"


def _shortened(text: str) -> str:
    """Return a signature whose types have no modules in front of them."""
    text = re.sub(r"<class '([^']*)'>", r"\1", text)
    text = re.sub(r"(: |-> )'([^']*)'", r"\1\2", text)
    text = re.sub(r"Optional\[(?:\w+\.)*Annotated\[(\w+), .*?\)\]\]", r"\1 | None", text)
    text = text.replace("= <factory>", "= None")  # what a msgspec.Struct makes where none is given
    return re.sub(r"\b(?:\w+\.)+(?=[A-Z])", "", text)


def _docstring(text: str) -> Iterator[str]:
    """Yield a docstring: paragraphs, and what it raises as a list."""
    for paragraph in text.split("\n\n"):
        if paragraph.startswith("Raises:"):
            yield "Raises:\n"
            joined = re.sub(r"\n {8,}", " ", paragraph.removeprefix("Raises:"))
            for line in filter(None, map(str.strip, joined.split("\n"))):
                error, _, why = line.partition(":")
                yield f"- {code(error)}: {why.strip()}"
            yield ""
        else:
            yield f"{paragraph}\n"
