"""A mapping begun from an export: proposals that are right, and that count for nothing unasked."""

import io
from pathlib import Path

import pytest
from shells import Program

from cse_check import load_catalogue
from cse_check.batch.begun import begun
from cse_check.batch.hints import guessed
from cse_check.batch.mapping import load
from cse_check.batch.mapping.proposals import Proposer
from examples import PROJECT, faults

LEEDS = load_catalogue("leeds")

# Invented, in the style of a case system, and written before it was tried: what was changed then is
# that words joined as in SelfHarm are parted, and that levels and statuses tell nothing.
EXPORT = {
    "CSE1_Truanting": "education.truanting",
    "Excl_School": "education.excluded",
    "Poor attendance": "education.non-attendance",
    "Behaviour": "education.behaviour-problems",
    "MFH episodes": "missing.reported-missing",
    "Overnight absence w/o permission": "missing.out-overnight",
    "Comes home late": "missing.comes-in-late",
    "Short missing periods": "missing.short-periods",
    "Change in appearance": "sexualised-risk-taking.change-in-appearance",
    "Change of clothing/dress": "sexualised-risk-taking.change-in-dress",
    "Unknown adults - meeting": "sexualised-risk-taking.meeting-unknown-adults",
    "Seen in cars of unknown people": "sexualised-risk-taking.unknown-cars",
    "Older partner (5+ yrs)": "sexualised-risk-taking.older-partner",
    "Money unaccounted for": "rewards.money",
    "New phone / jewellery": "rewards.expensive-items",
    "Associates w. exploited children": "risky-contact.exploited-children",
    "Risky areas": "risky-contact.risky-areas",
    "Unknown premises visited": "risky-contact.unknown-premises",
    "Less contact with friends": "coercion-control.contact-with-friends",
    "Less contact with family": "coercion-control.contact-with-family",
    "Disclosed physical assault": "coercion-control.disclosed-physical-assault",
    "Injuries (physical)": "coercion-control.physical-injuries",
    "Pregnancy terminated": "sexual-health.termination",
    "Sexually transmitted inf.": "sexual-health.infection",
    "Drug use - chronic": "substance-use.chronic",
    "Alcohol use - different": "substance-use.different",
    "Self-esteem low": "mental-health.low-self-esteem",
    "SelfHarm": "mental-health.self-harm",
    "Eating problems": "mental-health.eating-disorder",
    "Anger outbursts": "mental-health.angry-outbursts",
    "Offences committed": "mental-health.offending",
}
OTHERS = (
    "Case No",
    "Locality",
    "Opened on",
    "Closed on",
    "CP plan",
    "Last contact",
    "Ethnicity",
    "Comments",
    "Language",
    "Age",
    "Referral source",
    "Risk level",
    "Placement type",
    "School",
    "Team",
)


def test_nearly_every_column_of_an_invented_export_is_proposed_right() -> None:
    proposer = Proposer(LEEDS.catalogue)
    first = {name: proposer.propose(name)[:1] for name in EXPORT}
    right = [
        name for name, wanted in EXPORT.items() if [p.indicator.id for p in first[name]] == [wanted]
    ]
    wrong = [name for name, found in first.items() if found and name not in right]
    assert (len(right), wrong) == (29, ["Eating problems"])


@pytest.mark.parametrize("name", OTHERS)
def test_a_column_about_something_else_is_proposed_for_nothing(name: str) -> None:
    assert Proposer(LEEDS.catalogue).propose(name) == ()


def started(data: bytes) -> str:
    return begun(io.BytesIO(data), LEEDS, name="cases.csv")


def test_of_the_example_every_column_that_its_mapping_has_is_proposed() -> None:
    text = started((PROJECT / "examples" / "export_leeds.csv").read_bytes())
    for line in (
        '# delimiter: ";"',
        "# encoding: cp1252",
        '# case_ref: "Person ID"',
        '  # "Attendance": education.non-attendance',
        '  # "Times missing (12 m)": {indicator: missing.reported-missing, at_least: FROM WHICH '
        "NUMBER ON}",
        '  # "Self-harm \u2013 recent": mental-health.self-harm',
        '  # "Phone / gifts": rewards.expensive-items',
        '# ignore: ["Team", "Last contact", "Notes"]',
    ):
        assert f"\n{line}\n" in text


def test_as_it_stands_it_asserts_nothing_and_is_refused() -> None:
    text = started(b"Person ID;Truant\nA1;y\n")
    told = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    assert told == ["format: 1", "area: leeds", "columns:"]
    assert len(faults(lambda: load(text.encode(), "m.yaml", LEEDS.catalogue))) == 2


def test_without_the_marks_it_is_a_mapping() -> None:
    text = started(b"Title: all\n\nPerson ID;Truant;Self: harm\nA1;y;n\nA2;y;n\n")
    lines = text.replace('  # "', '  "').splitlines()
    said = ("# delimiter", "# skip_lines", "# case_ref", "# ignore")
    whole = "\n".join(line[2:] if line.startswith(said) else line for line in lines)
    mapping = load(whole.encode(), "m.yaml", LEEDS.catalogue)
    assert (mapping.dialect.delimiter, mapping.dialect.skip_lines) == (";", 2)
    assert list(mapping.columns) == ["Truant", "Self: harm"]


def test_dates_are_told_as_such_and_how_they_are_written_is_left_to_say() -> None:
    text = started(b"ID,Last missing episode\n" + b"A,03/11/2026\n" * 3)
    assert "date: yes, formats: [HOW ITS DATES ARE WRITTEN]" in text


def test_a_column_about_people_may_be_proposed_though_its_values_are_not_shown() -> None:
    text = started(b"Ref,Reported missing by carer\nA,y\n")
    assert '# "Reported missing by carer": missing.reported-missing' in text


def test_a_column_that_identifies_somebody_is_proposed_for_nothing() -> None:
    text = started(b"ID,Truanting name\nA,y\n")
    assert '# ignore: ["Truanting name"]' in text


@pytest.mark.parametrize("data", [b"", b"C1,y,n,03/11/2012\n", b"Alice Smith\n"])
def test_what_has_no_header_is_refused_without_repeating_it(data: bytes) -> None:
    (fault,) = faults(lambda: started(data))
    assert "Alice" not in fault


@pytest.mark.parametrize(
    ("data", "seen"),
    [
        (b"a,b\n1,2\n", (",", "utf-8-sig", 0)),
        ("a\tb\u00fc\n1\t2\n".encode("utf-16"), ("\t", "utf-16", 0)),
        ("Title; and more\n\na|b\u00fc|c\n1|2|3\n4|5|6\n".encode("cp1252"), ("|", "cp1252", 2)),
        (b"a;b;c\n1,5;2;3\n2,5;3;4\n", (";", "utf-8-sig", 0)),
        (b"", (",", "utf-8-sig", 0)),
    ],
)
def test_how_a_file_is_written_is_seen_in_its_first_lines(
    data: bytes, seen: tuple[str, str, int]
) -> None:
    assert guessed(data)[:3] == seen


def test_the_command_begins_one(tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_text("ID;Truanting\nA;y\n")
    program = Program(tmp_path)
    options = ("template", "--area", "leeds", "--kind", "mapping", "--from")
    ran = program.run_inside(*options, "cases.csv")
    assert (ran.code, '# "Truanting": education.truanting' in ran.out) == (0, True)
    assert program.run_inside(*options, "-", stdin="ID;Truanting\nA;y\n").out == ran.out
    ran = program.run_inside("template", "--area", "leeds", "--from", "cases.csv")
    assert (ran.code, "add --kind mapping" in ran.err) == (2, True)
