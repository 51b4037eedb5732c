"""What became of every line of a guide: used for what, or not used."""

from enum import IntEnum
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from cse_check.guides.lines import Dropped

EXCERPT: Final = 60


class Use(IntEnum):
    """What words of a guide were used for; the largest is what their line counts as."""

    NOT_USED = 0
    BESIDE = 1
    PROPOSED = 2


class Accounted(NamedTuple):
    """A line of a guide, and what became of it; `left` are its words that nothing was made of.

    `why` says what it is, where it is no line of the guide but of its pages.
    """

    line: int
    column: int
    text: str
    use: Use
    left: str = ""
    why: str = ""


class Account(NamedTuple):
    """What became of all lines of a guide, in their order, and what its reader left out."""

    lines: tuple[Accounted, ...]
    dropped: "tuple[Dropped, ...]" = ()

    def count(self, use: Use) -> int:
        """Return how many lines were used so."""
        return sum(each.use is use for each in self.lines)

    @property
    def left(self) -> tuple[Accounted, ...]:
        """The lines that were not used, and those of which a part was not."""
        return tuple(each for each in self.lines if each.left or each.use is Use.NOT_USED)

    @property
    def stretches(self) -> tuple[tuple[Accounted, ...], ...]:
        """The lines that were not used, those that follow each other together."""
        found: list[tuple[Accounted, ...]] = []
        together = False
        for each in self.lines:
            unused = each.use is Use.NOT_USED
            if unused and together:
                found[-1] = (*found[-1], each)
            elif unused or each.left:
                found.append((each,))
            together = unused
        return tuple(found)

    def summary(self, used: str) -> str:
        """Return the account in one sentence; `used` says what was done with indicators' lines."""
        parts = sum(bool(each.left) and each.use is not Use.NOT_USED for each in self.lines)
        rest = f", and of {parts} more a part was not" if parts else ""
        return (
            f"{used} {self.count(Use.PROPOSED)} of {len(self.lines)} lines; "
            f"{self.count(Use.BESIDE)} used for headings and contacts; "
            f"{self.count(Use.NOT_USED)} not used{rest}"
        )


def excerpt(text: str) -> str:
    """Return the beginning of a text, between quotes."""
    return repr(text if len(text) <= EXCERPT else f"{text[: EXCERPT - 4]} ...")
