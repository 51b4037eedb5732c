"""What differs from one operating system to another, and the one that this process runs on.

This is the only place that asks which system it is: everything else asks the `Platform` of the
process for what it needs.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from cse_check.platforms.platform import Platform

__all__ = ["Platform", "here", "pretending"]


def of_system(name: str) -> Platform:
    """Return the platform of a system, by the name that Python has for it."""
    match name:
        case "win32":
            from cse_check.platforms.windows import Windows

            return Windows()
        case "darwin":
            from cse_check.platforms.posix import MacOS

            return MacOS()
        case _:
            from cse_check.platforms.posix import Posix

            return Posix()


_stack = [of_system(sys.platform)]


def here() -> Platform:
    """Return the platform that this process runs on."""
    return _stack[-1]


@contextmanager
def pretending(platform: Platform) -> Iterator[None]:
    """Let this process take another platform for its own during this block, as tests do."""
    _stack.append(platform)
    try:
        yield
    finally:
        _stack.pop()
