"""Published figures: no table, and no two of them compared, say what a child's answer is."""

from collections import Counter
from random import Random

import pytest
from caseloads import HEADER, caseload
from hypothesis import given
from hypothesis import strategies as st

from cse_check.batch.figures import Counts, Figures, Tally
from cse_check.batch.rounding import Chance, rounded
from cse_check.batch.suppression import DEFAULT, hide, publish
from cse_check.render.caseload.brief import brief
from cse_check.render.caseload.html import page
from cse_check.render.caseload.table import table
from examples import TODAY

SAID = ("", "y", "n", "nk")


def figures(*answers: str) -> Figures:
    """Return the figures of cases that all say this to the first indicator, and nothing else."""
    opened = caseload(f"{HEADER}\n" + "".join(f"A{n},{each},,\n" for n, each in enumerate(answers)))
    tally = Tally(opened.checklist)
    for row in opened:
        tally.add(row)
    return tally.figures(opened.rows_read)


def test_the_numbers_of_chance_are_as_they_should_be() -> None:
    chance = Chance("a fixed secret")
    steps = Counter(chance.step() for _ in range(20_000))
    for step in range(1, 5):
        assert steps[step] / steps[step - 1] == pytest.approx(1 / 2, abs=0.12)
        assert steps[-step] / steps[step] == pytest.approx(1, abs=0.25)


@given(st.integers(0, 200), st.integers(2, 10), st.text(max_size=5))
def test_a_rounded_count_is_a_multiple_near_it(count: int, base: int, secret: str) -> None:
    shown = rounded(count, base, Chance(secret))
    assert shown >= 0
    assert shown % base == 0
    assert abs(shown - count) < base + 40


def test_a_rounded_count_is_right_on_average() -> None:
    chance = Chance("another")
    for count in (23, 57, 100):
        shown = [rounded(count, 5, chance) for _ in range(4000)]
        assert sum(shown) / len(shown) == pytest.approx(count, abs=0.4)


def test_the_same_figures_give_the_same_page_and_others_give_another() -> None:
    sixty = figures(*["y", "n", "nk", ""] * 15)
    assert publish(sixty) == publish(sixty)
    pages = {publish(figures(*["y"] * n, *["n"] * (60 - n))).shown[0] for n in range(20, 40)}
    assert len(pages) > 10


def drawn(counts: Counts, tries: int, seed: str) -> Counter[tuple[int, ...]]:
    """Return how often each table comes of these counts, by chance."""
    chance = Chance(seed)
    return Counter(tuple(rounded(each, 5, chance) for each in counts) for _ in range(tries))


def test_whatever_one_child_answered_every_table_may_come_of_it() -> None:
    """The tables that come of 59 cases and each answer of one more are the same tables."""
    before = Counts(20, 12, 23, 4)
    often = {
        answer: {
            shown
            for shown, times in drawn(_with(before, answer), 6000, f"child {answer}").items()
            if times > 60
        }
        for answer in range(4)
    }
    everything = set.union(*often.values())
    assert len(everything) > 10
    for answer in range(4):
        seen = drawn(_with(before, answer), 30_000, f"again {answer}")
        assert all(seen[shown] for shown in everything)


def _with(counts: Counts, answer: int) -> Counts:
    return Counts(*(count + (place == answer) for place, count in enumerate(counts)))


def test_by_subtraction_a_guess_is_hardly_better_than_chance() -> None:
    """The attack: two pages, some cases apart, of which the attacker knows the number."""
    random = Random(7)  # noqa: S311 - it attacks, and keeps nothing secret
    right = 0
    for _ in range(400):
        before = [random.choice(SAID) for _ in range(random.randint(40, 80))]
        answer = random.choice(SAID)
        one, other = publish(figures(*before)), publish(figures(*before, answer))
        rises = [(b or 0) - (a or 0) for a, b in zip(one.shown[0], other.shown[0], strict=True)]
        best = [place for place, rise in enumerate(rises) if rise == max(rises)]
        right += SAID[random.choice(best)] == answer
    assert right / 400 < 0.4  # a blind guess is right in a quarter of them


def test_exact_figures_give_away_what_rounded_ones_do_not() -> None:
    """It shows that the test above would see an answer that is given away."""
    before = ["y"] * 30 + ["n"] * 20 + [""] * 9
    one = publish(figures(*before), base=1).shown[0]
    other = publish(figures(*before, "y"), base=1).shown[0]
    assert [b - a for a, b in zip(one, other, strict=True) if a is not None and b is not None] == [
        0, 1, 0, 0,
    ]  # fmt: skip


def test_where_all_say_the_same_exact_figures_are_hidden() -> None:
    assert set(hide(Counts(0, 6, 0, 0), DEFAULT)) == {None}
    assert set(publish(figures(*"yyyyyy"), base=1).shown[0]) == {None}


def test_no_number_is_more_than_the_cases_that_are_shown() -> None:
    for n in range(6, 60):
        shown = publish(figures(*["y"] * n))
        assert shown.cases is not None
        assert all(each is not None and each <= shown.cases for each in shown.shown[0])


def test_every_output_says_whether_its_numbers_are_exact() -> None:
    found = figures(*["y", "n"] * 15)
    opened = caseload(f"{HEADER}\n")
    inexact, exact = publish(found), publish(found, base=1)
    assert "Every number of cases here is about right, and none is exact" in page(
        inexact, opened, TODAY
    )
    assert "Exact numbers, for use within the unit" in page(exact, opened, TODAY)
    assert "Numbers are rounded to 5" in table(inexact, opened, TODAY)
    assert "Exact numbers" in table(exact, opened, TODAY)
    assert any("rounded to 5" in line for line in brief(found, opened, 5))
    assert any("exact numbers" in line for line in brief(found, opened, 5, 1))


def test_the_table_has_a_row_an_indicator_in_the_catalogue_s_order() -> None:
    lines = table(publish(figures(*["y", "n"] * 15), base=1), caseload(f"{HEADER}\n"), TODAY)
    first, *rows = lines.splitlines()
    assert first == "category,indicator,text,cases,flagged,not_known,unanswered,no,notice"
    assert rows[0].startswith("School,school.truanting,Truanting,30,15,0,0,15,")
    assert [row.split(",")[1] for row in rows] == [
        "school.truanting", "school.excluded", "health.self-harm",
    ]  # fmt: skip
