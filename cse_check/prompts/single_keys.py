"""A terminal: one key an answer, and calm colours that only repeat what the words say."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Final

from rich.console import Console
from rich.text import Text

from cse_check.drawing import DANGER, QUIET, heading
from cse_check.interview.presses import TAKE_AWAY, Press, parse_key
from cse_check.interview.state import Interview, Place
from cse_check.interview.texts import lone_key
from cse_check.model import Response
from cse_check.narrative import FIELDS, Field, Narrative, given
from cse_check.prompts import words
from cse_check.prompts.frame import Frame
from cse_check.prompts.keys import Keys
from cse_check.prompts.review import Line, full_review, short_review
from cse_check.prompts.turning import TOO_SOON
from cse_check.screening import statements_for

MARGIN: Final = 10
"""Columns left of a question; its number stands in them."""
PROMPT: Final = f"{' ' * MARGIN}> "
AROUND_REVIEW: Final = 10
"""Rows that a review needs besides its answers: heading, keys, and a message or two."""


LONG: Final = 3
"""A list longer than one row in so many is run together, so that 999 stays in sight above it."""


class KeyPrompter:
    """Asks on a console and reads single keys, or lines and texts that are typed.

    `keys` gives the keyboard once the first lines are on the screen; `resize` says how many columns
    and rows there are now.
    """

    def __init__(
        self,
        keys: Callable[[], Keys],
        console: Console,
        frame: Frame,
        *,
        resize: Callable[[], tuple[int, int]],
        drawing: bool = True,
    ) -> None:
        self._open = keys
        self._console = console
        self._frame = frame
        self._resize = resize
        self._rows = 24
        self._hinted = False
        self._line, self._bullet = ("─", " • ") if drawing else ("-", " - ")

    def begin(self, interview: Interview) -> None:
        """Say what this is, 999 first; only then, at the first page, are keys read."""
        self._say("")
        self._say(statements_for(interview.catalogue).immediate_danger, DANGER)
        first, *more = words.intro(interview, self._frame)
        self._say(first)
        for line in more:
            self._say("")
            self._say(line, QUIET)

    @cached_property
    def _keys(self) -> Keys:
        return self._open()

    def category(self, interview: Interview) -> None:
        """Show the category that begins, with all its indicators."""
        place = interview.place
        self._page(place.category.name, words.position(interview))
        for line in words.about(place):
            self._say(line, QUIET)
        names = [indicator.text for indicator in place.category.indicators]
        if len(names) > self._rows // LONG:
            names = ["; ".join(names)]
        for name in names:
            self._say(name, margin=self._bullet)
        self._say("")
        self._hint()
        self._drop()

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
        if trouble := self._frame.trouble():
            self.warn(trouble)
        return self._key()

    def heard(self, before: Interview, key: Press, after: Interview) -> None:
        """Say nothing: the key is on the screen in words already."""

    def ask_note(self, place: Place, response: Response) -> str:
        """Read a note; what is pasted into it keeps its line breaks."""
        self._say(f"Note on: {place.indicator.text}", margin=" " * MARGIN)
        self._say(words.NOTE, QUIET, margin=" " * MARGIN)
        note = self._keys.line(PROMPT, response.note or "")
        return TAKE_AWAY if response.note and not note.strip() else note

    def ask_choice(self, question: str, *, page: bool = False) -> str:
        """Ask a short question and read a key."""
        if page:
            self._say("")
        self._say(question, QUIET, margin=" " * MARGIN)
        if page:
            self._drop()
        token = self._press()
        self._print(Text(token, "bold"))
        return token

    def ask_line(self, question: str) -> str:
        """Ask for a name or the like, and read a line."""
        self._say(question, QUIET, margin=" " * MARGIN)
        return self._keys.line(PROMPT)

    def review(self, interview: Interview, *, again: bool) -> str:  # noqa: ARG002 - as the protocol
        """Show what was answered, in so few rows that every yes is on the screen; read a token."""
        self._page("Review", words.counted(interview))
        self._say(words.REVIEW, QUIET)
        self._show(short_review(interview, self._console.width, self._rows - AROUND_REVIEW))
        self._drop()
        return self._numbered(words.REVIEW_KEYS)

    def list_answers(self, interview: Interview) -> None:
        """Show every answer."""
        self._page("Every answer")
        self._show(full_review(interview))

    def ask_text(self, field: Field, number: int, current: str | None) -> str:
        """Read lines up to one with only a full stop; what is pasted keeps its line breaks."""
        self._page(field.heading, f"{number} of {len(FIELDS)}")
        self._say(field.asks)
        self._say(f"So far: {current}" if current else words.TEXT_ALONE)
        self._drop()
        return self._text_again(current) if current else self._text()

    def _text(self, begun: str = "") -> str:
        self._say(words.TEXT, QUIET)
        return self._keys.text("> ", begun)

    def _text_again(self, current: str) -> str:
        """Read what is to become of a text that is there already."""
        self._say(words.TEXT_AGAIN, QUIET)
        while (token := self._key()) != "+":
            if token == TAKE_AWAY or lone_key(token):
                return token
            self.tell(words.TEXT_AGAIN)
        return self._text(current).strip() or TAKE_AWAY

    def review_texts(self, narrative: Narrative) -> str:
        """Show the texts that were written and read a token."""
        self._page("What was written")
        written = dict(given(narrative))
        for number, field in enumerate(FIELDS, start=1):
            if field in written:
                self._say(field.heading, "bold", margin=f"{number:>4}  ")
                self._say(written[field], margin=" " * 6)
        self._say("")
        self._drop()
        return self._numbered(words.TEXTS_KEYS)

    @property
    def can_edit(self) -> bool:
        """Return whether the texts can be written in an editor."""
        return self._frame.edit is not None

    def edit(self, narrative: Narrative) -> Narrative | None:
        """Have the texts written in an editor, to which the terminal is left."""
        if self._frame.edit is None:
            return None
        with self._keys.aside():
            return self._frame.edit(narrative)

    def contacts(self, *, every_one: bool) -> None:
        """Show whom to ring."""
        self._say("")
        self._console.file.write(self._frame.contacts(every_one))

    def help(self) -> None:
        """Show what each key does."""
        self._say("")
        for key, meaning in words.key_lines():
            self._say(meaning, margin=f"  {key}".ljust(21))

    def tell(self, message: str) -> None:
        """Show a short message."""
        self._say(message, QUIET, margin=" " * MARGIN)

    def warn(self, message: str) -> None:
        """Show a message that cannot wait."""
        self._say(message, DANGER, margin=" " * MARGIN)

    def stops(self, interview: Interview) -> bool:
        """Ask once more where stopping loses something."""
        kept = self._frame.drafting and not self._frame.trouble()
        if kept or not interview.given:
            return True
        self.tell(words.really_stop(interview.given, self._frame.kept()))
        return parse_key(self._key()) is Press.QUIT

    def _key(self) -> str:
        """Read a key of the walk, and show in words what it stands for, or what it is."""
        token = self._press()
        key = parse_key(token)
        self._print(Text(words.PRESSED[key] if key else token, "bold"))
        return token

    def _numbered(self, keys: str) -> str:
        """Read a key; a digit begins a line, which may be a number and an answer."""
        self._say(keys, QUIET)
        token = self._press()
        if not token.isdigit():
            self._print(Text(token, "bold"))
            return token
        self._console.file.write("\r")  # what is typed is drawn from the margin on
        return self._keys.line(PROMPT, token)

    def _press(self) -> str:
        """Read a key that is meant for what is shown: not pasted, and not held down."""
        too_soon = False
        self._print(Text(PROMPT), end="")
        while True:
            stroke = self._keys.key()
            if stroke.pasted:
                self._again(words.PASTED)
            elif self._keys.takes(stroke):
                return stroke.token
            elif not too_soon:
                too_soon = True
                self._again(TOO_SOON)

    def _again(self, message: str) -> None:
        self._print(Text())
        self.tell(message)
        self._print(Text(PROMPT), end="")

    def _page(self, name: str, position: str = "") -> None:
        """Begin a page: its heading is as wide as the screen is now."""
        self._measure()
        self._say("")
        aside = "  ".join(each for each in (self._frame.case_ref, position) if each)
        for line in heading(name, aside, self._console.width, self._line):
            self._print(line)

    def _drop(self) -> None:
        """Drop what was typed before this page was there to be seen."""
        if self._keys.begin_page():
            self._say(words.DROPPED, QUIET)

    def _measure(self) -> None:
        self._console.width, self._rows = self._resize()

    def _hint(self) -> None:
        """Show the keys: all of them once, then as many as fit on a line."""
        lines = [words.short_hints(self._console.width)]
        for line in lines if self._hinted else words.hints(self._console.width):
            self._say(line, QUIET)
        self._hinted = True

    def _show(self, lines: Iterable[Line]) -> None:
        for margin, text in lines:
            if margin:
                self._say(text, margin=margin)
            else:
                self._say("")
                self._say(text, "bold")

    def _say(self, text: str, style: str = "", *, margin: str = "") -> None:
        """Print text beside a margin, which is a word or number on its first line."""
        self._measure()
        for part in text.split("\n"):
            lines = Text(part, style).wrap(self._console, self._console.width - len(margin))
            for line in lines or [Text()]:
                line.rstrip()
                self._print(Text().append(margin, QUIET).append_text(line))
                margin = " " * len(margin)

    def _print(self, text: Text, end: str = "\n") -> None:
        self._console.print(text, end=end, soft_wrap=True)
        self._console.file.flush()
