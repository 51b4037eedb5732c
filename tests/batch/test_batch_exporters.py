"""Whatever wrote a file: an answer that is read is the one that was meant, or its row is rejected.

Tables are made at random and written by exporters of many kinds, right and wrong. What is in the
output has to be what was in the table. Texts are as people write them, only with far more quotes,
delimiters and line breaks.
"""

import random
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import product
from typing import Final

import pytest
from caseloads import IDS
from hypothesis import given, settings
from hypothesis import strategies as st

from cse_check.batch.caseload import Caseload
from cse_check.batch.rows import CODE_OF, Screened
from cse_check.screening import parse_answer
from examples import edition

Row = dict[str, str]
Export = Callable[[str, str], str]

FORMS: Final = (
    ("case_ref", "note", *IDS[:2]),
    ("case_ref", *IDS[:2], "note"),
    ("note", "case_ref", *IDS[:2]),
    ("case_ref", "note", IDS[0]),
    ("case_ref", "note", IDS[0], "note 2", IDS[1]),
    ("case_ref", IDS[0], "note", IDS[1]),
    ("case_ref", "note", *IDS),
)
SAID: Final = (
    "I hate school she said and am not going back home late again Mum rang he was seen in town "
    "with older man the police came unknown not known 2024-03-12 12/03/2024 10.30 School says ok "
    "Later Then However 16 16yo X-7 it's"
)
WORDS: Final = tuple(SAID.split())
ANSWERS: Final = ("y", "n", "", "nk", "N/A")
TABLE: Final = 60
"""How many rows a table has."""


def rightly(cell: str, delimiter: str) -> str:
    """Write a cell as RFC 4180 has it."""
    if any(each in cell for each in (delimiter, '"', "\n")):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def never_escaping(cell: str, delimiter: str) -> str:
    """Put quotes around a cell that needs them, and leave those in it."""
    return f'"{cell}"' if any(each in cell for each in (delimiter, '"', "\n")) else cell


def always_quoting(cell: str, delimiter: str) -> str:
    """Put quotes around every cell, and leave those in it."""
    return f'"{cell}"'


def bare(cell: str, delimiter: str) -> str:
    """Write a cell as it is; line breaks become spaces."""
    return cell.replace("\n", " ")


def with_apostrophes(cell: str, delimiter: str) -> str:
    """Use another quote; line breaks become spaces."""
    plain = bare(cell, delimiter)
    return "'" + plain.replace("'", "''") + "'" if " " in plain else plain


EXPORTERS: Final = (rightly, never_escaping, always_quoting, bare, with_apostrophes)


def text(chance: random.Random, delimiter: str) -> str:
    """Return a note with quotes, delimiters and line breaks in it."""
    words = []
    for _ in range(chance.randint(0, 12)):
        word = chance.choice(WORDS)
        if chance.random() < 0.12:
            word = chance.choice([f'"{word}', f'{word}"', f'"{word}"'])
        if chance.random() < 0.15:
            word += delimiter
        words.append(word + chance.choice([" ", " ", " ", " ", "\n"]))
    return "".join(words)[:-1]


def table(chance: random.Random, form: tuple[str, ...], delimiter: str, size: int) -> list[Row]:
    return [
        {
            name: f"P{number}"
            if name == "case_ref"
            else text(chance, delimiter)
            if name.startswith("note")
            else chance.choice(ANSWERS)
            for name in form
        }
        for number in range(size)
    ]


def written(rows: list[Row], form: tuple[str, ...], delimiter: str, export: Export) -> str:
    """Return a file in which line ends are mixed, as where several systems wrote it."""
    lines = [delimiter.join(form)]
    lines += [delimiter.join(export(row[name], delimiter) for name in form) for row in rows]
    return "".join(
        line + ("\r\n" if number % 7 == 3 else "\n") for number, line in enumerate(lines)
    )


def wrongly_read(
    rows: list[Row], data: str, delimiter: str, *, one_line: bool = False
) -> list[str]:
    """Return the references of cases that are not what the table says."""
    caseload = Caseload(
        BytesIO(data.encode()),
        edition(),
        delimiter=delimiter,
        ignore_extra=True,
        one_line_rows=one_line,
    )
    meant = {row["case_ref"]: _said(row) for row in rows}
    found = [row for row in caseload if isinstance(row, Screened)]
    assert caseload.account.adds_up
    return [row.case_ref for row in found if meant.get(row.case_ref) != row.said]


def _said(row: Row) -> bytes | None:
    """Return what a row says; None where one of its cells is no answer."""
    answers = [row.get(each, "") for each in IDS]
    if "N/A" in answers:
        return None
    return bytes(CODE_OF[parse_answer(each)] for each in answers)


def cases() -> Iterator[tuple[tuple[str, ...], str, Export]]:
    yield from product(FORMS, (",", ";", "\t"), EXPORTERS)


@pytest.mark.slow
def test_of_twenty_thousand_rows_none_is_read_wrong() -> None:
    count = 0
    for number, (form, delimiter, export) in enumerate(cases()):
        chance = random.Random(number)  # noqa: S311 - nothing secret
        rows = table(chance, form, delimiter, 200)
        data = written(rows, form, delimiter, export)
        assert wrongly_read(rows, data, delimiter) == [], (form, delimiter, export.__name__)
        count += len(rows)
    assert count > 20_000


@settings(max_examples=50, derandomize=True)
@given(
    st.sampled_from(FORMS),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(EXPORTERS),
    st.integers(0, 1_000_000),
    st.booleans(),
)
def test_no_answer_of_any_table_is_read_wrong(
    form: tuple[str, ...], delimiter: str, export: Export, seed: int, one_line: bool
) -> None:
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    rows = table(chance, form, delimiter, 12)
    data = written(rows, form, delimiter, export)
    one_line = one_line and export in (bare, with_apostrophes)
    assert wrongly_read(rows, data, delimiter, one_line=one_line) == []


PLAIN: Final = (
    "She said she is not going back",
    "Rang Mum, no answer",
    "Seen in town; late",
    "",
    '"I hate school", she said',
    "2024-03-12: told school, police",
    "Later, at home",
    "Friends, all of them older,",
)


def test_no_row_that_is_written_rightly_is_refused_for_its_line_breaks() -> None:
    chance = random.Random(7)  # noqa: S311 - nothing secret
    for form, delimiter in product(FORMS, (",", ";")):
        rows = table(chance, form, delimiter, TABLE)
        for row in rows:
            for name in form:
                if name.startswith("note"):
                    row[name] = "\n".join(chance.choices(PLAIN, k=chance.randint(1, 4)))
                elif row[name] == "N/A":
                    row[name] = "no"
        data = written(rows, form, delimiter, rightly)
        found = list(
            Caseload(BytesIO(data.encode()), edition(), delimiter=delimiter, ignore_extra=True)
        )
        assert len([row for row in found if isinstance(row, Screened)]) == TABLE
        assert wrongly_read(rows, data, delimiter) == []
