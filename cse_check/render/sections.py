"""What a summary says of the answers, as data: its sections, in the one order there is.

Two programs make blocks of it: `summary` here, and the script of the page for those who install
nothing. Whatever can be decided is decided in this list, so that they cannot say different things.
"""

from enum import StrEnum
from typing import Final

from msgspec import Struct

from cse_check.model import Answer, Basis, When
from cse_check.screening import Statements

COUNT: Final = "{n} of {m}"
"""A count as it may be shown: there is no other."""
BETWEEN: Final = "; "
"""What stands between names in a sentence."""
GUIDE: Final = "Guide"
QUOTED: Final = "“{text}”"


class Said(StrEnum):
    """What can be said about a screening besides its answers."""

    CASE_REF = "case_ref"
    DAY = "day"
    ROLE = "role"
    SUPERSEDES = "supersedes"


class Part(StrEnum):
    """What stands in every summary, whatever was answered."""

    OPENING = "opening"
    CLOSING = "closing"


class Shape(StrEnum):
    """How the items of a section are shown.

    `groups`: by category, each with the words of the guide; `names`: in a sentence, and those with
    more to say in a list as well.
    """

    LIST = "list"
    GROUPS = "groups"
    NAMES = "names"


class Whole(StrEnum):
    """What items are counted against."""

    ASKED = "asked"
    FLAGGED = "flagged"


class Fact(Struct, frozen=True):
    """A label, what stands beside it, and what stands there without that; else it is left out."""

    label: str
    said: Said
    without: str = ""


class About(Struct, frozen=True, tag="about"):
    """Facts about the screening."""

    facts: tuple[Fact, ...]


class Fixed(Struct, frozen=True, tag="fixed"):
    """What no answer changes."""

    part: Part


class Items(Struct, frozen=True, tag="items"):
    """The items with one answer; None means unanswered.

    `lead` stands above items, and `none` in their place. A section without `none` is left out where
    there is nothing in it. `rest` is the sentence for what was one "no to the rest".
    """

    heading: str
    answer: Answer | None
    urgent: bool = False
    shape: Shape = Shape.LIST
    whole: Whole = Whole.ASKED
    count: str = COUNT
    lead: str = ""
    none: str = ""
    names: str = "{names}."
    rest: str = ""


class Texts(Struct, frozen=True, tag="texts"):
    """The narrative."""

    heading: str


Section = About | Fixed | Items | Texts

SECTIONS: Final[tuple[Section, ...]] = (
    About(
        (
            Fact("Case reference", Said.CASE_REF, without="none given"),
            Fact("Date", Said.DAY),
            Fact("For", Said.ROLE),
            Fact("Supersedes", Said.SUPERSEDES),
        )
    ),
    Fixed(Part.OPENING),
    Items(
        "Urgent",
        Answer.YES,
        urgent=True,
        whole=Whole.FLAGGED,
        count=f"{COUNT} flagged",
        lead=Statements().urgent,
    ),
    Items(
        "Flagged",
        Answer.YES,
        shape=Shape.GROUPS,
        none="No indicator was answered yes. That does not mean that the child is safe: read on.",
    ),
    Items(
        "Still to find out",
        Answer.NOT_KNOWN,
        lead="Asked, and not known. Each is something to find out.",
        none="Nothing was answered 'not known'.",
    ),
    Items(
        "Not asked",
        None,
        lead="Without an answer, which is not the same as no.",
        none="Every indicator has an answer.",
    ),
    Items(
        "Answered no",
        Answer.NO,
        shape=Shape.NAMES,
        none="Nothing was answered no.",
        rest="By one 'no to the rest' of a category: {names}.",
    ),
    Texts("In the words of whoever completed this"),
    Fixed(Part.CLOSING),
)

DETAILS: Final = {"when": "When", "basis": "Basis", "note": "Note"}
"""What may be added to an answer, in order, and what it is called."""
WHEN: Final = {When.CURRENT: "now", When.PAST: "in the past (past harm counts)"}
BASIS: Final = {
    Basis.SEEN: "seen",
    Basis.TOLD: "told by the child or somebody else",
    Basis.REPORTED: "reported",
    Basis.OPINION: "opinion",
}
