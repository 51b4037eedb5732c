"""The libraries of the extra `guides`: what to do without them, and what they raise."""

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from cse_check.errors import UsageError

FAILURES: Final = (
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    RecursionError,
    NotImplementedError,
    EOFError,
    OSError,
    zlib.error,
    struct.error,
)
"""What a library raises over a damaged file, beside its own errors: it takes the file for whole."""


@contextmanager
def needed(what: str) -> Iterator[None]:
    """Raise what to install, where a library is missing that `what` needs, such as "a PDF".

    Raises:
        UsageError: the extra is not installed.
    """
    try:
        yield
    except ImportError as error:
        raise UsageError(
            f"To read {what} needs more libraries: pip install 'cse-check[guides]'."
        ) from error
