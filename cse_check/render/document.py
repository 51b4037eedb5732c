"""What a page says, apart from how it looks: a document is a title and blocks.

The same document becomes plain text, Markdown or a coloured screen, so that no format can leave out
what another says. Every string here is data: the formats escape it, none reads markup in it.
"""

from collections.abc import Callable, Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final, NamedTuple

NO_DATA: Final[Mapping[str, Callable[[], str]]] = MappingProxyType({})
LINE = 100
"""How many characters a text has at most that counts as short."""


class Tone(Enum):
    """What a notice is for. A format may show it by colour, never by colour alone."""

    DANGER = "danger"
    CAUTION = "caution"


class Heading(NamedTuple):
    """A section's heading (level 2) or a heading in one (level 3), with a quiet word beside it."""

    text: str
    level: int = 2
    aside: str = ""


class Notice(NamedTuple):
    """What must be seen: a statement in bold, and what belongs to it."""

    tone: Tone
    statement: str
    more: tuple[str, ...] = ()


class Paragraph(NamedTuple):
    """Running text. `quiet` text is for those who look more closely."""

    text: str
    quiet: bool = False


class Entry(NamedTuple):
    """An entry of a list: a strong lead (such as a number), a text, and lines below them.

    A detail is a label, which may be empty, and a text, which may hold line breaks. `phone` is the
    telephone number that a lead begins with, for formats in which it can be rung.
    """

    text: str
    lead: str = ""
    details: tuple[tuple[str, str], ...] = ()
    phone: str = ""


class Entries(NamedTuple):
    """A list of entries."""

    entries: tuple[Entry, ...]

    @property
    def spaced(self) -> bool:
        """Return whether the entries are long enough to want a blank line between them."""
        return any(len(entry.details) > 1 for entry in self.entries)

    @property
    def short(self) -> bool:
        """Return whether all are mere short texts, of which a wide page makes columns."""
        return all(
            not (entry.lead or entry.details) and len(entry.text) <= LINE for entry in self.entries
        )


class Facts(NamedTuple):
    """Labels, each with its text."""

    facts: tuple[tuple[str, str], ...]


class WritingLine(NamedTuple):
    """Empty lines, for somebody to write on; `label` says what belongs there."""

    label: str = ""
    rows: int = 1


class Question(NamedTuple):
    """A question on paper: its text, a word that stands out beside it, and a quiet remark."""

    text: str
    mark: str = ""
    remark: str = ""


class Questions(NamedTuple):
    """Questions to be answered with a pen: a box for every choice, and room to write.

    `asks` and `room` say what stands in their columns, where there are columns.
    """

    asks: str
    choices: tuple[str, ...]
    room: str
    questions: tuple[Question, ...]


Block = Heading | Notice | Paragraph | Entries | Facts | WritingLine | Questions


class Document(NamedTuple):
    """A title and what comes below it, in order.

    `data` gives the same for programs, where they are to have it: JSON, say, by that name.

    `card` repeats what must be at hand; a page that is looked at from its top has it directly after
    the first notice. `running` stands in the margin of every printed page; so do the lines of
    `above`, at its top, and of `below`, at its foot.
    """

    title: str
    blocks: tuple[Block, ...]
    data: Mapping[str, Callable[[], str]] = NO_DATA
    card: tuple[Block, ...] = ()
    running: str = ""
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
