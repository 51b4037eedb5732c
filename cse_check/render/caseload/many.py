"""Many cases as text at once: the same characters as one by one, out of tables made beforehand."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from cse_check.batch.fast.lists import Lists, Pieces, any_of, either, joined
from cse_check.batch.rows import Checklist, Outcome

if TYPE_CHECKING:
    from cse_check.batch.fast.parts import Clean


class Frame(NamedTuple):
    """What stands around the five lists of a case, and between them, in the order of `CsvRows`."""

    flagged: str
    categories: str
    urgent: str
    not_known: str
    unanswered: str
    end: str


class CaseLists:
    """Makes the five lists of many cases; `name` is how an id is written, `separator` between."""

    def __init__(
        self,
        checklist: Checklist,
        frame: Frame,
        *,
        separator: str,
        name: Callable[[str], str] = str,
    ) -> None:
        categories = checklist.categories
        self._starts = [0] + [n for n, (a, b) in enumerate(pairwise(categories), 1) if a != b]
        self._urgent = [place for place, urgent in enumerate(checklist.urgent) if urgent]

        def lists(ids: Sequence[str], start: str, end: str = "") -> Lists:
            labels = [("", name(each)) for each in ids]
            return Lists(labels, separator=separator, start=start, end=end)

        self._flagged = lists(checklist.ids, frame.flagged)
        self._categories = lists([categories[at] for at in self._starts], frame.categories)
        self._of_urgent = lists(checklist.urgent_ids, frame.urgent)
        self._not_known = lists(checklist.ids, frame.not_known)
        self._unanswered = lists(checklist.ids, frame.unanswered, frame.end)

    def pieces(self, clean: "Clean") -> Iterator[Pieces]:
        """Yield the pieces of all cases."""
        yes = clean.yes
        yield from self._flagged.pieces(yes)
        yield from self._categories.pieces(any_of(yes, self._starts))
        yield from self._of_urgent.pieces(yes[:, self._urgent])
        yield from self._not_known.pieces(clean.not_known)
        yield from self._unanswered.pieces(clean.unanswered)


class CsvCases:
    """Many cases as `CsvRows.case` writes each."""

    def __init__(self, checklist: Checklist, notice: str) -> None:
        frame = Frame("", ",", ",", ",", ",", f",{notice}\n")
        self._lists = CaseLists(checklist, frame, separator=";")

    def texts(self, clean: "Clean", cuts: Sequence[int]) -> list[bytes]:
        """Return them in pieces, cut before the cases at `cuts`."""
        outcomes = [f",{each.value},0,," for each in (Outcome.NONE_FLAGGED, Outcome.FLAGGED)]
        outcome = either(outcomes, clean.yes)
        return joined([clean.references, outcome, *self._lists.pieces(clean)], cuts)


class JsonCases:
    """Many cases as `JsonLines.case` writes each, where nothing more is said of any answer."""

    def __init__(
        self,
        checklist: Checklist,
        answers: Sequence[Sequence[str]],
        name: Callable[[str], str],
        end: str,
    ) -> None:
        pairs = [("", *each[1:]) for each in answers]
        self._answers = Lists(pairs, separator=",", end="},")
        frame = Frame(
            '"flagged":[',
            '],"flagged_categories":[',
            '],"urgent":[',
            '],"not_known":[',
            '],"unanswered":[',
            f"],{end}",
        )
        self._lists = CaseLists(checklist, frame, separator=",", name=name)

    def texts(self, clean: "Clean", cuts: Sequence[int]) -> list[bytes]:
        """Return them in pieces, cut before the cases at `cuts`."""
        outcomes = [
            f'","outcome":"{each.value}","incomplete":0,"rejected_lines":[],"answers":{{'
            for each in (Outcome.NONE_FLAGGED, Outcome.FLAGGED)
        ]
        columns = [
            [b'{"case_ref":"'] * len(clean.references),
            clean.references,
            either(outcomes, clean.yes),
            *self._answers.pieces(clean.said),
            *self._lists.pieces(clean),
        ]
        return joined(columns, cuts)
