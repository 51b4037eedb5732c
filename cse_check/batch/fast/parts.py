"""Rows many at a time, as they come out of a block: those that proved themselves, and others."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np

from cse_check.batch.fast.alphabet import Flags
from cse_check.batch.fast.blocks import Numbers
from cse_check.batch.fast.grid import Bytes
from cse_check.batch.rows import NOT_KNOWN, UNANSWERED, YES, Checklist, Detail, Row, Screened


class Clean(NamedTuple):
    """Rows that are screened: of each its line, its reference, and a row of codes in `said`.

    `details` is what is the same in all of them.
    """

    checklist: Checklist
    lines: Numbers
    references: list[bytes]
    said: Bytes
    details: Mapping[int, Detail] | None

    @property
    def yes(self) -> Flags:
        """What was answered yes: a row for each, and a column for each indicator."""
        return np.equal(self.said, YES)

    @property
    def not_known(self) -> Flags:
        """What was asked and is not known."""
        return np.equal(self.said, NOT_KNOWN)

    @property
    def unanswered(self) -> Flags:
        """What has no answer."""
        return np.equal(self.said, UNANSWERED)

    def rows(self) -> Iterator[Screened]:
        """Yield them one by one."""
        said, asked = self.said.tobytes(), self.said.shape[1]
        for place, (line, reference) in enumerate(
            zip(self.lines.tolist(), self.references, strict=True)
        ):
            own = said[place * asked : (place + 1) * asked]
            yield Screened(line, reference.decode(), self.checklist, own, 1, self.details)

    def counts(self) -> list[list[int]]:
        """Return how often each answer was given to each indicator, in the order of the codes."""
        counts = [np.equal(self.said, code).sum(axis=0).tolist() for code in range(4)]
        return list(map(list, zip(*counts, strict=True)))


class Part(NamedTuple):
    """The rows of a block: `odd` has each of the others with how many clean ones come before it."""

    clean: Clean
    odd: tuple[tuple[int, Row], ...]

    def rows(self) -> Iterator[Row]:
        """Yield all rows, in the order of the file."""
        clean, given = self.clean.rows(), 0
        for before, row in self.odd:
            while given < before:
                yield next(clean)
                given += 1
            yield row
        yield from clean
