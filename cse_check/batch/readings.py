"""What reads the records of a form, and what has to be known before they are read again.

A file is read in one pass as if all its references stood once and nothing conflicted. Where that
turns out to be wrong, it is read again by somebody who knows what was found.
"""

from collections.abc import Iterator
from typing import NamedTuple, Protocol

from cse_check.batch.gathering import Conflicts
from cse_check.batch.layout import Layout
from cse_check.batch.records import CsvRecord
from cse_check.batch.references import Seen
from cse_check.batch.rows import Code, Rejected, Row, Screened


class Known(NamedTuple):
    """What earlier readings of a file found out, which changes what becomes of its rows."""

    seen: Seen | None = None
    conflicts: Conflicts = frozenset()
    collisions: frozenset[str] = frozenset()


class Rejecting(Protocol):
    """Where rows come from, which is told what they are and which of them are rejected."""

    @property
    def delimiter(self) -> str:
        """What stands between cells."""

    def know(self, layout: Layout) -> None:
        """Take what rows are, once that is known."""

    def reject(self, record: CsvRecord, column: int | None, code: Code, message: str) -> Rejected:
        """Return a record as rejected."""


class RowReader(Protocol):
    """Makes rows of records, one by one."""

    def read(self, record: CsvRecord) -> Row | None:
        """Return what a record becomes; None if it is gathered into a case."""

    def reject(self, rejected: Rejected, case_ref: str | None) -> Rejected:
        """Return a record that was rejected already; the case of this reference is missing it."""

    def cases(self) -> Iterator[Screened]:
        """Yield the cases that were gathered."""

    def known(self) -> Known | None:
        """Return what has to be known to read the file again, or None if what was read stands."""
