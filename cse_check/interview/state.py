"""The walk as a state machine: what is asked next, and what each key does.

It neither reads nor prints. `Interview` is a value; `press` gives the next one. `walk` drives it.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, NamedTuple, assert_never

from msgspec import Struct
from msgspec.structs import replace

from cse_check.model import Answer, Basis, Catalogue, Category, Indicator, Response, When
from cse_check.narrative import NO_NARRATIVE, Narrative, given
from cse_check.screening import NO_RESPONSE
from cse_check.unseen import tidy


class Press(StrEnum):
    """What can be said at a question; the values are the words that are understood."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "unknown"
    SKIP = "skip"
    BACK = "back"
    NONE = "none"
    REST = "rest"
    NOTE = "note"
    DETAIL = "detail"
    CLEAR = "clear"
    CONTACTS = "contacts"
    HELP = "help"
    QUIT = "quit"


KEYS: Final[Mapping[str, Press]] = {
    "y": Press.YES,
    "n": Press.NO,
    "?": Press.NOT_KNOWN,
    "": Press.SKIP,
    "b": Press.BACK,
    "0": Press.NONE,
    ".": Press.REST,
    "+": Press.NOTE,
    "d": Press.DETAIL,
    "x": Press.CLEAR,
    "c": Press.CONTACTS,
    "h": Press.HELP,
    "q": Press.QUIT,
}

TOKENS: Final[Mapping[str, Press]] = {**KEYS, **{key.value: key for key in Press}}
"""Every way to say something at a question: a single key, or its word."""

ANSWER_KEYS: Final[Mapping[Press, Answer]] = {
    Press.YES: Answer.YES,
    Press.NO: Answer.NO,
    Press.NOT_KNOWN: Answer.NOT_KNOWN,
}


Detail = When | Basis
DETAILS: Final[tuple[tuple[str, Mapping[str, Detail]], ...]] = (
    ("When?", {"c": When.CURRENT, "p": When.PAST}),
    (
        "On what basis?",
        {"s": Basis.SEEN, "t": Basis.TOLD, "r": Basis.REPORTED, "o": Basis.OPINION},
    ),
)
"""What can be said of an answer besides its note, each with its keys."""


class Place(NamedTuple):
    """Where an indicator stands; all numbers count from 1."""

    category: Category
    category_number: int
    indicator: Indicator
    number_in_category: int
    number: int


class Interview(Struct, frozen=True):
    """How far a walk has come.

    `cursor` counts the indicators that were passed; at the number of indicators the review begins.
    `changing` is set while the review has one question open again. `told` says what the last key
    did, where that is not plain to see.
    """

    catalogue: Catalogue
    answers: Mapping[str, Response] = {}
    narrative: Narrative = NO_NARRATIVE
    cursor: int = 0
    changing: bool = False
    finished: bool = False
    told: str = ""

    @property
    def places(self) -> tuple[Place, ...]:
        """Every indicator with its place, in the order in which they are asked."""
        flat = (
            (category, number, indicator, position)
            for number, category in enumerate(self.catalogue.categories, start=1)
            for position, indicator in enumerate(category.indicators, start=1)
        )
        return tuple(Place(*place, number) for number, place in enumerate(flat, start=1))

    @property
    def in_review(self) -> bool:
        """Return whether every indicator was passed, so that the answers are looked over."""
        return self.cursor >= len(self.places)

    @property
    def place(self) -> Place:
        """The indicator that is being asked."""
        return self.places[self.cursor]

    @property
    def given(self) -> int:
        """How many things were said so far: indicators with an answer or a note, and texts."""
        said = sum(1 for response in self.answers.values() if response != NO_RESPONSE)
        return said + sum(1 for _ in given(self.narrative))

    def response(self, indicator: Indicator) -> Response:
        """Return what was said to this indicator so far."""
        return self.answers.get(indicator.id, NO_RESPONSE)

    def press(self, key: Press) -> "Interview":
        """Return the interview after this key at the question that is being asked.

        `0` and `.` act on the rest of the category; neither changes an answer that is there
        already, but for the one being asked.
        """
        match key:
            case Press.YES | Press.NO | Press.NOT_KNOWN:
                return self._answer(ANSWER_KEYS[key])._next()
            case Press.CLEAR:
                return replace(self._answer(None), told="No answer is kept for this.")
            case Press.SKIP:
                return self._next()
            case Press.BACK:
                return self._back()
            case Press.NONE | Press.REST:
                return self._rest(Answer.NO if key is Press.NONE else None)
            case Press.NOTE | Press.DETAIL | Press.CONTACTS | Press.HELP | Press.QUIT:  # no answers
                return replace(self, told="")
            case _:
                assert_never(key)

    def note(self, text: str) -> "Interview":
        """Return the interview with this note on the indicator that is being asked.

        Characters that cannot be seen are spelled out. An empty text leaves the note as it was; a
        single `-` takes it away.
        """
        text = tidy(text)
        if not text:
            return replace(self, told="The note is as it was.")
        note = None if text == "-" else text
        noted = self._respond(self.place.indicator, self._current.noted(note))
        return replace(noted, told="The note is kept." if note else "The note is taken away.")

    def detail(self, when: When | None, basis: Basis | None) -> "Interview":
        """Return the interview with this time and basis on the indicator that is being asked."""
        detailed = self._respond(self.place.indicator, self._current.detailed(when, basis))
        kept = ", ".join(each for each in (when, basis) if each) or "nothing"
        return replace(detailed, told=f"Kept with the answer: {kept}.")

    def narrate(self, name: str, text: str) -> "Interview":
        """Return the interview with this text in a field; none leaves it, `-` drops it."""
        text = tidy(text)
        if not text:
            return self
        changed = {name: None if text == "-" else text}
        return replace(self, narrative=replace(self.narrative, **changed))

    def change(self, number: int) -> "Interview":
        """Return the interview with one question open again; `number` counts from 1."""
        return replace(self, cursor=number - 1, changing=True, told="")

    def reopen(self) -> "Interview":
        """Return the interview back at its last question."""
        return replace(self, cursor=len(self.places) - 1, told="")

    def finish(self) -> "Interview":
        """Return the interview as one that is over: the summary comes next."""
        return replace(self, finished=True, told="")

    @property
    def _current(self) -> Response:
        return self.response(self.place.indicator)

    def _respond(self, indicator: Indicator, response: Response) -> "Interview":
        answers = {**self.answers, indicator.id: response}
        if response == NO_RESPONSE:
            del answers[indicator.id]
        return replace(self, answers=answers)

    def _answer(self, answer: Answer | None) -> "Interview":
        return self._respond(self.place.indicator, self._current.answered(answer))

    def _next(self) -> "Interview":
        cursor = len(self.places) if self.changing else self.cursor + 1
        return replace(self, cursor=cursor, changing=False, told="")

    def _back(self) -> "Interview":
        if self.changing:
            return self._next()
        told = "" if self.cursor else "This is the first question."
        return replace(self, cursor=max(self.cursor - 1, 0), told=told)

    def _rest(self, answer: Answer | None) -> "Interview":
        if self.changing:
            return replace(
                self, told="One answer is being changed here: 'b' goes back to the list."
            )
        rest = [
            place.indicator
            for place in self.places[self.cursor :]
            if place.category is self.place.category
        ]
        after = replace(self, cursor=self.cursor + len(rest))
        if answer is None:
            return replace(after, told="The rest of this category is skipped.")
        open_ones = [each for each in rest[1:] if self.response(each).answer is None]
        for indicator in [rest[0], *open_ones]:
            after = after._respond(indicator, self.response(indicator).answered(answer))
        kept = len(rest) - 1 - len(open_ones)
        told = f"Answered no: {len(open_ones) + 1}."
        return replace(after, told=f"{told} Left as answered before: {kept}." if kept else told)


def parse_key(token: str) -> Press | None:
    """Return the key that a token means, or None; case and surrounding space do not matter."""
    return TOKENS.get(token.strip().lower())
