"""Files made for one test: Word files of given blocks, PDFs of given drawing."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import typst
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from cse_check.guides import Guide, Line, read_guide

FONT = b"/Font<</F1 5 0 R>>"
EXAMPLES = Path(__file__).parents[2] / "examples" / "guides"


def read(data: bytes | str) -> Guide:
    return read_guide(data.encode() if isinstance(data, str) else data, "guide")


def texts(guide: Guide) -> list[str]:
    return [line.text for line in guide.lines]


def shown(guide: Guide) -> list[str]:
    """Return each line as its kind, level, mark and text, in short."""
    return [_shown(line) for line in guide.lines]


def _shown(line: Line) -> str:
    place = f" {line.row}.{line.column}" if line.table else ""
    level = str(line.level) if line.level else ""
    return f"{line.kind.value}{level}{place}: {line.mark + ' ' if line.mark else ''}{line.text}"


def word(*blocks: str) -> bytes:
    """Return a Word file whose body is these pieces of its XML."""
    file = docx.Document()
    body = file.element.body
    for at, block in enumerate(blocks):
        body.insert(at, parse_xml(re.sub(r"^<[\w:]+", rf"\g<0> {nsdecls('w')}", block)))
    made = io.BytesIO()
    file.save(made)
    return made.getvalue()


def changed_word(change: Callable[[str, bytes], bytes], **more: bytes) -> bytes:
    """Return an example in Word with its parts changed, and more of them in its folder `word`."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(EXAMPLES / "word-bullets.docx") as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, data in more.items():
            new.writestr(f"word/{name}.xml", data)
    return made.getvalue()


def typeset(source: str) -> bytes:
    """Return a PDF by typst."""
    made = typst.compile(f"#set document(date: none)\n{source}".encode(), ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """Return a PDF of these objects, the first of which is its catalogue."""
    out, places = b"%PDF-1.4\n", list[int]()
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size, start = len(objects) + 1, len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, table)
    return out + b"trailer<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF" % (
        size,
        trailer,
        start,
    )


def stream(content: bytes, more: bytes = b"") -> bytes:
    return b"<<%b/Length %d>>\nstream\n%b\nendstream" % (more, len(content), content)


def one_page(contents: bytes, resources: bytes = b"", *more: bytes) -> bytes:
    """Return a PDF of one page with the font F1; further objects begin with number 6."""
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        b"/Resources<<%b>>>>" % (resources if b"/Font" in resources else FONT + resources),
        contents,
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *more,
    )


def drawn(*rows: tuple[float, float, str]) -> bytes:
    """Return a PDF of one page with texts of 12 points, each from the left and from the top."""
    texts = (
        b"1 0 0 1 %f %f Tm (%b) Tj" % (x, 800 - y, text.encode("cp1252")) for x, y, text in rows
    )
    return one_page(stream(b"BT /F1 12 Tf %b ET" % b" ".join(texts)))
