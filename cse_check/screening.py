"""A catalogue and the answers to it, and what follows from them. Nothing is scored or ranked."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

import msgspec
from msgspec import Struct

from cse_check.case_ref import check_case_ref
from cse_check.errors import UsageError
from cse_check.model import (
    Answer,
    Catalogue,
    Category,
    Edition,
    Indicator,
    Response,
    Role,
    Sha256,
    one_of,
)
from cse_check.narrative import NO_NARRATIVE, Narrative
from cse_check.unseen import UNSEEN
from cse_check.version import __version__

ANSWER_TOKENS: Final[Mapping[str, Answer]] = {
    **dict.fromkeys(("y", "yes", "true", "1"), Answer.YES),
    **dict.fromkeys(("n", "no", "false", "0"), Answer.NO),
    **dict.fromkeys(("u", "unknown", "not known", "not-known", "nk", "?"), Answer.NOT_KNOWN),
}
"""Every way to write an answer. Anything else is not an answer; a blank is no answer at all."""

ANSWER_WORDS: Final[Mapping[Answer | None, str]] = {
    Answer.YES: "yes",
    Answer.NO: "no",
    Answer.NOT_KNOWN: "not known",
    None: "unanswered",
}
"""How an answer is shown."""

NO_RESPONSE: Final = Response()


class Statements(Struct, frozen=True, forbid_unknown_fields=True):
    """What cse-check itself says in every output. A record keeps them as they were shown."""

    nature: str = "A prompt and a record, never an assessment."
    immediate_danger: str = "If a child is in immediate danger, ring 999 now."
    urgent: str = (
        "These may mean harm now. Do not wait to finish anything: ring. The label 'urgent' is "
        "cse-check's own, not the guide's; anything without it may be just as serious."
    )
    caveat: str = "Absence of indicators does not mean that a child is safe."
    caveat_more: str = (
        "A child can be abused or exploited with none of these signs, or with signs that nobody "
        "has seen yet. If you are worried, ring somebody, whatever this list shows."
    )
    caveat_source: str = (
        "This area's guide does not say so. Bath & North East Somerset Council's guide does, and "
        "cse-check says so for every area."
    )
    check_numbers: str = (
        "cse-check has not rung any of these numbers: check before you rely on one."
    )
    age: str = "Law, guidance, teams and numbers change. The age of each source is shown beside it."


def statements_for(catalogue: Catalogue) -> Statements:
    """Return the statements, with whose the caveat is: this area's guide's too, if it makes it."""
    caveat = catalogue.guide.caveat
    return Statements(caveat_source=caveat.text) if caveat else Statements()


class Item(NamedTuple):
    """An indicator with the response to it."""

    indicator: Indicator
    response: Response


class Group(NamedTuple):
    """Those items of one category that were asked for, in the catalogue's order."""

    category: Category
    items: tuple[Item, ...]


class Screening(Struct, frozen=True, forbid_unknown_fields=True):
    """One child's situation, gone through with one edition of a catalogue.

    `answers` maps indicator ids to responses; an indicator that is not there is unanswered.
    `supersedes` is the SHA-256 of the record that this one supersedes. `statements` is what was
    shown at the time, which a record keeps; what is shown now is `says`.
    """

    edition: Edition
    answers: Mapping[str, Response]
    role: Role
    screened_on: date
    tool_version: str
    case_ref: str | None
    statements: Statements
    narrative: Narrative = NO_NARRATIVE
    supersedes: str | None = None

    @property
    def says(self) -> Statements:
        """What cse-check itself says: safety wording never comes from a file."""
        return statements_for(self.edition.catalogue)

    def groups(self, answer: Answer | None) -> tuple[Group, ...]:
        """Return the categories that have items with this answer; None means unanswered.

        Raises:
            UsageError: there is no such answer.
        """
        wanted = None if answer is None else one_of(Answer, answer)
        return tuple(group for group in self._grouped(wanted) if group.items)

    def items(self, answer: Answer | None) -> tuple[Item, ...]:
        """Return all items with this answer, in the catalogue's order; None means unanswered.

        Raises:
            UsageError: there is no such answer.
        """
        return tuple(item for group in self.groups(answer) for item in group.items)

    @property
    def flagged(self) -> tuple[Item, ...]:
        """What was answered yes."""
        return self.items(Answer.YES)

    @property
    def urgent(self) -> tuple[Item, ...]:
        """What was answered yes and may mean harm now."""
        return tuple(item for item in self.flagged if item.indicator.urgent)

    @property
    def asked(self) -> int:
        """How many indicators the catalogue has: the m of every `n of m`."""
        return sum(1 for _ in self.edition.catalogue.indicators)

    def _grouped(self, answer: Answer | None) -> Iterator[Group]:
        for category in self.edition.catalogue.categories:
            items = (
                Item(each, self.answers.get(each.id, NO_RESPONSE)) for each in category.indicators
            )
            yield Group(category, tuple(item for item in items if item.response.answer == answer))

    def response(self, indicator_id: str) -> Response:
        """Return what was said to an indicator; an empty response if nothing was.

        Raises:
            UsageError: the catalogue has no such indicator.
        """
        if indicator_id not in self.answers:
            _check_ids([indicator_id], self.edition.catalogue)
        return self.answers.get(indicator_id, NO_RESPONSE)


def screen(
    edition: Edition,
    answers: Mapping[str, Response],
    *,
    screened_on: date,
    role: Role = Role.PROFESSIONAL,
    case_ref: str | None = None,
    narrative: Narrative = NO_NARRATIVE,
    supersedes: str | None = None,
) -> Screening:
    """Return the screening of a catalogue with these answers, by indicator id.

    Raises:
        UsageError: an id is not one of the catalogue's indicators, the case reference is not one,
            or a value is not of its type. The message repeats neither an answer nor a reference.
    """
    _check_ids(answers, edition.catalogue)
    return Screening(
        edition=edition,
        answers={each: _response(said, each) for each, said in answers.items()},
        role=one_of(Role, role),
        screened_on=_of_type(screened_on, date, "screened_on"),
        tool_version=__version__,
        case_ref=None if case_ref is None else check_case_ref(_of_type(case_ref, str, "case_ref")),
        statements=statements_for(edition.catalogue),
        narrative=_of_type(narrative, Narrative, "narrative"),
        supersedes=_of_type(supersedes, Sha256 | None, "supersedes"),
    )


def _check_ids(ids: Iterable[str], catalogue: Catalogue) -> None:
    """Refuse the id of an indicator that the catalogue does not have."""
    asks = {indicator.id: indicator.text for indicator in catalogue.indicators}
    for indicator_id in ids:
        if indicator_id not in asks:
            from cse_check.reading.nearness import did_you_mean
            from cse_check.reading.tree import named  # only now: it reads YAML besides

            if now := catalogue.renamed.get(indicator_id):
                raise UsageError(f"{indicator_id!r} is an old id: it is called {now!r} now.")
            near = did_you_mean(indicator_id, asks, asks=asks)
            name = named(indicator_id)
            raise UsageError(f"{name} is not an indicator of {catalogue.area.id}{near or '.'}")


def _response(said: Response, indicator_id: str) -> Response:
    response: Response = _of_type(said, Response, indicator_id)
    if UNSEEN.search(response.note or ""):
        raise UsageError(f"{indicator_id}: its note contains an invisible character.")
    return response


def _of_type(value: object, wanted: Any, name: str) -> Any:
    """Return a value as what it should be, all of its fields checked, or refuse it by name."""
    try:
        return msgspec.convert(msgspec.to_builtins(value), wanted)
    except (msgspec.ValidationError, TypeError):
        raise UsageError(f"{name}: that is not a value of its type.") from None


def parse_answer(token: str) -> Answer | None:
    """Return the answer that a written token means, or None if it means none.

    Case and surrounding space do not matter. Nothing is guessed: `N/A` and `None` mean no answer,
    and so does a blank; telling these apart is the caller's task.
    """
    return ANSWER_TOKENS.get(" ".join(token.split()).lower())
