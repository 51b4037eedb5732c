"""The commands for those who keep catalogues: validate, show, diff, schema and new."""

import json
import re
import shutil
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest
import yaml
from formats import TEXTS
from jsonschema import Draft202012Validator
from shells import Program
from systems import unix
from transcripts import replay

from cse_check.catalogue.load import load, texts
from cse_check.cli import run
from cse_check.cli.catalogue.validate import as_github
from cse_check.cli.shell import Shell
from cse_check.errors import Fault
from cse_check.keeping.examine import Examined
from cse_check.keeping.json_schema import json_schema
from examples import BUNDLED, CATALOGUE, PROJECT, TODAY, area_of, bundled, changed, edition, faults

DOCUMENT = (PROJECT / "docs" / "catalogues.md").read_text(encoding="utf-8")


@pytest.fixture
def program(tmp_path: Path) -> Program:
    (tmp_path / "example.yaml").write_text(CATALOGUE, encoding="utf-8")
    return Program(tmp_path)


def test_the_worked_example_of_the_documents_gives_what_it_shows(tmp_path: Path) -> None:
    for path in (PROJECT / "examples" / "keeping").iterdir():
        shutil.copy(path, tmp_path)
    shutil.copy(PROJECT / "examples" / "guides" / "pdf-bullets.pdf", tmp_path)
    assert replay(DOCUMENT, tmp_path) == 11


# validate


def test_a_warning_changes_no_exit_code_and_is_told_apart(program: Program) -> None:
    ran = program.run_inside("catalogue", "validate", "example.yaml")
    assert ran.code == 0
    assert ran.out.splitlines()[0] == (
        "example.yaml:12:16: sources[0].published: warning: is more than 2 years old (November "
        "2013, 13 years old): see whether there is a newer one [old-source]"
    )
    assert ran.out.splitlines()[-1].endswith("3 contacts. Warnings: 3.")


def test_strict_makes_a_warning_a_fault(program: Program) -> None:
    ran = program.run_inside("catalogue", "validate", "--strict", "example.yaml")
    assert ran.code == 3
    assert "example.yaml: is not valid under --strict" in ran.out


def test_strict_passes_a_catalogue_without_a_warning(program: Program) -> None:
    shipped = (PROJECT / "data" / "indicators_bathnes.yaml").read_text(encoding="utf-8")
    revised = re.sub(r'revision: ".*"', f'revision: "{TODAY}"', shipped)
    (program.home / "indicators_bathnes.yaml").write_text(revised, encoding="utf-8")
    ran = program.run_inside("catalogue", "validate", "--strict", "indicators_bathnes.yaml")
    assert (ran.code, ran.out.count("warning")) == (0, 0)


def test_json_holds_faults_and_warnings_of_every_file(program: Program) -> None:
    (program.home / "bad.yaml").write_text("format: 1\n")
    ran = program.run_inside(
        "catalogue", "validate", "--format", "json", "bad.yaml", "example.yaml"
    )
    assert ran.code == 3
    bad, good = json.loads(ran.out)["files"]
    assert (bad["valid"], bad["area"], bad["warnings"]) == (False, None, [])
    assert bad["faults"][0]["line"] == 1
    assert (good["valid"], good["area"], good["faults"]) == (True, "exampleshire", [])
    assert [each["code"] for each in good["warnings"]] == ["old-source", *["odd-number"] * 2]
    assert good["sha256"] == edition().sha256


def test_github_gets_a_command_a_line_and_nothing_in_it_can_end_one(program: Program) -> None:
    (program.home / "a,b.yaml").write_text(changed(("name: School\n", "name: '%0A'\nx: 100%\n")))
    ran = program.run_inside("catalogue", "validate", "--format", "github", "a,b.yaml")
    assert ran.code == 3
    for line in ran.out.splitlines():
        assert re.fullmatch(r"::error file=a%2Cb\.yaml,line=\d+,col=\d+,title=fault::.*", line)


def test_no_line_break_of_a_message_or_a_name_can_start_another_command() -> None:
    fault = Fault("a\nb", 1, 1, "", "c\r\n::error::d")
    assert as_github([Examined("x", None, (fault,))], strict=False) == (
        "::error file=a%0Ab,line=1,col=1,title=fault::c%0D%0A::error::d\n"
    )


def test_a_file_that_is_named_for_another_area_is_not_valid(program: Program) -> None:
    (program.home / "indicators_other.yaml").write_text(CATALOGUE)
    ran = program.run_inside("catalogue", "validate", "indicators_other.yaml")
    assert ran.code == 3
    assert "the file's name says 'other'" in ran.out


@pytest.mark.parametrize(("strict", "level"), [([], "warning"), (["--strict"], "error")])
def test_github_gets_warnings_as_what_they_count_for(
    program: Program, strict: list[str], level: str
) -> None:
    ran = program.run_inside("catalogue", "validate", "--format", "github", *strict, "example.yaml")
    assert ran.out.startswith(
        f"::{level} file=example.yaml,line=12,col=16,title=old-source::sources[0].published: is "
    )


def test_a_catalogue_can_come_from_standard_input(program: Program) -> None:
    ran = program.run_inside("catalogue", "validate", "-", stdin=CATALOGUE)
    assert "standard input: is valid" in ran.out


def test_a_file_that_is_not_there_does_not_keep_the_others_from_being_told(
    program: Program,
) -> None:
    ran = program.run_inside("catalogue", "validate", "none.yaml", "example.yaml")
    assert ran.code == 1
    assert "example.yaml: is valid" in ran.out
    assert "none.yaml: cannot be read" in ran.err


def test_a_file_is_told_what_to_be_called_to_be_found(program: Program) -> None:
    ran = program.run_inside("catalogue", "validate", "example.yaml")
    assert ran.err == (
        "example.yaml: to be found as an area, call it indicators_exampleshire.yaml.\n"
    )
    assert program.run_inside("catalogue", "validate", "-", stdin=CATALOGUE).err == ""


GUIDE = (
    "At school\nTruancing and smoking. Excluded,\n behaviour problems\nSelf-harm\nRing 01632 960403"
)


def test_a_source_text_that_is_not_in_the_guide_is_a_fault(program: Program) -> None:
    (program.home / "guide.txt").write_text("Truancy. Excluded, behaviour problems. Self-harm.")
    ran = program.run_inside(
        "catalogue", "validate", "example.yaml", "--source", "guide.txt", "--strict"
    )
    assert ran.code == 3
    assert ran.out.splitlines()[0] == (
        "example.yaml:32:22: categories[0].indicators[0].source_text: is not in the guide, "
        "letter for letter; line 1 of it is nearest: it has “Truancy.”, here it is “Truancing” "
        "(guide.txt)"
    )


SOURCED = ("catalogue", "validate", "example.yaml", "--source", "guide.txt")


def test_what_was_not_used_of_a_guide_is_a_note_and_no_warning(program: Program) -> None:
    (program.home / "guide.txt").write_text(f"Hello.\n\n{GUIDE}\n\nGoodbye.\nThe end.")
    ran = program.run_inside(*SOURCED)
    assert ran.code == 0
    assert ran.out.splitlines()[-6:-1] == [
        "guide.txt:4:11: warning: no source_text covers 'and smoking.' [not-covered]",
        "guide.txt:1:1: note: not used: 'Hello.', and what follows to line 3",
        "guide.txt:4:1: note: a part is not used: 'and smoking'",
        "guide.txt:9:1: note: not used: 'Goodbye.', and what follows to line 10",
        "guide.txt: asked 3 of 8 lines; 1 used for headings and contacts; 4 not used, "
        "and of 1 more a part was not.",
    ]
    assert ran.out.splitlines()[-1].endswith("Warnings: 4.")


def test_json_has_what_became_of_every_line_of_a_guide(program: Program) -> None:
    (program.home / "guide.txt").write_text(f"{GUIDE}\n\nGoodbye.")
    (file,) = json.loads(program.run_inside(*SOURCED, "--format", "json").out)["files"]
    found = file["guide"]
    assert (found["file"], found["lines"], found["asked"], found["beside"]) == (
        "guide.txt",
        6,
        3,
        1,
    )
    assert found["not_used"] == [
        {"line": 1, "text": "At school", "why": None},
        {"line": 2, "text": "and smoking", "why": None},
        {"line": 7, "text": "Goodbye.", "why": None},
    ]
    ran = program.run_inside("catalogue", "validate", "example.yaml", "--format", "json")
    assert json.loads(ran.out)["files"][0]["guide"] is None


def test_github_gets_a_notice_for_what_was_not_used(program: Program) -> None:
    (program.home / "guide.txt").write_text(f"Hello.\n\n{GUIDE}")
    ran = program.run_inside(*SOURCED, "--format", "github")
    assert "::notice file=guide.txt,line=1,col=1,title=not-used::not used: 'Hello.', and" in ran.out


def test_one_guide_is_held_against_one_catalogue(program: Program) -> None:
    (program.home / "guide.txt").write_text(GUIDE)
    ran = program.run_inside(
        "catalogue", "validate", "example.yaml", "example.yaml", "--source", "guide.txt"
    )
    assert (ran.code, "name one file" in ran.err) == (2, True)


@pytest.mark.parametrize(
    "args", [["validate", "example.yaml", "--source"], ["new", "x", "--authority", "A", "--title",
             "T", "--published", "2025", "--from-text"]],
)  # fmt: skip
def test_a_guide_that_is_too_large_is_refused(program: Program, args: list[str]) -> None:
    (program.home / "guide.txt").write_text("x" * (1024 * 1024 + 1))
    ran = program.run_inside("catalogue", *args, "guide.txt")
    assert ran.code == 3
    assert "guide.txt:1:1: is larger than 1,048,576 bytes" in ran.err


def test_areas_tells_of_a_broken_catalogue_and_of_one_that_stands_before_another(
    program: Program,
) -> None:
    text = (PROJECT / "data" / "indicators_leeds.yaml").read_text(encoding="utf-8")
    (program.home / "indicators_leeds.yaml").write_text(text, encoding="utf-8")
    (program.home / "indicators_broken.yaml").write_text("x")
    ran = program.run_inside("areas", "--catalogue-dir", program.home, "--plain")
    assert ran.code == 3
    assert "used instead of the one bundled" in " ".join(ran.out.split())
    assert "indicators_broken.yaml:1:1" in ran.err


def test_drafts_are_listed_and_purged_with_what_they_are(program: Program) -> None:
    program.run_inside("screen", "--area", "leeds", "--case", "EX-1", stdin="y\nq\n")
    listed = program.run_inside("drafts", "list").out
    assert "Leeds, case EX-1, 1 of 45 answered" in listed
    assert program.run_inside("drafts", "purge", "--older-than", "x").code == 2
    assert program.run_inside("drafts", "purge", "--yes").err == "Removed: 1 of 1 drafts.\n"
    assert program.run_inside("drafts", "list").err == "There are no drafts.\n"


# show and diff


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("path", BUNDLED, ids=area_of)
def test_a_catalogue_is_shown_whole_in_every_format(
    path: Path, name: str, program: Program
) -> None:
    ran = program.run_inside("catalogue", "show", area_of(path), "--format", name)
    assert ran.code == 0
    shown = re.sub(r"\\(.)", r"\1", ran.out) if name == "markdown" else ran.out
    for contact in bundled(area_of(path)).catalogue.contacts:
        assert contact.phone in shown
    for indicator in bundled(area_of(path)).catalogue.indicators:
        assert indicator.id in shown


def test_show_puts_999_first_and_has_the_caveat(program: Program) -> None:
    shown = program.run_inside("catalogue", "show", "--file", "example.yaml").out
    assert shown.index("ring 999 now") < shown.index("School (1 of 2; indicators)")
    assert "Health (grouped by cse-check) (2 of 2; experiences that can make" in shown
    assert "*** Absence of indicators does not mean that a child is safe. ***" in shown
    assert "Urgent if answered yes: 1 of 1." in shown


def test_show_in_json_is_the_catalogue(program: Program) -> None:
    shown = program.run_inside(
        "catalogue", "show", "--file", "-", "--format", "json", stdin=CATALOGUE
    )
    assert json.loads(shown.out)["catalogue"]["area"]["id"] == "exampleshire"
    assert json.loads(shown.out)["sha256"] == edition().sha256


@pytest.mark.parametrize("args", [["leeds", "--file", "example.yaml"], [], ["example.yaml"]])
def test_show_takes_an_area_or_a_file(program: Program, args: list[str]) -> None:
    assert program.run_inside("catalogue", "show", *args).code == 2


def test_diff_says_what_changed_between_an_area_and_a_file(program: Program) -> None:
    text = (PROJECT / "data" / "indicators_leeds.yaml").read_text(encoding="utf-8")
    new = text.replace('phone: "0113 240 9536"', 'phone: "0113 240 9537"')
    (program.home / "new.yaml").write_text(new, encoding="utf-8")
    ran = program.run_inside("catalogue", "diff", "leeds", "new.yaml")
    assert ran.code == 0
    assert ran.out == (
        "Changed the number of Emergency Duty Team: it was “0113 240 9536” and is now "
        "“0113 240 9537”\n"
    )
    assert program.run_inside("catalogue", "diff", "--exit-code", "leeds", "new.yaml").code == 4
    ran = program.run_inside("catalogue", "diff", "--exit-code", "-", "new.yaml", stdin=new)
    assert (ran.code, ran.out) == (0, "Nothing differs.\n")


# schema


def schema() -> Draft202012Validator:
    made = json.loads(json_schema())
    Draft202012Validator.check_schema(made)
    return Draft202012Validator(made)


def as_editors_read(text: str) -> Any:
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506


def test_the_committed_schema_is_the_one_that_the_types_give(program: Program) -> None:
    committed = (PROJECT / "docs" / "catalogue.schema.json").read_text(encoding="utf-8")
    assert program.run_inside("catalogue", "schema").out == committed


@pytest.mark.parametrize("path", BUNDLED, ids=area_of)
def test_the_schema_takes_the_shipped_catalogues(path: Path) -> None:
    schema().validate(as_editors_read(path.read_text(encoding="utf-8")))


BROKEN = [
    ("format: 1\n", "format: 2\n"),
    ("  id: exampleshire", "  id: Exampleshire"),
    ("  id: exampleshire\n", ""),
    ("kind: indicator", "kind: indicators"),
    ("hours: office", "hours: sometimes"),
    ('"2026-11-21"', '"21 November 2026"'),
    ("text: Truanting", "text: ' '"),
    ("text: Truanting", "text: Truanting\n        textt: x"),
    ('phone: "999"', "phone: 999"),
    ("urgent: true", "urgent: sometimes"),
    ('    phone: "999"\n', '    phone: "999"\n    confirmed: {on: "2026-11-21"}\n'),
    ("area:\n", "area: x\nareas:\n"),
]


@pytest.mark.parametrize("change", BROKEN, ids=str)
def test_the_schema_refuses_a_broken_catalogue(change: tuple[str, str]) -> None:
    assert schema().is_valid(as_editors_read(CATALOGUE))
    assert not schema().is_valid(as_editors_read(changed(change)))


def test_what_the_schema_refuses_of_these_the_reader_refuses_too() -> None:
    for change in BROKEN:
        if change != ('phone: "999"', "phone: 999"):  # the reader takes every value as text
            assert faults(lambda change=change: edition(changed(change))), change  # type: ignore[misc]


# new


def new(program: Program, *more: str, area: str = "north-wold") -> Any:
    return program.run_inside(
        "catalogue", "new", area, "--authority", "N: \"W\" #1", "--title", "T", "--published",
        "2025-05", *more,
    )  # fmt: skip


def test_a_new_catalogue_has_no_fault_but_what_is_to_do(program: Program) -> None:
    ran = new(program)
    assert ran.code == 0
    assert ran.out.startswith("# yaml-language-server: $schema=")
    found = faults(lambda: load(ran.out.encode(), "f"))
    assert found
    assert all("is still to do: " in each for each in found), found


def test_a_new_catalogue_claims_no_source_for_999_that_does_not_print_it(
    program: Program,
) -> None:
    (program.home / "with.txt").write_text("- Late\nRing 999 now")
    (program.home / "without.txt").write_text("- Late\nRing 0113 247 9990")
    for more, source in (
        ([], "numbering-plan"),
        (["--from-text", "with.txt"], "guide"),
        (["--from-text", "without.txt"], "numbering-plan"),
    ):
        made = as_editors_read(new(program, *more).out)
        assert made["contacts"][0]["phone"] == "999"
        assert made["contacts"][0]["source"] == source
        assert source in [each["id"] for each in made["sources"]]


@pytest.mark.parametrize("missing", ["--authority", "--title", "--published"])
def test_in_a_pipe_nothing_is_asked_and_what_is_missing_is_named(
    program: Program, missing: str
) -> None:
    given = {"--authority": "A", "--title": "T", "--published": "2025"}
    del given[missing]
    args = [word for pair in given.items() for word in pair]
    ran = program.run_inside("catalogue", "new", "x", *args)
    assert (ran.code, ran.out) == (2, "")
    assert f"Add {missing}: there is no terminal" in ran.err


def test_on_a_terminal_it_asks(program: Program) -> None:
    with program.on_terminal("catalogue", "new", "x", "--output", "x.yaml") as terminal:
        terminal.wait_for("authority, in full: ").type("North Wold\r")
        terminal.wait_for("title, as it prints it: ").type("A guide\r")
        terminal.wait_for("if it prints none): ").type("\r")
        assert terminal.end() == 0
    made = as_editors_read((program.home / "x.yaml").read_text())
    assert made["area"]["authority"] == "North Wold"
    assert made["sources"][0]["published"] is None
    assert made["sources"][0]["published_note"].startswith("TO DO")


class Typed(TextIOWrapper):
    """What somebody types at a terminal."""

    def isatty(self) -> bool:
        return True


@unix
def test_what_somebody_types_is_what_the_file_says(tmp_path: Path) -> None:
    err = StringIO()
    shell = Shell(
        stdin=Typed(BytesIO(b"  North\twold\x1b \nA guide\n2025-05\n"), encoding="utf-8"),
        stdout=StringIO(),
        stderr=err,
        environ={},
        today=lambda: TODAY,
    )
    output = tmp_path / "x.yaml"
    assert run(shell, ["catalogue", "new", "x", "--output", str(output)]) == 0
    assert err.getvalue().startswith("The local authority, in full: The guide's title")
    made = as_editors_read(output.read_text())
    assert made["area"]["authority"] == "North wold[U+001B]"
    assert made["sources"][0]["published"] == "2025-05"


@pytest.mark.parametrize("slug", ["North", "../x", "a b", "é", "a--b"])
def test_a_slug_is_written_as_one(program: Program, slug: str) -> None:
    assert new(program, area=slug).code == 2


@pytest.mark.parametrize("date", ["May 2025", "2025-13", "2025-02-30", "25", "٢٠٢٥"])
def test_a_date_is_written_as_one(program: Program, date: str) -> None:
    ran = program.run_inside(
        "catalogue", "new", "x", "--authority", "A", "--title", "T", "--published", date
    )
    assert (ran.code, "--published is a date" in ran.err) == (2, True)


def test_an_authority_says_something(program: Program) -> None:
    ran = program.run_inside(
        "catalogue", "new", "x", "--authority", " ", "--title", "T", "--published", "undated"
    )
    assert (ran.code, "--authority" in ran.err) == (2, True)


def test_a_new_catalogue_replaces_no_file(program: Program) -> None:
    assert new(program, "--output", "example.yaml").code == 1
    assert (program.home / "example.yaml").read_text() == CATALOGUE


def test_every_text_of_a_catalogue_is_looked_at() -> None:
    found = dict(texts(edition().catalogue))
    assert found["area.aliases[0]"] == "the shire"
    assert found["contacts[1].note"] == "Only for practitioners."
