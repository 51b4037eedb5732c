"""What stands in the columns of a file, as far as it gives nobody away: for writing a mapping.

Only short values that recur are kept. Dates, large numbers and everything else are counted, and of
a column whose name says that it identifies somebody nothing is shown at all.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import BinaryIO, Final, NamedTuple

from cse_check.batch.beginning import Source
from cse_check.batch.dialect import Settled
from cse_check.batch.hints import encoding_hint, odd_delimiter
from cse_check.batch.mapping.names import name_key
from cse_check.batch.meanings import NUMBER, OWN_WORDS, fold
from cse_check.batch.records import CsvRecord
from cse_check.batch.rows import Rejected
from cse_check.errors import Fault, InvalidFileError, Remedy, Way

RECURS: Final = 5
"""In how many rows a value has to stand to be shown."""
LONGEST: Final = 40
MOST: Final = 20
"""How many values of a column are shown."""
KEPT: Final = 5_000
"""How many different values of a column are counted: one with more holds no words."""
LARGE: Final = 3
"""How many digits a number may have and still be shown."""
DATE: Final = re.compile(r"\d{1,4}([./ -])\w{1,9}\1\d{1,4}(?:[ t]\d{1,2}:\d\d.*)?", re.ASCII)
DIGITS: Final = re.compile(r"\d{4}")
IDENTITY: Final = frozenset({
    "id", "ids", "ref", "refs", "reference", "references", "nhs", "upn", "uln", "nino", "pseudonym",
    "name", "names", "forename", "forenames", "surname", "surnames", "firstname", "lastname",
    "alias", "dob", "birth", "born", "address", "street", "postcode", "email",
})  # fmt: skip
"""Words in names of columns that hold who somebody is."""
PEOPLE: Final = frozenset({
    "mother", "father", "parent", "parents", "carer", "carers", "sibling", "siblings",
    "worker", "workers", "keyworker", "staff", "allocated", "practitioner", "author",
})  # fmt: skip
"""Words in names of columns that may hold somebody's name, or a sign: nothing of these is shown."""


class ColumnSeen:
    """What was seen in one column. `counts`: how many values are small numbers besides 0 and 1.

    `identifies` says by its name that it holds who somebody is.
    """

    def __init__(self, name: str, number: int) -> None:
        self.name = name
        self.number = number
        self.blank = 0
        self.dates = 0
        self.numbers = 0
        self.others = 0
        self.counts = 0
        words = set(re.findall(r"[a-z]+", name.lower()))
        self.identifies = not IDENTITY.isdisjoint(words)
        self.is_private = self.identifies or not PEOPLE.isdisjoint(words)
        self._words: Counter[str] = Counter()

    def add(self, parts: Iterable[str]) -> None:
        """Count what one cell holds; each part of it once."""
        for token in dict.fromkeys(" ".join(part.split()) for part in parts):
            self.counts += len(token) <= LARGE and token.isdecimal() and int(token) > 1
            if not token:
                self.blank += 1
            elif DATE.fullmatch(token.lower()):
                self.dates += 1
            elif NUMBER.fullmatch(token) and len(token) > LARGE:
                self.numbers += 1
            elif self._can_be_word(token):
                self._words[token] += 1
            else:
                self.others += 1

    def _can_be_word(self, token: str) -> bool:
        short = len(token) <= LONGEST and not DIGITS.search(token)
        return short and (token in self._words or len(self._words) < KEPT)

    @property
    def words(self) -> list[tuple[str, int]]:
        """The values that recur, most frequent first, at most `MOST`; none of a private column."""
        if self.is_private:
            return []
        folded: dict[str, tuple[str, int]] = {}
        for word, count in self._words.most_common():
            shown, before = folded.get(fold(word), (word, 0))
            folded[fold(word)] = shown, before + count
        recurring = [each for each in folded.values() if each[1] >= RECURS]
        return sorted(recurring, key=lambda each: -each[1])[:MOST]

    @property
    def filled(self) -> int:
        """How many values there were."""
        return self.dates + self.numbers + self.others + self._words.total()

    @property
    def unshown(self) -> int:
        """How many values there were besides."""
        return self.others + self._words.total() - sum(count for _, count in self.words)


class Survey(NamedTuple):
    """The columns of a file, how many rows were read, and how many could not be."""

    columns: tuple[ColumnSeen, ...]
    rows: int
    unread: int


def survey(file: BinaryIO, source: Source, dialect: Settled) -> Survey:
    """Return what stands in the columns of a file.

    Raises:
        InvalidFileError: its header cannot be read, or is none.
    """
    opened = source.opened(file, dialect)
    written = tuple(_header(opened.first, source, dialect))
    header = source.mapping.without_groups(written) if source.mapping else written
    splits = _splits(source)
    columns = tuple(ColumnSeen(" ".join(n.split()), i) for i, n in enumerate(header, 1))
    parts = [splits.get(name_key(column.name)) for column in columns]
    _mark_private(columns, source)
    names = [name_key(name) for name in written]
    rows = unread = 0
    for record in opened.records:
        if not isinstance(record, CsvRecord):
            unread += 1
        elif [name_key(cell) for cell in record.cells] != names:
            rows += 1
            for column, split, cell in zip(columns, parts, record.cells, strict=True):
                column.add(cell.split(split) if split else (cell,))
    return Survey(columns, rows, unread)


def _header(first: CsvRecord | Rejected | None, source: Source, dialect: Settled) -> Sequence[str]:
    line = first.line if first else 1
    if first is None:
        raise _refused(source, line, "is empty: the first line must name the columns")
    if isinstance(first, Rejected):
        hint = encoding_hint(first.raw or "")
        message, remedy = hint or (f"cannot be read as a header: it {first.message}", None)
        raise _refused(source, line, message, remedy)
    if hint := encoding_hint(first.first) or odd_delimiter(first.first, dialect.delimiter):
        raise _refused(source, line, *hint)
    if len(first.cells) < 2 or any(map(_is_data, first.cells)):
        message = "is not a header: some of its cells are answers, numbers or dates, or it is one"
        raise _refused(source, line, message, Remedy(Way.SKIP_LINES, "N"))
    return first.cells


def _refused(
    source: Source, line: int, message: str, remedy: Remedy | None = None
) -> InvalidFileError:
    placed = remedy and source.placed(remedy)
    return InvalidFileError([Fault(source.name, line, 1, "", message)], remedy=placed)


def _is_data(cell: str) -> bool:
    """Return whether a cell is what stands under a header and not in one."""
    token = fold(cell)
    return token in OWN_WORDS or bool(NUMBER.fullmatch(token) or DATE.fullmatch(token))


def _splits(source: Source) -> dict[str, str]:
    """Return what separates the signs in the columns where there are several in a cell."""
    return dict(source.mapping.splits) if source.mapping else {}


def _mark_private(columns: Iterable[ColumnSeen], source: Source) -> None:
    """Show nothing of the reference, of notes, and of what a mapping ignores."""
    if source.mapping:
        private = {name_key(name) for name in source.mapping.unshown}
        for column in columns:
            column.is_private = column.is_private or name_key(column.name) in private
