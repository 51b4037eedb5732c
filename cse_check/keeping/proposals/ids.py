"""Ids from the words that carry the meaning: `self-harm`, not `here-are-some-examples-of`."""

import re
import unicodedata
from typing import Final

from cse_check.keeping.proposals.vocabulary import words_of
from cse_check.model import Kind

EMPTY: Final = words_of(
    """
    a an the and or of to in on at for from with by as is are was were be been being has have had
    having do does this that these those there here it its their his her they them he she who whom
    which what when where how why some any all other others more most many several such also
    including include includes example examples eg ie etc may might can could will would should
    must you your we our us if child children childs young person persons people peoples sign
    signs indicator indicators following list below above look looking spot notice aware alert see
    consider considering potential possible common things something possibly often particularly
    cse sexual exploitation exploited exploit guide about into than so then too very
    """
)
NEGATIONS: Final = frozenset({"not", "no", "without", "never"})
"""They carry meaning, and none at the end."""
NUMBER_WORDS: Final = 4
LONGEST: Final = 48
PLAIN: Final = {
    Kind.INDICATOR: "signs",
    Kind.VULNERABILITY: "vulnerability",
    Kind.LINKED_ACTIVITY: "linked-crime",
    None: "group",
}


class Ids:
    """Ids that are given once each."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def category(self, name: str | None, kind: Kind | None) -> str:
        """Return the id of a category of this name."""
        return self._free(slug(name or "") or PLAIN[kind])

    def indicator(self, category: str, words: str) -> str:
        """Return the id of an indicator in these words."""
        return self._free(f"{category}.{slug(words) or 'item'}")

    def contact(self, team: str | None) -> str:
        """Return the id of a contact."""
        return self._free(slug(team or "") or "team")

    def _free(self, wanted: str) -> str:
        free, count = wanted, 1
        while free in self._taken:
            count += 1
            free = f"{wanted}-{count}"
        self._taken.add(free)
        return free


def slug(text: str) -> str:
    """Return the words that carry the meaning as an id, or nothing where none does."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    plain = re.sub(r"\b(?:look|watch)(?:ing)? out\b|['\u2019]", "", plain)
    words = [word for word in re.findall(r"[a-z0-9]+", plain) if len(word) > 1]
    telling = [word for word in words if word not in EMPTY]
    kept = telling[:NUMBER_WORDS]
    while kept and kept[-1] in NEGATIONS:
        kept.pop()
    return "-".join(kept)[:LONGEST].strip("-")
