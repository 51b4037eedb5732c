"""What a catalogue's types cannot check: ids that agree, sources that exist, real numbers.

Each check yields paths and what is wrong there; the paths are those of the file.
"""

from collections.abc import Iterable, Iterator

from cse_check.catalogue.renaming import old_ids_are_free
from cse_check.model import Catalogue, Hours, is_date
from cse_check.numbers import EMERGENCY, is_uk_number
from cse_check.reading.nearness import did_you_mean
from cse_check.reading.typed import TO_DO

FORMAT = 1
Finding = tuple[str, str]


def findings(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield everything that is wrong with a catalogue whose types are right."""
    yield from _unique_ids(catalogue)
    yield from _something_to_ask(catalogue)
    yield from _ids_under_their_category(catalogue)
    yield from old_ids_are_free(catalogue)
    yield from _sources_exist(catalogue)
    yield from _sources_are_dated(catalogue)
    yield from _real_dates(catalogue)
    yield from _real_numbers(catalogue)
    yield from _emergency_number(catalogue)
    yield from _plain_hours(catalogue)


def _indicator_paths(catalogue: Catalogue) -> Iterator[tuple[str, int, int]]:
    for i, category in enumerate(catalogue.categories):
        for j in range(len(category.indicators)):
            yield f"categories[{i}].indicators[{j}]", i, j


def _unique_ids(catalogue: Catalogue) -> Iterator[Finding]:
    indicators = [
        (f"{path}.id", catalogue.categories[i].indicators[j].id)
        for path, i, j in _indicator_paths(catalogue)
    ]
    for named in (
        [(f"sources[{i}].id", source.id) for i, source in enumerate(catalogue.sources)],
        [(f"categories[{i}].id", each.id) for i, each in enumerate(catalogue.categories)],
        indicators,
        [(f"contacts[{i}].id", contact.id) for i, contact in enumerate(catalogue.contacts)],
    ):
        yield from _repeats(named)


def _repeats(named: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for path, name in named:
        if name in first:
            yield path, f"{name!r} is already the id of {first[name].removesuffix('.id')}"
        first.setdefault(name, path)


def _something_to_ask(catalogue: Catalogue) -> Iterator[Finding]:
    if not catalogue.categories:
        yield "categories", "has no category: a catalogue asks at least one thing"
    for i, category in enumerate(catalogue.categories):
        if not category.indicators:
            yield f"categories[{i}].indicators", "has no indicator: a category asks at least one"
    if not catalogue.sources:
        yield "sources", "has no source: wording and numbers come from somewhere"
    if not catalogue.guide.actions:
        yield "guide.actions", "has no action: say what the guide asks people to do"


def _ids_under_their_category(catalogue: Catalogue) -> Iterator[Finding]:
    for path, i, j in _indicator_paths(catalogue):
        category = catalogue.categories[i]
        found = category.indicators[j].id
        if category.id and found.partition(".")[0] != category.id:
            yield f"{path}.id", f"{found!r} should start with its category's id, '{category.id}.'"


def _sources_exist(catalogue: Catalogue) -> Iterator[Finding]:
    known = [source.id for source in catalogue.sources]
    if not known or "" in known:  # a source without its id may be the very one that is meant
        return
    for path, source in _references(catalogue):
        if source not in known:
            yield path, f"{source!r} is not the id of a source{did_you_mean(source, known)}"


def _references(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    guide = catalogue.guide
    yield "guide.definition.source", guide.definition.source
    yield "guide.who.source", guide.who.source
    for i, action in enumerate(guide.actions):
        yield f"guide.actions[{i}].source", action.source
    if guide.caveat:
        yield "guide.caveat.source", guide.caveat.source
    for path, i, j in _indicator_paths(catalogue):
        yield f"{path}.source", catalogue.categories[i].indicators[j].source
    for i, contact in enumerate(catalogue.contacts):
        yield f"contacts[{i}].source", contact.source
        if contact.open_source:
            yield f"contacts[{i}].open_source", contact.open_source


def _sources_are_dated(catalogue: Catalogue) -> Iterator[Finding]:
    for i, source in enumerate(catalogue.sources):
        if source.published is None and source.published_note is None:
            path = f"sources[{i}]"
            yield path, "has no date: give 'published', or say in 'published_note' what is known"


def _real_dates(catalogue: Catalogue) -> Iterator[Finding]:
    dates = [("revision", catalogue.revision)]
    if catalogue.review_by:
        dates.append(("review_by", catalogue.review_by))
    for i, source in enumerate(catalogue.sources):
        if source.published:
            dates.append((f"sources[{i}].published", source.published))
    for i, contact in enumerate(catalogue.contacts):
        for name, said in (("corrected", contact.corrected), ("confirmed", contact.confirmed)):
            if said:
                dates.append((f"contacts[{i}].{name}.on", said.on))
    for path, written in dates:
        if not is_date(written):
            yield path, f"{written!r} is not a real date"


def _real_numbers(catalogue: Catalogue) -> Iterator[Finding]:
    for i, contact in enumerate(catalogue.contacts):
        if not is_uk_number(contact.phone) and not contact.phone.startswith(TO_DO):
            yield (
                f"contacts[{i}].phone",
                f"{contact.phone!r} is not a UK number or short code: digits and single spaces, "
                "with the area code, such as '0113 496 0000' or '999'",
            )


def _emergency_number(catalogue: Catalogue) -> Iterator[Finding]:
    phones = [contact.phone for contact in catalogue.contacts]
    if EMERGENCY not in phones and all(phones):  # a faulty one may be the one that is meant
        yield "contacts", "has no 999: every area lists the number for immediate danger"


def _plain_hours(catalogue: Catalogue) -> Iterator[Finding]:
    for i, contact in enumerate(catalogue.contacts):
        if contact.open and contact.hours not in (Hours.OFFICE, Hours.OUT_OF_HOURS):
            message = "is for hours that are 'office' or 'out-of-hours'; these are "
            yield f"contacts[{i}].open", f"{message}'{contact.hours}'"
        if contact.open_source and not contact.open:
            yield f"contacts[{i}].open_source", "is the source of 'open', which is not here"
