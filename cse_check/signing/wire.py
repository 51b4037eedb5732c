"""How OpenSSH writes things down: strings with their length before them.

Source: RFC 4251, section 5.
"""


class Malformed(ValueError):  # noqa: N818 - it never leaves this package
    """Bytes that end too early, or go on too long."""


def string(data: bytes) -> bytes:
    """Return a string with its length before it."""
    return len(data).to_bytes(4, "big") + data


class Wire:
    """Bytes that are read from their start to their end.

    Raises:
        Malformed: they are not what is asked for.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data

    def raw(self, length: int) -> bytes:
        """Return so many bytes."""
        if length > len(self._data):
            raise Malformed
        taken, self._data = self._data[:length], self._data[length:]
        return taken

    def number(self) -> int:
        """Return a number of four bytes."""
        return int.from_bytes(self.raw(4), "big")

    def string(self) -> bytes:
        """Return a string."""
        return self.raw(self.number())

    def end(self) -> None:
        """Check that nothing is left."""
        if self._data:
            raise Malformed
