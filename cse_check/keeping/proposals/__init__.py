"""What a guide may mean as a catalogue: its own words, list by list, and every line accounted for.

What is proposed is in the guide letter for letter, white space and broken words apart. Whether it
is a question, whether it asks two things and which group it belongs to is for a person to decide.
"""

from typing import NamedTuple

from cse_check.guides.lines import Guide
from cse_check.keeping.account import Account, Accounted, Use
from cse_check.keeping.proposals.accounting import Cover, account
from cse_check.keeping.proposals.contacts import Proposed, Rung, contacts
from cse_check.keeping.proposals.groups import MOST, Group, Item
from cse_check.keeping.proposals.ids import Ids
from cse_check.keeping.proposals.parts import Part
from cse_check.keeping.proposals.passages import Passage, Whole, passages
from cse_check.keeping.proposals.walk import groups

__all__ = [
    "MOST",
    "Account",
    "Accounted",
    "Group",
    "Ids",
    "Item",
    "Part",
    "Passage",
    "Proposals",
    "Proposed",
    "Rung",
    "Use",
    "is_same",
    "propose",
]


class Proposals(NamedTuple):
    """What is proposed from a guide, and what became of each of its lines."""

    groups: tuple[Group, ...]
    rung: Rung
    whole: Whole
    cover: Cover
    account: Account


def propose(guide: Guide, known: tuple[str, ...] = ()) -> Proposals:
    """Return what a guide may mean; `known` is what is said elsewhere, such as its title.

    Raises:
        UsageError: the extra is not installed.
    """
    whole = passages(guide)
    found, rung = groups(whole.passages), contacts(whole.passages)
    cover = Cover(whole.passages)
    for passage in whole.passages:
        if any(is_same(passage.text, each) for each in known):
            cover.use(passage, Part(0, len(passage.text)), Use.BESIDE)
    for place in (*rung.places, *(place for group in found for place in group.over)):
        cover.use(*place, Use.BESIDE)
    for item in (item for group in found for item in group.items):
        cover.use(item.passage, item.part, Use.PROPOSED)
    return Proposals(found, rung, whole, cover, account(whole, cover, guide.dropped))


def is_same(text: str, known: str) -> bool:
    """Return whether two texts are the same words, case and white space apart."""
    return " ".join(text.casefold().split()) == " ".join(known.casefold().split())
