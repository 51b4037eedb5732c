"""The top of the HTML summary, and how it prints."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from chromium import CHROMIUM, look_at, needs_arial
from shells import ids_of

from cse_check.model import Answer, Basis, Response, Role, When
from cse_check.numbers import address
from cse_check.render import render
from cse_check.render.document import Document, Notice, Paragraph, Tone
from cse_check.render.html import render_document
from cse_check.render.page import Page
from cse_check.screening import Screening
from examples import AREAS, bundled, screening

each_area = pytest.mark.parametrize("area", AREAS)


def typical(area: str) -> Screening:
    """Return a case with five flags, each with a note; some are not known, some were not asked."""
    note = "Said so by the form tutor on Monday, and again by a friend on Wednesday."
    yes = Response(Answer.YES, When.CURRENT, Basis.SEEN, note)
    names = ids_of(area)
    answers = dict.fromkeys(names[::9][:5], yes)
    for answer, those in ((Answer.NOT_KNOWN, names[1::4]), (Answer.NO, names[::3])):
        answers = {**dict.fromkeys(those, Response(answer)), **answers}
    return screening(answers, of=bundled(area), case_ref="EX-7")


def page_of(area: str, role: Role = Role.PROFESSIONAL) -> str:
    return render(screening(of=bundled(area), role=role), "html", Page())


@each_area
@pytest.mark.parametrize("role", Role)
def test_the_numbers_and_the_caveat_stand_directly_after_the_danger_line(
    area: str, role: Role
) -> None:
    page = page_of(area, role)
    before, card = page.split('<section class="card"', 1)
    card = card.split("</section>")[0]
    assert before.rstrip().endswith("</div>")
    assert "<h2>" not in before
    assert "ring 999 now" in before
    assert "Absence of indicators does not mean that a child is safe." in card
    for contact in bundled(area).catalogue.contacts_for(role):
        assert f'<a href="{address(contact.phone)}">{contact.phone}</a>' in card


@pytest.mark.parametrize(
    ("phone", "link"),
    [
        ("999", "tel:999"),
        ("0113 376 0336", "tel:+441133760336"),
        ("01225 396312", "tel:+441225396312"),
        ("116 123", "tel:116123"),
        ("(0113) 376-0336", "tel:+441133760336"),
        ("+44 (0)113 376 0336", "tel:+441133760336"),
    ],
)
def test_a_number_is_rung_from_any_country(phone: str, link: str) -> None:
    assert address(phone) == link


def test_a_long_list_of_short_texts_is_set_in_columns_and_contacts_are_not() -> None:
    page = page_of("leeds")
    (columns,) = re.findall(r'<ul class="columns">(.*?)</ul>', page, re.S)
    assert columns.count("<li>") == 45


def test_the_margins_have_the_case_and_the_pages_counted() -> None:
    page = render(typical("leeds"), "html", Page())
    assert '@bottom-left { content: "Case EX-7, Leeds, 21 November 2026"; }' in page
    assert '"Page " counter(page) " of " counter(pages)' in page


def test_what_stands_in_a_margin_can_be_no_style_and_no_markup() -> None:
    running = '"; } body { display: none } </style><b>\\'
    page = render_document(Document("t", (Paragraph("x"),), running=running), Page())
    margin = re.search(r'content: "(.*?)";', page)
    assert margin
    assert re.fullmatch(r"(?:[A-Za-z0-9 ,._-]|\\[0-9a-f]+ )*", margin[1])


def test_a_document_without_a_card_has_none() -> None:
    blocks = (Notice(Tone.DANGER, "x"), Paragraph("y"))
    assert "<section" not in render_document(Document("t", blocks), Page())


# On paper


@pytest.fixture(scope="module", params=AREAS)
def printed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Print a typical case in a browser."""
    if not CHROMIUM:
        pytest.skip("needs Chromium (apt-get install chromium)")
    folder = tmp_path_factory.mktemp("printed")
    page = folder / "page.html"
    page.write_text(render(typical(request.param), "html", Page()), encoding="utf-8")
    paper = folder / "page.pdf"
    paper.write_bytes(look_at(page, folder / "profile").pdf)
    return paper


@needs_arial
def test_a_typical_case_is_printed_on_three_pages_at_most(printed: Path) -> None:
    counts = re.findall(rb"/Count ([0-9]+)", printed.read_bytes())
    assert [int(count) <= 3 for count in counts] == [True]


def test_every_printed_page_says_whose_it_is_and_none_ends_in_a_heading(printed: Path) -> None:
    if not (reader := shutil.which("pdftotext")):
        pytest.skip("needs pdftotext (apt-get install poppler-utils)")
    text = subprocess.run(
        [reader, "-layout", printed, "-"], capture_output=True, text=True, check=True
    ).stdout
    pages = text.rstrip("\f").split("\f")
    for number, page in enumerate(pages, 1):
        *lines, foot = [line.strip() for line in page.splitlines() if line.strip()]
        assert foot.startswith("Case EX-7, ")
        assert foot.endswith(f"Page {number} of {len(pages)}")
        assert not re.search(r"\([0-9]+ of [0-9]+\)$|^Whom|^What|^Where", lines[-1])
