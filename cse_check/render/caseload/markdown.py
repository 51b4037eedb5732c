"""A caseload as a document: what it is, every case in the file's order, and the totals of rows."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cse_check.batch.figures import Figures
from cse_check.batch.rows import Checklist, Screened
from cse_check.render.caseload import AUDIT, one_by_one
from cse_check.render.caseload.brief import lines_of, rows_line
from cse_check.render.markdown import escape, escape_line
from cse_check.screening import statements_for

if TYPE_CHECKING:
    from cse_check.batch.fast.parts import Clean


class MarkdownCases:
    """A list entry a case; counts are `n of m`, and nothing is sorted by them."""

    def __init__(self, checklist: Checklist) -> None:
        self._catalogue = checklist.edition.catalogue
        self._sha256 = checklist.edition.sha256
        self._says = statements_for(self._catalogue)
        self._overdue = f"{escape_line(checklist.overdue)}\n\n" if checklist.overdue else ""
        self._texts = {each.id: escape(each.text) for each in self._catalogue.indicators}

    def head(self) -> str:
        """Return the title, what this is, and the caveat."""
        says = self._says
        area = escape(self._catalogue.area.name)
        return (
            f"# Caseload checked against the checklist of {area}\n\n"
            f"> **{escape(says.immediate_danger)}**\n\n"
            f"{escape_line(AUDIT)}\n\n"
            f"{self._overdue}"
            f"Urgent: {escape(says.urgent)}\n\n"
            f"> **{escape(says.caveat)}**\n>\n> {escape_line(says.caveat_more)}\n\n"
            "## Cases, in the order of the file\n\n"
        )

    def case(self, row: Screened) -> str:
        """Return a case with what was flagged and what is still to find out."""
        asked = len(self._texts)
        lines = [
            f"- **{escape(row.case_ref)}**: flagged {len(row.flagged)} of {asked}; "
            f"not known {len(row.not_known)} of {asked}; "
            f"unanswered {len(row.unanswered)} of {asked}"
        ]
        if row.rejected_lines:
            lines.append(f"  - Incomplete: {_rejected(row.rejected_lines)}")
        for label, ids in (
            ("Urgent", row.urgent),
            ("Flagged", row.flagged),
            ("Still to find out", row.not_known),
        ):
            if ids:
                lines.append(f"  - {label}: {'; '.join(self._texts[each] for each in ids)}")
        if not row.flagged:
            lines.append("  - Nothing flagged does not mean that the child is safe.")
        return "\n".join(lines) + "\n"

    def cases(self, clean: "Clean", cuts: Sequence[int]) -> list[bytes]:
        """Return many cases in pieces, cut before the cases at `cuts`."""
        return one_by_one(self, clean, cuts)

    def tail(self, figures: Figures) -> str:
        """Return what became of the rows, the caveat again, and where the wording comes from."""
        catalogue = self._catalogue
        none = "" if figures.cases else "No case was screened.\n"
        return (
            f"{none}\n## Rows\n\n{escape_line(rows_line(figures))}\n\n"
            f"{escape_line(lines_of(figures))}\n\n"
            f"> **{escape(self._says.caveat)}**\n\n"
            f"* Catalogue: {escape(catalogue.area.id)}, revision {escape(catalogue.revision)}\n"
            f"* SHA-256: {self._sha256}\n"
        )


def _rejected(lines: tuple[int, ...]) -> str:
    """Return what is said of the rows of a case that were rejected."""
    where = ", ".join(map(str, lines))
    if len(lines) == 1:
        return f"1 row of this case was rejected (line {where}), and what it says is not here."
    return (
        f"{len(lines)} rows of this case were rejected (lines {where}), and what they say is "
        "not here."
    )
