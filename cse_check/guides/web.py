"""A web page: its lists, headings and tables; never its menus, scripts or comments.

lxml does the work. It is told to fetch nothing, and HTML has no entities of its own.
"""

import re
from typing import Any, Final

from cse_check.errors import Fault, InvalidFileError
from cse_check.guides.extras import needed
from cse_check.guides.lines import Dropped, Line, LineKind
from cse_check.guides.tables import Grid
from cse_check.guides.tidying import has_words, is_title, split_mark, tidied

SILENT: Final = frozenset(
    {"head", "script", "style", "template", "noscript", "svg", "math", "iframe", "object", "embed",
     "canvas", "audio", "video", "map", "select", "datalist", "input", "textarea"}
)  # fmt: skip
"""What is never text of a page, and is left out without a word."""
FURNITURE: Final = {"nav": "a menu of the page"}
PAGE_ENDS: Final = {"header": "the head of the page", "footer": "the foot of the page"}
ROLES: Final = {
    "navigation": "a menu of the page",
    "banner": "the head of the page",
    "contentinfo": "the foot of the page",
    "search": "a search of the page",
}
DEBRIS: Final = re.compile(r"(?:^|[-_\s])(?:cookies?|breadcrumbs?|skip-?link)", re.IGNORECASE)
"""Words in the class or id of what no page's own text is in."""
HIDDEN_STYLES: Final = ("display:none", "visibility:hidden")
HIDDEN: Final = "hidden on the page as it was saved"
WITHIN: Final = frozenset({"main", "article", "section"})
HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
BLOCKS: Final = frozenset(HEADINGS) | {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "details", "dialog",
    "dd", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header",
    "hgroup", "hr", "html", "legend", "li", "main", "menu", "ol", "p", "pre", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
LISTS: Final = frozenset({"ul", "ol", "menu", "dir"})
EXCERPT: Final = 200
MOST_LINES: Final = 20_000


def web_lines(text: str, name: str) -> tuple[tuple[Line, ...], tuple[Dropped, ...]]:
    """Return the lines of a web page, and what was left out of them.

    Raises:
        InvalidFileError: it is nested deeper than it can be read, or has too many lines.
        UsageError: the extra is not installed.
    """
    with needed("a web page"):
        from lxml import etree, html
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = html.document_fromstring(text.encode("utf-8"), parser=parser)
    except etree.ParserError:  # there is nothing in it but comments
        return (), ()
    if any("depth" in each.message for each in parser.error_log):  # the rest would be missing
        raise _refused(name, "is nested deeper than is read: save its text as UTF-8 text")
    page = _Page(name)
    page.read(root)
    numbered = (line._replace(number=at) for at, line in enumerate(page.lines, start=1))
    return tuple(numbered), tuple(page.dropped)


class _Page:
    """Reads one page: walks its elements in order, and closes a line where a block ends."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.lines: list[Line] = []
        self.dropped: list[Dropped] = []
        self._said: list[str] = []
        self._mark = ""
        self._kinds: list[Line] = [Line(0, "")]
        self._lists = 0
        self._heading = 0
        self._tables = 0

    def read(self, element: Any) -> None:
        """Read an element and all in it. libxml2 refuses to nest deeper than 256 of them."""
        tag = element.tag
        if not isinstance(tag, str) or tag in SILENT or self._is_button(tag):
            return
        if why := _left_out(element):
            self._drop(element, why)
        elif tag == "br":
            self._break()
        elif _is_ignored_mark(element):
            self._mark = tidied(element.text_content())
        elif tag == "table" and not _is_layout(element):
            self._read_table(element)
        elif tag in BLOCKS:
            self._read_block(element, tag)
        else:
            self._read_children(element)

    def _is_button(self, tag: str) -> bool:
        """Return whether this is a button; one in a heading opens what stands below it."""
        return tag == "button" and self._kinds[-1].kind is not LineKind.HEADING

    def _read_children(self, element: Any) -> None:
        self._said.append(element.text or "")
        for child in element:
            self.read(child)
            self._said.append(child.tail or "")

    def _read_block(self, element: Any, tag: str) -> None:
        self._end()
        self._lists += tag in LISTS
        self._kinds.append(self._kind_of(element, tag))
        self._read_children(element)
        self._end()
        self._kinds.pop()
        self._lists -= tag in LISTS

    def _kind_of(self, element: Any, tag: str) -> Line:
        within = self._kinds[-1]
        if _is_hidden(element) and HIDDEN not in within.notes:
            within = within._replace(notes=(*within.notes, HIDDEN))
        if tag in HEADINGS:
            self._heading = HEADINGS[tag]
            return within._replace(kind=LineKind.HEADING, level=self._heading)
        if tag == "dt":
            return within._replace(kind=LineKind.HEADING, level=self._heading + 1)
        if tag in ("li", "dd"):
            return within._replace(kind=LineKind.ITEM, level=max(self._lists, 1))
        if tag == "p" and "MsoListParagraph" in element.get("class", ""):
            return within._replace(kind=LineKind.ITEM, level=max(self._lists, 1))
        if tag in LISTS or tag == "dl":
            return within._replace(kind=LineKind.TEXT, level=0)
        return within

    def _break(self) -> None:
        """End a line at a line break; a heading goes on."""
        if self._kinds[-1].kind is LineKind.HEADING:
            self._said.append(" ")
        else:
            self._end()

    def _end(self) -> None:
        """Close the line that was being read, if anything is in it."""
        text, self._said = tidied("".join(self._said)), []
        if not has_words(text):
            return
        if len(self.lines) == MOST_LINES:
            raise _refused(self._name, f"has more than {MOST_LINES:,} lines, the limit")
        mark, rest = split_mark(text)
        line = self._kinds[-1]
        if (mark or self._mark) and line.kind in (LineKind.TEXT, LineKind.ITEM, LineKind.CELL):
            line = line._replace(kind=LineKind.ITEM, level=max(line.level, self._lists, 1))
            text = rest
        self.lines.append(line._replace(text=text, mark=mark or self._mark))
        self._mark = ""

    def _read_table(self, element: Any) -> None:
        self._end()
        self._tables += 1
        grid = Grid()
        for part in element.iter("caption", "table", "thead", "tbody", "tfoot", "tr"):
            self._read_beside_cells(part)
        for row in element.iter("tr"):
            grid.begin_row()
            cells = list(row.iterchildren("td", "th"))
            for cell in cells:
                place = grid.put(_span(cell, "colspan"), _span(cell, "rowspan"))
                text = tidied(cell.text_content()) if len(cells) == 1 else ""
                self._kinds.append(
                    Line(
                        0,
                        "",
                        LineKind.HEADING if is_title(text) else LineKind.CELL,
                        table=self._tables,
                        row=place.row,
                        column=place.column,
                    )
                )
                self._read_children(cell)
                self._end()
                self._kinds.pop()

    def _read_beside_cells(self, part: Any) -> None:
        """Read a table's caption, and text that stands in no cell, as on a page with errors."""
        if part.tag == "caption":
            self._read_block(part, part.tag)
        else:
            self._said += [part.text or "", *(child.tail or "" for child in part)]
            self._end()

    def _drop(self, element: Any, why: str) -> None:
        if text := tidied(" ".join(element.itertext())):
            short = text if len(text) <= EXCERPT else f"{text[: EXCERPT - 4]} ..."
            self.dropped.append(Dropped(short, why))


def _left_out(element: Any) -> str | None:
    """Return what an element is that is no part of the guide, or None."""
    tag, role = str(element.tag), element.get("role", "")
    if DEBRIS.search(f"{element.get('class', '')} {element.get('id', '')}"):
        return "what a page is used with: cookies, or where it stands on its site"
    if tag in FURNITURE:
        return FURNITURE[tag]
    if tag in PAGE_ENDS or role in ROLES:
        if any(each.tag in WITHIN for each in element.iterancestors()):
            return None
        if element.find(".//h1") is not None or element.find(".//main") is not None:
            return None
        return ROLES.get(role) or PAGE_ENDS[tag]
    return None


def _is_hidden(element: Any) -> bool:
    style = element.get("style", "").replace(" ", "").lower()
    return element.get("hidden") is not None or any(each in style for each in HIDDEN_STYLES)


def _is_ignored_mark(element: Any) -> bool:
    """Return whether this is the bullet that Word writes into a page beside its list."""
    return "mso-list:ignore" in element.get("style", "").replace(" ", "").lower()


def _is_layout(table: Any) -> bool:
    """Return whether a table only places things on the page: one column, or tables within it."""
    if table.find(".//table") is not None:
        return True
    rows = [list(row.iterchildren("td", "th")) for row in table.iter("tr")]
    return all(len(row) < 2 for row in rows)


def _span(cell: Any, name: str) -> int:
    said = cell.get(name, "1").strip()
    return min(int(said), 1000) if said.isascii() and said.isdecimal() and said != "0" else 1


def _refused(name: str, problem: str) -> InvalidFileError:
    return InvalidFileError([Fault(name, 1, 1, "", problem)])
