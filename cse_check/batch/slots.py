"""Where what a row says is gathered: a slot for each indicator, then one for each old question.

An indicator with several old ids asks what each of them asked (`catalogue.joining`), so each of
these has a slot of its own: a no to one of them is not a no to all. What has an indicator's own id
is told of it directly, and old ids besides that by the usual rule, as more columns of it.
"""

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import or_
from typing import Final, NamedTuple

from cse_check.batch.rows import ANSWERS, CODE_OF, UNANSWERED, YES, Checklist
from cse_check.batch.tokens import CONFLICT, combine
from cse_check.catalogue.joining import together

BITS: Final = bytes(1 << code if code < 4 else 0 for code in range(256))
"""The answer of each cell as a bit, so that several can be held in one byte."""
TOGETHER: Final = bytes(
    combine(bytes(code for code in range(4) if mask >> code & 1)) if mask else UNANSWERED
    for mask in range(16)
) + bytes(240)
"""What the answers that were given say together; each is a bit, and nothing is no answer."""


class Joined(NamedTuple):
    """An indicator that asks what several asked: its own slot, and those of its old ids."""

    place: int
    slots: tuple[int, ...]

    def is_in(self, masks: Sequence[int]) -> bool:
        """Return whether anything was said by an old id."""
        return any(masks[slot] for slot in self.slots)

    def code(self, masks: Sequence[int]) -> int:
        """Return what all say together, of the answers in each slot as bits."""
        own, olds = masks[self.place], [masks[slot] for slot in self.slots]
        if own:
            return TOGETHER[reduce(or_, olds, own)]
        codes = [TOGETHER[each] for each in olds]
        if YES not in codes and CONFLICT in codes:
            return CONFLICT
        return CODE_OF[together(ANSWERS[each] for each in codes if each != CONFLICT)]

    def conflicting(self, masks: Sequence[int]) -> tuple[int, ...]:
        """Return the slots that take part in a conflict."""
        if masks[self.place]:
            return (self.place, *self.slots)
        return tuple(slot for slot in self.slots if TOGETHER[masks[slot]] == CONFLICT)


def joined_in(checklist: Checklist) -> Iterator[Joined]:
    """Yield the indicators of a checklist that ask what several asked."""
    for indicator_id, was in checklist.joined.items():
        slots = tuple(checklist.places[old] for old in was)
        yield Joined(checklist.places[indicator_id], slots)
