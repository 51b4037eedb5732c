"""One self-contained HTML page: no scripts, no requests; for a screen, paper or a screen reader."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path
from string import ascii_letters, digits

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from cse_check.numbers import address
from cse_check.render.document import Document, Notice
from cse_check.render.page import Page

FOLDER = Path(__file__).parent
PLAIN = frozenset(ascii_letters + digits + " ,.-_")
"""What a style sheet takes as it is; anything else is spelled out there."""


def render_document(document: Document, page: Page) -> str:  # noqa: ARG001 - a page has no columns
    """Return a document as an HTML page. Its policy allows its own style sheet and nothing else."""
    style = (FOLDER / "page.css").read_text(encoding="utf-8") + _margin(document.running)
    page_text = _template().render(
        document=document, place=_place(document), style=style, policy=policy(style)
    )
    return page_text + "\n"


def policy(style: str) -> str:
    """Return the policy of a page: this style sheet, by its hash, and nothing else."""
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _place(document: Document) -> int:
    """Return after how many blocks the card comes: directly after the first notice."""
    notices = (n for n, each in enumerate(document.blocks, 1) if isinstance(each, Notice))
    return next(notices, 0)


def _margin(running: str) -> str:
    """Return the style that puts this text, and the number of the page, into printed margins."""
    spelled = "".join(each if each in PLAIN else f"\\{ord(each):x} " for each in running)
    return (
        f'@page {{ @bottom-left {{ content: "{spelled}"; }} '
        '@bottom-right { content: "Page " counter(page) " of " counter(pages); } }\n'
    )


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True,
        loader=FileSystemLoader(FOLDER),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters["kind"] = lambda block: type(block).__name__
    environment.filters["address"] = address
    return environment.get_template("page.html.jinja")
