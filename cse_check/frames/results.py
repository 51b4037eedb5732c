"""What came of rows as Arrow: a row for each, and which of them stand again."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from cse_check.batch.rows import Checklist, Code, Rejected, Row, Screened
from cse_check.errors import UsageError
from cse_check.render.caseload.csv import notice

SAID: Final = ("outcome", "flagged", "flagged_categories", "urgent", "not_known", "unanswered")
NOTHING: Final = (None,) * len(SAID)
PROBLEM: Final = "problem"
NOTICE: Final = "notice"
KEPT: Final = 8192
"""For how many different rows what is said of them is kept."""
PART: Final = 50_000
"""The most rows of a batch of results: the texts of millions do not fit in one of Arrow's."""
AGAIN: Final = (
    f"{Code.DUPLICATE_CASE_REF.value}: has a case reference that stands in other rows too: none of "
    "these rows is taken, for they cannot all be right"
)
COUNT: Final = "rows with this reference"


def columns(ref: str) -> tuple[str, ...]:
    """Return the names of the columns of results.

    Raises:
        UsageError: the reference has the name of another.
    """
    others = (*SAID, PROBLEM, NOTICE)
    if ref.lower() in others:
        message = f"Results have a column {ref!r} of their own: call that of the reference another."
        raise UsageError(message)
    return (ref, *others)


def _schema(ref: str) -> pa.Schema:
    return pa.schema([(name, pa.string()) for name in columns(ref)])


def stream(batches: Iterable[pa.RecordBatch], ref: str) -> pa.RecordBatchReader:
    """Return batches of results as a stream."""
    return pa.RecordBatchReader.from_batches(_schema(ref), batches)


def parts(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield batches in parts of so many rows that what comes of them fits in one batch."""
    for batch in batches:
        for start in range(0, max(batch.num_rows, 1), PART):
            yield batch.slice(start, PART)


class Results:
    """Makes batches of what became of rows."""

    def __init__(self, checklist: Checklist, ref: str) -> None:
        self._schema = _schema(ref)
        self._notice = notice(checklist)
        self._said = lru_cache(KEPT)(lambda said: _of(Screened(0, "", checklist, said)))

    def batch(self, rows: Iterable[tuple[str | None, Row]]) -> pa.RecordBatch:
        """Return these rows as a batch, in their order, each with its reference if it has one."""
        made = [self._row(reference, row) for reference, row in rows]
        by_column = list(zip(*made, strict=True)) if made else [()] * len(self._schema)
        arrays = [pa.array(each, pa.string()) for each in by_column]
        return pa.RecordBatch.from_arrays(arrays, schema=self._schema)

    def _row(self, reference: str | None, row: Row) -> tuple[str | None, ...]:
        if isinstance(row, Rejected):
            return (reference, *NOTHING, f"{row.code.value}: {row.message}", self._notice)
        return (reference, *self._said(row.said), None, self._notice)


def _of(row: Screened) -> tuple[str, ...]:
    lists = (row.flagged, row.flagged_categories, row.urgent, row.not_known, row.unanswered)
    return (row.outcome.value, *map(";".join, lists))


def counted(results: pa.RecordBatchReader, ref: str) -> tuple[pa.Table, str]:
    """Return results with how often the reference of each stands, and what that column is called.

    Raises:
        UsageError: they are not results.
    """
    table = results.read_all()
    _check(table.schema, ref)
    references = table.column(ref).cast(pa.large_string())
    found = pc.value_counts(references)
    values, times = (found.field(name).to_pylist() for name in ("values", "counts"))
    counts = dict(zip(values, times, strict=True))
    column = [counts[each] for each in references.to_pylist()]
    return table.append_column(COUNT, pa.array(column, pa.int64())), COUNT


def without_duplicates(batch: pa.RecordBatch, ref: str, count: str) -> pa.RecordBatch:
    """Return results in which no row was taken whose reference stands more than once.

    Raises:
        UsageError: they are not results with such a count.
    """
    _check(batch.schema, ref, count)
    kind = batch.schema.field(count).type
    if not (pa.types.is_integer(kind) or pa.types.is_floating(kind)):
        raise UsageError(f"The column {count!r} holds no counts: it is of the type {kind}.")
    texts = {name: batch.column(name).cast(pa.string()) for name in columns(ref)}
    counts = batch.column(count)
    known = pc.is_valid(texts[ref])
    uncounted = pc.invert(pc.fill_null(pc.greater_equal(counts, 1), fill_value=False))
    if pc.any(pc.and_(known, uncounted)).as_py():
        raise UsageError(
            f"The column {count!r} does not say of every reference how often it stands."
        )
    several = pc.fill_null(pc.greater(counts, 1), fill_value=False)
    again = pc.and_(several, pc.is_null(texts[PROBLEM]))
    # By taking rows: Arrow before 24 chooses between texts wrongly in a part of a batch.
    rows = pa.array(range(batch.num_rows), pa.int64())
    left = pc.if_else(again, pa.scalar(None, pa.int64()), rows)
    texts |= {name: texts[name].take(left) for name in SAID}
    problems = pa.concat_arrays([texts[PROBLEM], pa.array([AGAIN])])
    texts[PROBLEM] = problems.take(pc.if_else(again, batch.num_rows, rows))
    return pa.RecordBatch.from_arrays(list(texts.values()), schema=_schema(ref))


def _check(schema: pa.Schema, ref: str, *more: str) -> None:
    missing = [each for each in (*columns(ref), *more) if each not in schema.names]
    if missing:
        raise UsageError(f"That is not a frame of results: it has no column {missing[0]!r}.")
