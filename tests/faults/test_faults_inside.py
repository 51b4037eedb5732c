"""Calls of the system fail in turn, and a signal comes before each: old or new, and told."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

import pytest
from commands import RUNNABLE, options_of
from faults.injection import Fault, fails, injected, is_asked_to_end
from faults.scenes import SCENES, Outcome, files_of, prepare
from shells import Program

pytestmark = pytest.mark.slow

CLEANING = ("unlink", "close")
STEP = 1 if os.environ.get("CSE_CHECK_NO_SKIPS") else 3
"""Every call fails in CI, which has the time; at a desk every third."""


def test_every_command_that_writes_a_file_has_a_scene() -> None:
    played = {scene.args[:count] for scene in SCENES.values() for count in (1, 2)}
    writing = {words for words in RUNNABLE if "--output" in options_of(words)}
    assert writing <= played


@pytest.mark.parametrize("happens", [fails, is_asked_to_end], ids=["fails", "signal"])
@pytest.mark.parametrize("name", SCENES)
def test_every_call_may_fail(name: str, happens: Callable[[int], Fault], tmp_path: Path) -> None:
    scene = SCENES[name]
    number, tried, wrong, fired = 1 - STEP, 0, [], True
    whole = None
    while fired:
        home = Path(mkdtemp(dir=tmp_path))
        prepare(home, scene)
        before = files_of(home)
        if whole is None:
            assert Program(home).run_inside(*scene.args, stdin=scene.stdin).code in (0, 4, 130)
            whole = files_of(home)
            continue
        number += STEP
        tried += 1
        fault = happens(number)
        with injected(fault):
            ran = Program(home).run_inside(*scene.args, stdin=scene.stdin)
        fired = fault.at is not None
        cleaning = (fault.at or "").startswith(CLEANING)
        outcome = Outcome(scene, ran, before, files_of(home), whole, cleaning)
        for each in outcome.faults():
            wrong.append(f"{number} {fault.at}: {each}: {ran.code} {ran.err[-300:]}")
    assert tried > 1
    sys.stdout.write(f"{name}: {tried} faults, {tried - len(wrong)} held\n")
    assert not wrong, "\n".join([f"{len(wrong)} of {tried}", *wrong[:20]])
