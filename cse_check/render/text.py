"""Plain text: no colour, no drawing, only lines, wrapped in full at the page's width."""

from collections.abc import Iterator
from textwrap import wrap
from typing import assert_never

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
    WritingLine,
)
from cse_check.render.page import Page

INDENT = "  "


def render_document(document: Document, page: Page) -> str:
    """Return a document as plain text of the page's width, with a final newline."""
    width = page.width
    lines = [*_wrap(document.title, width), "=" * min(len(document.title), width)]
    for block in document.blocks:
        lines += ["", *_block(block, width)]
    return "\n".join(lines) + "\n"


def _block(block: Block, width: int) -> Iterator[str]:
    match block:
        case Heading():
            yield from _heading(block, width)
        case Notice():
            yield from _wrap(f"*** {block.statement} ***", width)
            for text in block.more:
                yield from _wrap(text, width)
        case Paragraph():
            yield from _wrap(block.text, width)
        case Entries():
            yield from _entries(block, width)
        case Facts():
            yield from _facts(block, width)
        case WritingLine():
            yield from _wrap(f"{block.label}:", width) if block.label else ()
            yield from ["_" * width] * block.rows
        case Questions():
            for number, question in enumerate(block.questions):
                yield from [""] if number else ()
                yield from _question(question, block, width)
        case _:
            assert_never(block)


def _heading(heading: Heading, width: int) -> Iterator[str]:
    aside = f" ({heading.aside})" if heading.aside else ""
    yield from _wrap(f"{heading.text}{aside}", width)
    if heading.level == 2:
        yield "-" * min(len(heading.text + aside), width)


def _entries(block: Entries, width: int) -> Iterator[str]:
    for number, entry in enumerate(block.entries):
        if number and block.spaced:
            yield ""
        yield from _entry(entry, width)


def _entry(entry: Entry, width: int) -> Iterator[str]:
    lead = f"{entry.lead}: " if entry.lead else ""
    yield from _wrap(f"{lead}{entry.text}", width, first="- ", rest=INDENT)
    for label, text in entry.details:
        prefix = f"{label}: " if label else ""
        for number, line in enumerate(text.split("\n")):
            first = INDENT + prefix if number == 0 else INDENT * 2
            yield from _wrap(line, width, first=first, rest=INDENT * 2)


def _facts(facts: Facts, width: int) -> Iterator[str]:
    margin = max(len(label) for label, _ in facts.facts) + 2
    for label, text in facts.facts:
        yield from _wrap(text, width, first=f"{label}:".ljust(margin), rest=INDENT)


def _question(question: Question, block: Questions, width: int) -> Iterator[str]:
    mark = f" ({question.mark})" if question.mark else ""
    yield from _wrap(f"{question.text}{mark}", width, first="- ", rest=INDENT)
    if question.remark:
        yield from _wrap(question.remark, width, first=INDENT, rest=INDENT)
    boxes = "  ".join(f"[ ] {choice}" for choice in block.choices)
    yield f"{INDENT}{boxes}"
    yield f"{INDENT}{block.room}: ".ljust(width, "_")


def _wrap(text: str, width: int, *, first: str = "", rest: str = "") -> list[str]:
    """Wrap one line of text; a word that is longer than a line is broken, never cut off."""
    return wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_on_hyphens=False,
    ) or [first.rstrip()]
