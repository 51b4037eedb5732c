"""Where a caseload comes from and goes to, and the run between the two."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import chain, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, Self

from cse_check.batch.caseload import Caseload
from cse_check.batch.figures import Figures, Tally
from cse_check.batch.rows import Rejected, Row, Screened
from cse_check.cli.batch.behind import Behind
from cse_check.cli.files import check_outputs, no_format, place_of
from cse_check.cli.shell import STDIO, Shell
from cse_check.errors import InterruptedBatchError, UsageError
from cse_check.interrupts import heard, held
from cse_check.render.caseload import REPORTS, ROW_FORMATS, row_format
from cse_check.render.caseload.csv import reject, rejects_head
from cse_check.store import Writing

if TYPE_CHECKING:
    from cse_check.batch.fast.parts import Part

BLOCK: Final = 1000
"""How many rows are written at once."""
ROW: Final = (Screened, Rejected)
SHOWN: Final = 10
"""How many rejects are shown where no file lists them."""


Report = Callable[[Figures, Path], str]
"""What makes the text of a report for a file."""


class Targets(NamedTuple):
    """What a run writes, and where; None where it does not."""

    output: Path
    format_name: str
    rejects: Path | None
    reports: tuple[Path, ...]
    raw: bool
    force: bool

    @classmethod
    def plan(
        cls,
        cases: Path,
        output: Path,
        *,
        format_name: str | None,
        rejects: Path | None,
        reports: Iterable[Path],
        raw: bool,
        force: bool,
    ) -> Self:
        """Decide what to write where, before a row is read.

        Raises:
            UsageError: a name's format is unknown, or one file is named for two purposes.
            FileAccessError: a file is there already, or could not be written.
        """
        name = format_name or _format_of(output)
        if rejects is None and output != STDIO:
            rejects = output.with_name(f"{output.stem}.rejects.csv")
        for report in reports:
            if report == STDIO or REPORTS.for_path(report) is None:
                raise UsageError(f"--report: name a file that ends in {REPORTS.endings}.")
        if rejects == STDIO:
            raise UsageError("--rejects: name a file; standard output is for the cases.")
        targets = cls(output, name, rejects, tuple(reports), raw, force)
        targets.check(cases)
        return targets

    @property
    def files(self) -> tuple[Path, ...]:
        """The files among them."""
        named = (self.output, self.rejects, *self.reports)
        return tuple(path for path in named if path is not None and path != STDIO)

    def check(self, cases: Path) -> None:
        """Refuse one file for two purposes, above all the input as an output."""
        taken = [] if cases == STDIO else [place_of(cases)]
        for path in self.files:
            if place_of(path) in taken:
                raise UsageError(f"{path}: is named twice; each file is for one thing.")
            taken.append(place_of(path))
        check_outputs(self.files, force=self.force)


def _format_of(output: Path) -> str:
    if output == STDIO:
        return "csv"
    if name := ROW_FORMATS.for_path(output):
        return name
    raise no_format(output, ROW_FORMATS.suffixes)


@contextmanager
def stoppable() -> Iterator[None]:
    """Let signals wait during a run, but where they are heard in it.

    Raises:
        InterruptedBatchError: one was heard there. One that came too late for that stops the
            process when all is written, and said.
    """
    with held():
        try:
            yield
        except KeyboardInterrupt:
            raise InterruptedBatchError from None


class Run:
    """One caseload on its way from a file to files."""

    def __init__(self, caseload: Caseload, targets: Targets, shell: Shell) -> None:
        self.caseload = caseload
        self.targets = targets
        self._shell = shell
        self._format = row_format(targets.format_name, caseload.checklist)
        self._begin()

    def counts(self) -> tuple[int, int]:
        """Return how many rows were read so far, and how many of them rejected."""
        return self.caseload.rows_read, sum(self._tally.rejected.values())

    def write(self, report: Report) -> tuple[Figures, tuple[Path, ...]]:
        """Write everything; return the figures, and the files that were written.

        Raises:
            FileAccessError: something could not be read or written; then no file was written.
            InterruptedBatchError: somebody stopped it; then none was either.
        """
        with Writing(self.targets.files, force=self.targets.force) as out:
            figures = self._figures(out, report)
            return figures, self._kept(figures, out)

    def _figures(self, out: Writing, report: Report) -> Figures:
        with heard():
            figures = self._rows(out)
            for path in self.targets.reports:
                out.write(path, report(figures, path))
            return figures

    def _begin(self) -> None:
        self.first_rejects: list[Rejected] = []
        self._tally = Tally(self.caseload.checklist)
        self._written = [self._format.head().encode()]
        self._rejects = [rejects_head(raw=self.targets.raw)]

    def _rows(self, out: Writing) -> Figures:
        """Take the rows; what goes to files is written at once, and again if it does not stand."""
        if self.targets.output == STDIO:
            self._take_all(self.caseload, out)
            return self._figures_of_all(out)
        self._take_all(self.caseload.parts(), out)
        while not self.caseload.settled:
            self._begin()
            out.start_again()
            self._take_all(self.caseload.parts(), out)
        return self._figures_of_all(out)

    def _take_all(self, parts: "Iterable[Row | Part]", out: Writing) -> None:
        with Behind() as behind:
            for number, part in enumerate(parts, 1):
                if not isinstance(part, ROW):
                    self._take_many(part)
                    behind.do(partial(self._write, out, *self._taken()))
                    continue
                self._take(part)
                if number % BLOCK == 0:
                    self._flush(out)

    def _figures_of_all(self, out: Writing) -> Figures:
        figures = self._tally.figures(self.caseload.rows_read, self.caseload.account)
        self._written.append(self._format.tail(figures).encode())
        self._flush(out)
        return figures

    def _take(self, row: Row) -> None:
        if isinstance(row, Rejected):
            self._count(row)
        else:
            self._tally.add(row)
            self._written.append(self._format.case(row).encode())

    def _count(self, row: Row) -> None:
        """Count a row; one that is rejected is listed, too."""
        self._tally.add(row)
        if isinstance(row, Rejected):
            self._rejects.append(reject(row))
            if len(self.first_rejects) < SHOWN:
                self.first_rejects.append(row)

    def _take_many(self, part: "Part") -> None:
        """Take clean rows, with those that are screened among them where they stand."""
        self._tally.add_clean(part.clean)
        screened = [(place, row) for place, row in part.odd if isinstance(row, Screened)]
        texts = self._format.cases(part.clean, [place for place, _ in screened])
        between = [self._format.case(row).encode() for _, row in screened]
        self._written += chain.from_iterable(zip_longest(texts, between, fillvalue=b""))
        for _, row in part.odd:
            self._count(row)

    def _flush(self, out: Writing) -> None:
        self._write(out, *self._taken())

    def _taken(self) -> tuple[bytes, str]:
        """Return the texts of the rows that were taken, and forget them."""
        texts = b"".join(self._written), "".join(self._rejects)
        self._written.clear()
        self._rejects.clear()
        return texts

    def _write(self, out: Writing, text: bytes, rejects: str) -> None:
        if self.targets.output == STDIO:
            self._shell.put(
                text.decode(), always_utf8=ROW_FORMATS[self.targets.format_name].always_utf8
            )
        else:
            out.write(self.targets.output, text)
        if self.targets.rejects is not None:
            out.write(self.targets.rejects, rejects)

    def _kept(self, figures: Figures, out: Writing) -> tuple[Path, ...]:
        """Leave the rejects out if there are none, unless they replace older ones."""
        rejects = self.targets.rejects
        if rejects is None or figures.rejected or rejects.exists():
            return self.targets.files
        out.drop(rejects)
        return tuple(path for path in self.targets.files if path != rejects)
