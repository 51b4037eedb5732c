"""A commented file to start a catalogue from. It invents nothing: what is not known says TO DO."""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from cse_check.guides.lines import Guide
from cse_check.keeping.proposals import Group, Ids, Item, Proposals, Proposed, propose
from cse_check.keeping.unused import unused
from cse_check.model import Hours
from cse_check.reading.typed import TO_DO
from cse_check.reading.writing import quoted

NO_DATE: Final = "TO DO: the guide prints no date; say what is known about it"
PLAN: Final = """\
  # 999 needs a source that prints it, and the guide does not seem to.
  - id: numbering-plan
    title: National Telephone Numbering Plan
    publisher: Ofcom
    published_note: kept up to date; it sets 999 aside for emergencies
"""
CATEGORIES: Final = """\
# kind: indicator, vulnerability or linked-activity.
# grouping: source if the guide groups so itself, editorial if it is your grouping.
# One indicator for each thing that can be answered on its own. text is what is asked;
# source_text is the guide's wording, letter for letter. A note says what is unclear, neutrally.
# urgent: true if it may mean harm now. It says TO DO where the words may; elsewhere, add it.
# checked: false is there until you have held the words against the guide: then make it true.
# The ids become columns of caseloads, and names in answers and records: put them right now, and
# do not change them after the file has been used."""
CONTACTS: Final = """\
# audience: professional, public, anyone, not-said. hours: office, out-of-hours, any, not-said.
# not-said is a decision: you have looked, and the source does not say. Where two sources differ,
# keep both, the later one first. checked: as above.
contacts:"""
CHOOSE: Final = TO_DO
PRINTED: Final = 'The guide prints this number as "{}".'


class NewCatalogue(NamedTuple):
    """What is known at the start; `published` is a year, month or day, or None."""

    area: str
    authority: str
    title: str
    published: str | None


class Started(NamedTuple):
    """The text of a new file, and what was made of the guide, if there is one."""

    text: str
    proposals: Proposals | None = None


def starting_file(
    start: NewCatalogue, today: date, *, head: str = "", guide: Guide | None = None
) -> Started:
    """Return the text of the file; `head` are comments that say what to do with it.

    With a guide, its lists are proposed as categories and indicators, and its numbers as contacts,
    each marked for a person to check; what is not used of the guide is listed at the end.

    Raises:
        UsageError: there is a guide, and the extra is not installed.
    """
    found = propose(guide, (start.authority, start.title)) if guide else None
    printed = found is not None and found.rung.emergency
    parts = (
        head,
        _head(start, today),
        _sources(start, plan=not printed),
        _guide(),
        "\n".join(_categories(found.groups if found else ())),
        "\n".join(_contacts(found.rung.contacts if found else (), printed=printed)),
        '# What the sources leave open: "The guide prints no office hours." Or [] for nothing.\n'
        f"gaps:\n  - {quoted(f'{TO_DO}: what the guide leaves open')}",
        *(["\n".join(unused(found.account))] if found else []),
    )
    return Started("\n".join(part.rstrip("\n") + "\n" for part in parts), found)


def _head(start: NewCatalogue, today: date) -> str:
    return f"""\
format: 1
area:
  id: {start.area}
  name: {quoted(start.authority)}        # the short name of the place, as people say it
  authority: {quoted(start.authority)}
  aliases: []                            # what else people call it
revision: "{today.isoformat()}"          # the day on which this file last changed
"""


def _sources(start: NewCatalogue, *, plan: bool) -> str:
    published = quoted(start.published) if start.published else "null"
    note = "" if start.published else f"    published_note: {quoted(NO_DATE)}\n"
    return f"""\
# Every published text that wording or numbers here come from.
sources:
  - id: guide
    title: {quoted(start.title)}
    publisher: {quoted(start.authority)}
    published: {published}               # YYYY, YYYY-MM or YYYY-MM-DD, in quotes
{note}    url: null
{PLAN if plan else ""}"""


def _guide() -> str:
    return f"""\
# In your own words, from the guide.
guide:
  definition:
    text: {quoted(f"{TO_DO}: what child sexual exploitation is")}
    source: guide
  who:
    text: {quoted(f"{TO_DO}: whom it affects")}
    source: guide
  actions:
    - name: {quoted(f"{TO_DO}: a short name")}
      text: {quoted(f"{TO_DO}: one thing that the guide asks people to do")}
      source: guide
  # Only if the guide itself says that absence of signs does not mean that a child is safe:
  # caveat:
  #   text: "The guide says so itself: ..."
  #   source: guide
"""


def _categories(found: tuple[Group, ...]) -> Iterator[str]:
    yield CATEGORIES
    yield "categories:"
    ids = Ids()
    for group in found:
        category = ids.category(group.name, group.kind)
        yield from _category(category, group)
        for item in group.items:
            yield from _indicator(ids.indicator(category, item.words), item)
    if not found:
        yield from _category("group-1", Group(None, None, (), ()))
        yield from _blank_indicator()


def _category(category: str, group: Group) -> Iterator[str]:
    yield f"  - id: {category}"
    yield f"    name: {quoted(group.name or f'{TO_DO}: a name for this group')}"
    yield f"    kind: {group.kind.value if group.kind else CHOOSE}"
    yield f"    grouping: {'source' if group.name else 'editorial'}"
    yield "    indicators:"


def _indicator(indicator_id: str, item: Item) -> Iterator[str]:
    words = item.words
    yield from (f"      # From the guide's file: {note}." for note in item.passage.notes)
    yield f"      - id: {indicator_id}"
    yield f"        text: {quoted(words[0].upper() + words[1:])}"
    yield f"        source_text: {quoted(words)}"
    yield "        source: guide"
    if item.is_urgent is not False:
        yield f"        urgent: {'true' if item.is_urgent else CHOOSE}"
    yield "        checked: false"


def _blank_indicator() -> Iterator[str]:
    words = quoted(f"{TO_DO}: the guide's wording")
    yield "      - id: group-1.item"
    yield f"        text: {words}"
    yield f"        source_text: {words}"
    yield "        source: guide"
    yield "        urgent: false"


def _contacts(found: tuple[Proposed, ...], *, printed: bool) -> Iterator[str]:
    yield CONTACTS
    ids = Ids()
    yield from _emergency(ids.contact("Police"), printed=printed)
    for each in found:
        yield from _contact(ids.contact(each.team), each)
        yield "    checked: false"
    if not found:
        blank = Proposed(f"{TO_DO}: the number, with its area code", None, None, None, None, None)
        yield from _contact("team", blank)


def _emergency(contact_id: str, *, printed: bool) -> Iterator[str]:
    yield f"  - id: {contact_id}"
    yield '    team: "Police"'
    yield '    phone: "999"'
    yield f"    source: {'guide' if printed else 'numbering-plan'}"
    yield "    audience: anyone"
    yield f"    hours: {Hours.ANY.value}"
    yield "    hours_text: immediate danger"
    if not printed:
        yield "    note: The UK's emergency number. The guide itself does not print it."


def _contact(contact_id: str, each: Proposed) -> Iterator[str]:
    yield f"  - id: {contact_id}"
    yield f"    team: {quoted(each.team or f'{TO_DO}: the team')}"
    yield f"    phone: {quoted(each.phone)}"
    yield "    source: guide"
    yield f"    audience: {each.audience.value if each.audience else CHOOSE}"
    yield f"    hours: {each.hours.value if each.hours else CHOOSE}"
    if each.hours_text:
        yield f"    hours_text: {quoted(each.hours_text)}"
    if each.option:
        yield f"    option: {quoted(each.option)}"
    if each.printed:
        yield f"    note: {quoted(PRINTED.format(each.printed))}"
