"""Zip files, whose bytes depend on what is in them alone, and not on when it was packed."""

import re
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

ABOUT: Final = "docProps/core.xml"
"""The part of an office file that says when it was made and saved."""
MOMENTS: Final = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")


def without_times(data: bytes) -> bytes:
    """Return the same file without the moments at which it was saved and its parts were packed."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as packed, ZipFile(out, "w", ZIP_DEFLATED) as again:
        for part in packed.infolist():
            held = packed.read(part)
            if part.filename == ABOUT:
                held = MOMENTS.sub(b"", held)
            again.writestr(ZipInfo(part.filename), held, ZIP_DEFLATED)
    return out.getvalue()
