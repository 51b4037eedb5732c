"""How fast and in how much memory a caseload is screened, beside what one would write by hand.

    python benchmarks/batch.py [ROWS] [ROUNDS] [NAME ...]

`exports.py` makes the files, `contenders.py` has the programs. Besides writing what they write,
cse-check lists the rejects with their lines, refuses references that come twice, and counts
everything. It runs with numpy (the extra `fast`) and without; all who are named take part, or all.

Whole processes are timed one after the other, in alternation, until their output is on the disk:
the wall clock, and the time of all processors, which says more where others use the machine. The
median of the rounds is shown with the peak of memory and, for wall clock and memory, the ratio to
Polars. Those who take minutes run once. Results that differ from cse-check's are named, and then
it exits 1; so it does when cse-check takes over 30 MB more for all rows than for a thousand.
"""

import csv
import os
import subprocess
import sys
import tempfile
import time
from hashlib import blake2b
from pathlib import Path
from statistics import median
from typing import Final, NamedTuple

from contenders import CONTENDERS
from exports import EXPORTS, Export

ROWS: Final = 1_000_000
ROUNDS: Final = 3
FLAT: Final = 30_000_000
HERE: Final = Path(__file__).parent
OURS: Final = {"cse-check, fast": "1", "cse-check": "0"}
BESIDE: Final = "polars"
SLOW: Final = ("csv", "pandas")


class Measured(NamedTuple):
    """What one run took."""

    wall: float
    processors: float
    peak: int


def measure(arguments: list[str], fast: str = "1", allowed: tuple[int, ...] = (0,)) -> Measured:
    """Run this Python with these arguments, and return how long it took and the most memory."""
    start = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, *arguments],
        stderr=subprocess.PIPE,
        env={**os.environ, "CSE_CHECK_FAST": fast},
    )
    assert child.stderr is not None  # noqa: S101 - it is a pipe
    said = child.stderr.read()
    _, status, used = os.wait4(child.pid, 0)
    wall = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in allowed:
        raise SystemExit(f"{arguments} ended with {child.returncode}:\n{said.decode()}")
    return Measured(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


def run(name: str, export: Export, target: Path) -> Measured:
    """Measure one contender; cse-check ends with 4 because rows are rejected."""
    if name not in OURS:
        program = str(HERE / "contenders.py")
        return measure([program, name, str(export.job), str(export.source), str(target)])
    command = ["-m", "cse_check", "batch", str(export.source), "--area", "leeds", "--force"]
    return measure([*command, *export.options, "--output", str(target)], OURS[name], (0, 4))


def digest(path: Path) -> tuple[int, str]:
    """Return how many cases a result has, and a digest of their cells, in whatever order."""
    count, total = 0, 0
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.reader(file):
            said = blake2b("|".join(row).encode(), digest_size=8).digest()
            total ^= int.from_bytes(said, "big")
            count += 1
    return count - 1, f"{total:016x}"


def compare(export: Export, names: list[str], rounds: int, folder: Path) -> bool:
    """Measure all on one file and print what they took; return whether all came to the same."""
    measured: dict[str, list[Measured]] = {name: [] for name in names}
    for number in range(rounds):
        for name in names:
            if name not in SLOW or number == 0:
                measured[name].append(run(name, export, folder / f"{name}.csv"))
    found = {name: digest(folder / f"{name}.csv") for name in names}
    right = next(iter(found.values()))
    walls = {name: median(each.wall for each in runs) for name, runs in measured.items()}
    peaks = {name: max(each.peak for each in runs) for name, runs in measured.items()}
    beside = BESIDE if BESIDE in names else names[0]
    print(f"{'':<18}{'wall':>8}{'':>8}{'processors':>14}{'memory':>12}{'':>8}")
    for name, runs in measured.items():
        processors = median(each.processors for each in runs)
        print(
            f"{name:<18}{walls[name]:7.2f}s{walls[name] / walls[beside]:7.2f}x{processors:13.2f}s"
            f"{peaks[name] / 1e6:9.0f} MB{peaks[name] / peaks[beside]:7.2f}x"
            + ("" if found[name] == right else "  OTHER RESULTS")
        )
    return set(found.values()) == {right} and right[0] == export.good


def is_flat(few: Export, many: Export, names: list[str], folder: Path) -> bool:
    """Return whether cse-check's memory stays as it is however long the file is."""
    grown = {
        name: run(name, many, folder / "many.csv").peak - run(name, few, folder / "few.csv").peak
        for name in names
        if name in OURS
    }
    for name, more in grown.items():
        print(f"{name}: {more / 1e6:.1f} MB more than for 1,000 rows")
    return all(more < FLAT for more in grown.values())


def main() -> int:
    """Measure everybody on every file, and say whether all is as it should be."""
    numbers = [int(each) for each in sys.argv[1:] if each.isdigit()]
    rows, rounds, *_ = [*numbers, *(ROWS, ROUNDS)[len(numbers) :]]
    named = [each for each in sys.argv[1:] if not each.isdigit()]
    names = [each for each in (*OURS, *CONTENDERS) if each in named or not named]
    good = True
    for make in EXPORTS:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            export = make(folder, rows)
            size = export.source.stat().st_size / 1e6
            print(f"{export.name}: {rows:,} rows, {size:,.0f} MB; median of {rounds} rounds")
            good &= compare(export, names, rounds, folder)
            good &= is_flat(make(folder, 1000), export, names, folder)
            print()
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
