"""The review in short: every yes is on the screen while it waits, whatever its size."""

import pyte
import pytest
from prompters import BATHNES, IDS, LEEDS, key_prompter

from cse_check.interview.state import Interview
from cse_check.model import Answer, Catalogue, Response
from cse_check.prompts.review import runs, short_review


def all_yes(catalogue: Catalogue) -> Interview:
    answers = {each.id: Response(Answer.YES) for each in catalogue.indicators}
    return Interview(catalogue, answers=answers, cursor=len(answers))


def screen_of(interview: Interview, columns: int, rows: int) -> str:
    """Return what is on a screen of this size while the review waits for a key."""
    prompter, shown = key_prompter("\x04", width=columns, rows=rows)
    prompter.begin(interview)
    with pytest.raises(EOFError):
        prompter.review(interview, again=False)
    screen = pyte.Screen(columns, rows)
    pyte.Stream(screen).feed(shown.getvalue().replace("\n", "\r\n"))
    return "\n".join(screen.display)


@pytest.mark.parametrize("catalogue", [LEEDS, BATHNES], ids=lambda each: each.area.id)
@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (60, 24), (40, 24), (100, 40)])
def test_with_every_answer_yes_every_number_is_on_the_screen(
    catalogue: Catalogue, columns: int, rows: int
) -> None:
    shown = screen_of(all_yes(catalogue), columns, rows)
    last = len(list(catalogue.indicators))
    named = all(f"{number} " in shown for number in range(1, last + 1))
    assert "Review" in shown
    assert named or f"yes         1-{last}" in shown


@pytest.mark.parametrize("columns", [40, 60, 80])
def test_five_yes_among_the_rest_are_on_the_screen_by_name(columns: int) -> None:
    answers = {name: Response(Answer.YES) for name in IDS[::10]}
    shown = screen_of(Interview(LEEDS, answers=answers, cursor=45), columns, 24)
    for number in (1, 11, 21, 31, 41):
        assert f"{number:>4}  yes " in shown


def test_what_is_left_is_counted_by_category_where_there_is_room() -> None:
    lines = short_review(Interview(LEEDS, cursor=45), 80, None)
    assert lines[0].text.startswith("Education 1-4; Missing / run away 5-8; ")


def test_numbers_in_a_row_are_given_in_short() -> None:
    assert runs([1, 3, 4, 5, 9, 10]) == "1, 3-5, 9-10"


def test_the_width_is_looked_at_again_for_every_page() -> None:
    prompter, shown = key_prompter()
    prompter.begin(Interview(LEEDS))
    prompter.category(Interview(LEEDS))
    prompter._resize = lambda: (40, 24)
    prompter.category(Interview(LEEDS, cursor=4))
    headings = [line for line in shown.getvalue().split("\n") if "──" in line]
    assert [len(line) for line in headings] == [80, 40]
