"""Lists of words and phrases, laid out so that a reader can go through them."""

import re


def any_of(phrases: str, *, start: str = r"\b") -> re.Pattern[str]:
    """Return a pattern for any of these, which two spaces or the end of a line part."""
    listed = filter(None, re.split(r"\s{2,}|\n", phrases))
    return re.compile(rf"{start}(?:{'|'.join(listed)})", re.IGNORECASE)


def words_of(listed: str) -> frozenset[str]:
    """Return these words, which white space parts."""
    return frozenset(listed.split())
