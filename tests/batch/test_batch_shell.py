"""What surrounds a long run: a bar that comes and goes."""

import gzip
import re
import sys
from collections.abc import Callable
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest
from shells import Program

from cse_check.cli import run
from cse_check.cli.batch import progress
from cse_check.cli.batch.progress import Progress
from cse_check.cli.shell import Shell
from examples import TODAY


class Screen(StringIO):
    """A terminal that keeps what is written to it."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def shell(screen: StringIO, **environ: str) -> Shell:
    return Shell(
        stdin=TextIOWrapper(BytesIO(), encoding="utf-8"),
        stdout=sys.stdout,
        stderr=screen,
        environ={"COLUMNS": "100", "TERM": "xterm", **environ},
        today=lambda: TODAY,
    )


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", -1)


def shown(read: Callable[[Progress], object], screen: StringIO, *, plain: bool = False) -> str:
    data = BytesIO(b"x" * 9000)
    bar = Progress(data, shell(screen), plain=plain)
    bar.counts = lambda: (1234, 5)
    read(bar)
    bar.finish()
    assert not data.closed
    return screen.getvalue()


def read_all(bar: Progress) -> None:
    assert bar.readable()
    while bar.read1(4096):
        pass


@pytest.mark.usefixtures("at_once")
def test_rows_rate_and_rejects_are_shown_on_a_terminal() -> None:
    said = shown(read_all, Screen())
    assert "1,234 rows, " in said
    assert " a second, 5 rejected" in said


def test_a_short_run_shows_nothing() -> None:
    assert shown(read_all, Screen()) == ""


@pytest.mark.usefixtures("at_once")
def test_nothing_is_shown_in_a_pipe_or_in_plain_lines() -> None:
    assert shown(read_all, StringIO()) == ""
    assert shown(read_all, Screen(), plain=True) == ""


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("name", ["cases.csv", "cases.csv.gz"])
def test_how_much_of_a_file_was_read_is_known(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(b"x" * 90_000) if name.endswith(".gz") else b"x" * 90_000)
    screen = Screen()
    with path.open("rb") as file:
        source = gzip.GzipFile(fileobj=file) if name.endswith(".gz") else file
        bar = Progress(source, shell(screen))  # type: ignore[arg-type]  # it is read alike
        read_all(bar)
        bar.finish()
    assert " rows, " in screen.getvalue()


def test_a_run_of_many_rows_is_written_in_pieces(tmp_path: Path) -> None:
    program = Program(tmp_path)
    rows = "".join(f"C{number},y\n" for number in range(2500))
    ran = program.run_inside(
        "batch", "-", "--area", "leeds", stdin=f"case_ref,education.truanting\n{rows}"
    )
    assert ran.out.count("\n") == 2501


@pytest.mark.usefixtures("at_once")
def test_a_run_shows_how_far_it_has_come(tmp_path: Path) -> None:
    cases, screen = tmp_path / "cases.csv", Screen()
    rows = "".join(f"C{number},y\n" for number in range(9000))
    cases.write_text(f"case_ref,education.truanting\n{rows}x\n")
    args = ["batch", str(cases), "--area", "leeds", "--output", str(tmp_path / "out.csv")]
    assert run(shell(screen, HOME=str(tmp_path)), args) == 4
    assert re.search(r"[1-9][0-9,]+ rows, [1-9][0-9,]* a second, [01] rejected", screen.getvalue())
