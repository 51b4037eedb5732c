"""Documents as text or as bytes.

`FORMATS` is the registry: a format is a module here and an entry in it.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from cse_check.render.document import Document
from cse_check.render.page import Page
from cse_check.render.registry import Registry

if TYPE_CHECKING:
    from cse_check.screening import Screening

Layout = Callable[[Document, Page], str | bytes]
"""What the module of a format has as `render_document`; bytes, where the format is binary."""

FORMATS: Registry[Layout] = Registry()
DATA: Final = ("json", "fhir")
"""Those that are for programs. Pages that people alone read have neither; only screenings, FHIR."""


@FORMATS.add("terminal")
def _terminal() -> Layout:
    from cse_check.render.terminal import render_document

    return render_document


@FORMATS.add("text", ".txt")
def _text() -> Layout:
    from cse_check.render.text import render_document

    return render_document


@FORMATS.add("markdown", ".md", ".markdown")
def _markdown() -> Layout:
    from cse_check.render.markdown import render_document

    return render_document


@FORMATS.add("html", ".html", ".htm", always_utf8=True)
def _html() -> Layout:
    from cse_check.render.html import render_document

    return render_document


@FORMATS.add("docx", ".docx", binary=True)
def _docx() -> Layout:
    from cse_check.render.docx import render_document

    return render_document


@FORMATS.add("pdf", ".pdf", binary=True)
def _pdf() -> Layout:
    from cse_check.render.pdf import render_document

    return render_document


@FORMATS.add("json", ".json", always_utf8=True)
def _json() -> Layout:
    from cse_check.render.data import as_json

    return as_json


@FORMATS.add("fhir", ".fhir.json", always_utf8=True)
def _fhir() -> Layout:
    from cse_check.render.data import as_fhir

    return as_fhir


def render_document(document: Document, format_name: str, page: Page) -> str:
    """Return a document as text, in one of `FORMATS` that is no binary one; no other is imported.

    Raises:
        TypeError: the format is a binary one.
    """
    text = FORMATS[format_name].load()(document, page)
    if isinstance(text, bytes):
        raise TypeError(f"{format_name}: is bytes, and no text")
    return text


def render_file(document: Document, format_name: str, page: Page) -> bytes:
    """Return what a file of one of `FORMATS` holds of a document; no other one is imported.

    Raises:
        UsageError: an extra that the format needs is not installed.
    """
    made = FORMATS[format_name].load()(document, page)
    return made if isinstance(made, bytes) else made.encode()


def render(screening: "Screening", format_name: str, page: Page) -> str:
    """Return the summary of a screening as text, in one of `FORMATS` that is no binary one."""
    from cse_check.render.summary import summary

    document = summary(screening, form=page.form, brief=page.brief)
    return render_document(document, format_name, page)
