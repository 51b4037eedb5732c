"""The page that a text is laid out for."""

from typing import Literal, NamedTuple

Colours = Literal["standard", "256", "truecolor"]

NARROWEST = 40
WIDEST = 96


class Page(NamedTuple):
    """How wide a page is, in columns, and what it can show.

    `colours` is None where there are none; `drawing` is False where only ASCII lines can be drawn;
    `brief` tells long lists by category, for a screen that scrolls away; `form` asks for a line to
    write on wherever something was not given.
    """

    width: int = 80
    colours: Colours | None = None
    drawing: bool = True
    form: bool = False
    brief: bool = False


def page_width(columns: int) -> int:
    """Return the width to lay out for: wide lines are hard to read, and below 40 nothing fits."""
    return max(NARROWEST, min(columns, WIDEST))
