"""The words by which a heading or a lead-in shows what stands under it.

They are those of guides that councils, partnerships and charities have published. A list under
"Signs to look out for" is one of indicators; one under "What to do" is not, whatever is in it.
"""

import re
from enum import StrEnum
from typing import Final

from cse_check.keeping.proposals.vocabulary import any_of
from cse_check.model import Kind


class Stance(StrEnum):
    """What a heading or a lead-in promises of that which stands under it."""

    ASKED = "asked"
    OTHER = "other"
    OPEN = "open"


DOING: Final = any_of(
    r"""
    what (?:(?:to|should|can|could|must|do|does|will|would|happens)\b).{0,40}\b(?:do|next|say)\b
    what (?:happens|to do|next)\b  do if\b  respon[ds]  next steps?\b  actions?\b  acting\b
    dos?\b.{0,9}don.?ts?\b
    (?:how|where|who) (?:to|can|do|should) (?:(?:i|you|we|they) )?(?:get )?(?:help|refer|support)
    (?:how|where|who) (?:to|can|do|should) (?:(?:i|you|we|they) )?(?:report|respond|contact|call)
    (?:how|where|who) (?:to|can|do|should) (?:(?:i|you|we|they) )?(?:raise|make|tell|talk|keep)
    how (?:can|do|should|could) .{0,30}\b(?:help|respond|report|support|protect)\b
    (?:making|make) a referral\b  referrals?\b  (?:report|record|shar)ing\b  report it\b
    contacts?\b(?! with)  contact us\b  (?:useful|key|important) (?:numbers|links|contacts)
    further (?:info|read|help|advice|support|guidance)  more (?:info|help|advice)
    (?:help|support|advice|services?) (?:is )?(?:available|and)\b  help(?:line|ful)
    support (?:services?|organisations?|for)\b  resources\b  useful\b  links\b
    if you (?:notice|see|spot|recogni|identif|are (?:worried|concerned)|think|suspect|have|believe)
    if (?:a )?(?:child|young person|someone|they) (?:tells?|discloses?|is (?:in|at) immediate)
    (?:listen|talk)(?:ing)? to\b  good practice\b  top tips\b  tips\b  prevent  protect(?:ing)?\b
    disrupt  your (?:role|duty|responsib)  responsibilit  roles?\b
    (?:professionals?|practitioners?|staff|agencies) (?:should|must|can)\b(?! look out| be| n)
    (?:you|we|everyone|parents|carers) (?:should|must|can|needs? to)\b(?! look out| be a| n| spot)
    (?:can|could) help by\b  we (?:will|can|do)\b  safety plan  keep(?:ing)? .{0,20}safe\b
    (?:do|say) something\b  speak out\b  tell (?:somebody|someone|us)\b  get help\b
    remember\b  important to\b  legislation\b  training\b  ask (?:yourself )?for\b
    """
)
"""What people are to do, and whom to turn to: stronger than any word for a sign."""
LOOKED_FOR: Final = any_of(
    r"""
    signs?\b  indicat(?:ors?|ions?|es?|ing)\b  look(?:ing)? (?:out )?for\b  red flags?\b
    watch (?:out )?for\b  spot(?:ting)?\b  clues?\b  symptoms?\b  recogni[sz]  risk factors?\b
    factors\b  vulnerab  susceptib  at (?:most |more |greater |higher |increased )*risk\b
    alert to\b  aware of\b  how (?:can|do|would|could|will) (?:i|you|we) (?:tell|know)\b
    (?:child|children|person|people|they|he|she|you|victims?)(?: who .{0,60})? (?:may|might|could)\b
    (?:may|might|could|can) (?:also )?(?:notice|see|hear|find)  chang(?:es|e|ed) in\b
    cause for concern\b  has the (?:child|young)  is the (?:child|young)  does the (?:child|young)
    evidence of\b  (?:concerning|worrying|unusual) (?:behaviou?rs?|chang)  linked to\b
    associated with\b  experiences? (?:that|which)\b  behaviours? (?:that|which|to)\b  checklist\b
    push factors\b  concerns?\b(?! (?:about|team|form))  possible\b  warning\b  what to notice\b
    """
)
OTHERWISE: Final = any_of(
    r"""
    what (?:is|are|do we mean)\b  defin  about (?:this|us|the)\b  introduction\b  background\b
    purpose\b  aims?\b  contents?\b  who (?:is|are|we)\b  why\b  myths?\b  facts?\b  case stud
    references?\b  law\b  consent\b  models? of\b  types? of\b  stages? of\b  forms? of\b
    methods?\b  tactics\b  grooming\b  perpetrators?\b  offenders?\b  abusers?\b  impact
    effects?\b  research\b  statistics\b  key (?:messages?|points?|principles?)\b  principles?\b
    this (?:guide|leaflet|document|tool|form|page|pathway|checklist)\b  notes?\b  version\b
    (?:document|version) (?:control|history)\b  review\b  author\b  acknowledge  details\b
    name of\b  completed by\b  partners?(?:hip)?\b  polic(?:y|ies)\b  procedures?\b  guidance\b
    appendi(?:x|ces)\b  questions to\b  remember\b  includes?:?$  scor(?:e|ing)\b
    who (?:can|does|do)\b  information\b  organisations?\b  agencies\b  services?\b  support\b
    helplines?\b  disclaimer\b  copyright\b  language\b
    """
)
BELOW: Final = any_of(
    r"""
    (?:signs?|indicators?|factors?|vulnerabilities|behaviours?) (?:listed |set out |given )?below\b
    (?:following|below) (?:are|is|signs?|indicators?|factors?|vulnerabilities)\b
    """
)
"""Words of a sentence that says of what the lists after it are."""
VULNERABLE: Final = any_of(
    r"""
    vulnerab  susceptib  at (?:most |more |greater |higher |increased |particular )*risk\b
    more likely to be\b  predispos  push factors\b
    """
)
LINKED: Final = any_of(
    r"""
    (?:linked|associated|connected|related) (?:crim|offen|activit)
    (?:linked|connected|related|associated).{0,40}(?:crim|offen|abuse types|exploitation types)
    other (?:types? of |forms? of )?crim  criminal activit
    """
)
SIGN: Final = any_of(
    r"""
    signs?\b  indicators?\b(?! of (?:\w+ )?vulnerab)  look(?:ing)? (?:out )?for\b  red flags?\b
    warning\b  clues?\b  spot(?:ting)?\b  notice\b  symptoms?\b
    (?:child|children|person|people|they|he|she)(?: who .{0,60})? (?:may|might|could)\b
    recogni[sz]  alert to\b  chang(?:es|e|ed) in\b
    """
)
VULNERABLE_FIRST: Final = any_of(
    r"""
    vulnerab\w*(?: indicators?| factors?)?\s*:?$  vulnerability (?:indicators?|signs?)
    """
)
URGENT: Final = any_of(
    r"""
    immediate (?:danger|risk|harm|action|concern)  \burgent  emergency\b  (?:call|ring|dial) 999\b
    """
)
LEVEL: Final = re.compile(
    r"\s*(?:(?:section|part|stage) \w+\s*[:.\u2013-]*\s*)?"
    r"(?:(?:very )?(?:low|medium|moderate|high|significant|emerging|mild|severe|critical)(?:er)?"
    r"|standard|red|amber|green|yellow|level \d|tier \d|category \d|[1-5])"
    r"(?:[ -](?:risk|level|concern|need|harm)s?)?(?: (?:indicators?|factors?|signs?))?\s*:?\s*",
    re.I,
)
"""Headings that put a child on a level: never shown as the name of a group."""


def stance(text: str) -> Stance:
    """Return what a heading or a lead-in promises."""
    if DOING.search(text):
        return Stance.OTHER
    if LOOKED_FOR.search(text):
        return Stance.ASKED
    return Stance.OTHER if OTHERWISE.search(text) else Stance.OPEN


def is_weak(text: str) -> bool:
    """Return whether a heading promises something else only by words that signs may be named by."""
    return bool(OTHERWISE.search(text)) and not DOING.search(text)


def kind(text: str) -> Kind | None:
    """Return the kind that a heading or a lead-in prints, or None where it prints none."""
    if VULNERABLE_FIRST.search(text):
        return Kind.VULNERABILITY
    if LINKED.search(text):
        return Kind.LINKED_ACTIVITY
    if SIGN.search(text):
        return Kind.INDICATOR
    return Kind.VULNERABILITY if VULNERABLE.search(text) else None
