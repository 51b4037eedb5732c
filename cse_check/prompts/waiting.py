"""What came in the same burst as the line that was read: then all of it is a paste."""

import sys
from typing import Final, TextIO

GRACE: Final = 0.03
"""Seconds in which the rest of a burst follows its beginning; nobody types a line as fast."""

if sys.platform == "win32":
    import msvcrt

    def rest_of_burst(stream: TextIO) -> str:
        """Read what has come to this console besides what was read."""
        found = ""
        while msvcrt.kbhit():
            found += stream.readline()
        return found

else:
    import os
    import select
    import termios

    def rest_of_burst(stream: TextIO) -> str:
        """Read what has come to this terminal besides what was read.

        A terminal that edits lines gives only whole ones. For a moment it is asked not to, so that
        a last line without its end is found too.
        """
        descriptor = stream.fileno()
        before = termios.tcgetattr(descriptor)
        settings = termios.tcgetattr(descriptor)
        settings[3] &= ~termios.ICANON
        settings[6][termios.VMIN], settings[6][termios.VTIME] = 1, 0
        termios.tcsetattr(descriptor, termios.TCSANOW, settings)
        try:
            return _read_waiting(descriptor).decode(stream.encoding, "replace")
        finally:
            termios.tcsetattr(descriptor, termios.TCSANOW, before)

    def _read_waiting(descriptor: int) -> bytes:
        found = b""
        while select.select([descriptor], [], [], GRACE)[0]:
            try:
                part = os.read(descriptor, 4096)
            except OSError:  # the terminal has gone
                part = b""
            if not part:
                break
            found += part
        return found
