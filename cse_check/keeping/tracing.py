"""A catalogue compared with the text of its guide, both ways.

Every `source_text` should be in the guide letter for letter, white space apart; and every word
of the lists in the guide should be covered by some `source_text`, or by a category's name.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from cse_check import guides
from cse_check.guides import Guide, LineKind
from cse_check.keeping.nearest_line import what_differs
from cse_check.model import Catalogue, Grouping
from cse_check.numbers import is_uk_number

JOINING: Final = frozenset({"and", "or", "of", "the", "a", "in", "to"})
"""Words that join the items of a list, and need not be covered."""
PHONE: Final = re.compile(r"(?<![\d+])0\d[\d ]{7,12}\d(?!\d)")
EXCERPT: Final = 60
BULLET: Final = "\u2022"


class Uncovered(NamedTuple):
    """A place in the guide, counted from 1, and what is there that the catalogue does not have."""

    line: int
    column: int
    message: str


class Folded(NamedTuple):
    """The guide on one line, white space folded; `offsets` lead back to the text itself."""

    text: str
    offsets: tuple[int, ...]


def read_guide(data: bytes, name: str) -> str:
    """Return the text of a guide of any kind; messages call the file `name`.

    Raises:
        InvalidFileError: it is empty, too large, damaged, or of a kind that is not read.
        UsageError: the extra that its kind needs is not installed.
    """
    return printed(guides.read_guide(data, name))


def printed(guide: Guide) -> str:
    """Return the lines of a guide as one text, each in the line that has its number.

    An item begins with a bullet.
    """
    lines = [""] * guide.lines[-1].number
    for line in guide.lines:
        bullet = f"{line.mark or BULLET} " if line.kind is LineKind.ITEM else ""
        text = f"{bullet}{line.text}"
        lines[line.number - 1] = f"{lines[line.number - 1]} {text}".lstrip()
    return "\n".join(lines)


def untraced(catalogue: Catalogue, guide: str) -> Iterator[tuple[str, str]]:
    """Yield the path of every `source_text` that is not in the guide, and why it matters."""
    text = fold(guide).text
    for i, category in enumerate(catalogue.categories):
        for j, indicator in enumerate(category.indicators):
            if " ".join(indicator.source_text.split()) not in text:
                told = what_differs(indicator.source_text, guide)
                yield (
                    f"categories[{i}].indicators[{j}].source_text",
                    f"is not in the guide, letter for letter{told}",
                )


def uncovered(catalogue: Catalogue, guide: str) -> Iterator[Uncovered]:
    """Yield the words of the guide's lists, and its numbers, that the catalogue does not have.

    The lists run from the first line that is covered to the last; what comes before and after
    is for people to read.
    """
    covered = _covered(catalogue, guide)
    lines = _lines(guide)
    touched = [
        n for n, (start, text) in enumerate(lines) if any(covered[start : start + len(text)])
    ]
    if touched:
        yield from _words_left(lines[touched[0] : touched[-1] + 1], touched[0], covered)
    yield from _numbers_left(catalogue, lines)


def fold(text: str) -> Folded:
    """Return a text with every run of white space as one space, and where each character was."""
    kept = [
        (" " if character.isspace() else character, offset)
        for offset, character in enumerate(text)
        if not (character.isspace() and (offset == 0 or text[offset - 1].isspace()))
    ]
    return Folded("".join(each for each, _ in kept), tuple(offset for _, offset in kept))


def _covered(catalogue: Catalogue, guide: str) -> bytearray:
    folded, covered = fold(guide), bytearray(len(guide))
    names = [each.name for each in catalogue.categories if each.grouping is Grouping.SOURCE]
    for words in {*names, *(each.source_text for each in catalogue.indicators)}:
        wanted = " ".join(words.split())
        at = folded.text.find(wanted)
        while wanted and at >= 0:
            first, last = folded.offsets[at], folded.offsets[at + len(wanted) - 1]
            covered[first : last + 1] = b"\1" * (last + 1 - first)
            at = folded.text.find(wanted, at + len(wanted))
    return covered


def _lines(guide: str) -> list[tuple[int, str]]:
    lines, start = [], 0
    for line in guide.split("\n"):
        lines.append((start, line))
        start += len(line) + 1
    return lines


def _words_left(
    lines: list[tuple[int, str]], before: int, covered: bytearray
) -> Iterator[Uncovered]:
    stretch: list[Uncovered] = []
    for number, (start, line) in enumerate(lines, start=before + 1):
        left = "".join(
            "\0" if covered[start + at] else character for at, character in enumerate(line)
        )
        found = [
            Uncovered(number, run.start() + 1 + _indent(run[0]), run[0].strip())
            for run in re.finditer(r"[^\0]+", left)
            if any(word.lower() not in JOINING for word in re.findall(r"[\w']+", run[0]))
        ]
        if found and "\0" not in left:
            stretch += found
        elif line.strip():
            yield from _stretch(stretch)
            stretch = []
            yield from (_left(each) for each in found)
    yield from _stretch(stretch)


def _stretch(lines: list[Uncovered]) -> Iterator[Uncovered]:
    """Yield whole lines that follow each other as one: a section is one thing to look at."""
    if len(lines) == 1:
        yield _left(lines[0])
    elif lines:
        first, last = lines[0], lines[-1]
        message = f"no source_text covers the lines from here to line {last.line}: "
        yield first._replace(message=message + _excerpt(first.message))


def _left(found: Uncovered) -> Uncovered:
    return found._replace(message=f"no source_text covers {_excerpt(found.message)}")


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _numbers_left(catalogue: Catalogue, lines: list[tuple[int, str]]) -> Iterator[Uncovered]:
    known = {contact.phone.replace(" ", "") for contact in catalogue.contacts}
    for number, (_, line) in enumerate(lines, start=1):
        for found in PHONE.finditer(line):
            digits = found[0].replace(" ", "")
            if is_uk_number(digits) and digits not in known:
                yield Uncovered(number, found.start() + 1, f"no contact has the number {found[0]}")


def _excerpt(text: str) -> str:
    return repr(text if len(text) <= EXCERPT else f"{text[: EXCERPT - 4]} ...")
