"""Whether a file is read many rows at a time: where numpy is there, and it is worth it.

Nothing that comes out depends on it.
"""

from importlib.util import find_spec
from typing import TYPE_CHECKING, BinaryIO, Final

from cse_check.batch.columns import Header
from cse_check.batch.dialect import Settled
from cse_check.batch.rows import Checklist, Rows

if TYPE_CHECKING:
    from cse_check.batch.fast.reading import FastReading

WORTH_IT: Final = 1 << 20
"""Bytes that take longer to read strictly than numpy takes to be loaded."""


def is_quick(file: BinaryIO, wanted: bool | None) -> bool:
    """Return whether a file is read many rows at a time, as was wanted or as it is worth it.

    It is looked at from where it is on.
    """
    if wanted is False or find_spec("numpy") is None:
        return False
    return wanted or _is_large(file)


def _is_large(file: BinaryIO) -> bool:
    start, found = file.tell(), 0  # what comes through a pipe is kept, and can be read again
    while found < WORTH_IT and (data := file.read1(WORTH_IT)):  # type: ignore[attr-defined]  # buffered
        found += len(data)
    file.seek(start)
    return found >= WORTH_IT


def quick_reading(
    header: Header, checklist: Checklist, dialect: Settled, rows: Rows
) -> "FastReading | None":
    """Return what reads a file many rows at a time; None where a line alone can prove nothing."""
    try:
        from cse_check.batch.fast.alphabet import alphabet
        from cse_check.batch.fast.proof import form_of
        from cse_check.batch.fast.reading import FastReading
    except ImportError:  # numpy is there, but does not work
        return None
    form = form_of(header) if rows is Rows.ONE else None
    letters = alphabet(dialect.encoding, dialect.delimiter)
    return FastReading(header, form, letters, checklist) if form and letters else None
