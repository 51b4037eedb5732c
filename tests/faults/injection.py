"""Faults in this process: the n-th call of the system fails, or a signal comes just before it."""

import builtins
import errno
import io
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, Final, Self
from unittest.mock import patch

from cse_check.interrupts import Interrupts, take_signals
from cse_check.platforms import here

ERRORS: Final = (errno.EIO, errno.ENOSPC, errno.EACCES, errno.EMFILE)
OF_THE_SYSTEM: Final = (
    "open", "read", "write", "fsync", "link", "rename", "replace", "unlink", "close", "ftruncate",
    "mkdir",
)  # fmt: skip
OF_A_FILE: Final = ("read", "write", "flush", "close")


class Fault:
    """What happens at the n-th call, counted over all kinds of calls; `at` says which that was."""

    def __init__(self, number: int, happens: Callable[[], None]) -> None:
        self.number = number
        self.at: str | None = None
        self._happens = happens
        self._calls = 0

    def watch(self, name: str, usual: Callable[..., Any]) -> Callable[..., Any]:
        """Return a call that counts, and does what it stands for unless it is the one to fail."""

        def call(*given: Any, **named: Any) -> Any:
            self._calls += 1
            if self._calls == self.number:
                self.at = f"{name}{given!r}"
                self._happens()
            return usual(*given, **named)

        return call


class WatchedFile:
    """An open file, of which every call may be the one to fail."""

    def __init__(self, file: Any, fault: Fault) -> None:
        self._file = file
        for name in OF_A_FILE:
            setattr(self, name, fault.watch(name, getattr(file, name)))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __del__(self) -> None:
        self._file.close()  # as the end of the process would, where closing was made to fail


def fails(number: int) -> Fault:
    """Return a fault of the system at the n-th call; which one goes round."""
    code = ERRORS[number % len(ERRORS)]

    def fail() -> None:
        raise OSError(code, os.strerror(code))

    return Fault(number, fail)


def is_asked_to_end(number: int) -> Fault:
    """Return a signal that comes just before the n-th call."""
    which = (signal.SIGINT, signal.SIGTERM)[number % 2]
    return Fault(number, lambda: signal.raise_signal(which))


@contextmanager
def injected(fault: Fault) -> Iterator[None]:
    """Let a fault happen in this block, which has the signals of the process."""
    usual_open = io.open

    def opened(*given: Any, **named: Any) -> Any:
        return WatchedFile(fault.watch("open", usual_open)(*given, **named), fault)

    with ExitStack() as patches:
        for name in OF_THE_SYSTEM:
            patches.enter_context(patch.object(os, name, fault.watch(name, getattr(os, name))))
        for module in (io, builtins):
            patches.enter_context(patch.object(module, "open", opened))
        patches.enter_context(_signals())
        yield


@contextmanager
def _signals() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in here().ending}
    fresh = Interrupts()
    with (
        patch("cse_check.interrupts.PROCESS", fresh),
        patch("cse_check.store.writing.PROCESS", fresh),
    ):
        take_signals()
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
