"""Whether a file is plain text at all, and its spaces spaces: what every file is looked at for."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

SPACES: Final = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
OTHER_SPACES: Final = re.compile(rf"[{SPACES}]")
OTHER_SPACE: Final = re.compile(rf"[ \t-]*[{SPACES}]")
COPY: Final = "copy its text into a file of plain text"
STARTS: Final = {
    b"PK\x03\x04": f"is a Word, Excel or zip file: {COPY}",
    b"\xd0\xcf\x11\xe0": f"is an older Word or Excel file: {COPY}",
    b"%PDF": f"is a PDF file: {COPY}",
    b"{\\rtf": f"is an RTF file: {COPY}",
    b"\xff\xfe": "is UTF-16, which Windows calls 'Unicode': save the file with encoding UTF-8",
    b"\xfe\xff": "is UTF-16, which Windows calls 'Unicode': save the file with encoding UTF-8",
}
"""What files are that people take for others, by their first bytes."""
HASH: Final = (
    "has a '#' in its text, and what follows that is not read: put the text in quotes. A note to "
    "yourself has two spaces before its '#' and one after it"
)


class Found(NamedTuple):
    """A mistake: its line and column, which count from 1, and what it is and what to do."""

    line: int
    column: int
    message: str


def not_a_space(lines: Sequence[str]) -> Iterator[Found]:
    """Yield every line that is indented with spaces that are none for YAML, such as Word's."""
    for number, line in enumerate(lines, 1):
        if found := OTHER_SPACE.match(line):
            message = (
                f"is indented with a space that is none in YAML (U+{ord(found[0][-1]):04X}, a "
                "no-break space or the like): put ordinary spaces in its place"
            )
            yield Found(number, found.end(), message)


def other_file(data: bytes) -> str | None:
    """Return what a file is that is no plain text, where its first bytes tell; or None."""
    return next((said for start, said in STARTS.items() if data.startswith(start)), None)
