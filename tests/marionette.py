"""Passes what it reads on to a Firefox on this machine, and its answers back, a line of JSON each.

It is a process of its own, started apart from the tests' (`python -I`): theirs may not open a
connection to anything, not even to their own machine. `firefox` starts it.
"""

import json
import socket
import sys
from typing import Any


class Connection:
    """Speaks Marionette: a length, a colon and JSON, both ways."""

    def __init__(self, port: int) -> None:
        self._file = socket.create_connection(("127.0.0.1", port)).makefile("rwb")
        self._number = 0
        self._read()  # how the server greets

    def call(self, method: str, params: dict[str, Any]) -> dict[str, Any]:
        """Call a method, and return what came of it or went wrong."""
        self._number += 1
        message = json.dumps([0, self._number, method, params]).encode()
        self._file.write(f"{len(message)}:".encode() + message)
        self._file.flush()
        _, _, error, result = self._read()
        return {"error": error, "result": result}

    def _read(self) -> Any:
        length = b""
        while (byte := self._file.read(1)) != b":":
            length += byte
        return json.loads(self._file.read(int(length)))


if __name__ == "__main__":
    connection = Connection(int(sys.argv[1]))
    for line in sys.stdin:
        answer = connection.call(*json.loads(line))
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
