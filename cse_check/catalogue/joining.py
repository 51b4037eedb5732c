"""Several questions that became one: the one rule for what their answers say together.

An indicator with several old ids asks what each of them asked. Any yes is yes. Where something is
not known, there is still something to find out. A no takes a no to every one of them; to fewer it
is no answer, and what was said stays in the note.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple, TypeVar

from cse_check.model import Answer, Manner, Response, When

T = TypeVar("T")
BY_WEIGHT: Final = (When.CURRENT, None, When.PAST)
"""Of several times, which one is said: what is so now goes first, and past only if all say so."""


class Part(NamedTuple):
    """One of the questions, by its id or its words, with the response to it."""

    asked: str
    response: Response


def together(answers: Iterable[Answer | None]) -> Answer | None:
    """Return what the answers to all the questions say together; None is unanswered."""
    found = frozenset(answers)
    for answer in (Answer.YES, Answer.NOT_KNOWN):
        if answer in found:
            return answer
    return Answer.NO if found == {Answer.NO} else None


def time_of(times: Iterable[When | None]) -> When | None:
    """Return the one of several times that is said, by `BY_WEIGHT`."""
    found = frozenset(times)
    return next((time for time in BY_WEIGHT if time in found), None)


def joined(parts: Sequence[Part]) -> Response:
    """Return the one response to several questions, each of which has a part.

    Where they were not all answered alike, its note says what was said to each.
    """
    said = [part.response for part in parts]
    if all(response == said[0] for response in said):
        return said[0]
    answer = together(response.answer for response in said)
    agreeing = [response for response in said if answer and response.answer is answer]
    return Response(
        answer,
        time_of(response.when for response in agreeing),
        _only(response.basis for response in agreeing),
        "\n".join(_told(*part) for part in parts),
        Manner.REST if _only(response.given for response in agreeing) else None,
    )


def joined_by_id(said: Mapping[str, Response], was: Iterable[str]) -> Response:
    """Return the one response to what was asked by all of these old ids."""
    return joined([Part(old, said.get(old, Response())) for old in was])


def _only(values: Iterable[T]) -> T | None:
    found = set(values)
    return found.pop() if len(found) == 1 else None


def _told(asked: str, response: Response) -> str:
    line = f"{asked}: {', '.join(_words(response))}"
    return f"{line}. {response.note}" if response.note else line


def _words(response: Response) -> Iterator[str]:
    yield response.answer.replace("-", " ") if response.answer else "unanswered"
    yield from (each.value for each in (response.when, response.basis) if each)
