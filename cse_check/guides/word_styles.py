"""What the styles of a Word file say of a paragraph: a heading, or an item of a list."""

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from docx.document import Document

WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HEADING: Final = re.compile(r"heading ([1-9])", re.IGNORECASE)
TITLES: Final = frozenset({"title", "subtitle"})
DEEPEST: Final = 20
"""How many styles may stand on each other: more is a circle."""


def named(name: str) -> str:
    """Return the full name of an element or attribute of Word's own."""
    return f"{WORD}{name}"


class Said(NamedTuple):
    """What the styles say of a paragraph: the level of a heading or 0; of an item or None."""

    heading: int = 0
    list_level: int | None = None
    mark: str = ""


class Styles:
    """Looks paragraphs up in the styles and lists of a Word file."""

    def __init__(self, file: "Document") -> None:
        self._styles = {
            style.get(named("styleId")): style for style in file.styles.element.iter(named("style"))
        }
        self._bullets = dict(_bullets(file))

    def of(self, paragraph: Any) -> Said:
        """Return what is said of a paragraph, by itself or by its styles."""
        own = paragraph.find(named("pPr"))
        chain = self._chain(own)
        if heading := next(filter(None, (_heading(each) for each in chain)), 0):
            return Said(heading=heading)
        settings = [own, *(each.find(named("pPr")) for each in chain)]
        if (level := _value(own, "outlineLvl")) and level.isdecimal() and int(level) < 9:
            return Said(heading=int(level) + 1)
        return self._listed([each for each in settings if each is not None])

    def _chain(self, properties: Any) -> list[Any]:
        """Return the style of a paragraph, and those that it is based on."""
        found, identity = list[Any](), _value(properties, "pStyle")
        while identity in self._styles and len(found) < DEEPEST:
            found.append(self._styles[identity])
            identity = _value(found[-1], "basedOn")
        return found

    def _listed(self, settings: list[Any]) -> Said:
        for each in settings:
            numbering = each.find(named("numPr"))
            number = _value(numbering, "numId")
            if number:
                level = _level(numbering, settings)
                mark = self._bullets.get((number, level), "")
                return Said() if number == "0" else Said(list_level=level + 1, mark=mark)
        return Said()


def _heading(style: Any) -> int:
    name = _value(style, "name") or ""
    if found := HEADING.fullmatch(name):
        return int(found[1])
    if name.lower() in TITLES:
        return 1 if name.lower() == "title" else 2
    level = _value(style.find(named("pPr")), "outlineLvl")
    return int(level) + 1 if level and level.isdecimal() and int(level) < 9 else 0


def _level(numbering: Any, settings: list[Any]) -> int:
    said = _value(numbering, "ilvl")
    if said is None:
        found = (_value(each.find(named("numPr")), "ilvl") for each in settings)
        said = next(filter(None, found), "0")
    return min(int(said), 9) if said.isascii() and said.isdecimal() else 0


def _bullets(file: "Document") -> list[tuple[tuple[str, int], str]]:
    """Return the bullet of each level of each list that has bullets; numbers are not counted."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    try:
        numbering: Any = file.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
    except KeyError:
        return []
    root, kinds = numbering.element, dict[str, dict[int, str]]()
    for kind in root.iter(named("abstractNum")):
        levels = dict[int, str]()
        for level in kind.iter(named("lvl")):
            depth = level.get(named("ilvl"), "")
            if depth.isdecimal() and _value(level, "numFmt") == "bullet":
                levels[int(depth)] = _value(level, "lvlText") or ""
        kinds[kind.get(named("abstractNumId"))] = levels
    return [
        ((number.get(named("numId")), depth), mark)
        for number in root.iter(named("num"))
        for depth, mark in kinds.get(_value(number, "abstractNumId") or "", {}).items()
    ]


def _value(parent: Any, name: str) -> str | None:
    found = None if parent is None else parent.find(named(name))
    value: str | None = None if found is None else found.get(named("val"))
    return value
