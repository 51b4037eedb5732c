"""What shows an interview to a person and reads what they say: a terminal, a pipe or a test."""

from collections.abc import Callable
from typing import Protocol

from cse_check.interview.presses import Press
from cse_check.interview.state import Interview, Place
from cse_check.model import Response
from cse_check.narrative import Field, Narrative

Keep = Callable[[Interview], None]


def keep_nothing(interview: Interview) -> None:
    """Keep no draft."""


class Prompter(Protocol):
    """Shows and reads: one token at a time. What is pasted is no token, and is refused there.

    All that ask raise EOFError at the end of input and KeyboardInterrupt at Ctrl-C.
    """

    def begin(self, interview: Interview) -> None:
        """Say what this is, 999 first."""

    def category(self, interview: Interview) -> None:
        """Show the category that begins."""

    def ask(self, interview: Interview) -> str:
        """Show the question that is being asked and read a token."""

    def heard(self, before: Interview, key: Press, after: Interview) -> None:
        """Say what a key was understood to mean, where that is not on the screen already."""

    def ask_note(self, place: Place, response: Response) -> str:
        """Read a note on this indicator."""

    def ask_choice(self, question: str, *, page: bool = False) -> str:
        """Ask a short question and read a token; `page` is set where it begins something new."""

    def ask_line(self, question: str) -> str:
        """Ask for a name or the like, and read a line."""

    def review(self, interview: Interview, *, again: bool) -> str:
        """Show what was answered and read a token; `again` is set when it was shown just now."""

    def list_answers(self, interview: Interview) -> None:
        """Show every answer."""

    def ask_text(self, field: Field, number: int, current: str | None) -> str:
        """Read a text of any number of lines for this field of the narrative, or a lone token."""

    def review_texts(self, narrative: Narrative) -> str:
        """Show the texts that were written and read a token."""

    @property
    def can_edit(self) -> bool:
        """Return whether the texts can be written in an editor."""

    def edit(self, narrative: Narrative) -> Narrative | None:
        """Have the texts written in an editor; None when it came to nothing, which was said."""

    def contacts(self, *, every_one: bool) -> None:
        """Show whom to ring: in short, or every contact with its source."""

    def help(self) -> None:
        """Show what each key does."""

    def tell(self, message: str) -> None:
        """Show a short message."""

    def warn(self, message: str) -> None:
        """Show a message that cannot wait."""

    def stops(self, interview: Interview) -> bool:
        """Return whether the person who asked to stop does so."""
