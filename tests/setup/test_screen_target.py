"""`make screen`, whose own words must not be the last ones that somebody sees."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from examples import PROJECT

MAKE = shutil.which("make")
pytestmark = pytest.mark.skipif(not MAKE, reason="needs make")


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """Return where a program stands that `make screen` takes for cse-check."""
    program = tmp_path / "bin" / "cse-check"
    program.parent.mkdir()
    return program


def screen(program: Path, code: int, path: str) -> "subprocess.CompletedProcess[str]":
    """Make the target with a program that ends with a code."""
    program.write_text(f"#!/bin/sh\necho Still worried?\nexit {code}\n")
    program.chmod(0o755)
    environment = program.parent.parent
    return subprocess.run(
        [
            "make",
            "--no-print-directory",
            "screen",
            f"VENV={environment}",
            "-o",
            environment / ".screen",
        ],
        cwd=PROJECT,
        env={**os.environ, "MAKEFLAGS": "", "PATH": path},
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("code", [0, 130])
def test_who_stops_is_told_of_no_error(program: Path, code: int) -> None:
    ran = screen(program, code, f"{program.parent}:{os.defpath}")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "Still worried?\n", "")


def test_who_has_no_cse_check_but_this_is_told_how_to_call_it(program: Path) -> None:
    ran = screen(program, 130, os.defpath)
    expected = f"Still worried?\nIn this folder, cse-check is {program}\n"
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, expected, "")


def test_what_went_wrong_is_an_error(program: Path) -> None:
    ran = screen(program, 3, f"{program.parent}:{os.defpath}")
    assert ran.returncode == 2
    assert "Error" in ran.stderr
