"""Words in a question that blame a child, or are about who a child is: `wording.yaml`, read.

It is a prompt for whoever keeps a catalogue, not a judgement of a guide: what a guide printed stays
in `source_text`, where nothing is looked for. Words are compared by their forms, never by letters.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Annotated, Final, NamedTuple

from msgspec import Meta

from cse_check.model import Source, Text, Value
from cse_check.reading.tree import Report, read_tree
from cse_check.reading.typed import Builder

NAME: Final = "wording.yaml"
WORD: Final = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)?")
BETWEEN: Final = 3
"""How many words may stand where a phrase has three dots."""
GAP: Final = "..."
ENDINGS: Final = ("ing", "ed", "es", "s")
SHORTEST_ROOT: Final = 3


class Doubtful(Value, frozen=True):
    """Phrases to look for, how the list shows them, why to think again, and what to ask instead."""

    shown: Text
    kind: Annotated[str, Meta(pattern=r"^(blames|proxy)\Z", description="blames or proxy")]
    find: tuple[Text, ...]
    why: Text
    instead: Text
    source: Text
    unless: tuple[Text, ...] = ()


class WordList(Value, frozen=True):
    """The whole list, and the published texts that its entries are from."""

    format: int
    sources: tuple[Source, ...]
    words: tuple[Doubtful, ...]

    def source_of(self, each: Doubtful) -> Source:
        """Return the text that an entry is from."""
        return next(source for source in self.sources if source.id == each.source)


class Doubt(NamedTuple):
    """An entry that fits a text, and the words of the text that it fits."""

    entry: Doubtful
    words: str


@cache
def word_list() -> WordList:
    """Read the list that comes with cse-check.

    Raises:
        InvalidFileError: with every fault of the file.
    """
    report = Report(NAME)
    tree = read_tree(files(__package__).joinpath(NAME).read_bytes(), report)
    built = Builder(report).build(tree, WordList) if tree else None
    report.raise_if_any()
    assert built is not None  # noqa: S101 - no tree without a fault
    return built


def doubts(text: str) -> list[Doubt]:
    """Return the entries of the list that fit a text, each once, in the list's order."""
    found = list(WORD.finditer(text))
    words = [match[0].casefold() for match in found]
    return [
        Doubt(each, text[found[start].start() : found[end - 1].end()])
        for each in word_list().words
        if (place := _first(each.find, words)) and _first(each.unless, words) is None
        for start, end in [place]
    ]


def _first(phrases: tuple[str, ...], words: list[str]) -> tuple[int, int] | None:
    """Return where the first of these phrases stands among words: from, and before what."""
    places = (
        (start, end)
        for start in range(len(words))
        for phrase in phrases
        for end in _ends(tuple(phrase.split()), words, start)
    )
    return next(places, None)


def _ends(phrase: tuple[str, ...], words: list[str], start: int) -> Iterator[int]:
    """Yield where a phrase that begins here may end."""
    if not phrase:
        yield start
    elif phrase[0] == GAP:
        for skipped in range(BETWEEN + 1):
            yield from _ends(phrase[1:], words, start + skipped)
    elif start < len(words) and _is_one_of(words[start], phrase[0]):
        yield from _ends(phrase[1:], words, start + 1)


def _is_one_of(word: str, forms: str) -> bool:
    return any(_is(word, form) for form in forms.split("|"))


def _is(word: str, form: str) -> bool:
    """Return whether a word is a form of another; `=` asks for that form, `*` for a beginning."""
    if form.startswith("="):
        return word == form[1:]
    if form.endswith("*"):
        return word.startswith(form[:-1])
    return root(word) == root(form)


@cache
def root(word: str) -> str:
    """Return what the forms of a word have in common: `put` of putting, `famili` of families."""
    plain = re.sub(r"['\u2019]s?\Z", "", word)
    for ending in ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= SHORTEST_ROOT:
            plain = plain.removesuffix(ending)
            break
    if len(plain) > SHORTEST_ROOT and plain[-1] == plain[-2]:
        plain = plain[:-1]
    plain = plain.removesuffix("e") if len(plain) > SHORTEST_ROOT else plain
    return f"{plain[:-1]}i" if plain.endswith("y") and len(plain) > SHORTEST_ROOT else plain
