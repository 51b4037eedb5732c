"""The walk as a state machine: what is asked next, and what each key does.

It neither reads nor prints. `Interview` is a value; `press` gives the next one. `walk` drives it.
"""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple, assert_never

from msgspec import Struct
from msgspec.structs import replace

from cse_check.interview.presses import ANSWER_KEYS, BASES, TAKE_AWAY, WHENS, Press
from cse_check.model import Answer, Basis, Catalogue, Category, Indicator, Manner, Response, When
from cse_check.narrative import NO_NARRATIVE, ROOM, Narrative, given
from cse_check.screening import NO_RESPONSE
from cse_check.unseen import tidy

ONE_AT_A_TIME: Final = "One answer is being changed here: 'b' goes back to the review."
NO_ROOM: Final = (
    f"That is too long, and was not kept: notes and texts may have {ROOM:,} bytes together. What "
    "was there before is as it was. Write it shorter, or keep it as a file of its own."
)
MAY_MEAN_HARM_NOW: Final = "This may mean harm now. In danger, ring 999; 'c' shows whom else."


class Place(NamedTuple):
    """Where an indicator stands; all numbers count from 1."""

    category: Category
    category_number: int
    indicator: Indicator
    number_in_category: int
    number: int


class Act(NamedTuple):
    """How things stood before "no to the rest", so that the whole of it can be taken back."""

    cursor: int
    answers: Mapping[str, Response]


class Interview(Struct, frozen=True):
    """How far a walk has come.

    `cursor` counts the indicators that were passed; at the number of indicators the review begins.
    `changing` is set while the review has one question open again. `told` says what the last key
    did, where that is not plain to see, and `warning` what cannot wait. `answered` is the index of
    the indicator that the last key answered; `undo` is there right after "no to the rest".
    """

    catalogue: Catalogue
    answers: Mapping[str, Response] = {}
    narrative: Narrative = NO_NARRATIVE
    cursor: int = 0
    changing: bool = False
    finished: bool = False
    told: str = ""
    warning: str = ""
    answered: int | None = None
    undo: Act | None = None

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
    def spoken_of(self) -> Place:
        """What a note or a detail is on: what was answered just now, else what is being asked."""
        return self.places[self.cursor if self.answered is None else self.answered]

    @property
    def reached(self) -> int:
        """How far the walk has come: one question that the review has open does not change that."""
        return len(self.places) if self.changing else self.cursor

    @property
    def given(self) -> int:
        """How many things were said so far: indicators with an answer or a note, and texts."""
        said = sum(1 for response in self.answers.values() if response != NO_RESPONSE)
        return said + sum(1 for _ in given(self.narrative))

    @property
    def written(self) -> int:
        """How many bytes the notes and the texts have together."""
        notes = (response.note or "" for response in self.answers.values())
        return sum(len(text.encode()) for text in (*notes, *dict(given(self.narrative)).values()))

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
                return self._answer(ANSWER_KEYS[key])
            case Press.CLEAR:
                return self._respond(self.place, self._current.answered(None)).moved(
                    self.cursor, told="No answer is kept for this."
                )
            case Press.SKIP:
                return self._next()
            case Press.BACK:
                return self._back()
            case Press.NO_REST:
                return self._no_to_the_rest()
            case Press.REST:
                return self._skip_the_rest()
            case Press.NOTE | Press.DETAIL | Press.CONTACTS | Press.ALL_CONTACTS | Press.HELP:
                return replace(self, told="", warning="")
            case Press.QUIT:
                return replace(self, told="", warning="")
            case _:
                assert_never(key)

    def note(self, text: str) -> "Interview":
        """Return the interview with this note on what `spoken_of` says.

        Characters that cannot be seen are spelled out. An empty text leaves the note as it was; a
        single `-` takes it away.
        """
        text, place = tidy(text), self.spoken_of
        before = self.response(place.indicator)
        if not text:
            told = "The note is as it was." if before.note else "No note was written."
            return replace(self, told=told, warning="")
        noted = self._respond(place, before.noted(None if text == TAKE_AWAY else text))
        if problem := self._too_long(noted):
            return replace(self, told="", warning=problem)
        return replace(
            noted,
            told="The note is taken away." if text == TAKE_AWAY else "The note is kept.",
            warning="",
            undo=None,
        )

    def detail(self, when: When | None, basis: Basis | None) -> "Interview":
        """Return the interview with this time and basis on what `spoken_of` says."""
        place = self.spoken_of
        before = self.response(place.indicator)
        said, after = (when, basis), before.detailed(when, basis)
        if after == before:
            return replace(self, told="", warning="")
        kept = ", ".join(word for word, each in (*WHENS.values(), *BASES.values()) if each in said)
        told = f"Kept on {place.indicator.text}: {kept}." if kept else "That is taken away."
        return replace(self._respond(place, after), told=told, warning="", undo=None)

    def narrate(self, name: str, text: str) -> "Interview":
        """Return the interview with this text in a field; none leaves it, `-` drops it."""
        text = tidy(text)
        if not text:
            return self
        changed = {name: None if text == TAKE_AWAY else text}
        return self.narrated(replace(self.narrative, **changed))

    def narrated(self, narrative: Narrative) -> "Interview":
        """Return the interview with all of these texts; as it was, with a warning, if too long."""
        after = replace(self, narrative=narrative, told="", warning="")
        problem = self._too_long(after)
        return replace(self, told="", warning=problem) if problem else after

    def change(self, number: int) -> "Interview":
        """Return the interview with one question open again; `number` counts from 1."""
        return self.moved(number - 1, changing=True)

    def finish(self) -> "Interview":
        """Return the interview as one that is over: the summary comes next."""
        return replace(self, finished=True, told="", warning="")

    def moved(
        self,
        cursor: int,
        *,
        told: str = "",
        warning: str = "",
        answered: int | None = None,
        undo: Act | None = None,
        changing: bool = False,
    ) -> "Interview":
        """Return the interview at this place, with nothing left of what the last key said."""
        return replace(
            self,
            cursor=cursor,
            changing=changing,
            told=told,
            warning=warning,
            answered=answered,
            undo=undo,
        )

    @property
    def _current(self) -> Response:
        return self.response(self.place.indicator)

    def _respond(self, place: Place, response: Response) -> "Interview":
        answers = {**self.answers, place.indicator.id: response}
        if response == NO_RESPONSE:
            del answers[place.indicator.id]
        return replace(self, answers=answers)

    def _answer(self, answer: Answer) -> "Interview":
        place = self.place
        harm_now = answer is Answer.YES and place.indicator.urgent
        return self._respond(place, self._current.answered(answer)).moved(
            self._after,
            answered=self.cursor,
            warning=MAY_MEAN_HARM_NOW if harm_now else "",
        )

    @property
    def _after(self) -> int:
        return len(self.places) if self.changing else self.cursor + 1

    def _next(self) -> "Interview":
        return self.moved(self._after)

    def _back(self) -> "Interview":
        if self.changing:
            return self._next()
        if self.undo:
            taken_back = replace(self, answers=self.undo.answers)
            return taken_back.moved(self.undo.cursor, told="All of that is taken back.")
        told = "" if self.cursor else "This is the first question."
        return self.moved(max(self.cursor - 1, 0), told=told)

    def _too_long(self, after: "Interview") -> str:
        """Return why what was written is not kept; nothing if it is, or is less than it was."""
        return NO_ROOM if after.written > max(ROOM, self.written) else ""

    @property
    def _rest(self) -> list[Place]:
        """What is left of the category, from the indicator that is being asked."""
        return [
            place for place in self.places[self.cursor :] if place.category is self.place.category
        ]

    def _skip_the_rest(self) -> "Interview":
        if self.changing:
            return replace(self, told=ONE_AT_A_TIME)
        return self.moved(
            self.cursor + len(self._rest), told="The rest of this category is skipped."
        )

    def _no_to_the_rest(self) -> "Interview":
        if self.changing:
            return replace(self, told=ONE_AT_A_TIME)
        first, *others = self._rest
        answered = [first, *(each for each in others if not self.response(each.indicator).answer)]
        after = self
        for place in answered:
            response = self.response(place.indicator).answered(Answer.NO, given=Manner.REST)
            after = after._respond(place, response)
        return after.moved(
            self.cursor + 1 + len(others),
            told=_told_of(answered, kept=1 + len(others) - len(answered)),
            answered=self.cursor,
            undo=Act(self.cursor, self.answers),
        )


def _told_of(answered: Sequence[Place], *, kept: int) -> str:
    """Say what "no to the rest" did: how many it answered, and which of them are urgent."""
    urgent = [place.indicator.text for place in answered if place.indicator.urgent]
    said = [f"Answered no: {len(answered)}."]
    if kept:
        said.append(f"Left as answered before: {kept}.")
    if urgent:
        said.append(f"Marked urgent among them: {'; '.join(urgent)}.")
    return " ".join([*said, "'b' takes all of it back."])
