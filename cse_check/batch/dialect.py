"""How a file is laid out: what separates its cells, its encoding, and where its header is.

A mapping may say it, and whoever starts a run; nothing is guessed, and what contradicts is refused.
"""

from typing import Final, NamedTuple

from cse_check.batch.lines import UTF_8, check_encoding
from cse_check.errors import UsageError

COMMA: Final = ","
DELIMITER_NAMES: Final = {
    "tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"
}  # fmt: skip
SEPARATORS: Final = "!#$%&*+,/:;<=>@\\^`|~"
"""Characters that can separate cells: printable ASCII that is in no reference, answer or quote."""
SAID_AS: Final = {"\t": "tab", "utf-8-sig": UTF_8}


class Dialect(NamedTuple):
    """How a file is laid out, as far as somebody said so; None is not said."""

    delimiter: str | None = None
    encoding: str | None = None
    skip_lines: int | None = None
    one_line_rows: bool | None = None


UNSAID: Final = Dialect()


class Settled(NamedTuple):
    """How a file is read: `skip_lines` lines stand above its header."""

    delimiter: str = COMMA
    encoding: str = UTF_8
    skip_lines: int = 0
    one_line_rows: bool = False


def check_delimiter(named: str) -> str:
    """Return the delimiter that a user named: a character, or the word for one.

    Raises:
        UsageError: it is neither, or one that cannot separate cells.
    """
    delimiter = DELIMITER_NAMES.get(named.lower(), named)
    if delimiter == "\t" or (len(delimiter) == 1 and delimiter in SEPARATORS):
        return delimiter
    raise UsageError("That cannot separate cells. Use ',', ';', '|' or tab.")


def settle(named: Dialect, mapped: Dialect = UNSAID, mapping: str = "") -> Settled:
    """Return how a file is read, from what was named for this run and what a mapping says.

    `mapping` is the name of its file, for messages.

    Raises:
        UsageError: the two say different things, or there is no such delimiter or encoding.
    """
    ours, theirs = _checked(named), _checked(mapped)
    for field, run, file in zip(Dialect._fields, ours, theirs, strict=True):
        if run is not None and file is not None and run != file:
            raise UsageError(
                f"{mapping} says {field}: {_said(file)}, but {_said(run)} was named for this run. "
                "Leave one of them out, or make them agree."
            )
    return Settled(
        ours.delimiter or theirs.delimiter or COMMA,
        ours.encoding or theirs.encoding or check_encoding(UTF_8),
        ours.skip_lines or theirs.skip_lines or 0,
        bool(ours.one_line_rows or theirs.one_line_rows),
    )


def _checked(dialect: Dialect) -> Dialect:
    delimiter, encoding = dialect.delimiter, dialect.encoding
    return dialect._replace(
        delimiter=None if delimiter is None else check_delimiter(delimiter),
        encoding=None if encoding is None else check_encoding(encoding),
    )


def _said(value: object) -> str:
    """Return a value as a mapping has it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return SAID_AS.get(str(value), str(value)) if isinstance(value, int) else _quoted(str(value))


def _quoted(value: str) -> str:
    return SAID_AS.get(value) or (repr(value) if value in SEPARATORS else value)
