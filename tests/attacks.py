"""Attacks on the guard, in a process with little memory: every file ends in a verdict.

    python tests/attacks.py FOLDER      every file of a folder, as `catalogue validate` reads it
    python tests/attacks.py --bytes     both shipped catalogues, changed at every byte (minutes)

A verdict is exit code 0, or 3 with a position on every line, within `SECONDS` and with no more
than `MEGABYTES` above what the program takes to start. The first that is neither ends this with 1.
"""

import re
import signal
import sys
from collections.abc import Iterator
from datetime import date
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from types import FrameType
from typing import NoReturn

from cse_check.cli import run
from cse_check.cli.shell import Shell
from cse_check.keeping.examine import examine

MEGABYTES = 100
SECONDS = 10
"""Ten times what is asked for, so that a busy machine does not count as a fault."""

FAULT = re.compile(r"[^\n]*?:\d+:\d+: [^\n]+")
VALID = re.compile(r"[^\n]*: is valid: [^\n]+")
HOSTILE = b"\x00\xff\t\n&*!{[}]:-#\"'|%@`?<\xc3\xe2\xef"
DATA = Path(__file__).resolve().parent.parent / "data"


def mutations(data: bytes, position: int) -> Iterator[bytes]:
    """Yield the data with this byte gone, doubled, or made one of the hostile ones."""
    before, here, after = data[:position], data[position : position + 1], data[position + 1 :]
    yield before + after
    yield before + here + here + after
    yield before + HOSTILE[position % len(HOSTILE) :][:1] + after


def is_verdict(data: bytes) -> bool:
    """Return whether looking this through ends in no fault, or in faults with their places."""
    found = examine(data, Path("attacked.yaml"), date(2026, 11, 21))
    placed = all(fault.line >= 1 and fault.column >= 1 for fault in found.faults)
    return placed and (found.edition is not None or bool(found.faults))


def limit() -> None:
    """Take away memory beyond the limit, and stop what takes too long."""
    import resource

    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most = pages * resource.getpagesize() + MEGABYTES * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    signal.signal(signal.SIGALRM, _too_long)


def validate(path: Path) -> tuple[int, str]:
    """Validate a file as the program does, and give the exit code and all that was said."""
    out, err = StringIO(), StringIO()
    stdin = TextIOWrapper(BytesIO(), encoding="utf-8")
    shell = Shell(stdin=stdin, stdout=out, stderr=err, environ={}, today=lambda: date(2026, 11, 21))
    code = run(shell, ["catalogue", "validate", str(path)])
    return int(code), out.getvalue()


def _too_long(_number: int, _frame: FrameType | None) -> NoReturn:
    raise TimeoutError


def _files(folder: Path) -> int:
    examine(b"x", Path("warm.yaml"), date(2026, 11, 21))  # imports are not what is measured
    limit()
    for path in sorted(folder.iterdir()):
        signal.alarm(SECONDS)
        code, said = validate(path)
        signal.alarm(0)
        lines = said.splitlines()
        placed = all(FAULT.fullmatch(line) or VALID.fullmatch(line) for line in lines)
        print(f"{path.name} {code} {lines[0] if lines else ''}")  # noqa: T201 - this is a script
        if code not in (0, 3) or not lines or not placed:
            return 1
    return 0


def _every_byte() -> int:
    limit()
    for path in sorted(DATA.glob("*.yaml")):
        data = path.read_bytes()
        for position in range(len(data)):
            signal.alarm(SECONDS)
            if not all(map(is_verdict, mutations(data, position))):
                print(f"{path}: no verdict when byte {position} is changed")  # noqa: T201
                return 1
        signal.alarm(0)
        print(f"{path}: {3 * len(data)} changes, each with a verdict")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(_every_byte() if sys.argv[1] == "--bytes" else _files(Path(sys.argv[1])))
