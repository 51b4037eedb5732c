"""A catalogue compared with its guide, both ways.

Every `source_text` should be in the guide letter for letter, white space and words broken at the
end of a line apart; and every line of the guide is accounted for, by the same rule by which
catalogues are proposed from guides.
"""

from collections.abc import Iterator
from typing import NamedTuple

from cse_check.guides import Guide
from cse_check.keeping.account import excerpt
from cse_check.keeping.nearest_line import what_differs
from cse_check.keeping.proposals import Account, Part, Passage, Proposals, Use, is_same, propose
from cse_check.keeping.proposals.accounting import Cover, account
from cse_check.keeping.proposals.contacts import numbers
from cse_check.keeping.proposals.parts import sentences
from cse_check.model import Catalogue, Grouping
from cse_check.numbers import digits_of


class Uncovered(NamedTuple):
    """A place in the guide, counted from 1, and what is there that the catalogue does not have."""

    line: int
    column: int
    message: str


class Traced(NamedTuple):
    """What a guide has that the catalogue lacks, and what became of each of the guide's lines."""

    uncovered: tuple[Uncovered, ...]
    account: Account


def untraced(catalogue: Catalogue, guide: Guide) -> Iterator[tuple[str, str]]:
    """Yield the path of every `source_text` that is not in the guide, and why it matters."""
    lines = printed(guide)
    passages = propose(guide).whole.passages
    texts = (folded(lines), " ".join(folded(each.text) for each in passages))
    for i, category in enumerate(catalogue.categories):
        for j, indicator in enumerate(category.indicators):
            wanted = folded(indicator.source_text)
            if not any(wanted in text for text in texts):
                told = what_differs(indicator.source_text, lines)
                yield (
                    f"categories[{i}].indicators[{j}].source_text",
                    f"is not in the guide, letter for letter{told}",
                )


def traced(catalogue: Catalogue, guide: Guide) -> Traced:
    """Return what the guide has that the catalogue lacks: words that it lists, and numbers.

    A word is listed where it would be proposed, or stands in a sentence or an item of which the
    catalogue has another part. Every other line that is not covered is in the account.

    Raises:
        UsageError: the extra is not installed.
    """
    found = propose(guide, tuple(_known(catalogue)))
    cover = _covered(catalogue, found)
    listed = [
        each for passage in found.whole.passages for each in _words_left(passage, found, cover)
    ]
    missing = [
        each for passage in found.whole.passages for each in _numbers_left(catalogue, passage)
    ]
    uncovered = tuple(sorted((*listed, *missing), key=lambda each: (each.line, each.column)))
    return Traced(uncovered, account(found.whole, cover, guide.dropped))


def printed(guide: Guide) -> str:
    """Return the lines of a guide as one text, each in the line that has its number."""
    lines = [""] * max((line.number for line in guide.lines), default=0)
    for line in guide.lines:
        text = f"{line.mark} {line.text}" if line.mark else line.text
        lines[line.number - 1] = f"{lines[line.number - 1]} {text}".lstrip()
    return "\n".join(lines)


def folded(text: str) -> str:
    """Return a text with every run of white space as one space."""
    return " ".join(text.split())


def _covered(catalogue: Catalogue, found: Proposals) -> Cover:
    """Return which words the catalogue has, as wording or beside it."""
    passages = found.whole.passages
    cover = Cover(passages)
    names = [each.name for each in catalogue.categories if each.grouping is Grouping.SOURCE]
    for place in (*found.rung.places, *(place for group in found.groups for place in group.over)):
        cover.use(*place, Use.BESIDE)
    for passage in passages:
        if any(is_same(passage.text, each) for each in _known(catalogue)):
            cover.use(passage, Part(0, len(passage.text)), Use.BESIDE)
    for texts, use in ((names, Use.BESIDE), (_source_texts(catalogue), Use.PROPOSED)):
        cover.use_text(texts, use)
    return cover


def _known(catalogue: Catalogue) -> Iterator[str]:
    """Yield what a guide may print of itself, and a catalogue says of its sources."""
    yield from (catalogue.area.name, catalogue.area.authority)
    for source in catalogue.sources:
        yield from (source.title, source.publisher)


def _source_texts(catalogue: Catalogue) -> list[str]:
    return list(dict.fromkeys(each.source_text for each in catalogue.indicators))


def _words_left(passage: Passage, found: Proposals, cover: Cover) -> Iterator[Uncovered]:
    for start, end in sentences(passage.text):
        touched = cover.used(passage, start, end) is Use.PROPOSED
        listed = found.cover.used(passage, start, end) is Use.PROPOSED
        if touched or listed:
            for left in cover.gaps(passage, start, end):
                yield _left(passage, left)


def _left(passage: Passage, part: Part) -> Uncovered:
    words = passage.text[part.start : part.end]
    return Uncovered(*passage.place(part.start), f"no source_text covers {excerpt(words)}")


def _numbers_left(catalogue: Catalogue, passage: Passage) -> Iterator[Uncovered]:
    known = {digits_of(contact.phone) for contact in catalogue.contacts}
    for number in numbers(passage.text):
        if digits_of(number.phone) not in known:
            shown = passage.text[number.start : number.end]
            yield Uncovered(*passage.place(number.start), f"no contact has the number {shown}")
