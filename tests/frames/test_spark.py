"""Spark, really run: from its workers the same as from `batch`, and every row accounted for."""

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pyarrow.parquet as pq
import pytest
from arrow_engines import NAMES, awkward_rows, by_batch, results_of, table_of
from judges import needs, needs_java

from cse_check import frames
from examples import CATALOGUE, PROJECT

pytestmark = [pytest.mark.slow, needs_java, needs("pyspark")]
SUBMIT = Path(sys.executable).with_name("spark-submit")
HERE = {
    "spark.ui.enabled": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.sql.shuffle.partitions": "3",
}
PARTS = 3


class Ran(NamedTuple):
    """What a run of the example came to."""

    code: int
    out: str
    results: Path


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """Screen the awkward rows, in several files, on two workers, for a catalogue of one's own."""
    home = tmp_path_factory.mktemp("spark")
    cases, results = home / "cases", home / "results"
    cases.mkdir()
    catalogue = home / "exampleshire.yaml"
    catalogue.write_text(CATALOGUE, encoding="utf-8")
    table = table_of(awkward_rows(), [frames.underscored(each) for each in NAMES])
    for part in range(PARTS):
        rows = list(range(part, table.num_rows, PARTS))
        pq.write_table(table.take(rows), cases / f"part-{part}.parquet")
    settings = [word for name, value in HERE.items() for word in ("--conf", f"{name}={value}")]
    script = PROJECT / "examples" / "spark_caseload.py"
    ended = subprocess.run(
        [SUBMIT, "--master", "local[2]", *settings, script, cases, results, catalogue],
        env={
            **os.environ,
            "PYSPARK_PYTHON": sys.executable,
            "PYTHONPATH": str(PROJECT),
            "SPARK_LOCAL_IP": "127.0.0.1",
        },
        cwd=home,
        capture_output=True,
        text=True,
    )
    return Ran(ended.returncode, ended.stdout + ended.stderr, results)


def test_awkward_rows_come_out_as_they_do_from_batch(ran: Ran) -> None:
    assert ran.results.exists(), ran.out
    found = results_of(pq.read_table(ran.results).to_reader())
    assert sorted(found, key=str) == sorted(by_batch(awkward_rows()), key=str)


def test_every_row_is_accounted_for(ran: Ran) -> None:
    rows = by_batch(awkward_rows())
    problems = [each[-1] for each in rows if each[-1]]
    taken = len(rows) - len(problems)
    assert f"Rows read {len(rows)} = screened {taken} + problems {len(problems)}." in ran.out
    for code in set(problems):
        assert f"  {code}: {problems.count(code)}\n" in ran.out
    assert "Absence of indicators does not mean that a child is safe." in ran.out
    assert ran.code == 4
