"""PDFs: columns, tables, bullets and wrapped lines, told by how they stand on the page."""

import pytest
from guides.papers import drawn, one_page, read, shown, stream, texts, typeset

from cse_check.errors import InvalidFileError
from cse_check.guides.pdf import pages

SMALL = "#set page(width: 12cm, height: 18cm, margin: 1.5cm)\n"


def lines_of(source: str) -> list[str]:
    return shown(read(typeset(source)))


def test_marks_of_every_kind_are_told_and_wrapped_items_are_one() -> None:
    long = "a long line that wraps to the second row because it is long enough to do that"
    source = f"""{SMALL}
#set list(marker: "-")
- self-harm
- {long}
#set list(marker: "o")
- new clothes
- {long}
#set list(marker: "\u27a2")
- older friends
- {long}
#set enum(numbering: "a)")
+ first
+ {long}
#set enum(numbering: "1.1", full: true)
+ one
  + {long}
  + two
"""
    assert lines_of(source) == [
        "item1: - self-harm",
        f"item1: - {long}",
        "item1: o new clothes",
        f"item1: o {long}",
        "item1: \u27a2 older friends",
        f"item1: \u27a2 {long}",
        "item1: a) first",
        f"item1: b) {long}",
        "text: 1 one",
        f"item1: 1.1 {long}",
        "item1: 1.2 two",
    ]


def test_a_glyph_without_a_meaning_is_a_bullet_at_the_beginning() -> None:
    source = "#set list(marker: str.from-unicode(0xF0B7))\n- gifts\n- older friends"
    assert lines_of(source) == ["item1: \u2022 gifts", "item1: \u2022 older friends"]


def test_one_dash_at_the_beginning_of_a_row_is_no_bullet() -> None:
    assert lines_of("#set list(marker: [--])\n- and so on") == ["text: \u2013 and so on"]


def test_lines_without_bullets_are_not_run_together() -> None:
    short = ["Going missing", "Older friends", "Unexplained gifts", "Self-harm"]
    long = "Regularly coming home late and not saying where they have been or with whom they were"
    source = f"{SMALL}= Signs\n" + " \\\n".join([*short, long, "Truancy"])
    assert texts(read(typeset(source))) == ["Signs", *short, long, "Truancy"]


def test_paragraphs_are_one_line_each_and_the_second_stands_apart() -> None:
    words = "Exploitation can happen to any child and is never the fault of the child. " * 3
    lines = read(typeset(f"{SMALL}#set par(spacing: 1.6em)\n{words}\n\n{words}")).lines
    assert [line.text for line in lines] == [words.strip(), words.strip()]
    assert lines[1].apart


def test_three_columns_are_read_one_after_the_other() -> None:
    def column(name: str) -> str:
        wrapped = f"{name} goes on for so long that it has to be wrapped in a narrow column"
        items = "\n".join(f"- {name} {at}" for at in range(4))
        return f"== {name}\n{items}\n- {wrapped}"

    page = '#set page(paper: "a4", flipped: true, margin: 1.5cm)\n'
    across = "This row goes across all of the columns, from the left edge to the right one, below."
    source = f"{page}= Leaflet\n#columns(3)[" + "#colbreak()\n".join(
        column(name) + "\n" for name in ("Home", "School", "Health")
    )
    found = lines_of(f"{source}]\n{across} {across}")
    assert found[0] == "heading1: Leaflet"
    assert found[-1] == f"text: {across} {across}"
    assert [line for line in found if "heading2" in line or " 3" in line] == [
        "heading2: Home",
        "item1: \u2022 Home 3",
        "heading2: School",
        "item1: \u2022 School 3",
        "heading2: Health",
        "item1: \u2022 Health 3",
    ]


def test_a_box_beside_running_text_does_not_break_its_sentences() -> None:
    body = "Exploitation is a form of abuse in which somebody takes advantage of a child. " * 3
    source = f"""#grid(columns: (2fr, 1fr), gutter: 8mm, [
{body}
- older friends
- being in cars with unknown adults who do not say who they are or where they are going
], rect(inset: 8pt)[Who to call

Duty Team

01632 960 001

Night Team

01632 960 002])"""
    assert lines_of(source) == [
        f"text: {body.strip()}",
        "item1: \u2022 older friends",
        "item1: \u2022 being in cars with unknown adults who do not say who they are or where they "
        "are going",
        "text: Who to call",
        "text: Duty Team",
        "text: 01632 960 001",
        "text: Night Team",
        "text: 01632 960 002",
    ]


def test_a_table_without_lines_keeps_what_stands_beside_each_other() -> None:
    source = """#table(columns: (5cm, 4cm, 5cm), stroke: none,
      [Duty Team], [01632 960 001], [9am to 5pm],
      [Night Team], [01632 960 002], [out of hours],
      [Police], [999], [emergency])"""
    assert lines_of(source)[:6] == [
        "cell 1.1: Duty Team",
        "cell 1.2: 01632 960 001",
        "cell 1.3: 9am to 5pm",
        "cell 2.1: Night Team",
        "cell 2.2: 01632 960 002",
        "cell 2.3: out of hours",
    ]


def test_cells_with_lines_hold_lists_and_a_row_of_one_cell_is_a_heading() -> None:
    source = """#table(columns: (4cm, 6cm),
      table.cell(colspan: 2)[Health],
      [Body], [- bruises \n- weight that changes quickly and that nobody at home can explain],
      [Mind], [self-harm])"""
    assert lines_of(source) == [
        "heading 1.1: Health",
        "cell 2.1: Body",
        "item1 2.2: \u2022 bruises",
        "item1 2.2: \u2022 weight that changes quickly and that nobody at home can explain",
        "cell 3.1: Mind",
        "cell 3.2: self-harm",
    ]


def test_a_frame_around_text_is_no_table() -> None:
    assert lines_of("#rect[- gifts\n- older friends]") == [
        "item1: \u2022 gifts",
        "item1: \u2022 older friends",
    ]


def test_headings_have_levels_by_their_size_and_bold_alone_is_the_last() -> None:
    source = "= Guide\n== Signs\nplain text of the guide\n\n*Health*\n\nmore plain text here"
    assert [line.partition(":")[0] for line in lines_of(source)] == [
        "heading1",
        "heading2",
        "text",
        "heading3",
        "text",
    ]


@pytest.mark.parametrize(
    ("before", "after", "joined", "note"),
    [
        ("where-", "abouts", "whereabouts", "undid the hyphen at the end of a line: whereabouts"),
        ("self-", "harming", "self-harming", "kept the hyphen at the end of a line: self-harming"),
        ("Mon-", "Thu", "Mon-Thu", None),
        ("text-", "book text-book", "text-book text-book",
         "kept the hyphen at the end of a line: text-book"),
    ],
)  # fmt: skip
def test_a_hyphen_at_the_end_of_a_line_is_undone_or_kept_and_noted(
    before: str, after: str, joined: str, note: str | None
) -> None:
    rows = b"BT /F1 12 Tf 50 700 Td (%b) Tj 0 -14 Td (%b) Tj ET" % (
        f"A row that is as long as any row is here, and even longer than all {before}".encode(),
        after.encode(),
    )
    line = read(one_page(stream(rows))).lines[0]
    assert line.text.endswith(f"than all {joined}")
    assert line.notes == ((note,) if note else ())


def test_text_that_is_turned_is_left_out_and_told() -> None:
    rows = b"BT /F1 12 Tf 0 1 -1 0 30 300 Tm (DRAFT) Tj 1 0 0 1 50 700 Tm (Signs) Tj ET"
    guide = read(one_page(stream(rows)))
    assert texts(guide) == ["Signs"]
    assert [(each.text, each.why, each.page) for each in guide.dropped] == [
        ("DRAFT", "text that is turned", 1)
    ]


def test_a_page_without_text_is_told() -> None:
    guide = read(typeset("Signs\n#pagebreak()\n#rect()"))
    assert [(each.why, each.page) for each in guide.dropped] == [
        ("a page without text: if there is a list, it is a picture", 2)
    ]


def test_an_item_that_goes_on_on_the_next_page_is_one_line() -> None:
    page = "#set page(width: 12cm, height: 5cm, margin: 1.5cm)\n"
    long = "going missing from home or care, again and again, and never saying " * 3 + "where to"
    items = "- gifts\n- older friends\n- " + long
    (line,) = (each for each in read(typeset(page + items)).lines if "missing" in each.text)
    assert (line.text, line.page) == (long, 1)
    assert line.notes == ("goes on on the next page",)


def test_a_number_in_the_text_is_no_page_number() -> None:
    source = f'{SMALL}#set page(numbering: "1")\nSigns\n\n12\n\nEnd'
    guide = read(typeset(source))
    assert texts(guide) == ["Signs", "12", "End"]
    assert [(each.text, each.why) for each in guide.dropped] == [("1", "a page number")]


LONG = "a row that is as long as any row of this page is, and that goes on in the next,"


def test_a_bullet_without_a_space_or_alone_on_its_row_is_the_next_rows() -> None:
    rows = [
        (50, 100, "\u2022gifts"),
        (50, 120, "\u2022"),
        (62, 134, "older friends"),
        (50, 154, "\u2022 cash"),
    ]
    assert shown(read(drawn(*rows))) == [
        "item1: \u2022 gifts",
        "item1: \u2022 older friends",
        "item1: \u2022 cash",
    ]


def test_a_row_below_its_bullet_goes_on_with_it_only_in_the_middle_of_a_sentence() -> None:
    rows = [
        (50, 100, f"\u2022 {LONG}"),
        (50, 114, "as here"),
        (50, 128, f"\u2022 {LONG}"),
        (50, 142, "Not here"),
    ]
    assert shown(read(drawn(*rows))) == [
        f"item1: \u2022 {LONG} as here",
        f"item1: \u2022 {LONG}",
        "text: Not here",
    ]


def test_a_row_further_in_begins_anew_unless_it_is_the_second() -> None:
    rows = [(50, 100, LONG), (70, 114, LONG), (70, 128, LONG), (90, 142, "further in")]
    assert texts(read(drawn(*rows))) == [f"{LONG} {LONG} {LONG}", "further in"]


def test_a_row_that_ends_a_little_early_may_go_on() -> None:
    rows = [(50, 100, LONG), (50, 128, LONG[:-6]), (50, 142, "the"), (50, 156, "The")]
    assert texts(read(drawn(*rows))) == [LONG, f"{LONG[:-6]} the", "The"]


def test_a_file_without_the_meaning_of_its_letters_is_refused() -> None:
    font = (
        b"<</Type/Font/Subtype/Type1/BaseFont/Odd/FirstChar 1/LastChar 3/Widths[500 500 500]"
        b"/Encoding<</Type/Encoding/Differences[1/g1/g2/g3]>>/FontDescriptor"
        b"<</Type/FontDescriptor/FontName/Odd/Flags 4/FontBBox[0 0 1 1]/Ascent 1/Descent 0>>>>"
    )
    page = one_page(
        stream(b"BT /F1 12 Tf 50 700 Td (a) Tj /F2 12 Tf (\1\2\3\1\2\3) Tj ET"),
        b"/Font<</F1 5 0 R/F2 6 0 R>>",
        font,
    )
    with pytest.raises(InvalidFileError, match="does not say what its letters are"):
        read(page)


def test_a_file_of_too_many_pages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "MOST_PAGES", 1)
    with pytest.raises(InvalidFileError, match="has more than 1 pages, the limit"):
        read(typeset("a\n#pagebreak()\nb"))


def test_letters_that_are_printed_twice_to_look_bold_are_read_once() -> None:
    assert texts(read(drawn((50, 100, "Signs"), (50.3, 100, "Signs")))) == ["Signs"]
