"""What each shipped catalogue has to hold: the facts in `tests/areas/AREA.yaml`.

They are copied from the sources by hand, and not from the catalogue, so that a slip in either is
seen.
"""

from pathlib import Path

import msgspec

from cse_check.model import Audience, Grouping, Hours, Kind
from examples import PROJECT

FACTS = PROJECT / "tests" / "areas"


class Facts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The base of what is written down here: nothing in it has another name."""


class Group(Facts, frozen=True):
    """A category; `points` is how many points the guide's list has, where that was counted."""

    name: str
    kind: Kind
    grouping: Grouping
    points: int | None = None


class Printed(Facts, frozen=True):
    """A contact as its source prints it."""

    team: str
    phone: str
    audience: Audience
    hours: Hours
    source: str
    option: str | None = None
    hours_text: str | None = None
    open: tuple[str, ...] = ()
    open_source: str | None = None


class Noted(Facts, frozen=True):
    """A wording of the guide that needs a note, and what that note has to say."""

    wording: str
    says: str


class Area(Facts, frozen=True):
    """An area: `sources` with the dates that they print, contacts in order, the later first."""

    sources: dict[str, str]
    names: tuple[str, ...]
    states_the_caveat: bool
    indicators: int
    categories: tuple[Group, ...]
    urgent: frozenset[str]
    contacts: tuple[Printed, ...]
    notes: tuple[Noted, ...]
    warnings: tuple[str, ...]


def facts_of(area: str) -> Area:
    """Return what the catalogue of an area has to hold."""
    path = FACTS / f"{area}.yaml"
    assert path.is_file(), missing(path)
    return msgspec.yaml.decode(path.read_bytes(), type=Area)


def missing(path: Path) -> str:
    """Say what to do when there is a catalogue, but nobody wrote down what it has to hold."""
    return (
        f"{path.relative_to(PROJECT)} is missing: write down there, from the sources and not from "
        "the catalogue, what this area has to hold. tests/areas/leeds.yaml shows how."
    )
