"""A process that has Spark, and runs the example in it, again and again, as it is asked to.

Spark talks to itself over the loopback, which the tests' own process may not. A line on standard
input is a list of words: `run`, and the words of the example; or `frame`, and a Parquet file that
is screened as a frame of Spark, by a catalogue, into another. A line comes back: a list of the exit
code, and of what was printed on standard output and on standard error.
"""

import json
import runpy
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from pyspark.sql import SparkSession

from cse_check import frames, load_catalogue


def frame(spark: Any, cases: str, results: str, catalogue: str) -> int:
    """Screen a file as a frame of Spark."""
    found = frames.screen(
        spark.read.parquet(cases), load_catalogue(Path(catalogue)), name=frames.underscored
    )
    pq.write_table(frames.reject_duplicates(found).read_all(), results)
    return 0


def main(script: str) -> None:
    """Answer each line."""
    spark = SparkSession.builder.master("local[2]").getOrCreate()
    spark.sparkContext.setLogLevel("OFF")
    example = runpy.run_path(script, run_name="spark_caseload")
    for line in sys.stdin:
        what, *words = json.loads(line)
        with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
            if what == "run":
                code = example["main"](spark, example["arguments"](words))
            else:
                code = frame(spark, *words)
        sys.stdout.write(json.dumps([code, out.getvalue(), err.getvalue()]) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
