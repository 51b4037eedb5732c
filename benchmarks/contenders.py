"""Programs that do what `cse-check batch` does to a caseload, as one would write them by hand.

    python benchmarks/contenders.py NAME JOB.json SOURCE TARGET

Each reads the file, understands every way of writing an answer, leaves bad rows out, and writes
what cse-check writes of each case: the outcome, five lists and the notice. Several columns of one
indicator are combined as cse-check does. At the end the file is brought to the disk.
"""

import csv
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from engines import with_duckdb, with_polars
from jobs import COLUMNS, Job


def combined(a: int, b: int) -> int:
    """Return what two columns say together: any yes is yes, and a blank is never a no."""
    return {(2, 0): 0, (0, 2): 0, (3, 0): 3, (0, 3): 3}[a, b] if a != b and 1 not in (a, b) else a


def with_csv(job: Job, source: Path, target: Path) -> None:
    """Do it with csv.DictReader and csv.writer."""
    with (
        source.open(newline="", encoding=job.encoding) as read,
        target.open("w", newline="", encoding="utf-8") as written,
    ):
        out = csv.writer(written, lineterminator="\n")
        out.writerow(COLUMNS)
        for row in csv.DictReader(read, delimiter=job.delimiter):
            if None in row or None in row.values():
                continue
            try:
                said = _said(job, row)
            except (KeyError, ValueError):
                continue
            out.writerow((row[job.names[0]], *_lists(job, said), job.notice))


def _said(job: Job, row: dict[str, str]) -> dict[str, int]:
    said: dict[str, int] = {}
    for name, indicator, words, at_least in job.columns:
        token = row[name].strip().lower()
        if at_least is None or token in words:
            code = words[token]
        else:
            code = 1 if int(token) >= at_least else 2
        if indicator in said:
            code = 1 if 1 in (code, said[indicator]) else combined(said[indicator], code)
        said[indicator] = code
    return said


def _lists(job: Job, said: dict[str, int]) -> tuple[str, ...]:
    flagged = [each for each in job.ids if said[each] == 1]
    return (
        "flagged" if flagged else "none-flagged",
        "0",
        "",
        ";".join(flagged),
        ";".join(name for name, ids in job.categories.items() if any(said[i] == 1 for i in ids)),
        ";".join(each for each in job.urgent if said[each] == 1),
        ";".join(each for each in job.ids if said[each] == 3),
        ";".join(each for each in job.ids if said[each] == 0),
    )


def with_pandas(job: Job, source: Path, target: Path) -> None:
    """Do it with pandas, column by column."""
    import pandas as pd

    frame: Any = pd.read_csv(
        source,
        dtype=str,
        keep_default_na=False,
        on_bad_lines="skip",
        sep=job.delimiter,
        encoding=job.encoding,
    )
    frame = frame.dropna()
    told: dict[str, Any] = {}
    for name, indicator, words, at_least in job.columns:
        tidy = frame[name].str.strip().str.lower()
        codes = tidy.map(words)
        if at_least is not None:
            number = pd.to_numeric(tidy, errors="coerce")
            codes = codes.where(codes.notna() | number.isna(), 2 - (number >= at_least))
        before = told.get(indicator)
        if before is not None:
            blank, unsure = (before == 0) | (codes == 0), (before == 3) | (codes == 3)
            both = before.where(before == codes).mask(blank & unsure, 3).mask(blank & ~unsure, 0)
            codes = both.mask((before == 1) | (codes == 1), 1).where(before.notna() & codes.notna())
        told[indicator] = codes
    answers = pd.DataFrame(told)[job.ids].dropna()
    flagged = answers == 1
    categories = pd.DataFrame({name: flagged[i].any(axis=1) for name, i in job.categories.items()})
    out = pd.DataFrame(
        {
            "outcome": flagged.any(axis=1).map({True: "flagged", False: "none-flagged"}),
            "incomplete": 0,
            "rejected_lines": "",
            "flagged": _joined(flagged),
            "flagged_categories": _joined(categories),
            "urgent": _joined(flagged[job.urgent]),
            "not_known": _joined(answers == 3),
            "unanswered": _joined(answers == 0),
        }
    )
    out.insert(0, "case_ref", frame[job.names[0]])
    out["notice"] = job.notice
    out.to_csv(target, index=False)


def _joined(said: Any) -> Any:
    return said.dot(said.columns + ";").str[:-1]


CONTENDERS: Final[dict[str, Callable[[Job, Path, Path], None]]] = {
    "csv": with_csv,
    "pandas": with_pandas,
    "polars": with_polars,
    "duckdb": with_duckdb,
}


def main() -> None:
    """Do a job with one of the contenders."""
    name, job, source, target = sys.argv[1:]
    CONTENDERS[name](Job(Path(job)), Path(source), Path(target))
    with Path(target).open("rb+") as file:
        os.fsync(file.fileno())


if __name__ == "__main__":
    main()
