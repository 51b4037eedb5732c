"""How fast and in how much memory a caseload is screened, beside what one would write by hand.

    python benchmarks/batch.py [ROWS] [ROUNDS]

The file is made from the Leeds catalogue: answers written in every way that counts, and one row in
fifty that has to be rejected (a word that is not an answer, or a cell too many; a cell too few is
not among them, because pandas reads it as a blank). Each contender reads it, understands every way
of writing an answer, leaves bad rows out, and writes the reference and three lists (flagged, not
known, unanswered) of each case. cse-check also lists the rejects with their lines, refuses
references that come twice, and counts everything.

Whole processes are timed in alternation; the median of the rounds is shown, with the peak of
memory. All have to come to the same lists, or it exits 1; so it does when cse-check takes over 30
MB more for all rows than for a thousand.
"""

import csv
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

ROWS = 1_000_000
FLAT = 30_000_000
TOKENS = {
    **dict.fromkeys(("y", "yes", "true", "1"), "yes"),
    **dict.fromkeys(("n", "no", "false", "0"), "no"),
    **dict.fromkeys(("u", "unknown", "not known", "not-known", "nk", "?"), "not-known"),
    "": "",
}
LISTS = {"flagged": "yes", "not_known": "not-known", "unanswered": ""}
WRITTEN = (
    ["yes"] * 2 + ["no"] * 8 + [""] * 6 + ["Y", "N", "Not known", "nk", "No ", "0", "?", "TRUE"]
)


def with_csv(source: Path, target: Path) -> None:
    """Do it with csv.DictReader and DictWriter."""
    with source.open(newline="") as read, target.open("w", newline="") as written:
        rows = csv.DictReader(read)
        ids = list(rows.fieldnames or ())[1:]
        out = csv.DictWriter(written, ["case_ref", *LISTS])
        out.writeheader()
        for row in rows:
            if None in row or None in row.values():
                continue
            try:
                answers = {each: TOKENS[row[each].strip().lower()] for each in ids}
            except KeyError:
                continue
            lists = {
                name: ";".join(each for each in ids if answers[each] == wanted)
                for name, wanted in LISTS.items()
            }
            out.writerow({"case_ref": row["case_ref"], **lists})


def with_pandas(source: Path, target: Path) -> None:
    """Do it with pandas, column by column."""
    import pandas

    frame: Any = pandas.read_csv(source, dtype=str, keep_default_na=False, on_bad_lines="skip")
    frame = frame.dropna().set_index("case_ref")
    answers = frame.apply(lambda column: column.str.strip().str.lower().map(TOKENS)).dropna()
    names = answers.columns + ";"
    out = pandas.DataFrame(
        {name: (answers == wanted).dot(names).str[:-1] for name, wanted in LISTS.items()}
    )
    out.to_csv(target)


def with_polars(source: Path, target: Path) -> None:
    """Do it with Polars, lazily; a column more than there should be finds the rows too long."""
    import polars

    with source.open() as file:
        names = file.readline().strip().split(",")
    ids = names[1:]
    rows: Any = polars.scan_csv(
        source,
        has_header=False,
        skip_rows=1,
        schema=dict.fromkeys([*names, "too much"], polars.String),
        missing_columns="insert",
    )
    tidy = polars.col(ids).fill_null("").str.strip_chars().str.to_lowercase()
    rows = rows.filter(polars.col("too much").is_null()).with_columns(
        tidy.replace_strict(TOKENS, default=None)
    )
    rows = rows.filter(polars.all_horizontal(polars.col(ids).is_not_null()))
    lists = [
        polars.concat_list(
            polars.when(polars.col(each) == wanted).then(polars.lit(each)) for each in ids
        )
        .list.drop_nulls()
        .list.join(";")
        .alias(name)
        for name, wanted in LISTS.items()
    ]
    rows.select("case_ref", *lists).sink_csv(target)


def with_duckdb(source: Path, target: Path) -> None:
    """Do it with DuckDB, in SQL."""
    import duckdb

    with source.open() as file:
        names = file.readline().strip().split(",")
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
    tokens = ", ".join(f"'{token}': '{answer}'" for token, answer in TOKENS.items())
    tidy = ", ".join(
        f'map {{{tokens}}}[lower(trim(coalesce("{each}", \'\')))] AS "{each}"' for each in names[1:]
    )
    lists = ", ".join(
        "array_to_string(list_filter(["
        + ", ".join(f"CASE WHEN \"{each}\" = '{wanted}' THEN '{each}' END" for each in names[1:])
        + f"], lambda each: each IS NOT NULL), ';') AS {name}"
        for name, wanted in LISTS.items()
    )
    known = " AND ".join(f'"{each}" IS NOT NULL' for each in names[1:])
    duckdb.sql(
        f"COPY (SELECT case_ref, {lists} FROM (SELECT case_ref, {tidy} FROM read_csv("  # noqa: S608
        f"'{source}', header=true, delim=',', quote='\"', escape='\"', auto_detect=false, "
        f"ignore_errors=true, columns={{{columns}}})) WHERE {known}) TO '{target}' (HEADER)"
    )


CONTENDERS: dict[str, Callable[[Path, Path], None]] = {
    "csv": with_csv,
    "pandas": with_pandas,
    "polars": with_polars,
    "duckdb": with_duckdb,
}


class Measured(NamedTuple):
    """What one run took."""

    seconds: float
    peak: int


def write_cases(path: Path, rows: int) -> int:
    """Write a file of so many rows, and give how many of them are good."""
    from cse_check import load_catalogue

    ids = [indicator.id for indicator in load_catalogue("leeds").catalogue.indicators]
    chance = random.Random(46)  # noqa: S311 - nothing here is secret
    good = 0
    with path.open("w", encoding="utf-8") as file:
        file.write(",".join(("case_ref", *ids)) + "\n")
        for number in range(rows):
            cells = chance.choices(WRITTEN, k=len(ids))
            if number % 100 == 57:
                cells.append("too much")
            elif number % 100 == 7:
                cells[number % 46] = "N/A"
            else:
                good += 1
            file.write(f"CASE-{number:08}," + ",".join(cells) + "\n")
    return good


def measure(arguments: list[str], allowed: tuple[int, ...] = (0,)) -> Measured:
    """Run this Python with these arguments, and give how long it took and the most memory."""
    start = time.perf_counter()
    child = subprocess.Popen([sys.executable, *arguments], stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in allowed:
        raise SystemExit(f"{arguments} ended with {child.returncode}")
    return Measured(time.perf_counter() - start, used.ru_maxrss * 1024)


def ours(source: Path, target: Path) -> Measured:
    """Measure cse-check itself, which ends with 4 because rows are rejected."""
    command = ["-m", "cse_check", "batch", str(source), "--area", "leeds", "--force"]
    return measure([*command, "--output", str(target)], (0, 4))


def digest(path: Path) -> tuple[int, str]:
    """Return how many cases a result has, and a digest of their lists, in whatever order."""
    count, total = 0, 0
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            said = "|".join((row["case_ref"], *(row[name] or "" for name in LISTS)))
            total ^= int.from_bytes(sha256(said.encode()).digest()[:8], "big")
            count += 1
    return count, f"{total:016x}"


def main() -> int:
    """Measure all contenders, and say whether they agree and whether our memory stays flat."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source, few = folder / "cases.csv", folder / "few.csv"
        good = write_cases(source, rows)
        write_cases(few, 1000)
        measured: dict[str, list[Measured]] = {each: [] for each in ("cse-check", *CONTENDERS)}
        for _ in range(rounds):
            measured["cse-check"].append(ours(source, folder / "cse-check.csv"))
            for each in CONTENDERS:
                target = folder / f"{each}.csv"
                measured[each].append(measure([__file__, each, str(source), str(target)]))
        found = {each: digest(folder / f"{each}.csv") for each in measured}
        flat = (
            max(each.peak for each in measured["cse-check"])
            - ours(few, folder / "few.out.csv").peak
        )
    print(f"{rows:,} rows of 46 answers, {good:,} of them good; median of {rounds} rounds")
    for each, runs in measured.items():
        seconds, peak = median(run.seconds for run in runs), median(run.peak for run in runs)
        agrees = "" if found[each] == found["cse-check"] else "  OTHER LISTS"
        print(
            f"{each:<10}{seconds:8.2f} s {rows / seconds:12,.0f} rows a second "
            f"{peak / 1e6:8.0f} MB{agrees}"
        )
    print(f"cse-check takes {flat / 1e6:.1f} MB more for {rows:,} rows than for 1,000")
    agree = set(found.values()) == {found["cse-check"]} and found["cse-check"][0] == good
    return 0 if agree and flat < FLAT else 1


if __name__ == "__main__":
    if len(sys.argv) == 4 and sys.argv[1] in CONTENDERS:
        CONTENDERS[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        sys.exit(main())
