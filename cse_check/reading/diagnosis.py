"""What somebody did who is no programmer, where a file cannot be parsed: found in its lines.

A parser says where it gave up and what it waited for, which is often lines below the mistake and in
words about YAML. So the lines around that place are looked at for the slips that people make, the
surest first. No message repeats what a line says.
"""

import re
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from cse_check.reading.layout import ENTRY, Layout, layout_of
from cse_check.reading.plain import HASH, Found

ABOVE: Final = 12
"""How many lines above the place where the parser gave up the mistake may be."""
FAR_ABOVE: Final = 80
"""The same, for a quote or a bracket that is never closed."""
TABLE: Final = re.compile(r'[^,;\t]*([,;\t])[^,;\t]*\1|\s*"[^"]*"[,;\t]')
BULLETS: Final = "\u00b7\u2010-\u2015\u2022\u2023\u2043\u2212\u25aa\u25cf\u25e6"
BULLET: Final = re.compile(rf"\s*([{BULLETS}])\s")
NO_SPACE_AFTER_HYPHEN: Final = re.compile(r"\s*(-)(?!-)[^\s\d-]")
NO_SPACE_AFTER_COLON: Final = re.compile(r"\s*(?:- +)*[A-Za-z_][\w.-]*(:)(?=[^\s:/])")
NAME_ALONE: Final = re.compile(r"\s*(?:- +)*([a-z_]+)(?=\s+[^\s:])")
RESERVED: Final = re.compile(r"\s*(?:- +)*(?:[\w.-]+:\s+)?(?:- +)?([@`%&*!?|>,\[\]{}-])")
BLOCK: Final = re.compile(r"[|>][-+0-9]*\s*(?:#.*)?$")
DOUBLE: Final = re.compile(r'(?:^|[\s\[{,])"(?:[^"\\]|\\.)*(")\s*(?=[^\s,:\]}#])')
SINGLE: Final = re.compile(r"(?:^|[\s\[{,])'(?:[^']|'')*(')\s*(?=[^\s,:\]}#])")
UNCLOSED: Final = re.compile(r"""\s*(?:- +)*(?:[\w.-]+:\s+)?(?:"(?:[^"\\]|\\.)*|'(?:[^']|'')*)$""")
CUT: Final = re.compile(r"""^[^"'#]*\S(?:[ \t](#)|[ \t]+(#)(?=\S))""")
SECOND_COLON: Final = re.compile(
    r"""\s*(?:- +)*[\w.-]+:\s+(?=[^\s"'\[{|>]).*?([\w-]*)(:)(?:\s|$)"""
)
LINES: Final = "this kind of file has lines with a name, a colon, a space and a value"
JSON: Final = (
    "does not fit here: look for a comma, a quote or a bracket too many or too few before it"
)
LONGEST: Final = 2_000
"""How much of a line is looked at: rules that look for one thing after another take their time."""
CLOSED: Final = "{what}: put the whole text in quotes, and write a {quote} inside it as {inside}"


class Stopped(NamedTuple):
    """Where the parser gave up, and in its own words why."""

    problem: str
    line: int
    column: int


Rule = Callable[[Layout, int], tuple[int, str] | None]
"""Says of a line, counted from 0, at which column its mistake is and what it is, or None."""


def another_kind(lines: Sequence[str]) -> str | None:
    """Return what the whole file seems to be instead, or None."""
    first = next((line for line in lines if line.strip() and not line.startswith("#")), "")
    if ENTRY.match(first) or first.lstrip()[:1] in ("{", "["):
        return None
    return f"seems to be a table (CSV): {LINES}" if TABLE.match(first) else None


def diagnose(stopped: Stopped, lines: Sequence[str]) -> Found:
    """Return the mistake that is the likeliest, and where it is; some words in any case."""
    if message := another_kind(lines):
        return Found(1, 1, message)
    if next((line for line in lines if line.strip()), "").lstrip()[:1] in ("{", "["):
        return Found(stopped.line, stopped.column, JSON)
    layout = layout_of([line[:LONGEST] for line in lines])
    at = min(stopped.line, len(lines)) - 1
    near = [number for number in range(at, at - ABOVE - 1, -1) if number >= 0]
    far = range(at, max(at - FAR_ABOVE, -1), -1)
    before = layout.before(at)
    both = near[:1] if before is None else [before, *near[:1]]
    for rules, numbers in (
        (NEARBY, near), (HERE, near[:1]), (FAR, far), (GOING_ON, near[:2]), ((_indented,), both),
        ((_no_colon,), near[:2]),
    ):  # fmt: skip
        for rule in rules:
            for number in numbers:
                if number not in layout.texts and (found := rule(layout, number)):
                    return Found(number + 1, *found)
    return Found(stopped.line, stopped.column, _in_plain_words(stopped))


def _at(found: re.Match[str] | None, message: str) -> tuple[int, str] | None:
    return (found.start(found.lastindex or 0) + 1, message) if found else None


def _tab(layout: Layout, number: int) -> tuple[int, str] | None:
    found = re.match(r" *(\t)", layout.lines[number])
    return _at(found, "is indented with a tab: put spaces in its place, as the lines around it do")


def _bullet(layout: Layout, number: int) -> tuple[int, str] | None:
    message = "begins with a bullet or a long dash: an item of a list begins with '- ', a hyphen"
    return _at(BULLET.match(layout.lines[number]), message)


def _hyphen(layout: Layout, number: int) -> tuple[int, str] | None:
    message = "has no space after its hyphen: an item of a list begins with '- '"
    return _at(NO_SPACE_AFTER_HYPHEN.match(layout.lines[number]), message)


def _colon(layout: Layout, number: int) -> tuple[int, str] | None:
    message = "has no space after its colon: put one there"
    return _at(NO_SPACE_AFTER_COLON.match(layout.lines[number]), message)


def _name_alone(layout: Layout, number: int) -> tuple[int, str] | None:
    line = layout.lines[number]
    found = NAME_ALONE.match(line)
    if found is None or found[1] not in layout.names or ENTRY.match(line):
        return None
    return found.end(1) + 1, "has no colon after its name: it is followed by ': ' and the value"


def _quotes(layout: Layout, number: int) -> tuple[int, str] | None:
    line = layout.lines[number]
    what = "goes on after a quote that ends its text"
    if found := DOUBLE.search(line):
        return _at(found, CLOSED.format(what=what, quote='"', inside='\\"'))
    if found := SINGLE.search(line):
        return _at(found, CLOSED.format(what=what, quote="'", inside="''"))
    return None


def _hash(layout: Layout, number: int) -> tuple[int, str] | None:
    line = layout.lines[number]
    return None if line.lstrip().startswith("#") else _at(CUT.match(line), HASH)


def _reserved(layout: Layout, number: int) -> tuple[int, str] | None:
    line = layout.lines[number]
    found = RESERVED.match(line)
    if found is None or BLOCK.match(line, found.start(1)) or line.startswith(("%", "---")):
        return None
    if found[1] == "-" and not line[: found.start(1)].strip():
        return None
    if found[1] in "[{" and not re.search(r"[\]}]\s*[^\s,\]}#]", line):
        return None
    return _at(found, f"has a text that begins with {found[1]!r}: put that text in quotes")


def _indented(layout: Layout, number: int) -> tuple[int, str] | None:
    fits, here = layout.columns_for(number), layout.indent(number)
    if not fits or here in fits or not layout.is_entry(number):
        return None
    before = layout.before(number)
    if before is not None and here > layout.indent(before) and layout.is_open(before):
        fits = layout.usual_columns(number)
        if not fits or here in fits:
            return None  # how much deeper is up to whoever writes, if it is the same throughout
    nearest = sorted(fits, key=lambda column: abs(column - here))[:2]
    spaces = " or ".join(map(str, sorted(nearest)))
    message = (
        f"is indented by {here} spaces, where {spaces} would fit the lines above: things that "
        "belong together begin in the same column"
    )
    return here + 1, message


def _two_colons(layout: Layout, number: int) -> tuple[int, str] | None:
    found = SECOND_COLON.match(layout.lines[number])
    if found and found[1] in layout.names:
        message = "has two entries on one line: begin a new line with the second"
        return found.start(1) + 1, message
    return _at(found, "has a second colon: put the text after the first one in quotes")


def _no_colon(layout: Layout, number: int) -> tuple[int, str] | None:
    line = layout.lines[number]
    if not line.strip() or line.lstrip()[0] in "#\"'[{-" or layout.is_entry(number):
        return None
    return layout.indent(number) + 1, (
        "has no name with a colon: if it goes on with the text above, put all of that text on one "
        "line, in quotes"
    )


def _goes_on(layout: Layout, number: int) -> tuple[int, str] | None:
    if " " not in layout.name(number):
        return None
    message = (
        "seems to go on with the text above: put all of that text on one line, in quotes, or "
        "indent this line more than the line where it began"
    )
    return layout.indent(number) + 1, message


def _unclosed_quote(layout: Layout, number: int) -> tuple[int, str] | None:
    found = UNCLOSED.match(layout.lines[number])
    if found is None or ('"' not in found[0] and "'" not in found[0]):
        return None
    return layout.indent(number) + 1, "opens a quote that is not closed: end the text with a quote"


def _unclosed_bracket(layout: Layout, number: int) -> tuple[int, str] | None:
    line = re.sub(r"""\s#.*|"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'""", "", layout.lines[number])
    for opening, closing in ("[]", "{}"):
        if line.count(opening) > line.count(closing):
            message = f"opens a {opening!r} that is not closed: put a {closing!r} where it ends"
            return layout.lines[number].index(opening) + 1, message
    return None


NEARBY: Final[tuple[Rule, ...]] = (_tab, _bullet, _hyphen, _colon, _name_alone)
HERE: Final[tuple[Rule, ...]] = (_reserved, _quotes, _hash, _two_colons)
FAR: Final[tuple[Rule, ...]] = (_unclosed_bracket, _unclosed_quote)
GOING_ON: Final[tuple[Rule, ...]] = (_quotes, _hash, _goes_on)


def _in_plain_words(stopped: Stopped) -> str:
    """Return what can be said where no rule fits; never in the parser's words."""
    for word, message in PLAINLY.items():
        if word in stopped.problem:
            return message
    return (
        "does not fit what is above it. Look at this line and the one above: each has a name, a "
        "colon, a space and a value; what belongs together begins in the same column"
    )


PLAINLY: Final = {
    "escape": "has a backslash inside double quotes: put the text between single quotes (')",
    "end of stream": "ends within a text or a list: a quote or a bracket is not closed",
    "document": "comes before the first name of the file, or after its end: remove it",
    "directive": "begins with %, which only instructions to YAML do: put the text in quotes",
    "cannot start": "begins with a character that has another meaning: put the text in quotes",
}
