"""What stands over a list: headings one under another, and the sentence that leads to it."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from cse_check.guides.lines import LineKind
from cse_check.keeping.proposals.advice import DEBRIS
from cse_check.keeping.proposals.cues import LEVEL, URGENT, Stance, is_weak, kind, stance
from cse_check.keeping.proposals.parts import named
from cse_check.keeping.proposals.passages import Passage
from cse_check.model import Kind

LONGEST: Final = 90
LONGEST_NAME: Final = 60
LEAD: Final = 900
ITEM: Final = 850
TABLE: Final = 800
LEVEL_DEPTH: Final = 10
SECTION: Final = 5
UNDER: Final = 7
"""How deep headings are: those of a file by their level, those of plain text under the last."""
LEADING: Final = re.compile(
    r"(?::|\b(?:such as|includ(?:e|es|ing)|following|are|may|might|could|may be|may have|e\.g\.?"
    r"|for example)[ .:\u2026]*)\s*\Z",
    re.IGNORECASE,
)
MAY: Final = re.compile(
    r"\b(?:may|might|could|can|will|who|they|children|people|to)(?: also| often)?"
    r"\s*[:.\u2026]*\s*\Z",
    re.IGNORECASE,
)
WHO: Final = re.compile(
    r"\b(?:is|are)(?: being| also)?\s*[:.\u2026]*\s*\Z|\b(?:have|has)\s*[:.\u2026]*\s*\Z",
    re.IGNORECASE,
)


INSTRUCTION: Final = re.compile(r"(?:please|tick|circle|select|complete)\b", re.IGNORECASE)
"""What says how to fill in a form, between a heading and its list."""


class Over(NamedTuple):
    """A heading or a lead-in; `depth` says how far down it stands, a lead-in furthest."""

    passage: Passage
    depth: int
    stance: Stance
    kind: Kind | None
    text: str


class Above:
    """All that stands over the next words of a guide."""

    def __init__(self) -> None:
        self.over: list[Over] = []

    def put(self, passage: Passage, depth: int) -> None:
        """Put a heading or a lead-in over what comes next; it ends those as deep, or deeper."""
        self.end(depth)
        text = without_debris(passage.text)
        said = stance(text)
        if said is Stance.OTHER and self.stance is Stance.ASKED and is_weak(text):
            said = Stance.OPEN
        self.over.append(Over(passage, depth, said, kind(text), text))

    def end_lead(self) -> None:
        """End the lead-in: its list is over."""
        self.end(LEAD)

    def end(self, depth: int) -> None:
        """End everything as deep as this, or deeper."""
        self.over = [each for each in self.over if each.depth < depth]

    @property
    def stance(self) -> Stance:
        """What the nearest that promises anything promises.

        A heading such as "Practice guidance" says what stands right under it, and nothing of the
        lists under further headings.
        """
        for nearer, each in enumerate(reversed(self.over)):
            if each.stance is Stance.OTHER and nearer and is_weak(each.text):
                continue
            if each.stance is not Stance.OPEN:
                return each.stance
        return Stance.OPEN

    @property
    def kind(self) -> Kind | None:
        """The kind that the nearest prints."""
        return next((each.kind for each in reversed(self.over) if each.kind), None)

    @property
    def is_urgent(self) -> bool:
        """Whether the guide prints over these words that they may mean harm now."""
        return any(each.stance is Stance.ASKED and URGENT.search(each.text) for each in self.over)

    @property
    def after_may(self) -> bool:
        """Whether what comes next goes on with what a child may do."""
        return bool(self.over) and bool(MAY.search(self.over[-1].text))

    @property
    def key(self) -> tuple[int, ...]:
        """What is the same for all words of one group."""
        return tuple(each.passage.pieces[0].line for each in self.over)

    def name(self) -> str | None:
        """Return the heading that names the group, as the guide prints it, or None."""
        for each in reversed(self.over):
            name = each.text.rstrip(": .\u2026").strip()
            if each.text.endswith("."):
                continue
            is_lead = each.depth >= LEAD or each.text.endswith(":")
            if is_lead and (len(name) > LONGEST_NAME or MAY.search(name) or WHO.search(name)):
                continue
            if name and len(name) <= LONGEST and not LEVEL.fullmatch(name):
                return name
        return None


def without_debris(text: str) -> str:
    """Return a heading without what a word processor left before it."""
    return re.sub(r"\A\[bookmark:\s*|\A\[?_GoBack\]?\s*", "", text).strip()


def is_heading(passage: Passage, after: Passage | None) -> bool:
    """Return whether a paragraph of plain text is a heading of what comes after it."""
    text = without_debris(passage.text)
    if passage.kind is LineKind.HEADING:
        return True
    if passage.kind is not LineKind.TEXT or not text or len(text) > LONGEST or DEBRIS.search(text):
        return False
    if INSTRUCTION.match(text):
        return False
    split = named(text)
    if text[-1] in ".;,!" or text[0].islower() or (split and len(split.parts) > 1):
        return False
    return after is not None and (
        text[-1] in ":?" or after.is_item or stance(text) is not Stance.OPEN
    )


def leads(passage: Passage) -> bool:
    """Return whether a paragraph leads to the list after it."""
    end = passage.text[-LONGEST:]
    return passage.kind in (LineKind.TEXT, LineKind.ITEM) and bool(LEADING.search(end))


def depth(passage: Passage, after: Passage | None, over: Sequence[Over]) -> int:
    """Return how deep a heading is: as its file says, or by what it promises."""
    if passage.kind is LineKind.HEADING:
        return max(passage.first.level, 1) * LEVEL_DEPTH
    own = [each.depth for each in over if each.passage.kind is LineKind.HEADING]
    base = max(own, default=0)
    text = without_debris(passage.text)
    if (
        passage.text.endswith(":")
        and after is not None
        and after.is_item
        and stance(text) is Stance.OPEN
    ):
        return base + UNDER + 1
    return base + (SECTION if stance(text) is not Stance.OPEN else UNDER)
