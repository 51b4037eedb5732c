"""A guide of any kind from its bytes to its lines."""

from typing import Final

from cse_check.errors import Fault, InvalidFileError
from cse_check.guides.decoding import Decoded
from cse_check.guides.kinds import told
from cse_check.guides.lines import Dropped, Guide, GuideKind, Line
from cse_check.reading.files import MAX_BYTES, check_size

MAX_GUIDE_BYTES: Final = 20 * 1024 * 1024
"""How large a guide may be: Word files and PDFs carry pictures. A text is held to less."""
MAX_PAGE_BYTES: Final = 5 * 1024 * 1024
"""How large a web page may be, which may carry pictures too."""
TRACKED: Final = (
    "Changes in the file are tracked: what they put in is read, what they take out is not."
)
Read = tuple[tuple[Line, ...], tuple[Dropped, ...]]
OTHER_ENCODING: Final = "Its text was read as {}."


def read_guide(data: bytes, name: str) -> Guide:
    """Read a guide; what kind it is is told by its content. Messages call the file `name`.

    Raises:
        InvalidFileError: it is empty, too large, damaged, or of a kind that is not read.
        UsageError: the extra that its kind needs is not installed.
    """
    check_size(data, name, MAX_GUIDE_BYTES)
    kind, text = told(data, name)
    if text is not None:
        check_size(data, name, MAX_PAGE_BYTES if kind is GuideKind.HTML else MAX_BYTES)
        guide = _of_text(kind, text, name)
    else:
        guide = _of_file(kind, data, name)
    if not guide.lines:
        raise InvalidFileError([Fault(name, 1, 1, "", "holds no text")])
    return guide


def _of_text(kind: GuideKind, decoded: Decoded, name: str) -> Guide:
    lines, dropped = _read_text(kind, decoded.text, name)
    usual = decoded.encoding == "utf-8"
    notes = () if usual else (OTHER_ENCODING.format(decoded.encoding),)
    return Guide(kind, lines, dropped, decoded.encoding, notes)


def _read_text(
    kind: GuideKind, text: str, name: str
) -> tuple[tuple[Line, ...], tuple[Dropped, ...]]:
    if kind is GuideKind.HTML:
        from cse_check.guides.web import web_lines

        return web_lines(text, name)
    if kind is GuideKind.MARKDOWN:
        from cse_check.guides.marked import marked_lines

        return marked_lines(text)
    from cse_check.guides.plain import plain_lines

    return plain_lines(text)


def _of_file(kind: GuideKind, data: bytes, name: str) -> Guide:
    if kind is GuideKind.PDF:
        from cse_check.guides.pdf import pdf_lines

        return Guide(kind, *pdf_lines(data, name))
    from cse_check.guides.word import word_lines

    lines, dropped, tracked = word_lines(data, name)
    return Guide(kind, lines, dropped, notes=(TRACKED,) if tracked else ())
