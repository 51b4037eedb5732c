"""The text of a paragraph in a Word file: with what was put in, without what was taken out."""

from collections import Counter
from typing import Any, Final

from cse_check.guides.tidying import has_words
from cse_check.guides.word_styles import named

PASSED: Final = frozenset(map(named, ("del", "moveFrom")))
INSERTED: Final = frozenset(map(named, ("ins", "moveTo")))
ALTERNATE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


class Runs:
    """Reads the text of one paragraph, run by run."""

    def __init__(self, words_out: Counter[str]) -> None:
        self.said: list[str] = []
        self.boxes: list[Any] = []
        self.inserted = False
        self.deleted = False
        self.is_bold = False
        self._bold = list[bool]()
        self._words_out = words_out

    def texts(self) -> list[str]:
        """Return the lines of the paragraph, which are parted by line breaks."""
        return "".join(self.said).split("\n")

    def read(self, paragraph: Any) -> None:
        """Read a paragraph whole."""
        self._read_children(paragraph)
        self.is_bold = bool(self._bold) and all(self._bold)

    def _read_children(self, parent: Any) -> None:
        for child in parent:
            if child.tag in PASSED:
                self.deleted = True
                self._count(child, "words that tracked changes take out")
            elif child.tag == named("r"):
                self._read_run(child)
            elif child.tag == named("pPr"):
                continue
            else:
                self.inserted = self.inserted or child.tag in INSERTED
                self._read_children(child)

    def _read_run(self, run: Any) -> None:
        properties = run.find(named("rPr"))
        if _is_on(properties, "vanish") or _is_on(properties, "webHidden"):
            self._count(run, "hidden text")
            return
        before = len(self.said)
        for part in run:
            self._read_part(part)
        if has_words("".join(self.said[before:])):
            self._bold.append(_is_on(properties, "b"))

    def _read_part(self, part: Any) -> None:
        match part.tag.rpartition("}")[2] if isinstance(part.tag, str) else "":
            case "t":
                self.said.append(part.text or "")
            case "tab" | "ptab":
                self.said.append(" ")
            case "br" | "cr":
                self.said.append("\n")
            case "noBreakHyphen":
                self.said.append("-")
            case "sym":
                code = part.get(named("char"), "")
                self.said.append(_symbol(code))
            case "AlternateContent":
                choice = part.find(f"{ALTERNATE}Choice")
                fallback = part.find(f"{ALTERNATE}Fallback")
                if (chosen := choice if choice is not None else fallback) is not None:
                    self.boxes += chosen.iter(named("txbxContent"))
            case "drawing" | "pict" | "object":
                self.boxes += part.iter(named("txbxContent"))
            case _:
                pass

    def _count(self, element: Any, why: str) -> None:
        texts = element.iter(named("t"), named("delText"))
        self._words_out[why] += len(" ".join(each.text or "" for each in texts).split())


def _symbol(code: str) -> str:
    """Return a character of a font of symbols, as it is in a PDF: U+F0B7 for a bullet."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return chr(number if number > 0xFF else 0xF000 + number) if number <= 0xFFFF else ""


def _is_on(properties: Any, name: str) -> bool:
    found = None if properties is None else properties.find(named(name))
    return found is not None and found.get(named("val"), "1") not in ("0", "false", "off", "none")
