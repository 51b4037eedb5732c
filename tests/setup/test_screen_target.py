"""`make screen`, whose own words must not be the last ones that somebody sees."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from examples import PROJECT

pytestmark = pytest.mark.skipif(not shutil.which("make"), reason="needs make")


@pytest.mark.parametrize(("code", "ended", "told"), [(0, 0, False), (130, 0, False), (2, 2, True)])
def test_who_stops_is_told_of_no_error(tmp_path: Path, code: int, ended: int, told: bool) -> None:
    program = tmp_path / "bin" / "cse-check"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\necho Stopped before the summary.\nexit {code}\n")
    program.chmod(0o755)
    ran = subprocess.run(
        ["make", "--no-print-directory", "screen", f"VENV={tmp_path}", "-o", tmp_path / ".screen"],
        cwd=PROJECT,
        env={**os.environ, "MAKEFLAGS": ""},
        capture_output=True,
        text=True,
    )
    assert (ran.returncode, ran.stdout) == (ended, "Stopped before the summary.\n")
    assert ("Error" in ran.stderr) == told
