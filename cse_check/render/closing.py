"""The card that a screening ends with on a terminal: what matters, on one screen of 24 rows.

The whole summary was shown before it, or is in a file; the card repeats what must be in sight.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from cse_check.model import ROLES, Answer, written_date
from cse_check.render.card import Card, Line, Look
from cse_check.render.ringing import CHECK, due_for_review, number_lines
from cse_check.screening import Item, Screening

ROWS: Final = 20
"""How many rows the card may have, of 24: below it there is room for an offer to save."""
NUMBER_ROWS: Final = 8


class Saved(NamedTuple):
    """Whether what was said is kept, in a sentence, and the command that shows it all again."""

    state: str
    again: str = ""


def closing_card(screening: Screening, moment: datetime, saved: Saved, *, width: int) -> Card:
    """Return the card; names that have no room in it are counted, with where they are."""
    before, after = list(_head(screening)), list(_foot(screening, moment, saved, width))
    left = ROWS - len(Card.of([*before, *after], width).rows)
    return Card.of([*before, *_named(screening, left, width), *after], width)


def _head(screening: Screening) -> Iterator[Line]:
    area = screening.edition.catalogue.area.name
    case = f"case {screening.case_ref}" if screening.case_ref else "no case reference"
    day = written_date(screening.screened_on)
    yield Line(f"{area}, {case}, {day}", Look.HEADING)
    yield Line(screening.statements.immediate_danger, Look.DANGER)


def _foot(screening: Screening, moment: datetime, saved: Saved, width: int) -> Iterator[Line]:
    found_out, unasked, no = (
        len(screening.items(answer)) for answer in (Answer.NOT_KNOWN, None, Answer.NO)
    )
    yield Line(
        f"Of {screening.asked}: to find out {found_out}, not asked {unasked}, answered no {no}."
    )
    yield Line(screening.statements.caveat, Look.CAUTION)
    yield from number_lines(
        screening.edition.catalogue,
        screening.role,
        moment,
        title=f"For {ROLES[screening.role]}",
        width=width,
        rows=NUMBER_ROWS,
    )
    yield from due_for_review(screening.edition.catalogue, moment)
    yield Line(CHECK)
    yield Line(saved.state, Look.HEADING)
    if saved.again:
        yield Line(f"All of it again: {saved.again}", Look.QUIET)


def _named(screening: Screening, rows: int, width: int) -> Iterator[Line]:
    """Yield what is urgent and what is flagged by name, in so many rows together."""
    urgent, flagged = screening.urgent, screening.flagged
    if urgent:
        lead = f"Urgent, {len(urgent)} of {len(flagged)} flagged: "
        line = _names(urgent, lead, Look.DANGER, rows - 2, width)
        rows -= len(line.rows(width))
        yield line
    lead = f"Flagged, {len(flagged)} of {screening.asked}"
    if flagged:
        yield _names(flagged, f"{lead}: ", Look.PLAIN, rows, width)
    else:
        yield Line(f"{lead}: nothing was answered yes.")


def _names(items: Sequence[Item], lead: str, look: Look, rows: int, width: int) -> Line:
    """Return names in a line of at most so many rows; those left out are counted."""
    names = [item.indicator.text for item in items]
    for shown in range(len(names), 0, -1):
        left_out = len(names) - shown
        more = f"; and {left_out} more, listed in the summary" if left_out else ""
        line = Line("; ".join(names[:shown]) + more, look, lead)
        if len(line.rows(width)) <= rows:
            return line
    return Line(f"{len(names)} of them, listed in the summary", look, lead)
