"""A caseload, and what was rejected of it, as CSV that is safe to open in a spreadsheet."""

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import compress
from typing import TYPE_CHECKING, Final

from cse_check.batch.figures import Figures
from cse_check.batch.rows import (
    SAID_NOT_KNOWN,
    SAID_NOTHING,
    SAID_YES,
    Checklist,
    Outcome,
    Rejected,
    Screened,
)
from cse_check.reading.cells import cell, line
from cse_check.screening import statements_for

if TYPE_CHECKING:
    from cse_check.batch.fast.parts import Clean
    from cse_check.render.caseload.many import Cases

COLUMNS: Final = (
    "case_ref", "outcome", "incomplete", "rejected_lines", "flagged", "flagged_categories",
    "urgent", "not_known", "unanswered", "notice",
)  # fmt: skip
REJECT_COLUMNS: Final = ("line", "column", "code", "message")
FLAGGED, NONE_FLAGGED, INCOMPLETE = (
    each.value for each in (Outcome.FLAGGED, Outcome.NONE_FLAGGED, Outcome.INCOMPLETE)
)


def notice(checklist: Checklist) -> str:
    """Return the caveat in short, what the file is, and that the catalogue is due for review."""
    caveat = statements_for(checklist.edition.catalogue).caveat
    overdue = f" {checklist.overdue}" if checklist.overdue else ""
    return f"Audit of recorded concerns only. {caveat}{overdue}"


class CsvRows:
    """One record a case, in the order of `COLUMNS`; lists are ids, separated by `;`."""

    def __init__(self, checklist: Checklist) -> None:
        self._checklist = checklist
        self._ids = checklist.ids
        self._urgent = checklist.urgent
        self._urgent_ids = checklist.urgent_ids
        self._categories = checklist.categories
        self._notice = cell(notice(checklist))

    def head(self) -> str:
        """Return the header."""
        return line(COLUMNS)

    def case(self, row: Screened) -> str:
        """Return a case. References and ids hold nothing that would need quotes or disarming."""
        said, ids = row.said, self._ids
        not_known = ";".join(compress(ids, said.translate(SAID_NOT_KNOWN)))
        unanswered = ";".join(compress(ids, said.translate(SAID_NOTHING)))
        rest = f"{not_known},{unanswered},{self._notice}\n"
        yes = said.translate(SAID_YES)
        flagged = ";".join(compress(ids, yes))
        lost = row.rejected_lines
        missing = f"{len(lost)},{';'.join(map(str, lost))}" if lost else "0,"
        if not flagged:
            outcome = INCOMPLETE if lost else NONE_FLAGGED
            return f"{row.case_ref},{outcome},{missing},,,,{rest}"
        categories = ";".join(dict.fromkeys(compress(self._categories, yes)))
        urgent = ";".join(compress(self._urgent_ids, compress(yes, self._urgent)))
        found = f"{flagged},{categories},{urgent},{rest}"
        return f"{row.case_ref},{FLAGGED},{missing},{found}"

    def cases(self, clean: "Clean", cuts: Sequence[int]) -> list[bytes]:
        """Return many cases in pieces, cut before the cases at `cuts`."""
        return self._many.texts(clean, cuts)

    @cached_property
    def _many(self) -> "Cases":
        from cse_check.render.caseload.many import csv_cases

        return csv_cases(self._checklist, self._notice)

    def tail(self, figures: Figures) -> str:  # noqa: ARG002 - part of the protocol
        """Return nothing: a table ends with its last record."""
        return ""


def rejects_head(*, raw: bool) -> str:
    """Return the header of the rejects."""
    return line((*REJECT_COLUMNS, "raw") if raw else REJECT_COLUMNS)


def reject(row: Rejected) -> str:
    """Return a rejected row; with its text only if that was asked for."""
    column = "" if row.column is None else str(row.column)
    cells = (str(row.line), column, row.code.value, row.message)
    return line(cells if row.raw is None else (*cells, _readable(row.raw)))


def _readable(raw: str) -> str:
    r"""Return a row's text with what cannot be in a file spelt out, such as `\xff`."""
    marked = re.sub("[\udc00-\udcff]", lambda mark: f"\\x{ord(mark[0]) - 0xDC00:02x}", raw)
    return marked.replace("\0", "\\x00")
