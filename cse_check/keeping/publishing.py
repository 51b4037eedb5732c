"""What no catalogue should be published with, although it can be read: faults for its keeper alone.

A practitioner's computer does not look for these: its clock may be wrong, and a list of signs with
a date that is off is better than none.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from cse_check.catalogue.load import texts
from cse_check.model import Catalogue, first_day

Finding = tuple[str, str]
TAG: Final = re.compile(
    r"</?(?:a|abbr|b|big|br|div|em|font|h[1-6]|hr|i|img|li|ol|p|small|span|strong|sub|sup|table|td|"
    r"th|tr|u|ul)\b[^<>]*>|&(?:amp|lt|gt|quot|apos|nbsp|#\d+|#x[0-9a-f]+);",
    re.I,
)
STARS: Final = re.compile(r"(?<!\S)(\*\*|__)(?=\S).+?(?<=\S)\1(?!\w)")


def unpublishable(catalogue: Catalogue, today: date) -> Iterator[Finding]:
    """Yield dates that are still to come, and marks that would be shown instead of obeyed."""
    yield from _still_to_come(catalogue, today)
    for path, text in texts(catalogue):
        if found := TAG.search(text) or STARS.search(text):
            mark = found[1] if found.lastindex else found[0]
            message = f"has {mark} in it, which is shown as it stands: write plain text"
            yield path, message


def _still_to_come(catalogue: Catalogue, today: date) -> Iterator[Finding]:
    dates = [("revision", catalogue.revision)]
    for i, source in enumerate(catalogue.sources):
        if source.published:
            dates.append((f"sources[{i}].published", source.published))
    for path, written in dates:
        if first_day(written) > today:
            yield path, f"{written!r} is still to come: see whether the date is right"
