"""What the page's script is given, so that it decides nothing that cse-check decides.

A record with everything but the answers; the blocks that no answer changes; the sections of the
rest; how old each source is on each day; the patterns and the words. Whatever depends on the day
has a mark in its place (`ages`).
"""

from datetime import date, timedelta
from typing import Any, Final

import msgspec

from cse_check import case_ref, narrative
from cse_check.interview.state import NO_ROOM
from cse_check.model import MONTHS, ROLES, Catalogue, Edition, Role, overdue
from cse_check.record import as_record
from cse_check.render import markdown
from cse_check.render.checklist.ages import DAY, last_day, marked, table
from cse_check.render.checklist.blocks import as_values
from cse_check.render.document import Block
from cse_check.render.sections import BASIS, BETWEEN, COUNT, DETAILS, GUIDE, SECTIONS, WHEN
from cse_check.render.summary import (
    category_name,
    closing_blocks,
    guide_words,
    made_with,
    opening_blocks,
    running_title,
    title_of,
)
from cse_check.screening import ANSWER_WORDS, screen, statements_for
from cse_check.unseen import LINE_END, SPACE, UNSEEN
from cse_check.version import __version__

PATTERNS: Final = {
    "unseen": UNSEEN,
    "space": SPACE,
    "line_end": LINE_END,
    "inline": markdown.INLINE,
    "at_start": markdown.AT_START,
    "case_ref": case_ref.CASE_REF,
    "ten_digits": case_ref.TEN_DIGITS,
    "day_first": case_ref.DAY_FIRST,
    "year_first": case_ref.YEAR_FIRST,
}
"""Patterns that mean the same to Python and to JavaScript: both are given these very texts."""


def facts(edition: Edition) -> dict[str, Any]:
    """Return everything that the script needs to know of an area, as plain values."""
    catalogue = edition.catalogue
    return {
        "version": __version__,
        "title": title_of(catalogue),
        "running": running_title("{case}", catalogue, "{day}"),
        "until": last_day(catalogue).isoformat(),
        "ages": table(catalogue),
        "months": MONTHS,
        "overdue": _overdue(catalogue),
        "roles": {role: _for_role(edition, role) for role in Role},
        "record": _record(edition, Role.PROFESSIONAL),
        "sections": [msgspec.to_builtins(section) for section in SECTIONS],
        "categories": {each.id: category_name(each) for each in catalogue.categories},
        "guide": {each.id: guide_words(each) for each in catalogue.indicators},
        "fields": [field._asdict() for field in narrative.FIELDS],
        "words": _words(),
        "room": narrative.ROOM,
        "oldest": case_ref.OLDEST,
        "patterns": {name: pattern.pattern for name, pattern in PATTERNS.items()},
    }


def _words() -> dict[str, Any]:
    return {
        "count": COUNT,
        "between": BETWEEN,
        "guide": GUIDE,
        "details": DETAILS,
        "when": WHEN,
        "basis": BASIS,
        "answers": {answer or "": word for answer, word in ANSWER_WORDS.items()},
        "no_case_ref": [case_ref.NO_CASE_REF, case_ref.PSEUDONYM],
        "doubted": case_ref.DOUBTED,
        "telling": {each.name.lower(): each for each in case_ref.Telling},
        "no_room": NO_ROOM,
    }


def _overdue(catalogue: Catalogue) -> dict[str, str] | None:
    """Return that it is due for review, and after which day."""
    said = overdue(catalogue, date.max)
    return {"after": catalogue.review_by or "", "says": said} if said else None


def _for_role(edition: Edition, role: Role) -> dict[str, Any]:
    return {
        "called": ROLES[role],
        "contacts": _record(edition, role)["whom_to_ring"]["contacts"],
        "opening": as_values(opening_blocks(statements_for(edition.catalogue))),
        "closing": _closing(edition, role),
    }


def _closing(edition: Edition, role: Role) -> list[dict[str, Any]]:
    """Return the blocks after the answers; those that come with a day name the one before it."""
    review_by = edition.catalogue.review_by
    if review_by is None or review_by == date.max.isoformat():
        return as_values(_blocks(edition, role, date.min))
    day = date.fromisoformat(review_by)
    before = _blocks(edition, role, day)
    after = _blocks(edition, role, day + timedelta(days=1))
    return [
        found if block in before else {**found, "after": review_by}
        for block, found in zip(after, as_values(after), strict=True)
    ]


def _blocks(edition: Edition, role: Role, day: date) -> list[Block]:
    says = statements_for(edition.catalogue)
    shown = Edition(marked(edition.catalogue), edition.sha256)
    return list(closing_blocks(shown, role, day, says, made_with=made_with(__version__, DAY)))


def _record(edition: Edition, role: Role) -> Any:
    """Return the record of nobody's answers, with marks where the day decides."""
    nothing = screen(edition, {}, screened_on=date.min, role=role)
    shown = msgspec.structs.replace(
        nothing, edition=Edition(marked(edition.catalogue), edition.sha256)
    )
    return msgspec.json.decode(msgspec.json.encode(as_record(shown)))
