"""What the prompters show and read, on fake streams and fake keys."""

import signal
from io import StringIO

import pytest
from prompters import (
    BATHNES,
    IDS,
    LEEDS,
    TO_REVIEW,
    FakeKeys,
    Terminal,
    key_prompter,
    line_prompter,
    walk_with_keys,
)

from cse_check.errors import InterruptedScreeningError
from cse_check.interview.state import Interview
from cse_check.interview.walk import walk
from cse_check.model import Answer, Basis, Response, When
from cse_check.narrative import Narrative
from cse_check.prompts import words
from cse_check.prompts.keyboard import PASTE_ENDS, PASTED, Keyboard
from cse_check.prompts.lines import CANONICAL_LIMIT


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
    before = screen.partition("1 of 46")[0]
    assert all(indicator.text in before for indicator in LEEDS.categories[0].indicators)
    assert "1 of 9" in before


@pytest.mark.parametrize("width", [40, 60, 80, 96])
def test_no_line_is_wider_than_the_screen(width: int) -> None:
    _, screen = walk_with_keys("c", "h", "x", "0", *["."] * 8, "\r", width=width)
    assert max(map(len, screen.split("\n"))) <= width


def test_at_forty_columns_every_word_of_every_indicator_is_there() -> None:
    _, screen = walk_with_keys(*["\r"] * 47, width=40)
    folded = " ".join(screen.split())
    for indicator in LEEDS.indicators:
        assert indicator.text in folded


def test_without_drawing_there_are_only_ascii_lines() -> None:
    prompter, screen = key_prompter(*TO_REVIEW, "\r", drawing=False)
    walk(Interview(LEEDS), prompter)
    assert screen.getvalue().isascii()


def test_a_note_can_be_edited_while_it_is_typed() -> None:
    given, _ = walk_with_keys("+", *"sene", "\x7f", "\b", *"en", "\x1b[D", "\r", *TO_REVIEW, "\r")
    assert given == {IDS[0]: Response(note="seen")}


def test_control_u_erases_the_whole_line_of_a_note() -> None:
    given, _ = walk_with_keys("+", *"wrong", "\x15", "\x7f", *"right", "\r", *TO_REVIEW, "\r")
    assert given == {IDS[0]: Response(note="right")}


def test_a_note_pasted_with_line_breaks_keeps_them() -> None:
    pasted = [PASTED, *"one\rtwo\r\nthree", PASTE_ENDS]
    given, _ = walk_with_keys("+", *pasted, "\r", *TO_REVIEW, "\r")
    assert given == {IDS[0]: Response(note="one\ntwo\nthree")}


def test_text_pasted_at_a_question_is_not_taken_for_answers() -> None:
    given, screen = walk_with_keys(PASTED, *"yny", PASTE_ENDS, *TO_REVIEW, "\r")
    assert given == {}
    assert "That is not an answer here." in screen


def test_what_was_said_before_is_shown_when_one_goes_back() -> None:
    _, screen = walk_with_keys("+", *"seen", "\r", "y", "b", "\r", *TO_REVIEW, "\r")
    assert "So far: yes. Enter keeps it." in screen
    assert "Your note: seen" in screen


def test_the_review_shows_each_number_answer_and_note() -> None:
    _, screen = walk_with_keys("+", *"seen", "\r", "y", *TO_REVIEW, *"2", "\r", "n", "\r")
    review = screen.rpartition("Review")[2]
    assert "   1  yes         Truanting" in review
    assert "                  Note: seen" in review
    assert "   2  no          Regularly not attending school" in review
    assert "   3  unanswered  Excluded from school" in review


def test_stopping_with_answers_asks_once_more_and_any_other_key_goes_on() -> None:
    given, screen = walk_with_keys("y", "q", "z", "n", *TO_REVIEW, "\r")
    assert [response.answer for response in given.values()] == [Answer.YES, Answer.NO]
    assert "Nothing is kept of what was answered so far (1)" in screen


def test_stopping_twice_stops() -> None:
    prompter, _ = key_prompter("y", "q", "q")
    with pytest.raises(InterruptedScreeningError):
        walk(Interview(LEEDS), prompter)


@pytest.mark.parametrize("keys", [["q"], ["\x03"], ["\x04"], [], ["+", "a", "\x03"], [PASTED, "a"]])
def test_every_way_of_stopping_interrupts(keys: list[str]) -> None:
    prompter, _ = key_prompter(*keys)
    with pytest.raises(InterruptedScreeningError):
        walk(Interview(LEEDS), prompter)


def test_contacts_and_help_are_shown_at_a_question() -> None:
    _, screen = walk_with_keys("c", "h", *TO_REVIEW, "\r")
    assert "THE CONTACTS\n" in screen
    for meaning in words.MEANINGS.values():
        assert " ".join(meaning.split()) in " ".join(screen.split())


def test_the_keyboard_asks_for_marked_pastes_and_leaves_the_terminal_as_it_was() -> None:
    keys, screen = FakeKeys("y"), StringIO()
    with Keyboard(keys, screen) as keyboard:
        assert keyboard.key() == "y"
    assert screen.getvalue() == "\x1b[?2004h\x1b[?2004l"
    assert keys.restored


def test_a_key_that_is_no_character_is_not_part_of_a_line_and_a_tab_is_a_space() -> None:
    screen = StringIO()
    assert Keyboard(FakeKeys("a", "\x01", "\x17", "\t", "b", "\r"), screen).line() == "a b"
    assert screen.getvalue() == "a b\n"


def test_unseen_characters_in_what_is_pasted_are_not_echoed() -> None:
    screen = StringIO()
    keys = FakeKeys(PASTED, "a", "\x07", PASTE_ENDS, "\r")
    assert Keyboard(keys, screen).line() == "a\x07"
    assert screen.getvalue() == "a?\n"


@pytest.mark.skipif(not hasattr(signal, "SIGCONT"), reason="needs POSIX job control")
def test_the_keyboard_sets_the_terminal_again_when_the_program_is_resumed() -> None:
    keys, screen = FakeKeys(), StringIO()
    with Keyboard(keys, screen):
        signal.raise_signal(signal.SIGCONT)
        assert keys.resumed
    assert screen.getvalue() == "\x1b[?2004h\x1b[?2004h\x1b[?2004l"


@pytest.mark.parametrize("key", [" ", "\t"])
def test_the_space_bar_is_no_answer_and_skips_nothing(key: str) -> None:
    given, screen = walk_with_keys(key, "y", *TO_REVIEW, "\r")
    assert given == {IDS[0]: Response(Answer.YES)}
    assert "That is not an answer here." in screen


def test_a_detail_is_asked_with_single_keys_and_shown_when_one_comes_back() -> None:
    given, screen = walk_with_keys("y", "b", "d", "p", "o", "\r", *TO_REVIEW, "\r")
    assert given == {IDS[0]: Response(Answer.YES, When.PAST, Basis.OPINION)}
    assert "With it: past, opinion." in screen


def test_a_choice_shows_the_key_and_not_what_it_stands_for_elsewhere() -> None:
    given, screen = walk_with_keys("d", "c", "\x1b", "s", *TO_REVIEW, "\r")
    assert given == {IDS[0]: Response(None, When.CURRENT, Basis.SEEN)}
    assert "> c\n" in screen
    assert "> contacts" not in screen


def test_a_text_ends_with_an_empty_line_and_keeps_its_lines() -> None:
    prompter, screen = key_prompter(
        *TO_REVIEW, "\r", "y", *"one", "\r", *"two", "\r", "\r", *["\r"] * 6
    )
    assert walk(Interview(LEEDS), prompter).narrative == Narrative(worry="one\ntwo")
    assert "The worry, in facts" in screen.getvalue()


def test_a_text_that_is_there_already_is_shown() -> None:
    begun = Interview(LEEDS, narrative=Narrative(worry="one\ntwo"))
    prompter, screen = key_prompter(*TO_REVIEW, "\r", "y", *["\r"] * 7)
    assert walk(begun, prompter).narrative == begun.narrative
    assert "So far: one\ntwo\n" in screen.getvalue()


def test_stopping_at_the_review_asks_once_more_too() -> None:
    given, screen = walk_with_keys("y", *TO_REVIEW, "q", "\r", "z", "\r")
    assert given == {IDS[0]: Response(Answer.YES)}
    assert "Stop here?" in screen


def test_stopping_asks_nothing_where_a_draft_is_kept() -> None:
    prompter, screen = key_prompter("y", "q")
    prompter._confirms_stop = False
    with pytest.raises(InterruptedScreeningError):
        walk(Interview(LEEDS), prompter)
    assert "Stop here?" not in screen.getvalue()


def test_lines_take_details_and_texts() -> None:
    given = "y\nb\nd\npast\nopinion\n" + ".\n" * 9 + "\ny\none\ntwo\n\n" + "\n" * 6
    prompter, screen = line_prompter(StringIO(given))
    begun = Interview(LEEDS, narrative=Narrative(decision="refer"))
    walked = walk(begun, prompter)
    assert walked.answers == {IDS[0]: Response(Answer.YES, When.PAST, Basis.OPINION)}
    assert walked.narrative == Narrative(worry="one\ntwo", decision="refer")
    assert "So far: refer\n" in screen.getvalue()


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
    prompter, screen = line_prompter(StringIO("+\nseen | here\n" + ".\n" * 9 + "1\ny\n\n"))
    walked = walk(Interview(LEEDS), prompter)
    assert walked.answers == {IDS[0]: Response(Answer.YES, note="seen | here")}
    assert "  1. yes: Truanting\n     Note: seen | here\n" in screen.getvalue()


def test_lines_show_contacts_and_help() -> None:
    prompter, screen = line_prompter(StringIO("c\nh\n" + ".\n" * 9 + "\n"))
    walk(Interview(LEEDS), prompter)
    assert "THE CONTACTS\n" in screen.getvalue()
    assert "c  contacts: whom to ring" in screen.getvalue()


def test_lines_at_forty_columns_are_wrapped_in_full() -> None:
    prompter, screen = line_prompter(StringIO("\n" * 47), width=40)
    walk(Interview(LEEDS), prompter)
    assert max(map(len, screen.getvalue().split("\n"))) <= 40
    folded = " ".join(screen.getvalue().split())
    assert all(indicator.text in folded for indicator in LEEDS.indicators)


def test_the_end_of_lines_interrupts() -> None:
    prompter, _ = line_prompter(StringIO("y\n"))
    with pytest.raises(InterruptedScreeningError):
        walk(Interview(LEEDS), prompter)


def test_a_line_that_a_terminal_may_have_cut_off_is_said_so() -> None:
    long = "x" * CANONICAL_LIMIT
    prompter, screen = line_prompter(Terminal(f"+\n{long}\n" + ".\n" * 9 + "\n"))
    walk(Interview(LEEDS), prompter)
    assert "The terminal cuts lines off after 4095 bytes: check the end." in screen.getvalue()


def test_the_keys_in_short_never_part_a_key_from_its_word() -> None:
    assert list(words.hints(40)) == [
        "y yes  n no  ? unknown  Enter skip",
        "b back  + note  d detail  c contacts",
        "h keys",
    ]
    assert list(words.hints(80)) == ["  ".join(words.HINTS)]
