"""The styles of a Word document: A4, black on white, in British English."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

if TYPE_CHECKING:
    from docx.document import Document as File

LANGUAGE: Final = "en-GB"
DANGER, CAUTION, QUIET, WRITING, TABLE = "Danger", "Caution", "Quiet", "Writing", "Table"
FRAMES: Final = {
    DANGER: {"top": 24, "left": 24, "bottom": 24, "right": 24},
    CAUTION: {"top": 4, "left": 24, "bottom": 4, "right": 4},
    WRITING: {"bottom": 4, "between": 4},
}
"""The lines around a style, by side, in eighths of a point: they are seen in black and white."""
SIZES: Final = {
    "Heading 1": (17, 0, 4),
    "Heading 2": (13, 11, 3),
    "Heading 3": (11, 7, 2),
    "Header": (9, 0, 0),
    "Footer": (9, 0, 0),
}
"""How large the letters of a style are, and how much room is before and after it, in points."""
LEVELS: Final = {"List Bullet": "\N{BULLET}", "List Bullet 2": "\N{EN DASH}"}
LIST: Final = 99
"""The number of our list, which no list of the empty file has."""
BLACK, GREY = RGBColor(0, 0, 0), RGBColor(0x40, 0x40, 0x40)
TEXT_WIDTH: Final = Mm(174)


def dress(file: "File", title: str, *, deep: bool) -> None:
    """Set up an empty file: its page, its styles, its title and its language.

    `deep` margins have room for several lines at the top and the foot.
    """
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin, section.bottom_margin = (Mm(23), Mm(26)) if deep else (Mm(17), Mm(20))
    section.header_distance = section.footer_distance = Mm(9)
    _describe(file, title)
    _suit_styles(file)
    _add_styles(file)


def _describe(file: "File", title: str) -> None:
    """Write title and language; when it was made is nobody's business, and would differ."""
    core = file.core_properties
    core.title, core.language, core.author, core.comments = title, LANGUAGE, "cse-check", ""
    for name in ("dcterms:created", "dcterms:modified"):
        for element in core._element.findall(qn(name)):
            core._element.remove(element)
    languages = [*file.styles.element.iter(qn("w:lang"))]
    for language in (*languages, *file.settings.element.iter(qn("w:themeFontLang"))):
        language.set(qn("w:val"), LANGUAGE)


def _suit_styles(file: "File") -> None:
    normal = _style(file, "Normal")
    normal.font.name, normal.font.size = "Arial", Pt(9.5)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(3), 1.05
    for name, (size, before, after) in SIZES.items():
        style = _style(file, name)
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)
        style.font.name, style.font.size, style.font.color.rgb = "Arial", Pt(size), BLACK
        for fonts in style.element.iter(qn("w:rFonts")):
            for attribute in [each for each in fonts.attrib if each.endswith("Theme")]:
                del fonts.attrib[attribute]
    for name in LEVELS:
        _style(file, name).paragraph_format.space_after = Pt(2)
    _nest_lists(file)
    stops = _style(file, "Footer").paragraph_format.tab_stops
    stops.clear_all()
    stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)


def _nest_lists(file: "File") -> None:
    """Make one list of two levels of the two styles, so that a detail belongs to its entry."""
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
        f'<w:pStyle w:val="{file.styles[name].style_id}"/><w:lvlText w:val="{mark}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{360 * (level + 1)}" w:hanging="360"/>'
        "</w:pPr></w:lvl>"
        for level, (name, mark) in enumerate(LEVELS.items())
    )
    numbering = file.part.numbering_part.element
    kind = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{LIST}">{levels}</w:abstractNum>'
    numbering.insert(0, parse_xml(kind))
    numbering.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{LIST}"><w:abstractNumId w:val="{LIST}"/></w:num>'
        )
    )
    for level, name in enumerate(LEVELS):
        place = _style(file, name).element.get_or_add_pPr().get_or_add_numPr()
        place.get_or_add_numId().val, place.get_or_add_ilvl().val = LIST, level


def _add_styles(file: "File") -> None:
    for name in (DANGER, CAUTION, QUIET, WRITING, TABLE):
        style = file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = file.styles["Normal"]
        if name in FRAMES:
            style.element.get_or_add_pPr().append(_frame(FRAMES[name]))
    _style(file, DANGER).font.size = Pt(12)
    for name in (DANGER, CAUTION):
        _style(file, name).paragraph_format.space_before = Pt(6)
        _style(file, name).paragraph_format.space_after = Pt(6)
    _style(file, QUIET).font.color.rgb, _style(file, QUIET).font.size = GREY, Pt(9)
    _style(file, TABLE).paragraph_format.space_after = Pt(0)
    _style(file, WRITING).paragraph_format.space_before = Pt(10)


def _frame(sides: Mapping[str, int]) -> Any:
    """Return the lines around a paragraph; those of paragraphs of one style become one frame."""
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="{width}" w:space="4" w:color="000000"/>'
        for side, width in sides.items()
    )
    return parse_xml(f"<w:pBdr {nsdecls('w')}>{lines}</w:pBdr>")


def _style(file: "File", name: str) -> "ParagraphStyle":
    style = file.styles[name]
    if not isinstance(style, ParagraphStyle):
        raise TypeError(f"{name}: is no style of a paragraph")
    return style
