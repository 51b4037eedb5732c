"""Ctrl-C and a request to end, acted on only where they can do no harm.

A signal that comes while files are made, put in place or removed waits until that is done;
at any other time it stops the work at once.
"""

import signal
from types import FrameType
from typing import Final, Self

from cse_check.errors import InterruptedBatchError

SIGNALS: Final = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)


class Interrupts:
    """A context in which the signals that end a process raise KeyboardInterrupt, but not always."""

    def __init__(self) -> None:
        self._listening = False
        self._asked = False
        self._before: dict[int, object] = {}

    def __enter__(self) -> Self:
        """Take over the signals: from here on, one stops the work."""
        for number in SIGNALS:
            if signal.getsignal(number) is not signal.SIG_IGN:  # nohup keeps its word
                self._before[number] = signal.signal(number, self._take)
        self.listen()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Hand the signals back.

        Raises:
            InterruptedBatchError: in place of the KeyboardInterrupt of a signal.
        """
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]  # what getsignal once gave
        if kind is KeyboardInterrupt:
            raise InterruptedBatchError from None

    def listen(self) -> None:
        """From here on a signal stops the work; one that waited does so now."""
        self._listening = True
        if self._asked:
            self._stop()

    def wait(self) -> None:
        """From here on signals wait."""
        self._listening = False

    def _take(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 - as called
        self._asked = True
        if self._listening:
            self._stop()

    def _stop(self) -> None:
        self._listening = False  # once is enough: what takes the files away is not disturbed
        raise KeyboardInterrupt
