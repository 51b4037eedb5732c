"""A mapping: what the columns of somebody's export mean, in a YAML file read through the guard.

format: 1
area: leeds
case_ref: Person ID
columns:
  Truant: education.truanting
  Times missing: {indicator: missing.reported-missing, at_least: 3}
answers: {not_known: [Not recorded], unanswered: ["N/A"]}
ignore: [Team]

`docs/batch.md` works through one.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final, NamedTuple

from msgspec import Meta

from cse_check.batch.rows import NO, NOT_KNOWN, UNANSWERED, YES
from cse_check.batch.tokens import Tokens, fold
from cse_check.catalogue.checks import Finding
from cse_check.catalogue.renaming import Renaming
from cse_check.model import Catalogue, Edition, IndicatorId, Slug, Text, Value, When
from cse_check.reading import tree as reader
from cse_check.reading.files import read_bytes
from cse_check.reading.nearness import did_you_mean
from cse_check.reading.tree import Node, Report, ScalarNode, read_tree
from cse_check.reading.typed import Builder, has_format
from cse_check.reading.writing import use

FORMAT: Final = 1
LISTS: Final = {"yes": YES, "no": NO, "not_known": NOT_KNOWN, "unanswered": UNANSWERED}


class Meanings(Value, frozen=True):
    """Which values mean what, besides cse-check's own words for answers."""

    yes: tuple[Text, ...] = ()
    no: tuple[Text, ...] = ()
    not_known: tuple[Text, ...] = ()
    unanswered: tuple[Text, ...] = ()


class Column(Meanings, frozen=True, kw_only=True):
    """What a column says. `at_least`: a number is yes from there on, and no below."""

    indicator: IndicatorId
    at_least: Annotated[int, Meta(ge=1, description="a whole number, 1 or more")] | None = None
    when: When | None = None


class MappingFile(Value, frozen=True):
    """The YAML document, key for key."""

    format: int
    case_ref: Text
    columns: dict[str, Column]
    area: Slug | None = None
    answers: Meanings = Meanings()
    ignore: tuple[Text, ...] = ()
    when: When | None = None


class Rule(NamedTuple):
    """What the cells of one column mean for which indicator."""

    indicator: str
    tokens: Tokens
    when: When | None


class ColumnMap(NamedTuple):
    """A mapping, ready for use: names of columns as the export's header has them.

    `renamed` has a line for each old id that it uses.
    """

    case_ref: str
    columns: dict[str, Rule]
    ignore: tuple[str, ...]
    renamed: tuple[str, ...] = ()


def load(data: bytes, name: str, catalogue: Catalogue) -> ColumnMap:
    """Return the mapping in a file; messages call the file `name`.

    Raises:
        InvalidFileError: with every fault of the file.
    """
    report = Report(name)
    tree = read_tree(data, report)
    mapping = None
    if tree and has_format(tree, FORMAT, report):
        builder = Builder(report, any_names=True)
        mapping = builder.build(_written_out(tree), MappingFile)
        builder.add_findings(_findings(mapping, catalogue))
    report.raise_if_any()
    assert mapping is not None  # noqa: S101 - no mapping without a fault
    renaming = Renaming(catalogue)
    rules = {
        name.strip(): Rule(
            renaming.current(each.indicator), _tokens(each, mapping), each.when or mapping.when
        )
        for name, each in mapping.columns.items()
    }
    ignore = tuple(name.strip() for name in mapping.ignore)
    return ColumnMap(mapping.case_ref.strip(), rules, ignore, renaming.lines)


def load_mapping(path: Path | str, edition: Edition) -> ColumnMap:
    """Return the mapping in a file.

    Raises:
        FileAccessError: the file cannot be read.
        InvalidFileError: with every fault of the file.
    """
    return load(read_bytes(Path(path)), str(path), edition.catalogue)


def template(catalogue: Catalogue, *, used_with: str = "") -> str:
    """Return a mapping with every indicator, to be changed to an export's names.

    `used_with` is what its first comment says to use it with.
    """
    return "\n".join(_template_lines(catalogue, used_with)) + "\n"


def _written_out(tree: Node) -> Node:
    """Return the tree with the short form of a column, its indicator alone, as the long one."""
    if not isinstance(tree, reader.MappingNode) or "columns" not in tree.entries:
        return tree
    key, columns = tree.entries["columns"]
    if not isinstance(columns, reader.MappingNode):
        return tree
    entries = {name: (word, _as_column(word, node)) for name, (word, node) in _items(columns)}
    written = reader.MappingNode(columns.line, columns.column, entries)
    return reader.MappingNode(tree.line, tree.column, {**tree.entries, "columns": (key, written)})


def _items(node: reader.MappingNode) -> Iterator[tuple[str, tuple[ScalarNode, Node]]]:
    yield from node.entries.items()


def _as_column(key: ScalarNode, node: Node) -> Node:
    if not isinstance(node, ScalarNode):
        return node
    return reader.MappingNode(node.line, node.column, {"indicator": (key, node)})


def _tokens(column: Column, mapping: MappingFile) -> Tokens:
    return Tokens({**_meant(mapping.answers), **_meant(column)}, at_least=column.at_least)


def _meant(meanings: Meanings) -> dict[str, int]:
    return {fold(value): code for name, code in LISTS.items() for value in getattr(meanings, name)}


def _findings(mapping: MappingFile, catalogue: Catalogue) -> Iterator[Finding]:
    area = catalogue.area.id
    if mapping.area is not None and mapping.area != area:
        yield "area", f"is {mapping.area!r}, but the checklist is that of {area!r}"
    if not mapping.columns:
        yield "columns", "names no column: at least one must stand for an indicator"
    asks = {indicator.id: indicator.text for indicator in catalogue.indicators}
    for name, column in mapping.columns.items():
        if column.indicator not in asks and column.indicator not in catalogue.renamed:
            message = f"{column.indicator!r} is not an indicator of {area}"
            near = did_you_mean(column.indicator, asks, asks=asks)
            yield f"columns.{name}.indicator", message + near
        yield from _two_meanings(column, f"columns.{name}.")
    yield from _two_meanings(mapping.answers, "answers.")
    yield from _two_uses(mapping)


def _two_meanings(meanings: Meanings, path: str) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for name in LISTS:
        for place, value in enumerate(getattr(meanings, name)):
            if first.setdefault(fold(value), name) != name:
                yield f"{path}{name}[{place}]", f"is already under {first[fold(value)]!r}"


def _two_uses(mapping: MappingFile) -> Iterator[Finding]:
    uses = [("case_ref", mapping.case_ref)]
    uses += [(f"columns.{name}", name) for name in mapping.columns]
    uses += [(f"ignore[{place}]", name) for place, name in enumerate(mapping.ignore)]
    first: dict[str, str] = {}
    for path, name in uses:
        if first.setdefault(name.strip(), path) != path:
            yield path, f"the column is already in use, as {first[name.strip()]}"


def _template_lines(catalogue: Catalogue, used_with: str) -> Iterator[str]:
    area = catalogue.area
    yield from use(f"What the columns of an export mean for {area.name}", used_with)
    yield "# As it stands it fits cse-check's own names. Put your export's names to the left of the"
    yield "# colons, and remove the lines that it has no column for."
    yield "# To say more about a column, use braces; everything but the indicator is optional:"
    yield "#   Times missing: {indicator: ID, at_least: 3, yes: [Often], when: past}"
    yield f"# when: {', '.join(When)}."
    yield "format: 1"
    yield f"area: {area.id}"
    yield "# The column with the case reference: a pseudonym, never a name."
    yield "case_ref: case_ref"
    yield "# What your export writes besides yes, no and not known, such as unanswered: [N/A]."
    yield "answers: {yes: [], no: [], not_known: [], unanswered: []}"
    yield "# Columns that are not needed."
    yield "ignore: []"
    yield "columns:"
    for category in catalogue.categories:
        yield f"\n  # {category.name}"
        for indicator in category.indicators:
            yield f"  # {indicator.text}"
            yield f"  {indicator.id}: {indicator.id}"
