"""The figures of a run: counts of rows and answers, none of a single case."""

from collections import Counter
from operator import add
from typing import TYPE_CHECKING, Final, NamedTuple

from cse_check.batch.account import NOTHING, Account
from cse_check.batch.rows import Checklist, Code, Rejected, Row

if TYPE_CHECKING:
    from cse_check.batch.fast.parts import Clean

BLOCK: Final = 65_536
"""How many answers are gathered before they are counted, an indicator at a time."""


class Counts(NamedTuple):
    """In how many cases an indicator was answered in each way."""

    unanswered: int
    yes: int
    no: int
    not_known: int


class Figures(NamedTuple):
    """The counts of a run. `rows_read` is always `rows_screened` and all of `rejected` together.

    `incomplete` counts the cases of which other rows were rejected; `account` has the lines of the
    file.
    """

    rows_read: int
    rows_screened: int
    rejected: dict[Code, int]
    cases: int
    counts: tuple[Counts, ...]
    incomplete: int = 0
    account: Account = NOTHING

    @property
    def rows_rejected(self) -> int:
        """How many rows were rejected, for whatever reason."""
        return sum(self.rejected.values())


class Tally:
    """Counts rows as they come."""

    def __init__(self, checklist: Checklist) -> None:
        self.screened = 0
        self.rejected: Counter[Code] = Counter()
        self.cases = 0
        self.incomplete = 0
        self._asked = len(checklist.ids)
        self._block = bytearray()
        self._counts = [[0, 0, 0, 0] for _ in checklist.ids]

    def add(self, row: Row) -> None:
        """Count a row."""
        if isinstance(row, Rejected):
            self.rejected[row.code] += 1
            return
        self.screened += row.rows
        self.cases += 1
        self.incomplete += bool(row.rejected_lines)
        self._block += row.said
        if len(self._block) >= BLOCK:
            self._count()

    def add_clean(self, clean: "Clean") -> None:
        """Count many rows that are screened, each a case."""
        self.screened += len(clean.references)
        self.cases += len(clean.references)
        for counts, more in zip(self._counts, clean.counts(), strict=True):
            counts[:] = map(add, counts, more)

    def figures(self, rows_read: int, account: Account = NOTHING) -> Figures:
        """Return what was counted; the file says how many rows and lines were read."""
        self._count()
        return Figures(
            rows_read,
            self.screened,
            {code: self.rejected[code] for code in Code if self.rejected[code]},
            self.cases,
            tuple(Counts(*counts) for counts in self._counts),
            self.incomplete,
            account,
        )

    def _count(self) -> None:
        for place, counts in enumerate(self._counts):
            said = self._block[place :: self._asked]
            for code in range(4):
                counts[code] += said.count(code)
        self._block.clear()
