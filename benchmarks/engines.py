"""The contenders that hold a table in memory and work on it column by column."""

from pathlib import Path
from shutil import copyfileobj
from typing import Any

from jobs import Column, Job


def with_polars(job: Job, source: Path, target: Path) -> None:
    """Do it with Polars, lazily, streaming from file to file.

    Tuned: codes of one byte instead of texts, and lists joined without making lists (`concat_str`
    over 45 columns is four times as fast as `concat_list`). A column more than there should be
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
    told = [_told(place[column.name], column) for column in job.columns]
    rows = rows.with_columns(told).with_columns(
        _both(*(pl.col(place[name]) for name in sources)).alias(each)
        for each, sources in job.sources.items()
    )
    rows = rows.filter(pl.all_horizontal(pl.col(job.ids).is_not_null()))
    rows.select(*_written(job, names[0])).sink_csv(target)


def _told(name: str, column: Column) -> Any:
    """Return the codes of a column's cells; null for what means nothing."""
    import polars as pl

    tidy = pl.col(name).fill_null("").str.strip_chars().str.to_lowercase()
    codes = tidy.replace_strict(column.words, default=None, return_dtype=pl.Int8)
    if column.at_least is None:
        return codes
    number = tidy.cast(pl.Int64, strict=False)
    return pl.coalesce(codes, 2 - (number >= column.at_least).cast(pl.Int8))


def _written(job: Job, case_ref: str) -> tuple[Any, ...]:
    """Return the columns of what is written."""
    import polars as pl

    def listed(found: dict[str, Any]) -> Any:
        said = [pl.when(each).then(pl.lit(name)) for name, each in found.items()]
        return pl.concat_str(said, separator=";", ignore_nulls=True)

    yes = {each: pl.col(each) == 1 for each in job.ids}
    return (
        pl.col(case_ref).alias("case_ref"),
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
    )


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
    told = [_told_in_sql(place[column.name], column) for column in job.columns]
    both = ", ".join(
        f'{_both_in_sql(*(place[name] for name in sources))} AS "{each}"'
        for each, sources in job.sources.items()
    )
    known = " AND ".join(f'"{each}" IS NOT NULL' for each in job.ids)
    duckdb.sql(
        f"COPY (SELECT case_ref, {_written_in_sql(job)}, '{job.notice}' AS notice FROM "  # noqa: S608
        f"(SELECT {names[0]} AS case_ref, {both} FROM (SELECT {names[0]}, {', '.join(told)} "
        f"FROM read_csv('{source}', header=true, delim='{job.delimiter}', quote='\"', "
        f"escape='\"', auto_detect=false, ignore_errors=true, columns={{{columns}}}))) "
        f"WHERE {known}) TO '{target}' (HEADER)"
    )


def _told_in_sql(name: str, column: Column) -> str:
    tidy = f"lower(trim(coalesce({name}, '')))"
    codes = ", ".join(f"'{word}': {code}" for word, code in column.words.items())
    code = f"map {{{codes}}}[{tidy}]"
    if column.at_least is not None:
        code = f"coalesce({code}, 2 - (try_cast({tidy} AS INT) >= {column.at_least})::INT)"
    return f"{code} AS {name}"


def _written_in_sql(job: Job) -> str:
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
    return f"{outcome} AS outcome, '0' AS incomplete, '' AS rejected_lines, {lists}"


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
