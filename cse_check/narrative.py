"""What a practitioner writes besides the answers: the fields that such records have.

All of it is optional, and none of it gates anything.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from cse_check.model import Text, Value


class Narrative(Value, frozen=True):
    """The texts, by field; what was not given is None."""

    worry: Text | None = None
    childs_words: Text | None = None
    going_well: Text | None = None
    who_was_told: Text | None = None
    parents: Text | None = None
    decision: Text | None = None
    completed_by: Text | None = None


class Field(NamedTuple):
    """A field: its name in files, its heading, and what is asked."""

    name: str
    heading: str
    asks: str


FIELDS = (
    Field(
        "worry",
        "The worry, in facts",
        "What was seen or heard, when and where? Label an opinion as an opinion.",
    ),
    Field(
        "childs_words",
        "The child's own words",
        "What did the child say, word for word, and who asked what?",
    ),
    Field("going_well", "What is going well", "What and who helps this child?"),
    Field("who_was_told", "Who has been told", "Which people or services, by role, and when?"),
    Field(
        "parents",
        "Parents or carers",
        "Does a parent know and agree? If not, why not?",
    ),
    Field(
        "decision",
        "The decision, and why",
        "What was decided, and for what reason? Also a decision not to refer.",
    ),
    Field("completed_by", "Completed by", "The role of whoever completed this, not their name."),
)

NO_NARRATIVE = Narrative()
ROOM: Final = 1024 * 1024
"""How many bytes notes and texts may have together: what is written down can be read again."""


def given(narrative: Narrative) -> Iterator[tuple[Field, str]]:
    """Yield the fields that were filled in, with their texts."""
    for field in FIELDS:
        if text := getattr(narrative, field.name):
            yield field, text
