"""Markdown that any CommonMark viewer shows correctly, and that reads well as it is."""

import re
from collections.abc import Iterator
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

INLINE = re.compile(r"[\\`*\[\]<~$]|(?<![^\W_])_|_(?![^\W_])|(?:(?<= )|^)#|&(?=#?\w+;)", re.ASCII)
AT_START = re.compile(r"^(\d{0,9})([-+=>]|(?<=\d)[.)](?= |$))", re.ASCII)
"""What Markdown would read as its own. Both look at letters of ASCII alone: which others there are
depends on who counts them, and JavaScript, which reads these patterns too, counts otherwise."""

BOX = "\N{BALLOT BOX}"
ROOM = 30
"""How many characters long a line to write on is."""


def render_document(document: Document, page: Page) -> str:  # noqa: ARG001 - Markdown has no width
    """Return a document as Markdown, with a final newline."""
    blocks = [f"# {escape(document.title)}", *map(_block, document.blocks)]
    return "\n\n".join(blocks) + "\n"


def escape(text: str) -> str:
    """Return one line of text so that Markdown shows it letter for letter, inside a line."""
    return INLINE.sub(r"\\\g<0>", " ".join(text.split()))


def escape_line(text: str) -> str:
    """Return one line of text so that Markdown shows it letter for letter, as a line of its own."""
    return AT_START.sub(r"\1\\\2", escape(text))


def _block(block: Block) -> str:
    match block:
        case Heading():
            aside = f" ({escape(block.aside)})" if block.aside else ""
            return f"{'#' * block.level} {escape(block.text)}{aside}"
        case Notice():
            lines = [f"**{escape(block.statement)}**", *map(escape_line, block.more)]
            return "\n>\n".join(f"> {line}" for line in lines)
        case Paragraph():
            return escape_line(block.text)
        case Entries():
            return "\n".join(line for entry in block.entries for line in _entry(entry))
        case Facts():
            # a different mark from that of entries, or a list before it would continue here
            return "\n".join(f"* {escape(label)}: {escape(text)}" for label, text in block.facts)
        case WritingLine():
            return _writing(block)
        case Questions():
            asked = (_question(each, block) for each in block.questions)
            return "\n".join(line for lines in asked for line in lines)
        case _:
            assert_never(block)


def _writing(block: WritingLine) -> str:
    rules = ["___"] * block.rows  # a rule is a line
    return "\n\n".join([f"{escape(block.label)}:", *rules] if block.label else rules)


def _question(question: Question, block: Questions) -> Iterator[str]:
    mark = f" (**{escape(question.mark)}**)" if question.mark else ""
    yield f"- {escape_line(question.text)}{mark}"
    if question.remark:
        yield f"  - {escape_line(question.remark)}"
    boxes = " ".join(f"{BOX} {escape(choice)}" for choice in block.choices)
    yield f"  - {boxes}"
    yield f"  - {escape(block.room)}: {'_' * ROOM}"


def _entry(entry: Entry) -> Iterator[str]:
    if entry.lead:
        yield f"- **{escape(entry.lead)}**: {escape(entry.text)}"
    else:
        yield f"- {escape_line(entry.text)}"
    for label, text in entry.details:
        first, *rest = (line for line in text.split("\n") if line.strip())
        yield f"  - {escape(label)}: {escape(first)}" if label else f"  - {escape_line(first)}"
        for line in rest:
            yield ""
            yield f"    {escape_line(line)}"
