"""The field's words as frozen values: what a catalogue holds, and what a person answers.

Nothing here reads, writes or computes more than a look-up. Every string in these values is free of
control and bidirectional characters: the readers refuse them in files, and `visible` spells them
out in what a person types.
"""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Annotated, Self, TypeVar

from msgspec import Meta, Struct, field
from msgspec.structs import replace

from cse_check.errors import UsageError

Choice = TypeVar("Choice", bound=StrEnum)

Text = Annotated[str, Meta(min_length=1, description="some text")]
Slug = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9]+(-[a-z0-9]+)*\Z",
        max_length=64,
        description="lower-case letters, digits and single hyphens, at most 64",
    ),
]
IndicatorId = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9]+(-[a-z0-9]+)*\.[a-z0-9]+(-[a-z0-9]+)*\Z",
        max_length=129,
        description=(
            "its category's id, a full stop, and lower-case letters, digits or single hyphens: "
            "education.truanting"
        ),
    ),
]
Day = Annotated[
    str,
    Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\Z", description="a date written YYYY-MM-DD"),
]
PartialDate = Annotated[
    str,
    Meta(
        pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?\Z",
        description="a date written YYYY, YYYY-MM or YYYY-MM-DD",
    ),
]

OpenHours = Annotated[
    str,
    Meta(
        pattern=(
            r"^(mon|tue|wed|thu|fri|sat|sun)(-(mon|tue|wed|thu|fri|sat|sun))? "
            r"([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)\Z"
        ),
        description="days and hours, written mon-fri 09:00-17:00 or sat 17:00-09:00",
    ),
]
"""When somebody answers. An end that is not after its beginning is one on the next day."""

Sha256 = Annotated[
    str, Meta(pattern=r"^[0-9a-f]{64}\Z", description="a SHA-256, 64 hexadecimal digits")
]

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def written_date(day: date) -> str:
    """Write a date as people in the UK read it: 21 November 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def is_day(written: str) -> bool:
    """Return whether this is a day of the calendar, written YYYY-MM-DD."""
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True


def first_day(written: str) -> date:
    """Return the first day of a date written YYYY, YYYY-MM or YYYY-MM-DD.

    Raises:
        ValueError: there is no such date.
    """
    return date.fromisoformat(written + "-01-01"[len(written) - 4 :])


def is_date(written: str) -> bool:
    """Return whether this is a date of the calendar, written YYYY, YYYY-MM or YYYY-MM-DD."""
    try:
        first_day(written)
    except ValueError:
        return False
    return True


def one_of(choices: type[Choice], wanted: str) -> Choice:
    """Return the choice of this value.

    Raises:
        UsageError: there is none.
    """
    try:
        return choices(wanted)
    except ValueError:
        known = ", ".join(choices)
        raise UsageError(f"That is not a {choices.__name__}: choose one of {known}.") from None


class Kind(StrEnum):
    """What a category's items are, in the guide's own terms."""

    INDICATOR = "indicator"
    VULNERABILITY = "vulnerability"
    LINKED_ACTIVITY = "linked-activity"


class Grouping(StrEnum):
    """Whose grouping a category is: the guide's, or this project's."""

    SOURCE = "source"
    EDITORIAL = "editorial"


class Role(StrEnum):
    """Who is using the checklist, and so which numbers are theirs."""

    PROFESSIONAL = "professional"
    PUBLIC = "public"


ROLES = {Role.PROFESSIONAL: "professionals", Role.PUBLIC: "the public"}
"""What the people in a role are called."""


class Audience(StrEnum):
    """Whom a contact is for. `not-said`: its source does not say, so it is shown to all."""

    PROFESSIONAL = "professional"
    PUBLIC = "public"
    ANYONE = "anyone"
    NOT_SAID = "not-said"


class Hours(StrEnum):
    """When a contact answers. `not-said`: its source does not say."""

    OFFICE = "office"
    OUT_OF_HOURS = "out-of-hours"
    ANY = "any"
    NOT_SAID = "not-said"


class Answer(StrEnum):
    """A person's answer to one indicator. Without one it is unanswered, which is not `no`."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not-known"


class When(StrEnum):
    """Whether what was seen is happening now or happened before. Past harm counts."""

    CURRENT = "current"
    PAST = "past"


class Basis(StrEnum):
    """What an answer is based on; an opinion is labelled as one wherever it is shown."""

    SEEN = "seen"
    TOLD = "told"
    REPORTED = "reported"
    OPINION = "opinion"


class Manner(StrEnum):
    """How an answer was given, where it was not by its own key."""

    REST = "rest"


class Value(Struct, frozen=True, forbid_unknown_fields=True):
    """What all values share: they never change, and allow no other fields."""


def _nothing() -> None:
    """Return None. A default that is made anew is written down, where a plain one is left out."""


class Area(Value, frozen=True):
    """A local authority, by its short id."""

    id: Slug
    name: Text
    authority: Text
    aliases: tuple[Text, ...] = ()


class Source(Value, frozen=True):
    """A published text that wording or numbers come from.

    `published` is as exact as its publisher was: a year, a month or a day; without it,
    `published_note` says what is known.
    """

    id: Slug
    title: Text
    publisher: Text
    published: PartialDate | None = None
    published_note: Text | None = None
    url: Text | None = None

    @property
    def named(self) -> str:
        """Who published it, and its title."""
        return f"{self.publisher}, {self.title}"

    def cited(self, today: date) -> str:
        """Return how it is cited: publisher, title, and in brackets its date and age."""
        return f"{self.named} ({self.dated(today)})"

    def dated(self, today: date) -> str:
        """Return when it was published and how old that makes it, or what is known of its date."""
        if self.published is None:
            return self.printed_date
        day = first_day(self.published)
        age = _age((today.year - day.year) * 12 + today.month - day.month)
        return f"{self.printed_date}, {age}"

    @property
    def printed_date(self) -> str:
        """When it was published, as exactly as its publisher says, or what is known of it."""
        if self.published is None:
            return self.published_note or "undated"
        day = first_day(self.published)
        return {
            4: f"{day.year}",
            7: f"{MONTHS[day.month - 1]} {day.year}",
            10: written_date(day),
        }[len(self.published)]


def _age(months: int) -> str:
    if months < 0:
        return "dated in the future"
    if months < 1:
        return "less than a month old"
    count, unit = (months, "month") if months < 24 else (months // 12, "year")
    return f"{count} {unit}{'s' if count > 1 else ''} old"


class Statement(Value, frozen=True):
    """A text in this project's own words, and the source that says so."""

    text: Text
    source: Slug


class Action(Value, frozen=True):
    """One thing that the guide asks people to do."""

    name: Text
    text: Text
    source: Slug


class Guide(Value, frozen=True):
    """What the guide says besides its indicators, in this project's own words.

    `caveat` is there only when the guide itself says that absence of indicators does not mean safe.
    """

    definition: Statement
    who: Statement
    actions: tuple[Action, ...]
    caveat: Statement | None = None


def _none_of_them() -> tuple[str, ...]:
    return ()


class Indicator(Value, frozen=True, omit_defaults=True):
    """One thing to look for, answerable on its own.

    `source_text` is the guide's wording, letter for letter; `urgent` marks what may mean harm now.
    `was` are the ids that it had before: what was written with one of them keeps working. Where it
    has several, it asks what each of them asked. `checked` is false for a proposal that no person
    has held against the guide; nobody is shown one, so that records and drafts never have it.
    """

    id: IndicatorId
    text: Text
    source_text: Text
    source: Slug
    urgent: bool = field(default_factory=bool)
    note: Text | None = field(default_factory=_nothing)
    was: tuple[IndicatorId, ...] = ()  # written down only where there are some: see `_nothing`
    checked: bool = True


class Category(Value, frozen=True):
    """A heading with its indicators; a note says, neutrally, what is unclear about it."""

    id: Slug
    name: Text
    kind: Kind
    grouping: Grouping
    indicators: tuple[Indicator, ...]
    note: Text | None = None


class Corrected(Value, frozen=True):
    """That a contact is a local correction: of which contact, what that printed, and since when."""

    contact: Slug
    printed: Text
    on: Day


class Confirmed(Value, frozen=True):
    """That somebody here has found a number to be right: when, and in which role."""

    on: Day
    by: Text | None = None


class Contact(Value, frozen=True, omit_defaults=True):
    """A team and its number, as its source printed them. `phone` is shown exactly as it is.

    `open` is when it answers, where a source prints that plainly: its own, or the one that
    `open_source` names. `corrected` and `confirmed` are what people here found out; no catalogue
    file has them. `checked` is false for a proposal that no person has held against the guide.
    """

    id: Slug
    team: Text
    phone: Text
    audience: Audience
    hours: Hours
    source: Slug
    hours_text: Text | None = field(default_factory=_nothing)
    open: tuple[OpenHours, ...] = field(default_factory=_none_of_them)
    open_source: Slug | None = field(default_factory=_nothing)
    option: Text | None = field(default_factory=_nothing)
    note: Text | None = field(default_factory=_nothing)
    corrected: Corrected | None = field(default_factory=_nothing)
    confirmed: Confirmed | None = field(default_factory=_nothing)
    checked: bool = True

    @property
    def number(self) -> str:
        """What to ring, and what to choose after that: `0113 496 0336, option 2`."""
        return f"{self.phone}, {self.option}" if self.option else self.phone

    @property
    def hours_source(self) -> str:
        """The id of the source that prints when it answers."""
        return self.open_source or self.source

    def is_for(self, role: Role) -> bool:
        """Return whether a person in this role may ring it; a silent source bars nobody.

        Raises:
            UsageError: there is no such role.
        """
        own = Audience(one_of(Role, role).value)
        return self.audience in (Audience.ANYONE, Audience.NOT_SAID, own)


class Catalogue(Value, frozen=True):
    """One area's checklist: format 1, described in `docs/catalogues.md`.

    `review_by` is the day by which its keeper means to have looked it over again.
    """

    format: int
    area: Area
    revision: Day
    sources: tuple[Source, ...]
    guide: Guide
    categories: tuple[Category, ...]
    contacts: tuple[Contact, ...]
    gaps: tuple[Text, ...] = ()
    review_by: Day | None = None

    @property
    def indicators(self) -> Iterator[Indicator]:
        """Every indicator, in the catalogue's order."""
        return (each for category in self.categories for each in category.indicators)

    @property
    def renamed(self) -> dict[str, str]:
        """Which id every old id stands for."""
        return {old: each.id for each in self.indicators for old in each.was}

    @property
    def joined(self) -> dict[str, tuple[str, ...]]:
        """The old ids of each indicator that has several: it asks what all of them asked."""
        return {each.id: each.was for each in self.indicators if len(each.was) > 1}

    def source(self, source_id: str) -> Source:
        """Return the source with this id; there is one for every id that the catalogue has.

        Raises:
            UsageError: there is none.
        """
        for source in self.sources:
            if source.id == source_id:
                return source
        known = ", ".join(source.id for source in self.sources)
        raise UsageError(f"No source of {self.area.id} has that id. Ids: {known}.")

    @property
    def corrections(self) -> tuple[Contact, ...]:
        """The contacts that are local corrections; none in a catalogue as its file has it."""
        return tuple(contact for contact in self.contacts if contact.corrected)

    def contacts_for(self, role: Role) -> tuple[Contact, ...]:
        """Return the contacts that a person in this role may ring, in the catalogue's order.

        Raises:
            UsageError: there is no such role.
        """
        return tuple(contact for contact in self.contacts if contact.is_for(role))


class Edition(Value, frozen=True):
    """A catalogue and the SHA-256 of the exact bytes it was read from.

    Local corrections are in the catalogue's contacts, marked as such, and not in those bytes.
    """

    catalogue: Catalogue
    sha256: str


class Response(Value, frozen=True, omit_defaults=True):
    """The response to one indicator: an answer, or a note on something still unanswered.

    Written down, it always has its first four names, and `given` only where there is something to
    say: records from before there was such a name stay, byte for byte, what they were.
    """

    answer: Answer | None = field(default_factory=_nothing)
    when: When | None = field(default_factory=_nothing)
    basis: Basis | None = field(default_factory=_nothing)
    note: Text | None = field(default_factory=_nothing)
    given: Manner | None = None

    @property
    def misgiven(self) -> str | None:
        """What is wrong with the way in which it says it was given; None if nothing is."""
        wrong = self.given is Manner.REST and self.answer is not Answer.NO
        return "is only ever said of a no" if wrong else None

    def answered(self, answer: Answer | None, *, given: Manner | None = None) -> Self:
        """Return the same response with this answer; its note stays."""
        return replace(self, answer=answer, given=given)

    def noted(self, note: str | None) -> Self:
        """Return the same response with this note, or without one."""
        return replace(self, note=note or None)

    def detailed(self, when: When | None, basis: Basis | None) -> Self:
        """Return the same response with this time and basis; its answer and note stay."""
        return replace(self, when=when, basis=basis)


def overdue(catalogue: Catalogue, today: date) -> str | None:
    """Return that a catalogue is due for review, once the day for it has passed."""
    if catalogue.review_by is None or today <= (day := date.fromisoformat(catalogue.review_by)):
        return None
    return (
        f"This checklist was due for review by {written_date(day)}: its wording and its numbers "
        "may be out of date."
    )
