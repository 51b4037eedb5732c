"""From the rows of a sheet back to a catalogue, with every fault by its row and column.

The rows become the tree that a catalogue's file is read as, and go the same way from there; a row
stands for a line.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from cse_check.catalogue.checks import FORMAT, findings
from cse_check.keeping.sheets.table import (
    BETWEEN,
    COLUMNS,
    KINDS,
    WHAT,
    Row,
    is_list,
    is_yes_or_no,
)
from cse_check.model import Catalogue
from cse_check.reading.nearness import did_you_mean
from cse_check.reading.tree import MappingNode, Node, Report, ScalarNode, SequenceNode
from cse_check.reading.typed import Builder
from cse_check.reading.workbook import SheetRow
from cse_check.unseen import UNSEEN, visible

FREE: Final = frozenset({"text", "source_text", "note"})
"""The columns whose cells are kept with the space around them."""
ONCE: Final = frozenset({Row.CATALOGUE, Row.AREA, Row.DEFINITION, Row.WHO, Row.CAVEAT})
SHOWN: Final = 40
"""How much of a cell a message repeats."""


def is_header(cells: tuple[str, ...]) -> bool:
    """Return whether these are the names of the columns of a catalogue's sheet."""
    names = [cell.strip().lower() for cell in cells]
    return bool(names) and names[0] == WHAT and "source_text" in names


def catalogue_of(rows: Iterable[SheetRow], name: str) -> Catalogue:
    """Return the catalogue that these rows hold; messages call the file `name`.

    What is still to do in it is no fault here: its file will say so.

    Raises:
        InvalidFileError: with every fault of the sheet.
    """
    report = Report(name)
    builder = Builder(report)
    tree = _Sheet(report).read(rows)
    catalogue = builder.build(tree, Catalogue)
    builder.add_findings(findings(catalogue))
    report.raise_if_any()
    return catalogue


class _Sheet:
    """Gathers rows into the tree of a catalogue."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._columns: dict[int, str] = {}
        self._once: dict[Row, MappingNode] = {}
        self._many: dict[Row, list[Node]] = {row: [] for row in Row}
        self._indicators: dict[str, list[Node]] = {}

    def read(self, rows: Iterable[SheetRow]) -> MappingNode:
        """Return the tree.

        Raises:
            InvalidFileError: the first row with anything in it is not the header.
        """
        for row in rows:
            if not any(cell.strip() for cell in row.cells):
                continue
            if self._columns:
                self._take(row)
            else:
                self._header(row)
        return self._tree()

    def _header(self, row: SheetRow) -> None:
        if not is_header(row.cells):
            message = f"is not the header of a catalogue's sheet, which begins with {WHAT!r}"
            self._report.add(row.number, 1, message)
            self._report.raise_if_any()
        for place, cell in enumerate(row.cells):
            name = cell.strip().lower()
            if name in COLUMNS and name not in self._columns.values():
                self._columns[place] = name
            elif name:
                again = "is there twice" if name in COLUMNS else "is not a column of such a sheet"
                near = "" if name in COLUMNS else did_you_mean(name, COLUMNS)
                message = f"{visible(cell.strip()[:SHOWN])!r} {again}{near}"
                self._report.add(row.number, place + 1, message)

    def _take(self, row: SheetRow) -> None:
        said = row.cells[0].strip().lower() if row.cells else ""
        if said not in tuple(Row):
            message = f"should say what the row is: one of {', '.join(Row)}"
            self._report.add(row.number, 1, message)
            return
        what = Row(said)
        node = MappingNode(row.number, 1, dict(self._entries(row, what)))
        if what in ONCE and what in self._once:
            self._report.add(row.number, 1, f"is a second row {said!r}: there can be one")
        elif what in ONCE:
            self._once[what] = node
        elif what is Row.INDICATOR:
            self._add_indicator(node)
        else:
            if what is Row.CATEGORY:
                self._indicators.setdefault(_text(node, "id"), [])
            self._many[what].append(node)

    def _entries(self, row: SheetRow, what: Row) -> Iterable[tuple[str, tuple[ScalarNode, Node]]]:
        for place, cell in enumerate(row.cells[1:], start=1):
            column, at = self._columns.get(place), (row.number, place + 1)
            if not cell.strip():
                continue
            if column is None:
                self._report.add(*at, "stands under no column's name: name it, or empty the cell")
            elif column not in KINDS[what].columns:
                message = f"a row {what.value!r} has nothing under {column!r}: empty the cell"
                self._report.add(*at, message)
            else:
                yield column, (ScalarNode(*at, column, plain=False), self._node(column, cell, at))

    def _node(self, column: str, cell: str, at: tuple[int, int]) -> Node:
        text = cell if column in FREE else cell.strip()
        if found := UNSEEN.search(text):
            self._report.add(*at, f"holds U+{ord(found[0]):04X}, an invisible character: remove it")
        if is_list(column):
            parts = (each.strip() for each in text.split(BETWEEN.strip()))
            return SequenceNode(*at, [ScalarNode(*at, each, plain=False) for each in parts if each])
        return ScalarNode(*at, text.lower() if is_yes_or_no(column) else text, plain=False)

    def _add_indicator(self, node: MappingNode) -> None:
        category = _text(node, "id").partition(".")[0]
        if category in self._indicators:
            self._indicators[category].append(node)
            return
        message = "no category above it has the id that the indicator's begins with"
        self._report.add(node.line, node.column, message)

    def _tree(self) -> MappingNode:
        area = self._once.get(Row.AREA, _mapping())
        aliases = _named(aliases=_texts(self._many[Row.ALIAS]))
        guide = {
            row.value: self._once[row] for row in (Row.DEFINITION, Row.WHO, Row.CAVEAT)
            if row in self._once
        }  # fmt: skip
        about = self._once.get(Row.CATALOGUE, _mapping())
        return MappingNode(
            about.line,
            about.column,
            {
                **_named(format=ScalarNode(1, 1, str(FORMAT), plain=True)),
                **about.entries,
                **_named(
                    area=MappingNode(area.line, area.column, {**area.entries, **aliases}),
                    sources=_sequence(self._many[Row.SOURCE]),
                    guide=_mapping({**guide, "actions": _sequence(self._many[Row.ACTION])}),
                    categories=_sequence(list(map(self._category, self._many[Row.CATEGORY]))),
                    contacts=_sequence(self._many[Row.CONTACT]),
                    gaps=_texts(self._many[Row.GAP]),
                ),
            },
        )

    def _category(self, node: Node) -> Node:
        assert isinstance(node, MappingNode)  # noqa: S101 - every row is one
        inside = _sequence(self._indicators.pop(_text(node, "id"), []))
        return MappingNode(node.line, node.column, {**node.entries, **_named(indicators=inside)})


def _text(node: MappingNode, name: str) -> str:
    _, found = node.entries.get(name, (None, None))
    return found.text if isinstance(found, ScalarNode) else ""


def _mapping(nodes: Mapping[str, Node] | None = None) -> MappingNode:
    return MappingNode(1, 1, _named(**(nodes or {})))


def _named(**nodes: Node) -> dict[str, tuple[ScalarNode, Node]]:
    return {
        name: (ScalarNode(node.line, node.column, name, plain=False), node)
        for name, node in nodes.items()
    }


def _sequence(nodes: list[Node]) -> SequenceNode:
    first = nodes[0] if nodes else ScalarNode(1, 1, "", plain=True)
    return SequenceNode(first.line, first.column, nodes)


def _texts(rows: list[Node]) -> SequenceNode:
    """Return the texts of rows that are a text and nothing else."""
    return _sequence(
        [row.entries["text"][1] for row in rows if isinstance(row, MappingNode) and row.entries]
    )
