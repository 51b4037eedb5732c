"""A mapping begun from an export: what was seen of it and what its columns may be, as comments.

Nothing in it counts until somebody has looked at it: the file is refused as it stands.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO, Final, NamedTuple

from cse_check.batch.beginning import Source
from cse_check.batch.dialect import COMMA, Settled
from cse_check.batch.hints import guessed, head_of, whole_lines
from cse_check.batch.mapping.proposals import Proposer
from cse_check.batch.rows import Checklist
from cse_check.batch.survey import ColumnSeen, Survey, survey
from cse_check.model import Edition, Indicator
from cse_check.reading.writing import comment, quoted, use

SHARE: Final = 0.5
"""How many of the cells that are not empty have to be dates, or numbers, for that to be said."""
REFERENCE: Final = frozenset({"id", "ref", "reference", "pseudonym"})


class Column(NamedTuple):
    """A column and the indicators that it may be about, the likeliest first."""

    seen: ColumnSeen
    indicators: tuple[Indicator, ...]


def begun(file: BinaryIO, edition: Edition, *, name: str, used_with: str = "") -> str:
    """Return a mapping that was begun from the first bytes of an export.

    `used_with` is what its first comment says to use it with.

    Raises:
        InvalidFileError: the first line that could be a header is none.
    """
    head = whole_lines(head_of(file))
    dialect = guessed(head)
    found = survey(BytesIO(head), Source(name, Checklist(edition)), dialect)
    return "\n".join(_lines(found, dialect, edition, used_with)) + "\n"


def _lines(found: Survey, dialect: Settled, edition: Edition, used_with: str) -> Iterator[str]:
    catalogue = edition.catalogue
    proposer = Proposer(catalogue)
    columns = [
        Column(seen, () if seen.identifies else _proposed(proposer, seen)) for seen in found.columns
    ]
    yield from use(f"What the columns of an export mean for {catalogue.area.name}", used_with)
    yield "# Begun from the first rows of an export. What follows '# ' is a proposal and counts for"
    yield "# nothing: look at each line, correct it, and take the '# ' away. Look at its cells too."
    yield "format: 1"
    yield f"area: {catalogue.area.id}"
    yield from _layout(dialect)
    yield "# The column with the case reference: a pseudonym, never a name."
    references = _references(columns)
    yield from (f"# case_ref: {quoted(name)}" for name in references)
    yield "columns:"
    for column in columns:
        if column.indicators:
            yield from _column(column)
    yield from _rest([each for each in columns if each.seen.name not in references])


def _proposed(proposer: Proposer, seen: ColumnSeen) -> tuple[Indicator, ...]:
    return tuple(each.indicator for each in proposer.propose(seen.name))


def _layout(dialect: Settled) -> Iterator[str]:
    """Yield how the file seems to be written; what is the default needs no line."""
    if dialect.delimiter != COMMA:
        yield f"# delimiter: {quoted(dialect.delimiter)}"
    if dialect.encoding == "cp1252":
        yield "# It is not UTF-8. This is the most frequent of the others:"
    if dialect.encoding != "utf-8-sig":
        yield f"# encoding: {dialect.encoding}"
    if dialect.skip_lines:
        yield f"# skip_lines: {dialect.skip_lines}"


def _references(columns: list[Column]) -> list[str]:
    """Return the names of the columns that may have the case reference; else the first column's."""
    names = [each.seen.name for each in columns]
    return [name for name in names if not REFERENCE.isdisjoint(_words(name))] or names[:1]


def _words(name: str) -> list[str]:
    return name.lower().replace("_", " ").split()


def _column(column: Column) -> Iterator[str]:
    name, first = quoted(column.seen.name), column.indicators[0]
    yield ""
    for indicator in column.indicators:
        yield f"  {comment(f'{indicator.id}: {indicator.text}')}"
    more = _more(column.seen)
    rule = f"{{indicator: {first.id}, {more}}}" if more else first.id
    yield f"  # {name}: {rule}"


def _more(seen: ColumnSeen) -> str:
    """Return what else has to be said of a column, by the kind of its cells."""
    filled = seen.filled
    if seen.dates > SHARE * filled:
        return "date: yes, formats: [HOW ITS DATES ARE WRITTEN]"
    if seen.counts > SHARE * filled:
        return "at_least: FROM WHICH NUMBER ON"
    return ""


def _rest(columns: list[Column]) -> Iterator[str]:
    names = [quoted(each.seen.name) for each in columns if not each.indicators]
    yield ""
    yield "# Columns that are not needed, or of which nothing could be proposed; 'ignore: rest'"
    yield "# passes over every column that is not named."
    yield f"# ignore: [{', '.join(names)}]"
