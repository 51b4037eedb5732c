"""Setting up where nothing can be fetched: one line that says what, and nothing left half-made."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from examples import PROJECT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("make"), reason="needs make"),
]


def make(target: str, environment: Path) -> "subprocess.CompletedProcess[str]":
    """Make a target with an environment elsewhere, and nowhere to fetch from."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    return subprocess.run(
        ["make", "--no-print-directory", target, f"VENV={environment}", f"PYTHON={sys.executable}"],
        cwd=PROJECT,
        env={**kept, "PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "MAKEFLAGS": ""},
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_a_network_make_says_in_one_line_what_it_could_not_fetch(tmp_path: Path) -> None:
    environment = tmp_path / "environment"
    for target in ("screen", "test"):  # the second is the second run, too
        ran = make(target, environment)

        notice, fault = ran.stdout.splitlines()
        assert notice.startswith("Setting up, once")
        assert "requirements/build.txt" in fault
        assert "Is there a network?" in fault
        assert "No matching distribution" in (environment / "pip.log").read_text(encoding="utf-8")
        assert ran.returncode == 2
        assert not (environment / ".screen").exists()
