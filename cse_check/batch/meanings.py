"""What the cells of a column mean: rules, each a pure function of the raw cell.

A rule is called with a cell and returns the code of an answer, or `NO_ANSWER`, which rejects the
row. `expected` says, for messages, what a cell may hold.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from msgspec import Struct

from cse_check.batch.dates import read_date
from cse_check.batch.rows import CODE_OF, NO, UNANSWERED, YES
from cse_check.screening import ANSWER_TOKENS

NO_ANSWER: Final = 255
"""The code of a cell that means nothing: its row is rejected."""

OWN_WORDS: Final[Mapping[str, int]] = {
    word: CODE_OF[answer] for word, answer in ANSWER_TOKENS.items()
}
TURNED: Final = {YES: NO, NO: YES}
LARGEST: Final = 1899
"""The largest number that is a count unless somebody says so: larger ones are years and dates."""
NUMBER: Final = re.compile(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?", re.ASCII)
"""A plain number that is not below zero, such as `3` or `2.5`; `03` could be part of a date."""
FORMATS_ARE_ODD: Final = "an impossible date, or one before 1990 or after 2099, is none"


def fold(cell: str) -> str:
    """Return a cell for comparison: case and surrounding space do not matter."""
    return " ".join(cell.split()).lower()


class Limits(NamedTuple):
    """Which numbers are yes; all others are no. `unit` is what may stand after a number."""

    at_least: int | None = None
    below: int | None = None
    up_to: int = LARGEST
    unit: str = ""

    def code(self, token: str) -> int:
        """Return what a folded cell means, if it is a number that is not too large to count."""
        bare = token.removesuffix(self.unit).rstrip()
        if not NUMBER.fullmatch(bare):
            return NO_ANSWER
        number = float(bare)
        if number > self.up_to:
            return NO_ANSWER
        low = self.at_least is None or number >= self.at_least
        return YES if low and (self.below is None or number < self.below) else NO


class Words(Struct, frozen=True):
    """Words, numbers and dates. `words` has all folded words that count, whoever's they are.

    `own` is whether cse-check's own words are among them.
    """

    words: Mapping[str, int]
    own: bool = True
    limits: Limits | None = None
    dates: tuple[re.Pattern[str], ...] = ()

    def __call__(self, cell: str) -> int:
        """Return the code of a cell."""
        token = fold(cell)
        if token in self.words:
            return self.words[token]
        if not token:
            return UNANSWERED
        if self.limits is not None:
            return self.limits.code(token)
        if self.dates and read_date(token, self.dates):
            return YES
        return NO_ANSWER

    @property
    def expected(self) -> str:
        """What a cell may hold."""
        if self.limits is not None:
            return f"a plain number up to {self.limits.up_to:,}, a word that counts here, or empty"
        if self.dates:
            return f"a date in a format of the mapping ({FORMATS_ARE_ODD}), or empty"
        if not self.own:
            return (
                "one of the mapping's words, or empty: it gives some of cse-check's own words "
                "another meaning, so that none of those counts in this column"
            )
        return "yes, no, not known or nothing at all; a mapping can give other words a meaning"


OWN: Final = Words(OWN_WORDS)
"""The rule of a column that nobody said more about."""


def words_of(
    answers: Mapping[str, int], column: Mapping[str, int], *, inverted: bool, numbers: bool
) -> tuple[Mapping[str, int], bool]:
    """Return the words that count in a column, and whether cse-check's own are among them.

    `answers` are the words for all columns, `column` those of one. A list that gives a known word
    another meaning has to be complete: then no word counts there but its own, since a column of
    which half is turned round is read wrong without anybody noticing.
    """
    own = {word: code for word, code in OWN_WORDS.items() if not (numbers and word in "01")}
    own, kept = ({}, False) if _redefines(answers, own) else (own, True)
    general = {**own, **answers}
    if inverted:
        general = {word: TURNED.get(code, code) for word, code in general.items()}
    if _redefines(column, general):
        return dict(column), False
    return {**general, **column}, kept


def _redefines(words: Mapping[str, int], known: Mapping[str, int]) -> bool:
    return any(known.get(word, code) != code for word, code in words.items())


class Signs(Struct, frozen=True):
    """Several signs in one cell: what each part of it stands for, by its folded text.

    `split` is what separates the parts; empty where a cell holds one. A part that stands for
    nothing here has no indicators.
    """

    names: Mapping[str, tuple[str, ...]]
    split: str = ""

    def __call__(self, cell: str) -> frozenset[str] | None:
        """Return the indicators that a cell names, or None if a part of it is not known."""
        parts = [part for part in self._parts(cell) if part]
        if any(part not in self.names for part in parts):
            return None
        return frozenset(each for part in parts for each in self.names[part])

    def is_empty(self, cell: str) -> bool:
        """Return whether a cell holds no part at all."""
        return not any(self._parts(cell))

    def _parts(self, cell: str) -> Iterator[str]:
        yield from map(fold, cell.split(self.split) if self.split else (cell,))

    @property
    def indicators(self) -> tuple[str, ...]:
        """The indicators that any part stands for, in the mapping's order."""
        return tuple(dict.fromkeys(each for found in self.names.values() for each in found))


class Sign(Struct, frozen=True):
    """What a cell with several signs says about one indicator.

    `absent` is the code where the cell names others only; an empty cell is unanswered, always.
    `whole` has folded cells that mean something as a whole, such as `not recorded`.
    """

    signs: Signs
    indicator: str
    absent: int
    whole: Mapping[str, int]

    def __call__(self, cell: str) -> int:
        """Return the code of a cell."""
        if (token := fold(cell)) in self.whole:
            return self.whole[token]
        if self.signs.is_empty(cell):
            return UNANSWERED
        found = self.signs(cell)
        if found is None:
            return NO_ANSWER
        return YES if self.indicator in found else self.absent

    @property
    def expected(self) -> str:
        """What a cell may hold."""
        return "values that the mapping names, or empty"


class Always(Struct, frozen=True):
    """The same answer, whatever the cell holds: of rows that are there because it is so."""

    code: int = YES
    expected: str = "anything"

    def __call__(self, _: str) -> int:
        """Return the code."""
        return self.code


def meant(lists: Iterable[tuple[Iterable[str], int]]) -> dict[str, int]:
    """Return lists of words, each with a code, as one table of folded words."""
    return {fold(word): code for words, code in lists for word in words}
