"""Guides as they come, read into lines: plain text, Markdown, HTML, Word and PDF.

What a line says is what the guide prints, letter for letter. What the file itself knows (a list, a
heading, a cell of a table) is kept; nothing is proposed here.
"""

from cse_check.guides.lines import Dropped, Guide, GuideKind, Line, LineKind
from cse_check.guides.reading import MAX_GUIDE_BYTES, read_guide

__all__ = [
    "MAX_GUIDE_BYTES",
    "Dropped",
    "Guide",
    "GuideKind",
    "Line",
    "LineKind",
    "read_guide",
]
