"""Telling a key that is held down, or was pressed too early, from one pressed for what is shown.

A page that begins must not be answered by a key that was meant for the one before it. What was
typed ahead is dropped by whoever reads; what goes on coming is found out here.
"""

from collections.abc import Callable
from time import monotonic
from typing import Final

HELD: Final = 0.7
"""Seconds after a page began, or after its last repeat, in which the same key again is a held one.

Keys repeat after 0.25 to 0.6 seconds, and nobody has read a page by then.
"""

TOO_SOON: Final = "That key came before this page could be read: press it again."


class PageTurns:
    """Remembers which key turned the page, and when."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._last: str | None = None
        self._turned_by: str | None = None
        self._since = 0.0

    def turn(self) -> None:
        """Begin a page: the key that was taken last is the one that turned to it."""
        self._turned_by, self._since = self._last, self._clock()

    def takes(self, key: str) -> bool:
        """Return whether this key counts: not if it is the one that turned the page, held down."""
        now = self._clock()
        if key == self._turned_by and now - self._since < HELD:
            self._since = now
            return False
        self._last, self._turned_by = key, None
        return True
