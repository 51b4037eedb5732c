"""A mapping: what the columns of somebody's export mean, in a YAML file read through the guard.

format: 1
area: leeds
delimiter: ";"
case_ref: Person ID
columns:
  Truant: education.truanting
  Times missing: {indicator: missing.reported-missing, at_least: 3}
answers: {not_known: [Not recorded], unanswered: ["N/A"]}
ignore: rest

`docs/batch.md` works through three.
"""

import re
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from cse_check.batch.mapping.checks import findings
from cse_check.batch.mapping.document import (
    FORMAT,
    Column,
    MappingFile,
    Meanings,
    written_out,
)
from cse_check.batch.mapping.ready import ColumnMap, LongRules, Rule, TimeColumn, ready
from cse_check.batch.mapping.template import template
from cse_check.errors import Fault, InvalidFileError
from cse_check.model import Catalogue, Edition
from cse_check.reading.files import read_bytes
from cse_check.reading.tree import Report, read_tree
from cse_check.reading.typed import Builder, has_format

__all__ = [
    "ColumnMap",
    "LongRules",
    "Rule",
    "TimeColumn",
    "load",
    "load_mapping",
    "template",
    "understand",
]


LEFT_OUT: Final = {"when", "delimiter", "encoding", "skip_lines"}
PARTS: Final = LEFT_OUT | {"columns", "ignore", "answers"}
"""The parts of a mapping without which the rest can be understood."""


def load(data: bytes, name: str, catalogue: Catalogue) -> ColumnMap:
    """Return the mapping in a file; messages call the file `name`.

    Raises:
        InvalidFileError: with every fault of the file.
    """
    mapping = understand(data, name, catalogue)
    if mapping.faults:
        raise InvalidFileError(mapping.faults)
    return mapping


def understand(data: bytes, name: str, catalogue: Catalogue) -> ColumnMap:
    """Return as much of a mapping as can be understood, with its faults.

    Raises:
        InvalidFileError: with every fault of a file that makes no sense without what is wrong.
    """
    report = Report(name)
    tree = read_tree(data, report)
    if tree is None or not has_format(tree, FORMAT, report):
        report.raise_if_any()
    assert tree is not None  # noqa: S101 - no tree, no report without faults
    builder = Builder(report, any_names=True)
    mapping = builder.build(written_out(tree), MappingFile)
    builder.add_findings(findings(mapping, catalogue))
    try:
        report.raise_if_any()
    except InvalidFileError as error:
        parts = {_part(fault) for fault in error.faults}
        if not parts <= PARTS:
            raise
        understood = ready(_without(mapping, error.faults, parts), name, catalogue)
        return understood._replace(faults=error.faults, judges_rows=parts <= {"columns", "ignore"})
    return ready(mapping, name, catalogue)


def _part(fault: Fault) -> str:
    """Return the name at the top of the file under which a fault is."""
    return re.split(r"[.\[]", fault.path, maxsplit=1)[0]


def _without(mapping: MappingFile, faults: tuple[Fault, ...], parts: set[str]) -> MappingFile:
    """Return a mapping whose columns at fault say nothing, nor whatever else is at fault."""
    columns = {
        name: Column() if any(_is_in(fault.path, name) for fault in faults) else column
        for name, column in mapping.columns.items()
    }
    others = dict.fromkeys(parts & LEFT_OUT)
    answers = Meanings() if "answers" in parts else mapping.answers
    return replace(mapping, columns=columns, answers=answers, **others)


def _is_in(path: str, name: str) -> bool:
    column = f"columns.{name}"
    return path == column or path.startswith(f"{column}.")


def load_mapping(path: Path | str, edition: Edition) -> ColumnMap:
    """Return the mapping in a file.

    Raises:
        FileAccessError: the file cannot be read.
        InvalidFileError: with every fault of the file.
    """
    return load(read_bytes(Path(path)), str(path), edition.catalogue)
