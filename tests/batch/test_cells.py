"""Cutting a record at its quotes finds the cells that reading it character by character finds."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from cse_check.batch.cells import BLANK, split_quoted
from cse_check.unseen import UNSEEN

CELL = re.compile(r'"([^"]*+(?:""[^"]*+)*+)"(?=;|\Z)|([^"\n;]*+)(?=;|\Z)')


def cells_one_by_one(text: str) -> list[str] | None:
    cells, at = [], 0
    while found := CELL.match(text, at):
        quoted, plain = found.groups()
        cells.append(plain if quoted is None else quoted.replace('""', '"'))
        at = found.end() + 1
        if at > len(text):
            return cells
    return None


@settings(max_examples=400, deadline=None)
@given(st.text('";;""a\n', min_size=1, max_size=14))
def test_a_record_is_cut_as_it_is_read(text: str) -> None:
    assert split_quoted(text, ";") == cells_one_by_one(text)


def test_the_unseen_characters_that_count_as_printable_are_known() -> None:
    every = "".join(map(chr, range(0x110000)))
    assert "".join(each for each in UNSEEN.findall(every) if each.isprintable()) == BLANK
