"""The words by which an item shows that it is no sign: advice, teams, addresses, debris."""

import re
from typing import Final

from cse_check.keeping.proposals.vocabulary import any_of, words_of

ADVISING: Final = words_of(
    """
    accept acknowledge add address agree alert apply ask assess assume attend avoid be believe
    book build call check click collect communicate complete consider consult contact co-ordinate
    coordinate deal decide dial discuss disrupt document don't don\u2019t download email empower
    encourage engage ensure escalate establish examine explain explore fill follow gather give
    help identify inform investigate involve know learn let listen maintain make manage monitor
    never notify obtain offer phone please prevent print promise promote protect provide read
    reassure recognise record reduce refer remember remind reply report request respect respond
    review ring search seek share speak submit support talk teach tell text think treat trust try
    understand update visit work write always
    """
)
DOING_TOO: Final = words_of(
    """
    allow arrange become begin bring build carry come continue create do find focus get go have
    hold join keep leave look meet open pass plan put remain say see send set show sign start stay
    stop take turn use wait watch
    """
)
"""Verbs with which a list may as well say what a child does: "go missing", "keep secrets"."""
VERBS: Final = ADVISING | DOING_TOO
NOUNS_TOO: Final = words_of(
    """
    alert call contact email help look phone plan print promise record request review search set
    show support talk text trust use visit watch work focus hold book start stop report address
    share check
    """
)
"""Verbs that are nouns as well: "contact with older people", "phone calls"."""
IMPERATIVE: Final = re.compile(
    r"(?:please\s+|always\s+|never\s+|then\s+|if\s[^,]{3,80},\s*)*"
    rf"(?P<verb>{'|'.join(map(re.escape, sorted(VERBS)))})(?![\w-])"
    r"(?:\s+(?P<next>[\w'\u2019-]+))?",
    re.I,
)
NEVER_A_SIGN: Final = words_of("please always never remember don't don\u2019t think trust know")
AFTER_A_VERB: Final = words_of(
    """
    the your our us it them a an any all each every this these those what when who how whether out
    carefully immediately if concerns parents police social anything everything everyone 999 101
    112 childline nspcc crimestoppers someone somebody
    """
)
"""What shows that such a word is a verb: "report any concern", not "phone calls"."""
PHRASES: Final = any_of(
    r"""
    (?:call|ring|dial|phone|contact|text) (?:the )?(?:police|us|childline|nspcc|crimestoppers|\d)
    (?<!\w )(?:do not|don.t)\b  if in doubt\b  you (?:should|must|can|may wish|will|need)\b
    (?:professionals?|practitioners?|staff|agencies|everyone|we) (?:should|must|can|will|need)\b
    make a (?:referral|note|record)\b  trust your\b  should be\b  must be\b  we (?:are|have)\b
    (?:this|it|we|which) will\b
    """
)
REACHED: Final = any_of(
    r"""
    https?://  www\.  \S+@[\w-]+\.  [\w-]+\.(?:org|com)\b
    [\w-]+\.(?:co|org|gov|ac|nhs|police)\.uk\b
    """
)
DEBRIS: Final = any_of(
    r"""
    _GoBack\]?  _Toc\d+  HYPERLINK  MERGEFORMAT  Bookmark not defined  javascript  \bcookies?\b
    skip to (?:main )?content  share (?:this )?(?:page|on\b)  print this page  back to top
    \blast (?:updated|reviewed|modified)  ^home\b.{0,3}[>/\u203a\u00bb]  accept all  ^menu$
    ^search$
    ^(?:\W*(?:facebook|twitter|tweet|instagram|linkedin|youtube|email|print|share|x)\b)+\W*$
    \.{4,}\s*\d*$  \u00a9  copyright  ^page \d  ^\[?image\b  ^figure \d  ^(?:table of )?contents$
    all rights reserved  ^.{0,90}\bcont(?:inued)?\.{0,3}\u2026*\W*$  please turn over  ^pto$
    ^version \d  ^date\b:?$  ^review date  ^in this (?:section|guide)  ^read more  ^click here
    """,
    start="",
)
"""What a word processor or a web page leaves in a text that was copied out of it."""
BODY: Final = re.compile(
    r"\b(?:Team|Services?|Unit|Hub|Helpline|Line|Police|Childline|NSPCC|CEOP|Barnardo.?s|"
    r"Crimestoppers|Samaritans|Board|Partnership|Council|Centre|Foundation|Charity|Society|Trust|"
    r"Project|Front Door|MASH|Social Care|Duty|Desk|Committee|Department|Agency|Advice|SARC|LADO|"
    r"CAMHS|Network|Alliance|Association|Office|Mind|Kooth|Frank|FRANK|Brook|Survivors|"
    r"Lucy Faithfull|Missing People|Stop It Now|Victim Support)\b"
)
"""What names of teams, services and charities have in them, in capitals as names do."""
SMALL: Final = r"of|and|&|the|for|in|'s|/|-|\u2013|at"
ANSWER: Final = re.compile(
    r"\s[\s\W]*\b(?:yes|y)\b[\s\W]*\b(?:no|n)\b"
    r"(?:[\s\W]*\b(?:not known|unknown|don.?t know|n/?a|unsure|suspected)\b)*[\s\W]*\Z"
    r"|[\s\u2610\u2611\u2612\u25a1\u274f\u2751_]+\Z",
    re.IGNORECASE,
)
"""What a form has people tick or ring, at the end of a line."""
