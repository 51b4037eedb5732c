"""What is done to every text of a guide, so that its words can be found letter for letter."""

import re
from typing import Final

from cse_check.unseen import UNSEEN

LIGATURES: Final = str.maketrans(
    {
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
        "\ufb05": "st",
        "\ufb06": "st",
    }
)
BREAKS: Final = re.compile("\r\n|[\n\r\f\v\x85\u2028\u2029]")
LAST_EDIT: Final = re.compile(r"\[?_GoBack\]?")
"""The name of a bookmark that Word sets by itself, which ends up in texts that were copied."""
BULLETS: Final = frozenset(
    "\u2022\u00b7\u2219\u2023\u2043\u25aa\u25ab\u25a0\u25a1\u25cf\u25cb\u25e6\u25c6\u25c7\u25ba"
    "\u25b6\u25b8\u2794\u27a2\u27a4\u2713\u2714\u2717\u2718\u2610\u2611\u2612\u2756\u204c\u204d"
    "\u00a7\u2666\u2726\u25d8\u25fe\u25fc\u2b9a\u2219\u2024\u30fb"
)
"""Characters that are a bullet wherever they are the first of a line."""
LONGEST_TITLE: Final = 80
"""How long a text may be that is a heading by its look alone, in characters."""
ENUMERATOR: Final = re.compile(
    r"\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-z]|[ivx]{1,5}|[IVX]{1,5}|[A-Z])[.)]|\d{1,2}(?:\.\d{1,2}){1,3}"
)
"""A number or letter before an item: `1.`, `1.1`, `a)`, `(b)`, `iv.`"""


def tidied(text: str) -> str:
    """Return a text on one line: white space folded, unseen characters gone, ligatures written out.

    White space includes the no-break space. A soft hyphen is unseen; a reader to which it is a
    printed hyphen has to say so before.
    """
    seen = UNSEEN.sub("", BREAKS.sub(" ", text).translate(LIGATURES))
    return " ".join(LAST_EDIT.sub("", seen).split())


def is_bullet(character: str) -> bool:
    """Return whether a character is a bullet and nothing else, at the beginning of a line.

    The private characters from U+F000 to U+F0FF are those of Symbol and Wingdings.
    """
    return character in BULLETS or "\uf000" <= character <= "\uf0ff"


def split_mark(text: str) -> tuple[str, str]:
    """Return the bullet that a tidied text begins with, or an empty text, and what follows it."""
    if text and is_bullet(text[0]):
        return text[0], text[1:].lstrip()
    return "", text


def has_words(text: str) -> bool:
    """Return whether there is a letter or a digit in a text."""
    return any(character.isalnum() for character in text)


def is_title(text: str) -> bool:
    """Return whether a text that stands out by its look alone can be a heading.

    A sentence is none, nor is a line with a telephone number.
    """
    digits = sum(character.isdigit() for character in text)
    return 0 < len(text) <= LONGEST_TITLE and text[-1] not in ".;," and digits < 6
