"""How long each command takes to start, as a ratio to what its libraries alone take to import.

    python benchmarks/startup.py [ROUNDS]

Whole processes are timed in alternation, so that a busy machine slows all of them alike. Each
round gives one ratio a command; the median is printed. Exits 1 when one is above its budget.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

BUDGETS = {"--help": 0.75, "areas": 0.95, "contacts": 0.95, "batch": 1.1, "screen": 0.95}
FLOOR = ["-c", "import typer, rich.console, yaml, msgspec"]
PROGRAM = ["-m", "cse_check"]
COMMANDS = {
    "--help": ["--help"],
    "areas": ["areas"],
    "contacts": ["contacts", "--area", "leeds"],
    "batch": ["batch", "--area", "leeds"],
    "screen": ["screen", "--area", "leeds", "--format", "text", "--answers"],
}


# compiled files are kept, as they are for whoever uses the program
ENVIRON = {name: said for name, said in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def seconds(arguments: list[str]) -> float:
    """Return how long one run of this Python with these arguments takes."""
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, *arguments],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=ENVIRON,
    )
    return time.perf_counter() - start


def main() -> int:
    """Time every command, print the ratios, and say whether all are within the budget."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 25
    with tempfile.TemporaryDirectory() as folder:
        answers = Path(folder) / "answers.yaml"
        answers.write_text("education.truanting: yes\n", encoding="utf-8")
        commands = {name: [*PROGRAM, *words] for name, words in COMMANDS.items()}
        commands["screen"].append(str(answers))
        cases = Path(folder) / "cases.csv"
        cases.write_text("case_ref,education.truanting\nC-1,yes\n", encoding="utf-8")
        commands["batch"].append(str(cases))
        ratios: dict[str, list[float]] = {name: [] for name in commands}
        floors = []
        for arguments in (FLOOR, *commands.values()):  # once unmeasured: fills the caches
            seconds(arguments)
        for _ in range(rounds):
            floor = seconds(FLOOR)
            floors.append(floor)
            for name, arguments in commands.items():
                ratios[name].append(seconds(arguments) / floor)
    print(f"floor: {median(floors):.3f} s for: python {FLOOR[0]} '{FLOOR[1]}'")
    for name, measured in ratios.items():
        print(f"{name:<10}{median(measured):.2f} of the floor (budget {BUDGETS[name]})")
    return 0 if all(median(ratios[name]) <= budget for name, budget in BUDGETS.items()) else 1


if __name__ == "__main__":
    sys.exit(main())
