"""A terminal: one key an answer, and calm colours that only repeat what the words say."""

from collections.abc import Callable
from typing import Final

from rich.console import Console
from rich.text import Text

from cse_check.drawing import DANGER, QUIET, heading
from cse_check.interview.state import Interview, Press, parse_key
from cse_check.model import Role
from cse_check.narrative import Field
from cse_check.prompts import words
from cse_check.prompts.keyboard import PASTED, Keyboard
from cse_check.screening import ANSWER_WORDS, statements_for

MARGIN: Final = 10
"""Columns left of a question; its number stands in them."""


class KeyPrompter:
    """Asks on a console and reads single keys, or whole lines for a note or a number."""

    def __init__(
        self,
        keyboard: Keyboard,
        console: Console,
        *,
        contacts: Callable[[], str],
        role: Role,
        keeps: str,
        confirms_stop: bool = False,
        drawing: bool = True,
    ) -> None:
        self._keyboard = keyboard
        self._console = console
        self._contacts = contacts
        self._role = role
        self._keeps = keeps
        self._confirms_stop = confirms_stop
        self._line, self._bullet = ("─", " • ") if drawing else ("-", " - ")

    def begin(self, interview: Interview) -> None:
        """Say what this is, 999 first."""
        self._say("")
        self._say(statements_for(interview.catalogue).immediate_danger, DANGER)
        first, *more = words.intro(interview, self._role, self._keeps)
        self._say(first)
        for line in more:
            self._say("")
            self._say(line, QUIET)

    def category(self, interview: Interview) -> None:
        """Show the category that begins, with all its indicators."""
        place = interview.place
        categories = len(interview.catalogue.categories)
        self._heading(place.category.name, f"{place.category_number} of {categories}")
        for line in words.about(place):
            self._say(line, QUIET)
        for indicator in place.category.indicators:
            self._say(indicator.text, margin=self._bullet)
        self._say("")
        for line in words.hints(self._console.width):
            self._say(line, QUIET)

    def ask(self, interview: Interview) -> str:
        """Show the question, read a key, and show in words what it stands for."""
        place = interview.place
        self._say("")
        number = f"{place.number} of {len(interview.places)}  ".rjust(MARGIN)
        self._say(place.indicator.text, "bold", margin=number)
        if place.indicator.note:
            self._say(place.indicator.note, QUIET, margin=" " * MARGIN)
        for line in words.so_far(interview.response(place.indicator)):
            self._say(line, margin=" " * MARGIN)
        token = self._key()
        if parse_key(token) is Press.QUIT and not self._stops(interview.given):
            return self.ask(interview)
        return token

    def ask_note(self, interview: Interview) -> str:  # noqa: ARG002 - part of the protocol
        """Read a note; what is pasted into it keeps its line breaks."""
        self._say(words.NOTE, QUIET, margin=" " * MARGIN)
        return self._read_line(f"{' ' * MARGIN}> ")

    def review(self, interview: Interview) -> str:
        """Show every answer and read a line."""
        self._heading("Review")
        self._say(words.REVIEW, QUIET)
        for place in interview.places:
            if place.number_in_category == 1:
                self._say("")
                self._say(place.category.name, "bold")
            response = interview.response(place.indicator)
            margin = f"{place.number:>4}  {ANSWER_WORDS[response.answer]:<12}"
            self._say(place.indicator.text, margin=margin)
            if response.note:
                self._say(f"Note: {response.note}", QUIET, margin=" " * 18)
        self._say("")
        return self.ask_review(interview)

    def ask_review(self, interview: Interview) -> str:
        """Read a line at the review."""
        self._say(words.REVIEW_KEYS, QUIET)
        token = self._read_line("> ")
        if parse_key(token) is Press.QUIT and not self._stops(interview.given):
            return self.ask_review(interview)
        return token

    def ask_choice(self, question: str) -> str:
        """Ask a short question and read a key."""
        self._say(question, QUIET, margin=" " * MARGIN)
        token = self._pressed()
        self._print(Text(token if token.isprintable() else "?", "bold"))
        return token

    def ask_text(self, field: Field, current: str | None) -> str:
        """Read lines up to an empty one; what is pasted keeps its line breaks."""
        self._heading(field.heading)
        self._say(field.asks)
        if current:
            self._say(f"So far: {current}")
        self._say(words.TEXT, QUIET)
        lines: list[str] = []
        while line := self._read_line("> "):
            lines.append(line)
        return "\n".join(lines)

    def contacts(self) -> None:
        """Show whom to ring."""
        self._say("")
        self._console.file.write(self._contacts())

    def help(self) -> None:
        """Show what each key does."""
        self._say("")
        for key, meaning in words.key_lines():
            self._say(meaning, margin=f"  {key}".ljust(19))

    def tell(self, message: str) -> None:
        """Show a short message."""
        self._say(message, QUIET, margin=" " * MARGIN)

    def _stops(self, given: int) -> bool:
        """Ask once more where stopping loses something."""
        if not (given and self._confirms_stop):
            return True
        message = f"Stop here? Nothing is kept of what was answered so far ({given}). "
        self._say(f"{message}'q' again stops, any other key goes on.", margin=" " * MARGIN)
        return parse_key(self._key()) is Press.QUIT

    def _key(self) -> str:
        """Read a key of the walk, and show in words what it stands for."""
        token = self._pressed()
        if token.isspace():  # a word may have spaces around it, but the space bar skips nothing
            token = PASTED
        key = parse_key(token)
        self._print(Text(words.PRESSED[key] if key else "?", "bold"))
        return token

    def _pressed(self) -> str:
        self._print(Text(f"{' ' * MARGIN}> "), end="")
        return self._keyboard.key()

    def _read_line(self, prompt: str) -> str:
        self._print(Text(prompt), end="")
        return self._keyboard.line()

    def _heading(self, name: str, position: str = "") -> None:
        self._say("")
        for line in heading(name, position, self._console.width, self._line):
            self._print(line)

    def _say(self, text: str, style: str = "", *, margin: str = "") -> None:
        """Print text beside a margin, which is a word or number on its first line."""
        for part in text.split("\n"):
            lines = Text(part, style).wrap(self._console, self._console.width - len(margin))
            for line in lines or [Text()]:
                line.rstrip()
                self._print(Text().append(margin, QUIET).append_text(line))
                margin = " " * len(margin)

    def _print(self, text: Text, end: str = "\n") -> None:
        self._console.print(text, end=end, soft_wrap=True)
        self._console.file.flush()
