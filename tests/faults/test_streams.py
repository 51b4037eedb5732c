"""Few descriptors, and streams that are closed: an exit code and a message, never a traceback."""

import itertools
import os
from pathlib import Path

import pytest
from shells import PROGRAM, Program

FEW = range(3, 41) if os.environ.get("CSE_CHECK_FAULTS") == "all" else (5, 6, 7, 8, 10, 12, 16)
WRITES = "batch cases.csv --area leeds --output out.csv --report out.html"
CLOSED = [
    " ".join(each)
    for count in (1, 2, 3)
    for each in itertools.combinations(("<&-", ">&-", "2>&-"), count)
]


def run_line(home: Path, line: str) -> tuple[int, str]:
    (home / "cases.csv").write_text("case_ref,education.truanting\nC1,y\n")
    ran = Program(home).run_bytes("-c", line, *PROGRAM, command=("bash",))
    return ran.returncode, ran.stderr.decode()


@pytest.mark.parametrize("number", FEW)
def test_with_few_descriptors_all_is_written_or_nothing_and_that_is_said(
    number: int, tmp_path: Path
) -> None:
    code, said = run_line(tmp_path, f'ulimit -n {number}; exec "$0" "$@" {WRITES}')
    made = {path.name for path in tmp_path.iterdir()} - {"cases.csv", ".local"}
    if number < 5:
        return  # Python itself does not start with so few
    assert "Traceback" not in said
    assert (code, made) in [(0, {"out.csv", "out.html"}), (1, set())], said


@pytest.mark.parametrize("closed", CLOSED)
@pytest.mark.parametrize(
    ("command", "codes"),
    [
        (WRITES, {0}),
        ("contacts --area leeds", {0, 1}),
        ("screen --area leeds", {0, 130}),
        ("", {0}),
    ],
    ids=["batch", "contacts", "screen", "help"],
)
def test_with_closed_streams_a_command_ends_in_order(
    command: str, codes: set[int], closed: str, tmp_path: Path
) -> None:
    code, said = run_line(tmp_path, f'exec "$0" "$@" {command} </dev/null {closed}')
    assert code in codes, said
    assert "Traceback" not in said
