"""Forms for ODK and Kobo, as tests look at them, and a catalogue that is full of marks."""

from io import BytesIO

from openpyxl import load_workbook

from cse_check.model import Edition, Role
from cse_check.render.xlsform import xlsform
from examples import CATALOGUE, changed, edition

MARKS = (
    r"${case_ref} *stars* **two** _low_ __two__ # a \ \* `code` [a](b) [a]: b <b>bold</b> </b> "
    "&lt;i&gt; &amp; < 5 > 3 & =1+1 <https://example.org>"
)
"""What Markdown, HTML, references and formulas are made of."""
LINES = ("- a", "1. b", "# c", "> d", "=====", "~~~", "+ e")
"""What begins something else than a line, where it begins one."""
HOSTILE = edition(
    changed(
        ("    text: Truanting\n", f"    text: '{MARKS}'\n"),
        ("    team: Police\n", "    team: '=1+1'\n"),
        ("name: School", "name: '{{ School }} ${x} *s*'"),
    )
)


ODD = edition(
    CATALOGUE.replace("school", "24-hours")
    .replace("health", "meta")
    .replace("    kind: vulnerability\n", "    kind: vulnerability\n    note: Said of it.\n")
)
"""An edition with ids that XML cannot have, or that every form has for something else."""
DANGER = edition(
    CATALOGUE.replace("school", "danger")
    .replace("health", "caveat")
    .replace("    kind: vulnerability\n", "    kind: vulnerability\n    note: Said of it.\n")
)
"""One with categories that are called as what the form says of itself."""


def sheets(of: Edition, role: Role = Role.PROFESSIONAL) -> dict[str, list[dict[str, str]]]:
    """Return the rows of each sheet of a form, by their columns."""
    book = load_workbook(BytesIO(xlsform(of, role)))
    tables = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}
    return {
        name: [{str(k): str(v or "") for k, v in zip(head, row, strict=True)} for row in rows]
        for name, (head, *rows) in tables.items()
    }
