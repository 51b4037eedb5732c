"""Twenty thousand keys at random, with bursts, pastes, resizes and stops.

Whatever comes: no answer but by its own key, a blank is never a no, going on from the draft is
going on from where it stopped, and the terminal's modes are set back.
"""

import os
import random
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from io import StringIO

import pytest
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.input.base import PipeInput
from prompt_toolkit.key_binding import KeyPress
from prompt_toolkit.output.vt100 import Vt100_Output
from prompters import LEEDS, frame
from rich.console import Console

from cse_check.errors import InterruptedScreeningError
from cse_check.interview import drafts
from cse_check.interview.presses import ANSWER_KEYS, Press, parse_key
from cse_check.interview.state import Interview, Place
from cse_check.interview.walk import CHANGE, walk
from cse_check.model import Answer, Edition, Manner, Role
from cse_check.prompts.bursts import Bursts
from cse_check.prompts.keyboard import Keyboard
from cse_check.prompts.single_keys import KeyPrompter
from cse_check.prompts.turning import PageTurns
from examples import TODAY

KEYS = 12_000 if os.environ.get("CSE_CHECK_NO_SKIPS") else 8_000
"""How many keys are pressed; CI has the time for more."""
SINGLE: list[str] = [*"yn?yn?b0...+dxchlCuz1 ", "\r", "\r", "\x1b[A", "\x1by", "\x1b"]
STOPS = ["\x03", "\x04", "\x04", "\x04", "q"]
PASTED = ["Y\rN\r", "N\r\rN", "no\rno\r", "N\rY\rN", "None\rY"]
"""What is pasted is in capitals, or has more than one letter: no key that is typed here is."""


class Person:
    """Somebody at a keyboard, who does something whenever the program waits for it."""

    def __init__(self, pipe: PipeInput, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - the same keys every time
        self.quiet = self.writing = False
        self.keys = 0
        self.time = 0.0
        self.size = (80, 24)
        self._pipe = pipe

    def act(self) -> None:
        """Press a key, or several; paste; turn the window to another size; stop."""
        if self.quiet:
            return
        self.time += self.chance.choice((0.01, 0.1, 1.0))
        pressed = self._next() if self.keys < KEYS else "\x03"
        self.keys += len(pressed)
        self._pipe.send_text(pressed)

    def _next(self) -> str:
        kind = self.chance.random()
        if kind < 0.01:
            return self.chance.choice(STOPS)
        if kind < 0.05:
            paste = self.chance.choice(PASTED)
            return f"\x1b[200~{paste}\x1b[201~" if self.chance.random() < 0.5 else paste
        if kind < 0.1:
            return "".join(self.chance.choices(SINGLE, k=5))
        if kind < 0.12:
            self.size = (self.chance.randint(40, 120), self.chance.randint(8, 50))
        return self.chance.choice(SINGLE)


class Terminal(Bursts):
    """The pipe that a person types into; it counts how often raw mode was asked for."""

    def __init__(self, pipe: PipeInput, person: Person) -> None:
        super().__init__(pipe)
        self.person = person
        self.raw = 0

    def read_keys(self) -> list[KeyPress]:
        keys = self._source.read_keys()
        if self.person.writing:  # a text is read in one wait, a key in each
            self.person.act()
        return keys

    def attach(self, input_ready_callback: Callable[[], None]) -> AbstractContextManager[None]:
        self.person.act()
        return super().attach(input_ready_callback)

    @contextmanager
    def raw_mode(self) -> Iterator[None]:
        self.raw += 1
        try:
            yield
        finally:
            self.raw -= 1


class Typed(Keyboard):
    """A keyboard at which nobody types while it is found out what came in one burst."""

    person: Person

    def line(self, prompt: str, begun: str = "") -> str:
        with self._writing():
            return super().line(prompt, begun)

    def text(self, prompt: str, begun: str = "") -> str:
        with self._writing():
            return super().text(prompt, begun)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self.person.writing = True
        try:
            yield
        finally:
            self.person.writing = False

    def _read(self, seconds: float | None) -> list[KeyPress]:
        if seconds is None:
            return super()._read(None)
        self.person.quiet = True
        keys = self._source.read_keys() or self._source.flush_keys()
        self.person.quiet = False
        return keys


class Watched(KeyPrompter):
    """A prompter that remembers what was shown last, and what was said to it."""

    shown = Interview(LEEDS)
    token = ""

    def ask(self, interview: Interview) -> str:
        self.shown, self.token = interview, super().ask(interview)
        return self.token

    def review(self, interview: Interview, *, again: bool) -> str:
        self.shown, self.token = interview, super().review(interview, again=again)
        return self.token

    def check(self, after: Interview) -> None:
        """Hold what a key did against what it may do."""
        before = self.shown
        changed = {
            place.indicator.id
            for place in before.places
            if given(before, place) != given(after, place)
        }
        if changed:
            assert changed <= set(self._allowed(before, after)), (self.token, changed)
        self.shown = after

    def _allowed(self, before: Interview, after: Interview) -> Iterator[str]:
        """Yield the ids of the indicators whose answer this token may have made what it is."""
        number, word = 0, self.token
        if before.in_review and (change := CHANGE.fullmatch(self.token.strip())):
            number, word = int(change[1]), change[2] or ""
        assert word == word.lower(), f"{word} was pasted"
        key = parse_key(word)
        if key is Press.BACK:
            assert before.undo
            assert after.answers == before.undo.answers
            yield from before.answers.keys() | after.answers.keys()
        elif key is Press.NO_REST:
            for place in before.places[before.cursor :]:
                if place.category is before.place.category:
                    assert given(after, place) == (Answer.NO, Manner.REST) or (
                        given(after, place) == given(before, place)
                    )
                    yield place.indicator.id
        else:
            place = before.places[number - 1] if number else before.place
            wanted = ANSWER_KEYS.get(key) if key else None
            assert key is Press.CLEAR or wanted, self.token
            assert given(after, place) == (wanted, None)
            yield place.indicator.id


def given(interview: Interview, place: Place) -> tuple[Answer | None, Manner | None]:
    response = interview.response(place.indicator)
    return response.answer, response.given


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1])
def test_whatever_keys_come_no_answer_is_given_but_by_its_own_key(seed: int) -> None:
    edition = Edition(LEEDS, "0" * 64)
    draft = drafts.begin(edition, Role.PROFESSIONAL, today=TODAY)
    with create_pipe_input() as pipe:
        person = Person(pipe, seed)
        terminal = Terminal(pipe, person)
        stops = ends = 0
        while person.keys < KEYS:
            begun = draft.interview
            kept = [begun]
            finished = None
            with keyboard_of(terminal) as keyboard:
                prompter = prompter_on(keyboard, person)
                prompter.shown = begun

                def keep(after: Interview) -> None:
                    prompter.check(after)  # noqa: B023 - called within this turn of the loop
                    kept.append(after)  # noqa: B023

                with suppress(InterruptedScreeningError):
                    finished = walk(begun, prompter, keep)
            assert terminal.raw == 0
            draft = drafts.load(drafts.dump(draft.at(kept[-1])), "draft")
            assert state(draft.interview) == state(kept[-1])
            stops, ends = stops + (finished is None), ends + (finished is not None)
            if finished:
                assert finished.answers == kept[-1].answers
                draft = drafts.begin(edition, Role.PROFESSIONAL, today=TODAY)
    assert stops > 10
    assert ends > 0


def state(interview: Interview) -> tuple[object, ...]:
    return interview.answers, interview.narrative, interview.reached


def keyboard_of(terminal: Terminal) -> Typed:
    person = terminal.person
    screen = Vt100_Output(
        StringIO(), lambda: Size(rows=person.size[1], columns=person.size[0]), enable_cpr=False
    )
    keyboard = Typed(terminal, screen, PageTurns(lambda: person.time))
    keyboard.person = person
    return keyboard


def prompter_on(keyboard: Keyboard, person: Person) -> Watched:
    return Watched(
        lambda: keyboard,
        Console(file=StringIO(), width=80, highlight=False, markup=False, soft_wrap=True),
        frame(drafting=True),
        resize=lambda: person.size,
    )
