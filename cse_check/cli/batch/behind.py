"""One piece of work done behind another: the next block is worked on while the last is written."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor


class Behind:
    """Does work in the order in which it is given, one piece at a time, beside whoever gives it.

    It is a context; on leaving it, whatever was begun is finished. What goes wrong is raised where
    the next piece is given, or at the end.
    """

    def __init__(self) -> None:
        self._pool: ThreadPoolExecutor | None = None
        self._last: Future[None] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        """Wait for the last piece, and raise what went wrong with it, unless something else did."""
        if self._pool is not None:
            self._pool.shutdown()
        if kind is None:
            self._wait()

    def do(self, work: Callable[[], None]) -> None:
        """Wait for the piece before, and begin another."""
        from concurrent.futures import ThreadPoolExecutor

        self._wait()
        self._pool = self._pool or ThreadPoolExecutor(1)
        self._last = self._pool.submit(work)

    def _wait(self) -> None:
        if self._last is not None:
            last, self._last = self._last, None
            last.result()
