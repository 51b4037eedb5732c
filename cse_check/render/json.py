"""What a document shows, as JSON: each kind of document has its own, such as the record."""

from cse_check.render.document import Document
from cse_check.render.page import Page


def render_document(document: Document, page: Page) -> str:  # noqa: ARG001 - a file has no columns
    """Return the data of a document, which has to have some."""
    if document.data is None:
        raise TypeError(f"{document.title}: has no data")
    return document.data()
