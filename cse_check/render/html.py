"""One self-contained HTML page: no scripts, no requests; for a screen, paper or a screen reader."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from cse_check.render.document import Document
from cse_check.render.page import Page

FOLDER = Path(__file__).parent


def render_document(document: Document, page: Page) -> str:  # noqa: ARG001 - a page has no columns
    """Return a document as an HTML page. Its policy allows its own style sheet and nothing else."""
    style = (FOLDER / "page.css").read_text(encoding="utf-8")
    page_text = _template().render(document=document, style=style, policy=policy(style))
    return page_text + "\n"


def policy(style: str) -> str:
    """Return the policy of a page: this style sheet, by its hash, and nothing else."""
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


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
    return environment.get_template("page.html.jinja")
