"""Which words of a guide were used, and so what became of every line of it."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Final

from cse_check.guides.lines import Dropped
from cse_check.keeping.account import Account, Accounted, Use
from cse_check.keeping.proposals.parts import Part
from cse_check.keeping.proposals.passages import Passage, Whole

JOINING: Final = frozenset(
    {
        "and",
        "or",
        "of",
        "the",
        "a",
        "an",
        "in",
        "to",
        "etc",
        "yes",
        "no",
        "not",
        "known",
        "unknown",
        "n",
    }
)
"""Words that join the items of a list or are there to be ticked: alone, they say nothing."""


class Cover:
    """Which words of a guide's passages were used, and for what."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = passages
        self._used = {id(each): bytearray(len(each.text)) for each in passages}

    def use(self, passage: Passage, part: Part, use: Use) -> None:
        """Note that this part of a passage was used."""
        used = self._used[id(passage)]
        used[part.start : part.end] = bytes(max(each, use) for each in used[part.start : part.end])

    def use_text(self, texts: Iterable[str], use: Use) -> None:
        """Note that these words were used wherever they stand, white space apart."""
        whole = "".join(f"{each.text} " for each in self._passages)
        starts = list(accumulate((len(each.text) + 1 for each in self._passages), initial=0))
        for wanted in (" ".join(text.split()) for text in texts):
            at = whole.find(wanted)
            while wanted and at >= 0:
                self._use_span(starts, at, at + len(wanted), use)
                at = whole.find(wanted, at + len(wanted))

    def _use_span(self, starts: Sequence[int], start: int, end: int, use: Use) -> None:
        at = bisect_right(starts, start) - 1
        while at < len(self._passages) and starts[at] < end:
            passage = self._passages[at]
            first, last = max(start - starts[at], 0), min(end - starts[at], len(passage.text))
            self.use(passage, Part(first, max(first, last)), use)
            at += 1

    def gaps(self, passage: Passage, start: int, end: int) -> Iterator[Part]:
        """Yield the stretches of these characters that were not used and say something."""
        used = self._used[id(passage)]
        rest = "".join("\0" if used[at] else passage.text[at] for at in range(start, end))
        for run in re.finditer(r"[^\0]+", rest):
            words = run[0].strip()
            if tells(words):
                first = start + run.start() + run[0].index(words)
                yield Part(first, first + len(words))

    def used(self, passage: Passage, start: int, end: int) -> Use:
        """Return the most that these characters were used for."""
        return Use(max(self._used[id(passage)][start:end], default=0))

    def left(self, passage: Passage, start: int, end: int) -> str:
        """Return the words among these characters that were not used, if they say anything."""
        runs = (passage.text[a:b].strip(" ;,.:") for a, b in self.gaps(passage, start, end))
        return " ... ".join(run for run in runs if run)


def tells(text: str) -> bool:
    """Return whether there are words here that do more than join others."""
    return any(word.casefold() not in JOINING for word in re.findall(r"[\w']+", text))


def account(whole: Whole, cover: Cover, dropped: tuple[Dropped, ...] = ()) -> Account:
    """Return what became of every line of a guide."""
    found = [*_lines(whole.passages, cover), *_furniture(whole)]
    return Account(tuple(sorted(found, key=lambda each: (each.line, each.column))), dropped)


def _lines(passages: Sequence[Passage], cover: Cover) -> Iterator[Accounted]:
    for passage in passages:
        starts = [piece.start for piece in passage.pieces]
        for piece, end in zip(passage.pieces, [*starts[1:], len(passage.text)], strict=True):
            only_mark = passage.mark if end == piece.start else ""
            use = cover.used(passage, piece.start, end or len(passage.text))
            text = passage.text[piece.start : end].strip()
            left = cover.left(passage, piece.start, end) if use else text
            yield Accounted(piece.line, piece.column, text or only_mark, use, left)


def _furniture(whole: Whole) -> Iterator[Accounted]:
    for each in whole.left:
        yield Accounted(each.line.number, 1, each.line.text, Use.NOT_USED, why=each.why)
