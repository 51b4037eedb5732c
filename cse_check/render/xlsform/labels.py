"""Texts as labels, in which ODK and KoboToolbox look for references, Markdown and HTML.

Each app knows another part of Markdown: ODK's web forms all of CommonMark; Collect and Enketo,
which Kobo uses, a few marks that a backslash before them undoes, and nothing else does. So those
few get a backslash. What else could be a mark, and a backslash would be shown before, is parted by
a space or begins its line with one that does not break: all of them show the text as it is.
"""

import re
from typing import Final

from cse_check.unseen import visible

ESCAPED: Final = re.compile(r"[*_\\]|^#", re.M)
"""What Collect, Enketo and CommonMark all take as it is after a backslash."""
REFERENCE: Final = re.compile(r"\$(?=\{)")
TAG: Final = re.compile(r"<(?=[A-Za-z/!?])")
LINK: Final = re.compile(r"\](?=[(\[:])")
ENTITY: Final = re.compile(r"&(?=#?\w+;)")
LINE: Final = re.compile(r"^(?=[-+=>~]|\d+[.)]|[ \t]{4})", re.M)
"""What may begin a list, a quotation, a rule or a block of code where it begins a line."""
UNBROKEN: Final = "\N{NO-BREAK SPACE}"


def label(text: str) -> str:
    """Return what shows this text, and nothing but it, as the label of a question."""
    parted = visible(text).replace("`", "'")
    for mark in (REFERENCE, TAG, LINK, ENTITY):
        parted = mark.sub(lambda found: f"{found[0]} ", parted)
    return LINE.sub(UNBROKEN, ESCAPED.sub(lambda found: f"\\{found[0]}", parted))
