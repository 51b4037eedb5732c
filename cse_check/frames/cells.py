"""The cells of a column as texts, and what they mean, each text asked once."""

from collections.abc import Callable
from typing import Any, Final

import pyarrow as pa

from cse_check.batch.cells import is_odd
from cse_check.batch.problems import CELL_LIMIT, CELL_TOO_LONG, Problem, unseen
from cse_check.batch.tokens import Tokens
from cse_check.unseen import UNSEEN

UNREADABLE: Final = 253
"""The code of a text that nobody may be shown, or that is too long to be a cell."""
NESTED: Final = "holds lists or structures: a cell has to hold one text, number or date"


def text_of(value: Any) -> str:
    """Return a value as a cell of a CSV file has it: nothing for null, `true`, `1`, `1.0`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, str) else str(value)


def can_be_read(kind: pa.DataType) -> bool:
    """Return whether each cell of a column of this type holds one value."""
    return not (pa.types.is_nested(kind) or _is_bytes(kind))


def _is_bytes(kind: pa.DataType) -> bool:
    return bool(
        pa.types.is_binary(kind)
        or pa.types.is_large_binary(kind)
        or pa.types.is_fixed_size_binary(kind)
    )


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
        return bytes(_code(text_of(each), tokens) for each in column.to_pylist())
    asked = [_code(text_of(each.as_py()), tokens) for each in found.dictionary]
    by_index = pa.array([*asked, tokens[""]], pa.uint8())
    places = found.indices.cast(pa.int64()).fill_null(len(asked))
    return bytes(by_index.take(places).buffers()[1])[: len(column)]


def _code(text: str, tokens: Tokens) -> int:
    return UNREADABLE if problem_with_text(text) else tokens[text]


class Texts:
    """The texts of a batch, by row and column, made as they are asked for."""

    def __init__(self, batch: pa.RecordBatch) -> None:
        self._batch = batch
        self.width = batch.num_columns

    def all_of(self, place: int) -> list[str]:
        """Return the texts of a column."""
        return list(map(text_of, self._batch.column(place).to_pylist()))

    def at(self, row: int) -> Callable[[int], str]:
        """Return what gives the texts of a row."""
        return lambda place: text_of(self._batch.column(place)[row].as_py())


class Cells(list[str]):
    """The cells of a row, made as they are asked for; `said` is what those with answers mean."""

    def __init__(self, said: bytes, text: Callable[[int], str], width: int) -> None:
        super().__init__()
        self.said = said
        self._text = text
        self._width = width

    def __getitem__(self, place: Any) -> Any:
        """Return the text of a cell."""
        return self._text(place)

    def __iter__(self) -> Any:
        """Yield every text."""
        return map(self._text, range(self._width))

    def __len__(self) -> int:
        """Return how many cells there are."""
        return self._width
