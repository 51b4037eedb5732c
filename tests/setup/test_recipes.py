"""CONTRIBUTING's recipes, followed to the letter in a copy of the project: what they say is enough.

An area, a format and a command are made up. They are added in one copy, one after the other, since
the checks and tests that then run there take a while: the new ones, and those that hold the areas,
the documents and the promises against what there is; with CSE_CHECK_RECIPES=all, the quick suite.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from examples import PROJECT

pytestmark = pytest.mark.slow

MADE_UP = Path(__file__).parent / "recipes"
CONTRIBUTING = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")
LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"
TOUCHED = (
    "catalogue/test_bundled_catalogues.py", "promises/test_design.py", "promises/test_privacy.py",
    "promises/test_public_api.py", "promises/test_readme.py", "setup/test_contracts.py",
    "setup/test_docstrings.py", "render/test_org.py", "cli/test_sources.py",
)  # fmt: skip
TESTS = ["."] if os.environ.get("CSE_CHECK_RECIPES") == "all" else list(TOUCHED)
CHECKS = {
    "style": ["-m", "ruff", "check", "--no-cache", "."],
    "layout": ["-m", "ruff", "format", "--no-cache", "--check", "."],
    "types": ["-m", "mypy", "--cache-dir", os.devnull, "cse_check"],
    "imports": ["-c", LINT_IMPORTS, "--no-cache"],
    "tests": ["-m", "pytest", "-p", "no:cacheprovider", "-n", "2", "-q", "-m", "not slow"]
    + [f"tests/{each}" for each in TESTS],
}
AREA = "abbots-wold"


class Recipe:
    """A recipe of CONTRIBUTING, followed in a copy; it has to name every file that is touched."""

    def __init__(self, heading: str, copy: Path, **names: str) -> None:
        self._text = CONTRIBUTING.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
        self._copy = copy
        self._names = names

    def add(self, path: str, text: str) -> None:
        """Write a new file."""
        place = self._place(path)
        assert not place.exists(), f"{place} is there already"
        place.write_text(text, encoding="utf-8")

    def insert(self, path: str, text: str, *, before: str) -> None:
        """Put something into a file that is there."""
        place = self._place(path)
        found = place.read_text(encoding="utf-8")
        assert found.count(before) == 1, f"{path} has {before!r} {found.count(before)} times"
        place.write_text(found.replace(before, text + before), encoding="utf-8")

    def _place(self, path: str) -> Path:
        if path not in self._text:
            pytest.fail(f"CONTRIBUTING.md: the recipe does not say that {path} is touched.")
        for placeholder, name in self._names.items():
            path = path.replace(placeholder, name)
        return self._copy / path


def add_area(copy: Path) -> None:
    """Add an area; its catalogue is that of docs/catalogues.md by another name."""
    recipe = Recipe("Adding an area", copy, AREA=AREA)
    text = (copy / "examples/keeping/indicators_north-wold.yaml").read_text(encoding="utf-8")
    text = text.replace("north-wold", AREA).replace("North Wold", "Abbots Wold")
    recipe.add("data/indicators_AREA.yaml", text)
    recipe.add("tests/areas/AREA.yaml", _made_up("area.yaml"))


def add_format(copy: Path) -> None:
    recipe = Recipe("Adding a format", copy, FORMAT="org")
    recipe.add("cse_check/render/FORMAT.py", _made_up("format.py"))
    recipe.add("tests/render/test_FORMAT.py", _made_up("test_format.py"))
    recipe.insert(
        "cse_check/render/__init__.py",
        '@FORMATS.add("org", ".org")\ndef _org() -> Layout:\n'
        "    from cse_check.render.org import render_document\n\n    return render_document\n\n\n",
        before="def render_document(",
    )
    recipe.insert("docs/commands.md", ", also `org`", before=" |\n| `--form` |")


def add_command(copy: Path) -> None:
    recipe = Recipe("Adding a command", copy, COMMAND="sources")
    recipe.add("cse_check/cli/COMMAND.py", _made_up("command.py"))
    recipe.add("tests/cli/test_COMMAND.py", _made_up("test_command.py"))
    recipe.insert(
        "cse_check/cli/app.py",
        '    "sources": Command("cse_check.cli.sources", "List an area\'s sources."),\n',
        before='    "batch": Command(',
    )
    recipe.insert("docs/commands.md", _made_up("command.md"), before="## `areas`: ")
    row = "| [`sources`](#sources-what-an-areas-words-and-numbers-stand-on) | lists them |\n"
    recipe.insert("docs/commands.md", row, before="| [`batch`]")
    recipe.insert("README.md", "| `sources` | lists an area's sources |\n", before="| `batch` |")


def _made_up(name: str) -> str:
    return (MADE_UP / f"{name}.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project's own files, with all three recipes followed in it."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
    )
    if listed.returncode:
        pytest.skip("needs a checkout that git made, to know which files are the project's")
    copy = tmp_path_factory.mktemp("recipes") / "copy"
    for name in filter(None, listed.stdout.split("\0")):
        if (PROJECT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(PROJECT / name, copy / name)
    for follow in (add_area, add_format, add_command):
        follow(copy)
    return copy


def run(copy: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run Python in the copy, with nothing of this run in its environment."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, *command],
        cwd=copy,
        env={**kept, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def test_the_area_is_valid_against_its_guide(copy: Path) -> None:
    ran = run(
        copy,
        *("-m", "cse_check", "catalogue", "validate", f"data/indicators_{AREA}.yaml"),
        *("--source", "examples/keeping/guide.txt"),
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize("check", CHECKS)
def test_the_checks_pass_where_the_recipes_were_followed(copy: Path, check: str) -> None:
    temporary = ["--basetemp", str(copy.parent / "tests")] if check == "tests" else []
    ran = run(copy, *CHECKS[check], *temporary)
    failed = re.findall(r"^(?:FAILED|ERROR) .*", ran.stdout, re.M)
    assert ran.returncode == 0, "\n".join(failed) or ran.stdout[-3000:] + ran.stderr[-3000:]


@pytest.mark.parametrize(
    "words",
    [
        *("screen --area abbots-wold --answers no.yaml", "catalogue show abbots-wold"),
        "compare examples/record_older.json examples/record_newer.json",
        "report examples/record_older.json",
    ],
)
def test_every_command_that_has_formats_has_the_new_one(copy: Path, words: str) -> None:
    (copy / "no.yaml").write_text("health.self-harm: no\n", encoding="utf-8")
    ran = run(copy, "-m", "cse_check", *words.split(), "--format", "org")
    assert ran.stdout.startswith("#+TITLE: "), ran.stderr


def test_the_help_names_the_new_format_and_its_suffix(copy: Path) -> None:
    shown = " ".join(run(copy, "-m", "cse_check", "screen", "--help").stdout.split())
    assert "|fhir|org" in shown
    assert ".json or .org" in shown
