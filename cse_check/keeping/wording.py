"""Words in a question that blame a child, or are about who a child is. A short list, with reasons.

It is a prompt for whoever keeps a catalogue, not a judgement of a guide: what a guide printed stays
in `source_text`, where nothing is looked for. `docs/catalogues.md` has the list for readers.
"""

import re
from typing import NamedTuple


class Doubtful(NamedTuple):
    """Words to look for, how the list shows them, and why to think again."""

    shown: str
    words: re.Pattern[str]
    why: str


def _doubtful(shown: str, words: str, why: str) -> Doubtful:
    return Doubtful(shown, re.compile(rf"\b(?:{words})\b", re.I), why)


CHOICE = "sounds as if the child had a choice; a child is never to blame for exploitation"
JUDGES = "judges the child; say what was seen, or what has changed"
PROXY = (
    "is about who a child is, not about what happens to the child; it is not a sign of exploitation"
)

BLAMES = (
    _doubtful("lifestyle", "life-?styles?", CHOICE),
    _doubtful("chooses, choice", "choos(?:es?|ing)|choices?|chose", CHOICE),
    _doubtful("consensual, consenting", "consensual|consent(?:s|ed|ing)?", CHOICE),
    _doubtful(
        "puts themselves at risk",
        r"(?:put|plac)\w*\s+(?:him|her|them)sel(?:f|ves)\s+(?:at|in)\s+(?:risk|danger)",
        CHOICE,
    ),
    _doubtful("risk-taking, risky behaviour", r"risk[- ]taking|risky\s+behaviours?", CHOICE),
    _doubtful(
        "prostitute, prostitution",
        r"(?<!\badult )prostitut\w+",
        "a child cannot be a prostitute: the law has not called it that since 2015",
    ),
    _doubtful("promiscuous", r"promiscu\w+", JUDGES),
    _doubtful("provocative, inappropriate dress", "provocative(?:ly)?|inappropriate dress", JUDGES),
    _doubtful("attention-seeking", "attention[- ]seek(?:ing|er)", JUDGES),
    _doubtful("streetwise, wayward", "street-?wise|wayward", JUDGES),
    _doubtful("refuses to engage", r"(?:refus|fail)\w*\s+to\s+engage|non-?complian\w+", JUDGES),
)
PROXIES = (
    _doubtful("girl, boy, female, male", "girls?|boys?|females?|males?", PROXY),
    _doubtful(
        "ethnicity, race, nationality",
        r"ethnic\w*|rac(?:e|ial)|nationality|asians?|africans?|gyps(?:y|ies)|roma"
        r"|(?:black|white)\s+(?:child\w*|young|famil\w+|people|background)",
        PROXY,
    ),
    _doubtful("religion, faith", r"religio\w+|muslims?|christians?|jewish|hindus?|sikhs?", PROXY),
    _doubtful("migrant, refugee, asylum", r"(?:im)?migrants?|refugees?|asylum\W+seek\w+", PROXY),
    _doubtful("disability", r"disab(?:led|ilit\w+)|autis\w+", PROXY),
    _doubtful(
        "sexuality, gender identity",
        r"gay|lesbian|bisexual|homosexual\w*|trans(?:gender)?|lgbt\w*|sexual orientation",
        PROXY,
    ),
    _doubtful("single parent, council estate", r"(?:single|lone)\W+(?:parent|mother)s?"
              r"|council\s+estates?|benefits\s+claimants?", PROXY),
)  # fmt: skip


def doubts(text: str) -> list[tuple[str, str, str]]:
    """Return what may blame or be a proxy in a text: its code, the words found, and why."""
    kinds = (("blames", BLAMES), ("proxy", PROXIES))
    found = ((kind, each, each.words.search(text)) for kind, listed in kinds for each in listed)
    return [(kind, match[0], each.why) for kind, each, match in found if match]
