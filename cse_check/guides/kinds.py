"""What kind of file a guide is, told by its bytes; what is none is refused with what to do."""

import io
import re
from collections.abc import Mapping
from typing import Final

from cse_check.errors import Fault, InvalidFileError
from cse_check.guides.decoding import Decoded, decoded
from cse_check.guides.lines import GuideKind

PDF_WITHIN: Final = 1024
"""How far into a file its mark may be, by the practice of PDF readers."""
PICTURES: Final = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"II*\x00",
    b"MM\x00*",
    b"BM",
    b"\x00\x00\x01\x00",
)
WORD: Final = "open it in Word or LibreOffice, and save it as .docx or PDF"
PICTURE: Final = (
    "is a picture, and no text is read from pictures: ask for the guide as a Word file or PDF, or "
    "type it"
)
BY_START: Final[Mapping[bytes, str]] = {
    rb"{\rtf": f"is rich text (RTF): {WORD}",
    b"%!PS": "is PostScript: print it to a PDF",
    b"bplist": "is a web archive of Safari: save the page as HTML",
    b"\x1f\x8b": "is compressed: unpack it first",
    b"7z\xbc\xaf": "is compressed: unpack it first",
    b"Rar!": "is compressed: unpack it first",
}
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
PARTS: Final[Mapping[str, str]] = {
    "content.xml": f"is an OpenDocument file: {WORD}",
    "Index/Document.iwa": "is a Pages file: export it as Word or PDF",
    "index.xml": "is a Pages file: export it as Word or PDF",
    "xl/workbook.xml": "is a workbook: save the sheet with the guide as PDF, or paste it as text",
    "ppt/presentation.xml": "is a presentation: save it as PDF",
    "META-INF/container.xml": "is an e-book: save its text as HTML, .docx or PDF",
}
MAIN_PART: Final = "word/document.xml"
HTML_START: Final = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype html|html|head|body|main|article|section"
    r"|div|ul|ol|dl|p|h[1-6]|table|span|meta|title|link|base|style|script|header|footer|nav|form"
    r"|img|a|b|strong|em|i|br|hr|font|center|blockquote)\b",
    re.IGNORECASE | re.DOTALL,
)
XML_START: Final = re.compile(r"\s*<(?:\?xml\b|!doctype\b|!entity\b)", re.IGNORECASE)
MAIL_START: Final = re.compile(r"(?:[\w-]+:.*\n(?:[ \t].*\n)*)*?mime-version:", re.IGNORECASE)
MARKDOWN: Final = re.compile(
    r"^ {0,3}#{1,6} +\S|^\|? *:?-{3,}:? *\|[-| :]*$|(?<!!)\[[^\]\n]+\]\((?:https?:|mailto:|/|#)",
    re.MULTILINE,
)


def told(data: bytes, name: str) -> tuple[GuideKind, Decoded | None]:
    """Return what kind of guide these bytes are, and their text where they are one.

    Raises:
        InvalidFileError: they are nothing that is read as a guide.
    """
    if b"%PDF-" in data[:PDF_WITHIN]:
        return GuideKind.PDF, None
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data, name), None
    if problem := _known(data):
        raise _refused(name, problem)
    text = decoded(data, name)
    if MAIL_START.match(text.text[:4096]):
        raise _refused(name, "is a web archive or an e-mail: save the page or its text as HTML")
    if HTML_START.match(text.text):
        return GuideKind.HTML, text
    if XML_START.match(text.text):
        raise _refused(name, f"is XML that is no web page: {WORD}")
    return (GuideKind.MARKDOWN if MARKDOWN.search(text.text) else GuideKind.TEXT), text


def _known(data: bytes) -> str | None:
    """Return what is wrong with a file that is known by how it begins."""
    if data.startswith(OLE):
        if LOCKED in data:
            return "is closed with a password: save it without one"
        return f"is an old Office file (.doc): {WORD}"
    if _is_picture(data):
        return PICTURE
    return next((what for start, what in BY_START.items() if data.startswith(start)), None)


def _is_picture(data: bytes) -> bool:
    return data.startswith(PICTURES) or data[4:8] == b"ftyp" or data[8:12] == b"WEBP"


def _zipped(data: bytes, name: str) -> GuideKind:
    import zipfile  # only now: most guides that are validated against are none

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            names = frozenset(parts.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise _refused(name, "is damaged: get it once more") from error
    if MAIN_PART in names:
        return GuideKind.WORD
    known = (what for part, what in PARTS.items() if part in names)
    raise _refused(name, next(known, "is a ZIP archive: unpack it, and name the guide in it"))


def _refused(name: str, problem: str) -> InvalidFileError:
    return InvalidFileError([Fault(name, 1, 1, "", problem)])
