"""Spark, really run: from its workers the same as from `batch`, and every row accounted for."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from arrow_engines import NAMES, Result, awkward_rows, by_batch, results_of, rows_of, table_of
from hypothesis import given, settings
from judges import needs, needs_java

from cse_check import frames
from examples import CATALOGUE, PROJECT

pytestmark = [pytest.mark.slow, needs_java, needs("pyspark")]
SCRIPT = PROJECT / "examples" / "spark_caseload.py"
HERE = {
    "spark.driver.host": "127.0.0.1",
    "spark.sql.shuffle.partitions": "2",
    "spark.ui.enabled": "false",
}
UNDERSCORED = [frames.underscored(each) for each in NAMES]


def environment(folder: Path) -> dict[str, str]:
    """Return that of a process with Spark, which may talk to itself over the loopback."""
    settings = folder / "spark-defaults.conf"
    settings.write_text("".join(f"{name} {value}\n" for name, value in HERE.items()))
    more = {
        "PYSPARK_PYTHON": sys.executable,
        "PYTHONPATH": str(PROJECT),
        "PYTHONWARNINGS": "ignore",  # about the versions of its own libraries
    }
    return {**os.environ, **more, "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_CONF_DIR": str(folder)}


class Ran(NamedTuple):
    """What a run of the example came to."""

    code: int
    out: str
    err: str


class Spark:
    """A process with Spark in it."""

    def __init__(self, folder: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, PROJECT / "tests" / "spark_host.py", SCRIPT],
            env=environment(folder),
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def asked(self, *words: str | Path) -> Ran:
        """Return what comes of these words."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([*map(str, words)]) + "\n")
        self._process.stdin.flush()
        return Ran(*json.loads(self._process.stdout.readline()))

    def end(self) -> None:
        """End it."""
        self._process.communicate()


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Spark]:
    """Start Spark with two workers."""
    started = Spark(tmp_path_factory.mktemp("spark"))
    yield started
    started.end()


class Caseload:
    """A folder of cases, and beside it a catalogue of one's own and what the example makes of it.

    `results` has what came of each row.
    """

    def __init__(self, folder: Path, spark: Spark) -> None:
        self.cases, self.results = folder / "cases", folder / "results"
        self.catalogue = folder / "exampleshire.yaml"
        self.catalogue.write_text(CATALOGUE, encoding="utf-8")
        self._spark = spark

    def write(self, name: str, **columns: Sequence[str] | pa.Array) -> None:
        """Write a file; columns are of texts, where nothing else is said."""
        (self.cases / name).parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(pa.table(columns), self.cases / name)

    def write_rows(self, rows: Sequence[Sequence[str | None]]) -> None:
        """Write rows into three files."""
        self.cases.mkdir()
        table = table_of(rows, UNDERSCORED)
        for part in range(3):
            some = pa.array(range(part, table.num_rows, 3), pa.int64())
            pq.write_table(table.take(some), self.cases / f"{part}.parquet")

    def run(self, *more: str) -> Ran:
        """Run the example over it."""
        return self._spark.asked("run", self.cases, self.results, self.catalogue, *more)

    def came(self) -> list[Result]:
        """Return the results, in an order of their own."""
        return in_order(results_of(pq.read_table(self.results).to_reader()))


def in_order(results: Sequence[Result]) -> list[Result]:
    """Return results in an order that does not depend on which worker had which."""
    return sorted(results, key=str)


@pytest.fixture
def caseload(tmp_path: Path, spark: Spark) -> Caseload:
    """Return a caseload without cases."""
    return Caseload(tmp_path, spark)


def test_any_rows_come_out_as_they_do_from_batch(tmp_path: Path, spark: Spark) -> None:
    folders = (tmp_path / str(number) for number in count())

    @settings(max_examples=10)
    @given(rows=rows_of(40))
    def check(rows: list[Any]) -> None:
        folder = next(folders)
        folder.mkdir()
        caseload = Caseload(folder, spark)
        caseload.write_rows(rows)
        caseload.run()
        assert caseload.came() == in_order(by_batch(rows))

    check()


def test_a_frame_of_spark_is_a_frame_too(caseload: Caseload, spark: Spark) -> None:
    caseload.write_rows(awkward_rows(UNDERSCORED))
    results = caseload.results.with_suffix(".parquet")
    assert spark.asked("frame", caseload.cases, results, caseload.catalogue).code == 0
    found = pq.read_table(results)
    assert in_order(results_of(found.to_reader())) == in_order(by_batch(awkward_rows()))


def test_spark_submit_accounts_for_every_row(caseload: Caseload, tmp_path: Path) -> None:
    caseload.write_rows(awkward_rows(UNDERSCORED))
    submit = Path(sys.executable).with_name("spark-submit")
    words = [SCRIPT, caseload.cases, caseload.results, caseload.catalogue]
    ended = subprocess.run(
        [submit, "--master", "local[2]", *words],
        env=environment(tmp_path),
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert caseload.results.exists(), ended.stdout + ended.stderr
    expected = by_batch(awkward_rows())
    assert caseload.came() == in_order(expected)
    problems = [each[-1] for each in expected if each[-1]]
    taken = len(expected) - len(problems)
    out = ended.stdout
    assert f"Rows read {len(expected)} = screened {taken} + problems {len(problems)}." in out
    for code in set(problems):
        assert f"  {code}: {problems.count(code)}\n" in out
    assert "Absence of indicators does not mean that a child is safe." in out
    assert ended.returncode == 4


def test_a_yes_in_a_column_that_only_some_files_have_is_not_lost(caseload: Caseload) -> None:
    caseload.write("1.parquet", case_ref=["EX-1"], school__truanting=["no"])
    caseload.write("2.parquet", case_ref=["EX-2"], health__self_harm=["yes"])
    assert caseload.run().code == 0
    first, second = caseload.came()
    assert first[:3] == ("EX-1", "none-flagged", "")
    assert second[:3] == ("EX-2", "flagged", "health.self-harm")


def test_files_that_spark_would_pass_over_stop_everything(caseload: Caseload) -> None:
    caseload.write("1.parquet", case_ref=["EX-1"], school__truanting=["no"])
    caseload.write("more/2.parquet", case_ref=["EX-2"], school__truanting=["yes"])
    code, out, err = caseload.run()
    assert (code, out) == (1, "")
    assert err.startswith("Spark would not read 1 of the files, such as file:")
    assert "cases/more/2.parquet: have them in one folder, or in folders called COLUMN=VALUE" in err


def test_what_folders_are_called_is_a_column(caseload: Caseload) -> None:
    caseload.write("year=2025/case_ref=0012/1.parquet", school__truanting=["no"])
    caseload.write("year=2026/case_ref=12/2.parquet", school__truanting=["yes"])
    code, out, err = caseload.run()
    assert (code, err) == (0, "")
    assert out.startswith("Passed over, since only folders are called so: year.\nRows read 2 = ")
    found = {each[:2] for each in caseload.came()}
    assert found == {("0012", "none-flagged"), ("12", "flagged")}


def test_a_column_that_is_not_asked_is_refused_unless_it_is_left_out(caseload: Caseload) -> None:
    caseload.write("school__truanting=yes/1.parquet", case_ref=["EX-1"], team=["North"])
    code, _, err = caseload.run()
    assert code == 1
    assert "column 2 ('team') is not a column for exampleshire" in err
    assert caseload.run("--leave-out", "month") == (
        1,
        "",
        "There is no column 'month' to leave out.\n",
    )
    assert caseload.run("--leave-out", "team").code == 0
    assert [each[:2] for each in caseload.came()] == [("EX-1", "flagged")]


def test_all_that_is_wrong_with_columns_is_said_before_anything_runs(caseload: Caseload) -> None:
    nested = pa.array([["yes"]])
    names = {"case_ref": ["EX-1"], "school__truantin": ["no"], "health__self_harm": nested}
    caseload.write("1.parquet", **names)
    code, out, err = caseload.run()
    assert (code, out) == (1, "")
    first, second = err.splitlines()
    assert first.startswith("the frame: column 2 ('school__truantin') is not a column")
    assert second.startswith("the frame: health__self_harm: is of the type list")
    assert not caseload.results.exists()


def test_a_column_of_two_types_is_said_in_a_line(caseload: Caseload) -> None:
    caseload.write("1.parquet", case_ref=["EX-1"], school__truanting=["no"])
    caseload.write("2.parquet", case_ref=["EX-2"], school__truanting=pa.array([1]))
    assert caseload.run() == (
        1,
        "",
        "[CANNOT_MERGE_SCHEMAS] Failed merging schemas: a column has to be of the same type in all "
        "files.\n",
    )


def test_a_file_that_is_none_of_parquet_is_said_in_a_line(caseload: Caseload) -> None:
    caseload.write("1.parquet", case_ref=["EX-1"], school__truanting=["no"])
    (caseload.cases / "2.parquet").write_text("case_ref\n")
    code, out, err = caseload.run()
    assert (code, out) == (1, "")
    assert "Encountered error while reading file file:" in err
    assert "cases/2.parquet. Could not read footer." in err
    assert err.count("\n") == 1


def test_columns_that_differ_in_case_alone_are_one(caseload: Caseload) -> None:
    caseload.write("1.parquet", case_ref=["EX-1"], school__truanting=["no"])
    caseload.write("2.parquet", CASE_REF=["EX-2"], School__Truanting=["yes"])
    assert caseload.run().code == 0
    assert [each[:2] for each in caseload.came()] == [("EX-1", "none-flagged"), ("EX-2", "flagged")]
