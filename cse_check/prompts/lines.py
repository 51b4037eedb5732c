"""Plain lines: one question a line, no colour, no drawing; a token or a word a line in answer."""

from collections.abc import Callable
from textwrap import wrap
from typing import Final, TextIO

from cse_check.interview.state import Interview
from cse_check.model import Role
from cse_check.narrative import Field
from cse_check.prompts import words
from cse_check.screening import ANSWER_WORDS, statements_for

CANONICAL_LIMIT: Final = 4095
"""The longest line, in bytes, that a terminal hands over whole when it does the editing itself."""


class LinePrompter:
    """Asks on one stream and reads lines from another: a terminal, a pipe or a script."""

    def __init__(
        self,
        source: TextIO,
        screen: TextIO,
        *,
        contacts: Callable[[], str],
        role: Role,
        keeps: str,
        width: int = 80,
    ) -> None:
        self._source = source
        self._screen = screen
        self._contacts = contacts
        self._role = role
        self._keeps = keeps
        self._width = width

    def begin(self, interview: Interview) -> None:
        """Say what this is, 999 first."""
        self._say(f"*** {statements_for(interview.catalogue).immediate_danger} ***")
        for line in words.intro(interview, self._role, self._keeps):
            self._say(line)
        for line in words.hints(self._width):
            self._say(line)

    def category(self, interview: Interview) -> None:
        """Show the category that begins, with all its indicators."""
        place = interview.place
        categories = len(interview.catalogue.categories)
        self._say("")
        self._say(f"{place.category.name} ({place.category_number} of {categories})")
        for line in words.about(place):
            self._say(line)
        for indicator in place.category.indicators:
            self._say(indicator.text, first="- ", rest="  ")

    def ask(self, interview: Interview) -> str:
        """Show the question and read a line."""
        place = interview.place
        self._say("")
        self._say(f"{place.number} of {len(interview.places)}. {place.indicator.text}")
        if place.indicator.note:
            self._say(f"About the wording: {place.indicator.note}")
        for line in words.so_far(interview.response(place.indicator)):
            self._say(line)
        return self._read("Answer: ")

    def ask_note(self, interview: Interview) -> str:  # noqa: ARG002 - part of the protocol
        """Read a note, which is one line."""
        self._say(words.NOTE)
        return self._read("Note: ")

    def review(self, interview: Interview) -> str:
        """Show every answer and read a line."""
        self._say("")
        self._say(words.REVIEW)
        for place in interview.places:
            if place.number_in_category == 1:
                self._say(place.category.name)
            response = interview.response(place.indicator)
            said = f"{place.number}. {ANSWER_WORDS[response.answer]}: {place.indicator.text}"
            self._say(said, first="  ", rest="     ")
            if response.note:
                self._say(f"Note: {response.note}", first="     ", rest="     ")
        return self.ask_review(interview)

    def ask_review(self, interview: Interview) -> str:  # noqa: ARG002 - part of the protocol
        """Read a line at the review."""
        self._say(words.REVIEW_KEYS)
        return self._read("Answer: ")

    def ask_choice(self, question: str) -> str:
        """Ask a short question and read a line."""
        self._say(question)
        return self._read("Answer: ")

    def ask_text(self, field: Field, current: str | None) -> str:
        """Read lines up to an empty one."""
        self._say("")
        self._say(f"{field.heading}. {field.asks}")
        if current:
            self._say(f"So far: {current}")
        self._say(words.TEXT)
        lines: list[str] = []
        while line := self._read("> "):
            lines.append(line)
        return "\n".join(lines)

    def contacts(self) -> None:
        """Show whom to ring."""
        self._say("")
        self._screen.write(self._contacts())

    def help(self) -> None:
        """Show what each key does."""
        for key, meaning in words.key_lines():
            self._say(f"{key}: {meaning}")

    def tell(self, message: str) -> None:
        """Show a short message."""
        self._say(message)

    def _say(self, text: str, *, first: str = "", rest: str = "") -> None:
        for part in text.split("\n"):
            lines = wrap(part, self._width, initial_indent=first, subsequent_indent=rest)
            self._screen.write("\n".join(lines or [""]) + "\n")

    def _read(self, prompt: str) -> str:
        self._screen.write(prompt)
        self._screen.flush()
        line = self._source.readline()
        typed = self._source.isatty()
        if not typed:  # there, the person's own Enter ends the line on the screen
            self._screen.write("\n")
        if not line:
            raise EOFError
        if typed and len(line.encode()) >= CANONICAL_LIMIT:
            self._say(f"The terminal cuts lines off after {CANONICAL_LIMIT} bytes: check the end.")
        return line.removeprefix("\ufeff").rstrip("\r\n")  # some programs begin with a BOM
