"""The cells of a record with quotes, found by cutting it at the quotes.

Of the parts between quotes every second one, from the second on, is quoted text. What is between
two of these has to be a delimiter, or cells between delimiters; nothing at all between them is a
doubled quote, which is one quote within the same cell.
"""

from typing import Final

QUOTE: Final = '"'
BLANK: Final = "\u115f\u1160\u3164\uffa0"
"""Those of the unseen characters that count as printable."""


def split_quoted(text: str, delimiter: str) -> list[str] | None:
    """Return the cells of a record that is well formed; None if a quote is in the wrong place."""
    parts = text.split(QUOTE)
    if len(parts) % 2 == 0:
        return None
    if len(parts) == 3 and "\n" not in parts[0] and "\n" not in parts[2]:
        return _split_once(parts, delimiter)
    cells: list[str] = []
    last = len(parts) - 1
    for place in range(0, len(parts), 2):
        outside = parts[place]
        if not outside:
            if 0 < place < last:  # a doubled quote
                cells[-1] += QUOTE + parts[place + 1]
                continue
        elif not _between(outside, delimiter, first=place == 0, last=place == last):
            return None
        elif outside != delimiter or not 0 < place < last:
            cells += outside[place > 0 : len(outside) - (place < last)].split(delimiter)
        if place < last:
            cells.append(parts[place + 1])
    return cells


def _split_once(parts: list[str], delimiter: str) -> list[str] | None:
    """Return the cells of a record with one cell in quotes, which is the most frequent kind."""
    before, quoted, after = parts
    if (before and before[-1] != delimiter) or (after and after[0] != delimiter):
        return None
    cells = before[:-1].split(delimiter) if before else []
    cells.append(quoted)
    return cells + after[1:].split(delimiter) if after else cells


def _between(outside: str, delimiter: str, *, first: bool, last: bool) -> bool:
    """Return whether what is outside of quotes is parted by delimiters from what is inside."""
    return (
        (first or outside[0] == delimiter)
        and (last or outside[-1] == delimiter)
        and "\n" not in outside
    )


def is_odd(text: str) -> bool:
    """Return whether a text may hold what cannot be seen; a few of those count as printable."""
    if text.isascii():
        return not text.isprintable()
    return not text.isprintable() or any(each in text for each in BLANK)


def may_be_disarmed(text: str, delimiter: str) -> bool:
    """Return whether a cell of a record may begin with an apostrophe."""
    return text[0] == "'" or f"{delimiter}'" in text or f"{QUOTE}'" in text
