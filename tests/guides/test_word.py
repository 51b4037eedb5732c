"""Word files: what Word itself knows of a line is kept, and what nobody is shown is not read."""

from guides.papers import EXAMPLES, changed_word, read, shown, texts, word

LIST = '<w:pPr><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr></w:pPr>'


def paragraph(text: str, properties: str = "", run: str = "") -> str:
    return f"<w:p>{properties}<w:r>{run}<w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


def styled(name: str) -> str:
    return f'<w:pPr><w:pStyle w:val="{name}"/></w:pPr>'


def test_headings_and_lists_are_told_by_their_styles() -> None:
    guide = read(
        word(
            paragraph("Our guide", styled("Title")),
            paragraph("Signs", styled("Heading2")),
            paragraph("self-harm", styled("ListBullet")),
            paragraph("at night", styled("ListBullet2")),
            paragraph("first", styled("ListNumber")),
            paragraph("plain"),
        )
    )
    assert [line.partition(" ")[0] for line in shown(guide)] == [
        "heading1:",
        "heading2:",
        "item1:",
        "item1:",
        "item1:",
        "text:",
    ]
    assert texts(guide)[2] == "self-harm"


def test_an_item_may_be_one_by_itself_and_at_a_depth() -> None:
    guide = read(word(paragraph("deep", LIST.format(2, 1)), paragraph("none", LIST.format(0, 0))))
    assert [(line.kind.value, line.level) for line in guide.lines] == [("item", 3), ("text", 0)]


def test_a_short_paragraph_in_bold_is_a_heading_and_a_sentence_or_a_number_is_none() -> None:
    bold = "<w:rPr><w:b/></w:rPr>"
    guide = read(
        word(
            paragraph("Possible signs", run=bold),
            paragraph("Ring at once.", run=bold),
            paragraph("Duty Team 01632 960 001", run=bold),
            paragraph("Not bold", run='<w:rPr><w:b w:val="0"/></w:rPr>'),
        )
    )
    assert [line.kind.value for line in guide.lines] == ["heading", "text", "text", "text"]


def test_bullets_that_were_typed_are_told_apart_from_the_text() -> None:
    symbol = (
        '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0A7"/></w:r>'
        "<w:r><w:tab/><w:t>gifts</w:t></w:r></w:p>"
    )
    guide = read(word(paragraph("\u2022 self-harm"), symbol, paragraph("- a dash")))
    assert shown(guide) == ["item1: \u2022 self-harm", "item1: \uf0a7 gifts", "text: - a dash"]


def test_a_line_break_ends_a_line_but_not_a_heading() -> None:
    broken = "<w:r><w:t>one</w:t><w:br/><w:t>two</w:t></w:r></w:p>"
    guide = read(word(f"<w:p>{styled('Heading1')}{broken}", f"<w:p>{broken}"))
    assert texts(guide) == ["one two", "one", "two"]


def test_cells_are_placed_over_merged_ones() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"

    wide = '<w:gridSpan w:val="2"/>'
    rows = (
        cell("Health", '<w:gridSpan w:val="3"/>'),
        cell("self-harm", wide) + cell("yes"),
        cell("gifts") + cell("no") + cell("see below"),
    )
    table = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    assert shown(read(word(table))) == [
        "heading 1.1: Health",
        "cell 2.1: self-harm",
        "cell 2.3: yes",
        "cell 3.1: gifts",
        "cell 3.2: no",
        "cell 3.3: see below",
    ]


def test_a_frame_of_one_cell_is_no_table() -> None:
    inside = paragraph("self-harm", styled("ListBullet")) + paragraph("gifts")
    table = f"<w:tbl><w:tr><w:tc>{inside}</w:tc></w:tr></w:tbl>"
    assert [(line.kind.value, line.table) for line in read(word(table)).lines] == [
        ("item", None),
        ("text", None),
    ]


def test_what_tracked_changes_put_in_is_read_and_what_they_take_out_is_not() -> None:
    changes = (
        "<w:p><w:r><w:t>going </w:t></w:r><w:del><w:r><w:delText>away </w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>missing</w:t></w:r></w:ins>"
        "<w:moveFrom><w:r><w:t> elsewhere</w:t></w:r></w:moveFrom></w:p>"
    )
    guide = read(word(changes))
    assert texts(guide) == ["going missing"]
    assert guide.lines[0].notes == ("words in it were put in by a tracked change",)
    assert "Changes in the file are tracked" in guide.notes[0]
    assert [(each.text, each.why) for each in guide.dropped] == [
        ("", "words that tracked changes take out (2 words)")
    ]


def test_hidden_text_is_counted_and_never_shown() -> None:
    guide = read(word(paragraph("seen"), paragraph("a secret", run="<w:rPr><w:vanish/></w:rPr>")))
    assert texts(guide) == ["seen"]
    assert [(each.text, each.why) for each in guide.dropped] == [("", "hidden text (2 words)")]


def test_links_fields_and_content_controls_are_text() -> None:
    guide = read(
        word(
            "<w:p><w:hyperlink><w:r><w:t>a link</w:t></w:r></w:hyperlink>"
            "<w:r><w:instrText> PAGE </w:instrText></w:r></w:p>",
            "<w:sdt><w:sdtPr/><w:sdtContent>" + paragraph("a control") + "</w:sdtContent></w:sdt>",
            "<w:p><w:r><w:t>long</w:t><w:noBreakHyphen/><w:t>term</w:t><w:softHyphen/></w:r></w:p>",
        )
    )
    assert texts(guide) == ["a link", "a control", "long-term"]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    inside = f"<w:txbxContent>{paragraph('in a box')}</w:txbxContent>"
    box = (
        '<w:p xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<w:r><w:t>before</w:t><mc:AlternateContent><mc:Choice Requires='wps'>{inside}</mc:Choice>"
        f"<mc:Fallback><w:pict>{inside}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    lines = read(word(box)).lines
    assert [(line.text, line.notes) for line in lines] == [
        ("before", ()),
        ("in a box", ("in a text box",)),
    ]


def test_heads_and_feet_of_pages_are_left_out_and_told() -> None:
    guide = read((EXAMPLES / "word-bullets.docx").read_bytes())
    assert [(each.text, each.why) for each in guide.dropped] == [
        ("Safeguarding is everybody's business", "a running head"),
        ("Page 1", "a running foot"),
    ]
    assert not any("everybody" in text for text in texts(guide))


def test_footnotes_are_lines_after_all_others() -> None:
    type_ = b"application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    relation = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"

    def change(name: str, data: bytes) -> bytes:
        if name == "[Content_Types].xml":
            part = b'<Override PartName="/word/footnotes.xml" ContentType="%b"/>' % type_
            return data.replace(b"</Types>", part + b"</Types>")
        if name == "word/_rels/document.xml.rels":
            link = b'<Relationship Id="rId99" Type="%b" Target="footnotes.xml"/>' % relation
            return data.replace(b"</Relationships>", link + b"</Relationships>")
        return data

    notes = (
        b'<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        b"<w:footnote><w:p><w:r><w:t>a note</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    last = read(changed_word(change, footnotes=notes)).lines[-1]
    assert (last.text, last.notes) == ("a note", ("a footnote",))
