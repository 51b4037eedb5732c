"""Cards: what has to be in sight at once, in lines without a blank one between them.

A document says everything, in its order; a card is what must not have been scrolled away. How many
rows a card has is known before it is shown, so that it can be held to a screen.
"""

import re
from collections.abc import Iterable
from enum import Enum
from textwrap import wrap
from typing import Final, NamedTuple

IN_A_NUMBER: Final = re.compile(r"(?<=[0-9]) (?=[0-9])")
UNPARTED: Final = "\N{NO-BREAK SPACE}"


class Look(Enum):
    """How a line of a card may be drawn, where there is more than text."""

    PLAIN = "plain"
    QUIET = "quiet"
    HEADING = "heading"
    DANGER = "danger"
    CAUTION = "caution"


class Line(NamedTuple):
    """A line of a card: a text, and what stands in strong type before it, such as a number."""

    text: str
    look: Look = Look.PLAIN
    lead: str = ""

    @property
    def whole(self) -> str:
        """Everything that stands in the line."""
        return f"{self.lead}{self.text}"

    def rows(self, width: int) -> list["Line"]:
        """Return the line as rows of this width; a telephone number is never parted."""
        first, *rest = _wrap(self.whole, width)
        lead = self.lead if first.startswith(self.lead) else ""
        rows = [Line(first[len(lead) :], self.look, lead)]
        return rows + [Line(row, self.look) for row in rest]


class Card(NamedTuple):
    """Rows, none of them wider than the page that they were made for."""

    rows: tuple[Line, ...]

    @classmethod
    def of(cls, lines: Iterable[Line], width: int) -> "Card":
        """Return the card of these lines."""
        return cls(tuple(row for line in lines for row in line.rows(width)))

    @property
    def text(self) -> str:
        """The card as plain text, with a final newline."""
        return "".join(f"{row.whole}\n" for row in self.rows)


def _wrap(text: str, width: int) -> list[str]:
    whole = IN_A_NUMBER.sub(UNPARTED, text)
    rows = wrap(whole, width, subsequent_indent="  ", break_on_hyphens=False)
    return [row.replace(UNPARTED, " ") for row in rows] or [""]
