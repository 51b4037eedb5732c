"""What the start of a file gives away about how it is written: for messages, never for reading it.

Nothing is guessed when a file is screened. But where it cannot be, its first lines mostly show why,
and all that has to be named can be said at once.
"""

import codecs
from collections.abc import Iterator
from typing import BinaryIO, Final, NamedTuple

from cse_check.batch.dialect import COMMA, Settled
from cse_check.batch.lines import UTF_8
from cse_check.batch.mapping.names import name_key
from cse_check.errors import Remedy, Way

DELIMITERS: Final = {"\t": "tab", ";": "';'", "|": "'|'", ",": "','"}
ENCODINGS: Final = ("utf-8-sig", "cp1252", "utf-16")
START: Final = 262_144
"""How many bytes of a file are looked at."""
HIGHEST: Final = 50
"""How many lines may stand above a header."""
MOST_CELLS: Final = 5_000


class Hint(NamedTuple):
    """What a file seems to be, where its start gives that away, and how to read it then."""

    message: str
    remedy: Remedy | None = None


UTF_16_HINT: Final = Hint("is not UTF-8 but, it seems, UTF-16", Remedy(Way.ENCODING, "utf-16"))
UTF_8_HINT: Final = Hint("is UTF-8", Remedy(Way.ENCODING, UTF_8))
OTHER_HINT: Final = Hint(
    "is not in the encoding that was named (by default UTF-8): name the right one; an export from "
    "Excel on Windows is often cp1252",
    Remedy(Way.ENCODING),
)
ENCODING_HINTS: Final = {"utf-8-sig": UTF_8_HINT, "cp1252": OTHER_HINT, "utf-16": UTF_16_HINT}


def head_of(file: BinaryIO) -> bytes:
    """Return the first bytes of a file, `START` of them if there are so many."""
    head = b""
    while len(head) < START:
        more = file.read1(START - len(head))  # type: ignore[attr-defined]  # it is buffered
        if not more:
            break
        head += more
    return head


def whole_lines(head: bytes) -> bytes:
    """Return the first bytes of a file without a last line that was cut off."""
    return head if len(head) < START else head[: head.rfind(b"\n") + 1]


def dialect_hints(head: bytes, settled: Settled, wanted: set[str]) -> tuple[Settled, list[Hint]]:
    """Return how a file seems to be laid out, and what to name for that to be so.

    `wanted` has the names of columns that are looked for, as `name_key` has them. Where nothing
    fits better than what is settled, that is returned, without a hint.
    """
    best, most = settled, _fit(_first_lines(head, settled.encoding), settled, wanted)
    for dialect in _dialects(head, settled):
        found = _fit(_first_lines(head, dialect.encoding), dialect, wanted)
        if found > most:
            best, most = dialect, found
    return best, list(_differences(settled, best))


def _dialects(head: bytes, settled: Settled) -> Iterator[Settled]:
    """Yield other ways to read a file; those with fewer differences come first."""
    encodings = dict.fromkeys((settled.encoding, *ENCODINGS))
    known = [each for each in encodings if _decodes(head, each)]
    skips = (settled.skip_lines, *(n for n in range(HIGHEST) if n != settled.skip_lines))
    for encoding in known:
        for skip in skips:
            for delimiter in dict.fromkeys((settled.delimiter, *DELIMITERS)):
                yield settled._replace(delimiter=delimiter, encoding=encoding, skip_lines=skip)


def _decodes(head: bytes, encoding: str) -> bool:
    if encoding == "utf-16" and not head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False
    try:
        codecs.getincrementaldecoder(encoding)().decode(head)
    except UnicodeError:
        return False
    return True


def _first_lines(head: bytes, encoding: str) -> list[str]:
    text = codecs.getincrementaldecoder(encoding)("replace").decode(head[: START // 4])
    return [line.rstrip("\r").lstrip("\ufeff") for line in text.split("\n", HIGHEST)[:HIGHEST]]


def _fit(lines: list[str], dialect: Settled, wanted: set[str]) -> int:
    """Return how many of the wanted names the header would have; a single cell is no header."""
    if dialect.skip_lines >= len(lines):
        return 0
    cells = lines[dialect.skip_lines].split(dialect.delimiter, MOST_CELLS)
    names = {name_key(cell.strip().strip('"').replace('""', '"')) for cell in cells}
    return len(wanted & names) if len(cells) > 1 else 0


def _differences(settled: Settled, best: Settled) -> Iterator[Hint]:
    if best.encoding != settled.encoding:
        yield ENCODING_HINTS[best.encoding]
    if best.delimiter != settled.delimiter:
        name = DELIMITERS[best.delimiter]
        yield Hint(f"its cells are separated by {name}", Remedy(Way.DELIMITER, name))
    if best.skip_lines != settled.skip_lines:
        line = best.skip_lines + 1
        message = f"its header is not line {settled.skip_lines + 1} but line {line}"
        yield Hint(message, Remedy(Way.SKIP_LINES, str(best.skip_lines)))


def encoding_hint(header: str) -> Hint | None:
    """Return what a file is and what to do about it, where its start gives that away; or None."""
    if header.startswith("PK\x03\x04"):
        return Hint("is an Excel workbook or another zip file: save it as 'CSV UTF-8'")
    if header.startswith("\x1f"):
        return Hint("is compressed: give it a name that ends in .csv.gz")
    if header.startswith(("\udcff\udcfe", "\udcfe\udcff")) or "\0" in header:
        return UTF_16_HINT
    if header.startswith("\u00ef\u00bb\u00bf"):
        return UTF_8_HINT
    if any("\udc80" <= character <= "\udcff" for character in header):
        return OTHER_HINT
    if header.lower().startswith("sep="):
        return Hint(
            "is an instruction to Excel: skip this line, and name the delimiter that it gives",
            Remedy(Way.DELIMITER, _excels_delimiter(header)),
        )
    if "\r" in header:
        return Hint("ends its lines with CR alone: save it with LF or CRLF")
    return None


def _excels_delimiter(header: str) -> str:
    """Return the delimiter of Excel's line `sep=;`, as it is named; empty if it has no name."""
    return DELIMITERS.get(header[len("sep=") :][:1], "")


def odd_delimiter(header: str, delimiter: str) -> Hint | None:
    """Return which delimiter to name, where a header has another and not the one in use."""
    counts = {each: header.count(each) for each in DELIMITERS}
    most = max(counts, key=lambda each: counts[each])
    if delimiter in header or not counts[most]:
        return None
    name = DELIMITERS[most]
    return Hint(f"its cells are separated by {name}", Remedy(Way.DELIMITER, name))


def guessed(head: bytes) -> Settled:
    """Return how a file seems to be written, by its first lines alone."""
    encoding = next((each for each in ENCODINGS if _decodes(head, each)), "cp1252")
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    lines = _first_lines(head, encoding)
    delimiter = max((COMMA, *DELIMITERS), key=lambda each: _evenness(lines, each))
    counts = [line.count(delimiter) for line in lines]
    width = max(set(counts), key=lambda count: (counts.count(count) * (count > 0), count))
    return Settled(delimiter, encoding, counts.index(width))


def _evenness(lines: list[str], delimiter: str) -> tuple[int, int]:
    """Return how many lines have the same number of delimiters, and how many that are."""
    counts = [line.count(delimiter) for line in lines if delimiter in line]
    if not counts:
        return 0, 0
    width = max(set(counts), key=lambda count: (counts.count(count), count))
    return counts.count(width) * min(width, 3), width
