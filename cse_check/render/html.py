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
LINES = "white-space: pre-line; text-align: left; vertical-align: middle;"
ROOM = (
    f"margin-top: 24mm; margin-bottom: 20mm; @bottom-left {{ {LINES} width: 80%; }} "
    "@bottom-right { vertical-align: middle; }"
)
"""What lines at the top and the foot of a printed page need."""


def render_document(document: Document, page: Page) -> str:  # noqa: ARG001 - a page has no columns
    """Return a document as an HTML page. Its policy allows its own style sheet and nothing else."""
    style = (FOLDER / "page.css").read_text(encoding="utf-8") + _margins(document)
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


def _margins(document: Document) -> str:
    """Return the style that puts texts, and the number of the page, into printed margins."""
    foot = _spelled(*document.below, document.running)
    style = (
        f'@page {{ @bottom-left {{ content: "{foot}"; }} '
        '@bottom-right { content: "Page " counter(page) " of " counter(pages); } }\n'
    )
    if document.above or document.below:
        head = _spelled(*document.above)
        style += (
            f'@page {{ {ROOM} @top-left {{ content: "{head}"; {LINES} font-weight: 700; }} }}\n'
        )
    return style


def _spelled(*lines: str) -> str:
    """Return lines as a style sheet has them, in which nothing ends the text early."""
    text = "\n".join(lines)
    return "".join(each if each in PLAIN else f"\\{ord(each):x} " for each in text)


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
