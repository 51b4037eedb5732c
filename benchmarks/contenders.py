"""Programs that do what `cse-check batch` does to a caseload, as one would write them by hand.

    python benchmarks/contenders.py NAME JOB.json SOURCE TARGET

Each reads the file, understands every way of writing an answer, leaves bad rows out, and writes
what cse-check writes of each case: the outcome, five lists and the notice. Several columns of one
indicator are combined as cse-check does. At the end the file is brought to the disk.
"""

import csv
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import copyfileobj
from typing import Any, Final, NamedTuple

CODES: Final = {"": 0, "yes": 1, "no": 2, "not-known": 3}
COLUMNS: Final = (
    "case_ref", "outcome", "incomplete", "rejected_lines", "flagged", "flagged_categories",
    "urgent", "not_known", "unanswered", "notice",
)  # fmt: skip


class Column(NamedTuple):
    """A column of answers: what its words mean, as codes; with `at_least`, numbers too."""

    name: str
    indicator: str
    words: dict[str, int]
    at_least: int | None


class Job:
    """What is to be done."""

    def __init__(self, path: Path) -> None:
        job = json.loads(path.read_text(encoding="utf-8"))
        self.encoding: str = job["encoding"]
        self.delimiter: str = job["delimiter"]
        self.names: list[str] = job["names"]
        self.ids: list[str] = job["ids"]
        self.urgent: list[str] = job["urgent"]
        self.notice: str = job["notice"]
        self.columns = [
            Column(name, each, {word: CODES[said] for word, said in words.items()}, least)
            for name, each, words, least in job["columns"]
        ]
        self.sources = {
            each: [column.name for column in self.columns if column.indicator == each]
            for each in self.ids
        }
        self.categories: dict[str, list[str]] = {}
        for each, category in zip(job["ids"], job["categories"], strict=True):
            self.categories.setdefault(category, []).append(each)


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


def with_polars(job: Job, source: Path, target: Path) -> None:
    """Do it with Polars, lazily, streaming from file to file.

    Tuned: codes of one byte instead of texts, and lists joined without making lists (`concat_str`
    over 46 columns is four times as fast as `concat_list`). A column more than there should be
    finds the rows too long. It knows no Windows-1252, but nothing that is needed here has other
    than ASCII characters.
    """
    import polars as pl

    names = [f"{place}" for place in range(len(job.names))]
    place = {name: names[at] for at, name in enumerate(job.names)}
    rows: Any = pl.scan_csv(
        source,
        has_header=False,
        skip_rows=1,
        schema=dict.fromkeys([*names, "too much"], pl.String),
        missing_columns="insert",
        separator=job.delimiter,
        encoding="utf8" if job.encoding == "utf-8" else "utf8-lossy",
    ).filter(pl.col("too much").is_null())
    told = []
    for name, _, words, at_least in job.columns:
        tidy = pl.col(place[name]).fill_null("").str.strip_chars().str.to_lowercase()
        codes = tidy.replace_strict(words, default=None, return_dtype=pl.Int8)
        if at_least is not None:
            number = tidy.cast(pl.Int64, strict=False)
            codes = pl.coalesce(codes, 2 - (number >= at_least).cast(pl.Int8))
        told.append(codes)
    rows = rows.with_columns(told).with_columns(
        _both(*(pl.col(place[name]) for name in sources)).alias(each)
        for each, sources in job.sources.items()
    )
    rows = rows.filter(pl.all_horizontal(pl.col(job.ids).is_not_null()))

    def listed(found: dict[str, Any]) -> Any:
        said = [pl.when(each).then(pl.lit(name)) for name, each in found.items()]
        return pl.concat_str(said, separator=";", ignore_nulls=True)

    yes = {each: pl.col(each) == 1 for each in job.ids}
    rows.select(
        pl.col(names[0]).alias("case_ref"),
        pl.when(pl.any_horizontal(yes.values()))
        .then(pl.lit("flagged"))
        .otherwise(pl.lit("none-flagged"))
        .alias("outcome"),
        pl.lit("0").alias("incomplete"),
        pl.lit("").alias("rejected_lines"),
        listed(yes).alias("flagged"),
        listed(
            {name: pl.any_horizontal(yes[i] for i in ids) for name, ids in job.categories.items()}
        ).alias("flagged_categories"),
        listed({each: yes[each] for each in job.urgent}).alias("urgent"),
        listed({each: pl.col(each) == 3 for each in job.ids}).alias("not_known"),
        listed({each: pl.col(each) == 0 for each in job.ids}).alias("unanswered"),
        pl.lit(job.notice).alias("notice"),
    ).sink_csv(target)


def _both(first: Any, second: Any = None) -> Any:
    """Return what one or two columns say together."""
    import polars as pl

    if second is None:
        return first
    unsure = (first == 3) | (second == 3)
    return (
        pl.when(first.is_null() | second.is_null())
        .then(None)
        .when((first == 1) | (second == 1))
        .then(1)
        .when(first == second)
        .then(first)
        .when((first == 0) | (second == 0))
        .then(unsure.cast(pl.Int8) * 3)
    )


def with_duckdb(job: Job, source: Path, target: Path) -> None:
    """Do it with DuckDB, in SQL. It reads no Windows-1252, so such a file is made UTF-8 first."""
    import duckdb

    if job.encoding != "utf-8":
        source = _in_utf_8(source, job.encoding, target.with_suffix(".utf-8"))
    names = [f"c{place}" for place in range(len(job.names))]
    place = {name: names[at] for at, name in enumerate(job.names)}
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
    told = []
    for name, _, words, at_least in job.columns:
        tidy = f"lower(trim(coalesce({place[name]}, '')))"
        codes = ", ".join(f"'{word}': {code}" for word, code in words.items())
        code = f"map {{{codes}}}[{tidy}]"
        if at_least is not None:
            code = f"coalesce({code}, 2 - (try_cast({tidy} AS INT) >= {at_least})::INT)"
        told.append(f"{code} AS {place[name]}")
    both = ", ".join(
        f'{_both_in_sql(*(place[name] for name in sources))} AS "{each}"'
        for each, sources in job.sources.items()
    )
    known = " AND ".join(f'"{each}" IS NOT NULL' for each in job.ids)

    def listed(found: dict[str, str], name: str) -> str:
        said = ", ".join(f"CASE WHEN {when} THEN '{each}' END" for each, when in found.items())
        return f"concat_ws(';', {said}) AS {name}"

    yes = {each: f'"{each}" = 1' for each in job.ids}
    any_yes = {
        name: "(" + " OR ".join(yes[each] for each in ids) + ")"
        for name, ids in job.categories.items()
    }
    lists = ", ".join(
        (
            listed(yes, "flagged"),
            listed(any_yes, "flagged_categories"),
            listed({each: yes[each] for each in job.urgent}, "urgent"),
            listed({each: f'"{each}" = 3' for each in job.ids}, "not_known"),
            listed({each: f'"{each}" = 0' for each in job.ids}, "unanswered"),
        )
    )
    outcome = f"CASE WHEN {' OR '.join(any_yes.values())} THEN 'flagged' ELSE 'none-flagged' END"
    duckdb.sql(
        f"COPY (SELECT case_ref, {outcome} AS outcome, "  # noqa: S608
        f"'0' AS incomplete, '' AS rejected_lines, {lists}, '{job.notice}' AS notice FROM "
        f"(SELECT {names[0]} AS case_ref, {both} FROM (SELECT {names[0]}, {', '.join(told)} "
        f"FROM read_csv('{source}', header=true, delim='{job.delimiter}', quote='\"', "
        f"escape='\"', auto_detect=false, ignore_errors=true, columns={{{columns}}}))) "
        f"WHERE {known}) TO '{target}' (HEADER)"
    )


def _in_utf_8(source: Path, encoding: str, target: Path) -> Path:
    with (
        source.open(encoding=encoding, newline="") as read,
        target.open("w", encoding="utf-8", newline="") as written,
    ):
        copyfileobj(read, written, 1 << 20)
    return target


def _both_in_sql(first: str, second: str = "") -> str:
    if not second:
        return first
    return (
        f"CASE WHEN {first} IS NULL OR {second} IS NULL THEN NULL "
        f"WHEN {first} = 1 OR {second} = 1 THEN 1 WHEN {first} = {second} THEN {first} "
        f"WHEN {first} = 0 OR {second} = 0 THEN ({first} = 3 OR {second} = 3)::INT * 3 END"
    )


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
