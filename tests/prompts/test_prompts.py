"""What the prompters show and read, on fake streams and fake keys."""

from io import StringIO

import pytest
from prompters import (
    BATHNES,
    IDS,
    LEEDS,
    PASTE,
    TO_REVIEW,
    frame,
    key_prompter,
    line_prompter,
    walk_with_keys,
)

from cse_check.errors import InterruptedScreeningError
from cse_check.interview.state import Interview
from cse_check.interview.walk import walk
from cse_check.model import Answer, Basis, Response, When
from cse_check.narrative import NO_NARRATIVE, ROOM, Narrative
from cse_check.prompts import words


def test_a_key_answers_and_its_word_is_shown() -> None:
    given, screen = walk_with_keys("y", "n", "?", *TO_REVIEW, "\r")
    assert [response.answer for response in given.values()] == list(Answer)
    for word in ("> yes\n", "> no\n", "> not known\n", "> skip the rest\n"):
        assert word in screen


def test_immediate_danger_is_the_first_thing_on_the_screen() -> None:
    _, screen = walk_with_keys(*TO_REVIEW, "\r")
    assert screen.split("\n")[1] == "If a child is in immediate danger, ring 999 now."


def test_every_indicator_of_a_category_is_listed_before_its_first_question() -> None:
    _, screen = walk_with_keys(*TO_REVIEW, "\r")
    before = screen.partition("1 of 45")[0]
    assert all(indicator.text in before for indicator in LEEDS.categories[0].indicators)
    assert "1 of 9" in before


@pytest.mark.parametrize("width", [40, 60, 80, 96])
def test_no_line_is_wider_than_the_screen(width: int) -> None:
    _, screen = walk_with_keys("c", "h", "x", "0", *["."] * 8, "\r", width=width)
    assert max(map(len, screen.split("\n"))) <= width


def test_at_forty_columns_every_word_of_every_indicator_is_there() -> None:
    _, screen = walk_with_keys(*["\r"] * 46, width=40)
    folded = " ".join(screen.split())
    for indicator in LEEDS.indicators:
        assert indicator.text in folded


def test_without_drawing_there_are_only_ascii_lines() -> None:
    prompter, screen = key_prompter(*TO_REVIEW, "\r", drawing=False)
    walk(Interview(LEEDS), prompter)
    assert screen.getvalue().isascii()


def test_what_was_said_before_is_shown_when_one_goes_back() -> None:
    _, screen = walk_with_keys("y", "+", *"seen", "\r", "\r", "b", "\r", *TO_REVIEW, "\r")
    assert "So far: yes. Enter keeps it." in screen
    assert "Your note: seen" in screen


def test_stopping_with_answers_asks_once_more_and_any_other_key_goes_on() -> None:
    given, screen = walk_with_keys("y", "q", "z", "n", *TO_REVIEW, "\r")
    assert [response.answer for response in given.values()] == [Answer.YES, Answer.NO]
    assert "Nothing is kept of what was answered so far (1)" in screen


def test_stopping_twice_stops() -> None:
    prompter, _ = key_prompter("y", "q", "q")
    with pytest.raises(InterruptedScreeningError):
        walk(Interview(LEEDS), prompter)


def test_contacts_and_help_are_shown_at_a_question() -> None:
    _, screen = walk_with_keys("c", "h", *TO_REVIEW, "\r")
    assert "THE CONTACTS\n" in screen
    for meaning in words.MEANINGS.values():
        assert " ".join(meaning.split()) in " ".join(screen.split())


def test_an_editorial_grouping_and_a_vulnerability_say_what_they_are() -> None:
    prompter, screen = key_prompter(*["."] * 8, "\r")
    walk(Interview(BATHNES), prompter)
    shown = screen.getvalue()
    assert shown.count("The guide gives one list; this grouping is cse-check's.") == 6
    assert shown.count("None of them is the child's doing.") == 1


def test_lines_take_tokens_and_words() -> None:
    prompter, screen = line_prompter(StringIO("YES\n no \nunknown\n" + "rest\n" * 9 + "\n"))
    walked = walk(Interview(LEEDS), prompter)
    assert [response.answer for response in walked.answers.values()] == list(Answer)
    assert screen.getvalue().startswith(
        "*** If a child is in immediate danger, ring 999 now. ***\n"
    )


def test_lines_take_a_note_and_a_number_at_the_review() -> None:
    prompter, screen = line_prompter(StringIO("+\nseen | here\n\n" + ".\n" * 9 + "1\ny\n\n"))
    walked = walk(Interview(LEEDS), prompter)
    assert walked.answers == {IDS[0]: Response(Answer.YES, note="seen | here")}
    assert "  1 yes: Truanting (note)\n" in screen.getvalue()


def test_lines_show_contacts_and_help() -> None:
    prompter, screen = line_prompter(StringIO("c\nh\n" + ".\n" * 9 + "\n"))
    walk(Interview(LEEDS), prompter)
    assert "THE CONTACTS\n" in screen.getvalue()
    assert "c  contacts: whom to ring" in screen.getvalue()


def test_lines_at_forty_columns_are_wrapped_in_full() -> None:
    prompter, screen = line_prompter(StringIO("\n" * 46), width=40)
    walk(Interview(LEEDS), prompter)
    assert max(map(len, screen.getvalue().split("\n"))) <= 40
    folded = " ".join(screen.getvalue().split())
    assert all(indicator.text in folded for indicator in LEEDS.indicators)


def test_the_end_of_lines_interrupts() -> None:
    prompter, _ = line_prompter(StringIO("y\n"))
    with pytest.raises(InterruptedScreeningError):
        walk(Interview(LEEDS), prompter)


def test_text_pasted_at_a_question_is_refused_whole_and_said_so() -> None:
    given, screen = walk_with_keys(PASTE, "y", *TO_REVIEW, "\r")
    assert given == {IDS[0]: Response(Answer.YES)}
    assert words.PASTED in screen


@pytest.mark.parametrize("key", ["z", "5", "[Up]", "[Space]"])
def test_what_is_no_key_shows_what_it_is_and_never_what_stands_for_not_known(key: str) -> None:
    _, screen = walk_with_keys(key, "?", *TO_REVIEW, "\r")
    assert f"> {key}\n" in screen
    assert f"'{key}' is not an answer here." in screen
    assert "> ?" not in screen
    assert screen.count("> not known\n") == 1


def test_a_note_names_the_question_that_was_just_answered() -> None:
    given, screen = walk_with_keys("y", "+", *"seen", "\r", "n", "s", *TO_REVIEW, "\r")
    assert given == {IDS[0]: Response(Answer.YES, When.CURRENT, Basis.SEEN, "seen")}
    assert "Note on: Truanting\n" in screen


def test_a_detail_is_asked_with_single_keys_and_shown_when_one_comes_back() -> None:
    given, screen = walk_with_keys("y", "d", "p", "o", "b", "\r", *TO_REVIEW, "\r")
    assert given == {IDS[0]: Response(Answer.YES, When.PAST, Basis.OPINION)}
    assert "Truanting: when and on what basis? n now" in screen
    assert "With it: past, opinion." in screen


def test_contacts_are_the_same_key_in_a_detail_as_everywhere() -> None:
    given, screen = walk_with_keys("y", "d", "c", "n", "s", *TO_REVIEW, "\r")
    assert given == {IDS[0]: Response(Answer.YES, When.CURRENT, Basis.SEEN)}
    assert "THE CONTACTS" in screen


def test_a_capital_c_shows_every_contact() -> None:
    _, screen = walk_with_keys("C", *TO_REVIEW, "\r")
    assert "ALL THE CONTACTS" in screen


def test_a_note_that_is_there_is_edited_not_typed_anew() -> None:
    note = ("+", *"seen", "\r", "\r")
    given, _ = walk_with_keys(*note, "+", *" twice", "\r", "\r", *TO_REVIEW, "\r")
    assert given == {IDS[0]: Response(note="seen twice")}


def test_a_yes_to_what_may_mean_harm_now_says_so_at_once_in_one_line() -> None:
    _, screen = walk_with_keys(*["."] * 8, "\r", "y", ".", "\r")
    after = screen.partition("40 of 45  Self-harm\n")[2].partition("> yes\n")[2]
    said = "          This may mean harm now. In danger, ring 999; 'c' shows whom else.\n"
    assert after.startswith(said)


def test_the_review_in_short_names_every_yes_and_counts_the_rest_by_category() -> None:
    _, screen = walk_with_keys("y", "?", "0", *["."] * 8, "\r")
    review = screen.rpartition("Review")[2]
    assert "   1  yes         Truanting\n" in review
    assert "   2  not known   Regularly not attending school\n" in review
    assert "      no          Education no to the rest 3-4\n" in review
    assert "      unanswered  Missing / run away 5-8; " in review


def test_l_lists_every_answer_and_the_review_comes_again_below_it() -> None:
    _, screen = walk_with_keys("+", *"seen", "\r", "\r", "y", *TO_REVIEW, "l", "\r")
    assert "   3  unanswered  Excluded from school\n" in screen
    assert "                  Note: seen\n" in screen
    assert screen.count("Nothing is final yet.") == 2


def test_a_number_and_an_answer_change_it_at_the_review() -> None:
    given, screen = walk_with_keys(*TO_REVIEW, "4", *"0 y", "\r", "\r")
    assert given == {IDS[39]: Response(Answer.YES)}
    assert "This may mean harm now." in screen


def test_stopping_at_the_review_asks_once_more_too() -> None:
    given, screen = walk_with_keys("y", *TO_REVIEW, "q", "z", "\r")
    assert given == {IDS[0]: Response(Answer.YES)}
    assert "Stop here?" in screen


def test_stopping_asks_nothing_where_a_draft_is_kept() -> None:
    prompter, screen = key_prompter("y", "q", around=frame(drafting=True))
    with pytest.raises(InterruptedScreeningError):
        walk(Interview(LEEDS), prompter)
    assert "Stop here?" not in screen.getvalue()


@pytest.mark.parametrize("keys", [["q"], ["\x03"], ["\x04"], [], ["+", "a", "\x03"]])
def test_every_way_of_stopping_interrupts(keys: list[str]) -> None:
    prompter, _ = key_prompter(*keys)
    with pytest.raises(InterruptedScreeningError):
        walk(Interview(LEEDS), prompter)


WORRY = (*TO_REVIEW, "\r", "y")
"""Keys up to the first text."""


def told(*keys: str, begun: Narrative = NO_NARRATIVE) -> tuple[Narrative, str]:
    prompter, screen = key_prompter(*WORRY, *keys)
    walked = walk(Interview(LEEDS, narrative=begun), prompter)
    return walked.narrative, screen.getvalue()


def test_a_text_ends_with_a_full_stop_alone_and_keeps_its_empty_lines() -> None:
    narrative, screen = told(*"one", "\r", "\r", *"two", "\r", ".", "\r", ".", "\r", "\r")
    assert narrative == Narrative(worry="one\n\ntwo")
    assert "The worry, in facts" in screen


def test_a_text_can_be_skipped_gone_back_to_and_left_with_all_the_rest() -> None:
    narrative, screen = told("\r", "b", "\r", *"one", "\r", ".", "\r", ".", "\r", "\r")
    assert narrative == Narrative(worry="one")
    assert screen.count("The worry, in facts ─") == 2
    assert "What is going well" not in screen


def test_a_text_that_is_there_already_is_shown_and_left_changed_or_taken_away() -> None:
    begun = Narrative(worry="one", parents="know")
    left, screen = told(".", "\r", begun=begun)
    changed, _ = told("+", *" two", "\r", ".", "\r", *["\r"] * 3, "-", ".", "\r", begun=begun)
    assert (left, changed) == (begun, Narrative(worry="one two"))
    assert "So far: one\n" in screen


def test_what_was_written_is_shown_in_the_end_and_changed_by_its_number() -> None:
    begun = Narrative(worry="one", parents="know")
    narrative, screen = told(".", "5", "\r", "-", "\r", begun=begun)
    assert narrative == Narrative(worry="one")
    assert "   5  Parents or carers\n      know\n" in screen


def test_lines_take_details_and_texts() -> None:
    given = "y\nd\npast\nopinion\n" + ".\n" * 9 + "\ny\none\n\ntwo\n.\n" + "\n" * 6
    prompter, screen = line_prompter(StringIO(given))
    begun = Interview(LEEDS, narrative=Narrative(decision="refer"))
    walked = walk(begun, prompter)
    assert walked.answers == {IDS[0]: Response(Answer.YES, When.PAST, Basis.OPINION)}
    assert walked.narrative == Narrative(worry="one\n\ntwo", decision="refer")
    assert "So far: refer\n" in screen.getvalue()


def test_lines_say_back_what_they_understood() -> None:
    prompter, screen = line_prompter(StringIO("yes\n\nn\nb\n\n0\n" + ".\n" * 9 + "\n"))
    walk(Interview(LEEDS), prompter)
    said = screen.getvalue()
    assert "Truanting: yes.\n" in said
    assert "Skipped: no answer.\n" in said
    assert "Excluded from school: still no.\n" in said
    assert "No to: Behaviour problems.\n" in said


def test_lines_do_not_read_a_category_out_before_its_questions() -> None:
    prompter, screen = line_prompter(StringIO("\n" * 46))
    walk(Interview(LEEDS), prompter)
    assert "Behaviour problems" not in screen.getvalue().partition("4 of 45. ")[0]


def test_the_keys_in_short_never_part_a_key_from_its_word() -> None:
    assert list(words.hints(40)) == [
        "y yes  n no  ? unknown  Enter skip",
        "0 no to the rest  b back  + note",
        "c contacts  h keys",
    ]


@pytest.mark.parametrize("width", [40, 60, 80])
def test_the_keys_at_the_foot_of_a_page_fit_on_a_line_and_end_with_the_way_to_all(
    width: int,
) -> None:
    hints = words.short_hints(width)
    assert len(hints) <= width
    assert hints.startswith("y yes  n no  ? unknown")
    assert hints.endswith("h keys")


def test_the_keys_are_shown_in_full_once() -> None:
    _, screen = walk_with_keys(*TO_REVIEW, "\r")
    assert screen.count("c contacts") == 1
    assert screen.count("h keys") == 9


def test_a_line_longer_than_any_note_may_be_is_neither_held_nor_taken_for_a_token() -> None:
    endless, spaces = "y" * (3 * ROOM), " " * (2 * ROOM)
    given = f"{endless}\n+\n{spaces}note\n\n" + ".\n" * 9 + "\n"
    prompter, screen = line_prompter(StringIO(given))
    assert walk(Interview(LEEDS), prompter).answers == {}
    assert "'[a line that is too lon…' is not an answer here." in screen.getvalue()
    assert "That is too long, and was not kept" in screen.getvalue()


def test_a_text_without_end_is_not_held_but_refused_whole_and_asked_for_again() -> None:
    endless = f"{'x' * (ROOM // 2)}\n" * 9
    given = ".\n" * 9 + f"\ny\nSeen\n{endless}.\nTold.\n.\n.\n\n"
    prompter, screen = line_prompter(StringIO(given))
    assert walk(Interview(LEEDS), prompter).narrative == Narrative(worry="Told.")
    assert "That is too long, and was not kept" in screen.getvalue()
