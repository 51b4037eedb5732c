"""The documents: what they show is run."""

import doctest
import re
import shutil
from pathlib import Path

import pytest
from shells import Program
from smalltown import FULL
from transcripts import replay

import cse_check
from cse_check.batch.rows import Code
from cse_check.record import dump
from examples import PROJECT

RECORDS = (PROJECT / "docs" / "records.md").read_text(encoding="utf-8")
BATCH = (PROJECT / "docs" / "batch.md").read_text(encoding="utf-8")


@pytest.fixture
def program(tmp_path: Path) -> Program:
    for folder in ("data", "examples"):
        shutil.copytree(PROJECT / folder, tmp_path / folder)
    return Program(tmp_path)


def test_every_example_of_the_batch_document_gives_what_it_shows(program: Program) -> None:
    assert replay(BATCH, program.home) == 6


RUN_HERE = ("first-steps", "forms-odk-kobo", "fhir")
RUN_ELSEWHERE = {"batch", "catalogues", "commands"}


def test_no_page_shows_a_command_that_no_test_runs() -> None:
    pages = (PROJECT / "docs").glob("*.md")
    shown = {each.stem for each in pages if "\n$ cse-check " in each.read_text(encoding="utf-8")}
    assert shown == RUN_ELSEWHERE.union(RUN_HERE)


@pytest.mark.parametrize("name", RUN_HERE)
def test_every_example_of_a_page_gives_what_it_shows(program: Program, name: str) -> None:
    page = (PROJECT / "docs" / f"{name}.md").read_text(encoding="utf-8")
    assert replay(page, program.home) >= 3


@pytest.mark.parametrize(("name", "least"), [("python", 15), ("scale", 9)])
def test_every_example_in_python_gives_what_it_shows(
    program: Program, monkeypatch: pytest.MonkeyPatch, name: str, least: int
) -> None:
    monkeypatch.chdir(program.home)
    found = doctest.testfile(str(PROJECT / "docs" / f"{name}.md"), module_relative=False)
    assert found.failed == 0
    assert found.attempted > least


@pytest.mark.parametrize(("place", "name"), [(0, "leeds"), (1, "signs"), (2, "incidents")])
def test_the_mapping_in_the_document_is_the_one_in_the_examples(place: int, name: str) -> None:
    shown = re.findall(r"```yaml\n(.*?)```", BATCH, re.S)
    written = (PROJECT / "examples" / f"export_{name}_mapping.yaml").read_text(encoding="utf-8")
    assert written.endswith(shown[place])


def test_the_digest_of_a_record_is_made_as_the_document_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "record.json").write_text(dump(FULL), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    recipe = RECORDS.rpartition("```python\n")[2].partition("```")[0]
    assert recipe.rstrip().endswith("== digest")
    exec(recipe, {})  # noqa: S102 - it is our own


@pytest.mark.parametrize("code", Code)
def test_the_batch_document_explains_every_code(code: Code) -> None:
    assert f"`{code}`" in BATCH


def test_the_long_example_is_screened(program: Program) -> None:
    path = "examples/caseload_leeds_long.csv"
    ran = program.run_inside("batch", path, "--area", "leeds", "--format", "jsonl")
    assert (ran.code, len(ran.out.splitlines())) == (4, 4)


@pytest.mark.parametrize("name", cse_check.__all__)
def test_everything_public_can_be_imported_from_the_package(name: str) -> None:
    assert name == "__version__" or getattr(cse_check, name).__name__ == name


def test_what_is_not_public_is_said_not_to_be_there() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'assess'"):
        cse_check.assess  # noqa: B018


LINK = re.compile(r"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)")
DOCUMENTS = (*PROJECT.glob("*.md"), *(PROJECT / "docs").glob("*.md"))


def anchors(document: Path) -> set[str]:
    """Return the anchors of a document's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.*)$", document.read_text(encoding="utf-8"), re.M)
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.replace(" ", "-") for heading in plain}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_somewhere(document: Path) -> None:
    for name, anchor in LINK.findall(document.read_text(encoding="utf-8")):
        target = document.parent / name if name else document
        assert target.exists(), name
        assert not anchor or anchor in anchors(target), (name, anchor)
