"""What stands in an export, for writing a mapping: and nothing that gives anybody away."""

import io
from pathlib import Path

import pytest
from mappings import SMALL, TRUANT, mapping
from shells import Program

from cse_check.batch.beginning import Source
from cse_check.batch.dialect import Settled
from cse_check.batch.rows import Checklist
from cse_check.batch.survey import KEPT, MOST, RECURS, Survey, survey
from cse_check.batch.words import meanings
from cse_check.render.caseload.words import words
from examples import CATALOGUE, edition, faults

AREA = ("--area", "exampleshire", "--catalogue-dir", "catalogues")


@pytest.fixture
def program(tmp_path: Path) -> Program:
    folder = tmp_path / "catalogues"
    folder.mkdir()
    (folder / "indicators_exampleshire.yaml").write_text(CATALOGUE)
    return Program(tmp_path)


def surveyed(data: str, text: str | None = None, **options: str) -> Survey:
    """Survey a file of cases, with a mapping or without."""
    source = Source("cases.csv", Checklist(edition()), mapping(text) if text else None)
    return survey(io.BytesIO(data.encode()), source, Settled(**options))  # type: ignore[arg-type]


def listed(data: str, text: str | None = None, **options: str) -> str:
    """Return what is shown of a file."""
    checklist = Checklist(edition())
    found = meanings(checklist, mapping(text) if text else None)
    return "\n".join(words(surveyed(data, text, **options), found))


def test_values_that_recur_are_listed_with_what_each_would_mean() -> None:
    rows = "".join(f"C{n},{'Often' if n % 2 else 'n'},\n" for n in range(10))
    text = f"{SMALL}  T: {TRUANT}\nignore: [X]\n"
    assert listed("ID,T,X\n" + rows, text) == (
        "10 rows. Shown are values of up to 40 characters that stand in at least 5 rows.\n"
        "\nColumn 1, 'ID': nothing of it is shown.\n"
        "\nColumn 2, 'T':\n"
        "        5  n                                         no\n"
        "        5  Often                                     rejects its row\n"
        "\nColumn 3, 'X': nothing of it is shown."
    )


def test_parts_of_a_cell_are_listed_one_by_one() -> None:
    text = f"{SMALL}  T: {{split: ';', absent: no, values: {{A: {TRUANT}}}, ignore: [B]}}\n"
    shown = listed("ID,T\n" + "".join(f"C{n},A;B;Z\n" for n in range(5)), text)
    assert [line.split() for line in shown.splitlines()[-3:]] == [
        ["5", "A", TRUANT],
        ["5", "B", "ignored"],
        ["5", "Z", "rejects", "its", "row"],
    ]


def test_a_column_that_nothing_reads_is_shown_as_if_it_had_answers() -> None:
    shown = listed("ID,T\n" + "".join(f"C{n},y\n" for n in range(5)))
    assert "Column 2, 'T' (not read today; what its values would mean as answers):" in shown
    assert shown.splitlines()[-1].split() == ["5", "y", "yes"]


@pytest.mark.parametrize(
    "cells",
    [
        ["Alice Smith"] * (RECURS - 1),
        ["a child's own words that are longer than forty"] * 50,
        [f"Alice {n}" for n in range(50)],
        ["A 1234567"] * 50,
        ["2014"] * 50,
        ["03/11/2012"] * 50,
    ],
    ids=["rare", "long", "all different", "digits", "a year", "a date"],
)
def test_what_could_give_somebody_away_is_counted_and_not_shown(cells: list[str]) -> None:
    shown = listed("X,Note\n" + "".join(f"y,{cell}\n" for cell in cells))
    assert not any(cell in shown for cell in cells)
    assert f"{len(cells):,}  (" in shown


@pytest.mark.parametrize(
    "name", ["Person ID", "Child's name", "Surname", "Social worker", "DOB", "NHS no", "Mother"]
)
def test_of_a_column_that_identifies_somebody_nothing_is_shown(name: str) -> None:
    shown = listed(f"X,{name}\n" + "y,Alice\n" * 50)
    assert "Alice" not in shown
    assert "nothing of it is shown" in shown


def test_no_more_than_so_many_values_of_a_column_are_shown() -> None:
    rows = "".join(f"y,word{chr(97 + n // 26)}{chr(97 + n % 26)}\n" * RECURS for n in range(60))
    column = surveyed("X,T\n" + rows).columns[1]
    assert (len(column.words), column.unshown) == (MOST, (60 - MOST) * RECURS)


def test_of_a_column_of_text_only_so_much_is_kept() -> None:
    rows = "".join(f"y,{''.join(chr(97 + int(c)) for c in str(n))}\n" for n in range(KEPT + 100))
    column = surveyed("X,T\n" + rows).columns[1]
    assert column.others == 100


def test_rows_that_cannot_be_read_and_repeated_headers_are_not_counted() -> None:
    found = surveyed('X,T\ny,a\nX,T\ny\ny,"a\n')
    assert (found.rows, found.unread) == (1, 2)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("", "is empty"),
        ("A1,y,03/11/2012\n", "is not a header"),
        ("Alice\n", "is not a header"),
        ("A;B\n", "its cells are separated by ';'"),
        ("PK\x03\x04", "is an Excel workbook"),
        ('A,"B\n', "cannot be read as a header"),
    ],
)
def test_what_has_no_header_is_refused_without_repeating_it(data: str, message: str) -> None:
    (fault,) = faults(lambda: surveyed(data))
    assert message in fault
    assert "Alice" not in fault


def test_the_command_lists_them_and_writes_nothing(program: Program) -> None:
    rows = "".join(f"C{n},y\n" for n in range(5))
    (program.home / "cases.csv").write_text(f"case_ref,{TRUANT}\n{rows}")
    before = sorted(program.home.iterdir())
    ran = program.run_inside("batch", "cases.csv", *AREA, "--words")
    assert (ran.code, ran.err) == (0, "")
    assert f"Column 2, '{TRUANT}':" in ran.out
    assert sorted(program.home.iterdir()) == before
    stdin = program.run_inside("batch", "-", *AREA, "--words", stdin=f"ID;T\n{rows}")
    assert (stdin.code, stdin.err.splitlines()[-1]) == (3, "Add --delimiter ';'.")


ROWS = "".join(f"C{n};yés\n" for n in range(5))
PLAIN = f"case_ref;{TRUANT}\n{ROWS}"
FILES = {
    "delimiter: ','": (PLAIN.encode(), "change delimiter to ';'."),
    "encoding: utf-8\ndelimiter: ';'": (PLAIN.encode("utf-16"), "change encoding to utf-16."),
    "skip_lines: 0\ndelimiter: ';'": (f"Mine\n{PLAIN}".encode(), "change skip_lines to 1."),
}


@pytest.mark.parametrize("layout", FILES)
def test_advice_about_what_the_mapping_says_can_be_taken(program: Program, layout: str) -> None:
    held, advice = FILES[layout]
    (program.home / "cases.csv").write_bytes(held)
    text = (
        f"format: 1\ncase_ref: case_ref\n{layout}\ncolumns: {{{TRUANT}: {TRUANT}}}\n"
        "answers: {yes: [yés]}\nignore: rest\n"
    )
    (program.home / "m.yaml").write_text(text, encoding="utf-8")
    run = ("batch", "cases.csv", *AREA, "--mapping", "m.yaml", "--output", "o.csv")
    refused = program.run_inside(*run)
    assert (refused.code, refused.err.splitlines()[-1]) == (3, f"In m.yaml, {advice}")
    what, _, value = advice.removeprefix("change ").removesuffix(".").partition(" to ")
    lines = (f"{what}: {value}" if line.startswith(what) else line for line in text.splitlines())
    (program.home / "m.yaml").write_text("\n".join(lines), encoding="utf-8")
    assert program.run_inside(*run).code == 0


def test_a_file_to_write_does_not_go_with_it(program: Program) -> None:
    ran = program.run_inside("batch", "c.csv", *AREA, "--words", "--output", "o.csv")
    assert (ran.code, "--words writes no file" in ran.err) == (2, True)


def test_a_mapping_with_faults_is_refused_first(program: Program) -> None:
    (program.home / "m.yaml").write_text(f"{SMALL}  T: school.truant\n")
    (program.home / "c.csv").write_text("ID,T\n")
    options = (*AREA, "--words", "--mapping", "m.yaml")
    assert program.run_inside("batch", "c.csv", *options).code == 3
