"""Which known word somebody may have meant: the one rule for files, columns, cells and commands.

A suggestion that misleads is worse than none: an answer could end up under another question. So
words are compared as words, one by one, and an indicator by its slug alone: that two of them are in
one category makes them no more alike. Nothing is offered where nothing is near.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

MOST: Final = 3
LONGEST: Final = 130
"""What is longer than an indicator's id is not a slip of one."""
QUOTED: Final = 80
ONE_SLIP, TWO_SLIPS = 4, 8
"""From how many letters on a word may have one slip, or two, and still be the same word."""
ALIKE: Final = 0.7
"""How much of two names must be the same words, where neither holds all of the other's."""
SMALL: Final = frozenset({"a", "an", "and", "at", "for", "from", "in", "of", "on", "or", "the",
                          "to", "with"})  # fmt: skip
ENDINGS: Final = ("ings", "ing", "ions", "ion", "ies", "es", "ed", "er", "ly", "s", "y", "e")
SHORTEST_STEM: Final = 4
WORD: Final = re.compile(r"[^\W_]+")
Rank = tuple[float, ...]


def did_you_mean(word: str, known: Iterable[str], *, asks: Mapping[str, str] | None = None) -> str:
    """Return "; did you mean 'x'?" for the known words near this one, or nothing.

    `asks` has the questions of those that are indicators, which are shown beside them.
    """
    near = offers(word, known)
    shown = [f"{each!r}{_question(asks.get(each, '') if asks else '')}" for each in near]
    return f"; did you mean {' or '.join(shown)}?" if shown else ""


def offers(word: str, known: Iterable[str], *, loosely: bool = False) -> tuple[str, ...]:
    """Return up to three known words that may have been meant, the nearest first.

    `loosely` is for names of places and commands, which nobody takes one for another: they may
    have one slip more.
    """
    return _offers(word, tuple(known), int(loosely)) if len(word) <= LONGEST else ()


@lru_cache(maxsize=256)
def _offers(word: str, known: tuple[str, ...], more: int) -> tuple[str, ...]:
    name = _parted(word)
    ranked = ((_rank(name, _parted(each), more), place) for place, each in enumerate(known))
    near = sorted((rank, place) for rank, place in ranked if rank is not None)
    best = [place for rank, place in near if rank[0] == near[0][0][0]]
    return tuple(known[place] for place in best[:MOST])


def _question(text: str) -> str:
    if not text:
        return ""
    return f" ({text if len(text) <= QUOTED else f'{text[: QUOTED - 4]} ...'})"


class _Name(NamedTuple):
    """A name taken apart: the category of an indicator's id, and the words of what follows."""

    where: str
    words: tuple[str, ...]
    joined: str
    letters: str


@lru_cache(maxsize=4096)
def _parted(name: str) -> _Name:
    """Take a name apart; capitals do not matter, nor how an f is written."""
    folded = name.casefold().replace("ph", "f")
    where, dot, what = folded.rpartition(".")
    words = tuple(WORD.findall(what if dot and what else folded))
    return _Name(where, words, "".join(words), "".join(WORD.findall(folded)))


def _rank(name: _Name, known: _Name, more: int) -> Rank | None:
    """Return how far a known name is from this one, or None where it is not near.

    The first number is the kind of likeness: the same, or with slips or words in common.
    """
    elsewhere = float(name.where != known.where)
    if name.joined == known.joined or name.letters == known.letters:
        return (0, elsewhere)
    lengths = len(name.joined), len(known.joined)
    if _allowed(max(lengths)) and _slips(name.letters, known.letters, 1) is not None:
        return (1, 1, elsewhere)
    slips = _slips(name.joined, known.joined, _allowed(min(lengths)) + more)
    if slips is not None:
        return (1, slips, elsewhere)
    likeness = _in_common(name.words, known.words)
    return None if likeness is None else (1, 2, -likeness, elsewhere)


def _in_common(ours: tuple[str, ...], theirs: tuple[str, ...]) -> float | None:
    """Return how much two names have in common, between 0 and 1; None where that is too little."""
    mine, other = _telling(ours), _telling(theirs)
    found = sum(1 for each in mine if any(_same(each, one) for one in other))
    if not found:
        return None
    likeness = 2 * found / (len(mine) + len(other))
    whole = found == len(mine) or (found > 1 and found == len(other))
    return likeness if whole or likeness >= ALIKE else None


def _telling(words: tuple[str, ...]) -> list[str]:
    return [each for each in words if each not in SMALL] or list(words)


def _same(word: str, other: str) -> bool:
    """Return whether these are one word: with a slip after its first letter, or another ending."""
    if word == other or not _stems(word).isdisjoint(_stems(other)):
        return True
    if word[0] != other[0]:  # late and date, other and mother
        return False
    return _slips(word, other, _allowed(min(len(word), len(other)))) is not None


def _stems(word: str) -> set[str]:
    stems = [word.removesuffix(end) for end in ENDINGS if word.endswith(end)]
    if word.endswith(("ncy", "nce")):  # truancy and truant, absence and absent
        stems.append(f"{word[:-2]}t")
    return {word, *(each for each in stems if len(each) >= SHORTEST_STEM)}


def _allowed(length: int) -> int:
    return int(length >= ONE_SLIP) + int(length >= TWO_SLIPS)


def _strangers(word: str, other: str, most: int) -> bool:
    """Return whether more letters are in one alone than slips could account for; quickly."""
    return len(set(word) ^ set(other)) > 2 * most


def _slips(word: str, other: str, most: int) -> int | None:
    """Return how many slips make one of the other, if not more than these.

    A slip is a letter wrong, missing or too many, or two that are swapped (Damerau, 1964).
    """
    if abs(len(word) - len(other)) > most or _strangers(word, other, most):
        return None
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(word, 1):
        above, row, last = row, [i], before
        for j, its in enumerate(other, 1):
            least = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != its))
            if i > 1 and j > 1 and letter == other[j - 2] and word[i - 2] == its:
                least = min(least, last[j - 2] + 1)
            row.append(least)
        if min(row) > most:
            return None
        before = above
    return row[-1] if row[-1] <= most else None
