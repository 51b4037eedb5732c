"""The same from outside: strace makes the n-th call fail, or sends the process a signal there.

A sample of it is run wherever strace is; CSE_CHECK_FAULTS=all tries every call that can lose
something, which takes minutes.
"""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from tempfile import mkdtemp
from typing import Final, NamedTuple

import pytest
from faults.scenes import SCENES, Outcome, Scene, files_of, prepare
from shells import PROGRAM, Program, Ran

WRITING: Final = ("fsync", "link", "linkat", "rename", "unlink", "ftruncate", "mkdir", "flock")
"""Calls that change what is on the disk: all are tried."""
MANY: Final = ("openat", "read", "write", "close")
"""Calls that Python makes by the hundred while it imports: one in so many is tried."""
ALL: Final = os.environ.get("CSE_CHECK_FAULTS") == "all"
EVERY: Final = {"openat": 23, "read": 23, "write": 3, "close": 23} if ALL else {}
HAPPENS: Final = ("error=EIO", "error=ENOSPC", "error=EMFILE", "signal=SIGINT", "signal=SIGTERM")
PATIENCE: Final = 60
MOST: Final = 150 if ALL else 20
"""How many faults a scene may have; of more, every second is tried, or every third."""
BEGINNINGS: Final = ("indicators_", "/drafts.", "cli/catalogue")
"""What is opened first for a scene: a catalogue, or the command itself, compiled or not."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("strace"), reason="needs strace (apt-get install strace)"),
]


class Injected(NamedTuple):
    """What happens at which call."""

    call: str
    number: int
    happens: str

    def __str__(self) -> str:
        return f"inject={self.call}:{self.happens}:when={self.number}"


def test_every_call_of_the_process_may_fail(name: str, tmp_path: Path) -> None:
    scene = SCENES[name]
    home, log = _laid_out(tmp_path, scene), tmp_path / "calls"
    assert _traced(home, scene, log, f"trace={','.join((*WRITING, *MANY))}").code in (0, 4, 130)
    whole = files_of(home)
    wrong, tried = [], 0
    for injected in _injections(log.read_text(errors="replace")):
        home = _laid_out(tmp_path, scene)
        before = files_of(home)
        ran = _traced(home, scene, log, f"trace={injected.call}", str(injected))
        said = _unheard(log.read_text(errors="replace"))
        outcome = Outcome(scene, ran, before, files_of(home), whole, cleaning=_cleans(injected))
        tried += 1
        wrong += [f"{injected}: {each}: {ran}" for each in outcome.faults() if not said]
        shutil.rmtree(home)
    assert tried
    sys.stdout.write(f"{name}: {tried} faults, {tried - len(wrong)} held\n")
    assert not wrong, "\n".join([f"{len(wrong)} of {tried}", *wrong[:20]])


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Try every scene, or the one that writes most."""
    metafunc.parametrize("name", list(SCENES) if ALL else ["screen --force"])


def _laid_out(folder: Path, scene: Scene) -> Path:
    home = Path(mkdtemp(dir=folder))
    prepare(home, scene)
    return home


def _traced(home: Path, scene: Scene, log: Path, *expressions: str) -> Ran:
    options = [part for expression in expressions for part in ("-e", expression)]
    ran = subprocess.run(
        ["strace", "-qq", "-o", log, *options, *PROGRAM, *scene.args],
        input=scene.stdin.encode(),
        capture_output=True,
        cwd=home,
        env={**Program(home).environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"},
        timeout=PATIENCE,
        check=False,
    )
    return Ran(ran.returncode, ran.stdout.decode(), ran.stderr.decode())


def _injections(calls: str) -> list[Injected]:
    """Return what to inject, from the first call on that has to do with the files of a scene."""
    lines = calls.splitlines()
    begin = next(at for at, line in enumerate(lines) if any(name in line for name in BEGINNINGS))
    counts: Counter[str] = Counter()
    found = []
    for at, line in enumerate(lines):
        call = line.partition("(")[0]
        counts[call] += 1
        if at >= begin and (call in WRITING or _has_its_turn(call, counts[call])):
            found += [Injected(call, counts[call], happens) for happens in HAPPENS]
    return found[:: len(found) // MOST + 1]


def _has_its_turn(call: str, number: int) -> bool:
    return call in EVERY and number % EVERY[call] == 0


def _unheard(log: str) -> bool:
    """Return whether what failed was to say something: what was said is then not known."""
    return bool(re.search(r"^write\([12],.*\(INJECTED\)", log, re.M))


def _cleans(injected: Injected) -> bool:
    return injected.call in ("unlink", "close")
