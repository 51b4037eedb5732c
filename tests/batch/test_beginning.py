"""A file that cannot be screened: everything that is wrong with it and its mapping, in one run."""

from typing import Any

import pytest
from caseloads import caseload
from mappings import SMALL, TRUANT

from cse_check.batch.mapping import understand
from cse_check.errors import InvalidFileError, Remedy, Way
from examples import edition

MAPPING = f"{SMALL}  T: {TRUANT}\n  X\u00fc: school.excluded\nignore: [Team]\n"


def error_of(data: str | bytes, text: str = MAPPING, **options: Any) -> InvalidFileError:
    """Return what is raised for a file with a mapping that may have faults itself."""
    mapping = understand(text.encode(), "map.yaml", edition().catalogue)
    with pytest.raises(InvalidFileError) as error:
        caseload(data, mapping=mapping, **options)
    return error.value


@pytest.mark.parametrize(
    ("data", "remedies"),
    [
        ("ID;T;X\u00fc\nA;y;\n", [Remedy(Way.DELIMITER, "';'")]),
        ('"ID"\t"T"\t"X\u00fc"\nA\ty\t\n', [Remedy(Way.DELIMITER, "tab")]),
        ('"ID";"T";"X\u00fc"\n"A";"y";""\n', [Remedy(Way.DELIMITER, "';'")]),
        ("Cases, all of them\n\nID,T,X\u00fc\nA,y,\n", [Remedy(Way.SKIP_LINES, "2")]),
        (
            "Cases; all of them\n\nID;T;X\u00fc\nA;y;\n".encode("cp1252"),
            [
                Remedy(Way.ENCODING, ""),
                Remedy(Way.DELIMITER, "';'"),
                Remedy(Way.SKIP_LINES, "2"),
            ],
        ),
        ("sep=;\nID;T;X\u00fc\n", [Remedy(Way.DELIMITER, "';'"), Remedy(Way.SKIP_LINES, "1")]),
        (
            "ID;T;X\u00fc\n".encode("utf-16"),
            [Remedy(Way.ENCODING, "utf-16"), Remedy(Way.DELIMITER, "';'")],
        ),
        ("ID,T,X\u00fc,\nA,y,,\n", [Remedy(Way.EXTRA_COLUMNS)]),
    ],
)
def test_all_that_has_to_be_named_is_said_at_once(
    data: str | bytes, remedies: list[Remedy]
) -> None:
    error = error_of(data)
    assert list(error.remedies) == remedies
    assert error.remedy == remedies[0]


def test_a_hint_is_never_given_where_nothing_fits_better() -> None:
    error = error_of("Alice;Bob\nA;y\n")
    assert error.remedies == ()


def test_a_trailing_delimiter_is_told_as_such() -> None:
    assert str(error_of("ID,T,X\u00fc,\nA,y,,\n").faults[0]) == (
        "cases.csv:1:9: is a column without a name, because the line ends with ','"
    )


def test_one_run_shows_the_faults_of_mapping_header_and_first_rows() -> None:
    text = MAPPING.replace("  T:", "  Bad: school.exclude\n  T:").replace("Team", "Other")
    data = "ID;T;X\u00fc;Team\nA;y;maybe;\nB;y;maybe;\nTotal;1;2;\n"
    assert list(map(str, error_of(data, text).faults)) == [
        "map.yaml:4:8: columns.Bad.indicator: 'school.exclude' is not an indicator of "
        "exampleshire; did you mean 'school.excluded' (Excluded from school)?",
        "cases.csv:1:1: its cells are separated by ';'",
        "cases.csv:1:1: has no column 'Bad', which the mapping names",
        "cases.csv:1:9: column 4 is not named in the mapping",
        "cases.csv:2:1: 2 of the first 3 rows would be rejected, unknown-answer: the cell under "
        "'X\u00fc' is not an answer: yes, no, not known or nothing at all; a mapping can give "
        "other words a meaning",
        "cases.csv:4:1: 1 of the first 3 rows would be rejected, bad-case-ref: is the label of a "
        "total, not a case reference",
    ]


def test_without_its_column_no_reference_is_called_bad() -> None:
    found = [fault.message for fault in error_of("Id 2,T,X\u00fc\nA b,y,\nC,y,?!\n").faults]
    assert found[1].startswith("has no column 'ID', which is required")
    assert [message.split(":")[0] for message in found[2:]] == [
        "1 of the first 2 rows would be rejected, unknown-answer"
    ]


def test_what_is_found_never_repeats_what_is_in_a_cell() -> None:
    data = "Export for Alice\nID;T;X\u00fc;Carol\nA b;Bob;Dave;Eve\n"
    text = str(error_of(data))
    assert not any(name in text for name in ("Alice", "Bob", "Carol", "Dave", "Eve", "A b"))


def test_a_fault_that_concerns_the_whole_mapping_ends_the_search() -> None:
    with pytest.raises(InvalidFileError) as error:
        error_of("ID;T\n", MAPPING.replace("case_ref: ID\n", ""))
    assert "has no 'case_ref'" in str(error.value)


def test_where_words_or_the_layout_are_at_fault_the_header_is_looked_at_all_the_same() -> None:
    text = MAPPING + "answers: {yes: [A], no: [a]}\ndelimiter: x\n"
    found = [fault.message for fault in error_of("ID;T;Y\nA;?!;\n", text).faults]
    assert found[:2] == [
        "is already under 'yes'",
        "is not one: That cannot separate cells. Use ',', ';', '|' or tab.",
    ]
    assert found[2:] == [
        "its cells are separated by ';'",
        "has no column 'X\u00fc', which the mapping names",
        "column 3 is not named in the mapping",
    ]


def test_only_the_first_bytes_of_a_large_file_are_looked_at() -> None:
    data = "ID;T;X\u00fc\n" + "A;y;?!\n" * 200_000
    assert "1,000 of the first 1,000 rows would be rejected" in str(error_of(data))
