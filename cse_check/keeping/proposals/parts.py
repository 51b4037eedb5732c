"""A text taken apart into what can be asked: where each thing begins and ends in it.

Nothing is reworded: a part is a stretch of the text, without the full stop, the semicolon or the
"and/or" around it.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from cse_check.keeping.proposals.advice import ANSWER
from cse_check.keeping.proposals.cues import Stance, stance
from cse_check.keeping.proposals.marks import INSIDE, marked
from cse_check.keeping.proposals.vocabulary import any_of

SENTENCE_END: Final = re.compile(
    r"(?<!e\.g\.)(?<!i\.e\.)(?<!etc\.)(?<=[.!?])[\"'\u201d\u2019)]*\s+(?=[\"'\u201c\u2018(]?[A-Z0-9])"
)
NAMED: Final = re.compile(
    r"(?P<name>[^.:;?\u2013\u2014]{2,60}?)\s*(?:[\u2013\u2014]|\s-\s|:\s)\s*(?=\S)(?P<rest>.+)\Z"
)
SEMICOLON: Final = re.compile(r";\s*")
LISTED: Final = re.compile(r":\s+(?=\S)")
INCLUDES: Final = re.compile(
    r"\b(?:(?:may |can |could |might |often )?(?:includ(?:e|es|ing)|are)|such as|for example,?)"
    r"\s+(?=\S)",
    re.IGNORECASE,
)
JOINED: Final = re.compile(r"\A(?:and/or|and|or)\s+|(?:[;,]\s?|\s)(?:and/or|and|or)\Z", re.I)
MARKS: Final = " .;,:\u2026"
EXPLAINS: Final = any_of(
    r"""
    (?:this|these|those|they|it|for example|e\.g|however|if|when|where|children|young people)\b
    (?:a child|you|we|but|also|the child|he|she|such|some|many|most|not all|note)\b
    """
)
FRAGMENT: Final = 18
"""How many words a part has at most that is parted from others by full stops."""


class Part(NamedTuple):
    """A stretch of a text, from one character to before another."""

    start: int
    end: int


class Parted(NamedTuple):
    """A text with a list in it: what leads to the list, and its parts."""

    lead: Part
    parts: tuple[Part, ...]


def parts(text: str, start: int = 0) -> tuple[Part, ...]:
    """Return the things that a list's text names, as semicolons or full stops part them.

    Full stops part only fragments: a sentence that explains the one before it stays with it.
    """
    ticked = ANSWER.search(text, start)
    boxed = _cut(text, Part(start, ticked.start() if ticked else len(text)), INSIDE)
    listed = [each for part in boxed for each in _cut(text, _without_mark(text, part), SEMICOLON)]
    found = [_trimmed(text, each) for part in listed for each in _sentences(text, part)]
    return tuple(part for part in found if re.search(r"[^\W\d_]{2}", text[part.start : part.end]))


def named(text: str) -> Parted | None:
    """Return a line such as `Education - Truanting. Excluded` as its name and what it names."""
    found = NAMED.fullmatch(text)
    if not found or len(found["name"].split()) > 8:
        return None
    listed = parts(text, found.start("rest"))
    return Parted(Part(*found.span("name")), listed) if listed else None


def listed_in(text: str) -> Iterator[Parted]:
    """Yield the lists in prose: after a colon with semicolons, or "signs include a, b and c"."""
    for sentence in _sentences_of(text):
        if found := _after_colon(text, sentence) or _after_include(text, sentence):
            yield found


def sentences(text: str) -> Iterator[Part]:
    """Yield the sentences of a text."""
    yield from _cut(text, Part(0, len(text)), SENTENCE_END)


def _sentences_of(text: str) -> Sequence[Part]:
    return _cut(text, Part(0, len(text)), SENTENCE_END)


def _after_colon(text: str, sentence: Part) -> Parted | None:
    for colon in LISTED.finditer(text, sentence.start, sentence.end):
        listed = _cut(text, Part(colon.end(), sentence.end), SEMICOLON)
        lead = text[sentence.start : colon.start()]
        enough = 2 if stance(lead) is Stance.ASKED else 3
        if len(listed) >= enough:
            return Parted(
                Part(sentence.start, colon.start()), tuple(_trimmed(text, part) for part in listed)
            )
        if (
            stance(lead) is Stance.ASKED
            and len(found := _commas(text, Part(colon.end(), sentence.end))) > 2
        ):
            return Parted(Part(sentence.start, colon.start()), found)
    return None


def _after_include(text: str, sentence: Part) -> Parted | None:
    for word in INCLUDES.finditer(text, sentence.start, sentence.end):
        lead = Part(sentence.start, word.end())
        if re.search(r"\b(?:signs?|indicators?|warning)\b", text[lead.start : lead.end], re.I):
            listed = _commas(text, Part(word.end(), sentence.end))
            if len(listed) > 2:
                return Parted(lead, listed)
    return None


def _commas(text: str, part: Part) -> tuple[Part, ...]:
    """Return what commas outside brackets part, and the last "and"; nothing where one is long."""
    outside = re.compile(r",\s+(?:and/or |and |or )?(?![^()]*\))")
    found = _cut(text, part, outside)
    if len(found) < 2:
        return ()
    last = found.pop()
    joint = re.compile(r"\s+(?:and/or|and|or)\s+(?![^()]*\))")
    found += (
        _cut(text, last, joint)
        if not text[: last.start].rstrip().endswith(("and", "or"))
        else [last]
    )
    trimmed = tuple(_trimmed(text, each) for each in found)
    return trimmed if all(len(text[a:b].split()) <= FRAGMENT for a, b in trimmed) else ()


def _sentences(text: str, part: Part) -> list[Part]:
    """Return fragments apart, and sentences that belong together as one."""
    found = _cut(text, part, SENTENCE_END)
    apart = all(len(text[a:b].split()) <= FRAGMENT for a, b in found)
    if apart and not any(EXPLAINS.match(text, each.start) for each in found[1:]):
        return found
    return [part]


def _cut(text: str, part: Part, where: re.Pattern[str]) -> list[Part]:
    found, start = [], part.start
    for cut in where.finditer(text, part.start, part.end):
        found.append(Part(start, cut.start()))
        start = cut.end()
    return [*found, Part(start, part.end)]


def _without_mark(text: str, part: Part) -> Part:
    found = marked(text[part.start : part.end])
    return part._replace(start=part.start + found.start) if found and part.start else part


def _trimmed(text: str, part: Part) -> Part:
    """Return a part without the marks and joining words around it."""
    start, end = part
    while True:
        words = text[start:end].rstrip()
        inner = words if words.endswith("etc.") else words.rstrip(MARKS)
        end = start + len(inner)
        start += len(inner) - len(inner.lstrip(" ,;:"))
        if not (found := JOINED.search(text[start:end])):
            return Part(start, end)
        if found.start() == 0:
            start += found.end()
        else:
            end = start + found.start()
