"""Driving an interview with a `Prompter`: the questions, the review, and the texts."""

import re
from typing import Final

from cse_check.errors import InterruptedScreeningError
from cse_check.interview.asides import is_aside, not_understood
from cse_check.interview.details import ask_details
from cse_check.interview.presses import ANSWER_KEYS, Press, parse_key
from cse_check.interview.prompter import Keep, Prompter, keep_nothing
from cse_check.interview.state import Interview
from cse_check.interview.texts import write_texts
from cse_check.model import Category

LIST: Final = ("l", "list")
CHANGE: Final = re.compile(r"([0-9]{1,9})\s*(\D.*)?", re.DOTALL)
"""A number of the review, and what its answer is to be."""


def walk(interview: Interview, prompter: Prompter, keep: Keep = keep_nothing) -> Interview:
    """Walk through an interview to its end; `keep` is called after everything that was said.

    Raises:
        InterruptedScreeningError: the person stopped, or the input ended. That is never an answer.
    """
    walking = _Walk(interview, prompter, keep)
    prompter.begin(interview)
    try:
        while not walking.interview.finished:
            walking.step()
        for told in write_texts(walking.interview, prompter):
            walking.go(told)
    except (EOFError, KeyboardInterrupt) as stopped:
        area = interview.catalogue.area.id
        now = walking.interview
        is_new = (now.answers, now.narrative) != (interview.answers, interview.narrative)
        raise InterruptedScreeningError(now.given, area, is_new=is_new) from stopped
    return walking.interview


class _Walk:
    """Where a walk is, and what was shown of it."""

    def __init__(self, interview: Interview, prompter: Prompter, keep: Keep) -> None:
        self.interview = interview
        self._prompter = prompter
        self._keep = keep
        self._shown: Category | None = None
        self._reviewed: Interview | None = None

    def step(self) -> None:
        """Ask one thing, and go on as the answer says."""
        if self.interview.in_review:
            self._shown = None
            self._review()
        else:
            self._question()

    def go(self, after: Interview) -> None:
        """Go on to what a key has made of the interview; keep it, and say what it did."""
        before, self.interview = self.interview, after
        if after != before:
            self._keep(after)
        if after.warning:
            self._prompter.warn(after.warning)
        if after.told:
            self._prompter.tell(after.told)

    def _question(self) -> None:
        now = self.interview
        if now.place.category is not self._shown and not now.changing:
            self._prompter.category(now)
        self._shown = now.place.category
        token = self._prompter.ask(now)
        key = parse_key(token)
        if key is None:
            self._prompter.tell(not_understood(token, "an answer"))
        elif key is Press.NOTE:
            said = now.response(now.spoken_of.indicator)
            self.go(now.note(self._prompter.ask_note(now.spoken_of, said)))
            self.go(ask_details(self.interview, self._prompter))
        elif key is Press.DETAIL:
            self.go(ask_details(self.interview, self._prompter))
        elif not is_aside(key, now, self._prompter):
            self._press(key)

    def _press(self, key: Press) -> None:
        after = self.interview.press(key)
        self._prompter.heard(self.interview, key, after)
        self.go(after)

    def _review(self) -> None:
        now = self.interview
        token = self._prompter.review(now, again=now == self._reviewed).strip()
        self._reviewed = now
        if token.lower() in LIST:
            self._prompter.list_answers(now)
        elif change := CHANGE.fullmatch(token):
            self._change(int(change[1]), change[2])
        else:
            self._leave_review(token)

    def _change(self, number: int, token: str | None) -> None:
        """Ask a question again, or change its answer at once."""
        key = parse_key(token) if token else None
        there = 1 <= number <= len(self.interview.places)
        if not there or (token and key not in (*ANSWER_KEYS, Press.CLEAR)):
            self._say_what_the_review_takes()
            return
        self.interview = self.interview.change(number)
        if key:
            self._press(key)
        if key is Press.CLEAR:
            self.go(self.interview.press(Press.SKIP))

    def _leave_review(self, token: str) -> None:
        key = parse_key(token)
        if key is Press.SKIP:
            self.go(self.interview.finish())
        elif key is Press.BACK:
            self.go(self.interview.press(Press.BACK))
        elif not is_aside(key, self.interview, self._prompter):
            self._say_what_the_review_takes()

    def _say_what_the_review_takes(self) -> None:
        last = len(self.interview.places)
        self._prompter.tell(
            f"Type a number from 1 to {last}, such as '1 y' or '1'; 'l' lists all; "
            "only Enter finishes."
        )
