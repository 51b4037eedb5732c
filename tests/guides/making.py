"""Make the Word and PDF guides of examples/guides again: `python tests/guides/making.py`.

Their words are those of their truth, laid out as councils lay out theirs; what is no indicator is
written here. Word files are made by python-docx, PDFs by typst.
"""

import io
import re
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import docx
import typst
import yaml
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

GUIDES: Final = Path(__file__).parents[2] / "examples" / "guides"
BULLET: Final = "\u2022"
SYMBOL: Final = "\uf0b7"
"""What a bullet of Word's font Symbol is, once it is copied out of a PDF."""


class Section(NamedTuple):
    heading: str
    items: tuple[str, ...]


def truth_of(name: str) -> dict[str, Any]:
    text = (GUIDES / f"{name}.truth.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def sections(name: str, *counts: int) -> Iterator[Section]:
    """Yield the headings of a truth with as many of its indicators each as is given."""
    truth = truth_of(name)
    assert len(counts) == len(truth["headings"])
    assert sum(counts) == len(truth["indicators"])
    left = iter(truth["indicators"])
    for heading, count in zip(truth["headings"], counts, strict=True):
        yield Section(heading, tuple(next(left) for _ in range(count)))


# Word


def word_bullets() -> bytes:
    name = "word-bullets"
    file = begun(name, "Safeguarding is everybody's business")
    file.add_paragraph("Wexbourne Safeguarding Partnership, October 2022")
    file.add_paragraph("A sign by itself may mean nothing. If you see one, ask, listen and tell.")
    for section in sections(name, 4, 5, 5, 4):
        file.add_heading(section.heading, 2)
        for item in section.items:
            file.add_paragraph(item, "List Bullet")
    file.add_heading("What to do", 1)
    file.add_paragraph(
        "Wexbourne Contact Point: 03069 990 110 (Monday to Thursday 8.30am to 5pm, Friday 8.30am "
        "to 4.30pm)"
    )
    file.add_paragraph("Out of Hours Team: 03069 990 119 (all other times)")
    file.add_paragraph("In an emergency call 999")
    return saved(file)


def word_form() -> bytes:
    name = "word-form"
    file = begun(name, "OFFICIAL - SENSITIVE once completed")
    file.add_paragraph("Lowther Borough Council, January 2021")
    file.add_paragraph("Tick Yes or No for each line, and say more under Notes.")
    table = file.add_table(rows=1, cols=4)
    table.style = "Table Grid"
    put_row(table, 0, ("Indicator", "Yes", "No", "Notes"))
    for section in sections(name, 4, 5, 5, 3):
        table.add_row()
        heading = table.rows[-1].cells
        heading[0].merge(heading[3]).text = section.heading
        for item in section.items:
            table.add_row()
            put_row(table, len(table.rows) - 1, (item, "\u2610", "\u2610", ""))
    file.add_heading("Send this form to", 2)
    contacts = file.add_table(rows=2, cols=3)
    put_row(contacts, 0, ("Lowther Assessment Team", "0114 496 0222", "9am-5pm"))
    put_row(contacts, 1, ("Emergency Social Worker", "0114 496 0299", "5pm-9am and weekends"))
    return saved(file)


def word_sentences() -> bytes:
    name = "word-sentences"
    file = begun(name, "")
    file.add_paragraph("Dunmere Council, summer 2018")
    file.add_paragraph("You meet more people in one night than most of us do in a month.")
    vehicle, hotel = sections(name, 7, 6)
    leads = "You might notice signs such as: ", "Staff at the desk and in the rooms may see: "
    for section, lead in zip((vehicle, hotel), leads, strict=True):
        file.add_heading(section.heading, 2)
        *most, last = section.items
        file.add_paragraph(f"{lead}{'; '.join(most)}; and/or {last}.")
    file.add_heading("Say something", 2)
    file.add_paragraph(
        "Members of the public can ring Dunmere Children's Line on 029 2018 0144, or the police "
        "on 101. If a child is in danger now, ring 999."
    )
    return saved(file)


def word_whole() -> bytes:
    name = "word-whole"
    truth = truth_of(name)
    file = begun(name, "Ashcombe County Council")
    file.add_paragraph("Ashcombe County Council, April 2017")
    file.add_heading("What is it?", 1)
    bookmarked(file.add_paragraph("It is a form of child sexual abuse, in person or online."))
    file.add_heading("Who is vulnerable?", 1)
    file.add_paragraph("The following may make a child more vulnerable to exploitation:")
    for item in truth["vulnerabilities"]:
        file.add_paragraph(item, "List Bullet")
    file.add_heading("Signs", 1)
    for section in sections(name, 4, 3, 6, 2):
        file.add_heading(section.heading, 2)
        for item in section.items:
            file.add_paragraph(item, "List Bullet")
    changed(file.add_paragraph("These are signs, not proof."))
    file.add_heading("What should I do?", 1)
    for item in (
        "Talk to the child, and listen.",
        "Write down what was said, in the child's own words.",
        "Do not confront anybody.",
    ):
        file.add_paragraph(item, "List Number")
    file.add_heading("Disruption", 1)
    for item in (
        "Child abduction warning notices",
        "Visits by licensing officers to hotels and takeaways",
        "Sexual risk orders",
    ):
        file.add_paragraph(item, "List Bullet")
    file.add_heading("Who can help", 1)
    for item in (
        "Ashcombe Youth Advice Service",
        "The Lantern Project: counselling for young people aged 11 to 18",
        "Parents Together Ashcombe",
    ):
        file.add_paragraph(item, "List Bullet")
    file.add_heading("Contacts", 1)
    for line in (
        "Professionals: Ashcombe MASH, 028 9649 6070, option 3, 8.30am to 5.15pm Monday to Friday",
        "Public: Ashcombe MASH, 028 9649 6071",
        "Emergency Duty Team (out-of-hours): 028 9649 6077",
        "Dial 999 in an emergency.",
    ):
        file.add_paragraph(line)
    boxed(file.add_paragraph(), "Trust your instincts.")
    return saved(file)


def begun(name: str, head: str) -> Document:
    file = docx.Document()
    file.add_heading(truth_of(name)["title"], 0)
    section = file.sections[0]
    section.header.paragraphs[0].text = head
    section.footer.paragraphs[0].text = "Page 1"
    return file


def put_row(table: Any, row: int, texts: tuple[str, ...]) -> None:
    for cell, text in zip(table.rows[row].cells, texts, strict=True):
        cell.text = text


def changed(paragraph: Paragraph) -> None:
    """Add a tracked insertion and a tracked deletion to a paragraph, and a hidden run."""
    who = 'w:author="A" w:date="2017-03-01T09:00:00Z"'
    for xml in (
        f'<w:ins {nsdecls("w")} w:id="1" {who}><w:r><w:t xml:space="preserve"> Ask, even if you '
        "are not sure.</w:t></w:r></w:ins>",
        f'<w:del {nsdecls("w")} w:id="2" {who}><w:r><w:delText> Wait and see.</w:delText></w:r>'
        "</w:del>",
        f"<w:r {nsdecls('w')}><w:rPr><w:vanish/></w:rPr><w:t> To be checked by Legal.</w:t></w:r>",
    ):
        paragraph._p.append(parse_xml(xml))


def bookmarked(paragraph: Paragraph) -> None:
    """Add the bookmark of Word's last edit, whose name ends up in web pages."""
    paragraph._p.append(parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="0" w:name="_GoBack"/>'))
    paragraph._p.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="0"/>'))


def boxed(paragraph: Paragraph, text: str) -> None:
    """Add a text box to a paragraph, in both ways in which Word writes it."""
    inside = f"<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>"
    paragraph._p.append(
        parse_xml(
            f"<w:r {nsdecls('w')} "
            'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
            'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
            'xmlns:v="urn:schemas-microsoft-com:vml"><mc:AlternateContent>'
            f'<mc:Choice Requires="wps"><wps:txbx>{inside}</wps:txbx></mc:Choice>'
            f"<mc:Fallback><w:pict><v:textbox>{inside}</v:textbox></w:pict></mc:Fallback>"
            "</mc:AlternateContent></w:r>"
        )
    )


def saved(file: Document) -> bytes:
    """Return a Word file, the same at whatever time it is made."""
    made = io.BytesIO()
    file.save(made)
    with zipfile.ZipFile(made) as parts:
        named = {name: parts.read(name) for name in sorted(parts.namelist())}
    steady = io.BytesIO()
    with zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as parts:
        for name, data in named.items():
            info = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            parts.writestr(info, data)
    return steady.getvalue()


# PDF

PLAIN: Final = """
#set document(date: none)
#set text(size: 11pt, lang: "en", region: "GB")
#set list(marker: "\u2022")
"""


def pdf_bullets() -> bytes:
    name = "pdf-bullets"
    body = titled(name, "Brackenshire County Council, No. 7, May 2015")
    body += par("The signs below may mean that a child is being exploited.")
    for section in sections(name, 4, 3, 4, 5, 4):
        body += head(section.heading) + listed(section.items)
    body += head("What to do") + par(
        "Ring Brackenshire First Contact on 0117 496 0310, Monday to Friday, 8.30am to 5pm, or "
        "the Emergency Duty Team on 0117 496 0319 (evenings, weekends and bank holidays)."
    )
    body += par("In an emergency ring 999.")
    return with_symbols(compiled(PLAIN + body))


def pdf_columns() -> bytes:
    name = "pdf-columns"
    body = titled(name, "Millport City Council, 2024")
    inside = ""
    for section in sections(name, 5, 3, 5, 4, 4):
        inside += head(section.heading) + listed(section.items)
    inside += head("Tell somebody")
    inside += par("Millport Children's Hub: 020 7946 0550, weekdays 9am to 5pm")
    inside += par("Emergency Duty Team: 020 7946 0559, nights and weekends")
    inside += par("In danger now: 999")
    page = "#set page(width: 15cm, height: 13cm, margin: 1.2cm)\n#set text(size: 9.5pt)\n"
    return compiled(f"{PLAIN}{page}{body}#columns(2, gutter: 8mm)[{inside}]")


def pdf_wrapped() -> bytes:
    name = "pdf-wrapped"
    page = """
#set page(width: 14.8cm, height: 15cm, margin: (x: 1.6cm, y: 2cm),
  header: [Northfold CSE practice guidance #h(1fr) Version 4],
  footer: context [#h(1fr) Page #counter(page).display("1 of 1", both: true) #h(1fr)])
#set par(justify: true)
#set text(hyphenate: true)
"""
    body = titled(name, "Northfold Safeguarding Children Partnership, November 2019")
    body += par(
        "This guidance is written for practitioners who already know the child. It describes "
        "circumstances in which exploitation should be considered, whatever else is going on."
    )
    for section in sections(name, 3, 4, 3, 4, 3):
        body += head(section.heading) + listed(section.items)
    body += head("Making a referral") + par(
        "Professionals should telephone the Northfold Integrated Access Team on 0161 496 0601, "
        "Monday to Friday, 8.30am to 5.30pm. The Northfold Emergency Service answers 0161 496 "
        "0609 outside office hours. Whenever a child is in immediate danger, telephone 999."
    )
    return compiled(PLAIN + page + body)


def pdf_table() -> bytes:
    name = "pdf-table"
    body = titled(name, "Ravenswick Council, version 2, 2020")
    body += par("Read each line. If it fits, write what you know beside it.")
    rows = [("Area", "Indicator", "What do you know?")]
    for section in sections(name, 3, 2, 2, 2, 3, 3):
        first, *others = section.items
        rows.append((section.heading, first, ""))
        rows += [("", item, "") for item in others]
    body += table("(1fr, 2fr, 1fr)", rows) + head("Where to send it")
    body += table(
        "(1fr, 1fr, 1fr)",
        [
            ("Ravenswick Safeguarding Hub", "01632 960 720", "Mon - Fri 9.00 - 17.00"),
            ("Out of Hours Duty Team", "01632 960 727", "Nights, weekends, bank holidays"),
            ("Police", "101", "Not an emergency"),
        ],
    )
    return compiled(PLAIN + body)


def quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'#"{escaped}"'


def par(text: str) -> str:
    return f"\n{quoted(text)}\n\n"


def head(text: str) -> str:
    return f"\n#heading(level: 2)[{quoted(text)}]\n\n"


def titled(name: str, below: str) -> str:
    return f"#heading(level: 1)[{quoted(truth_of(name)['title'])}]\n" + par(below)


def listed(items: tuple[str, ...]) -> str:
    return "#list(" + ", ".join(f"[{quoted(item)}]" for item in items) + ")\n"


def table(columns: str, rows: Sequence[tuple[str, ...]]) -> str:
    cells = ", ".join(f"[{quoted(cell)}]" for row in rows for cell in row)
    return f"\n#table(columns: {columns}, {cells})\n"


def compiled(source: str) -> bytes:
    made = typst.compile(source.encode(), ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made


def with_symbols(pdf: bytes) -> bytes:
    """Return a PDF whose bullets are read as U+F0B7, as those of Word's own PDFs are.

    Only the table that says what its glyphs mean is changed, and its length stays what it was.
    """
    for stream in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            opened = zlib.decompress(stream[1])
        except zlib.error:
            continue
        changed = re.sub(rb"(?m)^(<[0-9A-Fa-f]+>) <2022>$", rb"\1 <F0B7>", opened)
        if b"beginbfchar" in opened and changed != opened:
            short = re.sub(rb"(?m)^%.*\n", b"", changed)
            closed = zlib.compress(short, 9)
            assert len(closed) <= len(stream[1])
            filled = closed.ljust(len(stream[1]), b"\0")
            return pdf[: stream.start(1)] + filled + pdf[stream.end(1) :]
    raise AssertionError("no table of glyphs was found")


MADE: Final[dict[str, Callable[[], bytes]]] = {
    "word-bullets.docx": word_bullets,
    "word-form.docx": word_form,
    "word-sentences.docx": word_sentences,
    "word-whole.docx": word_whole,
    "pdf-bullets.pdf": pdf_bullets,
    "pdf-columns.pdf": pdf_columns,
    "pdf-wrapped.pdf": pdf_wrapped,
    "pdf-table.pdf": pdf_table,
}

if __name__ == "__main__":
    for file_name in sys.argv[1:] or MADE:
        (GUIDES / file_name).write_bytes(MADE[file_name]())
