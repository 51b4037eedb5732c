"""The colours of a screen, and how a heading is drawn: the same while asking and in the summary.

Colour only repeats what the words say. Each has a contrast of about 4 or more to 1 against black as
well as against white, so that it reads on dark and light backgrounds alike.
"""

from textwrap import wrap
from typing import Final

from rich.text import Text

ACCENT: Final = "bold color(30)"
DANGER: Final = "bold color(160)"
CAUTION: Final = "bold color(130)"
QUIET: Final = "color(243)"


def heading(text: str, aside: str, width: int, line: str) -> list[Text]:
    """Return a heading with a line to the right margin, where `aside` is, in `width` columns.

    Where they do not fit on one line, the aside has its own.
    """
    end = f" {aside}" if aside else ""
    room = width - len(text) - 1 - len(end)
    if room >= 2:
        return [Text(f"{text} ", ACCENT).append(line * room, QUIET).append(end, QUIET)]
    lines = [Text(part, ACCENT) for part in wrap(text, width)]
    return [*lines, Text(f"{line * (width - len(end))}{end}", QUIET)]
