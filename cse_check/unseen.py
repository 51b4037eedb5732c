"""Characters that change how a text is shown without being seen: they are spelled out."""

import re

UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters but tab and line feed
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks that turn the reading direction
    "\u00ad\u180e\u200b-\u200d\u2060-\u2065\u206a-\u206f"  # no width: hyphens, spaces, joiners
    "\u115f\u1160\u3164\uffa0\ufff9-\ufffb\U000e0000-\U000e007f"  # fillers, annotations, tags
    "\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]"  # separators, stray marks, halves of a pair
    # Joiners are part of Persian, of the scripts of India and of Khmer, and make one emoji of two.
    "(?<![\u0600-\u0dff\u1780-\u18af\u2190-\u2bff\ufe0f\U0001f000-\U0001faff][\u200c\u200d])"
)
"""Characters that change how a text is shown without being seen themselves.

A joiner is none where it joins, after a letter or a picture of those that are joined so.
"""

LINE_END = re.compile("\r\n|[\n-\r\x1c-\x1e\x85\u2028\u2029]")
"""What ends a line for `str.splitlines`."""
SPACE = re.compile("[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
"""What is white space for `str.split` and `str.strip`, written out for those who are not Python."""


def tidy(text: str) -> str:
    """Return what a person typed as it is kept: unseen characters spelled out, no outer space."""
    return "\n".join(visible(line).strip() for line in text.splitlines()).strip()


def visible(text: str) -> str:
    r"""Return `text` with every unseen character spelled out, so that `\x1b` reads `[U+001B]`."""
    return UNSEEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)
