"""The formats of a page: those that are text, and those on paper with what their files say."""

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Final
from xml.etree import ElementTree as Xml
from zipfile import ZipFile

import pypdfium2

from cse_check.render import FORMATS

SCREENED: Final = tuple(name for name, each in FORMATS.items() if not each.binary)
"""The texts that there can be of a screening."""
TEXTS: Final = tuple(name for name in SCREENED if name != "fhir")
"""Those that there can be of other pages with data too."""
PAPERS: Final = tuple(name for name, each in FORMATS.items() if each.binary)
WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RUNS: Final = (f"{WORD}t", f"{WORD}br", f"{WORD}tab")
MARGIN: Final = 17 / 25.4 * 72
"""How deep the margin at the top and the foot of our PDFs is at least, in points."""


def letters(text: str) -> str:
    """Return nothing but the letters and digits of a text, as they follow each other."""
    return "".join(each for each in text if each.isalnum())


def said_by(name: str, data: bytes) -> str:
    """Return what a file of a format on paper says, without what its margins repeat."""
    assert name in READERS, f"tests/formats.py: say in READERS how a test reads a .{name}."
    return READERS[name](data)


def _word(data: bytes) -> str:
    """Return the texts of a Word file, a paragraph a line."""
    with ZipFile(BytesIO(data)) as parts:
        document = Xml.fromstring(parts.read("word/document.xml"))  # noqa: S314 - it is ours
    return "\n".join(
        "".join(each.text or " " for each in paragraph.iter() if each.tag in RUNS)
        for paragraph in document.iter(f"{WORD}p")
    )


def _pdf(data: bytes) -> str:
    """Return the texts of a PDF, page by page."""
    with pypdfium2.PdfDocument(data) as file:
        pages = [(page.get_textpage(), page.get_height()) for page in file]
        return "\n".join(
            text.get_text_bounded(bottom=MARGIN, top=height - MARGIN) for text, height in pages
        )


READERS: Final[Mapping[str, Callable[[bytes], str]]] = {"docx": _word, "pdf": _pdf}
