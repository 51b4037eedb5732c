"""What is worth another look in a valid catalogue. A warning does not change the exit code."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from cse_check.catalogue.load import texts
from cse_check.file_names import is_device
from cse_check.keeping.wording import doubts
from cse_check.model import ROLES, Catalogue, Grouping, Hours
from cse_check.numbers import EMERGENCY, doubt

OLD_AFTER: Final = 2
LONGEST: Final = 200
TWO_THINGS: Final = re.compile(r"\band\b|/", re.I)
ONE_THING: Final = re.compile(r"\b(?:abuse and violence|violence and abuse)\b", re.I)
"""Pairs that guides use as one term: nobody could say yes to one half and no to the other."""
SMALL_WORDS: Final = frozenset(
    {"a", "an", "and", "at", "being", "by", "for", "from", "has", "have", "in", "is", "of", "on",
     "or", "the", "to", "with", "child", "their", "young", "person"}
)  # fmt: skip
CURLY: Final = re.compile("[\u2018\u201c\u201e][^\u2018\u201c\u201e]*[\u2019\u201c\u201d]")
"""A text that is all in curly quotes: YAML has straight ones, and takes these for letters."""
SHORTEST: Final = 5
"""How many letters a word needs before a slip can be told from another word."""
NEIGHBOURS: Final = 50
"""How many questions one question is compared with, so that a list of similar ones ends in time."""


class Warned(NamedTuple):
    """A warning: the path that it is about, its code, and what is worth a look."""

    path: str
    code: str
    message: str


def warnings(catalogue: Catalogue, today: date) -> Iterator[Warned]:
    """Yield every warning about a catalogue without faults."""
    yield from _reserved_id(catalogue)
    yield from _old_sources(catalogue, today)
    yield from _missing_contacts(catalogue)
    yield from _odd_numbers(catalogue)
    yield from _two_things(catalogue)
    yield from _long_texts(catalogue)
    yield from _curly_quotes(catalogue)
    yield from _doubtful_words(catalogue)
    yield from _alike(catalogue)


def _reserved_id(catalogue: Catalogue) -> Iterator[Warned]:
    if is_device(catalogue.area.id):
        message = (
            f"{catalogue.area.id!r} is the name of a device on Windows: no numbers can be "
            "corrected locally for this area"
        )
        yield Warned("area.id", "reserved-id", message)


def _old_sources(catalogue: Catalogue, today: date) -> Iterator[Warned]:
    for i, source in enumerate(catalogue.sources):
        limit = f"{today.year - OLD_AFTER:04}-{today.month:02}-{today.day:02}"
        if source.published and source.published < limit[: len(source.published)]:
            yield Warned(
                f"sources[{i}].published",
                "old-source",
                f"is more than {OLD_AFTER} years old ({source.dated(today)}): see whether there "
                "is a newer one",
            )


def _missing_contacts(catalogue: Catalogue) -> Iterator[Warned]:
    contacts = [each for each in catalogue.contacts if each.phone != EMERGENCY]
    if not any(each.hours in (Hours.OUT_OF_HOURS, Hours.ANY) for each in contacts):
        message = "has no out-of-hours number but 999"
        yield Warned("contacts", "no-out-of-hours", message)
    for role, whom in ROLES.items():
        if not any(each.is_for(role) for each in contacts):
            yield Warned("contacts", "no-contact-for-role", f"has no number for {whom} but 999")


def _odd_numbers(catalogue: Catalogue) -> Iterator[Warned]:
    for i, contact in enumerate(catalogue.contacts):
        if said := doubt(contact.phone):
            yield Warned(f"contacts[{i}].phone", "odd-number", f"{contact.phone!r} {said}")


def _asked(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for i, category in enumerate(catalogue.categories):
        for j, indicator in enumerate(category.indicators):
            yield f"categories[{i}].indicators[{j}].text", indicator.text


def _two_things(catalogue: Catalogue) -> Iterator[Warned]:
    for path, text in _asked(catalogue):
        if found := TWO_THINGS.search(ONE_THING.sub("", text)):
            yield Warned(
                path,
                "asks-two-things",
                f"may ask two things ({found[0]!r}): if each can be answered alone, make two "
                "indicators with the same source_text",
            )


def _long_texts(catalogue: Catalogue) -> Iterator[Warned]:
    names = ((f"categories[{i}].name", each.name) for i, each in enumerate(catalogue.categories))
    for path, text in (*_asked(catalogue), *names):
        if len(text) > LONGEST:
            message = f"has {len(text)} characters: more than {LONGEST} are hard to read and answer"
            yield Warned(path, "long-text", message)


def _curly_quotes(catalogue: Catalogue) -> Iterator[Warned]:
    for path, text in texts(catalogue):
        if CURLY.fullmatch(text):
            message = (
                "is in curly quotes, which are shown with it: use straight ones, or none; leave "
                "them where they are the guide's own"
            )
            yield Warned(path, "curly-quotes", message)


def _doubtful_words(catalogue: Catalogue) -> Iterator[Warned]:
    own = (
        (f"categories[{i}].name", each.name)
        for i, each in enumerate(catalogue.categories)
        if each.grouping is Grouping.EDITORIAL
    )
    for path, text in (*_asked(catalogue), *own):
        for entry, words in doubts(text):
            message = f"{words!r} {entry.why}; ask rather: {entry.instead}"
            yield Warned(path, entry.kind, message)


def _alike(catalogue: Catalogue) -> Iterator[Warned]:
    """Yield questions with the same words, small words and endings apart, or all but one."""
    same: dict[frozenset[str], str] = {}
    but_one: dict[frozenset[str], list[tuple[str, str]]] = {}
    for path, text in _asked(catalogue):
        words = _content(text)
        if not words:
            continue
        first = same.setdefault(words, path)
        if first != path:
            yield _repeats(path, first)
            continue
        for word in sorted(words):
            others = but_one.setdefault(words - {word}, [])
            if found := next((each for each, other in others if _close(word, other)), None):
                yield _repeats(path, found)
                break
            if len(others) < NEIGHBOURS:
                others.append((path, word))


def _repeats(path: str, first: str) -> Warned:
    where = first.removesuffix(".text")
    return Warned(path, "duplicate", f"asks nearly the same as {where}: ask it once")


def _content(text: str) -> frozenset[str]:
    words = re.findall(r"[^\W_]+", text.casefold())
    return frozenset(word.removesuffix("s") for word in words if word not in SMALL_WORDS)


def _close(word: str, other: str) -> bool:
    """Return whether two words are one with a slip: a letter wrong, too many, or two swapped."""
    if word.isdigit() or min(len(word), len(other)) < SHORTEST:
        return False
    if len(word) != len(other):
        longer, shorter = sorted((word, other), key=len, reverse=True)
        return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))
    wrong = [i for i, (a, b) in enumerate(zip(word, other, strict=True)) if a != b]
    if len(wrong) == 2:
        i, j = wrong
        return j == i + 1 and (word[i], word[j]) == (other[j], other[i])
    return len(wrong) == 1
