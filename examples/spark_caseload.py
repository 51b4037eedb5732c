"""Screen a caseload of Parquet files with Spark, and say what became of every row.

    spark-submit spark_caseload.py CASELOAD RESULTS [AREA | CATALOGUE.yaml]

CASELOAD is a folder of Parquet files with a column `case_ref` and one an indicator, called as
`cse_check.frames.underscored` calls it: `missing__out_overnight`. RESULTS is a new folder, which
gets a result for each row. Nothing in it finds, ranks, prioritises or closes a case.

cse-check has to be installed for the Python of every worker: `pip install 'cse-check[frames]'`.
Ends with 0; with 4 if rows were not screened; with 1 if something could not be read or written.
"""

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, SparkSession, Window
from pyspark.sql import functions as sql

from cse_check import frames, load_catalogue
from cse_check.errors import CseCheckError


def main(caseload: str, results: str, area: str = "leeds") -> int:
    """Screen a folder into another, and print the reconciliation; return the exit code."""
    spark = SparkSession.builder.appName("cse-check").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    try:
        cases = spark.read.parquet(caseload)
        screened(cases, area).write.parquet(results)  # a folder that is there is not replaced
        return reconciled(cases.count(), spark.read.parquet(results))
    except (CseCheckError, PySparkException) as error:
        sys.stderr.write(f"{str(error).splitlines()[0]}\n")
        return 1
    finally:
        spark.stop()


def screened(cases: DataFrame, area: str) -> DataFrame:
    """Return a result for every row; of a reference that stands twice no row is taken."""
    edition = load_catalogue(Path(area) if area.endswith(".yaml") else area)
    list(frames.screen_batches([], edition))  # what is missing is said here, and not by a worker
    rules: dict[str, Any] = {"edition": edition, "name": frames.underscored}
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
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
