"""The whole checklist of an area as one page, for those who may not install a program.

The page depends on the catalogue and the version alone, so that anybody can make it again. Its
policy allows its own script and style, by their hashes, and no request at all.
"""

import json
from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from cse_check.model import ROLES, Edition, Role
from cse_check.numbers import address
from cse_check.render.checklist.facts import facts
from cse_check.render.contacts import numbers_at_hand
from cse_check.screening import statements_for
from cse_check.version import __version__

FOLDER: Final = Path(__file__).parent
SCRIPTS: Final = ("rules.js", "walk.js")
ESCAPED: Final = {ord(each): f"\\u{ord(each):04x}" for each in "<>&"}
"""What could end a script's element, or begin another, inside the JSON."""


def checklist_page(edition: Edition) -> str:
    """Return the page of an area: the same for the same catalogue and version."""
    style = _text("checklist.css")
    script = "".join(map(_text, SCRIPTS))
    catalogue = edition.catalogue
    says = statements_for(catalogue)
    return _template().render(
        catalogue=catalogue,
        cards={role: tuple(numbers_at_hand(catalogue, role, says)) for role in Role},
        facts=embedded(facts(edition)),
        policy=policy(style, script),
        roles=ROLES,
        says=says,
        script=script,
        sha256=edition.sha256,
        style=style,
        version=__version__,
    )


def embedded(values: dict[str, Any]) -> str:
    """Return values as JSON that can stand in a page's script element, whatever is in them."""
    written = json.dumps(values, ensure_ascii=True, separators=(",", ":"))
    return written.translate(ESCAPED)


def policy(style: str, script: str) -> str:
    """Return the policy of a page: this style and this script, no request, no markup of a text."""
    return (
        f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; "
        "connect-src 'none'; base-uri 'none'; form-action 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _text(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True,
        keep_trailing_newline=True,
        loader=FileSystemLoader(FOLDER),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters["kind"] = lambda block: type(block).__name__
    environment.filters["address"] = address
    return environment.get_template("checklist.html.jinja")
