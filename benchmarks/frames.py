"""How many rows a second are screened from each engine's frames, beside `batch`, in one run.

    python benchmarks/frames.py [ROWS] [NAME ...]

Random answers to all indicators of Leeds, as Parquet for the engines and as CSV for `batch`; one
row in fifty has a word that is no answer. Each reads its file, screens it and writes its results,
in a process of its own: wall clock, the time of all processors, rows a second by either, the peak
of memory, and how many times the processors' time of `batch` with numpy it takes. Spark runs on
two workers, and starts its own machine first, which a caseload of this size does not repay; its
memory is that of its Python alone. Who counts other rows than the others ends it with 1.
"""

import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final

from batch import Measured, measure

from cse_check import frames, load_catalogue

ROWS: Final = 200_000
PART: Final = 50_000
SAID: Final = ["yes", "no", "no", "no", "no", "", "", "", "Not known", "nk", "N", "0", "?", "TRUE"]
BATCH: Final = {"batch, with numpy": "1", "batch": "0"}
ENGINES: Final = ("pyarrow", "polars", "pandas", "duckdb", "spark")
WORKER: Final = "screen"


def tables(rows: int) -> Iterator[Any]:
    """Yield the caseload, in parts."""
    import pyarrow

    ids = [each.id for each in load_catalogue("leeds").catalogue.indicators]
    dice = random.Random(7)  # noqa: S311 - no secret
    for start in range(0, rows, PART):
        size = min(PART, rows - start)
        columns = {frames.underscored(each): dice.choices(SAID, k=size) for each in ids}
        first = frames.underscored(ids[0])
        columns[first] = [
            "N/A" if row % 50 == 0 else said for row, said in enumerate(columns[first])
        ]
        references = [f"EX-{row}" for row in range(start, start + size)]
        yield pyarrow.table({"case_ref": references, **columns})


def write(folder: Path, rows: int) -> None:
    """Write the caseload as both kinds of files."""
    from pyarrow import csv, parquet

    ids = [each.id for each in load_catalogue("leeds").catalogue.indicators]
    out = None
    (folder / "cases").mkdir()
    for number, table in enumerate(tables(rows)):
        parquet.write_table(table, folder / "cases" / f"part-{number:04}.parquet")
        named = table.rename_columns(["case_ref", *ids])
        out = out or csv.CSVWriter(folder / "cases.csv", named.schema)
        out.write(named)
    if out is not None:
        out.close()


def frame(engine: str, cases: Path) -> Any:
    """Return the files as a frame of an engine."""
    match engine:
        case "polars":
            import polars

            return polars.read_parquet(cases / "*.parquet")
        case "pandas":
            import pandas

            return pandas.read_parquet(cases)
        case "duckdb":
            import duckdb

            return duckdb.sql(f"select * from read_parquet('{cases}/*.parquet')")  # noqa: S608 - ours
        case _:
            from pyarrow import dataset

            return dataset.dataset(cases).scanner().to_reader()


def screen(engine: str, cases: Path, results: Path) -> None:
    """Screen a frame of an engine, batch by batch, into a file."""
    from pyarrow import parquet

    edition = load_catalogue("leeds")
    found = frames.screen(frame(engine, cases), edition, name=frames.underscored)
    with parquet.ParquetWriter(results, found.schema) as out:
        for batch in found:
            out.write_batch(batch)


def spark(cases: Path, results: Path) -> None:
    """Let `examples/spark_caseload.py` do it."""
    script = Path(__file__).parent.parent / "examples" / "spark_caseload.py"
    submit = Path(sys.executable).with_name("spark-submit")
    options = [
        "--master", "local[2]", "--driver-memory", "2g", "--conf", "spark.ui.enabled=false",
        "--conf", "spark.driver.host=127.0.0.1",
    ]  # fmt: skip
    command = [str(each) for each in (submit, *options, script, cases, results)]
    environ = {**os.environ, "PYSPARK_PYTHON": sys.executable}
    ran = subprocess.run(command, capture_output=True, text=True, check=False, env=environ)
    if ran.returncode not in (0, 4):
        raise SystemExit(ran.stdout + ran.stderr[-2000:])


def run(name: str, folder: Path) -> Measured:
    """Measure one of them."""
    if name in BATCH:
        out = ["--output", str(folder / f"{name}.csv"), "--force"]
        command = ["-m", "cse_check", "batch", str(folder / "cases.csv"), "--area", "leeds", *out]
        return measure(command, BATCH[name], (0, 4))
    return measure([__file__, WORKER, name, str(folder / "cases"), str(folder / name)])


def taken(name: str, folder: Path) -> int:
    """Return how many rows were screened."""
    from pyarrow import dataset

    if name in BATCH:
        with (folder / f"{name}.csv").open(encoding="utf-8") as file:
            return sum(1 for _ in file) - 1
    results = dataset.dataset(folder / name, format="parquet")
    return int(results.count_rows(filter=dataset.field("problem").is_null()))


def main(rows: int, names: list[str]) -> int:
    """Measure all who are named, or all, and say whether they counted the same."""
    counts = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, rows)
        beside = None
        print(f"{rows:,} rows {'':<11}wall  processors  rows/s  rows/processor-s  memory")
        for each in names:
            used = run(each, folder)
            beside = beside or used.processors
            counts[each] = taken(each, folder)
            print(
                f"{each:<18}{used.wall:9.1f}s{used.processors:10.1f}s{rows / used.wall:9,.0f}"
                f"{rows / used.processors:17,.0f}{used.peak / 1e6:8,.0f} MB"
                f"{used.processors / beside:7.1f}x"
            )
    print(f"screened by each: {counts}")
    return 0 if len(set(counts.values())) == 1 else 1


if __name__ == "__main__":
    if sys.argv[1:2] == [WORKER]:
        engine, *work = sys.argv[2:]
        (spark if engine == "spark" else partial(screen, engine))(*map(Path, work))
        sys.exit(0)
    wanted = [int(each) for each in sys.argv[1:] if each.isdigit()]
    given = [each for each in sys.argv[1:] if not each.isdigit()]
    if unknown := sorted({*given} - {*BATCH, *ENGINES}):
        sys.exit(f"No engine is called {unknown[0]!r}: choose of {', '.join([*BATCH, *ENGINES])}.")
    sys.exit(main(wanted[0] if wanted else ROWS, given or [*BATCH, *ENGINES]))
