"""The styles of a screen: each reads on black and on white, however few colours there are."""

import re
from datetime import datetime

import pytest
from rich.color import ColorSystem
from rich.style import Style
from rich.terminal_theme import DEFAULT_TERMINAL_THEME

from cse_check.drawing import FEW_COLOURS, MANY_COLOURS, theme
from cse_check.model import Role
from cse_check.render import render
from cse_check.render.page import Colours, Page
from cse_check.render.ringing import contacts_card
from cse_check.render.terminal import render_card
from cse_check.screening import statements_for
from examples import YES, bundled, screening

BLACK, WHITE = (0, 0, 0), (255, 255, 255)
READABLE = 3.8
"""WCAG asks for 4.5 of small type and 3 of large or bold; no grey has 4.5 against both."""

SYSTEMS: dict[Colours, ColorSystem] = {
    "standard": ColorSystem.STANDARD,
    "256": ColorSystem.EIGHT_BIT,
    "truecolor": ColorSystem.TRUECOLOR,
}
each_system = pytest.mark.parametrize("colours", SYSTEMS)


def luminance(colour: tuple[int, int, int]) -> float:
    """Return the relative luminance of WCAG 2."""
    parts = [each / 255 for each in colour]
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """Return the contrast ratio of WCAG 2, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def shown(style: Style, system: ColorSystem) -> tuple[int, int, int] | None:
    """Return the colour that a terminal of this system shows, or None for its own."""
    if style.color is None or style.color.is_default:
        return None
    return tuple(style.color.downgrade(system).get_truecolor(DEFAULT_TERMINAL_THEME))  # type: ignore[return-value]


@each_system
@pytest.mark.parametrize("name", MANY_COLOURS)
def test_every_style_reads_on_black_and_on_white(colours: Colours, name: str) -> None:
    style = theme(colours).styles[name]
    colour = shown(style, SYSTEMS[colours])
    assert style.bgcolor is None
    if colour:
        assert min(contrast(colour, BLACK), contrast(colour, WHITE)) >= READABLE


def test_few_colours_are_none_at_all_and_the_styles_are_the_same() -> None:
    assert FEW_COLOURS.keys() == MANY_COLOURS.keys()
    assert [Style.parse(each).color for each in FEW_COLOURS.values()] == [None] * len(FEW_COLOURS)


@each_system
def test_a_screen_sets_no_colour_but_those_of_the_styles(colours: Colours) -> None:
    leeds = bundled("leeds")
    says = statements_for(leeds.catalogue)
    card = contacts_card(
        leeds.catalogue, Role.PROFESSIONAL, datetime(2026, 11, 20, 16, 10), says,
        width=80, more=["more"],
    )  # fmt: skip
    page = Page(colours=colours)
    drawn = render(screening({"mental-health.self-harm": YES}, of=leeds), "terminal", page)
    drawn += render_card(card, page)
    of_many = re.findall(r"38;5;([0-9]+)", drawn)
    codes = re.sub(r"38;5;[0-9]+", "", drawn)
    assert not re.search(r"\x1b\[(?:[0-9]*;)*(?:[349][0-9]|10[0-7])[;m]", codes)
    assert set(of_many) <= set(re.findall(r"\((\d+)\)", " ".join(MANY_COLOURS.values())))
    assert bool(of_many) is (colours != "standard")
