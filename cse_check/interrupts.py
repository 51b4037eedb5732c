"""Ctrl-C and a request to end: taken at once, but never while files are made, placed or taken away.

A signal is not a thing of one command, so this is what the whole process knows of it. Nothing is
written where a signal is taken, and the first one that stops the work is the last that is heard:
what it sets off, telling where the draft is and giving the terminal back, is not disturbed.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

from cse_check.platforms import here


class Interrupts:
    """The signals of this process that ask it to end, and how many pieces of work hold them."""

    def __init__(self) -> None:
        self.holds = 0
        self.asked = False
        self.ending = False

    def take(self, _number: int, _frame: FrameType | None) -> None:
        """Stop the work, now or when nothing holds the signals any more."""
        self.asked = True
        self.deliver()

    def deliver(self) -> None:
        """Stop the work if that was asked and may be.

        Raises:
            KeyboardInterrupt: it is stopped.
        """
        if self.asked and not self.holds and not self.ending:
            self.ending = True
            raise KeyboardInterrupt

    def hold(self) -> None:
        """From here on signals wait; as often as this was called, `release` has to be."""
        self.holds += 1

    def release(self) -> None:
        """Undo one `hold`; after the last, a signal that waited stops the work."""
        self.holds -= 1
        self.deliver()


PROCESS: Final = Interrupts()


def take_signals() -> None:
    """Take the signals of this process; one that is ignored, as under nohup, stays ignored."""
    for number in here().ending:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, PROCESS.take)


@contextmanager
def held() -> Iterator[None]:
    """Let signals wait during this block; one that came stops the work after it."""
    PROCESS.hold()
    try:
        yield
    finally:
        PROCESS.release()


@contextmanager
def heard() -> Iterator[None]:
    """Let signals through during this block, inside of one that holds them."""
    holds, PROCESS.holds = PROCESS.holds, 0
    try:
        PROCESS.deliver()
        yield
    finally:
        PROCESS.holds = holds
