"""The libraries of the extra `guides`, or what to do without them."""

from collections.abc import Iterator
from contextlib import contextmanager

from cse_check.errors import UsageError


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
