"""The styles of a screen, and how a heading is drawn: the same while asking and in the summary.

A style only repeats what the words say. Where there are 256 colours, each has a contrast of about 4
or more to 1 against black as well as against white, so that it reads on dark and light backgrounds
alike. No such colour is among the 8 or 16 that other terminals have: there, bold and reversed type
in the terminal's own two colours says the same.
"""

from collections.abc import Mapping
from textwrap import wrap
from typing import Final

from rich.text import Text
from rich.theme import Theme

ACCENT: Final = "cse.accent"
DANGER: Final = "cse.danger"
CAUTION: Final = "cse.caution"
QUIET: Final = "cse.quiet"

MANY_COLOURS: Final[Mapping[str, str]] = {
    ACCENT: "bold color(30)",
    DANGER: "bold color(160)",
    CAUTION: "bold color(130)",
    QUIET: "color(243)",
}
FEW_COLOURS: Final[Mapping[str, str]] = {
    ACCENT: "bold",
    DANGER: "bold reverse",
    CAUTION: "bold",
    QUIET: "none",
}


def theme(colours: str | None) -> Theme:
    """Return the styles for a terminal of this colour system, in rich's names for these."""
    many = colours in ("256", "truecolor")
    return Theme(dict(MANY_COLOURS if many else FEW_COLOURS))


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
