"""The cells of a column as texts, and what they mean, each text asked once."""

from collections.abc import Sequence
from typing import Any, Final

import pyarrow as pa

from cse_check.batch.cells import is_odd
from cse_check.batch.problems import CELL_LIMIT, CELL_TOO_LONG, Problem, unseen
from cse_check.batch.tokens import Tokens
from cse_check.unseen import UNSEEN

BYTES: Final = (
    pa.types.is_binary,
    pa.types.is_large_binary,
    pa.types.is_binary_view,
    pa.types.is_fixed_size_binary,
)
UNREADABLE: Final = 253
"""The code of a text that nobody may be shown, or that is too long to be a cell."""
NO_TEXT: Final = "\N{REPLACEMENT CHARACTER}"
"""For what cannot be told, such as bytes that are no UTF-8: it is no answer, and no blank."""
CANNOT_BE_TOLD: Final = (ValueError, OverflowError, LookupError)
"""What Arrow raises for such a value; up to 19, a `LookupError` for a time zone that is none."""


def text_of(value: Any) -> str:
    """Return a value as a cell of a CSV file has it: nothing for null, `true`, `1`, `1.0`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, str) else str(value)


def texts_of(column: pa.Array) -> list[str]:
    """Return the text of each cell of a column."""
    try:
        return list(map(text_of, column.to_pylist()))
    except CANNOT_BE_TOLD:
        return list(map(_text, column))


def _text(cell: pa.Scalar) -> str:
    try:
        return text_of(cell.as_py())
    except CANNOT_BE_TOLD:
        return NO_TEXT


def can_be_read(kind: pa.DataType) -> bool:
    """Return whether each cell of a column of this type holds one value."""
    if pa.types.is_dictionary(kind):
        return can_be_read(kind.value_type)
    return not (pa.types.is_nested(kind) or any(is_bytes(kind) for is_bytes in BYTES))


def keeps_references(kind: pa.DataType) -> bool:
    """Return whether a reference stands in a column of this type as it was written."""
    if pa.types.is_dictionary(kind):
        return keeps_references(kind.value_type)
    return not (pa.types.is_floating(kind) or pa.types.is_boolean(kind))


def problem_with_text(text: str) -> Problem | None:
    """Return what is wrong with a cell's text, whatever it would mean."""
    if is_odd(text) and UNSEEN.search(text):
        return unseen(text)
    return CELL_TOO_LONG if len(text) > CELL_LIMIT else None


def codes(column: pa.Array, tokens: Tokens) -> bytes:
    """Return a byte for each cell: what it means, by a table that is asked once for each text."""
    try:
        found = column.dictionary_encode()
    except pa.ArrowNotImplementedError:  # a rare type, such as an interval
        return bytes(_code(each, tokens) for each in texts_of(column))
    asked = [_code(each, tokens) for each in texts_of(found.dictionary)]
    by_index = pa.array([*asked, tokens[""]], pa.uint8())
    places = found.indices.cast(pa.int64()).fill_null(len(asked))
    return bytes(by_index.take(places).buffers()[1])[: len(column)]


def _code(text: str, tokens: Tokens) -> int:
    return UNREADABLE if problem_with_text(text) else tokens[text]


class Cells(Sequence[str]):
    """The texts of a row of a batch, made as they are asked for."""

    def __init__(self, batch: pa.RecordBatch, row: int) -> None:
        self._batch = batch
        self._row = row

    def __getitem__(self, place: Any) -> Any:
        """Return the text of a cell."""
        return _text(self._batch.column(place)[self._row])

    def __len__(self) -> int:
        """Return how many cells there are."""
        return int(self._batch.num_columns)
