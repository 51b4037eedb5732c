"""The figures: counted right, small ones hidden, and the page that shows them."""

import re
from collections import defaultdict
from html.parser import HTMLParser
from itertools import product
from pathlib import Path

import pytest
from caseloads import HEADER, caseload
from chromium import CHROMIUM, Looked, look_at
from hypothesis import given
from hypothesis import strategies as st
from mappings import mapping

from cse_check.batch.figures import Counts, Figures, Tally
from cse_check.batch.rows import Code, Rejected
from cse_check.batch.suppression import SMALLEST, Shown, hide, is_small, publish
from cse_check.render.caseload.brief import brief
from cse_check.render.caseload.html import page
from examples import CATALOGUE, TODAY, changed, edition


def figures(*lines: str) -> Figures:
    opened = caseload("".join(f"{line}\n" for line in (HEADER, *lines)))
    tally = Tally(opened.checklist)
    for row in opened:
        tally.add(row)
    return tally.figures(opened.rows_read)


def html(*lines: str, min_cell: int = 5, base: int = 1, text: str = CATALOGUE) -> str:
    opened = caseload(f"{HEADER}\n", of=edition(text))
    return page(publish(figures(*lines), min_cell, base), opened, TODAY)


MANY = [f"A{n},{'y' if n < 9 else 'n'},{'nk' if n < 7 else ''}," for n in range(20)]


def test_answers_are_counted_by_indicator_and_rejects_by_code() -> None:
    found = figures("A,y,n,", "B,y,?,", "C,N/A,,", "D", "E")
    assert found == Figures(
        5,
        2,
        {Code.TOO_FEW_CELLS: 2, Code.UNKNOWN_ANSWER: 1},
        2,
        (Counts(0, 2, 0, 0), Counts(0, 0, 1, 1), Counts(2, 0, 0, 0)),
    )
    assert found.rows_rejected == 3


def test_counting_goes_on_beyond_a_block() -> None:
    found = figures(*(f"A{n},y,," for n in range(30_000)))
    assert found.counts[0] == Counts(0, 30_000, 0, 0)


@pytest.mark.parametrize("min_cell", [3, 5, 10])
@pytest.mark.parametrize("more", [1, 2, 3, 8])
def test_no_hidden_count_can_be_worked_out_even_by_who_knows_the_rule(
    min_cell: int, more: int
) -> None:
    cases = min_cell + more
    tables = defaultdict(list)
    for unanswered, yes, no in product(range(cases + 1), repeat=3):
        if unanswered + yes + no <= cases:
            counts = Counts(unanswered, yes, no, cases - unanswered - yes - no)
            tables[hide(counts, min_cell)].append(counts)
    for shown, possible in tables.items():
        for place, count in enumerate(shown):
            if count is None:
                assert len({counts[place] for counts in possible}) > 1
            else:
                assert count == 0 or count >= min_cell


@given(st.lists(st.integers(0, 30), min_size=4, max_size=4), st.integers(0, 12))
def test_a_small_count_is_never_shown(counts: list[int], min_cell: int) -> None:
    shown = hide(Counts(*counts), min_cell)
    for before, after in zip(counts, shown, strict=True):
        assert after in (None, before)
        if min_cell >= SMALLEST and 0 < before < min_cell:
            assert after is None
    assert shown.count(None) != 1


def test_a_limit_below_three_hides_nothing() -> None:
    assert hide(Counts(1, 2, 1, 0), 2) == Shown(1, 2, 1, 0)


def test_with_few_cases_there_is_no_table_at_all() -> None:
    published = publish(figures("A,y,n,", "B,y,?,"), base=1)
    assert published.shown == ()
    assert (published.cases, published.rows_read, published.answered) == (None, None, None)
    assert "too few cases" in html("A,y,n,")
    assert "too few cases" not in html("A,y,n,", min_cell=0)


def test_few_rejects_hide_the_sum_they_could_be_worked_out_from() -> None:
    published = publish(figures(*MANY, "X"), base=1)
    assert published.rejected == {Code.TOO_FEW_CELLS: None}
    assert (published.rows_read, published.rows_rejected, published.cases) == (None, None, 20)
    many = publish(figures(*MANY, *"QRSTUV"), base=1)
    assert (many.rows_read, many.rows_rejected) == (26, 6)


def test_completeness_is_made_of_what_is_shown_alone() -> None:
    published = publish(figures(*MANY, "B,y,n,y"), base=1)
    hidden = [each.unanswered for each in published.shown].count(None)
    assert published.answered is not None
    assert published.answered[1] == 21 * (3 - hidden)


def test_the_end_of_a_run_is_said_in_the_catalogue_s_order() -> None:
    opened = caseload("case_ref,school.truanting,Team\n", ignore_extra=True)
    lines = list(brief(figures(*MANY, "X"), opened, 5, 1))
    assert lines == [
        "Rows read 21 = screened 20 + rejected 1.",
        "  rejected, too-few-cells: 1",
        "Ignored columns, by number: 3.",
        "No column for 2 of 3 indicators: unanswered in every case.",
        "Answers by category, in 20 cases (exact numbers: for use within the unit):",
        "  School: flagged 9, not known 7, unanswered 13 of 40",
        "  Health (grouped by cse-check): flagged 0, not known 0, unanswered 20 of 20",
        "An audit of recorded concerns: never a way to find, rank, prioritise or close cases.",
        "Absence of indicators does not mean that a child is safe.",
    ]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("School.Truantin", "3 (school.truanting)"),
        ("Truancy,self harm", "3 (school.truanting), 4 (health.self-harm)"),
        ("Team", None),
    ],
)
def test_an_ignored_column_that_may_be_an_indicator_s_is_told_of(
    more: str, said: str | None
) -> None:
    opened = caseload(f"case_ref,school.excluded,{more}\n", ignore_extra=True)
    lines = list(brief(figures(*MANY), opened, 5, 1))
    told = [line for line in lines if line.startswith("Ignored, though")]
    expected = [
        "Ignored, though perhaps the column of an indicator that has none (nothing in it counts): "
        f"{said}."
    ]
    assert told == (expected if said else [])


def test_a_column_that_a_mapping_ignores_by_its_name_is_not_told_of() -> None:
    text = "format: 1\ncase_ref: ID\ncolumns: {Out: school.excluded}\nignore: "
    for ignore, columns in (("[Truant]", 0), ("rest", 1)):
        opened = caseload("ID,Out,Truant\n", mapping=mapping(f"{text}{ignore}\n"))
        lines = list(brief(figures(*MANY), opened, 5, 1))
        assert sum(line.startswith("Ignored, though") for line in lines) == columns


def test_the_end_of_a_run_adds_up_what_may_be_shown_and_nothing_else() -> None:
    few = [f"A{n},{'y' if n < 3 else 'n'},{'y' if n < 9 else 'nk'}," for n in range(20)]
    lines = list(brief(figures(*few), caseload(f"{HEADER}\n"), 5, 1))
    assert "  School: flagged 9 or more, not known 11, unanswered 0 of 40" in lines
    lines = list(brief(figures(*few[:5]), caseload(f"{HEADER}\n"), 5, 1))
    assert lines[1] == "Too few cases for figures that identify nobody."


def test_the_end_of_a_run_without_a_case_says_no_answers() -> None:
    lines = list(brief(figures(), caseload(f"{HEADER}\n"), 5))
    assert lines[0] == "Rows read 0 = screened 0 + rejected 0."
    assert not any("Answers" in line for line in lines)
    assert "Cases screened</dt><dd>0" in html()


def test_the_page_has_the_caveat_and_what_it_is_not_for() -> None:
    text = html(*MANY)
    assert "Absence of indicators does not mean that a child is safe." in text
    assert "ring 999 now" in text
    assert "What this page must not be used for" in text
    assert "never a way to find, rank, prioritise or close cases" in text
    for word in ("low risk", "high risk", "score", "%"):
        assert word not in text.split("</style>")[1].lower()


def test_the_page_shows_numbers_and_hides_small_ones() -> None:
    text = re.sub(r"<svg.*?</svg>", "", html(*MANY, "X"))
    row = re.search(r'<th scope="row" role="rowheader">Truanting</th>(.*?)</tr>', text, re.S)
    assert row
    assert re.findall(r"<td[^>]*>(.*?)</td>", row[1]) == ["9", "0", "0", "11"]
    assert '<th scope="row">too-few-cells</th><td>hidden</td>' in text
    assert "counts from 1 to 4 are not shown" in text


def test_every_value_on_the_page_is_escaped() -> None:
    text = html(*MANY, text=changed(("text: Truanting", "text: '<script>&\"x'")))
    assert "&lt;script&gt;&amp;&#34;x" in text
    assert "<script" not in text


class Elements(HTMLParser):
    """Collects the elements of a page with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_the_page_has_no_script_no_link_and_no_style_but_its_own() -> None:
    for tag, attributes in Elements(html(*MANY)).found:
        assert tag not in {"script", "link", "img", "iframe", "object", "form", "a", "base"}
        assert not {"src", "href", "style"} & set(attributes)
        assert not any(name.startswith("on") for name in attributes)


def test_every_bar_has_its_number_beside_it_and_is_left_out_for_screen_readers() -> None:
    text = html(*MANY)
    assert text.count("<svg") == text.count('aria-hidden="true"')
    assert all(number.isdigit() for number in re.findall(r"<td[^>]*>([^<]*)<svg", text))
    assert text.count("<table") == text.count("<caption>")


needs_chromium = pytest.mark.skipif(
    CHROMIUM is None, reason="needs a browser: install the package 'chromium'"
)


def looked_at(text: str, folder: Path) -> Looked:
    file = folder / "report.html"
    file.write_text(text, encoding="utf-8")
    return look_at(file, folder / "profile")


@needs_chromium
def test_a_browser_shows_the_page_without_an_error_or_a_request_and_prints_it(
    tmp_path: Path,
) -> None:
    looked = looked_at(html(*MANY, "X"), tmp_path)
    assert looked.title == "Caseload audit: Exampleshire"
    assert "Absence of indicators does not mean that a child is safe." in looked.text
    assert looked.requests == [(tmp_path / "report.html").as_uri()]
    assert looked.complaints == []
    assert looked.pdf.startswith(b"%PDF-")
    assert len(looked.pdf) > 5000


@pytest.mark.slow
@needs_chromium
def test_the_policy_of_the_page_stops_what_somebody_adds_to_it(tmp_path: Path) -> None:
    """It also shows that the test above would see a request and a complaint."""
    added = '<img src="https://example.org/x.png"><script>1</script><style>b{}</style><h1>'
    looked = looked_at(html(*MANY).replace("<h1>", added), tmp_path)
    assert len([each for each in looked.complaints if "Content Security Policy" in each]) == 3
    policy = re.compile('<meta http-equiv="Content-Security-Policy"[^>]*>')
    looked = looked_at(policy.sub("", html(*MANY).replace("<h1>", added)), tmp_path)
    assert "https://example.org/x.png" in looked.requests


def test_a_rejected_row_is_counted_by_code_alone() -> None:
    tally = Tally(caseload(f"{HEADER}\n").checklist)
    tally.add(Rejected(2, None, Code.NUL_BYTE, "x"))
    assert tally.figures(1).rejected == {Code.NUL_BYTE: 1}


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((20, 5, 10, 0), (20, 5, 10, 0)),
        ((20, 4, 10, 0), (20, None, None, 0)),
        ((20, 1, 10, 0), (20, None, None, 0)),
        ((20, 0, 10, 0), (20, 0, 10, 0)),
        ((20, 10, 5, 5), (20, 10, 5, 5)),
        ((20, 10, 4, 5), (None, 10, None, 5)),
        ((20, 10, 5, 4), (20, 10, None, None)),
        ((4, 10, 5, 5), (None, 10, None, 5)),
        ((5, 5, 5, 5), (5, 5, 5, 5)),
    ],
)
def test_a_count_is_hidden_below_the_limit_and_shown_at_it_and_at_none(
    counts: tuple[int, int, int, int], shown: tuple[int | None, ...]
) -> None:
    assert tuple(hide(Counts(*counts), 5)) == shown


@pytest.mark.parametrize(
    ("min_cell", "hidden"),
    [(0, ()), (1, ()), (2, ()), (3, (1, 2)), (4, (1, 2, 3)), (5, (1, 2, 3, 4))],
)
def test_what_is_small_is_from_one_to_one_below_the_limit(
    min_cell: int, hidden: tuple[int, ...]
) -> None:
    assert tuple(count for count in range(9) if is_small(count, min_cell)) == hidden


@pytest.mark.parametrize(
    ("cases", "said", "tables"), [(0, 0, 0), (1, None, 0), (4, None, 0), (5, 5, 0), (6, 6, 3)]
)
def test_a_table_needs_more_cases_than_the_limit(cases: int, said: int | None, tables: int) -> None:
    published = publish(figures(*(f"A{n},y,," for n in range(cases))), 5, 1)
    assert (published.cases, len(published.shown)) == (said, tables)


@pytest.mark.parametrize(("rejects", "said"), [(4, None), (5, 5)])
def test_rejects_are_counted_from_the_limit_on(rejects: int, said: int | None) -> None:
    rows = [f"A{n},y,," for n in range(9)] + [f"B{n}" for n in range(rejects)]
    published = publish(figures(*rows), 5, 1)
    assert published.rejected == {Code.TOO_FEW_CELLS: said}
    assert published.rows_rejected == said
    assert published.rows_read == (said and said + 9)
