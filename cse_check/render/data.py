"""What a document shows, as data for programs: each kind of document has its own, by format."""

from cse_check.render.document import Document
from cse_check.render.page import Page


def as_json(document: Document, page: Page) -> str:  # noqa: ARG001 - a file has no columns
    """Return the data of a document as JSON, such as the record of a screening."""
    return _data(document, "json")


def as_fhir(document: Document, page: Page) -> str:  # noqa: ARG001 - a file has no columns
    """Return a screening as FHIR."""
    return _data(document, "fhir")


def _data(document: Document, name: str) -> str:
    if name not in document.data:
        raise TypeError(f"{document.title}: has no data as {name}")
    return document.data[name]()
