"""What surrounds a walk: what a prompter is told of, and shows, but does not decide."""

from collections.abc import Callable
from typing import NamedTuple

from cse_check.model import Role
from cse_check.narrative import Narrative


class Frame(NamedTuple):
    """What every prompter shows besides the questions.

    `contacts` gives whom to ring: in short, or (True) every contact with its source. `keeps` says
    what is kept of the answers before they are finished, and `drafting` whether a draft is.
    `trouble` gives what is to be said at every question while that cannot be kept, else nothing.
    `kept` counts what is kept all the same: what could be written down before that.
    `edit` has the narrative written in an editor, where that can be; it gives None when that came
    to nothing. `case_ref` is the case reference, if there is one. `overdue` says that the catalogue
    is due for review, if it is.
    """

    role: Role
    contacts: Callable[[bool], str]
    keeps: str
    drafting: bool
    case_ref: str | None = None
    edit: Callable[[Narrative], Narrative | None] | None = None
    trouble: Callable[[], str] = lambda: ""
    kept: Callable[[], int] = lambda: 0
    overdue: str | None = None
