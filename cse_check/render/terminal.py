"""The coloured screen."""

from collections.abc import Iterable, Iterator
from io import StringIO
from typing import assert_never

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from cse_check.drawing import ACCENT, CAUTION, DANGER, QUIET, theme
from cse_check.drawing import heading as drawn_heading
from cse_check.render.card import Card, Look
from cse_check.render.document import (
    Block,
    Document,
    Entries,
    Entry,
    Facts,
    Heading,
    Notice,
    Paragraph,
    Question,
    Questions,
    Tone,
    WritingLine,
)
from cse_check.render.page import Page

TONES = {Tone.DANGER: DANGER, Tone.CAUTION: CAUTION}
LOOKS = {
    Look.PLAIN: "",
    Look.QUIET: QUIET,
    Look.HEADING: ACCENT,
    Look.DANGER: DANGER,
    Look.CAUTION: CAUTION,
}


def render_document(document: Document, page: Page) -> str:
    """Return a document as a screen: text with colour codes, if the page has colours."""
    blocks = (renderable for block in document.blocks for renderable in _block(block, page))
    return _drawn((Text(document.title, "bold"), *blocks), page)


def render_card(card: Card, page: Page) -> str:
    """Return a card as a screen: its rows, with colour codes if the page has colours."""
    rows = (
        Text().append(row.lead, LOOKS[row.look] or "bold").append(row.text, LOOKS[row.look])
        for row in card.rows
    )
    return _drawn(rows, page)


def _drawn(renderables: Iterable[RenderableType], page: Page) -> str:
    screen = StringIO()
    console = Console(
        file=screen,
        width=page.width,
        color_system=page.colours,
        force_terminal=page.colours is not None,
        no_color=page.colours is None,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
        theme=theme(page.colours),
    )
    for renderable in renderables:
        console.print(renderable)
    return "\n".join(line.rstrip() for line in screen.getvalue().rstrip().split("\n")) + "\n"


def _block(block: Block, page: Page) -> Iterator[RenderableType]:
    match block:
        case Heading():
            yield ""
            yield _heading(block, page)
        case Notice():
            yield ""
            yield _notice(block, page)
        case Paragraph():
            yield Text(block.text, QUIET if block.quiet else "")
        case Entries():
            yield from _entries(block, page)
        case Facts():
            yield ""
            yield _facts(block)
            yield ""
        case WritingLine():
            yield Text(f"\n{block.label}:" if block.label else "")
            yield from [Text("_" * page.width, QUIET)] * block.rows
        case Questions():
            yield from (_question(question, block, page) for question in block.questions)
        case _:
            assert_never(block)


def _heading(heading: Heading, page: Page) -> RenderableType:
    if heading.level > 2:
        text = Text(heading.text, "bold")
        if heading.aside:
            text.append(f"  {heading.aside}", QUIET)
        return text
    return Group(
        *drawn_heading(heading.text, heading.aside, page.width, "─" if page.drawing else "-")
    )


def _notice(notice: Notice, page: Page) -> RenderableType:
    style = TONES[notice.tone]
    bar = "▌ " if page.drawing else "| "
    texts = [Text(notice.statement, style), *map(Text, notice.more)]
    lines = (line for text in texts for line in text.wrap(Console(), page.width - len(bar)))
    return Group(*(Text().append(bar, style).append_text(line) for line in lines))


def _entries(block: Entries, page: Page) -> Iterator[RenderableType]:
    for number, entry in enumerate(block.entries):
        if number and block.spaced:
            yield ""
        yield _entry(entry, page)


def _entry(entry: Entry, page: Page) -> RenderableType:
    body = Text()
    if entry.lead:
        body.append(entry.lead, "bold").append("  ")
    body.append(entry.text)
    for label, text in entry.details:
        body.append("\n")
        if label:
            body.append(f"{label}: ", QUIET)
        body.append(text, QUIET if label == "Source" else "")
    return Padding(_item(body, page), (0, 0, 0, 1))


def _question(question: Question, block: Questions, page: Page) -> RenderableType:
    body = Text(question.text)
    if question.mark:
        body.append(f" ({question.mark})", "bold")
    if question.remark:
        body.append(f"\n{question.remark}", QUIET)
    body.append("\n" + "  ".join(f"[ ] {choice}" for choice in block.choices))
    body.append("\n" + f"{block.room}: ".ljust(page.width - 3, "_"), QUIET)
    return Padding(_item(body, page), (1, 0, 0, 1))


def _item(body: Text, page: Page) -> Table:
    """Return a text as an item of a list."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=1)
    grid.add_column(overflow="fold")  # else a long address would be cut off
    grid.add_row(Text("•" if page.drawing else "-", QUIET), body)
    return grid


def _facts(facts: Facts) -> RenderableType:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for label, text in facts.facts:
        grid.add_row(Text(label, QUIET), Text(text, overflow="fold"))
    return grid
