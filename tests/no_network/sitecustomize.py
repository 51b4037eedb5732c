"""Ends any Python process that looks a host up or connects over the internet.

Every process that the tests start has this folder on its path; the tests' own process imports it.
"""

import os
import socket
import sys


def watch(event: str, arguments: tuple[object, ...]) -> None:
    """End the process, loudly, when the network is touched."""
    if event == "socket.getaddrinfo" or (
        event in ("socket.connect", "socket.sendto", "socket.bind")
        and isinstance(arguments[0], socket.socket)
        and arguments[0].family in (socket.AF_INET, socket.AF_INET6)
    ):
        os.write(2, f"NETWORK: {event} {arguments[1:]}\n".encode())
        os._exit(99)


sys.addaudithook(watch)
