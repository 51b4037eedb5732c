"""Which indicator a column may be about: proposals by words in common, to be confirmed.

A column's name and an indicator's texts are compared as stems of words. Words that few indicators
have weigh more; so does a word of the indicator's id, which says in short what it is about.
"""

import re
from math import log
from typing import Final, NamedTuple

from cse_check.model import Catalogue, Indicator

WORD: Final = re.compile(r"[^\W\d_]+")
HUMP: Final = re.compile(r"([^\W\d_A-Z])([A-Z])")
"""Where two words were joined, as in SelfHarm."""
SMALL: Final = frozenset(
    {
        *("a", "an", "and", "any", "at", "by", "for", "from", "had", "has", "have", "he", "her"),
        *("him", "his", "in", "into", "is", "it", "not", "of", "on", "or", "she", "that", "the"),
        *("their", "them", "they", "to", "was", "were", "with", "without", "yn", "no", "yes"),
        *("child", "childs", "date", "flag", "indicator", "known", "last", "months", "month"),
        *("number", "times", "evidence", "reported", "report", "reports", "concern", "concerns"),
        *("regular", "regularly", "such", "other", "new", "use", "used", "using", "recent"),
        *("level", "status", "plan", "risk", "risks", "score", "referral", "review"),
        *("before", "ever", "past", "current", "year", "years", "days", "weeks", "week"),
    }
)
ENDINGS: Final = (
    *("iness", "ances", "ences", "ments", "ance", "ence", "ment", "ings"),
    *("ions", "ing", "ion", "ied", "ies", "ers", "ed", "er", "es", "ly", "al", "s", "y", "e"),
)
SHORTEST: Final = 4
SAME: Final = {
    "abscond": "missing", "mfh": "missing", "mfc": "missing", "awol": "missing",
    "runaway": "missing", "absent": "attending", "absence": "attending", "attends": "attending",
    "truancy": "truanting", "truant": "truanting", "truanted": "truanting",
    "exclusion": "excluded", "exclusions": "excluded", "suspended": "excluded",
    "cash": "money", "gift": "items", "gifts": "items", "presents": "items",
    "vehicle": "cars", "vehicles": "cars", "car": "cars",
    "boyfriend": "partner", "girlfriend": "partner", "partners": "partner",
    "online": "internet", "web": "internet", "cyber": "internet", "mobile": "phone",
    "std": "infection", "sti": "infection", "stis": "infection", "infections": "infection",
    "abortion": "termination", "suicidal": "suicide", "assaulted": "assault",
    "injury": "injuries", "injured": "injuries", "bruises": "injuries", "bruising": "injuries",
    "aggression": "violent", "aggressive": "violent", "violence": "violent", "anger": "angry",
    "crime": "offending", "criminal": "offending", "offences": "offending", "offence": "offending",
    "peers": "friends", "peer": "friends", "relatives": "family", "parents": "family",
    "drinking": "alcohol", "drink": "alcohol", "substance": "drug", "substances": "drug",
    "night": "overnight", "nights": "overnight", "clothes": "dress", "clothing": "dress",
    "house": "premises", "houses": "premises", "address": "premises", "bullied": "bullying",
    "strangers": "unknown", "stranger": "unknown", "isolated": "isolation",
}  # fmt: skip
"""What systems call things, in the words of guides; only for proposals, never for answers."""
BY_ID, BY_TEXT, BY_SOURCE = 2.0, 1.0, 0.5
"""How much a word weighs: of the id, of the text, or of the guide's own, which may be shared."""
ENOUGH: Final = 0.4
"""How like a name has to be for a proposal, between 0 and 1."""
TELLING: Final = 0.05
"""By how much a single word has to be more like an indicator than like a third."""
CLOSE: Final = 0.8
"""How much of the best likeness a second proposal has to have."""


class Proposal(NamedTuple):
    """An indicator that a column may be about, and how like it is."""

    indicator: Indicator
    likeness: float


class Proposer:
    """Compares names of columns with a catalogue's indicators."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._indicators = tuple(catalogue.indicators)
        self._weights = [_weights(indicator) for indicator in self._indicators]
        count = len(self._weights)
        stems = {stem for weights in self._weights for stem in weights}
        self._rarity = {
            stem: log(1 + count / sum(stem in weights for weights in self._weights))
            for stem in stems
        }
        self._unknown = log(1 + count)

    def propose(self, column: str) -> tuple[Proposal, ...]:
        """Return the likeliest indicators of a column, at most two; nothing if none is likely.

        A single word that three have equally much of tells nothing.
        """
        stems = stems_of(column)
        found = [
            Proposal(indicator, self._likeness(stems, weights))
            for indicator, weights in zip(self._indicators, self._weights, strict=True)
        ]
        best = sorted(found, key=lambda each: -each.likeness)[:3]
        if len(stems) == 1 and best[0].likeness < best[2].likeness + TELLING:
            return ()
        enough = max(ENOUGH, best[0].likeness * CLOSE)
        return tuple(each for each in best[:2] if each.likeness >= enough)

    def _likeness(self, stems: set[str], weights: dict[str, float]) -> float:
        """Return which share of the name's words is the indicator's, and of the indicator's its."""
        common = [stem for stem in stems if stem in weights]
        if sum(weights[stem] for stem in common) < BY_ID:
            return 0.0
        whole = sum(self._rarity.get(stem, self._unknown) for stem in stems)
        ours = sum(self._rarity[stem] * min(weights[stem], BY_TEXT) for stem in common) / whole
        mine = sum(self._rarity[stem] * weights[stem] for stem in common)
        theirs = mine / sum(self._rarity[stem] * weight for stem, weight in weights.items())
        return 0.7 * ours + 0.3 * theirs


def _weights(indicator: Indicator) -> dict[str, float]:
    return {
        **dict.fromkeys(stems_of(indicator.source_text), BY_SOURCE),
        **dict.fromkeys(stems_of(indicator.text), BY_TEXT),
        **dict.fromkeys(stems_of(indicator.id.rpartition(".")[2]), BY_ID),
    }


def stems_of(text: str) -> set[str]:
    """Return the words of a text that tell something, without their endings."""
    parted = HUMP.sub(r"\1 \2", text.replace("'", ""))
    words = (word for word in WORD.findall(parted.casefold()) if len(word) > 1)
    return {_stem(SAME.get(word, word)) for word in words if word not in SMALL}


def _stem(word: str) -> str:
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            return word.removesuffix(ending)
    return word
