"""What differs between two editions of a catalogue, in words."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from cse_check.catalogue.renaming import joined_in
from cse_check.model import Catalogue, Category, Contact, Guide, Indicator
from cse_check.opening import written_hours

T = TypeVar("T")
SOURCE_FIELDS = {
    "title": "title",
    "publisher": "publisher",
    "published": "date",
    "published_note": "note on the date",
    "url": "address",
}
"""The fields of a source, and what people call them."""


def differences(old: Catalogue, new: Catalogue) -> Iterator[str]:
    """Yield a line for everything that was added, removed, moved or changed."""
    if old.revision != new.revision:
        yield f"The revision was {old.revision} and is now {new.revision}."
    yield from _changed("the day to review it by", old.review_by, new.review_by)
    yield from _area(old, new)
    yield from _sources(old, new)
    yield from _guide(old.guide, new.guide)
    yield from _categories(old, new)
    yield from _questions(old, new)
    yield from _contacts(old, new)
    yield from _listed("gap", old.gaps, new.gaps)


def _area(old: Catalogue, new: Catalogue) -> Iterator[str]:
    for name in ("id", "name", "authority"):
        yield from _changed(f"the area's {name}", getattr(old.area, name), getattr(new.area, name))
    yield from _listed("name for the area", old.area.aliases, new.area.aliases)


def _sources(old: Catalogue, new: Catalogue) -> Iterator[str]:
    was, now = ({each.id: each for each in catalogue.sources} for catalogue in (old, new))
    yield from _added_and_gone(
        {name: each.named for name, each in was.items()},
        {name: each.named for name, each in now.items()},
        "source",
    )
    for name in (each for each in was if each in now):
        for field, what in SOURCE_FIELDS.items():
            before, after = getattr(was[name], field), getattr(now[name], field)
            yield from _changed(f"the {what} of the source {name}", before, after)


def _guide(old: Guide, new: Guide) -> Iterator[str]:
    for name, what in (
        ("definition", "what it is"),
        ("who", "whom it affects"),
        ("actions", "what to do"),
        ("caveat", "that absence does not mean safe"),
    ):
        if getattr(old, name) != getattr(new, name):
            yield f"Changed the guide: {what}"


def _categories(old: Catalogue, new: Catalogue) -> Iterator[str]:
    was, now = ({each.id: each for each in catalogue.categories} for catalogue in (old, new))
    yield from _added_and_gone(
        {name: each.name for name, each in was.items()},
        {name: each.name for name, each in now.items()},
        "category",
    )
    for name in (each for each in was if each in now):
        for field in ("name", "kind", "grouping", "note"):
            before, after = getattr(was[name], field), getattr(now[name], field)
            yield from _changed(f"the {field} of the category {was[name].name}", before, after)
    if _order(was, now) != _order(now, was):
        yield "Moved: the categories are in a different order"


def _questions(old: Catalogue, new: Catalogue) -> Iterator[str]:
    was, now = _asked(old), _asked(new)
    gone, added = _without(was, now), _without(now, was)
    for now_id, olds in joined_in(new, old).items():
        yield _joined([gone.pop(each)[1] for each in olds], added.pop(now_id)[1])
    for old_id, now_id in new.renamed.items():
        if old_id in gone and now_id in added:
            yield from _renamed(gone.pop(old_id), added.pop(now_id))
    for name, (place, indicator) in list(gone.items()):
        for other, (now_at, same) in added.items():
            if same.text == indicator.text:
                yield _moved(indicator, place, now_at, other)
                del gone[name], added[other]
                break
    yield from (f"Removed a question: {_question(each)}" for _, each in gone.values())
    for name in (each for each in was if each in now):
        yield from _reworded(was[name][1], now[name][1])
    yield from (f"Added a question: {_question(each)}" for _, each in added.values())
    for place in new.categories:
        inside = {name: each for name, each in now.items() if each[0].id == place.id}
        if _order(inside, was) != _order(was, inside):
            yield f"Moved: the questions of {place.name} are in a different order"


def _asked(catalogue: Catalogue) -> dict[str, tuple[Category, Indicator]]:
    return {each.id: (place, each) for place in catalogue.categories for each in place.indicators}


def _question(indicator: Indicator) -> str:
    return f"{indicator.text}{' (urgent)' if indicator.urgent else ''}"


def _renamed(was: tuple[Category, Indicator], now: tuple[Category, Indicator]) -> Iterator[str]:
    (place, indicator), (now_at, same) = was, now
    ids = f"it was {indicator.id} and is now {same.id}; files with the old id keep working"
    yield f"Renamed a question: {indicator.text}; {ids}"
    if place.id != now_at.id:
        yield _moved(indicator, place, now_at, same.id)
    yield from _reworded(indicator, same)


def _joined(were: Sequence[Indicator], now: Indicator) -> str:
    asked = "; ".join(f"{_question(each)} ({each.id})" for each in were)
    return (
        f"Made one question of several: {asked}; now {_question(now)} ({now.id}); files with the "
        "old ids keep working"
    )


def _moved(indicator: Indicator, was: Category, now: Category, other: str) -> str:
    if was.id == now.id:
        ids = f"it was {indicator.id} and is now {other}"
        return f"Changed the id of a question: {indicator.text}; {ids}"
    return f"Moved a question: {indicator.text}; from {was.name} to {now.name}"


def _reworded(was: Indicator, now: Indicator) -> Iterator[str]:
    yield from _changed("a question", _question(was), _question(now))
    for field, what in (("source_text", "the guide's words"), ("note", "the note")):
        before, after = getattr(was, field), getattr(now, field)
        yield from _changed(f"{what} of {now.text}", before, after)
    yield from _changed(f"the source of {now.text}", was.source, now.source)
    before, after = _others(was, now), _others(now, was)
    yield from (f"Removed an old id of {now.text}: {each}" for each in before if each not in after)
    yield from (f"Added an old id of {now.text}: {each}" for each in after if each not in before)


def _others(these: Indicator, other: Indicator) -> tuple[str, ...]:
    """Return the old ids of one, but for the other's id, of which a renaming has told already."""
    return tuple(each for each in these.was if each != other.id)


def _contacts(old: Catalogue, new: Catalogue) -> Iterator[str]:
    was, now = ({each.id: each for each in catalogue.contacts} for catalogue in (old, new))
    yield from _added_and_gone(
        {name: _reached(each, old) for name, each in was.items()},
        {name: _reached(each, new) for name, each in now.items()},
        "contact",
    )
    for name in (each for each in was if each in now):
        yield from _rung(was[name], now[name])
    if _order(was, now) != _order(now, was):
        yield "Moved: the contacts are in a different order"


def _rung(was: Contact, now: Contact) -> Iterator[str]:
    yield from _changed(f"the number of {now.team}", was.number, now.number)
    yield from _changed("the name of a team", was.team, now.team)
    for name in ("audience", "hours", "hours_text", "source", "note"):
        what = f"the {name.replace('_text', ' as printed')} of {now.team}, {now.phone}"
        yield from _changed(what, getattr(was, name), getattr(now, name))
    what = f"the times when {now.team}, {now.phone}, answers"
    yield from _changed(what, written_hours(was.open) or None, written_hours(now.open) or None)
    yield from _changed(f"the source of {what}", was.open_source, now.open_source)


def _reached(contact: Contact, catalogue: Catalogue) -> str:
    hours = contact.hours_text or contact.hours.value
    source = catalogue.source(contact.source).title
    number = f"{contact.team}: {contact.number}"
    return f"{number} ({hours}; {contact.audience.value}; {source})"


def _changed(what: str, was: str | None, now: str | None) -> Iterator[str]:
    if was == now:
        return
    if was is None or now is None:
        yield f"Added {what}: “{now}”" if was is None else f"Removed {what}: “{was}”"
    else:
        yield f"Changed {what}: it was “{was}” and is now “{now}”"


def _added_and_gone(was: Mapping[str, str], now: Mapping[str, str], what: str) -> Iterator[str]:
    yield from (f"Removed a {what}: {said}" for said in _without(was, now).values())
    yield from (f"Added a {what}: {said}" for said in _without(now, was).values())


def _listed(what: str, was: tuple[str, ...], now: tuple[str, ...]) -> Iterator[str]:
    yield from _added_and_gone({each: each for each in was}, {each: each for each in now}, what)


def _without(these: Mapping[str, T], others: Mapping[str, T]) -> dict[str, T]:
    return {name: each for name, each in these.items() if name not in others}


def _order(these: Mapping[str, T], others: Mapping[str, T]) -> list[str]:
    """Return the names that both have, in the order of the first."""
    return [name for name in these if name in others]
