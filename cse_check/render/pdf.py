"""A tagged PDF (PDF/UA-1), the same bytes on every machine.

typst, the extra `pdf`, lays out and checks it; what a document says goes in as data, and only
`page.typ` is markup.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, assert_never

import msgspec

from cse_check.errors import UsageError
from cse_check.render.document import (
    Block,
    Document,
    Entries,
    Entry,
    Facts,
    Heading,
    Notice,
    Paragraph,
    Questions,
    WritingLine,
)
from cse_check.render.page import Page
from cse_check.unseen import visible

try:
    import typst
except ImportError as error:
    raise UsageError("A PDF needs one more library: pip install 'cse-check[pdf]'.") from error

TEMPLATE: Final = Path(__file__).parent / "page.typ"
STANDARD: Final = "ua-1"
PLAIN: Final = "\n" + "".join(map(chr, range(0x20, 0x7F)))
"""Characters that every font has."""
TRIED: Final = 300
"""How many characters are tried, each of which takes some thousandths of a second."""


def render_document(document: Document, page: Page) -> bytes:  # noqa: ARG001 - paper has no columns
    """Return a document as a PDF. A character that no font here has becomes its number."""
    text = msgspec.json.encode(_seen(_data(document))).decode()
    try:
        return _compiled(TEMPLATE.read_bytes(), document=text)
    except typst.TypstError:
        if not (lacking := _lacking(text)):
            raise
    return _compiled(TEMPLATE.read_bytes(), document=text.translate(lacking))


def _compiled(template: bytes, **inputs: str) -> bytes:
    """Return the PDF of a template; only typst's own fonts are used, so that all have the same."""
    made = typst.compile(
        template, format="pdf", sys_inputs=inputs, ignore_system_fonts=True, pdf_standards=STANDARD
    )
    assert isinstance(made, bytes)  # noqa: S101 - several pages are one PDF
    return made


def _lacking(text: str) -> Mapping[int, str]:
    """Return the characters of a text that cannot be shown, each with what stands in for it.

    The letters of our alphabets come first; those after the first `TRIED` odd ones are taken for
    lacking, as those of China and Japan are.
    """
    odd = sorted(set(text) - set(PLAIN))
    shown = {each for each in odd[:TRIED] if _is_shown(each)}
    return {ord(each): f"[U+{ord(each):04X}]" for each in odd if each not in shown}


def _is_shown(character: str) -> bool:
    """Return whether the fonts have this character: compiling is what checks that."""
    template = b'#set document(title: "x")\n#set text(font: "Libertinus Serif")\n#sys.inputs.text'
    try:
        _compiled(template, text=character)
    except typst.TypstError:
        return False
    return True


def _seen(data: Any) -> Any:
    """Return data with every unseen character of its texts spelled out."""
    if isinstance(data, str):
        return visible(data)
    if isinstance(data, Mapping):
        return {name: _seen(each) for name, each in data.items()}
    return [_seen(each) for each in data] if isinstance(data, (list, tuple)) else data


def _data(document: Document) -> dict[str, Any]:
    return {
        "title": document.title,
        "blocks": [_block(block) for block in document.blocks],
        "running": document.running or document.title,
        "above": document.above,
        "below": document.below,
    }


def _block(block: Block) -> dict[str, Any]:
    """Return a block as the template takes it; its kind says which it is."""
    kind = {"kind": type(block).__name__}
    match block:
        case Heading() | Paragraph() | WritingLine():
            return kind | block._asdict()
        case Notice():
            return kind | block._asdict() | {"tone": block.tone.value}
        case Entries():
            return kind | {"entries": [_entry(entry) for entry in block.entries]}
        case Facts():
            return kind | {"facts": block.facts}
        case Questions():
            asked = [question._asdict() for question in block.questions]
            return kind | block._asdict() | {"questions": asked}
        case _:
            assert_never(block)


def _entry(entry: Entry) -> dict[str, Any]:
    """Return an entry, with each detail in lines."""
    details = [(label, text.split("\n")) for label, text in entry.details]
    return entry._asdict() | {"details": details}
