"""Characters that change how a text is shown without being seen: they are spelled out."""

import re

UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters but tab and line feed
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks that turn the reading direction
    "\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]"  # separators, stray marks, halves of a pair
)
"""Characters that change how a text is shown without being seen themselves."""


def tidy(text: str) -> str:
    """Return what a person typed as it is kept: unseen characters spelled out, no outer space."""
    return "\n".join(visible(line).strip() for line in text.splitlines()).strip()


def visible(text: str) -> str:
    r"""Return `text` with every unseen character spelled out, so that `\x1b` reads `[U+001B]`."""
    return UNSEEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)
