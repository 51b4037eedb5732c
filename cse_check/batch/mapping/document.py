"""The YAML document of a mapping, key for key, and its short forms written out."""

from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Final

from msgspec import Meta, field

from cse_check.batch.rows import Rows
from cse_check.model import IndicatorId, Slug, Text, Value, When
from cse_check.reading.tree import MappingNode, Node, ScalarNode, SequenceNode

FORMAT: Final = 1
REST: Final = "rest"
IGNORE_REST: Final = "ignore: rest"

Count = Annotated[int, Meta(ge=1, description="a whole number, 1 or more")]
Separator = Annotated[
    str, Meta(pattern=r"^[^A-Za-z0-9\s]\Z", description="one character, such as '/' or '-'")
]
Lines = Annotated[int, Meta(ge=0, le=1000, description="a whole number, at most 1000")]
Day = Annotated[
    str, Meta(pattern=r"^\d{4}-\d\d-\d\d\Z", description="a date written as 2026-05-31")
]


class Form(StrEnum):
    """What a row is about: a case (or a part of it), or one answer."""

    WIDE = "wide"
    LONG = "long"


class Absent(StrEnum):
    """What it means that a cell names other signs, and not this one."""

    UNANSWERED = "unanswered"
    NO = "no"


class OnlyYes(StrEnum):
    """What a date is, or a row by being there: never no."""

    YES = "yes"


class Meanings(Value, frozen=True):
    """Which values mean what, besides cse-check's own words for answers."""

    yes: tuple[Text, ...] = ()
    no: tuple[Text, ...] = ()
    not_known: tuple[Text, ...] = ()
    unanswered: tuple[Text, ...] = ()


class Cells(Meanings, frozen=True, kw_only=True):
    """What the cells of a column mean."""

    inverted: bool = False
    at_least: Count | None = None
    below: Count | None = None
    up_to: Count | None = None
    unit: Text | None = None
    date: OnlyYes | None = None
    formats: tuple[Text, ...] = ()
    past_before: Day | None = None


class Column(Cells, frozen=True, kw_only=True):
    """What a column of the wide form says: of one indicator, or of those that `values` names."""

    indicator: IndicatorId | None = None
    values: dict[str, tuple[IndicatorId, ...]] = field(default_factory=dict)
    split: str | None = None
    absent: Absent | None = None
    ignore: tuple[Text, ...] = ()
    when: When | None = None


class IndicatorCell(Value, frozen=True, kw_only=True):
    """The column of the long form that says which indicator a row is about."""

    column: Text
    values: dict[str, tuple[IndicatorId, ...]] = field(default_factory=dict)
    split: str | None = None
    ignore: tuple[Text, ...] = ()


class AnswerCell(Cells, frozen=True, kw_only=True):
    """The column of the long form with the answer, or what every row says by being there."""

    column: Text | None = None
    every_row: OnlyYes | None = None


class TimeCell(Value, frozen=True, kw_only=True):
    """One time for every answer, or the column that says when."""

    always: When | None = None
    column: Text | None = None
    current: tuple[Text, ...] = ()
    past: tuple[Text, ...] = ()
    not_said: tuple[Text, ...] = ()
    formats: tuple[Text, ...] = ()
    past_before: Day | None = None


class CaseRefCell(Value, frozen=True, kw_only=True):
    """The column with the case reference, and what is replaced in it."""

    column: Text
    replace: dict[str, str] = field(default_factory=dict)


class MappingFile(Value, frozen=True, kw_only=True):
    """The YAML document, key for key."""

    format: int
    case_ref: CaseRefCell
    area: Slug | None = None
    delimiter: str | None = None
    encoding: Text | None = None
    skip_lines: Lines | None = None
    one_line_rows: bool | None = None
    groups: Separator | None = None
    form: Form = Form.WIDE
    rows: Rows | None = None
    columns: dict[str, Column] = field(default_factory=dict)
    indicator: IndicatorCell | None = None
    answer: AnswerCell | None = None
    note: Text | None = None
    answers: Meanings = Meanings()
    ignore: tuple[Text, ...] = ()
    ignore_rest: bool = field(name=IGNORE_REST, default=False)
    when: TimeCell | None = None


def written_out(tree: Node) -> Node:
    """Return the tree with every short form as the long one that the types know."""
    if not isinstance(tree, MappingNode):
        return tree
    entries: dict[str, tuple[ScalarNode, Node]] = {}
    for name, (key, node) in tree.entries.items():
        if name == "ignore" and isinstance(node, ScalarNode) and node.text == REST:
            entries[IGNORE_REST] = key, ScalarNode(node.line, node.column, "true", plain=True)
        else:
            entries[name] = key, LONG_FORMS.get(name, _same)(node)
    return MappingNode(tree.line, tree.column, entries)


def _same(node: Node) -> Node:
    return node


def _under(name: str) -> Callable[[Node], Node]:
    """Return what puts a text by itself under this name."""

    def written(node: Node) -> Node:
        if not isinstance(node, ScalarNode):
            return node
        key = ScalarNode(node.line, node.column, name, plain=True)
        return MappingNode(node.line, node.column, {name: (key, node)})

    return written


def _each(write: Callable[[Node], Node]) -> Callable[[Node], Node]:
    """Return what writes out every value under a name."""

    def written(node: Node) -> Node:
        if not isinstance(node, MappingNode):
            return node
        entries = {name: (key, write(value)) for name, (key, value) in node.entries.items()}
        return MappingNode(node.line, node.column, entries)

    return written


def _with_values(node: Node) -> Node:
    """Return a column with each of its values as a list of indicators."""
    if not isinstance(node, MappingNode) or "values" not in node.entries:
        return node
    key, values = node.entries["values"]
    return MappingNode(
        node.line, node.column, {**node.entries, "values": (key, _each(_as_list)(values))}
    )


def _as_list(node: Node) -> Node:
    if not isinstance(node, ScalarNode) or node.is_null:
        return node
    return SequenceNode(node.line, node.column, [node])


LONG_FORMS: Final[dict[str, Callable[[Node], Node]]] = {
    "case_ref": _under("column"),
    "columns": _each(lambda node: _with_values(_under("indicator")(node))),
    "indicator": lambda node: _with_values(_under("column")(node)),
    "answer": _under("column"),
    "when": _under("always"),
}
