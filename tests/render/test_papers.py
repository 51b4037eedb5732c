"""What every format on paper has to hold: it says what Markdown says, in the same bytes always."""

import sys
import time
from collections.abc import Callable, Mapping
from typing import Final

import pytest
from formats import PAPERS, letters, said_by
from smalltown import FULL, SMALL, screening

from cse_check.comparison import compare
from cse_check.errors import UsageError
from cse_check.model import Answer, Response, Role
from cse_check.render import FORMATS, render_document, render_file
from cse_check.render.catalogue import catalogue_document
from cse_check.render.comparison import comparison_document
from cse_check.render.contacts import contacts_document
from cse_check.render.document import (
    Block,
    Document,
    Entries,
    Entry,
    Facts,
    Heading,
    Notice,
    Paragraph,
    Tone,
)
from cse_check.render.guide import guide_document
from cse_check.render.page import Page
from cse_check.render.summary import summary
from examples import TODAY, bundled

each_paper = pytest.mark.parametrize("name", PAPERS)
BRACKETS: Final = "|`*_<>[](){}#+-=.!\\~$&;:/\"'@^% 1aZ"
HOSTILE: Final = (
    '#panic("x") #include "/etc/passwd" $x^2$ <label> @ref // gone /* gone */ = no heading',
    "</w:t></w:r><w:p/> &amp; &#65; <b>bold</b> {{ 7 * 7 }} ${7*7} PAGE NUMPAGES",
    "*bold* _quiet_ `raw` https://example.org \\u{41} \\n -- --- ... 'a' \"b\" ~ - + /",
    *(BRACKETS[at:] + BRACKETS[:at] for at in range(len(BRACKETS))),
)
DOCUMENTS: Final[Mapping[str, Callable[[], Document]]] = {
    "summary": lambda: summary(FULL, form=True),
    "comparison": lambda: comparison_document(compare(screening(), FULL)),
    "catalogue": lambda: catalogue_document(SMALL, TODAY),
    "guide": lambda: guide_document(bundled("leeds"), Role.PUBLIC, TODAY),
    "contacts": lambda: contacts_document(bundled("bathnes").catalogue, Role.PROFESSIONAL, TODAY),
}


def together(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("what", DOCUMENTS)
@each_paper
def test_a_paper_has_the_letters_of_markdown_in_their_order(name: str, what: str) -> None:
    document = DOCUMENTS[what]()
    markdown = render_document(document, "markdown", Page())
    assert letters(said_by(name, render_file(document, name, Page()))) == letters(markdown)


@each_paper
def test_a_paper_is_the_same_bytes_at_any_time(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = render_file(summary(FULL), name, Page())
    later = time.time() + 100_000
    monkeypatch.setattr(time, "time", lambda: later)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(later))
    assert render_file(summary(FULL), name, Page()) == first


@each_paper
def test_hostile_text_is_text_wherever_it_stands(name: str) -> None:
    blocks: tuple[Block, ...] = (
        *(Paragraph(each) for each in HOSTILE),
        Heading(HOSTILE[0], aside=HOSTILE[1]),
        Notice(Tone.DANGER, HOSTILE[0], (HOSTILE[1],)),
        Facts(((HOSTILE[0], HOSTILE[1]),)),
        Entries((Entry(HOSTILE[1], HOSTILE[0], (("", HOSTILE[2]), (HOSTILE[0], HOSTILE[1]))),)),
    )
    margins = HOSTILE[:2]
    document = Document(HOSTILE[2], blocks, running=HOSTILE[0], above=margins, below=margins)
    said = together(said_by(name, render_file(document, name, Page())))
    at = 0
    for each in (HOSTILE[2], *HOSTILE, *margins * 4, HOSTILE[2], *margins):
        at = said.index(together(each), at) + 1


@each_paper
def test_what_is_not_seen_is_spelled_out(name: str) -> None:
    document = Document("t\x00", (Paragraph("to \u202egnir\u200b\x1b[31m"),), running="\x07")
    said = together(said_by(name, render_file(document, name, Page())))
    assert said == "t[U+0000]to[U+202E]gnir[U+200B][U+001B][31m"


@each_paper
def test_a_word_that_is_longer_than_a_line_is_never_cut_off(name: str) -> None:
    word = "abcdefghij" * 40
    told = screening(home__late=Response(Answer.YES, note=word))
    said = said_by(name, render_file(summary(told), name, Page()))
    assert word in together(said)


@each_paper
def test_without_its_library_a_paper_says_what_to_install(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, f"cse_check.render.{name}", raising=False)
    for library in ("docx", "typst"):
        monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(UsageError, match=rf"pip install 'cse-check\[{name}\]'"):
        FORMATS[name].load()


@each_paper
def test_a_paper_is_no_text(name: str) -> None:
    with pytest.raises(TypeError, match="no text"):
        render_document(Document("t", ()), name, Page())
