"""Screenings as text. `FORMATS` is the registry: a format is a module here and a line in it."""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, cast

from cse_check.render.document import Document
from cse_check.render.page import Page

if TYPE_CHECKING:
    from cse_check.screening import Screening


class Format(NamedTuple):
    """A format: the module whose `render` makes it, and the file suffixes that ask for it.

    `always_utf8`: its readers take it for UTF-8, whatever the terminal speaks.
    """

    module: str
    suffixes: tuple[str, ...] = ()
    always_utf8: bool = False


FORMATS = {
    "terminal": Format("cse_check.render.terminal"),
    "text": Format("cse_check.render.text", (".txt",)),
    "markdown": Format("cse_check.render.markdown", (".md", ".markdown")),
    "html": Format("cse_check.render.html", (".html", ".htm"), always_utf8=True),
    "json": Format("cse_check.render.json", (".json",), always_utf8=True),
}


def render(screening: "Screening", format_name: str, page: Page) -> str:
    """Return a screening in one of `FORMATS`, importing no other one."""
    module = import_module(FORMATS[format_name].module)
    return cast(Callable[["Screening", Page], str], module.render)(screening, page)


def render_document(document: Document, format_name: str, page: Page) -> str:
    """Return a document in one of `FORMATS` but JSON, which has no documents."""
    module = import_module(FORMATS[format_name].module)
    return cast(Callable[[Document, Page], str], module.render_document)(document, page)


def format_for(suffix: str) -> str | None:
    """Return the name of the format that this file suffix asks for, or None."""
    wanted = suffix.lower()
    return next((name for name, each in FORMATS.items() if wanted in each.suffixes), None)
