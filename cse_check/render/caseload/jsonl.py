"""A caseload as JSON Lines: one compact object a case, raw and never disarmed."""

from collections.abc import Sequence
from functools import cached_property
from itertools import compress
from typing import TYPE_CHECKING

import msgspec

from cse_check.batch.figures import Figures
from cse_check.batch.rows import (
    ANSWERS,
    SAID_NOT_KNOWN,
    SAID_NOTHING,
    SAID_SOMETHING,
    SAID_YES,
    Checklist,
    Screened,
)
from cse_check.render.caseload import one_by_one
from cse_check.render.caseload.csv import notice

if TYPE_CHECKING:
    from cse_check.batch.fast.parts import Clean
    from cse_check.render.caseload.many import Cases


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


class JsonLines:
    """One object a case. What is the same in all of them is made once; `docs/batch.md` lists it."""

    def __init__(self, checklist: Checklist) -> None:
        self._checklist = checklist
        self._urgent = checklist.urgent
        self._ids = tuple(map(_json, checklist.ids))
        self._urgent_ids = tuple(map(_json, checklist.urgent_ids))
        self._categories = tuple(map(_json, checklist.categories))
        self._answers = tuple(
            tuple(f"{each}:{_json(answer)}" for answer in ANSWERS) for each in self._ids
        )
        catalogue = checklist.edition.catalogue
        about = {
            "area": catalogue.area.id,
            "revision": catalogue.revision,
            "sha256": checklist.edition.sha256,
        }
        self._end = f'"notice":{_json(notice(checklist))},"catalogue":{_json(about)}}}\n'

    def head(self) -> str:
        """Return nothing: every line is complete in itself."""
        return ""

    def case(self, row: Screened) -> str:
        """Return a case. A reference holds nothing that JSON would escape."""
        said, ids = row.said, self._ids
        yes = said.translate(SAID_YES)
        urgent = compress(yes, self._urgent)
        lost = ",".join(map(str, row.rejected_lines))
        pairs = compress(
            (each[code] for each, code in zip(self._answers, said, strict=True)),
            said.translate(SAID_SOMETHING),
        )
        return (
            f'{{"case_ref":"{row.case_ref}","outcome":"{row.outcome.value}",'
            f'"incomplete":{row.incomplete},"rejected_lines":[{lost}],'
            f'"answers":{{{",".join(pairs)}}},{self._details(row)}'
            f'"flagged":[{",".join(compress(ids, yes))}],'
            f'"flagged_categories":[{",".join(dict.fromkeys(compress(self._categories, yes)))}],'
            f'"urgent":[{",".join(compress(self._urgent_ids, urgent))}],'
            f'"not_known":[{",".join(compress(ids, said.translate(SAID_NOT_KNOWN)))}],'
            f'"unanswered":[{",".join(compress(ids, said.translate(SAID_NOTHING)))}],'
            f"{self._end}"
        )

    def cases(self, clean: "Clean", cuts: Sequence[int]) -> list[bytes]:
        """Return many cases in pieces, cut before the cases at `cuts`."""
        if clean.details:
            return one_by_one(self, clean, cuts)
        return self._many.texts(clean, cuts)

    @cached_property
    def _many(self) -> "Cases":
        from cse_check.render.caseload.many import json_cases

        return json_cases(self._checklist, self._answers, _json, self._end)

    def tail(self, figures: Figures) -> str:  # noqa: ARG002 - part of the protocol
        """Return nothing: every line is complete in itself."""
        return ""

    def _details(self, row: Screened) -> str:
        """Return the times and notes of a case, where it has any."""
        if not row.details:
            return ""
        answers = row.answers
        when = {each: said.when for each, said in answers.items() if said.when}
        notes = {each: said.note for each, said in answers.items() if said.note}
        named = (("when", when), ("notes", notes))
        return "".join(f'"{name}":{_json(found)},' for name, found in named if found)
