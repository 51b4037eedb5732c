"""Docstrings begin as the field writes them: with what a function returns, raises or does."""

import ast
from pathlib import Path

import pytest

from examples import PROJECT

PACKAGE = PROJECT / "cse_check"
VAGUE = frozenset({"Give", "Gives", "Hold", "Holds", "Say", "Says"})
"""Openings that leave open whether something is returned, printed or compared."""
SPEAKING = ("prompts", "interview")
"""The rooms where to say something is what a function does."""
MODULES = sorted(path.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py"))


def openings(text: str) -> dict[str, str]:
    """Return the first word of every function's docstring, by the function's name."""
    functions = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef))
    written = {each.name: ast.get_docstring(each) for each in functions}
    return {name: said.split()[0] for name, said in written.items() if said}


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_no_docstring_begins_vaguely(module: Path) -> None:
    found = openings((PACKAGE / module).read_text(encoding="utf-8"))
    vague = VAGUE - {"Say"} if module.parts[0] in SPEAKING else VAGUE
    assert {name: word for name, word in found.items() if word in vague} == {}
