"""What kind of guide a file is, in which encoding it is read, and what is refused."""

import codecs
import io
import re
import sys
import zipfile
import zlib
from contextlib import suppress

import pytest
from guides.papers import EXAMPLES, changed_word, one_page, pdf, read, shown, stream, texts, word

from cse_check.errors import InvalidFileError, UsageError
from cse_check.guides import MAX_GUIDE_BYTES, GuideKind
from cse_check.guides.kinds import told
from cse_check.guides.pdf import limits


def zipped(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as parts:
        for name in names:
            parts.writestr(name, "x")
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ("Signs\n- self-harm\n", GuideKind.TEXT),
        ("* a list\n* in plain text\n", GuideKind.TEXT),
        ("# Signs\n- self-harm\n", GuideKind.MARKDOWN),
        ("Signs\n\n| a | b |\n| --- | --- |\n", GuideKind.MARKDOWN),
        ("<!DOCTYPE html><p>Signs", GuideKind.HTML),
        ("\n <ul><li>Signs</ul>", GuideKind.HTML),
        ('<?xml version="1.0" encoding="utf-8"?>\n<html><p>Signs</p></html>', GuideKind.HTML),
    ],
)
def test_text_is_told_by_what_it_says(data: str, kind: GuideKind) -> None:
    assert read(data).kind is kind


def test_files_are_told_by_their_first_bytes() -> None:
    for path in EXAMPLES.iterdir():
        if path.suffix in (".docx", ".pdf"):
            assert told(path.read_bytes(), path.name) == (path.suffix[1:], None)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b" \n\t", "is empty"),
        (b"\xef\xbb\xbf", "holds no text"),
        (rb"{\rtf1\ansi Signs}", "rich text (RTF): open it in Word or LibreOffice, and save it as"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Office file (.doc): open it"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "closed with a password: save it without one",
        ),
        (b"\x89PNG\r\n\x1a\n", "is a picture, and no text is read from pictures"),
        (b"\xff\xd8\xff\xe0JFIF", "is a picture"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "is a picture"),
        (b"\0\0\0\x18ftypheic", "is a picture"),
        (b"\x1f\x8b\x08", "is compressed: unpack it first"),
        (b"%!PS-Adobe-3.0", "PostScript: print it to a PDF"),
        (zipped("content.xml", "mimetype"), "an OpenDocument file: open it in Word"),
        (zipped("Index/Document.iwa"), "a Pages file: export it as Word or PDF"),
        (zipped("xl/workbook.xml"), "is a workbook"),
        (zipped("ppt/presentation.xml"), "is a presentation: save it as PDF"),
        (zipped("guide.txt"), "is a ZIP archive: unpack it"),
        (b"PK\x03\x04 and no more", "is damaged: get it once more"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n<html>", "is a web archive or"),
        (b"From: a\nMIME-Version: 1.0\n\ntext", "is a web archive or an e-mail"),
        (b'<?xml version="1.0"?><w:wordDocument/>', "is XML that is no web page"),
        (b"caf\x81", "1:4: is neither UTF-8, UTF-16 nor Windows-1252 text: open it in"),
        (b"S\0i\0g\0n\0", "1:2: is no text: open it in the program that made it"),
        (b"one\ntwo \x01", "2:5: is no text"),
        (codecs.BOM_UTF16_LE + b"S\0i", "is neither UTF-8, UTF-16 nor"),
        (b"a\n" * 600_000, "is larger than 1,048,576 bytes"),
        (b"a" * (MAX_GUIDE_BYTES + 1), "is larger than 20,971,520 bytes"),
    ],
)
def test_whatever_is_no_guide_is_refused_with_what_to_do(data: bytes, words: str) -> None:
    with pytest.raises(InvalidFileError) as refused:
        read(data)
    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("don\u2019t caf\u00e9".encode(), "utf-8"),
        (codecs.BOM_UTF8 + "don\u2019t caf\u00e9".encode(), "utf-8"),
        ("don\u2019t caf\u00e9".encode("cp1252"), "windows-1252"),
        (codecs.BOM_UTF16_LE + "don\u2019t caf\u00e9".encode("utf-16-le"), "utf-16"),
        (codecs.BOM_UTF16_BE + "don\u2019t caf\u00e9".encode("utf-16-be"), "utf-16"),
    ],
)
def test_the_encoding_is_told_and_said(data: bytes, encoding: str) -> None:
    guide = read(data)
    assert (texts(guide), guide.encoding) == (["don\u2019t caf\u00e9"], encoding)
    assert bool(guide.notes) == (encoding != "utf-8")


def test_a_pages_own_encoding_does_not_outrank_its_bytes() -> None:
    page = '<meta charset="iso-8859-1"><p>don\u2019t'
    assert texts(read(page.encode())) == texts(read(page.encode("cp1252"))) == ["don\u2019t"]


def test_what_nobody_sees_is_no_part_of_a_line() -> None:
    assert texts(read("self\u00ad-harm\u00a0 and\u200b \ufb01re\ufb02y")) == [
        "self-harm and firefly"
    ]
    assert texts(read("[_GoBack]What to look for\n_GoBack]Signs")) == ["What to look for", "Signs"]


def test_lines_of_plain_text_keep_their_place() -> None:
    lines = read("Signs\r\n\r\n  - self-harm\n\tat home\n").lines
    assert [(line.number, line.indent, line.apart) for line in lines] == [
        (1, 0, False),
        (3, 2, True),
        (4, 4, False),
    ]


def test_page_numbers_and_running_heads_of_pasted_text_are_left_out() -> None:
    page = "- self-harm {0}\nOur guide\nPage {0} of 2\n"
    guide = read(page.format(1) + page.format(2))
    assert texts(guide) == ["- self-harm 1", "- self-harm 2"]
    assert [each.text for each in guide.dropped] == [
        "Our guide",
        "Page 1 of 2",
        "Our guide",
        "Page 2 of 2",
    ]
    assert texts(read("1\nself-harm\n2\ngifts")) == ["1", "self-harm", "2", "gifts"]


@pytest.mark.parametrize(
    ("library", "data", "what"),
    [
        ("lxml", b"<p>Signs", "a web page"),
        ("docx", (EXAMPLES / "word-form.docx").read_bytes(), "a Word file"),
        ("pdfplumber", (EXAMPLES / "pdf-table.pdf").read_bytes(), "a PDF"),
    ],
)
def test_a_missing_extra_says_what_to_install(
    library: str, data: bytes, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in list(sys.modules):
        if re.match(rf"{library}\b", name):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(UsageError, match=re.escape(f"{what} needs more libraries: pip install")):
        read(data)
    assert texts(read("- plain text needs none")) == ["- plain text needs none"]


def test_markdown_is_read_as_it_is_shown() -> None:
    guide = read(
        "---\ntitle: x\n---\n# Signs &amp; *more*\n\n1. going missing\n   overnight\n"
        "2) gifts\n\n- [ ] phone\n    - two\n\nTeam: 01632 960 001\nNight: 01632 960 002\n\n"
        "<!-- never -->\n\n    code\n\na) one\nb) two\n\n\u2022 dot\n\u2022 dot two\n"
    )
    assert [(line.number, text) for line, text in zip(guide.lines, shown(guide), strict=True)] == [
        (4, "heading1: Signs & more"),
        (6, "item1: 1. going missing overnight"),
        (8, "item1: 2) gifts"),
        (10, "item1: - [ ] phone"),
        (11, "item2: - two"),
        (13, "text: Team: 01632 960 001"),
        (14, "text: Night: 01632 960 002"),
        (18, "text: code"),
        (20, "text: a) one"),
        (21, "text: b) two"),
        (23, "item1: \u2022 dot"),
        (24, "item1: \u2022 dot two"),
    ]
    assert guide.dropped[0].why == "what stands before the text for programs"


LIMITS = {
    "a Word file that unpacks to 40 MB": changed_word(
        lambda name, data: b"<a>" + b" " * 40_000_000 if name == "word/document.xml" else data
    ),
    "a Word file with a document type": changed_word(
        lambda name, data: (
            data.replace(b"?>", b'?><!DOCTYPE a [<!ENTITY b "c">]>', 1)
            if name == "word/document.xml"
            else data
        )
    ),
    "a Word file nested too deep": changed_word(
        lambda name, data: (
            data.replace(b"<w:body>", b"<w:body>" + b"<w:sdt>" * 2000).replace(
                b"</w:body>", b"</w:sdt>" * 2000 + b"</w:body>"
            )
            if name == "word/document.xml"
            else data
        )
    ),
    "a page nested too deep": b"<html><body>" + b"<div>" * 1000 + b"Signs",
    "a page of too many lines": b"<html><body>" + b"<p>a" * 20_002,
    "a PDF of nothing but a circle": pdf(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>"
    ),
    "a PDF closed with a password": pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[]/Count 0>>",
        trailer=b"/Encrypt<</Filter/Standard/V 1/R 2/O<%b>/U<%b>/P -4>>/ID[<00><00>]"
        % (b"11" * 32, b"22" * 32),
    ),
    "a PDF of pictures alone": one_page(stream(b"q 1 0 0 1 0 0 cm Q")),
    "a PDF packed twice": one_page(stream(b"x", b"/Filter[/FlateDecode/FlateDecode]")),
    "a PDF that unpacks to 70 MB": one_page(
        stream(zlib.compress(b" " * 70_000_000), b"/Filter/FlateDecode")
    ),
    "a Word file with macros": changed_word(
        lambda name, data: data + b"<!-- macroEnabled -->" if "Content_Types" in name else data
    ),
}


WORDS = {
    "a Word file that unpacks to 40 MB": "unpacks to more than is read of a guide",
    "a Word file with a document type": "holds what no Word file does",
    "a Word file nested too deep": "is damaged",
    "a page nested too deep": "is nested deeper than is read",
    "a page of too many lines": "has more than 20,000 lines",
    "a PDF of nothing but a circle": "holds no text",
    "a PDF closed with a password": "is closed with a password: save it without one",
    "a PDF of pictures alone": "holds no text: it may be a scan. Ask for the Word file",
    "a PDF packed twice": "draws more than is read of a guide",
    "a PDF that unpacks to 70 MB": "draws more than is read of a guide",
    "a Word file with macros": "is a Word file with macros: save it as .docx",
}


@pytest.mark.parametrize("name", LIMITS)
def test_a_hostile_or_useless_file_is_refused(name: str) -> None:
    with pytest.raises(InvalidFileError) as refused:
        read(LIMITS[name])
    assert WORDS[name] in str(refused.value)
    assert len(str(refused.value)) < 200


def test_a_pdf_that_draws_without_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_DRAWN", 20_000)
    parts = (
        stream(
            b"/X Do " * 10,
            b"/Type/XObject/Subtype/Form/BBox[0 0 1 1]/Resources<</XObject<</X %d 0 R>>>>"
            % (number + 1),
        )
        for number in range(6, 20)
    )
    with pytest.raises(InvalidFileError, match="draws more than is read of a guide"):
        read(one_page(stream(b"/X Do"), b"/XObject<</X 6 0 R>>", *parts))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["word-bullets.docx", "pdf-bullets.pdf", "web-nested.html"])
def test_a_damaged_file_is_read_or_refused_and_nothing_else(name: str) -> None:
    whole = (EXAMPLES / name).read_bytes()
    for at in range(300, len(whole), len(whole) // 4):
        for damaged in (whole[:at], whole[:at] + b"\xc3\x01(" + whole[at + 3 :]):
            with suppress(InvalidFileError):
                read(damaged)


def test_what_is_damaged_in_part_is_said() -> None:
    whole = (EXAMPLES / "pdf-bullets.pdf").read_bytes()
    starts = [found.end() for found in re.finditer(rb"stream\r?\n(?=\x78)", whole)]
    drawn = next(at for at in starts if b" Tf" in zlib.decompressobj().decompress(whole[at:]))
    guide = read(whole[: drawn + 900] + b"\0" * 40 + whole[drawn + 940 :])
    assert 0 < len(guide.lines) < 31
    assert [each.why for each in guide.dropped] == ["a part of the file that is damaged"]


def test_nothing_is_fetched_for_a_guide() -> None:
    page = '<link rel="stylesheet" href="http://example.org/a.css"><img src="//b"><p>Signs'
    assert texts(read(page)) == ["Signs"]
    entity = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><p>Signs &x;'
    assert "Signs" in texts(read(entity))[0]
    assert texts(read(word("<w:p><w:r><w:t>Signs</w:t></w:r></w:p>"))) == ["Signs"]
