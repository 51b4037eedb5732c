"""Whom to ring now, in the few rows of a card: 999, the latest numbers, and the older ones."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from cse_check.model import ROLES, Audience, Catalogue, Contact, Hours, Role, overdue
from cse_check.numbers import EMERGENCY
from cse_check.opening import DAYS, Answers, answers, change
from cse_check.render.card import Card, Line, Look
from cse_check.render.contacts import by_age
from cse_check.screening import Statements

CONTACTS_ROWS: Final = 12
"""How many rows the short page of contacts may have at most."""
NARROW: Final = 60
"""On a page that is narrower, there are more rows, and the same words in them."""
CHECK: Final = "cse-check rang none of these: check before you rely on one."


def contacts_card(
    catalogue: Catalogue,
    role: Role,
    moment: datetime,
    says: Statements,
    *,
    width: int,
    more: Iterable[str],
) -> Card:
    """Return whom to ring now, in at most twelve rows of a page that is 60 columns wide or more.

    999, then the numbers of the latest sources, then those that older ones printed. `more` is what
    else is to be said: where all of it is to be had, say.
    """
    last = [
        *due_for_review(catalogue, moment),
        Line(CHECK),
        *(Line(text, Look.QUIET) for text in more),
        Line(says.caveat, Look.CAUTION),
    ]
    first = Line(says.immediate_danger, Look.DANGER)
    fixed = len(Card.of([first, *last], max(width, NARROW)).rows)
    title = f"{catalogue.area.name}, for {ROLES[role]}"
    numbers = number_lines(
        catalogue, role, moment, title=title, width=width, rows=CONTACTS_ROWS - fixed
    )
    return Card.of([first, *numbers, *last], width)


def due_for_review(catalogue: Catalogue, moment: datetime) -> Iterator[Line]:
    """Yield that the catalogue is due for review, if it is."""
    if said := overdue(catalogue, moment.date()):
        yield Line(said)


def number_lines(
    catalogue: Catalogue, role: Role, moment: datetime, *, title: str, width: int, rows: int
) -> list[Line]:
    """Return the numbers for a role but 999, those that answer now first, in so many rows.

    Numbers that have no room for a line of their own share one, so that none is left out; where
    even that is not enough, there are more rows.
    """
    latest, older = by_age(catalogue, role)
    latest = [each for each in latest if each.phone != EMERGENCY]
    latest.sort(key=lambda each: answers(each, moment).value)
    for own in range(len(latest), 0, -1):
        lines = [
            _title(title, latest, moment),
            *_numbers(latest[:own], moment),
            *_others(latest[own:]),
            _bank_holiday(latest),
            *_older(older, catalogue),
        ]
        if len(Card.of(lines, max(width, NARROW)).rows) <= rows:
            return lines
    return lines if latest else [_title(title, [], moment), _bank_holiday([])]


def _title(title: str, contacts: list[Contact], moment: datetime) -> Line:
    """Return what the numbers are headed by, and the time if it says anything of them."""
    if all(answers(each, moment) is Answers.NOT_SAID for each in contacts):
        return Line(f"{title}:", Look.HEADING)
    now = f"{DAYS[moment.weekday()]} {moment:%H:%M}"
    return Line(f"{title}: now, {now} by this computer's clock", Look.HEADING)


def _numbers(contacts: list[Contact], moment: datetime) -> Iterator[Line]:
    """Yield a line for each team, with all of its numbers of which the same is to be said."""
    lines: dict[str, list[str]] = {}
    for each in contacts:
        lines.setdefault(f"{each.team}: {_when(each, moment)}", []).append(each.number)
    for text, numbers in lines.items():
        yield Line(f"  {text}", lead=" or ".join(numbers))


def _when(contact: Contact, moment: datetime) -> str:
    """Return whether a contact answers now, and whatever its source does not say."""
    turn = change(contact, moment)
    hours = "hours" if contact.hours is Hours.NOT_SAID else ""
    whom = "for whom" if contact.audience is Audience.NOT_SAID else ""
    unsaid = " and ".join(filter(None, (hours, whom)))
    match answers(contact, moment):
        case Answers.NOW:
            when = f"now, until {turn}" if turn else "now (weekend)"
        case Answers.LATER:
            when = f"from {turn}" if turn else "in office hours"
        case Answers.NOT_SAID:
            when = {Hours.OUT_OF_HOURS: "out of hours", Hours.OFFICE: "office hours"}.get(
                contact.hours, ""
            )
    corrected = "corrected here" if contact.corrected else ""
    said = (when, corrected, f"{unsaid} not said" if unsaid else "")
    return "; ".join(filter(None, said))


def _others(contacts: list[Contact]) -> Iterator[Line]:
    if contacts:
        yield Line("Also: " + ", ".join(each.number for each in contacts))


def _bank_holiday(contacts: list[Contact]) -> Line:
    at_night = [each.number for each in contacts if each.hours in (Hours.OUT_OF_HOURS, Hours.ANY)]
    numbers = " or ".join(at_night) or EMERGENCY
    if not at_night:
        return Line(f"On a bank holiday, no number is printed here but {numbers}.")
    return Line(f"On a bank holiday, ring {numbers}.")


def _older(contacts: list[Contact], catalogue: Catalogue) -> Iterator[Line]:
    years: dict[str, list[str]] = {}
    for each in contacts:
        published = catalogue.source(each.source).published
        year = f"in {published[:4]}" if published else "at an unknown date"
        years.setdefault(year, []).append(each.number)
    if years:
        told = "; ".join(f"{year}: {', '.join(numbers)}" for year, numbers in years.items())
        yield Line(f"Printed {told}", Look.QUIET)
