"""The values that recur in the columns of a caseload, as plain lines."""

from collections.abc import Iterator, Mapping
from typing import Final

from cse_check.batch.mapping.names import name_key
from cse_check.batch.survey import LONGEST, RECURS, ColumnSeen, Survey
from cse_check.batch.words import AS_ANSWERS, Meaning

SHOWN: Final = 60
"""How much of a column's name is shown."""


def words(found: Survey, meanings: Mapping[str, Meaning]) -> Iterator[str]:
    """Yield the lines: for each column its recurring values, with counts and meanings."""
    yield (
        f"{found.rows:,} rows. Shown are values of up to {LONGEST} characters that stand in at "
        f"least {RECURS} rows."
    )
    if found.unread:
        one = found.unread == 1
        unread = "1 row" if one else f"{found.unread:,} rows"
        yield f"{unread} could not be read, and {'is' if one else 'are'} not counted."
    for column in found.columns:
        yield ""
        yield from _column(column, meanings.get(name_key(column.name)))


def _column(column: ColumnSeen, meaning: Meaning | None) -> Iterator[str]:
    name = repr(column.name[:SHOWN])
    if column.is_private:
        yield f"Column {column.number}, {name}: nothing of it is shown."
        return
    unread = "" if meaning else " (not read today; what its values would mean as answers)"
    yield f"Column {column.number}, {name}{unread}:"
    for word, count in column.words:
        yield f"  {count:>7,}  {word:<{LONGEST}}  {(meaning or AS_ANSWERS)(word)}"
    for count, what in (
        (column.blank, "empty"),
        (column.dates, "dates"),
        (column.numbers, "numbers of four characters or more"),
        (column.unshown, "others, which are rare or long"),
    ):
        if count:
            yield f"  {count:>7,}  ({what})"
