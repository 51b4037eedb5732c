"""Many cases as text at once: the same characters as one by one, out of tables made beforehand."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from cse_check.batch.fast.lists import Lists, Sheet, any_of
from cse_check.batch.rows import Checklist, Outcome

if TYPE_CHECKING:
    from cse_check.batch.fast.alphabet import Flags
    from cse_check.batch.fast.grid import Bytes
    from cse_check.batch.fast.parts import Clean


class Frame(NamedTuple):
    """What stands before each list of a case, and at the end; `outcomes` stands before all."""

    outcomes: tuple[str, str]
    flagged: str
    categories: str
    urgent: str
    not_known: str
    unanswered: str
    end: str


class Cases:
    """Makes the texts of many cases: `start`, the reference, and what stands in the frame.

    `name` is how an id is written, and `separator` what stands between two; `more` are lists that
    come after the outcome, of which the answers are the numbers.
    """

    def __init__(
        self,
        checklist: Checklist,
        frame: Frame,
        *,
        separator: str,
        name: Callable[[str], str] = str,
        start: str = "",
        more: Sequence[Lists] = (),
    ) -> None:
        categories = checklist.categories
        self._starts = [0] + [n for n, (a, b) in enumerate(pairwise(categories), 1) if a != b]
        self._urgent = [place for place, urgent in enumerate(checklist.urgent) if urgent]
        self._more = len(more)

        def lists(ids: Sequence[str], start: str, end: str = "") -> Lists:
            labels = [("", name(each)) for each in ids]
            return Lists(labels, separator=separator, start=start, end=end)

        lines = (
            Lists([frame.outcomes], separator=""),
            *more,
            lists(checklist.ids, frame.flagged),
            lists([categories[at] for at in self._starts], frame.categories),
            lists(checklist.urgent_ids, frame.urgent),
            lists(checklist.ids, frame.not_known),
            lists(checklist.ids, frame.unanswered, frame.end),
        )
        self._sheet = Sheet(lines, start=start)

    def texts(self, clean: "Clean", cuts: Sequence[int]) -> list[bytes]:
        """Return them in pieces, cut before the cases at `cuts`."""
        yes = clean.yes
        numbers: tuple[Bytes | Flags, ...] = (
            any_of(yes, [0]),
            *[clean.said] * self._more,
            yes,
            any_of(yes, self._starts),
            yes[:, self._urgent],
            clean.not_known,
            clean.unanswered,
        )
        return self._sheet.texts(clean.references, numbers, cuts)


def csv_cases(checklist: Checklist, notice: str) -> Cases:
    """Return what writes many cases as `CsvRows.case` writes each."""
    outcomes = _outcomes(",{},0,,")
    frame = Frame(outcomes, "", ",", ",", ",", ",", f",{notice}\n")
    return Cases(checklist, frame, separator=";")


def json_cases(
    checklist: Checklist,
    answers: Sequence[Sequence[str]],
    name: Callable[[str], str],
    end: str,
) -> Cases:
    """Return what writes many cases as `JsonLines.case` writes each without times and notes."""
    frame = Frame(
        _outcomes('","outcome":"{}","incomplete":0,"rejected_lines":[],"answers":{{'),
        '"flagged":[',
        '],"flagged_categories":[',
        '],"urgent":[',
        '],"not_known":[',
        '],"unanswered":[',
        f"],{end}",
    )
    said = Lists([("", *each[1:]) for each in answers], separator=",", end="},")
    start = '{"case_ref":"'
    return Cases(checklist, frame, separator=",", name=name, start=start, more=[said])


def _outcomes(text: str) -> tuple[str, str]:
    """Return what is said of an outcome, in the order of whether anything was flagged."""
    return text.format(Outcome.NONE_FLAGGED.value), text.format(Outcome.FLAGGED.value)
