"""Web pages: lists, headings and tables as the page has them, and nothing of its debris."""

import pytest
from guides.papers import read, shown, texts


def page(body: str) -> str:
    return f"<!DOCTYPE html><html><body>{body}</body></html>"


def test_nested_lists_have_levels_and_an_item_ends_where_the_inner_list_begins() -> None:
    lists = "<ul><li>Home<ul><li>missing<li>late</ul></li><li>School</ul><ol><li>first</ol>"
    assert shown(read(page(lists))) == [
        "item1: Home",
        "item2: missing",
        "item2: late",
        "item1: School",
        "item1: first",
    ]


def test_inline_marks_and_entities_do_not_break_a_line() -> None:
    body = "<li>Comes <em>home</em> in<b>toxi</b>cated &amp;&nbsp;late&mdash;often\n  &#8217;til 2"
    assert texts(read(page(f"<ul>{body}</ul>"))) == [
        "Comes home intoxicated & late\u2014often \u2019til 2"
    ]


def test_lines_parted_by_breaks_are_lines_but_a_heading_is_one() -> None:
    body = "<p>Signs:<br>&bull; missing<br/>\u2022 gifts<br>\u00a7 late</p><h2>What<br>next</h2>"
    assert shown(read(page(body))) == [
        "text: Signs:",
        "item1: \u2022 missing",
        "item1: \u2022 gifts",
        "item1: \u00a7 late",
        "heading2: What next",
    ]


def test_a_definition_list_is_headings_and_items() -> None:
    body = "<h2>Online</h2><dl><dt>Phones<dd>two phones<dd>late calls<dt>Images<dd>asked for</dl>"
    assert shown(read(page(body))) == [
        "heading2: Online",
        "heading3: Phones",
        "item1: two phones",
        "item1: late calls",
        "heading3: Images",
        "item1: asked for",
    ]


def test_cells_are_placed_with_their_spans() -> None:
    body = (
        "<table><caption>Signs</caption><tr><th colspan=2>Health</tr>"
        "<tr><td rowspan=2>Body<td>bruises</tr><tr><td><ul><li>weight</ul></tr></table>"
    )
    assert shown(read(page(body))) == [
        "text: Signs",
        "heading 1.1: Health",
        "cell 2.1: Body",
        "cell 2.2: bruises",
        "item1 3.2: weight",
    ]


def test_a_table_that_only_places_things_is_none() -> None:
    body = "<table><tr><td><h2>Signs</h2><table><tr><td>a<td>b</table></table>"
    assert shown(read(page(body)))[0] == "heading2: Signs"
    assert [line.table for line in read(page("<table><tr><td>a<tr><td>b</table>")).lines] == [
        None,
        None,
    ]


def test_text_that_stands_in_no_cell_is_not_lost() -> None:
    assert sorted(texts(read(page("<table>stray<tr><td>a<td>b</tr></table>")))) == [
        "a",
        "b",
        "stray",
    ]


@pytest.mark.parametrize(
    ("debris", "why"),
    [
        ("<nav><ul><li>About us</ul></nav>", "a menu of the page"),
        ("<div role='navigation'>About us</div>", "a menu of the page"),
        ("<header>About us</header>", "the head of the page"),
        ("<footer><ul><li>About us</ul></footer>", "the foot of the page"),
        ("<div class='cookie-banner'>About us</div>", "what a page is used with"),
        ("<ol id='breadcrumbs'><li>About us</ol>", "what a page is used with"),
    ],
)
def test_what_belongs_to_the_site_is_left_out_and_told(debris: str, why: str) -> None:
    guide = read(page(f"{debris}<p>Signs</p>"))
    assert texts(guide) == ["Signs"]
    assert [each.text for each in guide.dropped] == ["About us"]
    assert guide.dropped[0].why.startswith(why)


@pytest.mark.parametrize(
    "silent",
    [
        "<!-- <li>never -->",
        "<script>var a = '<li>never'</script>",
        "<style>li { content: 'never' }</style>",
        "<select><option>never</select>",
        "<template><li>never</template>",
        "<button>never</button>",
        "<a name='_GoBack'></a>",
    ],
)
def test_what_is_never_text_is_left_out(silent: str) -> None:
    guide = read(page(f"<p>Signs</p>{silent}"))
    assert (texts(guide), guide.dropped) == (["Signs"], ())


def test_the_head_of_an_article_is_part_of_it_and_so_is_a_head_with_the_title() -> None:
    article = "<article><header><h1>Signs</h1></header><p>a</p><footer>2020</footer></article>"
    assert texts(read(page(article))) == ["Signs", "a", "2020"]
    assert texts(read(page("<header><h1>Signs</h1></header><p>a</p>"))) == ["Signs", "a"]


def test_what_opens_at_a_click_is_read_and_marked() -> None:
    body = "<h2><button>Health</button></h2><div style='display: none'><p>bruises</p></div>"
    lines = read(page(body)).lines
    assert [(line.text, line.notes) for line in lines] == [
        ("Health", ()),
        ("bruises", ("hidden on the page as it was saved",)),
    ]


def test_a_page_that_word_saved_has_its_bullets_told() -> None:
    body = (
        "<p class=MsoListParagraph><span style='mso-list:Ignore'>\u00b7<span>&nbsp; </span></span>"
        "gifts</p><p class=MsoNormal>plain</p>"
    )
    assert shown(read(page(body))) == ["item1: \u00b7 gifts", "text: plain"]


def test_lines_are_numbered_in_reading_order() -> None:
    assert [line.number for line in read(page("<h1>a</h1><p>b<ul><li>c</ul>")).lines] == [1, 2, 3]
