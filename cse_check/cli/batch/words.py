"""`batch --words`: the values that recur in an export, with what each would mean."""

from contextlib import nullcontext
from pathlib import Path

from cse_check.batch.dialect import Dialect, settle
from cse_check.batch.lines import explained, open_cases
from cse_check.batch.mapping import ColumnMap
from cse_check.batch.rows import Checklist
from cse_check.cli.shell import STDIO, Shell
from cse_check.errors import InvalidFileError
from cse_check.model import Edition


def list_words(
    shell: Shell, cases: Path, edition: Edition, mapping: ColumnMap | None, dialect: Dialect
) -> None:
    """List them on standard output; no file is written.

    Raises:
        FileAccessError: the cases cannot be read.
        InvalidFileError: the header cannot be read, or the mapping has faults.
        UsageError: the mapping says that the file is written in another way.
    """
    from cse_check.batch.beginning import Source
    from cse_check.batch.survey import survey
    from cse_check.batch.words import meanings
    from cse_check.render.caseload.words import words

    if mapping and mapping.faults:
        raise InvalidFileError(mapping.faults)
    said = (mapping.dialect, mapping.name) if mapping else ()
    checklist, name = Checklist(edition), shell.name_of(cases)
    opened = nullcontext(shell.stdin.buffer) if cases == STDIO else open_cases(cases)
    with explained(name), opened as file:
        found = survey(file, Source(name, checklist, mapping), settle(dialect, *said))
    lines = words(found, meanings(checklist, mapping))
    shell.put("".join(f"{line}\n" for line in lines))
