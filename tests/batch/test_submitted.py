"""What a form gives back: the same answers with the names of groups, and without them."""

import csv
from io import BytesIO, StringIO

import pytest
from caseloads import caseload, rejects
from xlsforms import sheets

from cse_check.batch.beginning import Source
from cse_check.batch.dialect import Dialect, settle
from cse_check.batch.mapping import ColumnMap, load
from cse_check.batch.mapping.submitted import EXPORTS, Collector, submitted
from cse_check.batch.rows import Checklist, Rejected, Screened
from cse_check.batch.survey import survey
from cse_check.errors import InvalidFileError
from cse_check.model import Edition
from examples import AREAS, CATALOGUE, PROJECT, bundled, edition

each_collector = pytest.mark.parametrize("collector", Collector)
SAID = ("yes", "no", "not-known", "")


def mapping(of: Edition, collector: Collector) -> ColumnMap:
    return load(submitted(of.catalogue, collector).encode(), "map.yaml", of.catalogue)


def columns(of: Edition, between: str) -> list[str]:
    """Return the columns of a form's file: with what is between groups and names, if anything."""
    group: list[str] = []
    names = []
    for row in sheets(of)["survey"]:
        if row["type"] == "begin_group":
            group.append(row["name"])
        elif row["type"] == "end_group":
            group.pop()
        else:
            names.append(between.join((*group, row["name"])) if between else row["name"])
    return names


def file_of(of: Edition, collector: Collector, between: str, *, more: tuple[str, ...] = ()) -> str:
    """Return a file as a collector writes it, of two submissions; its notes are empty."""
    export = EXPORTS[collector]
    names = [*columns(of, between), *export.own, *more]
    out = StringIO()
    writer = csv.writer(out, delimiter=export.delimiter, quoting=csv.QUOTE_ALL)
    writer.writerow(names)
    for number in (1, 2):
        asked = (i for i, _ in enumerate(names))
        writer.writerow([_cell(name, next(asked) + number, number) for name in names])
    return "\ufeff" + out.getvalue()


def _cell(name: str, place: int, number: int) -> str:
    if name == "case_ref":
        return f"EX-{number}"
    if "note_" in name or "said_" in name or "." not in name:
        return ""
    return SAID[place % 4]


@each_collector
@pytest.mark.parametrize("area", AREAS)
def test_group_names_change_nothing(area: str, collector: Collector) -> None:
    of = bundled(area)
    plain, grouped = (
        [
            (row.case_ref, row.answers)
            for row in caseload(
                file_of(of, collector, between), of=of, mapping=mapping(of, collector)
            )
            if isinstance(row, Screened)
        ]
        for between in ("", EXPORTS[collector].groups)
    )
    assert plain == grouped
    assert [name for name, _ in plain] == ["EX-1", "EX-2"]
    for _, answers in plain:
        assert len(answers) > len(tuple(of.catalogue.indicators)) / 2


@each_collector
def test_each_answer_is_of_its_own_question(collector: Collector) -> None:
    of = edition()
    ids = [each.id for each in of.catalogue.indicators]
    between = EXPORTS[collector].groups
    for asked in ids:
        names = columns(of, between)
        cells = ["EX-1" if each == "case_ref" else "" for each in names]
        (place,) = (i for i, each in enumerate(names) if each.endswith(f"{between}{asked}"))
        cells[place] = "yes"
        split = EXPORTS[collector].delimiter
        text = f"{split.join(names)}\n{split.join(cells)}\n"
        (row,) = caseload(text, of=of, mapping=mapping(of, collector))
        assert isinstance(row, Screened)
        assert list(row.answers) == [asked]


@each_collector
def test_a_question_that_the_form_has_not_is_a_fault_and_is_not_passed_over(
    collector: Collector,
) -> None:
    of = edition()
    text = file_of(of, collector, EXPORTS[collector].groups, more=("school-and/what-else",))
    with pytest.raises(InvalidFileError, match="is not named in the mapping"):
        list(caseload(text, of=of, mapping=mapping(of, collector)))


def test_a_question_that_is_missing_is_a_fault() -> None:
    of = edition()
    text = file_of(of, Collector.ODK, "-").replace('"school-school.excluded",', "", 1)
    with pytest.raises(InvalidFileError, match=r"has no column 'school\.excluded'"):
        list(caseload(text, of=of, mapping=mapping(of, Collector.ODK)))


def test_one_question_twice_is_a_fault() -> None:
    of = edition()
    text = file_of(of, Collector.ODK, "-").replace('"SubmissionDate"', '"other-school.excluded"', 1)
    with pytest.raises(InvalidFileError, match="has the same name as column"):
        list(caseload(text, of=of, mapping=mapping(of, Collector.ODK)))


def test_the_longest_name_that_a_column_ends_in_is_meant() -> None:
    of = edition(CATALOGUE.replace("school", "after-school"))
    two = load(
        b"format: 1\ncase_ref: case_ref\ngroups: '-'\ncolumns:\n"
        b"  after-school.truanting: after-school.truanting\n"
        b"  school.truanting: after-school.excluded\n",
        "map.yaml",
        of.catalogue,
    )
    header = "case_ref,a-after-school.truanting,a-school.truanting"
    (row,) = caseload(f"{header}\nEX-1,yes,no\n", of=of, mapping=two)
    assert isinstance(row, Screened)
    said = {name: each.answer and each.answer.value for name, each in row.answers.items()}
    assert said == {"after-school.truanting": "yes", "after-school.excluded": "no"}


def test_without_groups_a_mapping_takes_no_names_apart() -> None:
    of = edition()
    text = "\n".join(
        line
        for line in submitted(of.catalogue, Collector.ODK).splitlines()
        if not line.startswith("groups:")
    )
    plain = load(text.encode(), "map.yaml", of.catalogue)
    with pytest.raises(InvalidFileError, match=r"has no column 'school\.excluded'"):
        list(caseload(file_of(of, Collector.ODK, "-"), of=of, mapping=plain))


@pytest.mark.parametrize("between", ["", "ab", "a", " "])
def test_what_stands_between_names_is_one_character(between: str) -> None:
    text = f"format: 1\ncase_ref: ID\ngroups: '{between}'\ncolumns: {{a: school.truanting}}\n"
    with pytest.raises(InvalidFileError, match="should be one character, such as"):
        load(text.encode(), "map.yaml", edition().catalogue)


def test_a_word_that_is_no_answer_rejects_its_row() -> None:
    of = edition()
    text = file_of(of, Collector.KOBO, "/").replace('"not-known"', '"Maybe"')
    rows = list(caseload(text, of=of, mapping=mapping(of, Collector.KOBO)))
    assert {code for _, _, code in rejects(rows)} == {"unknown-answer"}
    assert any(isinstance(row, Rejected) for row in rows)


@pytest.mark.parametrize("quick", [False, True])
def test_the_header_again_is_the_header_again(quick: bool) -> None:
    of = edition()
    header, *lines = file_of(of, Collector.ODK, "-").removeprefix("\ufeff").splitlines()
    text = "\n".join((header, lines[0], header, lines[1])) + "\n"
    rows = list(caseload(text, of=of, mapping=mapping(of, Collector.ODK), quick=quick))
    assert [code for _, _, code in rejects(rows)] == ["repeated-header"]


@pytest.mark.parametrize("quick", [False, True])
def test_many_rows_are_read_as_one_by_one(quick: bool) -> None:
    of = bundled("leeds")
    text = file_of(of, Collector.KOBO, "/")
    rows = list(caseload(text, of=of, mapping=mapping(of, Collector.KOBO), quick=quick))
    assert [row.case_ref for row in rows if isinstance(row, Screened)] == ["EX-1", "EX-2"]


def test_the_words_of_an_export_are_told_by_its_questions() -> None:
    of = edition()
    source = Source("f.csv", Checklist(of), mapping(of, Collector.ODK))
    file = BytesIO(file_of(of, Collector.ODK, "-").removeprefix("\ufeff").encode())
    seen = {each.name: each for each in survey(file, source, settle(Dialect())).columns}
    assert seen["school.excluded"].filled
    assert seen["KEY"].is_private


@pytest.mark.parametrize(("collector", "between"), [("odk", "-"), ("kobo", "")])
def test_the_files_in_the_examples_have_the_columns_of_the_form(
    collector: str, between: str
) -> None:
    file = PROJECT / "examples" / f"submissions_{collector}.csv"
    export = EXPORTS[Collector(collector)]
    header = file.read_text(encoding="utf-8-sig").splitlines()[0].replace('"', "")
    own = [each.rpartition("-")[2].rpartition("/")[2] for each in header.split(export.delimiter)]
    asked = columns(bundled("leeds"), between)
    assert [each for each in header.split(export.delimiter) if each in asked] == asked
    assert set(own) - {each.rpartition("-")[2] for each in asked} <= set(export.own)
