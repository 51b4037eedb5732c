"""Screen a caseload of Parquet files with Spark, and say what became of every row.

    spark-submit spark_caseload.py CASELOAD RESULTS [AREA | CATALOGUE.yaml] [--leave-out COLUMN]

CASELOAD is a folder of Parquet files with a column `case_ref` and one an indicator, called as
`cse_check.frames.underscored` calls it: `missing__out_overnight`. Not every file needs all of them.
Any other column is refused, unless it is left out by its name or comes of folders called
`year=2026`, which are passed over with a word. Files in folders called otherwise would not be read,
and stop everything; but those whose name begins with `_` or `.` are for Spark itself, and nobody is
told of them. RESULTS is a new folder, which gets a result for each row. Nothing in it finds, ranks,
prioritises or closes a case.

cse-check has to be installed for the Python of every worker: `pip install 'cse-check[frames]'`.
Ends with 0; with 4 if rows were not screened; with 1 if something could not be read or written.
"""

import argparse
import re
import sys
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from py4j.protocol import Py4JJavaError
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, SparkSession, Window
from pyspark.sql import functions as sql

from cse_check import Edition, frames, load_catalogue
from cse_check.errors import CseCheckError, UsageError

FOLDER = re.compile("/([^/=]+)=")
"""What a folder is called by which Spark parted the rows."""


def arguments(words: Sequence[str]) -> argparse.Namespace:
    """Return what is asked for; end with 2 if that cannot be understood."""
    parser = argparse.ArgumentParser("spark_caseload.py", description=__doc__.split("\n")[0])
    parser.add_argument("caseload")
    parser.add_argument("results", help="a new folder")
    parser.add_argument("area", nargs="?", default="leeds", help="an area, or CATALOGUE.yaml")
    parser.add_argument("--leave-out", action="append", default=[], metavar="COLUMN")
    return parser.parse_args(words)


def main(spark: SparkSession, asked: argparse.Namespace) -> int:
    """Screen a folder into another, and print the reconciliation; return the exit code."""
    area = asked.area
    try:
        edition = load_catalogue(Path(area) if area.endswith(".yaml") else area)
        cases = without_folders(read(spark, asked.caseload, asked.leave_out), edition)
        screened(cases, edition).write.parquet(asked.results)  # one that is there is left alone
        return reconciled(cases.count(), spark.read.parquet(asked.results))
    except CseCheckError as error:
        sys.stderr.write(f"{error}\n")
    except PySparkException as error:
        sys.stderr.write(f"{str(error).splitlines()[0]}\n")
    except Py4JJavaError as error:
        what = error.java_exception.getMessage().splitlines()[0]
        if "CANNOT_MERGE_SCHEMAS" in what:
            what += " a column has to be of the same type in all files."
        sys.stderr.write(f"{what}\n")
    return 1


def read(spark: SparkSession, caseload: str, left_out: Collection[str]) -> DataFrame:
    """Return the rows of all files of a folder, with the columns that any of them has.

    Raises:
        UsageError: Spark would pass over some files, or what is to be left out is not there.
    """
    # What folders are called is a text: 0012 is not 12.
    spark.conf.set("spark.sql.sources.partitionColumnTypeInference.enabled", False)
    cases = spark.read.option("mergeSchema", True).parquet(caseload)
    everything = spark.read.format("binaryFile").option("recursiveFileLookup", True).load(caseload)
    if unread := set(everything.inputFiles()) - set(cases.inputFiles()):
        raise UsageError(
            f"Spark would not read {len(unread):,} of the files, such as {min(unread)}: have "
            "them in one folder, or in folders called COLUMN=VALUE."
        )
    if missing := set(left_out) - set(cases.columns):
        raise UsageError(f"There is no column {min(missing)!r} to leave out.")
    return cases.drop(*left_out)


def without_folders(cases: DataFrame, edition: Edition) -> DataFrame:
    """Return cases without the columns that come of folders' names and are no indicator's."""
    catalogue = edition.catalogue
    ids = (*(each.id for each in catalogue.indicators), *catalogue.renamed)
    known = {"case_ref", *map(frames.underscored, ids)}
    folders = {name for file in cases.inputFiles() for name in FOLDER.findall(unquote(file))}
    passed_over = [name for name in cases.columns if name in folders and name.lower() not in known]
    if passed_over:
        print(f"Passed over, since only folders are called so: {', '.join(passed_over)}.")
    return cases.drop(*passed_over)


def screened(cases: DataFrame, edition: Edition) -> DataFrame:
    """Return a result for every row; of a reference that stands twice no row is taken."""
    rules: dict[str, Any] = {"edition": edition, "name": frames.underscored, "today": date.today()}
    frames.screen(cases.limit(0).toArrow(), **rules)  # what is wrong is said here, not by a worker
    first = cases.mapInArrow(partial(frames.screen_batches, **rules), frames.spark_schema())
    by_reference = Window.partitionBy("case_ref")
    counted = first.withColumn("n", sql.count("case_ref").over(by_reference))
    return counted.mapInArrow(_once, frames.spark_schema())


def _once(batches: Iterator[Any]) -> Iterator[Any]:
    return frames.reject_duplicates_batches(batches, count="n")


def reconciled(rows: int, results: DataFrame) -> int:
    """Print how many rows were screened and how many were not, and why; return the exit code."""
    code = sql.split("problem", ":")[0]
    by_problem = results.groupBy(code.alias("code")).count().orderBy("code").collect()
    counts = {row["code"]: row["count"] for row in by_problem}
    taken = counts.pop(None, 0)
    print(f"Rows read {rows:,} = screened {taken:,} + problems {sum(counts.values()):,}.")
    for name, count in counts.items():
        print(f"  {name}: {count:,}")
    by_outcome = results.where("problem is null").groupBy("outcome").count()
    for row in by_outcome.orderBy("outcome").collect():
        print(f"  {row['outcome']}: {row['count']:,} of {taken:,}")
    print(results.first()["notice"] if rows else "There are no rows.")
    if taken + sum(counts.values()) != rows:
        print("This does not add up: nothing that came of it counts.")
        return 1
    return 4 if counts else 0


if __name__ == "__main__":
    wanted = arguments(sys.argv[1:])
    session = SparkSession.builder.appName("cse-check").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    try:
        sys.exit(main(session, wanted))
    finally:
        session.stop()
