"""Guides for tests: plain text as its reader gives it."""

from cse_check.guides.lines import Guide, GuideKind
from cse_check.guides.plain import plain_lines


def guide(text: str) -> Guide:
    """Return a plain text as a guide."""
    lines, dropped = plain_lines(text)
    return Guide(GuideKind.TEXT, lines, dropped)
