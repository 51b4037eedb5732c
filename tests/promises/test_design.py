"""The design document: the walks through the code name what is there."""

import ast
import re

import pytest

from examples import PROJECT

DESIGN = (PROJECT / "docs" / "design.md").read_text(encoding="utf-8")
WALKS = re.search(r"^## Four walks through the code\n(.*?)^## ", DESIGN, re.S | re.M)
"""The part that tells of them."""


def walks() -> list[str]:
    """Return the walks, each a paragraph that begins with its subject in bold."""
    assert WALKS
    return re.findall(r"^\*\*.*?(?=\n\n)", WALKS[1], re.S | re.M)


def named_in_code() -> set[str]:
    """Return every function and class of the package, those in a class as `Class.method`."""
    found = set()
    for path in (PROJECT / "cse_check").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                found.add(node.name)
            if isinstance(node, ast.ClassDef):
                inside = (each for each in node.body if isinstance(each, ast.FunctionDef))
                found |= {f"{node.name}.{each.name}" for each in inside}
    return found


def test_there_are_four_walks_of_four_lines() -> None:
    assert [len(walk.splitlines()) for walk in walks()] == [4, 4, 4, 4]


@pytest.mark.parametrize("walk", walks(), ids=lambda walk: walk.split("**")[1])
def test_every_name_in_a_walk_is_in_the_code(walk: str) -> None:
    names = set(re.findall(r"`([^`]+)`", walk))
    assert len(names) >= 5
    assert names - named_in_code() == set()
