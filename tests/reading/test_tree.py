"""The guarded reader: whatever the bytes, a tree of text or faults with positions."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import cse_check
from cse_check.errors import InvalidFileError
from cse_check.reading import tree as reader
from cse_check.reading.files import MAX_BYTES
from cse_check.reading.tree import (
    MAX_DEPTH,
    MAX_FAULTS,
    MappingNode,
    Node,
    Report,
    ScalarNode,
    SequenceNode,
    read_tree,
)
from examples import CATALOGUE, edition, faults

RETYPE = "remove it, or type the word again"


def read(data: bytes | str) -> Node:
    report = Report("f")
    tree = read_tree(data.encode() if isinstance(data, str) else data, report)
    report.raise_if_any()
    assert tree is not None
    return tree


def plain(node: Node) -> object:
    match node:
        case ScalarNode():
            return None if node.is_null else node.text
        case SequenceNode():
            return [plain(item) for item in node.items]
        case MappingNode():
            return {name: plain(value) for name, (_, value) in node.entries.items()}


def complaints(data: bytes | str) -> list[str]:
    return faults(lambda: read(data))


@pytest.fixture(params=["CBaseLoader", "BaseLoader"])
def either_loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read with libyaml, and as a Python without libyaml does."""
    monkeypatch.setattr(reader, "LOADER", getattr(yaml, request.param))


# What is read


@pytest.mark.parametrize(
    "written",
    ["no", "0207", "12:30", "+44", "1e3", "yes", "1_000", "2026-11-21", "0x1F", ".inf", "on", "=",
     "0113 496 0336", "True", "-1"],
)  # fmt: skip
def test_what_other_readers_would_turn_into_something_stays_text(
    written: str, either_loader: None
) -> None:
    assert plain(read(f"a: {written}")) == {"a": written}


@pytest.mark.parametrize("written", ["null", "~", "", "Null", "NULL"])
def test_a_null_in_quotes_is_a_text(written: str, either_loader: None) -> None:
    assert plain(read(f"a: \"{written}\"\nb: '{written}'")) == {"a": written, "b": written}


@pytest.mark.parametrize("written", ["null", "~", "", "Null", "NULL"])
def test_a_null_without_quotes_is_nothing(written: str, either_loader: None) -> None:
    assert plain(read(f"a: {written}\n")) == {"a": None}


def test_a_null_in_a_block_text_is_a_text() -> None:
    assert plain(read("a: |-\n  null\n")) == {"a": "null"}


def test_mappings_and_lists_are_read_in_order(either_loader: None) -> None:
    tree = read("b: [x, {y: z}]\na:\n  - d\n  - e: f\n")
    assert plain(tree) == {"b": ["x", {"y": "z"}], "a": ["d", {"e": "f"}]}
    assert isinstance(tree, MappingNode)
    assert list(tree.entries) == ["b", "a"]


def test_every_node_knows_its_line_and_column(either_loader: None) -> None:
    tree = read("a: b\nc:\n  - d\n  -   e: f\n")
    assert isinstance(tree, MappingNode)
    key, sequence = tree.entries["c"]
    assert isinstance(sequence, SequenceNode)
    first, second = sequence.items
    assert [(node.line, node.column) for node in (tree, key, sequence, first, second)] == [
        (1, 1), (2, 1), (3, 3), (3, 5), (4, 7),
    ]  # fmt: skip


def test_columns_count_characters_and_not_bytes(either_loader: None) -> None:
    assert complaints("{é😀: &a b}") == [
        "f:1:6: begins with & (in YAML an anchor): put the text in quotes"
    ]


def test_json_is_read() -> None:
    text = '{"a":"b","c":[1,true,null],"d":{},"e":"\\/ \\u00e9 \\" \\n"}'
    assert plain(read(text)) == {"a": "b", "c": ["1", "true", None], "d": {}, "e": '/ é " \n'}


def test_json_indented_with_tabs_is_read() -> None:
    assert plain(read('{\n\t"a": "b",\n\t"c": [\n\t\t"d"\n\t]\n}\n')) == {"a": "b", "c": ["d"]}


@pytest.mark.parametrize("written", [r"\ud83d\ude00", r"\uD83D\uDE00", "😀"])
def test_both_halves_of_a_pair_in_json_make_one_character(
    written: str, either_loader: None
) -> None:
    assert plain(read(f'{{"a": "{written}"}}')) == {"a": "😀"}
    assert plain(read(f'\n [{{"a": "x{written}y"}}]')) == [{"a": "x😀y"}]


@pytest.mark.parametrize(
    ("written", "character"),
    [
        (r"\ud800\udc00", "\U00010000"),
        (r"\ud800\udfff", "\U000103ff"),
        (r"\udbff\udc00", "\U0010fc00"),
        (r"\udbff\udfff", "\U0010ffff"),
    ],
)
def test_the_first_and_last_pairs_in_json_make_their_characters(
    written: str, character: str
) -> None:
    assert plain(read(f'["{written}"]')) == [character]


def test_a_backslash_before_what_looks_like_a_pair_in_json_stays_one(either_loader: None) -> None:
    assert plain(read(r'["\\ud83d\\ude00"]')) == [r"\ud83d\ude00"]


def test_half_of_a_pair_in_json_is_refused() -> None:
    assert complaints(r'{"a": "\ud83d"}') == [
        "f:1:10: cannot be read: this \\u escape is half of a pair"
    ]


@pytest.mark.parametrize("half", [r"\ud83d", r"\ude00", r"\ude00\ud83d", r"\ud83dx\ude00"])
def test_no_half_of_a_pair_is_read(half: str, either_loader: None) -> None:
    (complaint,) = complaints(f'["{half}"]')
    assert complaint.startswith("f:1:")


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_every_kind_of_line_end_is_read(end: str, either_loader: None) -> None:
    text = f"a: b{end}c: |{end}  d{end}  e{end}"
    assert plain(read(text)) == {"a": "b", "c": "d\ne\n"}


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_every_kind_of_line_end_counts_as_one_line(end: str, either_loader: None) -> None:
    assert complaints(f"a: b{end}c: d{end}e: &f g{end}") == [
        "f:3:4: begins with & (in YAML an anchor): put the text in quotes"
    ]


def test_a_byte_order_mark_at_the_start_is_not_part_of_the_text(either_loader: None) -> None:
    tree = read(b"\xef\xbb\xbfa: b")
    assert plain(tree) == {"a": "b"}
    assert (tree.line, tree.column) == (1, 1)


# What is refused: the size and the shape


def test_a_file_of_the_largest_size_is_read() -> None:
    assert plain(read(b"a: b\n#".ljust(MAX_BYTES, b"x"))) == {"a": "b"}


def test_a_file_over_the_largest_size_is_refused() -> None:
    assert complaints(b"a: b\n#".ljust(MAX_BYTES + 1, b"x")) == [
        "f:1:1: is larger than 1,048,576 bytes, the limit"
    ]


def test_a_reader_may_allow_another_size() -> None:
    report = Report("f")
    assert read_tree(b"a: b", report, max_bytes=4) is not None
    assert read_tree(b"a: bc", report, max_bytes=4) is None
    assert [fault.message for fault in report.faults] == ["is larger than 4 bytes, the limit"]


def test_the_deepest_nesting_is_read(either_loader: None) -> None:
    assert complaints("[" * MAX_DEPTH + "]" * MAX_DEPTH) == []


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("[" * 21 + "]" * 21, "1:21"),
        ("{a: " * 21 + "}" * 21, "1:81"),
        ("- " * 21, "1:41"),
        ("".join(" " * depth + "a:\n" for depth in range(21)), "21:21"),
    ],
)
def test_one_level_more_is_refused_where_it_begins(
    text: str, where: str, either_loader: None
) -> None:
    assert complaints(text) == [f"f:{where}: is nested more than 20 deep"]


BRACKETS = {
    "lists": "[",
    "mappings": "{a: ",
    "lists over lines": "[\n",
    "block lists": "- ",
    "mappings as keys": "{? ",
}


@pytest.mark.parametrize("opening", BRACKETS.values(), ids=BRACKETS.keys())
def test_25_000_nested_brackets_are_refused(opening: str, either_loader: None) -> None:
    (complaint,) = complaints(opening * 25_000)
    assert "is nested more than 20 deep" in complaint or "where a name should be" in complaint


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_25_000_nested_brackets_do_not_kill_the_process(opening: str) -> None:
    code = (
        "import sys\n"
        "from cse_check.catalogue.load import load\n"
        "from cse_check.errors import InvalidFileError\n"
        "try:\n"
        "    load(sys.stdin.buffer.read(), 'f')\n"
        "except InvalidFileError as error:\n"
        "    print(error)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code],
        input=(opening * 25_000).encode(),
        capture_output=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(Path(cse_check.__file__).parent.parent)},
    )
    assert (ended.returncode, ended.stderr) == (0, b"")
    # where, the parser says: PyYAML 6.0.4 looks 1,000 levels ahead
    assert re.fullmatch(r"f:1:\d+: is nested more than 20 deep\n", ended.stdout.decode())


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("[a]: b", "1:1"),
        ("{a: b}: c", "1:1"),
        ("a: b\n? - c\n: d", "2:3"),
        ("{[a]: b}", "1:2"),
        ("a:\n  ? {b: c}\n  : d", "2:5"),
    ],
)
def test_a_key_that_is_no_text_is_refused(text: str, where: str, either_loader: None) -> None:
    assert complaints(text) == [f"f:{where}: is a list or mapping where a name should be"]


# What is refused: features that a checklist has no need of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: &x b", ["f:1:4: begins with & (in YAML an anchor): put the text in quotes"]),
        ("a: &x [b]", ["f:1:4: begins with & (in YAML an anchor): put the text in quotes"]),
        ("&x a: b", ["f:1:1: begins with & (in YAML an anchor): put the text in quotes"]),
        ("a: *x", ["f:1:4: begins with * (in YAML an alias): put the text in quotes"]),
        ("- *x", ["f:1:3: begins with * (in YAML an alias): put the text in quotes"]),
        ("*x : b", ["f:1:1: begins with * (in YAML an alias): put the text in quotes"]),
        ("a: !!python/object/apply:os.system [id]",
         ["f:1:4: begins with ! (in YAML a tag): put the text in quotes"]),
        ("a: !!str b", ["f:1:4: begins with ! (in YAML a tag): put the text in quotes"]),
        ("a: ! b", ["f:1:4: begins with ! (in YAML a tag): put the text in quotes"]),
        ("a: !!map {b: c}", ["f:1:4: begins with ! (in YAML a tag): put the text in quotes"]),
        ("%TAG !e! tag:example.org:\n---\na: b",
         ["f:1:1: begins with ! (in YAML a tag): put the text in quotes"]),
        ("a: {<<: {b: c}}", ["f:1:5: is a merge key (<<): write the values out"]),
        ("a: b\n<<: *x", ["f:2:1: is a merge key (<<): write the values out",
                          "f:2:5: begins with * (in YAML an alias): put the text in quotes"]),
    ],
)  # fmt: skip
def test_a_feature_is_refused_where_it_stands(
    text: str, expected: list[str], either_loader: None
) -> None:
    assert complaints(text) == expected


def test_a_billion_laughs_are_refused_and_never_told(either_loader: None) -> None:
    text = "a: &a [lol, lol]\n" + "".join(
        f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    found = complaints(text)
    assert len(found) == 1 + 8 * 10
    assert found[:2] == [
        "f:1:4: begins with & (in YAML an anchor): put the text in quotes",
        "f:2:4: begins with & (in YAML an anchor): put the text in quotes",
    ]


@pytest.mark.parametrize(
    "text",
    ["!%ED%A0%80 a", "!%F4%BF%BF%BF a", "!%C0%80 a", "!<%ED%A0%80> a",
     "%TAG !e! tag:%ED%A0%80\n--- !e!a b"],
)  # fmt: skip
def test_a_tag_that_spells_no_character_is_refused(text: str) -> None:
    assert complaints(text) != []


@pytest.mark.parametrize("text", [r'"\U00110000"', r'"\UFFFFFFFF"', f"%YAML 1.{'9' * 5000}\n--- a"])
def test_a_number_beyond_all_characters_is_refused(text: str, either_loader: None) -> None:
    assert complaints(text) != []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: b\nc: d\na: e", "f:3:1: 'a' appears twice; it is already on line 1"),
        ("x:\n  a: b\n  a: c", "f:3:3: 'a' appears twice; it is already on line 2"),
        ("- a: b\n  a: c", "f:2:3: 'a' appears twice; it is already on line 1. Keep one, or begin "
         "a new item of the list with '- '"),
        ('{"x": {"b": 1, "b": 2}}', "f:1:16: 'b' appears twice; it is already on line 1"),
        ("a: b\n'a': c", "f:2:1: 'a' appears twice; it is already on line 1"),
        ("a: b\n\"\\x61\": c", "f:2:1: 'a' appears twice; it is already on line 1"),
    ],
)  # fmt: skip
def test_a_name_that_is_there_twice_is_refused(
    text: str, expected: str, either_loader: None
) -> None:
    assert complaints(text) == [expected]


def test_a_third_time_is_held_against_the_first(either_loader: None) -> None:
    assert complaints("a: b\na: c\na: d") == [
        "f:2:1: 'a' appears twice; it is already on line 1",
        "f:3:1: 'a' appears twice; it is already on line 1",
    ]


def test_the_same_name_in_two_mappings_is_no_fault(either_loader: None) -> None:
    assert plain(read("- a: b\n- a: c")) == [{"a": "b"}, {"a": "c"}]


@pytest.mark.parametrize("text", ["a: b\n---\nc: d", "a: b\n...\n---\nc: d", "---\n---\na: b"])
def test_a_second_document_is_refused(text: str, either_loader: None) -> None:
    (complaint,) = complaints(text)
    assert complaint.endswith("a second document starts here: one file, one document")


def test_a_second_document_is_refused_where_it_starts(either_loader: None) -> None:
    (complaint,) = complaints("a: b\nc: d\n---\ne: f")
    assert complaint.startswith("f:3:1: ")


@pytest.mark.parametrize("data", [b"", b"\n\n", b"# a comment\n", b"\xef\xbb\xbf", b"   "])
def test_a_file_without_a_document_is_empty(data: bytes, either_loader: None) -> None:
    assert complaints(data) == ["f:1:1: is empty"]


def test_an_empty_document_is_nothing(either_loader: None) -> None:
    assert plain(read("---\n")) is None


# What is refused: bytes and characters


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("name: Café".encode("latin-1"), "f:1:10: is not UTF-8 here (byte 0xE9)"),
        (b"a: b\nc: \xff\n", "f:2:4: is not UTF-8 here (byte 0xFF)"),
        ("é: ".encode() + b"\x80", "f:1:4: is not UTF-8 here (byte 0x80)"),
        (b"a: \xed\xa0\x80", "f:1:4: is not UTF-8 here (byte 0xED)"),
        (b"a: \xc0\xaf", "f:1:4: is not UTF-8 here (byte 0xC0)"),
        (b"a: \xe2\x82", "f:1:4: is not UTF-8 here (byte 0xE2)"),
        (b"a: b\r\nc: \xff\r\n", "f:2:4: is not UTF-8 here (byte 0xFF)"),
        (b"a: b\rc: \xff\r", "f:2:4: is not UTF-8 here (byte 0xFF)"),
        (b"\xef\xbb\xbfname: Caf\xe9\n", "f:1:10: is not UTF-8 here (byte 0xE9)"),
    ],
)  # fmt: skip
def test_what_is_not_utf_8_is_refused_where_it_stands(data: bytes, expected: str) -> None:
    assert complaints(data) == [f"{expected}: save the file with encoding UTF-8"]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ("a: b".encode("utf-16-le"), ""),
        (b"\xff\xfe" + "a: b".encode("utf-16-le"), "UTF-16"),
        (b"\xfe\xff" + "a: b".encode("utf-16-be"), "UTF-16"),
        (b"PK\x03\x04\x14", "a Word, Excel or zip file"),
        (b"\xd0\xcf\x11\xe0\xa1", "an older Word or Excel file"),
        (b"%PDF-1.7", "a PDF file"),
        (b"{\\rtf1 a}", "an RTF file"),
    ],
)
def test_a_file_of_another_kind_is_called_what_it_is(data: bytes, kind: str) -> None:
    first, *_ = complaints(data)
    assert f"is {kind}" in first if kind else "U+0000" in first


def test_utf_16_without_a_mark_is_refused_for_its_nuls() -> None:
    assert complaints("a: b".encode("utf-16-le"))[0] == (
        "f:1:2: holds U+0000, an invisible character: remove it, or type the word again"
    )


UNSEEN = [
    "\x00", "\x07", "\x08", "\x0b", "\x0c", "\x1b", "\x1f", "\x7f", "\x80", "\x85", "\x9f",
    "\u061c", "\u200e", "\u200f", "\u2028", "\u2029", "\u202a", "\u202d", "\u202e", "\u2066",
    "\u2069", "\ufeff", "\ufffe", "\uffff", "\u00ad", "\u200b", "\u200c", "\u200d", "\u2060",
    "\u3164", "\U000e0041",
]  # fmt: skip


@pytest.mark.parametrize("character", UNSEEN, ids=ascii)
@pytest.mark.parametrize(
    ("before", "after"), [("a: b\nc: d", "e\n"), ("a: b\n# c ", "\n"), ("a: b\n'c ", "': d")]
)
def test_an_unseen_character_is_refused_where_it_stands(
    character: str, before: str, after: str
) -> None:
    column = len(before.split("\n")[1]) + 1
    message = f"holds U+{ord(character):04X}, an invisible character: {RETYPE}"
    assert complaints(before + character + after) == [f"f:2:{column}: {message}"]


@pytest.mark.parametrize(
    ("written", "number"),
    [
        (r"\u202e", "202E"), (r"\x1b", "001B"), (r"\e", "001B"), (r"\0", "0000"), (r"\a", "0007"),
        (r"\b", "0008"), (r"\f", "000C"), (r"\r", "000D"), (r"\N", "0085"), (r"\L", "2028"),
        (r"\P", "2029"), (r"\uFEFF", "FEFF"), (r"\U0000202E", "202E"), (r"\x7f", "007F"),
        (r"\uffff", "FFFF"),
    ],
)  # fmt: skip
def test_an_unseen_character_is_refused_when_an_escape_spells_it(
    written: str, number: str, either_loader: None
) -> None:
    message = f"holds U+{number}, an invisible character: remove it, or type the word again"
    assert complaints(f'a: b\nc: "d {written}"') == [f"f:2:4: {message}"]
    assert complaints(f'"a{written}": b') == [f"f:1:1: {message}"]


def test_every_unseen_character_of_a_file_is_named() -> None:
    found = complaints("a: \u202eb\nc: d\u202e\x1b")
    assert [line.partition(" ")[0] for line in found] == ["f:1:4:", "f:2:5:", "f:2:6:"]


@pytest.mark.parametrize("character", ["\t", "é", "\u00a0", "\ufffd", "\U0001f600", "\u4e00"])
def test_a_character_that_can_be_seen_or_is_space_is_read(
    character: str, either_loader: None
) -> None:
    assert plain(read(f'a: "b{character}c"')) == {"a": f"b{character}c"}


# What is refused: what is not YAML


def test_a_tab_as_indentation_is_refused_with_advice() -> None:
    assert complaints("a:\n\tb: c") == [
        "f:2:1: cannot be read: is indented with a tab: put spaces in its place, as the lines "
        "around it do"
    ]


def test_a_colon_in_a_text_is_refused_with_advice() -> None:
    assert complaints("a: b: c") == [
        "f:1:5: cannot be read: has a second colon: put the text after the first one in quotes"
    ]


@pytest.mark.parametrize("text", ["@a", "`a`", "a: %b", "a: @b"])
def test_a_text_that_starts_with_a_reserved_character_is_refused(
    text: str, either_loader: None
) -> None:
    (complaint,) = complaints(text)
    assert complaint.startswith("f:1:")


@pytest.mark.parametrize(
    "text",
    ["a: [b", "a: 'b", 'a: "b', "a: b\n c: d", "- a\nb: c", "a: ]", '"\\q"', "%YAML 2.0\n--- a"],
)
def test_what_cannot_be_parsed_is_one_fault_with_a_position(text: str, either_loader: None) -> None:
    (complaint,) = complaints(text)
    assert complaint.startswith("f:")
    assert ": cannot be read: " in complaint


def test_what_is_wrong_before_a_place_that_cannot_be_parsed_is_told_too(
    either_loader: None,
) -> None:
    first, second = complaints("a: &b c\nd: [e\n")
    assert first.startswith("f:1:4: begins with & (in YAML an anchor)")
    assert "cannot be read" in second


class LoaderWithoutMarks:
    """Fails as libyaml's reader of characters does: with no line and column."""

    def __init__(self, text: str) -> None:
        self.text = text

    def check_event(self) -> bool:
        raise yaml.YAMLError("special characters\n  are not allowed")

    def dispose(self) -> None:
        """Nothing to dispose of."""


def test_an_error_without_a_position_is_put_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "LOADER", LoaderWithoutMarks)
    assert complaints("a: b") == [
        "f:1:1: cannot be read: it holds something that is not a character"
    ]


# The report


def test_faults_past_the_limit_are_counted() -> None:
    found = complaints("\n".join(f"- &a{number} b" for number in range(MAX_FAULTS + 25)))
    assert len(found) == MAX_FAULTS + 1
    assert found[-2:] == [
        "f:200:3: begins with & (in YAML an anchor): put the text in quotes",
        "f:200:3: and 25 more faults that are not listed here",
    ]


def test_as_many_faults_as_the_limit_are_all_listed() -> None:
    found = complaints("\n".join(f"- &a{number} b" for number in range(MAX_FAULTS)))
    assert len(found) == MAX_FAULTS
    assert "not listed" not in found[-1]


def test_faults_come_in_the_order_of_the_file() -> None:
    report = Report("f")
    report.add(2, 1, "third")
    report.add(1, 9, "second")
    report.add(1, 2, "first", path="a.b")
    with pytest.raises(InvalidFileError) as raised:
        report.raise_if_any()
    assert str(raised.value) == "f:1:2: a.b: first\nf:1:9: second\nf:2:1: third"


def test_a_report_without_faults_raises_nothing() -> None:
    Report("f").raise_if_any()


def test_the_largest_catalogue_and_the_example_have_no_fault() -> None:
    assert complaints(CATALOGUE) == []
    assert edition().catalogue.area.id == "exampleshire"


# Whatever comes

YAML_LIKE = st.text(
    st.sampled_from([*"[]{}:,-?&*!|>%@`'\"\\#~<\n\n\n   ab0x1\tuUdeN.", "é", "\u202e", "😀"]),
    max_size=60,
)


@given(YAML_LIKE)
@settings(max_examples=300)
def test_any_text_ends_in_a_tree_or_in_faults_with_positions(text: str) -> None:
    report = Report("f")
    tree = read_tree(text.encode(), report)
    assert tree is not None or report.faults
    lines = text.count("\n") + 1
    assert all(1 <= fault.line <= lines + 1 and fault.column >= 1 for fault in report.faults)


@given(st.binary(max_size=60))
@settings(max_examples=300)
def test_any_bytes_end_in_a_tree_or_in_faults(data: bytes) -> None:
    report = Report("f")
    assert read_tree(data, report) is not None or report.faults


@pytest.mark.parametrize("marks", [0, 1, 2, 3])
@pytest.mark.parametrize("text", ["a: b", '{"a": "b"}', "- a: b"])
def test_byte_order_marks_at_the_start_make_no_difference(text: str, marks: int) -> None:
    report = Report("f")
    assert read_tree(b"\xef\xbb\xbf" * marks + text.encode(), report) == read_tree(
        text.encode(), report
    )
    assert report.faults == []


def test_a_byte_order_mark_after_the_start_is_refused_where_it_stands() -> None:
    assert complaints("\ufeff a: \ufeffb") == [
        "f:1:5: holds U+FEFF, an invisible character: remove it, or type the word again"
    ]


# What a file may cost


def test_nodes_are_counted_before_a_tree_is_built() -> None:
    report = Report("f")
    assert read_tree(b"[" + b"{}," * 400_000 + b"{}]", report, max_bytes=2 * 1024 * 1024) is None
    (fault,) = report.faults
    assert str(fault) == "f:1:149999: has more than 50,000 names and values, the limit"


def test_as_many_nodes_as_are_allowed_are_read() -> None:
    assert read_tree(b"{a: [x, y]}", Report("f"), max_nodes=5) is not None
    assert read_tree(b"{a: [x, y]}", Report("f"), max_nodes=4) is None


def test_no_more_unseen_characters_are_kept_than_are_counted() -> None:
    report = Report("f")
    read_tree(b"\x01" * 400_000, report)
    assert report.is_full
    assert report.unlisted == reader.MAX_COUNTED


def test_every_unseen_character_has_its_place() -> None:
    assert [each.split(": ")[0] for each in complaints("a: b\x01\n\nc: \x02 \x03\n")] == [
        "f:1:5", "f:3:4", "f:3:6",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        (r"\ud83d\ude00", "\U0001f600"),
        (r"\\ud83d\\ude00", r"\ud83d\ude00"),
        (r"\\\ud83d\ude00", "\\\U0001f600"),
        (r"\n\\\ud83d\ude00", "\n\\\U0001f600"),
    ],
)
def test_escapes_of_two_parts_are_one_character_unless_escaped(written: str, read_as: str) -> None:
    assert plain(read(f'{{"a": "{written}"}}')) == {"a": read_as}
