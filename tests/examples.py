"""What several tests need: a small valid catalogue, screenings of it, and the bundled catalogues.

The people, places and numbers here are made up; the numbers are of the ranges that Ofcom keeps for
drama, which ring nobody.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from cse_check.catalogue.load import load
from cse_check.errors import InvalidFileError
from cse_check.model import Answer, Edition, Response, Role
from cse_check.screening import Screening, screen

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 16, 10)  # a Saturday
PROJECT = Path(__file__).resolve().parent.parent
DATA = PROJECT / "data"


def area_of(path: Path) -> str:
    """Return the area that a catalogue's file is named for."""
    return path.stem.removeprefix("indicators_")


BUNDLED = tuple(sorted(DATA.glob("*.yaml")))
"""The catalogues that are shipped; `ids=area_of` names a test of each by its area."""
AREAS = tuple(map(area_of, BUNDLED))
"""The areas of these, by which tests go over all of them."""

CATALOGUE = """\
format: 1
area:
  id: exampleshire
  name: Exampleshire
  authority: Exampleshire & District Council
  aliases: [the shire]
revision: "2026-11-21"
sources:
  - id: guide
    title: A guide
    publisher: Exampleshire Council
    published: "2013-11"
  - id: page
    title: A page
    publisher: Exampleshire Partnership
    published: null
    published_note: a web page without a date
    url: "https://example.org/page"
guide:
  definition: {text: What it is., source: guide}
  who: {text: Whom it affects., source: guide}
  actions:
    - {name: Acting, text: Ring somebody., source: guide}
categories:
  - id: school
    name: School
    kind: indicator
    grouping: source
    indicators:
      - id: school.truanting
        text: Truanting
        source_text: "Truancing"
        source: guide
      - id: school.excluded
        text: Excluded from school
        source_text: "Excluded, behaviour problems"
        source: guide
        note: The guide names two things here.
  - id: health
    name: Health
    kind: vulnerability
    grouping: editorial
    indicators:
      - id: health.self-harm
        text: Self-harm
        source_text: "Self-harm"
        source: guide
        urgent: true
contacts:
  - id: police
    team: Police
    phone: "999"
    audience: anyone
    hours: any
    source: guide
  - id: duty-professional
    team: Duty Team
    phone: "0113 496 0336"
    option: option 2
    audience: professional
    hours: office
    hours_text: 9.00am to 5.00pm
    source: page
    note: Only for practitioners.
  - id: duty-public
    team: Duty Team
    phone: "01632 960403"
    audience: public
    hours: out-of-hours
    source: guide
gaps:
  - The guide prints no office hours.
"""
"""A small catalogue with something of everything: 2 sources, 2 categories, 3 indicators (1 urgent),
3 contacts (999, one for professionals, one for the public), 1 gap, and no caveat of its own."""


def changed(*changes: tuple[str, str], text: str = CATALOGUE) -> str:
    """Return `text` with each first string, which must be there just once, made the second."""
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} is there {text.count(old)} times"
        text = text.replace(old, new)
    return text


def edition(text: str = CATALOGUE) -> Edition:
    """Load this text as a catalogue."""
    return load(text.encode(), "example.yaml")


@cache
def bundled(area: str) -> Edition:
    """Load the bundled catalogue of an area."""
    path = DATA / f"indicators_{area}.yaml"
    return load(path.read_bytes(), path.name)


YES = Response(Answer.YES)
NO = Response(Answer.NO)
NOT_KNOWN = Response(Answer.NOT_KNOWN)


def screening(
    answers: Mapping[str, Response] | None = None,
    *,
    of: Edition | None = None,
    role: Role = Role.PROFESSIONAL,
    case_ref: str | None = "CASE-1",
) -> Screening:
    """Hold answers against the example, or against another edition, on one and the same day."""
    return screen(of or edition(), answers or {}, screened_on=TODAY, role=role, case_ref=case_ref)


def faults(read: Callable[[], object]) -> list[str]:
    """Return the lines of the `InvalidFileError` that `read` raises; none if it raises none."""
    try:
        read()
    except InvalidFileError as error:
        return [str(fault) for fault in error.faults]
    return []


Place = tuple[str | int, ...]
"""Where something is in a document of lists and dictionaries: `("contacts", 0, "phone")`."""


def places_in(document: Any, place: Place = ()) -> Iterator[Place]:
    """Yield the place of everything in a document, but for the document itself."""
    items: Any = ()
    if isinstance(document, dict):
        items = document.items()
    elif isinstance(document, list):
        items = enumerate(document)
    for name, item in items:
        yield (*place, name)
        yield from places_in(item, (*place, name))


def holder_of(document: Any, place: Place) -> Any:
    """Return the list or dictionary that holds what is at a place."""
    for part in place[:-1]:
        document = document[part]
    return document


def path_of(place: Place) -> str:
    """Write a place as faults do: `contacts[0].phone`."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in place)
    return "".join(parts).removeprefix(".")
