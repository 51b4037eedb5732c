"""The same thing wrong with a file ends every command alike: one exit code, and the same words."""

from collections.abc import Callable
from itertools import product
from pathlib import Path

import pyrage
import pytest
from shells import Program

from cse_check import CseCheckError, load_catalogue, load_mapping, screen_cases
from examples import DATA

FILE = "FILE"
LEEDS = str(DATA / "indicators_leeds.yaml")
ON_LEEDS = ("--area", "leeds")
ROUTES: dict[str, tuple[str, ...]] = {
    "report": ("report", FILE),
    "compare, the older": ("compare", FILE, "record.json"),
    "compare, the newer": ("compare", "record.json", FILE),
    "screen --answers": ("screen", *ON_LEEDS, "--answers", FILE),
    "screen --amend": ("screen", "--amend", FILE),
    "report --identity": ("report", "record.json.age", "--identity", FILE),
    "batch": ("batch", FILE, *ON_LEEDS),
    "batch --mapping": ("batch", "cases.csv", *ON_LEEDS, "--mapping", FILE),
    "page --verify": ("page", "--verify", FILE),
    "catalogue validate": ("catalogue", "validate", FILE),
    "catalogue validate --source": ("catalogue", "validate", LEEDS, "--source", FILE),
    "catalogue show --file": ("catalogue", "show", "--file", FILE),
    "catalogue diff, the older": ("catalogue", "diff", FILE, "leeds"),
    "catalogue diff, the newer": ("catalogue", "diff", "leeds", FILE),
    "catalogue new --from-text": (
        *("catalogue", "new", "north-wold", "--authority", "A", "--title", "T"),
        *("--published", "2020", "--from-text", FILE),
    ),
}
GUIDES = {"catalogue validate --source", "catalogue new --from-text"}
SMALL = ROUTES.keys() - {"batch"}
"""Where a file is read whole, and so has a largest size."""


def nothing(path: Path) -> None:
    """Leave the file out."""


FAULTS: dict[str, tuple[Callable[[Path], object], int, str]] = {
    "missing": (nothing, 1, "file.yaml: cannot be read: No such file or directory."),
    "a folder": (Path.mkdir, 1, "file.yaml: cannot be read: Is a directory."),
    "below a file": (
        lambda path: path.parent.write_bytes(b""),
        1,
        "file.yaml: cannot be read: Not a directory.",
    ),
    "empty": (lambda path: path.write_bytes(b""), 3, "file.yaml:1:1: is empty"),
    "too large": (
        lambda path: path.write_bytes(b"x" * (32 * 1024 * 1024 + 1)),
        3,
        "file.yaml:1:1: is larger than ",
    ),
    "not UTF-8": (lambda path: path.write_bytes(b"\xe9t\xe9: \xe9\n"), 3, "file.yaml:1:1: "),
}


@pytest.fixture
def program(tmp_path: Path) -> Program:
    program = Program(tmp_path)
    identity = pyrage.x25519.Identity.generate()
    (tmp_path / "none.yaml").write_text("{}\n")
    (tmp_path / "cases.csv").write_text("case_ref,education.truanting\nA,y\n")
    lock = ("--output", "record.json.age", "--recipient", str(identity.to_public()))
    screen = ("screen", *ON_LEEDS, "--answers", "none.yaml")
    assert program.run_inside(*screen, "--output", "record.json").code == 0
    assert program.run_inside(*screen, *lock).code == 0
    return program


def holds(fault: str, route: str) -> bool:
    """Return whether this can be wrong with the file that this route reads."""
    if fault == "too large":
        return route in SMALL
    return not (fault == "not UTF-8" and route in GUIDES)  # a guide may be a Windows text


@pytest.mark.parametrize("fault", FAULTS)
def test_one_fault_has_one_exit_code_and_one_message(fault: str, program: Program) -> None:
    spoil, code, message = FAULTS[fault]
    folder = program.home / "folder"
    if fault != "below a file":
        folder.mkdir()
    spoil(folder / "file.yaml")
    for route, args in ROUTES.items():
        if holds(fault, route):
            ran = program.run_inside(*(a.replace(FILE, "folder/file.yaml") for a in args))
            assert (ran.code, message in ran.out + ran.err) == (code, True), (route, ran)


PIPED = sorted(SMALL - {"catalogue diff, the older"} | {"batch"})


@pytest.mark.parametrize("route", PIPED)
def test_what_is_wrong_with_standard_input_ends_as_it_does_for_a_file(
    route: str, program: Program
) -> None:
    args = [each.replace(FILE, "-") for each in ROUTES[route]]
    ran = program.run_inside(*args)
    assert (ran.code, "standard input:1:1: is empty" in ran.out + ran.err) == (3, True), ran
    if route in SMALL:
        ran = program.run_inside(*args, stdin="x" * (32 * 1024 * 1024 + 1))
        assert (ran.code, "standard input:1:1: is larger" in ran.out + ran.err) == (3, True), ran


def test_a_standard_input_that_cannot_be_read_is_named(program: Program) -> None:
    unread = "standard input: cannot be read: Bad file descriptor. "
    for args in ("report -", "batch - --area leeds", "screen --area leeds --answers -"):
        ran = program.run_line(f"cse-check {args} 0> written")
        assert (ran.code, ran.err.startswith(unread)) == (1, True), args


FROM_PYTHON: dict[str, Callable[[Path], object]] = {
    "load_catalogue": load_catalogue,
    "load_mapping": lambda path: load_mapping(path, load_catalogue("leeds")),
    "screen_cases": lambda path: list(screen_cases(path, load_catalogue("leeds"))),
}


ANY_SIZE = ("screen_cases", "too large")
"""A caseload may be of any size."""


@pytest.mark.parametrize(
    ("name", "fault"), [pair for pair in product(FROM_PYTHON, FAULTS) if pair != ANY_SIZE]
)
def test_python_raises_what_the_command_line_says(name: str, fault: str, tmp_path: Path) -> None:
    spoil, code, message = FAULTS[fault]
    folder = tmp_path / "folder"
    if fault != "below a file":
        folder.mkdir()
    spoil(folder / "file.yaml")
    with pytest.raises(CseCheckError) as raised:
        FROM_PYTHON[name](folder / "file.yaml")
    assert raised.value.exit_code == code
    assert message in str(raised.value)
