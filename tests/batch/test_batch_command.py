"""`cse-check batch` from the command line: what it writes, says and leaves behind."""

import csv
import json
import os
import signal
import stat
import subprocess
import time
from pathlib import Path
from typing import IO, Any

import pytest
from caseloads import HEADER, IDS
from markdown_it import MarkdownIt
from shells import PATIENCE, PROGRAM, Program, Ran
from systems import ENDING, READERS, unix

from cse_check.render.caseload import ROW_FORMATS
from examples import CATALOGUE, edition

CASES = f"{HEADER}\nC-1,y,n,Y\nC-2,,nk,no\nC-3,N/A,,\nC-4,n,n,n\nC-5,y\n"
CLEAN = f"{HEADER}\nC-1,y,n,\n"
NOTICE = (
    "Audit of recorded concerns only. Absence of indicators does not mean that a child is safe."
)
CAVEAT = "Absence of indicators does not mean that a child is safe."
AREA = ("--area", "exampleshire", "--catalogue-dir", "catalogues")


@pytest.fixture
def program(tmp_path: Path) -> Program:
    folder = tmp_path / "catalogues"
    folder.mkdir()
    (folder / "indicators_exampleshire.yaml").write_text(CATALOGUE)
    (tmp_path / "cases.csv").write_text(CASES)
    (tmp_path / "clean.csv").write_text(CLEAN)
    return Program(tmp_path)


def batch(program: Program, *args: str | Path, stdin: str = "") -> Ran:
    return program.run_inside("batch", *args, *AREA, stdin=stdin)


def left_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {"catalogues", "cases.csv", "clean.csv"}


def test_the_csv_is_exactly_this(program: Program) -> None:
    ran = batch(program, "cases.csv")
    assert ran.out == (
        "case_ref,outcome,incomplete,rejected_lines,flagged,flagged_categories,urgent,not_known,"
        "unanswered,notice\n"
        "C-1,flagged,0,,school.truanting;health.self-harm,school;health,health.self-harm,,,"
        f"{NOTICE}\n"
        f"C-2,none-flagged,0,,,,,school.excluded,school.truanting,{NOTICE}\n"
        f"C-4,none-flagged,0,,,,,,,{NOTICE}\n"
    )
    assert ran.code == 4


def test_what_is_said_at_the_end_is_exactly_this(program: Program) -> None:
    ran = batch(program, "cases.csv", "--output", "out.csv", "--min-cell", "0", "--exact")
    assert ran.err == (
        "Rows read 5 = screened 3 + rejected 2.\n"
        "Lines 6 = header 1 + rows 5 + blank 0 + inside quoted cells 0.\n"
        "  rejected, too-few-cells: 1\n"
        "  rejected, unknown-answer: 1\n"
        "Answers by category, in 3 cases (exact numbers: for use within the unit):\n"
        "  School: flagged 1, not known 1, unanswered 1 of 6\n"
        "  Health (grouped by cse-check): flagged 1, not known 0, unanswered 0 of 3\n"
        "An audit of recorded concerns: never a way to find, rank, prioritise or close "
        "cases.\n"
        f"{CAVEAT}\n"
        f"Written: out.csv ({READERS}).\n"
        f"Written: out.rejects.csv ({READERS}).\n"
    )


def test_the_rejects_are_exactly_this(program: Program) -> None:
    batch(program, "cases.csv", "--output", "out.csv")
    assert (program.home / "out.rejects.csv").read_text() == (
        "line,column,code,message\n"
        "4,2,unknown-answer,\"the cell under 'school.truanting' is not an answer: yes, no, not "
        'known or nothing at all; a mapping can give other words a meaning"\n'
        '6,,too-few-cells,"has 2 cells, but the header has 4"\n'
    )


def test_the_rejects_hold_what_stood_in_the_file_only_if_that_is_asked_for(
    program: Program,
) -> None:
    batch(program, "cases.csv", "--output", "out.csv", "--rejects", "bad.csv", "--rejects-raw")
    rows = csv.DictReader((program.home / "bad.csv").read_text().splitlines())
    assert [row["raw"] for row in rows] == ["C-3,N/A,,", "C-5,y"]


def test_json_lines_are_exactly_this(program: Program) -> None:
    first, *others = batch(program, "cases.csv", "--format", "jsonl").out.splitlines()
    assert json.loads(first) == {
        "case_ref": "C-1",
        "outcome": "flagged",
        "incomplete": 0,
        "rejected_lines": [],
        "answers": {
            "school.truanting": "yes",
            "school.excluded": "no",
            "health.self-harm": "yes",
        },
        "flagged": ["school.truanting", "health.self-harm"],
        "flagged_categories": ["school", "health"],
        "urgent": ["health.self-harm"],
        "not_known": [],
        "unanswered": [],
        "notice": NOTICE,
        "catalogue": {
            "area": "exampleshire",
            "revision": "2026-11-21",
            "sha256": edition().sha256,
        },
    }
    assert [json.loads(line)["case_ref"] for line in others] == ["C-2", "C-4"]


def test_json_lines_keep_times_and_notes_of_the_long_form(program: Program) -> None:
    text = f'case_ref,indicator,answer,when,note\nC,{IDS[0]},y,past,"=1 ""x""\n-"\nC,{IDS[1]},n,,\n'
    (line,) = batch(program, "-", "--format", "jsonl", stdin=text).out.splitlines()
    said = json.loads(line)
    assert said["when"] == {IDS[0]: "past"}
    assert said["notes"] == {IDS[0]: '=1 "x"\n-'}


def test_the_markdown_document_shows_every_case_and_the_caveat(program: Program) -> None:
    batch(program, "cases.csv", "--output", "out.md", "--rejects", "bad.csv")
    text = (program.home / "out.md").read_text()
    assert (
        "- **C-1**: flagged 2 of 3; not known 0 of 3; unanswered 0 of 3\n"
        "  - Urgent: Self-harm\n"
        "  - Flagged: Truanting; Self-harm\n"
        "- **C-2**: flagged 0 of 3; not known 1 of 3; unanswered 1 of 3\n"
        "  - Still to find out: Excluded from school\n"
        "  - Nothing flagged does not mean that the child is safe.\n"
    ) in text
    assert text.count(CAVEAT) == 2
    assert "Rows read 5 = screened 3 + rejected 2." in text
    assert MarkdownIt("commonmark").render(text).count("<h") == 3
    assert "No case was screened." in batch(program, "-", "--format", "markdown", stdin=HEADER).out


@pytest.mark.parametrize("name", ROW_FORMATS)
def test_every_format_carries_the_caveat_and_what_it_is(name: str, program: Program) -> None:
    ran = batch(program, "clean.csv", "--format", name)
    for said in (ran.out, ran.err):
        assert CAVEAT in said
        assert "udit of" in said
    for word in ("low risk", "high risk", "score", "%", "priority"):
        assert word not in ran.out.lower()


def test_a_clean_file_ends_with_0_and_has_no_rejects_file(program: Program) -> None:
    ran = batch(program, "clean.csv", "--output", "out.csv")
    assert ran.code == 0
    assert left_in(program.home) == {"out.csv"}
    assert stat.S_IMODE((program.home / "out.csv").stat().st_mode) == 0o600


def test_an_old_rejects_file_is_replaced_even_if_nothing_was_rejected(program: Program) -> None:
    (program.home / "out.rejects.csv").write_text("old")
    assert batch(program, "clean.csv", "--output", "out.csv").code == 1
    assert left_in(program.home) == {"out.rejects.csv"}
    assert batch(program, "clean.csv", "--output", "out.csv", "--force").code == 0
    assert (program.home / "out.rejects.csv").read_text() == "line,column,code,message\n"


def test_without_a_file_for_them_the_first_rejects_are_shown(program: Program) -> None:
    ran = batch(program, "-", stdin=HEADER + "\n" + "x\n" * 30)
    assert ran.err.count("too-few-cells: has 1 cells") == 10
    assert "--rejects FILE lists every rejected row." in ran.err


@pytest.mark.parametrize("existing", ["out.csv", "out.rejects.csv", "page.html"])
def test_nothing_is_overwritten_without_force(existing: str, program: Program) -> None:
    (program.home / existing).write_text("mine")
    args = ("cases.csv", "--output", "out.csv", "--report", "page.html")
    ran = batch(program, *args)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == f"{existing}: already exists. --force replaces it.\n"
    assert left_in(program.home) == {existing}
    assert batch(program, *args, "--force").code == 4
    assert (program.home / existing).read_text() != "mine"


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--output", "out.txt"), "out.txt: its name does not end in a known format."),
        (("--output", "cases.csv", "--force"), "cases.csv: is named twice"),
        (("--output", "a.csv", "--rejects", "./a.csv"), "a.csv: is named twice"),
        (("--report", "page.txt"), "--report: name a file that ends in .html or .csv."),
        (("--rejects", "-"), "--rejects: name a file"),
        (("--format", "xml"), "choose one of csv, jsonl, markdown, fhir."),
        (("--delimiter", "and"), "'--delimiter': That cannot separate cells."),
        (("--encoding", "klingon"), "'--encoding': That encoding is not known here"),
        (("--min-cell", "-1"), "-1 is not in the range x>=0"),
    ],
)
def test_what_cannot_be_done_is_said_before_anything_is_read(
    args: tuple[str, ...], message: str, program: Program
) -> None:
    ran = batch(program, "cases.csv", *args)
    assert ran.code == 2
    assert message in ran.err
    assert left_in(program.home) == set()


def test_standard_input_cannot_be_two_things(program: Program) -> None:
    assert batch(program, "-", "--mapping", "-").code == 2


def test_a_file_that_is_no_caseload_ends_with_3_and_every_fault(program: Program) -> None:
    stdin = "case_ref,school.truancing,school.excluded,,x\n"
    ran = batch(program, "-", "--output", "out.csv", stdin=stdin)
    assert ran.code == 3
    assert ran.err.splitlines() == [
        "standard input:1:10: column 2 is not a column for exampleshire; did you mean "
        "'school.truanting' (Truanting)?",
        "standard input:1:43: is a column without a name",
        "standard input:1:44: column 5 is not a column for exampleshire",
        "--ignore-extra passes over columns that are not ours, and says which.",
    ]
    assert left_in(program.home) == set()


def test_a_mapping_is_read_and_its_faults_end_with_3(program: Program) -> None:
    (program.home / "map.yaml").write_text(
        "format: 1\ncase_ref: ID\ncolumns: {T: school.truanting}\nignore: [Team]\n"
    )
    args = ("-", "--mapping", "map.yaml", "--delimiter", ";")
    ran = batch(program, *args, stdin="Team;T;ID\nNorth;Y;C-1\n")
    assert (ran.code, "C-1,flagged" in ran.out) == (0, True)
    (program.home / "map.yaml").write_text("format: 1\n")
    assert batch(program, *args).code == 3


def test_the_report_is_written_with_the_day_of_the_run(program: Program) -> None:
    batch(program, "cases.csv", "--output", "out.csv", "--report", "page.html", "--min-cell", "0")
    text = (program.home / "page.html").read_text()
    assert "21 November 2026" in text
    assert "<dt>Rows read</dt><dd>5</dd>" in text
    assert "C-1" not in text


def test_a_file_that_is_not_there_is_an_error_of_reading(program: Program) -> None:
    ran = batch(program, "none.csv", "--output", "out.csv")
    said = "none.csv: cannot be read: No such file or directory. See whether the name is right.\n"
    assert (ran.code, ran.err) == (1, said)


@pytest.mark.parametrize("kind", ["csv", "mapping"])
def test_templates_can_be_used_as_they_are(kind: str, program: Program) -> None:
    program.run_inside("template", *AREA, "--kind", "csv", "--output", "empty.csv")
    program.run_inside("template", *AREA, "--kind", "mapping", "--output", "map.yaml")
    mapping = ("--mapping", "map.yaml") if kind == "mapping" else ()
    ran = batch(program, "empty.csv", *mapping)
    assert (ran.code, ran.err.splitlines()[0]) == (0, "Rows read 0 = screened 0 + rejected 0.")


def start(program: Program, *args: str, **options: Any) -> "subprocess.Popen[bytes]":
    child: subprocess.Popen[bytes] = subprocess.Popen(
        [*PROGRAM, "batch", *args, *AREA],
        env=program.environ,
        cwd=program.home,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **options,
    )
    return child


def wait_until_it_writes(folder: Path) -> None:
    end = time.monotonic() + PATIENCE
    while not any(path.suffix == ".new" for path in folder.iterdir()):
        assert time.monotonic() < end
        time.sleep(0.01)


def wait_until_all_is_taken(pipe: IO[bytes]) -> None:
    import fcntl
    import termios

    end = time.monotonic() + PATIENCE
    while fcntl.ioctl(pipe, termios.FIONREAD, bytes(4)) != bytes(4):
        assert time.monotonic() < end
        time.sleep(0.01)


STOPPED = (
    b"Stopped before the end: no file was written. "
    b"What went to standard output, if anything, is incomplete.\n"
)


@unix
@pytest.mark.parametrize(("number", "times"), [(number, 20_000) for number in ENDING] + [(2, 500)])
def test_a_signal_leaves_nothing_behind(number: int, times: int, program: Program) -> None:
    program = program.having(CSE_CHECK_FAST="0") if times == 500 else program
    child = start(program, "-", "--output", "out.csv", "--report", "page.html")
    assert child.stdin
    assert child.stderr
    child.stdin.write(CASES.encode() * times)
    child.stdin.flush()
    wait_until_it_writes(program.home)
    child.send_signal(number)
    assert child.wait(PATIENCE) == 130
    assert child.stderr.read() == STOPPED
    assert left_in(program.home) == set()
    child.stdin.close()
    child.stderr.close()


@unix
def test_a_signal_before_the_first_line_leaves_nothing_behind(program: Program) -> None:
    child = start(program, "-", "--output", "out.csv")
    assert child.stdin
    assert child.stderr
    child.stdin.write(b"case_ref")  # more than a line would have to come
    child.stdin.flush()
    wait_until_all_is_taken(child.stdin)
    child.send_signal(signal.SIGTERM)
    assert child.wait(PATIENCE) == 130
    assert child.stderr.read() == STOPPED
    child.stdin.close()
    child.stderr.close()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_under_standard_output_is_one_line_and_1(program: Program) -> None:
    with Path("/dev/full").open("wb") as full:
        child = start(program, "cases.csv", "--rejects", "bad.csv", stdout=full)
        _, said = child.communicate(timeout=PATIENCE)
    assert child.returncode == 1
    assert said == (
        b"standard output: cannot be written: No space left on device. "
        b"Make room there, or name a file in another place.\n"
    )
    assert left_in(program.home) == set()


@unix
def test_a_full_disk_under_a_file_leaves_nothing_behind(program: Program) -> None:
    import resource

    (program.home / "many.csv").write_text(
        HEADER + "\n" + "".join(f"C{n},y,n,\n" for n in range(9000))
    )
    child = start(
        program,
        "many.csv",
        "--output",
        "out.csv",
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000)),
    )
    _, said = child.communicate(timeout=PATIENCE)
    assert child.returncode == 1
    assert said.startswith(b"out.csv: cannot be written: File too large. Nothing was written. ")
    assert said.count(b"\n") == 1
    assert left_in(program.home) == {"many.csv"}


def test_a_closed_pipe_is_quiet_and_141_as_of_any_program(program: Program) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    child = start(program, "cases.csv", "--rejects", "bad.csv", stdout=writing)
    os.close(writing)
    _, said = child.communicate(timeout=PATIENCE)
    assert (child.returncode, said) == (141, b"")
    assert left_in(program.home) == set()


def test_progress_is_shown_on_a_terminal_and_taken_away(program: Program) -> None:
    (program.home / "hold.py").write_text(
        "from cse_check.cli.batch import progress\nprogress.PATIENCE = -1\n"
        "from cse_check.__main__ import main\nmain()\n"
    )
    text = HEADER + "\n" + "".join(f"C{n},y,n,\n" for n in range(9000)) + "x\n"
    (program.home / "many.csv").write_text(text)
    command = (PROGRAM[0], "hold.py")
    args = ("batch", "many.csv", *AREA, "--output", "out.csv")
    with program.on_terminal(*args, command=command, width=120) as terminal:
        terminal.wait_for(" rows, ").wait_for(" a second, ").wait_for(" rejected")
        terminal.wait_for("Rows read 9,001 = screened 9,000 + rejected 1.")
        assert terminal.end() == 4
    (program.home / "out.csv").unlink()
    (program.home / "out.rejects.csv").unlink()
    with program.on_terminal(*args, "--plain", command=command) as terminal:
        terminal.wait_for("Rows read")
        assert terminal.end() == 4
        assert " a second" not in terminal.screen


def test_progress_without_a_size_is_shown_all_the_same(program: Program) -> None:
    (program.home / "hold.py").write_text(
        "from cse_check.cli.batch import progress\nprogress.PATIENCE = -1\n"
        "from cse_check.__main__ import main\nmain()\n"
    )
    line = f"cat clean.csv | {PROGRAM[0]} hold.py batch - {' '.join(AREA)} --output out.csv"
    with program.on_terminal("-c", line, command=("bash",), width=120) as terminal:
        terminal.wait_for(" rejected").wait_for("Rows read 1")
        assert terminal.end() == 0


def peak(program: Program, rows: int) -> int:
    """Return the most memory, in bytes, that a run over so many rows took."""
    name = f"{rows}.csv"
    with (program.home / name).open("w") as file:
        file.write(f"{HEADER}\n")
        file.writelines(f"CASE-{number:08},y,nk,\n" for number in range(rows))
    child = start(program, name, "--output", f"{rows}.jsonl", "--report", f"{rows}.html")
    assert child.stdin
    assert child.stderr
    child.stdin.close()
    said = child.stderr.read()
    child.stderr.close()
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode == 0, said
    return used.ru_maxrss * 1024


@pytest.mark.slow
@pytest.mark.parametrize("fast", "01")
def test_ten_times_the_rows_take_hardly_more_memory(fast: str, program: Program) -> None:
    program = program.having(CSE_CHECK_FAST=fast)
    assert peak(program, 150_000) - peak(program, 15_000) < 10_000_000
