"""UK telephone numbers: which are written as one, and which of those are not what they seem.

Source of every rule: Ofcom, the National Telephone Numbering Plan, and Ofcom's list of numbers for
use in television and radio drama. A rule says only what is certain for a whole range;
whether somebody answers is for a person to find out.
"""

import re

EMERGENCY = "999"
LONG_NUMBER = (
    r"0(?:[1235789][0-9]{9}"  # eleven digits are the rule
    r"|1(?!1|[0-9]1)[0-9]{8}"  # some places have ten, but not those with codes 011x and 01x1
    r"|800[0-9]{6}|8001111)"  # some free numbers, and Childline's
)
SHORT_CODE = r"1[0-9]{2}|116[0-9]{3}|18[0-9]{3}|999"
HOME = "44"
PRINTED_PHONE = rf"(?:\+{HOME}[ -]?(?:\(0\)[ -]?)?|\(0[0-9]{{2,5}}\)[ -]?)?[0-9]+(?:[ -][0-9]+)*"
"""As councils print them: single spaces or hyphens, the area code in brackets, +44 instead of 0."""

NOT_IN_USE = (
    r"01(?:0|1[0-29]|[78]1)"  # no area code starts so
    r"|01(?:1[3-8]|[2-69]1)[01]"  # nor does a local number start with 0 or 1
    r"|02(?:[125-7]|0[^378])"
    r"|03[125689]"
    r"|05[^56]"
    r"|08[13569]"
)
SHORT_IN_USE = frozenset(
    {"101", "105", "111", "112", "119", "159", "999", "116000", "116006", "116111", "116117",
     "116123", "18000", "18001", "18002"}
)  # fmt: skip
COSTLY = r"09|070|084|087|118"
DRAMA = (
    r"01(?:13|14|15|16|17|18|21|31|41|51|61)4960[0-9]{3}|01914980[0-9]{3}|02079460[0-9]{3}"
    r"|02896496[0-9]{3}|02920180[0-9]{3}|01632960[0-9]{3}|07700900[0-9]{3}|08081570[0-9]{3}"
    r"|03069990[0-9]{3}"
)


def digits_of(phone: str) -> str:
    """Return the digits that ring a number in the UK, however it is printed."""
    plain = re.sub(r"[^0-9+]", "", phone.replace("(0)", "") if phone.startswith("+") else phone)
    return f"0{plain.removeprefix(f'+{HOME}')}" if plain.startswith(f"+{HOME}") else plain


def is_uk_number(phone: str) -> bool:
    """Return whether this is written as a number that a UK telephone can ring.

    Short codes are 999 and those that start with 1 (101, 111, 116 000, 18000). Source: Ofcom, the
    National Telephone Numbering Plan.
    """
    if not re.fullmatch(PRINTED_PHONE, phone):
        return False
    digits = digits_of(phone)
    return bool(re.fullmatch(LONG_NUMBER, digits) or re.fullmatch(SHORT_CODE, digits))


def doubt(phone: str) -> str | None:
    """Return what is odd about a number that is written like a UK number, or None."""
    digits = digits_of(phone)
    if re.match(DRAMA, digits):
        return "is reserved for drama: nobody answers it"
    if re.match(COSTLY, digits):
        return "costs more than a call to a council, or is a personal number"
    if not digits.startswith("0"):
        return None if digits in SHORT_IN_USE else "is not a short code that is known to be in use"
    return "starts with digits that no UK number has" if re.match(NOT_IN_USE, digits) else None


def address(phone: str) -> str:
    """Return a UK number as the address of a link (RFC 3966), which rings from any country."""
    digits = digits_of(phone)
    return f"tel:+{HOME}{digits[1:]}" if digits.startswith("0") else f"tel:{digits}"
