"""A commented file to start a catalogue from. It invents nothing: what is not known says TO DO."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from cse_check.catalogue.load import TO_DO
from cse_check.keeping.proposals import Proposed, numbers, prints_999, proposals
from cse_check.reading.writing import quoted

NO_DATE = "TO DO: the guide prints no date; say what is known about it"
CHECK = "TO DO: check this against the guide, word for word; then remove this note"
PLAN = """\
  # 999 needs a source that prints it, and the guide does not seem to.
  - id: numbering-plan
    title: National Telephone Numbering Plan
    publisher: Ofcom
    published_note: kept up to date; it sets 999 aside for emergencies
"""


class NewCatalogue(NamedTuple):
    """What is known at the start; `published` is a year, month or day, or None."""

    area: str
    authority: str
    title: str
    published: str | None


def starting_file(
    start: NewCatalogue, today: date, *, head: str = "", guide: str | None = None
) -> str:
    """Return the text of the file; `head` are comments that say what to do with it.

    With the text of a guide, its lists are proposed as categories and indicators, and its numbers
    as contacts, each marked for a person to check.
    """
    printed = guide is not None and prints_999(guide)
    parts = (
        head,
        _head(start, today),
        _sources(start, plan=not printed),
        _guide(),
        "\n".join(_categories(proposals(guide or ""))),
        "\n".join(_contacts(numbers(guide or ""), printed=printed)),
        '# What the sources leave open: "The guide prints no office hours." Or [] for nothing.\n'
        f"gaps:\n  - {quoted(f'{TO_DO}: what the guide leaves open')}",
    )
    return "\n".join(part.rstrip("\n") + "\n" for part in parts)


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


def _categories(found: tuple[Proposed, ...]) -> Iterator[str]:
    yield "# kind: indicator, vulnerability or linked-activity."
    yield "# grouping: source if the guide groups so itself, editorial if it is your grouping."
    yield "# One indicator for each thing that can be answered on its own. text is what is asked;"
    yield "# source_text is the guide's wording, letter for letter. urgent: true if it may mean"
    yield "# harm now. A note says what is unclear, neutrally."
    yield "categories:"
    blank = Proposed(None, (f"{TO_DO}: the guide's wording",))
    taken: set[str] = set()
    for number, proposed in enumerate(found or (blank,), start=1):
        slug = _free(_slug(proposed.name or "") or f"group-{number}", taken)
        name = proposed.name or f"{TO_DO}: a name for this group"
        yield f"  - id: {slug}"
        yield f"    name: {quoted(name)}"
        yield "    kind: indicator"
        yield f"    grouping: {'source' if proposed.name else 'editorial'}"
        yield "    indicators:"
        ids: set[str] = set()
        for words in proposed.items:
            yield from _indicator(f"{slug}.{_free(_slug(words) or 'item', ids)}", words)


def _indicator(indicator_id: str, words: str) -> Iterator[str]:
    asked = words if words.startswith(TO_DO) else words[0].upper() + words[1:]
    yield f"      - id: {indicator_id}"
    yield f"        text: {quoted(asked)}"
    yield f"        source_text: {quoted(words)}"
    yield "        source: guide"
    yield "        urgent: false"
    yield f"        note: {quoted(CHECK)}"


def _contacts(found: tuple[str, ...], *, printed: bool) -> Iterator[str]:
    yield "# audience: professional, public, anyone, not-said. hours: office, out-of-hours, any,"
    yield "# not-said. not-said is for what the source does not say. Where two sources differ, keep"
    yield "# both, the later one first."
    yield "contacts:"
    yield from _contact("police", "Police", "999", source="guide" if printed else "numbering-plan")
    yield "    audience: anyone"
    yield "    hours: any"
    yield "    hours_text: immediate danger"
    if not printed:
        yield "    note: The UK's emergency number. The guide itself does not print it."
    for number, phone in enumerate(found or (f"{TO_DO}: the number, with its area code",), start=1):
        yield from _contact(f"team-{number}", f"{TO_DO}: the team", phone, source="guide")
        yield "    audience: not-said"
        yield "    hours: not-said"


def _contact(contact_id: str, team: str, phone: str, *, source: str) -> Iterator[str]:
    yield f"  - id: {contact_id}"
    yield f"    team: {quoted(team)}"
    yield f"    phone: {quoted(phone)}"
    yield f"    source: {source}"


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    return "-".join(words[:5])[:48].rstrip("-")


def _free(slug: str, taken: set[str]) -> str:
    """Return a slug that is not taken yet, and take it."""
    free, count = slug, 1
    while free in taken:
        count += 1
        free = f"{slug}-{count}"
    taken.add(free)
    return free
