"""The strict reader: one bad record is one reject, and the rows around it are screened."""

import gzip
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from caseloads import HEADER, IDS, answer_to, caseload, read, refs, rejects, wide
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cse_check.batch.caseload import Caseload
from cse_check.batch.dialect import check_delimiter
from cse_check.batch.lines import LINE_LIMIT, check_encoding, mark_undecodable, open_cases
from cse_check.batch.problems import CELL_LIMIT
from cse_check.batch.references import Seen
from cse_check.batch.rows import Code, Rejected, Screened
from cse_check.errors import FileAccessError, InvalidFileError, Remedy, UsageError, Way
from cse_check.model import Answer, Response, When
from cse_check.reading.cells import cell, undo_disarming
from cse_check.reading.tree import MAX_FAULTS
from cse_check.render.caseload.csv import reject
from cse_check.screening import ANSWER_TOKENS, parse_answer, screen
from examples import TODAY, bundled, edition, faults

BAD_LINES = {
    "too few cells": ("B,y,n", None, Code.TOO_FEW_CELLS),
    "too many cells": ("B,y,n,,", None, Code.TOO_MANY_CELLS),
    "too many quoted cells": ('"B","y","n","",""', None, Code.TOO_MANY_CELLS),
    "an open quote": ('B,y,n,"', 4, Code.BAD_QUOTING),
    "a quote in a cell": ('B,y"es,n,', 2, Code.BAD_QUOTING),
    "a quote after a space": ('B, "y",n,', 2, Code.BAD_QUOTING),
    "text after a closing quote": ('B,"y"es,n,', 2, Code.BAD_QUOTING),
    "a quote alone": ('"', 1, Code.BAD_QUOTING),
    "a NUL byte": ("B,y\0,n,", 2, Code.NUL_BYTE),
    "a control character": ("B,y,\x1bn,", 3, Code.CONTROL_CHARACTER),
    "a character that turns the reading direction": ("B,y,\u202en,", 3, Code.CONTROL_CHARACTER),
    "a carriage return alone": ("B,y,n,\rx", 4, Code.CONTROL_CHARACTER),
    "a control character beside an open quote": ('B,y\x07,n,"', None, Code.CONTROL_CHARACTER),
    "a cell too long": (f"B,{'y' * (CELL_LIMIT + 1)},n,", 2, Code.CELL_TOO_LONG),
    "a quoted cell too long": (f'B,"{"y" * (CELL_LIMIT + 1)}",n,', 2, Code.CELL_TOO_LONG),
    "a line too long": (f"B,y,n,{'y,' * LINE_LIMIT}", None, Code.CELL_TOO_LONG),
    "a word that is not an answer": ("B,y,maybe,", 3, Code.UNKNOWN_ANSWER),
    "no reference": (" ,y,n,", 1, Code.MISSING_CASE_REF),
    "a name": ("Anna Example,y,n,", 1, Code.BAD_CASE_REF),
    "a sum": ("Total,1,0,1", 1, Code.BAD_CASE_REF),
    "nothing in any cell": (",, ,", None, Code.EMPTY_ROW),
    "nothing in too few cells": (",,", None, Code.EMPTY_ROW),
    "the header again": (HEADER, None, Code.REPEATED_HEADER),
    "the header again, in capitals": (HEADER.upper(), None, Code.REPEATED_HEADER),
}


@pytest.mark.parametrize(("line", "column", "code"), BAD_LINES.values(), ids=BAD_LINES)
def test_a_bad_record_is_rejected_alone_at_its_line(
    line: str, column: int | None, code: Code
) -> None:
    rows = wide("A,y,n,", line, "C,n,,?", 'D,"y",n,')
    assert rejects(rows) == [(3, column, code.value)]
    assert refs(rows) == ["A", "C", "D"]


def test_bytes_that_cannot_be_decoded_reject_their_record_alone() -> None:
    rows = read(f"{HEADER}\nA,y,n,\n".encode() + b"B,y\xff,n,\nC,n,,?\n\xc3,y,y,\xe2\x82")
    assert rejects(rows) == [(3, 2, "bad-encoding"), (5, 1, "bad-encoding")]
    assert refs(rows) == ["A", "C"]


@pytest.mark.parametrize("word", ["N/A", "None", "Not recorded", "Nil", "-", "NULL", "nope", "2"])
def test_a_word_that_starts_like_no_is_never_taken_for_no(word: str) -> None:
    assert rejects(wide(f"A,{word},,")) == [(2, 2, "unknown-answer")]


def test_every_code_of_the_wide_form_has_a_test_here_and_those_of_the_long_form_elsewhere() -> None:
    elsewhere = {
        Code.BAD_ENCODING,
        Code.UNKNOWN_INDICATOR,
        Code.CONFLICTING_ANSWERS,
        Code.DUPLICATE_CASE_REF,
        Code.AMBIGUOUS_QUOTING,
        Code.COLLIDING_CASE_REF,
    }
    assert {code for _, _, code in BAD_LINES.values()} | elsewhere == set(Code)


def test_no_message_repeats_what_stands_in_a_cell() -> None:
    for line, _, _ in BAD_LINES.values():
        for row in wide("A,y,n,", line.replace("B", "Secret-7").replace("maybe", "whisper")):
            if isinstance(row, Rejected):
                assert row.raw is None
                for word in ("Secret-7", "Anna", "whisper"):
                    assert word not in row.message


def test_a_quoted_cell_may_hold_line_breaks_delimiters_and_quotes() -> None:
    header = f"{HEADER},Notes"
    note = '"one, ""two""\n\nthree"'
    rows = wide(f"A,y,n,,{note}", "B,n,n,n,", header=header, ignore_extra=True)
    assert refs(rows) == ["A", "B"]
    assert [row.line for row in rows] == [2, 5]


def test_a_record_over_lines_with_too_few_cells_rejects_its_first_line_only() -> None:
    header = f"{HEADER},Notes"
    rows = wide('A,y,n,"y', '"', "B,y,n,,", header=header, ignore_extra=True)
    assert rejects(rows) == [(2, None, "too-few-cells"), (3, 1, "bad-quoting")]
    assert refs(rows) == ["B"]


def test_an_open_quote_costs_one_record_however_many_rows_follow() -> None:
    rows = wide('A,y,n,"', *(f"B{n},y,n," for n in range(3000)), "C,y,n,")
    assert rejects(rows) == [(2, 4, "bad-quoting")]
    assert len(refs(rows)) == 3001


def test_an_open_quote_costs_one_record_where_more_follows_than_is_looked_at() -> None:
    long = "x" * 1000
    rows = wide('A,y,n,"', *(f"B{n},y,{long}," for n in range(LINE_LIMIT // 1000 + 9)), "C,y,n,")
    assert rejects(rows)[0] == (2, 4, "bad-quoting")
    assert {code for _, _, code in rejects(rows)[1:]} == {"unknown-answer"}
    assert refs(rows) == ["C"]


def test_an_open_quote_before_a_line_too_long_costs_one_record_each() -> None:
    rows = wide('A,y,n,"', "z" * (LINE_LIMIT + 7), "C,y,n,")
    assert rejects(rows) == [(2, 4, "bad-quoting"), (3, None, "cell-too-long")]
    assert refs(rows) == ["C"]


def test_a_quote_that_swallows_lines_into_an_answer_gives_them_back() -> None:
    header = f"Notes,{HEADER}"
    rows = wide(
        ',A,y,n,"', "B and more", 'and so on"', ",D,y,n,n", header=header, ignore_extra=True
    )
    assert rejects(rows) == [
        (2, None, "ambiguous-quoting"),
        (3, None, "too-few-cells"),
        (4, 1, "bad-quoting"),
    ]
    assert refs(rows) == ["D"]


def test_every_other_line_with_an_open_quote_is_rejected_alone() -> None:
    lines = [f'A{n},y,n,"' if n % 2 else f"A{n},y,n," for n in range(400)]
    rows = wide(*lines)
    assert len(rejects(rows)) == 200
    assert refs(rows) == [f"A{n}" for n in range(0, 400, 2)]


def test_lines_with_nothing_in_them_are_no_rows() -> None:
    assert refs(wide("", "A,y,n,", "", "B,y,n,", "")) == ["A", "B"]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", ["", "end"])
@pytest.mark.parametrize("mark", ["", "\ufeff", "\ufeff\ufeff", "\ufeff" * 3])
def test_line_ends_and_byte_order_marks_make_no_difference(end: str, last: str, mark: str) -> None:
    text = mark + end.join((HEADER, "A,y,n,", 'B,"n","",?')) + (end if last else "")
    rows = read(text)
    assert [(row.line, row.flagged) for row in rows if isinstance(row, Screened)] == [
        (2, ("school.truanting",)),
        (3, ()),
    ]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "cp1252", "utf_8", "latin-1"])
def test_a_named_encoding_is_read(encoding: str) -> None:
    header = f"{HEADER},Café"
    text = f"{header}\r\nA,y,n,,é\r\n"
    assert refs(read(text.encode(encoding), encoding=encoding, ignore_extra=True)) == ["A"]


@pytest.mark.parametrize("name", ["no-such", "utf-7", "base64", "idna", "unicode_escape", "a\0b"])
def test_what_is_no_encoding_of_files_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="encoding is not known"):
        check_encoding(name)


def test_only_decoding_is_marked() -> None:
    error = UnicodeEncodeError("ascii", "é", 0, 1, "no")
    with pytest.raises(UnicodeEncodeError):
        mark_undecodable(error)


@pytest.mark.parametrize(
    ("named", "delimiter"), [("tab", "\t"), ("\\t", "\t"), (";", ";"), ("pipe", "|"), ("^", "^")]
)
def test_a_named_delimiter_is_read(named: str, delimiter: str) -> None:
    text = f'{HEADER}\nA,y,n,\nB,"y",\'=,\n'.replace(",", delimiter)
    rows = read(text, delimiter=named)
    assert refs(rows) == ["A"]
    assert rejects(rows) == [(3, 3, "unknown-answer")]


@pytest.mark.parametrize("named", ["", "ab", "a", '"', " ", "-", "\0", "'"])
def test_what_cannot_part_cells_is_refused(named: str) -> None:
    with pytest.raises(UsageError, match="cannot separate cells"):
        check_delimiter(named)


def header_faults(header: str | bytes, **options: Any) -> list[str]:
    return faults(lambda: caseload(header, **options))


def header_error(header: str | bytes, **options: Any) -> InvalidFileError:
    with pytest.raises(InvalidFileError) as raised:
        caseload(header, **options)
    return raised.value


WHOLE_FILES = {
    "": "cases.csv:1:1: is empty: the first line must name the columns",
    "case_ref;school.truanting\nA;y": "its cells are separated by ';'",
    "case_ref\tschool.truanting\n": "its cells are separated by tab",
    '"case_ref|school.truanting"\n': "its cells are separated by '|'",
    "case_ref,school.excluded,school.excluded\n": "1:26: column 3 has the same name as column 2",
    "case_ref,,school.truanting\n": "cases.csv:1:10: is a column without a name",
    'case_ref,"\nschool.truancing"\n': "cases.csv:1:10: column 2 is not a column for",
    "case_ref,school.truancing\n": "did you mean 'school.truanting' (Truanting)?",
    "school.truanting\nyes": "has no column 'case_ref', which is required",
    "case_ref\nA": "has no column of an indicator",
    "A-1,yes,no\n": "is not a header: it names neither case_ref nor an indicator.",
    'case_ref,"school.truanting\n': "cannot be read as a header: it has a quote",
    "sep=;\ncase_ref;x\n": "its header is not line 1 but line 2",
    "PK\x03\x04whatever": "is an Excel workbook or another zip file",
    "case_ref\rA\r": "ends its lines with CR alone",
    "case_ref,indicator,answer,wen\n": "cases.csv:1:27: column 4 is not a column for exampleshire",
    "Case,indicator,answer\n": "has no column 'case_ref', which is required",
}


@pytest.mark.parametrize(("header", "message"), WHOLE_FILES.items(), ids=map(repr, WHOLE_FILES))
def test_a_file_that_cannot_be_screened_as_a_whole_says_why(header: str, message: str) -> None:
    assert any(message in fault for fault in header_faults(header))


@pytest.mark.parametrize(
    ("data", "message", "encoding"),
    [
        ("case_ref;x\n".encode("utf-16"), "is not UTF-8 but, it seems, UTF-16", "utf-16"),
        ("case_ref,x\n".encode("utf-16-le"), "is not UTF-8 but, it seems, UTF-16", "utf-16"),
        ("case_ref,Café\n".encode("cp1252"), "Excel on Windows is often cp1252", ""),
    ],
    ids=["utf-16", "utf-16 without a mark", "cp1252"],
)
def test_a_wrong_encoding_says_which_is_the_right_one(
    data: bytes, message: str, encoding: str
) -> None:
    error = header_error(data)
    assert message in str(error)
    assert error.remedy == Remedy(Way.ENCODING, encoding)


def test_a_packed_header_says_what_to_call_the_file() -> None:
    packed = gzip.compress(b"case_ref")
    assert "is compressed: give it a name that ends in .csv.gz" in header_faults(packed)[0]


def test_utf_8_that_is_read_as_something_else_is_said_to_be_utf_8() -> None:
    error = header_error("\ufeffcase_ref,Café\n".encode(), encoding="cp1252")
    assert str(error).startswith("cases.csv:1:1: is UTF-8\n")
    assert error.remedy == Remedy(Way.ENCODING, "utf-8")


@pytest.mark.parametrize(
    ("header", "named"),
    [
        ("case_ref;school.truanting\nA;y", "';'"),
        ("case_ref\tschool.truanting\n", "tab"),
        ("sep=;\ncase_ref;x\n", "';'"),
        ("sep=^\ncase_ref^x\n", ""),
    ],
)
def test_another_delimiter_is_named_as_the_remedy(header: str, named: str) -> None:
    assert header_error(header).remedy == Remedy(Way.DELIMITER, named)


@pytest.mark.parametrize("header", ["A-1,yes,no\n", "case_ref\nA"])
def test_a_header_without_columns_is_mended_by_columns(header: str) -> None:
    assert header_error(header).remedy == Remedy(Way.COLUMNS)


def test_a_first_line_that_is_a_case_is_not_repeated_in_the_message() -> None:
    assert "Secret-7" not in header_faults("Secret-7,yes,no\n")[0]


def test_columns_that_are_not_ours_can_be_ignored_and_are_told_by_number() -> None:
    opened = caseload(f'{HEADER},Team\nA,y,n,,"N, \'=1"\n', ignore_extra=True)
    assert refs(opened) == ["A"]
    assert opened.ignored == (5,)


def test_an_indicator_without_a_column_is_unanswered_and_named() -> None:
    opened = caseload("school.excluded,case_ref\nn,A\n")
    (row,) = opened
    assert isinstance(row, Screened)
    assert opened.absent == ("school.truanting", "health.self-harm")
    assert row.unanswered == opened.absent


def test_names_of_columns_are_known_in_any_case_and_with_space_around_them() -> None:
    assert refs(read(f" Case_Ref , {HEADER.upper().split(',', 1)[1]}\nA,y,n,\n")) == ["A"]


@pytest.mark.parametrize("token", ANSWER_TOKENS)
def test_an_answer_may_be_written_in_any_case_with_space_around_it(token: str) -> None:
    (row,) = wide(f"A,  {token.upper()} ,,")
    assert isinstance(row, Screened)
    assert row.answers["school.truanting"].answer is ANSWER_TOKENS[token]


LONG = "case_ref,indicator,answer,when,note"


def test_the_long_form_gathers_the_rows_of_a_case_wherever_they_stand() -> None:
    rows = wide(
        "A,school.truanting,y,current,one",
        "B,school.excluded,,,",
        "A,HEALTH.self-harm,nk,,two",
        "A,school.truanting,y,,three",
        header=LONG,
    )
    first, second = rows
    assert isinstance(first, Screened)
    assert isinstance(second, Screened)
    assert (first.case_ref, first.line, first.rows) == ("A", 2, 3)
    said = first.answers["school.truanting"]
    assert (said.answer, said.when, said.note) == (Answer.YES, When.CURRENT, "one\nthree")
    assert first.not_known == ("health.self-harm",)
    assert second.unanswered == IDS


@pytest.mark.parametrize(
    ("line", "column", "code"),
    [
        ("A,school.truancing,y,,", 2, "unknown-indicator"),
        ("A,school.truanting,N/A,,", 3, "unknown-answer"),
        ("A,school.truanting,y,sometimes,", 4, "unknown-answer"),
        (",school.truanting,y,,", 1, "missing-case-ref"),
        ("A B,school.truanting,y,,", 1, "bad-case-ref"),
        ("A,school.truanting,y", None, "too-few-cells"),
        (LONG, None, "repeated-header"),
        ('A,school.truanting,"y\n,oops",,', None, "ambiguous-quoting"),
    ],
)
def test_a_bad_row_of_the_long_form_is_rejected_alone(
    line: str, column: int | None, code: str
) -> None:
    rows = wide("C,school.excluded,y,,", line, "C,school.truanting,y,,", header=LONG)
    assert rejects(rows)[0] == (3, column, code)
    assert refs(rows) == ["C"]
    assert [row.flagged for row in rows if isinstance(row, Screened)] == [IDS[:2]]


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (("n", "y"), Answer.YES),
        (("y", "n"), Answer.YES),
        (("y", "nk"), Answer.YES),
        (("n", ""), None),
        (("", "nk"), Answer.NOT_KNOWN),
        (("n", "n"), Answer.NO),
    ],
)
def test_several_rows_on_one_indicator_say_yes_if_any_does(
    answers: tuple[str, str], said: Answer | None
) -> None:
    rows = wide(
        *(f"A,school.truanting,{each}," for each in answers), header=LONG.removesuffix(",note")
    )
    (row,) = rows
    assert isinstance(row, Screened)
    assert answer_to("school.truanting", row) is said


@pytest.mark.parametrize("answers", [("n", "nk"), ("nk", "n")])
def test_no_beside_not_known_is_a_conflict_of_both_rows(answers: tuple[str, str]) -> None:
    rows = wide(*(f"A,school.truanting,{each},," for each in answers), header=LONG)
    assert rejects(rows) == [(2, 3, "conflicting-answers"), (3, 3, "conflicting-answers")]
    assert refs(rows) == []


def test_a_time_belongs_to_the_answer_that_stands() -> None:
    rows = wide(
        "A,school.truanting,n,past,",
        "A,school.truanting,y,,",
        "A,school.excluded,y,past,",
        "A,school.excluded,y,current,",
        "A,health.self-harm,y,past,",
        "A,health.self-harm,n,current,asked",
        header=LONG,
    )
    (row,) = rows
    assert isinstance(row, Screened)
    said = [row.answers[each] for each in IDS]
    assert [each.when for each in said] == [None, When.CURRENT, When.PAST]
    assert said[2].note == "asked"


def test_a_gzip_file_is_unpacked_and_a_broken_one_is_said_to_be(tmp_path: Path) -> None:
    data = f"{HEADER}\n{''.join(f'A{n},y,n,{chr(10)}' for n in range(9999))}".encode()
    whole, broken = tmp_path / "whole.csv.gz", tmp_path / "broken.csv.gz"
    whole.write_bytes(gzip.compress(data))
    broken.write_bytes(gzip.compress(data)[:-900])
    with open_cases(whole) as file:
        assert len(list(Caseload(file, edition()))) == 9999
    with (
        pytest.raises(FileAccessError, match="is not a complete gzip file"),
        open_cases(broken) as file,
    ):
        list(Caseload(file, edition()))


def test_a_folder_or_a_missing_file_is_said_to_be_one(tmp_path: Path) -> None:
    for path, message in ((tmp_path, "Is a directory"), (tmp_path / "no.csv", "No such file")):
        with pytest.raises(FileAccessError, match=message), open_cases(path):
            pass


def test_a_long_line_of_cells_that_are_each_short_enough_is_read() -> None:
    note = "x" * (CELL_LIMIT - 1)
    header = f"{HEADER},One,Two"
    assert refs(wide(f"A,y,n,,{note},{note}", header=header, ignore_extra=True)) == ["A"]


def test_a_digest_that_only_lies_across_two_others_is_not_taken_for_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Digests are kept side by side: one may seem to be there where two others meet."""

    class Digest:
        def __init__(self, text: bytes, digest_size: int) -> None:
            self._text = text

        def digest(self) -> bytes:
            return b"\0\0" + self._text

    monkeypatch.setattr("cse_check.batch.references.blake2b", Digest)
    seen = Seen()
    across = (b"\0" * 4 + b"\1" + b"ccccc").decode()
    new = ["aaaaabbbbb", "cccccddddd", across]
    assert [seen.add(ref, 1) for ref in (*new, *new)] == [True] * 3 + [False] * 3
    assert seen.again == 3


def test_seen_references_are_told_from_new_ones() -> None:
    seen = Seen()
    refs = [f"CASE-{n}" for n in range(150_000)]
    assert all(seen.add(ref, line) for line, ref in enumerate(refs))
    assert seen.again == 0
    assert not any(seen.add(ref, 7) for ref in refs[::997])
    assert seen.lines("CASE-997") == [997, 7]
    assert seen.lines("CASE-1") == [1]
    assert seen.lines("CASE-x") == []


@given(st.text(st.sampled_from("'=+-@\t\ra\"\n,\uff1d\uff0b\uff0d\uff20"), max_size=8))
def test_disarming_is_undone_by_the_reader_and_by_nothing_else(text: str) -> None:
    disarmed = cell(text)
    plain = disarmed[1:-1].replace('""', '"') if disarmed.startswith('"') else disarmed
    assert not plain.startswith(tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"))
    assert undo_disarming(plain) == text


def test_rows_come_raw_only_when_that_is_asked_for_and_are_then_disarmed() -> None:
    (row,) = read(f"{HEADER}\n".encode() + b'=1+1,y\xff\0,"\n', keep_raw=True)
    assert isinstance(row, Rejected)
    assert reject(row).endswith(',"\'=1+1,y\\xff\\x00,"""\n')


TOKEN = st.sampled_from(["yes", "Y", "no", " N ", "0", "1", "?", "nk", "Not known", "", " "])
MANY = len(tuple(bundled("leeds").catalogue.indicators))
TABLE = st.lists(st.lists(TOKEN, min_size=MANY, max_size=MANY), min_size=1, max_size=5)


@given(TABLE)
def test_wide_long_and_the_single_screening_agree(table: list[list[str]]) -> None:
    leeds = bundled("leeds")
    ids = [indicator.id for indicator in leeds.catalogue.indicators]
    wide_text = ",".join(("case_ref", *ids)) + "\n"
    long_text = "case_ref,indicator,answer\n"
    for place in range(len(ids)):  # by indicator, so that the rows of a case are scattered
        for number, row in enumerate(table):
            long_text += f"C{number},{ids[place]},{row[place]}\n"
    for number, row in enumerate(table):
        wide_text += ",".join((f"C{number}", *row)) + "\n"
    from_wide = list(caseload(wide_text, of=leeds))
    from_long = list(caseload(long_text, of=leeds))
    for number, (one, other) in enumerate(zip(from_wide, from_long, strict=True)):
        assert isinstance(one, Screened)
        assert isinstance(other, Screened)
        said = dict(zip(ids, map(parse_answer, table[number]), strict=True))
        answers = {each: Response(answer) for each, answer in said.items() if answer}
        assert one.answers == other.answers == answers
        single = screen(leeds, one.answers, screened_on=TODAY)
        assert one.flagged == tuple(item.indicator.id for item in single.flagged)
        assert one.urgent == tuple(item.indicator.id for item in single.urgent)
        for answer, found in ((Answer.NOT_KNOWN, one.not_known), (None, one.unanswered)):
            assert found == tuple(item.indicator.id for item in single.items(answer))
        groups = tuple(group.category.id for group in single.groups(Answer.YES))
        assert one.flagged_categories == groups


def test_two_stray_quotes_do_not_swallow_the_rows_between_them() -> None:
    header = f"{HEADER},Notes"
    rows = wide(
        'A,y,n,,"', "B,y,n,,", "C,,,,", 'D,y,n,,x"', "E,n,,,", header=header, ignore_extra=True
    )
    assert rejects(rows) == [(2, None, "ambiguous-quoting"), (5, 5, "bad-quoting")]
    assert refs(rows) == ["B", "C", "E"]


def test_two_stray_quotes_do_not_swallow_rows_of_the_long_form() -> None:
    row = "school.truanting,y,"
    rows = wide(f'A,{row},"', f"B,{row},", f'C,{row},x"', f"D,{row},", header=LONG)
    assert rejects(rows) == [(2, None, "ambiguous-quoting"), (4, 5, "bad-quoting")]
    assert refs(rows) == ["B", "D"]


def test_a_note_may_hold_as_many_delimiters_as_a_row() -> None:
    header = f"{HEADER},Notes"
    note = '"came home late,\nsaid no, yes, and,no,\nand left"'
    assert refs(wide(f"A,y,n,,{note}", header=header, ignore_extra=True)) == ["A"]


NOTES = ['"one ""two"" three"', "plain", '"over\ntwo lines"', "", '"a, b"', '"\nlate"']
CLEAN = [f"{name},y,{'ny?'[n % 3]},,{NOTES[n % 6]}" for n, name in enumerate("ABCDEFGHIJKL")]
DAMAGE = st.sampled_from(
    [b'"', b",", b"\0", b"\xff", b"x", b"\r", b"'", b"\n", b"\x80", b"=", b" "]
)


def screened(lines: Iterable[bytes]) -> dict[str, bytes]:
    header = f"{HEADER},Notes".encode()
    rows = read(b"\n".join((header, *lines)) + b"\n", ignore_extra=True)
    return {row.case_ref: row.said for row in rows if isinstance(row, Screened)}


@pytest.mark.slow
@settings(max_examples=400)
@given(st.lists(st.tuples(st.integers(0, 10_000), DAMAGE), min_size=1, max_size=6))
@example([(374, b"x"), (381, b"\n")])
def test_damaged_bytes_leave_undamaged_records_intact(damage: list[tuple[int, bytes]]) -> None:
    """A byte is overwritten; where it was a line end, the records on both its sides are harmed."""
    whole = [line.encode() for line in CLEAN]
    text = bytearray(b"\n".join(whole))
    starts = [sum(len(each) + 1 for each in whole[:n]) for n in range(len(whole))]
    harmed = set()
    for place, byte in damage:
        place %= len(text)
        text[place : place + 1] = byte
        record = max(n for n, start in enumerate(starts) if start <= place)
        harmed.add(record)
        if place == starts[record] + len(whole[record]):
            harmed.add(record + 1)
    if 0 in harmed:
        harmed.add(1)  # no row before it shows what references look like
    found, clean = screened([bytes(text)]), screened(whole)
    assert len(clean) == len(CLEAN)
    for number, line in enumerate(CLEAN):
        ref = line.partition(",")[0]
        if number not in harmed and not any(_renamed(bytes(text), starts, n, ref) for n in harmed):
            # the line below a damaged one may be rejected with it, and is never read otherwise
            assert found.get(ref, clean[ref]) == clean[ref]
            assert ref in found or number - 1 in harmed


def _renamed(text: bytes, starts: list[int], number: int, ref: str) -> bool:
    """Return whether damage has given a record the reference of another one."""
    end = starts[number + 1] if number + 1 < len(starts) else len(text)
    return ref.encode() in text[starts[number] : end].split(b",")


@given(st.binary(max_size=300))
def test_any_bytes_at_all_are_screened_or_rejected(data: bytes) -> None:
    read(f"{HEADER}\n".encode() + data)


@pytest.mark.parametrize("character", ["\u200b", "\u3164", "\uffa0", "\U000e0041"], ids=ascii)
def test_a_row_with_a_character_that_is_not_seen_is_rejected(character: str) -> None:
    (row,) = read(f"{HEADER}\nC-1,{character},n,y\n".encode())
    assert isinstance(row, Rejected)
    assert row.message == f"holds U+{ord(character):04X}, an invisible character"


def test_the_name_of_a_column_is_told_only_when_raw_text_was_asked_for() -> None:
    data = f"{HEADER},Jo Bloggs\n".encode()
    (told,) = faults(lambda: read(data))
    assert "column 5 is not a column for" in told
    assert "Bloggs" not in told
    (told,) = faults(lambda: read(data, keep_raw=True))
    assert "column 5 ('Jo Bloggs') is not a column for" in told


def test_no_more_faults_of_a_header_are_listed_than_of_any_file() -> None:
    found = faults(lambda: read(f"{HEADER}{',x' * 100_000}\n".encode()))
    assert len(found) == MAX_FAULTS + 1
    assert found[-1].endswith("and 199799 more faults that are not listed here")
