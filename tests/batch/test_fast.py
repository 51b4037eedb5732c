"""Rows read many at a time come out as rows read one by one: the same, byte for byte."""

import gzip
import random
import sys
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from caseloads import HEADER, IDS, caseload
from shells import Program

from cse_check.batch import quick
from cse_check.batch.fast import reading, words
from cse_check.batch.fast.alphabet import alphabet
from cse_check.batch.fast.lists import Lists
from cse_check.batch.fast.references import number_of
from cse_check.batch.mapping import understand
from cse_check.batch.rows import Rejected, Screened
from cse_check.errors import InvalidFileError
from cse_check.render.caseload import ROW_FORMATS
from examples import CATALOGUE, edition

GOOD = ("y", "n", "", "Y", " no ", "nk", "?", "yes", '"y"', '""', "not known", '"not known"', "0")
BAD = (
    "maybe", "N/A", '"', 'y"', '"a""b"', '"a\nb"', "é", "\u200d", "\u115f", "\xa0", '"x;y"', "a'b",
    "x" * 70, '"\n', "\r", "\t", "\0", '"y""', '""y"', "'=1", "'y", '"y\r\n"', "ÿÿÿÿÿÿÿÿ", 'a"b"c',
    '"a"b"c"',
)  # fmt: skip
REFERENCES = (
    "A", "B", "A1", "C-1", "case_ref", "Case_Ref", "total", "Total", "", " A2 ", '"A3"', "é1",
    "x" * 64, "x" * 65, "-a", "A b", '"A""4"', "K0001", '"K0002"',
)  # fmt: skip
NOTES = (
    "", "note", '"a note"', '"a; b, c"', '"say ""x"""', '"two\nlines"', '"open', 'clo"se', "it's",
    "café", '"K0001;y;n\nK0002,y,n"', '""', 'clo"s"e', '"late";', "£1",
)  # fmt: skip
ENCODINGS = ("utf-8", "utf-8", "cp1252", "iso8859-1", "cp437", "mac-roman", "utf-8-sig", "utf-16")
Came = tuple[list[Any], Any, int]


class Export:
    """A file as some exporter writes it, more or less badly, and how it has to be read."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - nothing here is secret
        chance = self.chance
        self.odd = chance.choice((0, 0.05, 0.2, 0.8))
        ids = IDS if chance.random() < 0.7 else IDS[:2]
        delimiter = chance.choice((",", ";", "\t"))
        end = chance.choice(("\n", "\r\n"))
        named = chance.choice(ENCODINGS)
        self.notes = chance.choice((None, None, 0, 1, len(ids) + 1))
        header = ["case_ref", *ids]
        if self.notes is not None:
            header.insert(self.notes, "Notes")
        lines = [header, *(self.row(number, len(ids)) for number in range(chance.randint(0, 60)))]
        text = "".join(delimiter.join(line) + self.end(end) for line in lines)
        if chance.random() < 0.2:
            text = text.rstrip("\r\n")
        self.data = bytearray(text.encode(named, "replace"))
        if chance.random() < self.odd:
            place = chance.randrange(len(self.data))
            self.data[place:place] = bytes([chance.choice((0xFF, 0xE2, 0x80, 0x0D, 0x22, 0x9D))])
        self.options = {
            "delimiter": delimiter,
            "encoding": named.removesuffix("-sig"),
            "ignore_extra": True,
            "keep_raw": chance.random() < 0.5,
            "one_line_rows": chance.choice((None, None, True)),
        }

    def row(self, number: int, width: int) -> list[str]:
        chance, odd = self.chance, self.odd
        cells = [chance.choice(REFERENCES) if chance.random() < odd else f"K{number:04}"]
        for _ in range(width):
            cells.append(chance.choice(BAD if chance.random() < odd / 4 else GOOD))
        if self.notes is not None:
            cells.insert(self.notes, chance.choice(NOTES) if chance.random() < 0.7 else "")
        if chance.random() < odd / 4:
            cells.append("more")
        return cells if chance.random() > odd / 4 else cells[1:]

    def end(self, usual: str) -> str:
        others = (usual, "\n", "\r\n", "\n\n", f"\n{HEADER}\n", "\n,,,\n")
        return self.chance.choice(others) if self.chance.random() < self.odd / 5 else usual


def what_comes(data: bytes, *, fast: bool, **options: Any) -> Came | list[str]:
    """Read until it is certain what comes of each row; or return what is wrong with the file."""
    try:
        opened = caseload(data, quick=fast, **options)
        rows = list(opened)
    except InvalidFileError as error:
        return [str(fault) for fault in error.faults]
    return [as_plain(row) for row in rows], opened.account, opened.rows_read


def as_plain(row: Screened | Rejected) -> tuple[Any, ...]:
    if isinstance(row, Rejected):
        return tuple(row)
    return row.line, row.case_ref, row.said, row.rows, row.details, row.rejected_lines


@pytest.mark.parametrize("block", range(12))
def test_any_file_comes_out_the_same_in_blocks_of_any_size(
    block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for seed in range(8 * block, 8 * block + 8):
        export = Export(seed)
        slowly = what_comes(bytes(export.data), fast=False, **export.options)
        for size in (export.chance.choice((1, 30, 100)), 700, 1 << 18):
            monkeypatch.setattr(reading, "SIZE", size)
            assert what_comes(bytes(export.data), fast=True, **export.options) == slowly, seed


MAPPINGS = {
    "words": "a: {indicator: school.truanting, yes: [Often], no: [Never]}",
    "numbers": "a: {indicator: school.truanting, at_least: 3}",
    "two columns": "a: school.truanting\n  b: school.truanting",
    "times": "a: {indicator: school.truanting, when: past}\n  b: school.excluded",
    "two times": "a: {indicator: school.truanting, when: past}\n  b: school.truanting",
    "inverted": "a: {indicator: school.truanting, inverted: true}",
    "dates": "a: {indicator: school.truanting, date: yes, formats: [dd/mm/yyyy]}",
    "signs": 'a: {split: "+", absent: no, values: {T: school.truanting, X: school.excluded}}',
}
CELLS = ("", "y", "n", "Often", "never", "2", "3", "12", "03/11/2025", "T", "T+X", "X + T", "nk")


@pytest.mark.parametrize("columns", MAPPINGS.values(), ids=MAPPINGS)
def test_a_mapping_means_the_same(columns: str) -> None:
    text = f"format: 1\ncase_ref: ID\nignore: [c]\ncolumns:\n  {columns}\n"
    if "\n  b:" not in columns:
        text = text.replace("ignore: [c]", "ignore: [b, c]")
    mapping = understand(text.encode(), "map.yaml", edition().catalogue)
    chance = random.Random(columns)  # noqa: S311 - nothing here is secret
    rows = (
        f'K{number},{chance.choice(CELLS)},{chance.choice(CELLS)},"said ""{number}"""\n'
        for number in range(300)
    )
    data = ("ID,a,b,c\n" + "".join(rows)).encode()
    slowly = what_comes(data, fast=False, mapping=mapping)
    assert isinstance(slowly, tuple), slowly
    assert any(len(row) == 6 for row in slowly[0])
    assert what_comes(data, fast=True, mapping=mapping) == slowly


def table(rows: int, *, odd: Sequence[str] = ()) -> str:
    """Return a file whose rows are good, but for a few."""
    lines = [f"K{number},{'yn?'[number % 3]},{'no' * (number % 2)}," for number in range(rows)]
    for place, line in enumerate(odd):
        lines.insert(3 * place + 2, line)
    return "\n".join((HEADER, *lines)) + "\n"


ODD = (
    "K1,y,n,",
    "X,maybe,,",
    '"Y",y,"n",',
    "'Z,y,,",
    "",
    '"W\n",y,,',
    "é,y,,",
    "V,y",
    "U, y ,n,nk",
)


@pytest.fixture
def program(tmp_path: Path) -> Program:
    (tmp_path / "catalogues").mkdir()
    (tmp_path / "catalogues" / "indicators_exampleshire.yaml").write_text(CATALOGUE)
    text = table(400, odd=ODD)
    (tmp_path / "cases.csv").write_text(text)
    (tmp_path / "cases.csv.gz").write_bytes(gzip.compress(text.encode()))
    return Program(tmp_path)


@pytest.mark.parametrize("cases", ["cases.csv", "cases.csv.gz", "-"])
@pytest.mark.parametrize("name", ROW_FORMATS)
def test_every_format_is_written_the_same(
    name: str, cases: str, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = []
    for fast in "01":
        monkeypatch.setitem(program.environ, "CSE_CHECK_FAST", fast)
        ran = program.run_inside(
            "batch", cases, "--area", "exampleshire", "--catalogue-dir", "catalogues",
            "--output", "out", "--format", name, "--rejects", "bad.csv", "--rejects-raw",
            "--report", "page.html", "--exact", "--force",
            stdin=table(400, odd=ODD) if cases == "-" else "",
        )  # fmt: skip
        files = {
            each: (program.home / each).read_bytes() for each in ("out", "bad.csv", "page.html")
        }
        written.append((ran.code, ran.err, files))
    assert written[0] == written[1]
    assert written[0][0] == 4


def parts_of(text: str | bytes, **options: Any) -> list[Any]:
    return list(caseload(text, quick=True, **options).parts())


def test_good_rows_need_nobody_else() -> None:
    (part,) = parts_of(table(50))
    assert (len(part.clean.references), part.odd) == (50, ())


@pytest.mark.parametrize(
    "line", ['"X","y","n",""', "X,'y,n,nk".replace("'y", "yes"), 'X,"not known",,', "X,FALSE,1,0"]
)
def test_what_is_proved_is_not_odd(line: str) -> None:
    (part,) = parts_of(f"{HEADER}\n{line}\n")
    assert part.clean.references == [b"X"]


def test_a_quoted_note_proves_itself_in_any_encoding() -> None:
    text = f'{HEADER},Notes\nA,y,n,,"caf\u00e9, ""\u00a31"""\n'
    for encoding in ("utf-8", "cp1252", "iso8859-1"):
        (part,) = parts_of(text.encode(encoding), encoding=encoding, ignore_extra=True)
        assert part.clean.references == [b"A"]


def test_a_reference_that_stands_twice_is_found_across_both_ways() -> None:
    text = table(20, odd=[' K15 ,y,"n",', "K3,n,,", "K19,maybe,,"])
    assert what_comes(text.encode(), fast=True) == what_comes(text.encode(), fast=False)


def test_a_line_that_may_go_on_in_the_next_proves_nothing_by_itself() -> None:
    header = "case_ref,Notes,school.truanting,school.excluded"
    text = f'{header}\nA,"late",y,\nand more of it\nB,"well",n,\nC,,n,\n'.encode()
    came = what_comes(text, fast=True, ignore_extra=True)
    assert came == what_comes(text, fast=False, ignore_extra=True)
    assert isinstance(came, tuple)
    assert [row[2] for row in came[0] if len(row) == 5] == ["ambiguous-quoting", "too-few-cells"]


def test_what_nobody_was_asked_about_is_left_to_the_strict_reader(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(words, "LESSONS", 2)
    text = table(40).encode()
    assert what_comes(text, fast=True) == what_comes(text, fast=False)
    assert sum(len(part.odd) for part in parts_of(text)) > 10


def test_cells_that_fall_into_one_slot_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "mixed", lambda before, keys: np.zeros_like(keys))
    text = table(40).encode()
    assert what_comes(text, fast=True) == what_comes(text, fast=False)


def test_a_line_longer_than_any_may_be_is_read_the_same() -> None:
    text = f"{HEADER}\nA,y,n,\nB,{'y,' * 2_200_000}\nC,y,n,\n".encode()
    assert what_comes(text, fast=True) == what_comes(text, fast=False)


def test_without_numpy_everything_is_read_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quick, "find_spec", lambda _: None)
    assert not quick.is_quick(BytesIO(bytes(quick.WORTH_IT)), wanted=True)


def test_with_a_numpy_that_does_not_work_everything_is_read_one_by_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "cse_check.batch.fast.reading", None)
    assert [row.line for row in parts_of(table(3))] == [2, 3, 4]


def test_only_a_large_file_is_worth_it_by_itself() -> None:
    assert not quick.is_quick(BytesIO(bytes(quick.WORTH_IT - 1)), wanted=None)
    assert quick.is_quick(BytesIO(bytes(quick.WORTH_IT)), wanted=None)
    assert not quick.is_quick(BytesIO(bytes(quick.WORTH_IT)), wanted=False)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "cp037", "cp932", "cp864"])
def test_an_encoding_in_which_a_byte_alone_tells_nothing_has_no_alphabet(encoding: str) -> None:
    assert alphabet(encoding, ",") is None


def test_a_number_of_a_reference_is_the_same_for_one_and_for_many() -> None:
    names = ["A", "A1234567", "A12345678", "x" * 64]
    (part,) = parts_of("\n".join((HEADER, *(f"{name},y,," for name in names))) + "\n")
    assert [each.decode() for each in part.clean.references] == names
    assert len({number_of(name) for name in names}) == 4


def test_a_list_has_a_separator_only_between() -> None:
    lists = Lists([("", str(place)) for place in range(20)], separator=";", start="<", end=">")
    within = np.zeros((3, 20), np.bool_)
    within[1, [3, 9, 19]] = True
    within[2, [19]] = True
    made = ["".join(lists.texts[each] for each in row) for row in lists.index(within)]
    assert made == ["<>", "<3;9;19>", "<19>"]
