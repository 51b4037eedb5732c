"""What the guard costs: a 300 KB catalogue through it, as a ratio to plain CSafeLoader.

    python benchmarks/catalogue.py [ROUNDS]

Both are timed in alternation in one process, so that a busy machine slows them alike. Each round
gives one ratio a step; the median is printed. Nothing fails here: it is for comparing changes.
"""

import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median

import yaml

from cse_check.catalogue.load import load
from cse_check.keeping.examine import examine
from cse_check.reading.tree import Report, read_tree

SIZE = 300 * 1024
SEED = Path(__file__).resolve().parent.parent / "data" / "indicators_leeds.yaml"
INDICATOR = """\
      - id: education.made-up-{number}
        text: Something made up, number {number}
        source_text: "Something made up"
        source: guide
        urgent: false
        note: >-
          It is here to make the file as large as one that holds every guide of a region, with a
          note of two lines.
"""


def catalogue() -> bytes:
    """Return a valid catalogue of about 300 KB: the one of Leeds with many more indicators."""
    text = SEED.read_text(encoding="utf-8")
    before, after = text.split("    indicators:\n", 1)
    count = (SIZE - len(text)) // len(INDICATOR.format(number=1000))
    more = "".join(INDICATOR.format(number=number) for number in range(count))
    return f"{before}    indicators:\n{more}{after}".encode()


def seconds(step: Callable[[], object]) -> float:
    """Return how long one call takes."""
    start = time.perf_counter()
    step()
    return time.perf_counter() - start


def main() -> None:
    """Time every step beside plain CSafeLoader, and print the ratios."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    data = catalogue()
    steps: dict[str, Callable[[], object]] = {
        "guarded tree": lambda: read_tree(data, Report("f")),
        "typed and checked": lambda: load(data, "f"),
        "with warnings": lambda: examine(data, Path("f"), date(2026, 11, 21)),
    }
    ratios: dict[str, list[float]] = {name: [] for name in steps}
    floors = []
    for _ in range(rounds):
        floor = seconds(lambda: yaml.load(data, Loader=yaml.CSafeLoader))
        floors.append(floor)
        for name, step in steps.items():
            ratios[name].append(seconds(step) / floor)
    print(f"plain CSafeLoader: {median(floors):.3f} s for {len(data) // 1024} KB")
    for name, measured in ratios.items():
        print(f"{name:<18}{median(measured):.2f} of that")


if __name__ == "__main__":
    main()
