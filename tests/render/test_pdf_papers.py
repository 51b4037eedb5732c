"""PDF: tagged, titled, in British English, without colour; and as Poppler reads it."""

import re
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest
from formats import letters, said_by
from smalltown import FULL, screening

from cse_check.model import Answer, Response
from cse_check.render import render
from cse_check.render.document import Document, Paragraph
from cse_check.render.page import Page
from cse_check.render.pdf import render_document
from cse_check.render.summary import summary

DATA = render_document(summary(FULL), Page())


def test_it_says_that_it_is_tagged_and_in_what_language() -> None:
    assert b"<pdfuaid:part>1</pdfuaid:part>" in DATA
    assert b"<rdf:li>en-GB</rdf:li>" in DATA
    with pypdfium2.PdfDocument(DATA) as file:
        assert file.is_tagged()
        assert file.get_metadata_value("Title") == "Child sexual exploitation checklist: Smalltown"
        assert file.get_metadata_value("CreationDate") == ""
        assert file.get_formtype() == 0


def test_every_page_says_whose_it_is_and_is_counted() -> None:
    with pypdfium2.PdfDocument(DATA) as file:
        for number, page in enumerate(file, 1):
            text = page.get_textpage().get_text_bounded()
            assert "Case SMT-7, Smalltown, 21 November 2026" in text
            assert f"Page {number} of {len(file)}" in text


def test_nothing_on_it_needs_a_colour() -> None:
    with pypdfium2.PdfDocument(DATA) as file:
        pixels = file[0].render().to_numpy()
    assert (pixels[..., 0] == pixels[..., 1]).all()
    assert (pixels[..., 1] == pixels[..., 2]).all()
    assert pixels.min() == 0


def test_a_character_that_no_font_has_becomes_its_number_and_the_rest_stays() -> None:
    note = "\N{GRINNING FACE} 中 Łódź ₤ Ω ж \N{BALLOT BOX}"
    told = screening(home__late=Response(Answer.YES, note=note))
    said = said_by("pdf", render_document(summary(told), Page()))
    assert "Note: [U+1F600] [U+4E2D] Łódź ₤ Ω ж \N{BALLOT BOX}" in said


def test_not_more_than_so_many_odd_characters_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cse_check.render.pdf.TRIED", 1)
    said = said_by("pdf", render_document(Document("t", (Paragraph("ж中文"),)), Page()))
    assert "ж[U+4E2D][U+6587]" in said


def test_a_fault_that_is_no_lacking_character_is_not_hidden(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "page.typ").write_text("#panic()")
    monkeypatch.setattr("cse_check.render.pdf.TEMPLATE", tmp_path / "page.typ")
    with pytest.raises(RuntimeError):
        render_document(Document("t", (Paragraph("x"),)), Page())


def poppler(name: str, *options: str | Path) -> str:
    found = shutil.which(name)
    if not found:
        pytest.skip(f"needs {name} (apt-get install poppler-utils)")
    ran = subprocess.run([found, *options], capture_output=True, check=True)
    return ran.stdout.decode()


def test_poppler_finds_it_tagged_titled_and_with_its_fonts(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(DATA)
    shown = poppler("pdfinfo", tmp_path / "a.pdf")
    for label, value in (
        ("Title", "Child sexual exploitation checklist: Smalltown"),
        ("Tagged", "yes"),
        ("Form", "none"),
        ("JavaScript", "no"),
    ):
        assert re.search(rf"^{label}: +{value}$", shown, re.M)
    fonts = poppler("pdffonts", tmp_path / "a.pdf").splitlines()[2:]
    assert fonts
    assert all(re.search(r" yes +(yes|no) +yes +\d+ +\d+$", each) for each in fonts)


def test_poppler_reads_the_letters_of_markdown_in_their_order(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(DATA)
    text = poppler("pdftotext", tmp_path / "a.pdf", "-")
    text = re.sub(r"^Case SMT-7.*|^Page \d+ of \d+$", "", text, flags=re.M)
    assert letters(text) == letters(render(FULL, "markdown", Page()))
