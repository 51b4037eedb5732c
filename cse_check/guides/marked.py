"""Markdown: its headings, lists and tables, as CommonMark reads them.

markdown-it-py does the work; rich, which cse-check needs anyway, brings it along.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from cse_check.guides.lines import Dropped, Line, LineKind
from cse_check.guides.tidying import ENUMERATOR, has_words, is_bullet, split_mark, tidied

if TYPE_CHECKING:
    from markdown_it.token import Token

FRONT_MATTER: Final = re.compile(r"---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
TAG: Final = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
NEW_LINE: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)
WRAPPED: Final = 60
"""From how many characters on a line is taken to go on in the next one of its paragraph."""


class _Place(NamedTuple):
    """Where the walk through a Markdown text is: in which lists, in which cell of which table."""

    marks: tuple[str, ...] = ()
    mark: str = ""
    first: bool = False
    table: int | None = None
    row: int = 0
    column: int = 0


def marked_lines(text: str) -> tuple[tuple[Line, ...], tuple[Dropped, ...]]:
    """Return the lines of a Markdown text, and what was left out of them.

    An item or a heading is one line; so is a paragraph that was wrapped, and any other paragraph is
    as many as it has in the file.
    """
    from markdown_it import MarkdownIt

    text = text.replace("\r\n", "\n").replace("\r", "\n")
    dropped = list[Dropped]()
    if front := FRONT_MATTER.match(text):
        dropped.append(Dropped(tidied(front[0]), "what stands before the text for programs"))
        text = "\n" * front[0].count("\n") + text[front.end() :]
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    return tuple(_apart(_walk(tokens), text.split("\n"))), tuple(dropped)


def _walk(tokens: "list[Token]") -> Iterator[Line]:
    place, tables, begun = _Place(), 0, 0
    for at, token in enumerate(tokens):
        if token.type == "table_open":
            tables += 1
            place = place._replace(table=tables, row=0)
        begun = token.map[0] + 1 if token.map else begun
        if token.type == "inline":
            yield from _inline(token, tokens[at - 1], place, begun)
            place = place._replace(first=False)
        elif token.type in ("fence", "code_block", "html_block"):
            yield from _raw(token, begun)
        else:
            place = _moved(place, token)


def _moved(place: _Place, token: "Token") -> _Place:
    match token.type:
        case "bullet_list_open" | "ordered_list_open":
            return place._replace(marks=(*place.marks, token.markup))
        case "bullet_list_close" | "ordered_list_close":
            return place._replace(marks=place.marks[:-1])
        case "list_item_open":
            return place._replace(mark=f"{token.info}{token.markup}", first=True)
        case "table_close":
            return place._replace(table=None)
        case "tr_open":
            return place._replace(row=place.row + 1, column=0)
        case "th_open" | "td_open":
            return place._replace(column=place.column + 1)
        case _:
            return place


def _inline(token: "Token", opened: "Token", place: _Place, begun: int) -> Iterator[Line]:
    pieces = list(_pieces(token))
    if place.table:
        cell = Line(begun, "", LineKind.CELL, table=place.table, row=place.row, column=place.column)
        yield from (cell._replace(text=text) for _, text in pieces)
    elif opened.type == "heading_open":
        joined = " ".join(text for _, text in pieces)
        yield from _some(Line(begun, joined, LineKind.HEADING, int(opened.tag[1:])))
    elif place.marks and place.first:
        joined = " ".join(text for _, text in pieces)
        yield from _some(Line(begun, joined, LineKind.ITEM, len(place.marks), place.mark))
    elif _is_wrapped([text for _, text in pieces]):
        yield from _some(Line(begun, " ".join(text for _, text in pieces)))
    else:
        yield from (_text(begun + after, text) for after, text in pieces)


def _some(line: Line) -> Iterator[Line]:
    if has_words(line.text):
        yield line


def _text(number: int, text: str) -> Line:
    mark, rest = split_mark(text)
    return Line(number, rest, LineKind.ITEM, 1, mark) if mark and rest else Line(number, text)


def _is_wrapped(texts: list[str]) -> bool:
    return all(len(text) >= WRAPPED for text in texts[:-1]) and not any(
        is_bullet(text[0]) or ENUMERATOR.match(text) for text in texts[1:]
    )


def _pieces(token: "Token") -> Iterator[tuple[int, str]]:
    """Yield the lines of a text, each with how many lines of the file stand before it."""
    said, after = "", 0
    for child in token.children or ():
        breaks = child.type in ("softbreak", "hardbreak")
        if breaks or (child.type == "html_inline" and NEW_LINE.fullmatch(child.content)):
            if text := tidied(said):
                yield after, text
            said, after = "", after + breaks
        elif child.type != "html_inline":
            said += child.content
    if text := tidied(said):
        yield after, text


def _raw(token: "Token", begun: int) -> Iterator[Line]:
    content = token.content
    if token.type == "html_block":
        content = TAG.sub(lambda found: "\n" * found[0].count("\n") or " ", content)
    for after, raw in enumerate(content.split("\n"), start=token.type == "fence"):
        if text := tidied(raw):
            yield _text(begun + after, text)


def _apart(lines: Iterator[Line], raw: list[str]) -> Iterator[Line]:
    before = 0
    for line in lines:
        blank = 1 < line.number <= len(raw) and not raw[line.number - 2].strip()
        yield line._replace(apart=blank and line.number != before)
        before = line.number
