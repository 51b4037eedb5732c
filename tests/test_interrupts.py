"""Signals: taken at once, but not while files are made, put in place or taken away."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from systems import unix

from cse_check.cli.batch.run import stoppable
from cse_check.errors import InterruptedBatchError
from cse_check.interrupts import Interrupts, heard, held, take_signals
from cse_check.platforms import here
from cse_check.store import Writing


@pytest.fixture(autouse=True)
def process(monkeypatch: pytest.MonkeyPatch) -> Iterator[Interrupts]:
    """Take the signals of the test's process, and give them back."""
    before = {number: signal.getsignal(number) for number in here().ending}
    fresh = Interrupts()
    monkeypatch.setattr("cse_check.interrupts.PROCESS", fresh)
    monkeypatch.setattr("cse_check.store.writing.PROCESS", fresh)
    take_signals()
    yield fresh
    for number, handler in before.items():
        signal.signal(number, handler)


def ask_to_end(number: signal.Signals = signal.SIGTERM) -> None:
    signal.raise_signal(number)


@pytest.mark.parametrize("number", here().ending)
def test_a_signal_stops_the_work_at_once(number: signal.Signals) -> None:
    with pytest.raises(KeyboardInterrupt):
        ask_to_end(number)


def test_a_signal_waits_while_it_is_held_and_stops_the_work_after_it() -> None:
    done = []

    def work() -> None:
        with held():
            with held():
                ask_to_end()
                done.append("first")
            done.append("second")
        done.append("never")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert done == ["first", "second"]


def test_a_signal_that_waited_is_heard_where_it_may_be() -> None:
    done = []

    def work() -> None:
        with held():
            ask_to_end()
            done.append("made")
            with heard():
                done.append("never")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert done == ["made"]


def test_a_second_signal_does_not_disturb_what_the_first_set_off() -> None:
    tidied = []

    def work() -> None:
        try:
            ask_to_end()
        finally:
            ask_to_end(signal.SIGINT)
            tidied.append(True)

    with pytest.raises(KeyboardInterrupt):
        work()
    assert tidied == [True]


def test_a_signal_that_is_ignored_stays_ignored() -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    take_signals()
    ask_to_end()


def test_a_caseload_that_is_stopped_says_so() -> None:
    with pytest.raises(InterruptedBatchError), stoppable(), heard():
        ask_to_end()


def test_files_that_are_being_written_are_all_in_place_before_a_signal_is_heard(
    tmp_path: Path,
) -> None:
    paths = [tmp_path / "one", tmp_path / "other"]

    def work() -> None:
        with Writing(paths) as writing:
            ask_to_end()
            for path in paths:
                writing.write(path, "x")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert sorted(tmp_path.iterdir()) == paths


@unix
@pytest.mark.parametrize(
    ("while_it_imports", "code"), [("cse_check.interrupts", -2), ("cse_check.cli.app", 130)]
)
def test_ctrl_c_while_the_program_loads_ends_it_without_a_word(
    while_it_imports: str, code: int
) -> None:
    source = (
        "import signal, sys\n"
        "class Finder:\n"
        "    def find_spec(self, name, path, target=None):\n"
        f"        if name == {while_it_imports!r}:\n"
        "            signal.raise_signal(signal.SIGINT)\n"
        "sys.meta_path.insert(0, Finder())\n"
        "from cse_check.__main__ import main\n"
        "main()\n"
    )
    ran = subprocess.run([sys.executable, "-c", source], capture_output=True, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (code, b"", b"")
