"""Plain lines: one question a line, no colour, no drawing; a token or a word a line in answer."""

from collections.abc import Callable, Iterable
from textwrap import wrap
from typing import Final, TextIO

from cse_check.interview.presses import Press
from cse_check.interview.state import Interview, Place
from cse_check.interview.texts import lone_key
from cse_check.model import Response
from cse_check.narrative import FIELDS, ROOM, Field, Narrative, given
from cse_check.platforms import here
from cse_check.prompts import words
from cse_check.prompts.frame import Frame
from cse_check.prompts.review import Line, full_review, short_review
from cse_check.prompts.turning import TOO_SOON, PageTurns
from cse_check.screening import statements_for

TOO_LONG: Final = "[a line that is too long]".ljust(ROOM + 1, ".")
"""What is said in the place of what is too long: no token, and longer than any text may be."""
CANONICAL_LIMIT: Final = 4095
"""The longest line, in bytes, that a terminal hands over whole when it does the editing itself."""


class LinePrompter:
    """Asks on one stream and reads lines from another: a terminal, a pipe or a script.

    `rest` reads what came in one burst with a line: on a terminal that is a paste. Without it, as
    in a pipe, every line is a token. `width` says how many columns there are now.
    """

    def __init__(
        self,
        source: TextIO,
        screen: TextIO,
        frame: Frame,
        *,
        width: Callable[[], int],
        rest: Callable[[], str] | None = None,
        turns: PageTurns | None = None,
    ) -> None:
        self._source = source
        self._screen = screen
        self._frame = frame
        self._width = width
        self._rest = rest
        self._turns = turns or PageTurns()

    def begin(self, interview: Interview) -> None:
        """Say what this is, 999 first, and the keys, once."""
        self._say(f"*** {statements_for(interview.catalogue).immediate_danger} ***")
        for line in words.intro(interview, self._frame):
            self._say(line)
        for line in words.hints(self._width()):
            self._say(line)

    def category(self, interview: Interview) -> None:
        """Say which category begins; its questions follow, and are not read out twice."""
        place = interview.place
        self._page(f"{place.category.name} ({words.position(interview)})")
        for line in words.about(place):
            self._say(line)

    def ask(self, interview: Interview) -> str:
        """Show the question and read a line."""
        place = interview.place
        self._say("")
        self._say(f"{place.number} of {len(interview.places)}. {place.indicator.text}")
        if place.indicator.note:
            self._say(f"About the wording: {place.indicator.note}")
        for line in words.so_far(interview.response(place.indicator)):
            self._say(line)
        if trouble := self._frame.trouble():
            self.warn(trouble)
        return self._token("Answer: ")

    def heard(self, before: Interview, key: Press, after: Interview) -> None:
        """Say back what was understood; what "no to the rest" answered was not read out before."""
        place = before.place
        if said := words.heard(place, key, after.response(place.indicator)):
            self._say(said)
        if key is Press.NO_REST and not before.changing:
            names = (
                each.indicator.text
                for each in before.places
                if before.response(each.indicator) != after.response(each.indicator)
            )
            self._say(f"No to: {'; '.join(names)}.")

    def ask_note(self, place: Place, response: Response) -> str:
        """Read a note: a line, or what is pasted, with its line breaks."""
        self._say(f"Note on: {place.indicator.text}")
        if response.note:
            self._say(f"So far: {response.note}")
        self._say(words.NOTE)
        return "\n".join(self._lines("Note: "))

    def ask_choice(self, question: str, *, page: bool = False) -> str:
        """Ask a short question and read a line."""
        if page:
            self._drop()
        self._say(question)
        return self._token("Answer: ")

    def ask_line(self, question: str) -> str:
        """Ask for a name or the like, and read a line."""
        self._say(question)
        return self._token("> ")

    def review(self, interview: Interview, *, again: bool) -> str:
        """Show what was answered, if it was not shown just now, and read a line."""
        if not again:
            self._page(f"Review, {words.counted(interview)}")
            self._say(words.REVIEW)
            self._show(short_review(interview, self._width(), None))
        self._say(words.REVIEW_KEYS)
        return self._token("Answer: ")

    def list_answers(self, interview: Interview) -> None:
        """Show every answer."""
        self._say("")
        self._show(full_review(interview))

    def ask_text(self, field: Field, number: int, current: str | None) -> str:
        """Read lines up to one with only a full stop, or a lone token."""
        self._page(f"{field.heading} ({number} of {len(FIELDS)})")
        self._say(field.asks)
        if current:
            self._say(f"So far: {current}")
        self._say(words.TEXT)
        self._say(words.TEXT_ALONE)
        lines = self._lines("> ")
        if len(lines) == 1 and lone_key(lines[0]):
            return lines[0]
        return "\n".join([*lines, *self._up_to_a_full_stop()])

    def review_texts(self, narrative: Narrative) -> str:
        """Show the texts that were written and read a token."""
        self._page("What was written")
        written = dict(given(narrative))
        for number, field in enumerate(FIELDS, start=1):
            if field in written:
                self._say(f"{number}. {field.heading}: {written[field]}")
        self._say(words.TEXTS_KEYS)
        return self._token("Answer: ")

    @property
    def can_edit(self) -> bool:
        """Return whether the texts can be written in an editor."""
        return self._frame.edit is not None

    def edit(self, narrative: Narrative) -> Narrative | None:
        """Have the texts written in an editor."""
        return self._frame.edit(narrative) if self._frame.edit else None

    def contacts(self, *, every_one: bool) -> None:
        """Show whom to ring."""
        self._say("")
        self._screen.write(self._frame.contacts(every_one))

    def help(self) -> None:
        """Show what each key does."""
        for key, meaning in words.key_lines():
            self._say(f"{key}: {meaning}")

    def tell(self, message: str) -> None:
        """Show a short message."""
        self._say(message)

    def warn(self, message: str) -> None:
        """Show a message that cannot wait."""
        self._say(message)

    def stops(self, interview: Interview) -> bool:  # noqa: ARG002 - part of the protocol
        """A line that says so is meant."""
        return True

    def _page(self, heading: str) -> None:
        """Begin a page: what was typed before it could be read is dropped."""
        self._drop()
        self._say("")
        self._say(f"{self._frame.case_ref}: {heading}" if self._frame.case_ref else heading)

    def _drop(self) -> None:
        self._turns.turn()
        if self._rest and self._rest():
            self._say(words.DROPPED)

    def _token(self, prompt: str) -> str:
        """Read a line that is a token: nothing that was pasted, and no key that is held down."""
        while True:
            first, *pasted = self._lines(prompt)
            if pasted:
                self._say(words.PASTED)
            elif self._rest and not self._turns.takes(first.strip().lower()):
                self._say(TOO_SOON)
            else:
                return first

    def _up_to_a_full_stop(self) -> Iterable[str]:
        """Yield lines up to one with only a full stop; the end of input, too, ends a text."""
        try:
            room = ROOM
            while (lines := self._lines("> ")) != ["."]:
                if room >= 0:
                    room -= sum(len(line) + 1 for line in lines)
                    yield from lines if room >= 0 else [TOO_LONG]
        except EOFError:
            return

    def _lines(self, prompt: str) -> list[str]:
        """Read a line, and on a terminal all that was pasted with it."""
        lines = [self._line(prompt)]
        if self._rest and (rest := self._rest()):
            self._screen.write("\n")
            lines += rest.removesuffix("\n").split("\n")
        return lines

    def _show(self, lines: Iterable[Line]) -> None:
        for margin, text in lines:
            label = " ".join(margin.split())
            rest = "     " if margin else ""
            self._say(text, first=f"  {label}: " if label else rest, rest=rest)

    def _say(self, text: str, *, first: str = "", rest: str = "") -> None:
        for part in text.split("\n"):
            lines = wrap(part, self._width(), initial_indent=first, subsequent_indent=rest)
            self._screen.write("\n".join(lines or [""]) + "\n")

    def _line(self, prompt: str) -> str:
        self._screen.write(prompt)
        self._screen.flush()
        line = self._read()
        typed = here().is_terminal(self._source)
        if not typed:  # there, the person's own Enter ends the line on the screen
            self._screen.write("\n")
        if not line:
            raise EOFError
        if typed and len(line.encode()) >= CANONICAL_LIMIT:
            self._say(f"The terminal cuts lines off after {CANONICAL_LIMIT} bytes: check the end.")
        return line.removeprefix("\ufeff").rstrip("\r\n")  # some programs begin with a BOM

    def _read(self) -> str:
        """Read a line; in the place of one that is too long to be kept, what is never kept."""
        line = more = self._source.readline(ROOM + 1)
        while len(more) > ROOM and not more.endswith("\n"):
            more = self._source.readline(ROOM + 1)
        return line if more is line and len(line) <= ROOM else TOO_LONG
