"""Data frames, from one machine's up to Spark's: Arrow in, Arrow out, and `batch`'s own meanings.

A frame is anything that gives its columns as Arrow (`__arrow_c_stream__`): pandas, Polars, DuckDB,
pyarrow. A lazy frame of Polars is collected first. What a cell means is asked of the same tables
that `batch` has, once for each text that a column holds; no engine's own dialect has a part in it.
`docs/scale.md` shows each.

A frame is read once, as a stream, so a reference that stands twice cannot be known while it is
read. Count what came out by its reference, and give it to `reject_duplicates`: none of the rows of
such a reference is taken then, as in `batch`.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from cse_check.batch.header import CASE_REF
from cse_check.batch.mapping import ColumnMap
from cse_check.errors import CseCheckError, UsageError
from cse_check.model import Edition

if TYPE_CHECKING:
    import pyarrow

__all__ = [
    "reject_duplicates",
    "reject_duplicates_batches",
    "screen",
    "screen_batches",
    "spark_schema",
    "underscored",
]

OF_COLUMN: Final = re.compile(r"column (.+) with type")
NOT_ARROW: Final = (
    "The frame cannot give its columns as Arrow{at}. Each needs a name of its own and values of "
    "one kind; in pandas, frame[name].astype('string') makes a column of texts."
)
BROKEN: Final = (
    "The frame could not be read: what computes it stopped with {name}. What it says may hold a "
    "cell, and is not repeated here; reading the frame without cse-check shows it."
)
Name = Callable[[str], str]
"""What a frame calls the column that the catalogue, or a mapping, calls by this name."""


def screen(
    frame: Any,
    edition: Edition,
    mapping: ColumnMap | None = None,
    ref: str = CASE_REF,
    *,
    name: Name | None = None,
    ignore_extra: bool = False,
    today: date | None = None,
) -> "pyarrow.RecordBatchReader":
    """Screen every row of a frame; return its results as a stream, a row for each row.

    The columns are the reference (null where the cell is none), `outcome`, `flagged`,
    `flagged_categories`, `urgent`, `not_known` and `unanswered` with ids parted by `;`, `problem`
    and `notice`. A row with a `problem` was not screened, and has none of the others: it says why,
    with the code of `batch`, and never repeats a cell.

    `ref` is the frame's name for the reference, `name` makes its name for any other column of the
    catalogue's or the mapping's; with a mapping, `ref` may be left out where the reference is
    called as the mapping says. Other columns are refused unless `ignore_extra` is given, and then
    too if they may be an indicator's. With the day of `today`, the notice says if the catalogue is
    due for review.

    Raises:
        UsageError: it is no frame or cannot be read, the extra `frames` is not installed, or the
            mapping is about cases of several rows.
        InvalidFileError: its columns cannot be screened; with all that is wrong with them.
    """
    reader = _reader(frame)
    from cse_check.frames.results import stream

    results = screen_batches(
        reader,
        edition,
        mapping,
        ref,
        name=name,
        ignore_extra=ignore_extra,
        today=today,
        schema=reader.schema,
    )
    return stream(results, ref)


def screen_batches(
    batches: "Iterable[pyarrow.RecordBatch]",
    edition: Edition,
    mapping: ColumnMap | None = None,
    ref: str = CASE_REF,
    *,
    name: Name | None = None,
    ignore_extra: bool = False,
    today: date | None = None,
    schema: "pyarrow.Schema | None" = None,
) -> "Iterator[pyarrow.RecordBatch]":
    """Screen batches one by one, as `screen` does: for Spark's `mapInArrow`.

    All have the same columns in the same order. With a `schema` these are checked at once; else
    those of the first are, when it comes. A large batch comes out as several.

    Raises:
        UsageError: the extra `frames` is not installed, or the mapping is about cases of several
            rows.
        InvalidFileError: the columns cannot be screened; with all that is wrong with them.
    """
    _need_arrow()
    from cse_check.frames.header import Rules
    from cse_check.frames.results import parts
    from cse_check.frames.screening import Screener

    screener = Screener(edition, Rules(mapping, ref, name or str, ignore_extra), today)
    if schema is not None:
        screener.know(schema)
    return (screener.results(part) for part in parts(batches))


def reject_duplicates(
    results: Any, ref: str = CASE_REF, *, count: str | None = None
) -> "pyarrow.RecordBatchReader":
    """Return results in which no row of a reference that stands more than once was taken.

    `count` names a column that says how often the reference of a row stands among all results;
    without one they are counted here, and held while that is done.

    Raises:
        UsageError: it is no frame of results, or the extra `frames` is not installed.
    """
    reader = _reader(results)
    from cse_check.frames.results import counted, stream

    if count is None:
        table, count = counted(reader, ref)
        reader = table.to_reader()
    return stream(reject_duplicates_batches(reader, ref, count=count), ref)


def reject_duplicates_batches(
    results: "Iterable[pyarrow.RecordBatch]", ref: str = CASE_REF, *, count: str
) -> "Iterator[pyarrow.RecordBatch]":
    """Do as `reject_duplicates` does, one batch after another: for Spark's `mapInArrow`.

    Raises:
        UsageError: a batch is not one of results with such a count.
    """
    _need_arrow()
    from cse_check.frames.results import parts, without_duplicates

    return (without_duplicates(part, ref, count) for part in parts(results))


def spark_schema(ref: str = CASE_REF) -> str:
    """Return the columns of the results as Spark's `mapInArrow` is told of them."""
    _need_arrow()
    from cse_check.frames.results import columns

    names = [column.replace("`", "``") for column in columns(ref)]
    return ", ".join(f"`{name}` string" for name in names)


def underscored(name: str) -> str:
    """Return a name that needs no quotes, in SQL or in Spark, for an indicator's id.

    `missing.out-overnight` becomes `missing__out_overnight`. No id has an underscore, nor two
    hyphens side by side, so that no two ids become the same.
    """
    return name.replace(".", "__").replace("-", "_")


def _reader(frame: Any) -> "pyarrow.RecordBatchReader":
    _need_arrow()
    import pyarrow

    try:
        reader = _stream_of(frame)
    except CseCheckError:
        raise
    except (TypeError, ValueError, OverflowError, pyarrow.ArrowException) as error:
        found = OF_COLUMN.search(str(error.args[-1]))
        at = f", because of its column {found[1]!r}" if found else ""
        raise UsageError(NOT_ARROW.format(at=at)) from None  # what it says may repeat a cell
    except Exception as error:  # noqa: BLE001 - engines have errors of their own
        raise UsageError(BROKEN.format(name=type(error).__name__)) from None
    return pyarrow.RecordBatchReader.from_batches(reader.schema, _read(reader))


def _stream_of(frame: Any) -> "pyarrow.RecordBatchReader":
    import pyarrow

    if isinstance(frame, pyarrow.RecordBatchReader):
        return frame
    if not hasattr(frame, "__arrow_c_stream__") and hasattr(frame, "collect_schema"):
        frame = frame.collect()  # one of Polars' lazy frames
    if not hasattr(frame, "__arrow_c_stream__"):
        lazy = " Collect it first." if hasattr(frame, "collect") else ""
        raise UsageError(f"That is not a frame: it does not give its columns as Arrow.{lazy}")
    return pyarrow.RecordBatchReader.from_stream(frame)


def _read(reader: "pyarrow.RecordBatchReader") -> "Iterator[pyarrow.RecordBatch]":
    """Yield batches; whatever an engine says when it fails, and it says what was in a cell."""
    try:
        yield from reader
    except CseCheckError:
        raise
    except Exception as error:  # noqa: BLE001 - engines have errors of their own
        raise UsageError(BROKEN.format(name=type(error).__name__)) from None


def _need_arrow() -> None:
    try:
        import pyarrow  # noqa: F401 - only whether it is there
    except ImportError as error:
        raise UsageError(
            "Data frames need one more library: pip install 'cse-check[frames]'."
        ) from error
