"""Signals one upon the other: one end, in order."""

import re
import signal
from pathlib import Path

import pytest
from shells import Program
from systems import ENDING


@pytest.mark.parametrize("number", ENDING)
def test_a_second_signal_while_ending_changes_nothing(number: int, tmp_path: Path) -> None:
    with Program(tmp_path).on_terminal("screen", "--area", "leeds") as terminal:
        terminal.wait_for("1 of 45").type("y").wait_for("2 of 45")
        for _ in range(20):
            terminal.signal(number)
        assert terminal.end() == 130
    assert "Traceback" not in terminal.screen
    assert re.findall(r"\x1b\[\?2004([hl])", terminal.raw)[-1] == "l"
    assert len(list(tmp_path.rglob("*.draft"))) == 1


def test_going_on_again_and_again_changes_nothing(tmp_path: Path) -> None:
    with Program(tmp_path).on_terminal("screen", "--area", "leeds") as terminal:
        terminal.wait_for("1 of 45")
        for _ in range(20):
            terminal.signal(signal.SIGCONT)
        terminal.type("y").wait_for("2 of 45").type("\x03")
        assert terminal.end() == 130
    assert "RuntimeError" not in terminal.screen
