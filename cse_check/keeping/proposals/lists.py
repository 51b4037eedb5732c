"""A list of a guide read as what can be asked, by what stands over it."""

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final

from cse_check.keeping.proposals.cues import LEVEL, Stance, kind, stance
from cse_check.keeping.proposals.groups import Found, Group, Item, Place, words
from cse_check.keeping.proposals.headings import Above
from cse_check.keeping.proposals.judging import (
    is_advice,
    is_asked_to_do,
    is_no_sign,
    may_be_harm,
)
from cse_check.keeping.proposals.parts import Part, Parted, named, parts
from cse_check.keeping.proposals.passages import LONGEST, Passage

FEW: Final = 2
"""How many items a list has at least, where nothing over it says what it is of."""


def plain(run: Sequence[Passage], above: Above) -> Iterator[Found]:
    """Yield the items of a list, if it is one of signs."""
    said = above.stance
    if said is Stance.OTHER or not run:
        return
    if said is Stance.OPEN and (len(run) < FEW or is_advice([each.text for each in run])):
        return
    yield from every(run, above)


def every(run: Sequence[Passage], above: Above) -> Iterator[Found]:
    """Yield what each of these lists; one that names several things is a group of its own."""
    for passage in run:
        if len(passage.text) > LONGEST or is_no_sign(passage.text, after_may=above.after_may):
            continue
        split = named(passage.text) if passage.is_item else None
        if split and len(split.parts) >= FEW:
            yield from group_of_its_own(passage, split, above)
        elif items := _items(passage, parts(passage.text), above):
            group = Group(above.name(), above.kind, items, _over(above))
            yield Found(above.key, group, above.stance is Stance.ASKED)


def sentence(passage: Passage, listed: Parted, above: Above) -> Iterator[Found]:
    """Yield the list in a sentence, if the words that lead to it are of signs."""
    lead = words(passage, listed.lead)
    said = stance(lead)
    if said is Stance.OTHER or Stance.ASKED not in (said, above.stance):
        return
    if is_advice([words(passage, part) for part in listed.parts]):
        return
    name = above.name() if above.stance is not Stance.OTHER else None
    items = _items(passage, listed.parts, above, after_may=True)
    group = Group(name, kind(lead) or above.kind, items, (*_over(above), (passage, listed.lead)))
    yield Found((passage.pieces[0].line, listed.lead.start), group, is_sure=True)


def group_of_its_own(passage: Passage, split: Parted, above: Above) -> Iterator[Found]:
    """Yield a line such as `Education - Truanting. Excluded` as the group that it names."""
    name = words(passage, split.lead)
    if not _may_be_group(name, [words(passage, part) for part in split.parts], above):
        return
    kept = None if LEVEL.fullmatch(name) else name
    items = _items(passage, split.parts, above)
    over = (*_over(above), (passage, split.lead))
    group = Group(kept, kind(name) or above.kind, items, over)
    yield Found((passage.pieces[0].line, split.lead.start), group, above.stance is Stance.ASKED)


def _may_be_group(name: str, texts: Sequence[str], above: Above) -> bool:
    if above.stance is Stance.OTHER or stance(name) is Stance.OTHER:
        return False
    if is_advice(texts) or is_asked_to_do(name):
        return False
    return above.stance is Stance.ASKED or len(texts) >= FEW


def _items(
    passage: Passage, found: Sequence[Part], above: Above, *, after_may: bool = False
) -> tuple[Item, ...]:
    told = after_may or above.after_may
    return tuple(
        Item(passage, part, _urgent(words(passage, part), above))
        for part in found
        if not is_no_sign(words(passage, part), after_may=told)
    )


def _urgent(text: str, above: Above) -> bool | None:
    if above.is_urgent:
        return True
    return None if may_be_harm(text) else False


def _over(above: Above) -> tuple[Place, ...]:
    """Return where the words stand that name a group, and lead to it."""
    named = list(takewhile(lambda each: each.stance is not Stance.OTHER, reversed(above.over)))
    return tuple((each.passage, Part(0, len(each.passage.text))) for each in reversed(named))
