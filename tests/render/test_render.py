"""The summary in every format: exact output at a fixed width, and what must hold in all of them."""

import re
from html import unescape
from pathlib import Path

import msgspec
import pytest
from formats import SCREENED, TEXTS
from hypothesis import given
from hypothesis import strategies as st
from inline_snapshot import snapshot
from markdown_it import MarkdownIt
from smalltown import BATHNES, FULL, LEEDS, SMALL, screening

from cse_check.model import Answer, Edition, Manner, Response, Role
from cse_check.render import FORMATS, render
from cse_check.render.areas import areas_document
from cse_check.render.contacts import contacts_document
from cse_check.render.guide import guide_document
from cse_check.render.markdown import escape, escape_line
from cse_check.render.page import Page, page_width
from cse_check.render.terminal import render_document as as_screen
from cse_check.render.text import render_document as as_text
from cse_check.screening import Screening, screen
from cse_check.unseen import visible
from examples import AREAS, TODAY, bundled

EDITIONS = [bundled(area) for area in AREAS]


def test_the_text_summary_is_exactly_this() -> None:
    assert render(FULL, "text", Page(72)) == snapshot("""\
Child sexual exploitation checklist: Smalltown
==============================================

Case reference: SMT-7
Date:           21 November 2026
For:            professionals

A prompt and a record, never an assessment.

*** If a child is in immediate danger, ring 999 now. ***

Urgent (1 of 2 flagged)
-----------------------

These may mean harm now. Do not wait to finish anything: ring. The label
'urgent' is cse-check's own, not the guide's; anything without it may be
just as serious.

- Is hurt

Flagged (2 of 4)
----------------

Home (grouped by cse-check) (2 of 3)

- Comes home late
  Guide: “late/away”
  When: in the past (past harm counts)
  Basis: opinion
  Note: Twice | in May.
    # `b` <b>

- Is hurt

Still to find out (1 of 4)
--------------------------

Asked, and not known. Each is something to find out.

- Is away overnight

Not asked (0 of 4)
------------------

Every indicator has an answer.

Answered no (1 of 4)
--------------------

Is absent.

- Is absent
  Note: Register seen.

*** Absence of indicators does not mean that a child is safe. ***
A child can be abused or exploited with none of these signs, or with
signs that nobody has seen yet. If you are worried, ring somebody,
whatever this list shows.
This area's guide does not say so. Bath & North East Somerset Council's
guide does, and cse-check says so for every area.

Whom to ring (for professionals)
--------------------------------

cse-check has not rung any of these numbers: check before you rely on
one.

- 999: Police
  immediate danger; for anyone
  Source: Smalltown Council, Our page (undated)

- 01632 960001, option 1: Duty Team
  office hours: 9 to 5; for professionals
  Source: Smalltown Council, Our guide (May 2024, 2 years old)
  Note: Ask for the manager.

What the sources leave open

- No number is for the public.

What to do next
---------------

- Act: Ring somebody.

From Smalltown Council, Our guide (May 2024, 2 years old), in
cse-check's words.

Where this comes from
---------------------

Law, guidance, teams and numbers change. The age of each source is shown
beside it.

- Smalltown Council, Our guide (May 2024, 2 years old)
- Smalltown Council, Our page (undated)
  https://smalltown.example/ring

Catalogue: smalltown, revision 2026-11-01
SHA-256:   1e38ecc54ea5c86ec2a5ea016de341a5534ee1171ec1b5cab8057e87f4de8
  469
Made with: cse-check 0.1.0, on 21 November 2026

Nothing here proves who completed it.
""")


def test_the_markdown_summary_is_exactly_this() -> None:
    assert render(FULL, "markdown", Page()) == snapshot("""\
# Child sexual exploitation checklist: Smalltown

* Case reference: SMT-7
* Date: 21 November 2026
* For: professionals

A prompt and a record, never an assessment.

> **If a child is in immediate danger, ring 999 now.**

## Urgent (1 of 2 flagged)

These may mean harm now. Do not wait to finish anything: ring. The label 'urgent' is cse-check's own, not the guide's; anything without it may be just as serious.

- Is hurt

## Flagged (2 of 4)

### Home (grouped by cse-check) (2 of 3)

- Comes home late
  - Guide: “late/away”
  - When: in the past (past harm counts)
  - Basis: opinion
  - Note: Twice | in May.

    \\# \\`b\\` \\<b>
- Is hurt

## Still to find out (1 of 4)

Asked, and not known. Each is something to find out.

- Is away overnight

## Not asked (0 of 4)

Every indicator has an answer.

## Answered no (1 of 4)

Is absent.

- Is absent
  - Note: Register seen.

> **Absence of indicators does not mean that a child is safe.**
>
> A child can be abused or exploited with none of these signs, or with signs that nobody has seen yet. If you are worried, ring somebody, whatever this list shows.
>
> This area's guide does not say so. Bath & North East Somerset Council's guide does, and cse-check says so for every area.

## Whom to ring (for professionals)

cse-check has not rung any of these numbers: check before you rely on one.

- **999**: Police
  - immediate danger; for anyone
  - Source: Smalltown Council, Our page (undated)
- **01632 960001, option 1**: Duty Team
  - office hours: 9 to 5; for professionals
  - Source: Smalltown Council, Our guide (May 2024, 2 years old)
  - Note: Ask for the manager.

### What the sources leave open

- No number is for the public.

## What to do next

- **Act**: Ring somebody.

From Smalltown Council, Our guide (May 2024, 2 years old), in cse-check's words.

## Where this comes from

Law, guidance, teams and numbers change. The age of each source is shown beside it.

- Smalltown Council, Our guide (May 2024, 2 years old)
- Smalltown Council, Our page (undated)
  - https://smalltown.example/ring

* Catalogue: smalltown, revision 2026-11-01
* SHA-256: 1e38ecc54ea5c86ec2a5ea016de341a5534ee1171ec1b5cab8057e87f4de8469
* Made with: cse-check 0.1.0, on 21 November 2026

Nothing here proves who completed it.
""")


def test_the_screen_without_colours_is_exactly_this() -> None:
    assert render(FULL, "terminal", Page(60)) == snapshot("""\
Child sexual exploitation checklist: Smalltown

Case reference  SMT-7
Date            21 November 2026
For             professionals

A prompt and a record, never an assessment.

▌ If a child is in immediate danger, ring 999 now.

Urgent ────────────────────────────────────── 1 of 2 flagged
These may mean harm now. Do not wait to finish anything:
ring. The label 'urgent' is cse-check's own, not the
guide's; anything without it may be just as serious.
 • Is hurt

Flagged ───────────────────────────────────────────── 2 of 4

Home (grouped by cse-check)  2 of 3
 • Comes home late
   Guide: “late/away”
   When: in the past (past harm counts)
   Basis: opinion
   Note: Twice | in May.
   # `b` <b>

 • Is hurt

Still to find out ─────────────────────────────────── 1 of 4
Asked, and not known. Each is something to find out.
 • Is away overnight

Not asked ─────────────────────────────────────────── 0 of 4
Every indicator has an answer.

Answered no ───────────────────────────────────────── 1 of 4
Is absent.
 • Is absent
   Note: Register seen.

▌ Absence of indicators does not mean that a child is safe.
▌ A child can be abused or exploited with none of these
▌ signs, or with signs that nobody has seen yet. If you are
▌ worried, ring somebody, whatever this list shows.
▌ This area's guide does not say so. Bath & North East
▌ Somerset Council's guide does, and cse-check says so for
▌ every area.

Whom to ring ───────────────────────────── for professionals
cse-check has not rung any of these numbers: check before
you rely on one.
 • 999  Police
   immediate danger; for anyone
   Source: Smalltown Council, Our page (undated)

 • 01632 960001, option 1  Duty Team
   office hours: 9 to 5; for professionals
   Source: Smalltown Council, Our guide (May 2024, 2 years
   old)
   Note: Ask for the manager.

What the sources leave open
 • No number is for the public.

What to do next ────────────────────────────────────────────
 • Act  Ring somebody.
From Smalltown Council, Our guide (May 2024, 2 years old),
in cse-check's words.

Where this comes from ──────────────────────────────────────
Law, guidance, teams and numbers change. The age of each
source is shown beside it.
 • Smalltown Council, Our guide (May 2024, 2 years old)
 • Smalltown Council, Our page (undated)
   https://smalltown.example/ring

Catalogue  smalltown, revision 2026-11-01
SHA-256    1e38ecc54ea5c86ec2a5ea016de341a5534ee1171ec1b5cab
           8057e87f4de8469
Made with  cse-check 0.1.0, on 21 November 2026

Nothing here proves who completed it.
""")


def test_the_record_is_exactly_this_but_for_the_catalogue() -> None:
    record = msgspec.json.decode(render(FULL, "json", Page()))
    record.pop("catalogue")
    assert record == snapshot(
        {
            "format": 1,
            "tool": {"name": "cse-check", "version": "0.1.0"},
            "nature": "A prompt and a record, never an assessment.",
            "case_ref": "SMT-7",
            "screened_on": "2026-11-21",
            "role": "professional",
            "immediate_danger": "If a child is in immediate danger, ring 999 now.",
            "urgent": {
                "statement": "These may mean harm now. Do not wait to finish anything: ring. The label 'urgent' is cse-check's own, not the guide's; anything without it may be just as serious.",
                "indicators": ["home.hurt"],
            },
            "flagged": ["home.late", "home.hurt"],
            "not_known": ["home.away"],
            "unanswered": [],
            "answered_no": ["school.absent"],
            "narrative": {
                "worry": None,
                "childs_words": None,
                "going_well": None,
                "who_was_told": None,
                "parents": None,
                "decision": None,
                "completed_by": None,
            },
            "caveat": {
                "statement": "Absence of indicators does not mean that a child is safe.",
                "more": "A child can be abused or exploited with none of these signs, or with signs that nobody has seen yet. If you are worried, ring somebody, whatever this list shows.",
                "source": "This area's guide does not say so. Bath & North East Somerset Council's guide does, and cse-check says so for every area.",
            },
            "whom_to_ring": {
                "statement": "cse-check has not rung any of these numbers: check before you rely on one.",
                "contacts": [
                    {
                        "phone": "999",
                        "option": None,
                        "team": "Police",
                        "audience": "anyone",
                        "hours": "any",
                        "hours_text": "immediate danger",
                        "note": None,
                        "source": "Smalltown Council, Our page",
                        "source_dated": "undated",
                    },
                    {
                        "phone": "01632 960001",
                        "option": "option 1",
                        "team": "Duty Team",
                        "audience": "professional",
                        "hours": "office",
                        "hours_text": "9 to 5",
                        "note": "Ask for the manager.",
                        "source": "Smalltown Council, Our guide",
                        "source_dated": "May 2024, 2 years old",
                    },
                ],
                "gaps": ["No number is for the public."],
            },
            "what_next": [{"name": "Act", "text": "Ring somebody.", "source": "guide"}],
            "provenance": {
                "statement": "Law, guidance, teams and numbers change. The age of each source is shown beside it.",
                "area": "smalltown",
                "authority": "Smalltown Council",
                "revision": "2026-11-01",
                "sha256": "1e38ecc54ea5c86ec2a5ea016de341a5534ee1171ec1b5cab8057e87f4de8469",
                "sources": [
                    {
                        "id": "guide",
                        "title": "Our guide",
                        "publisher": "Smalltown Council",
                        "published": "2024-05",
                        "dated": "May 2024, 2 years old",
                        "url": None,
                    },
                    {
                        "id": "page",
                        "title": "Our page",
                        "publisher": "Smalltown Council",
                        "published": None,
                        "dated": "undated",
                        "url": "https://smalltown.example/ring",
                    },
                ],
            },
            "supersedes": None,
            "answers": {
                "home.late": {
                    "answer": "yes",
                    "when": "past",
                    "basis": "opinion",
                    "note": """\
Twice | in May.
# `b` <b>\
""",
                },
                "home.away": {"answer": "not-known", "when": None, "basis": None, "note": None},
                "home.hurt": {"answer": "yes", "when": None, "basis": None, "note": None},
                "school.absent": {
                    "answer": "no",
                    "when": None,
                    "basis": None,
                    "note": "Register seen.",
                },
            },
            "digest": "f1dcf002e0f9fa5b2ec3f901ae62b3d86478e071358e24fa928eb1870062d6b4",
        }
    )


def test_the_contacts_page_is_exactly_this() -> None:
    document = contacts_document(SMALL.catalogue, Role.PROFESSIONAL, TODAY)
    assert as_text(document, Page(60)) == snapshot("""\
Smalltown: whom to ring
=======================

*** If a child is in immediate danger, ring 999 now. ***

Whom to ring (for professionals)
--------------------------------

cse-check has not rung any of these numbers: check before
you rely on one.

- 999: Police
  immediate danger; for anyone
  Source: Smalltown Council, Our page (undated)

- 01632 960001, option 1: Duty Team
  office hours: 9 to 5; for professionals
  Source: Smalltown Council, Our guide (May 2024, 2 years
    old)
  Note: Ask for the manager.

What the sources leave open

- No number is for the public.

*** Absence of indicators does not mean that a child is
safe. ***
A child can be abused or exploited with none of these signs,
or with signs that nobody has seen yet. If you are worried,
ring somebody, whatever this list shows.
This area's guide does not say so. Bath & North East
Somerset Council's guide does, and cse-check says so for
every area.
""")


def test_the_guide_page_is_exactly_this() -> None:
    document = guide_document(SMALL, Role.PUBLIC, TODAY)
    assert as_text(document, Page(60)) == snapshot("""\
Smalltown: child sexual exploitation in brief
=============================================

*** If a child is in immediate danger, ring 999 now. ***

What it is
----------

What it is.

From Smalltown Council, Our guide (May 2024, 2 years old).

Whom it affects
---------------

Anyone.

From Smalltown Council, Our guide (May 2024, 2 years old).

What to do
----------

- Act: Ring somebody.

From Smalltown Council, Our guide (May 2024, 2 years old),
in cse-check's words.

*** Absence of indicators does not mean that a child is
safe. ***
A child can be abused or exploited with none of these signs,
or with signs that nobody has seen yet. If you are worried,
ring somebody, whatever this list shows.
This area's guide does not say so. Bath & North East
Somerset Council's guide does, and cse-check says so for
every area.

Whom to ring (for the public)
-----------------------------

cse-check has not rung any of these numbers: check before
you rely on one.

- 999: Police
  immediate danger; for anyone
  Source: Smalltown Council, Our page (undated)

What the sources leave open

- No number is for the public.

Where this comes from
---------------------

Law, guidance, teams and numbers change. The age of each
source is shown beside it.

- Smalltown Council, Our guide (May 2024, 2 years old)
- Smalltown Council, Our page (undated)
  https://smalltown.example/ring

Catalogue: smalltown, revision 2026-11-01
SHA-256:   1e38ecc54ea5c86ec2a5ea016de341a5534ee1171ec1b5cab
  8057e87f4de8469
""")


def test_the_areas_page_is_exactly_this() -> None:
    document = areas_document([(SMALL, "small.yaml (--catalogue-dir)")], TODAY)
    assert as_text(document, Page(60)) == snapshot("""\
Areas
=====

- smalltown: Smalltown Council
  Also: small
  Guide: Our guide (May 2024, 2 years old)
  File: small.yaml (--catalogue-dir)
  Revision: 2026-11-01
""")


def test_no_area_at_all_is_said() -> None:
    assert "No catalogue was found." in as_text(areas_document([], TODAY), Page())


ORDER = [
    "ring 999 now",
    "Urgent",
    "Flagged",
    "Still to find out",
    "Not asked",
    "Answered no",
    "Absence of indicators does not mean that a child is safe.",
    "Whom to ring",
    "What to do next",
    "Where this comes from",
    "SHA-256",
]


@pytest.mark.parametrize("name", ["terminal", "text", "markdown"])
def test_the_order_is_the_same_in_every_format(name: str) -> None:
    text = render(FULL, name, Page())
    places = [re.search(rf"^\W*(If a child.*)?{re.escape(each)}", text, re.M) for each in ORDER]
    assert None not in places
    starts = [place.start() for place in places if place]
    assert starts == sorted(starts)


def test_the_record_has_its_keys_in_the_order_of_the_summary() -> None:
    keys = list(msgspec.json.decode(render(FULL, "json", Page())))
    wanted = ["immediate_danger", "urgent", "flagged", "not_known", "unanswered", "answered_no"]
    wanted += ["caveat", "whom_to_ring", "what_next", "provenance"]
    assert [key for key in keys if key in wanted] == wanted


def words(text: str) -> str:
    """Return a rendered text without its markup and line breaks."""
    text = unescape(re.sub(r"<style>.*?</style>|</?[a-z][^>]*>", " ", text, flags=re.S))
    return " ".join(re.sub(r"[\\*|▌>]", "", text).split())


def everything(screening: Screening, name: str) -> str:
    return words(render(screening, name, Page(80)))


ANSWERS = st.dictionaries(
    st.sampled_from([indicator.id for indicator in LEEDS.catalogue.indicators]),
    st.builds(Response, st.sampled_from([*Answer, None])),
)


@pytest.mark.parametrize("name", SCREENED)
@given(answers=ANSWERS)
def test_a_flagged_indicator_and_the_caveat_are_in_every_output(
    name: str, answers: dict[str, Response]
) -> None:
    text = everything(screen(LEEDS, answers, screened_on=TODAY), name)
    assert "Absence of indicators does not mean that a child is safe." in text
    assert "If a child is in immediate danger, ring 999 now." in text
    for indicator in LEEDS.catalogue.indicators:
        response = answers.get(indicator.id)
        if response and response.answer is Answer.YES:
            assert indicator.text in text


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("edition", EDITIONS, ids=AREAS)
@pytest.mark.parametrize("role", Role)
def test_every_number_for_the_role_is_there_with_its_source_and_age(
    name: str, edition: Edition, role: Role
) -> None:
    text = everything(screen(edition, {}, screened_on=TODAY, role=role), name)
    for contact in edition.catalogue.contacts_for(role):
        source = edition.catalogue.source(contact.source)
        for part in (contact.phone, contact.team, source.title, source.dated(TODAY)):
            assert words(part) in text
    assert "check before you rely on one" in text


@pytest.mark.parametrize("name", ["terminal", "text", "markdown"])
def test_a_number_for_professionals_alone_is_not_shown_to_the_public(name: str) -> None:
    assert "0113 535 0600" not in everything(
        screen(LEEDS, {}, screened_on=TODAY, role=Role.PUBLIC), name
    )


@pytest.mark.parametrize("name", ["terminal", "text", "markdown"])
def test_nothing_flagged_is_never_said_without_the_warning_beside_it(name: str) -> None:
    text = everything(screen(LEEDS, {}, screened_on=TODAY), name)
    assert (
        "No indicator was answered yes. That does not mean that the child is safe: read on." in text
    )


@pytest.mark.parametrize("name", SCREENED)
def test_no_output_has_a_score_a_level_or_a_word_that_reassures(name: str) -> None:
    for edition in EDITIONS:
        text = everything(screen(edition, {}, screened_on=TODAY), name).lower()
        text = text.replace("does not mean that a child is safe", "")
        text = text.replace("does not mean that the child is safe", "")
        for word in ("low risk", "medium risk", "high risk", "score", "no concern", "is safe", "%"):
            assert word not in text


def test_the_caveat_says_whose_it_is() -> None:
    leeds = everything(screen(LEEDS, {}, screened_on=TODAY), "text")
    assert "This area's guide does not say so. Bath & North East Somerset Council's guide" in leeds
    bathnes = everything(screen(BATHNES, {}, screened_on=TODAY), "text")
    assert "This area's guide does not say so" not in bathnes


@pytest.mark.parametrize("width", [40, 60, 80, 96])
@pytest.mark.parametrize("name", ["terminal", "text"])
@pytest.mark.parametrize("edition", EDITIONS, ids=AREAS)
def test_no_line_is_wider_than_the_page_and_no_word_is_lost(
    width: int, name: str, edition: Edition
) -> None:
    lines = render(screen(edition, {}, screened_on=TODAY), name, Page(width)).split("\n")
    assert max(map(len, lines)) <= width
    folded = words("\n".join(lines))
    assert all(indicator.text in folded for indicator in edition.catalogue.indicators)


@pytest.mark.parametrize("width", [40, 60, 80, 96])
@pytest.mark.parametrize("name", ["terminal", "text"])
@pytest.mark.parametrize("edition", EDITIONS, ids=AREAS)
def test_an_address_that_is_longer_than_a_line_is_never_cut_off(
    width: int, name: str, edition: Edition
) -> None:
    text = render(screen(edition, {}, screened_on=TODAY), name, Page(width))
    together = re.sub(r"\s+", "", text)
    actions = " ".join(action.text for action in edition.catalogue.guide.actions)
    addresses = re.findall(r"https?://[^\s,()]+", actions)
    addresses += [source.url for source in edition.catalogue.sources if source.url]
    assert addresses or edition is not LEEDS
    assert [each for each in addresses if each not in together] == []
    assert "…" not in text


def test_a_page_is_never_narrower_than_forty_or_wider_than_ninety_six_columns() -> None:
    assert [page_width(columns) for columns in (10, 40, 80, 200)] == [40, 40, 80, 96]


def test_colours_only_repeat_the_words() -> None:
    coloured = render(FULL, "terminal", Page(80, "256"))
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == render(FULL, "terminal", Page(80))


def test_without_drawing_a_screen_of_ascii_words_is_ascii() -> None:
    document = contacts_document(SMALL.catalogue, Role.PROFESSIONAL, TODAY)
    assert as_screen(document, Page(80, drawing=False)).isascii()


def test_a_suffix_names_its_format() -> None:
    asked = (".md", ".MARKDOWN", ".txt", ".json", ".Fhir.json", ".b.json", ".doc", "")
    named = [FORMATS.for_path(Path(f"a{suffix}")) for suffix in asked]
    assert named == ["markdown", "markdown", "text", "json", "fhir", "json", None, None]


MARKDOWN = {
    "commonmark": MarkdownIt("commonmark"),
    "github": MarkdownIt("gfm-like", {"linkify": False}),
}
PLAIN_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60)
NASTY = st.text(st.sampled_from(list("|`*_<>[](){}#+-=.!\\~$&;:/\"' 1aZ\n")), max_size=60)


def shown(markdown: str, flavour: str) -> str:
    """Return the text that a viewer shows for Markdown; anything but plain structure fails."""
    text = []
    for token in MARKDOWN[flavour].parse(markdown):
        assert token.type not in {"html_block", "fence", "code_block", "hr", "table_open"}, token
        for child in token.children or []:
            assert child.type in {"text", "text_special", "strong_open", "strong_close"}, child
            text.append(child.content)
        text.append(" ")
    return " ".join("".join(text).split())


@pytest.mark.parametrize("flavour", MARKDOWN)
@given(note=PLAIN_TEXT | NASTY)
def test_markdown_shows_any_note_letter_for_letter(flavour: str, note: str) -> None:
    note = visible(note)
    if not note.strip():
        return
    text = render(screening(home__late=Response(Answer.YES, note=note)), "markdown", Page())
    assert f"Note: {' '.join(note.split())}" in shown(text, flavour)


@pytest.mark.parametrize("flavour", MARKDOWN)
@given(line=PLAIN_TEXT | NASTY)
def test_markdown_shows_any_line_letter_for_letter(flavour: str, line: str) -> None:
    folded = " ".join(visible(line).split())
    assert shown(escape_line(visible(line)), flavour) == folded
    if folded:  # a lead is never empty
        assert shown(f"- **{escape(visible(line))}**: x", flavour) == f"{folded}: x"


@pytest.mark.parametrize("edition", EDITIONS, ids=AREAS)
def test_markdown_of_a_bundled_area_is_headings_lists_and_quotes_alone(edition: Edition) -> None:
    text = render(screen(edition, {}, screened_on=TODAY), "markdown", Page())
    assert "Absence of indicators" in shown(text, "commonmark")
    headings = [line for line in text.split("\n") if line.startswith("#")]
    assert MARKDOWN["commonmark"].render(text).count("<h") == len(headings)


def test_a_brief_page_tells_by_category_what_was_not_asked_and_a_file_lists_it() -> None:
    some = screen(LEEDS, {"education.truanting": Response(Answer.YES)}, screened_on=TODAY)
    unasked = some.items(None)
    for format_name in ("text", "terminal"):
        brief = render(some, format_name, Page(brief=True))
        assert "Education: 3 of 4" in brief
        assert [each for each in unasked if f" {each.indicator.text}\n" in brief] == []
        listed = render(some, format_name, Page())
        assert [each for each in unasked if each.indicator.text[:30] not in listed] == []


def test_a_short_list_of_what_was_not_asked_is_a_list_on_a_brief_page_too() -> None:
    assert render(FULL, "text", Page(brief=True)) == render(FULL, "text", Page())


@pytest.mark.parametrize("name", ["text", "markdown", "html", "terminal"])
def test_no_to_the_rest_is_shown_apart_from_a_no_of_its_own(name: str) -> None:
    first, second = [each.id for each in SMALL.catalogue.indicators][:2]
    answers = {first: Response(Answer.NO), second: Response(Answer.NO, given=Manner.REST)}
    page = unescape(render(screen(SMALL, answers, screened_on=TODAY), name, Page(200)))
    texts = {each.id: each.text for each in SMALL.catalogue.indicators}
    assert f"By one 'no to the rest' of a category: {texts[second]}." in page
    assert f"{texts[first]}." in page.partition("Answered no")[2].partition("By one")[0]
