"""The line of a guide that a text was taken from and does not agree with, and where they differ."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, NamedTuple

CLOSE: Final = 0.6
"""How much of a text and a line must be the same for the line to be shown."""
LOOKED_AT: Final = 5
"""How many places of a guide that share most words with a text are compared by their letters."""
MOST: Final = 3
LONGEST: Final = 60
KINDS: Final = (
    ("apostrophe or quote", {"'": "straight", "\u2018": "curly", "\u2019": "curly", "`": "slanted",
                             "\u00b4": "slanted", '"': "straight", "\u201c": "curly",
                             "\u201d": "curly"}),
    ("dash", {"-": "a hyphen", "\u2010": "a hyphen", "\u2011": "a hyphen", "\u2013": "a short dash",
              "\u2014": "a long dash", "\u2212": "a minus sign"}),
)  # fmt: skip
"""Characters that people take for each other, and what to call them."""
SPELLINGS: Final = (
    (r"our", "or"), (r"is(?=e|ing|ation|ed)", "iz"), (r"ys(?=e|ing|ed)", "yz"), (r"re\b", "er"),
    (r"ll", "l"), (r"ence\b", "ense"), (r"ae|oe", "e"), (r"ogue\b", "og"),
)  # fmt: skip
"""How words are written in Britain, and how in America."""


class Nearest(NamedTuple):
    """A place in a guide: its first line, counted from 1, and its words there."""

    line: int
    text: str


class _Word(NamedTuple):
    line: int
    text: str


def what_differs(wanted: str, guide: str) -> str:
    """Return which line of the guide is nearest to a text and what differs; or nothing."""
    found = nearest(wanted, guide)
    if found is None:
        return ""
    told = list(_differences(" ".join(wanted.split()), found.text))
    more = f", and {len(told) - MOST} more" if len(told) > MOST else ""
    return f"; line {found.line} of it is nearest: {'; '.join(told[:MOST])}{more}"


def nearest(wanted: str, guide: str) -> Nearest | None:
    """Return the stretch of a guide that is most like a text, or None where nothing is."""
    words = [_Word(number, word) for number, line in enumerate(guide.split("\n"), 1)
             for word in line.split()]  # fmt: skip
    ours = wanted.split()
    text, best, found = " ".join(ours), CLOSE, None
    for start, length in _places([_bare(each) for each in ours], [_bare(w.text) for w in words]):
        stretch = words[start : start + length]
        there = " ".join(word.text for word in stretch)
        alike = SequenceMatcher(None, text, there, autojunk=False).ratio()
        if alike > best:
            best, found = alike, Nearest(stretch[0].line, there)
    return found


def _places(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where to look: starts and lengths of stretches, near those that share most words."""
    wanted, size = set(ours), len(ours)
    shared = [word in wanted for word in theirs]
    counts = [sum(shared[at : at + size]) for at in range(len(theirs))]
    starts = sorted(range(len(theirs)), key=lambda at: -counts[at])[:LOOKED_AT]
    for start in sorted({max(at + shift, 0) for at in starts for shift in (-1, 0, 1)}):
        for length in range(max(size - 1, 1), size + 2):
            if start + length <= len(theirs):
                yield start, length


def _bare(word: str) -> str:
    return re.sub(r"[^\w]", "", word.casefold())


def _differences(ours: str, theirs: str) -> Iterator[str]:
    """Yield in words what the guide has and the text has not, place by place."""
    mine, other = re.findall(r"\s+|[^\s]+", ours), re.findall(r"\s+|[^\s]+", theirs)
    compared = SequenceMatcher(None, mine, other, autojunk=False)
    for kind, i, j, k, m in compared.get_opcodes():
        here, there = "".join(mine[i:j]).strip(), "".join(other[k:m]).strip()
        if kind != "equal":
            yield _in_words(here, there)


def _in_words(here: str, there: str) -> str:
    if not here or not there:
        return f"it has {_quoted(there)} besides" if there else f"it has no {_quoted(here)}"
    for name, kinds in KINDS:
        marks = _exchanged(here, there, kinds)
        if marks:
            ours, its = marks
            return f"the {name} in {_quoted(there)} is {its} there, and {ours} here"
    both = f"it has {_quoted(there)}, here it is {_quoted(here)}"
    if here.casefold() == there.casefold():
        return f"{both} (capitals)"
    if _bare(here) == _bare(there):
        return f"{both} (punctuation)"
    return f"{both} (American spelling)" if _is_american(here, there) else both


def _exchanged(here: str, there: str, kinds: dict[str, str]) -> tuple[str, str] | None:
    """Return what two marks are called where nothing else differs, ours first; else None."""
    if len(here) != len(there):
        return None
    pairs = [(a, b) for a, b in zip(here, there, strict=True) if a != b]
    if not pairs or not all(a in kinds and b in kinds for a, b in pairs):
        return None
    return kinds[pairs[0][0]], kinds[pairs[0][1]]


def _is_american(here: str, there: str) -> bool:
    """Return whether one of two words is the American spelling of the other."""
    pairs = ((here.casefold(), there.casefold()), (there.casefold(), here.casefold()))
    return any(
        re.search(british, one) and re.sub(british, american, one) == other
        for british, american in SPELLINGS
        for one, other in pairs
    )


def _quoted(text: str) -> str:
    return f"\u201c{text if len(text) <= LONGEST else f'{text[: LONGEST - 4]} ...'}\u201d"
