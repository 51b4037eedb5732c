"""Two at once lose nothing: what is read, changed and written is held by one of them."""

import subprocess
import sys
from pathlib import Path

import pytest
from shells import PROGRAM, Program

from cse_check.errors import FileAccessError
from cse_check.store.locks import locked
from examples import bundled

IDS = [each.id for each in bundled("leeds").catalogue.contacts if each.phone != "999"]
PROCESSES = 20


def test_of_twenty_corrections_at_once_none_is_lost(tmp_path: Path) -> None:
    program = Program(tmp_path)
    changes = [
        ("confirm", "leeds", name) if number % 2 else
        ("correct", "leeds", name, "--phone", "0113 496 0000", "--source", f"call {number}")
        for number, name in zip(range(PROCESSES), IDS * PROCESSES, strict=False)
    ]  # fmt: skip
    running = [
        subprocess.Popen(
            [*PROGRAM, "contacts", *change],
            env=program.environ, cwd=tmp_path, stderr=subprocess.PIPE,
        )
        for change in changes
    ]  # fmt: skip
    said = [each.communicate()[1].decode() for each in running]
    assert [each.returncode for each in running] == [0] * PROCESSES, said
    kept = (tmp_path / ".local/share/cse-check/contacts/leeds.yaml").read_text()
    for change in changes:
        mark = f"id: local-{change[2]}" if change[0] == "correct" else f"contact: {change[2]}"
        assert mark in kept


def test_whoever_waits_too_long_is_told_which_process_holds_it(tmp_path: Path) -> None:
    path = tmp_path / "leeds.yaml"
    code = (
        "import sys, pathlib; from cse_check.store.locks import locked\n"
        f"with locked(pathlib.Path({str(path)!r})): print('held', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code],
        env=Program(tmp_path).environ,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdin
    assert holder.stdout
    holder.stdout.readline()
    times = iter(range(100))
    with (
        pytest.raises(FileAccessError, match=rf"leeds\.yaml: .*process {holder.pid}\b.*Nothing"),
        locked(path, patience=5, clock=lambda: next(times), sleep=lambda _: None),
    ):
        pytest.fail("it was held")
    holder.kill()  # the system takes the lock back
    holder.wait()
    holder.stdin.close()
    holder.stdout.close()
    with locked(path, patience=0):
        pass
