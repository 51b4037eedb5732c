"""The import contracts of pyproject.toml: a forbidden import that is planted is found."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from examples import PROJECT

PLANTED = [
    ("comparison", "typer"),
    ("interview.drafts", "typer"),
    ("sealing", "typer"),
    ("interview.walk", "rich"),
    ("narrative", "rich"),
    ("interview.walk", "yaml"),
    ("case_ref", "yaml"),
    ("keeping.tracing", "yaml"),
    ("interview.drafts", "jinja2"),
    ("comparison", "jinja2"),
    ("render.text", "jinja2"),
    ("cli.layout", "jinja2"),
    ("store", "pyrage"),
    ("cli.editions", "platformdirs"),
    ("store.moving", "platformdirs"),
    ("interview.walk", "prompt_toolkit"),
    ("prompts.single_keys", "prompt_toolkit"),
    ("cli.screen.prompter", "prompt_toolkit"),
    ("keeping.tracing", "phonenumbers"),
    ("numbers", "phonenumbers"),
    ("render.html", "docx"),
    ("render.document", "typst"),
    ("model", "cse_check.screening"),
    ("reading.files", "cse_check.catalogue.load"),
    ("catalogue.load", "cse_check.corrections.overlay"),
    ("record", "cse_check.store"),
]


@pytest.fixture(scope="module")
def verdict(tmp_path_factory: pytest.TempPathFactory) -> str:
    copy = tmp_path_factory.mktemp("planted")
    shutil.copytree(PROJECT / "cse_check", copy / "cse_check", ignore=_NO_CACHE)
    shutil.copy(PROJECT / "pyproject.toml", copy)
    (copy / "cse_check" / "helpers.py").write_text('"""A module that no layer names."""\n')
    for module, imported in PLANTED:
        path = _file_of(copy / "cse_check", module)
        path.write_text(path.read_text() + f"\n\ndef _planted():\n    import {imported}\n")
    return _lint_imports(copy)


_NO_CACHE = shutil.ignore_patterns("__pycache__", "_data")


def _file_of(package: Path, module: str) -> Path:
    path = package.joinpath(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def _lint_imports(folder: Path) -> str:
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    ran = subprocess.run(
        [sys.executable, "-P", "-c", code, "--no-cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert ran.returncode == 1, ran.stdout + ran.stderr
    return ran.stdout


@pytest.mark.parametrize(("module", "imported"), PLANTED)
def test_a_planted_import_breaks_a_contract(verdict: str, module: str, imported: str) -> None:
    assert re.search(rf"cse_check\.{re.escape(module)} -> {re.escape(imported)}\b", verdict), (
        verdict
    )


def test_a_module_that_no_layer_names_breaks_the_contract(verdict: str) -> None:
    assert "- cse_check.helpers" in verdict, verdict
