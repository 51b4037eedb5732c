"""What a guide is once it is read: its lines in reading order, and what was left out of them.

The text of a line can be found in the guide letter for letter, but for what nobody sees: white
space is folded, a no-break space is a space, soft hyphens and other unseen characters are gone, and
a ligature is its letters, as whoever copies the words would type them.
"""

from enum import StrEnum
from typing import NamedTuple


class GuideKind(StrEnum):
    """What kind of file a guide is, told by its content."""

    TEXT = "txt"
    MARKDOWN = "md"
    HTML = "html"
    WORD = "docx"
    PDF = "pdf"


class LineKind(StrEnum):
    """What the file itself says of a line.

    `ITEM`: it is in a list of the file, and its bullet or number is in `mark`, not in `text`.
    `TEXT`: nothing is known. In plain text all lines are that, and bullets are still in `text`.
    """

    HEADING = "heading"
    ITEM = "item"
    CELL = "cell"
    TEXT = "text"


class Line(NamedTuple):
    """One logical line of a guide: a paragraph, an item, a heading, or a paragraph in a cell.

    `number` counts from 1. In plain text and Markdown it is the line of the file, and blank lines
    count, and the cells of one row share it; elsewhere it counts the lines in reading order.
    `level`: of a heading, or of an item in a list; from 1, and 0 where it has none.
    `mark`: the bullet or number before an item, as printed; empty where the file has it apart.
    `apart`: it stands apart from the line before it, by a blank line or by clearly more space.
    `indent`: in plain text, how many columns of space stand before it; a tab goes to the next 4.
    `page`: the page of a PDF, from 1. `table`, `row` and `column` place a cell, from 1.
    `notes`: what the reader did to make it one line, such as undoing a hyphen; for people.
    """

    number: int
    text: str
    kind: LineKind = LineKind.TEXT
    level: int = 0
    mark: str = ""
    apart: bool = False
    indent: int = 0
    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    notes: tuple[str, ...] = ()


class Dropped(NamedTuple):
    """Something that is in the file and not among the lines: a running head, a deleted text.

    `why` is a noun phrase that stands by itself, such as "a running head".
    """

    text: str
    why: str
    page: int | None = None


class Guide(NamedTuple):
    """A guide as it was read. `encoding` is that of its text, where one was decoded.

    `notes` say what holds for the whole file, such as that changes in it are tracked; for people.
    """

    kind: GuideKind
    lines: tuple[Line, ...]
    dropped: tuple[Dropped, ...] = ()
    encoding: str | None = None
    notes: tuple[str, ...] = ()
