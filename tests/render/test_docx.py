"""Word: real styles, a footer that Word counts in, and the same headings as Markdown by pandoc."""

import json
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document as WordFile
from docx.oxml.ns import qn
from formats import letters
from smalltown import FULL

from cse_check.render import render
from cse_check.render.document import Document, Notice, Tone
from cse_check.render.docx import render_document
from cse_check.render.page import Page
from cse_check.render.summary import summary

DATA = render_document(summary(FULL), Page())


@pytest.fixture(scope="module")
def file() -> WordFile:
    return docx.Document(BytesIO(DATA))


def styled(file: WordFile, style: str) -> list[str]:
    return [each.text for each in file.paragraphs if each.style and each.style.name == style]


def test_headings_lists_and_notices_are_styles(file: WordFile) -> None:
    assert styled(file, "Heading 1") == ["Child sexual exploitation checklist: Smalltown"]
    assert styled(file, "Heading 2")[:2] == ["Urgent (1 of 2 flagged)", "Flagged (2 of 4)"]
    assert styled(file, "Heading 3")[0] == "Home (grouped by cse-check) (2 of 3)"
    assert "Comes home late" in styled(file, "List Bullet")
    assert "Note: Twice | in May.\n# `b` <b>" in styled(file, "List Bullet 2")
    assert styled(file, "Danger") == ["If a child is in immediate danger, ring 999 now."]
    assert styled(file, "Caution")[0].startswith("Absence of indicators does not mean")


def test_facts_are_a_table(file: WordFile) -> None:
    cells = [[cell.text for cell in row.cells] for row in file.tables[0].rows]
    assert cells[0] == ["Case reference", "SMT-7"]


def test_it_has_its_title_in_british_english_and_no_time(file: WordFile) -> None:
    core = file.core_properties
    assert core.title == "Child sexual exploitation checklist: Smalltown"
    assert (core.language, core.author) == ("en-GB", "cse-check")
    assert (core.created, core.modified) == (None, None)
    languages = {each.get(qn("w:val")) for each in file.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}
    with ZipFile(BytesIO(DATA)) as parts:
        assert {each.date_time for each in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_footer_has_the_case_and_the_pages_counted(file: WordFile) -> None:
    footer = file.sections[0].footer
    assert footer.paragraphs[-1].text == "Case SMT-7, Smalltown, 21 November 2026\tPage  of "
    fields = [each.get(qn("w:instr")) for each in footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_danger_and_caution_have_frames_that_need_no_colour(file: WordFile) -> None:
    for name in ("Danger", "Caution"):
        sides = file.styles[name].element.find(f".//{qn('w:pBdr')}")
        assert sides is not None
        assert {side.tag.split("}")[1] for side in sides} == {"top", "left", "bottom", "right"}
        assert {side.get(qn("w:color")) for side in sides} == {"000000"}


def test_the_page_is_a4(file: WordFile) -> None:
    section = file.sections[0]
    assert (section.page_width, section.page_height) == (7560310, 10692130)


def test_lines_above_and_below_stand_on_every_page() -> None:
    document = Document("t", (Notice(Tone.DANGER, "x"),), above=("a", "b"), below=("c",))
    section = docx.Document(BytesIO(render_document(document, Page()))).sections[0]
    assert [each.text for each in section.header.paragraphs] == ["a", "b"]
    assert [each.text for each in section.footer.paragraphs] == ["c", "t\tPage  of "]


def read_by_pandoc(path: Path, kind: str) -> Any:
    reader = shutil.which("pandoc")
    if not reader:
        pytest.skip("needs pandoc (apt-get install pandoc)")
    command = [reader, "--from", kind, "--to", "json", str(path)]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


def said(tree: Any) -> str:
    """Return the words of pandoc's tree, in order."""
    if isinstance(tree, dict) and tree.get("t") in ("Str", "Code"):
        content = tree["c"]
        return str(content if isinstance(content, str) else content[1])
    if isinstance(tree, dict):
        return " " + said(tree.get("c", ""))
    return " ".join(map(said, tree)) if isinstance(tree, list) else ""


def test_pandoc_finds_the_headings_and_letters_of_markdown(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(DATA)
    (tmp_path / "a.md").write_text(render(FULL, "markdown", Page()), encoding="utf-8")
    found = []
    for name, kind in (("a.docx", "docx"), ("a.md", "commonmark")):
        blocks = read_by_pandoc(tmp_path / name, kind)["blocks"]
        headings = [
            (each["c"][0], letters(said(each["c"][2]))) for each in blocks if each["t"] == "Header"
        ]
        found.append((headings, letters(said(blocks))))
    assert found[0] == found[1]
    assert len(found[0][0]) > 8
