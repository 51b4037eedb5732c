"""The walk as a state machine, driven without a terminal."""

from collections.abc import Iterable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cse_check.catalogue.library import Library, bundled_folder
from cse_check.errors import InterruptedScreeningError
from cse_check.interview.presses import KEYS, Press, parse_key
from cse_check.interview.state import MAY_MEAN_HARM_NOW, Interview, Place
from cse_check.interview.texts import OFFER
from cse_check.interview.walk import walk
from cse_check.model import Answer, Basis, Catalogue, Manner, Response, When
from cse_check.narrative import FIELDS, ROOM, Field, Narrative

LEEDS = Library([bundled_folder()]).find("leeds").read().catalogue
IDS = [indicator.id for indicator in LEEDS.indicators]
EDUCATION = IDS[:4]
SELF_HARM = "mental-health.self-harm"


class Script:
    """A prompter that says what it was told to say, and keeps what it was shown."""

    def __init__(self, *tokens: str) -> None:
        self.tokens = list(tokens)
        self.edited: list[Narrative | None] | None = None
        self.shown: list[str] = []

    def begin(self, interview: Interview) -> None:
        self.shown.append("begin")

    def category(self, interview: Interview) -> None:
        self.shown.append(f"category {interview.place.category.id}")

    def ask(self, interview: Interview) -> str:
        self.shown.append(f"ask {interview.place.indicator.id}")
        return self._next()

    def heard(self, before: Interview, key: Press, after: Interview) -> None:
        """Keep nothing: what a key means is the prompter's to say."""

    def ask_note(self, place: Place, response: Response) -> str:
        self.shown.append(f"note on {place.indicator.id}")
        return self._next()

    def ask_line(self, question: str) -> str:
        self.shown.append(question)
        return self._next()

    def review(self, interview: Interview, *, again: bool) -> str:
        self.shown.append("review again" if again else "review")
        return self._next()

    def list_answers(self, interview: Interview) -> None:
        self.shown.append("list")

    def ask_choice(self, question: str, *, page: bool = False) -> str:
        self.shown.append(question)
        return self._next()

    def ask_text(self, field: Field, number: int, current: str | None) -> str:
        self.shown.append(f"text {field.name} {current}")
        return self._next()

    def review_texts(self, narrative: Narrative) -> str:
        self.shown.append("texts")
        return self._next()

    @property
    def can_edit(self) -> bool:
        return self.edited is not None

    def edit(self, narrative: Narrative) -> Narrative | None:
        return self.edited.pop(0) if self.edited else None

    def contacts(self, *, every_one: bool) -> None:
        self.shown.append("all contacts" if every_one else "contacts")

    def help(self) -> None:
        self.shown.append("help")

    def tell(self, message: str) -> None:
        self.shown.append(message)

    def warn(self, message: str) -> None:
        self.shown.append(f"warning: {message}")

    def stops(self, interview: Interview) -> bool:
        return True

    def _next(self) -> str:
        if not self.tokens:
            raise EOFError
        return self.tokens.pop(0)


def press(*keys: Press, catalogue: Catalogue = LEEDS) -> Interview:
    interview = Interview(catalogue)
    for key in keys:
        interview = interview.press(key)
    return interview


def answers(interview: Interview) -> dict[str, Answer | None]:
    return {name: response.answer for name, response in interview.answers.items()}


def finish(*tokens: str) -> Interview:
    """Walk with these tokens, skip the rest of every category, and finish the review."""
    return walk(Interview(LEEDS), Script(*tokens, *["."] * 9, ""))


def test_each_answer_key_answers_the_question_and_goes_on() -> None:
    after = press(Press.YES, Press.NO, Press.NOT_KNOWN)
    assert answers(after) == {IDS[0]: Answer.YES, IDS[1]: Answer.NO, IDS[2]: Answer.NOT_KNOWN}
    assert after.place.indicator.id == IDS[3]


def test_skipping_leaves_the_indicator_unanswered() -> None:
    after = press(Press.SKIP)
    assert after.answers == {}
    assert after.place.indicator.id == IDS[1]


def test_skipping_keeps_an_answer_that_was_given_before() -> None:
    assert answers(press(Press.YES, Press.BACK, Press.SKIP)) == {IDS[0]: Answer.YES}


def test_clearing_takes_an_answer_away_but_keeps_its_note() -> None:
    noted = press(Press.YES, Press.BACK).note("seen on Monday").press(Press.CLEAR)
    assert noted.answers == {IDS[0]: Response(note="seen on Monday")}
    assert noted.place.indicator.id == IDS[0]


def test_back_at_the_first_question_stays_and_says_so() -> None:
    after = press(Press.BACK)
    assert after.place.indicator.id == IDS[0]
    assert after.told == "This is the first question."


def test_back_goes_into_the_category_before_and_keeps_the_answers() -> None:
    after = press(*[Press.YES] * 4, Press.NO, Press.BACK, Press.BACK)
    assert after.place.category.id == "education"
    assert answers(after) == {**dict.fromkeys(EDUCATION, Answer.YES), IDS[4]: Answer.NO}


def test_0_answers_no_to_the_rest_of_the_category_alone() -> None:
    after = press(Press.YES, Press.NO_REST)
    assert answers(after) == {IDS[0]: Answer.YES, **dict.fromkeys(EDUCATION[1:], Answer.NO)}
    assert after.place.category.id == "missing"


def test_0_never_changes_an_answer_further_on() -> None:
    after = press(Press.SKIP, Press.SKIP, Press.YES, Press.BACK, Press.BACK, Press.NO_REST)
    assert answers(after)[IDS[2]] is Answer.YES
    assert after.told == "Answered no: 2. Left as answered before: 1. 'b' takes all of it back."


def test_0_changes_the_answer_of_the_question_that_is_asked() -> None:
    assert answers(press(Press.YES, Press.BACK, Press.NO_REST))[IDS[0]] is Answer.NO


def test_0_keeps_that_its_answers_were_given_so_and_an_answer_of_its_own_key_does_not() -> None:
    after = press(Press.YES, Press.NO_REST)
    given = {name: response.given for name, response in after.answers.items()}
    assert given == {IDS[0]: None, **dict.fromkeys(EDUCATION[1:], Manner.REST)}
    again = after.change(2).press(Press.NO)
    assert again.answers[IDS[1]] == Response(Answer.NO)


def test_0_says_how_many_it_answered_and_names_the_urgent_ones() -> None:
    health = next(i for i, each in enumerate(LEEDS.indicators) if each.id == SELF_HARM)
    after = Interview(LEEDS, cursor=health).press(Press.NO_REST)
    assert after.told.startswith("Answered no: 6. Marked urgent among them: ")
    assert "Self-harm" in after.told


def test_b_right_after_0_takes_the_whole_of_it_back() -> None:
    before = press(Press.YES, Press.SKIP, Press.NOT_KNOWN, Press.BACK, Press.BACK)
    back = before.press(Press.NO_REST).press(Press.BACK)
    assert (back.answers, back.cursor) == (before.answers, before.cursor)
    assert back.told == "All of that is taken back."


def test_b_after_a_0_that_ended_the_list_takes_it_back_from_the_review() -> None:
    before = Interview(LEEDS, cursor=44)
    back = before.press(Press.NO_REST).press(Press.BACK)
    assert (back.answers, back.cursor) == ({}, 44)


def test_b_later_than_right_after_0_only_goes_back() -> None:
    after = press(Press.NO_REST, Press.YES, Press.BACK, Press.BACK)
    assert answers(after) == {**dict.fromkeys(EDUCATION, Answer.NO), IDS[4]: Answer.YES}


def test_a_yes_to_what_is_marked_urgent_warns_at_once_and_asks_nothing() -> None:
    for answer, warning in ((Press.YES, MAY_MEAN_HARM_NOW), (Press.NO, ""), (Press.NOT_KNOWN, "")):
        at = next(i for i, each in enumerate(LEEDS.indicators) if each.id == SELF_HARM)
        after = Interview(LEEDS, cursor=at).press(answer)
        assert after.warning == warning
        assert after.cursor == at + 1
        assert after.press(Press.SKIP).warning == ""


def test_a_note_and_a_detail_are_on_what_was_answered_last() -> None:
    after = press(Press.YES)
    assert after.spoken_of.indicator.id == IDS[0]
    assert after.note("seen").answers == {IDS[0]: Response(Answer.YES, note="seen")}
    assert after.press(Press.SKIP).spoken_of.indicator.id == IDS[2]
    assert after.press(Press.BACK).spoken_of.indicator.id == IDS[0]


def test_rest_skips_to_the_next_category_and_answers_nothing() -> None:
    after = press(Press.YES, Press.REST)
    assert answers(after) == {IDS[0]: Answer.YES}
    assert after.place.category.id == "missing"


def test_a_note_can_be_written_replaced_kept_and_taken_away() -> None:
    first = press().note("one")
    assert first.note("two").answers[IDS[0]].note == "two"
    assert first.note("  ").answers[IDS[0]].note == "one"
    assert first.note("-").answers == {}


def test_a_note_does_not_answer_and_an_answer_does_not_drop_the_note() -> None:
    noted = press().note("seen")
    assert noted.answers[IDS[0]].answer is None
    assert noted.press(Press.YES).answers[IDS[0]] == Response(Answer.YES, note="seen")


def test_unseen_characters_in_a_note_are_spelled_out() -> None:
    assert press().note("a\x1b[31m\u202eb").answers[IDS[0]].note == "a[U+001B][31m[U+202E]b"


def test_a_pasted_note_keeps_its_line_breaks() -> None:
    assert press().note("one\r\n two\n\nthree ").answers[IDS[0]].note == "one\ntwo\n\nthree"


@pytest.mark.parametrize(("token", "key"), [*KEYS.items(), *((key.value, key) for key in Press)])
def test_every_key_and_every_word_is_understood(token: str, key: Press) -> None:
    assert parse_key(f" {token} ") is key
    assert parse_key(f" {token.upper()} ") is (Press.ALL_CONTACTS if token == "c" else key)


@pytest.mark.parametrize(
    "token", ["maybe", "yes please", "N/A", "None", "none", "None given", "ja", "nn"]
)
def test_what_is_not_a_key_or_a_word_is_no_answer(token: str) -> None:
    assert parse_key(token) is None


def test_a_walk_asks_everything_in_order_and_ends_with_the_review() -> None:
    script = Script(*["y"] * 45, "")
    walked = walk(Interview(LEEDS), script)
    assert [shown[4:] for shown in script.shown if shown.startswith("ask ")] == IDS
    assert [each for each in script.shown if each.startswith("category")] == [
        f"category {category.id}" for category in LEEDS.categories
    ]
    assert script.shown[0] == "begin"
    assert script.shown[-2:] == ["review", f"{OFFER} y yes  Enter no"]
    assert answers(walked) == dict.fromkeys(IDS, Answer.YES)


def test_what_is_not_an_answer_is_asked_again() -> None:
    script = Script("maybe", "y", *["."] * 9, "")
    walked = walk(Interview(LEEDS), script)
    assert script.shown.count(f"ask {IDS[0]}") == 2
    assert "'maybe' is not an answer here. 'h' shows the keys." in script.shown
    assert answers(walked) == {IDS[0]: Answer.YES}


def test_contacts_and_help_are_shown_at_a_question_and_change_nothing() -> None:
    script = Script("c", "h", "y", *["."] * 9, "c", "h", "")
    walked = walk(Interview(LEEDS), script)
    assert script.shown.count("contacts") == script.shown.count("help") == 2
    assert answers(walked) == {IDS[0]: Answer.YES}


def test_a_note_is_asked_for_and_the_question_comes_again() -> None:
    script = Script("+", "seen on Monday", "", "?", *["."] * 9, "")
    walked = walk(Interview(LEEDS), script)
    assert walked.answers == {IDS[0]: Response(Answer.NOT_KNOWN, note="seen on Monday")}
    assert "The note is kept." in script.shown


def test_the_review_changes_any_answer_by_its_number() -> None:
    script = Script("y", *["."] * 9, "1", "n", "45", "?", "")
    walked = walk(Interview(LEEDS), script)
    assert answers(walked) == {IDS[0]: Answer.NO, IDS[-1]: Answer.NOT_KNOWN}
    assert script.shown.count("review") == 3


def test_the_review_can_be_left_unchanged_from_a_question_by_enter_or_back() -> None:
    assert answers(finish("y")) == {IDS[0]: Answer.YES}
    for key in ("", "b"):
        walked = walk(Interview(LEEDS), Script("y", *["."] * 9, "1", key, ""))
        assert answers(walked) == {IDS[0]: Answer.YES}


def test_the_rest_of_a_category_cannot_be_answered_from_the_review() -> None:
    script = Script(*["."] * 9, "1", "0", ".", "y", "")
    walked = walk(Interview(LEEDS), script)
    assert answers(walked) == {IDS[0]: Answer.YES}
    assert "One answer is being changed here: 'b' goes back to the review." in script.shown


@pytest.mark.parametrize("token", ["0", "46", "-1", "99999999999999999999", "²", "y", "1.5"])
def test_what_is_not_a_number_of_the_review_is_asked_again(token: str) -> None:
    script = Script(*["."] * 9, token, "")
    assert walk(Interview(LEEDS), script).answers == {}
    assert any(each.startswith("Type a number from 1 to 45,") for each in script.shown)


def test_back_from_the_review_asks_the_last_question_again() -> None:
    script = Script(*["."] * 9, "b", "y", "")
    assert answers(walk(Interview(LEEDS), script)) == {IDS[-1]: Answer.YES}


@pytest.mark.parametrize("tokens", [["q"], ["y", "q"], [*["."] * 9, "q"], ["y", "+"], []])
def test_stopping_or_the_end_of_input_carries_how_much_was_given(tokens: Iterable[str]) -> None:
    tokens = list(tokens)
    with pytest.raises(InterruptedScreeningError) as stopped:
        walk(Interview(LEEDS), Script(*tokens))
    assert stopped.value.given == tokens.count("y")


def test_a_category_is_shown_again_when_one_goes_back_into_it() -> None:
    script = Script(*["n"] * 4, "b", *["."] * 9, "")
    walk(Interview(LEEDS), script)
    assert [each for each in script.shown if each.startswith("category")][:3] == [
        "category education",
        "category missing",
        "category education",
    ]


def test_a_detail_says_when_and_on_what_basis_and_keeps_the_answer() -> None:
    script = Script("y", "d", "past", "O", *["."] * 9, "")
    walked = walk(Interview(LEEDS), script)
    assert walked.answers == {IDS[0]: Response(Answer.YES, When.PAST, Basis.OPINION)}
    assert "Kept on Truanting: past, opinion." in script.shown


def test_a_detail_can_be_left_and_taken_away() -> None:
    kept = walk(Interview(LEEDS), Script("d", "n", "t", "d", "-", "d", "now", "", *["."] * 9, ""))
    assert kept.answers == {IDS[0]: Response(when=When.CURRENT)}


def test_what_is_no_choice_is_asked_again() -> None:
    script = Script("d", "y", "c", "n maybe", "n", "seen", *["."] * 9, "")
    assert walk(Interview(LEEDS), script).answers == {
        IDS[0]: Response(None, When.CURRENT, Basis.SEEN)
    }
    assert "'y' is not one of these here. 'h' shows the keys." in script.shown
    assert script.shown.count("contacts") == 1


def test_the_narrative_is_offered_after_the_review_and_can_be_skipped_as_a_whole() -> None:
    for skip in ("", "n", "no", "skip"):
        script = Script(*["."] * 9, "", skip)
        assert walk(Interview(LEEDS), script).narrative == Narrative()
        assert script.shown[-1].startswith(OFFER)


def test_the_end_of_input_at_the_offer_ends_the_walk_well() -> None:
    assert walk(Interview(LEEDS), Script(*["."] * 9, "")).finished


def test_every_field_of_the_narrative_is_asked_and_an_empty_one_stays_empty() -> None:
    script = Script(
        *["."] * 9, "", "c", "perhaps", "y", "seen\x1b\n at school", *[""] * 5, "school nurse"
    )
    walked = walk(Interview(LEEDS), script)
    assert walked.narrative == Narrative(
        worry="seen[U+001B]\nat school", completed_by="school nurse"
    )
    assert [each.split()[1] for each in script.shown if each.startswith("text ")] == [
        field.name for field in FIELDS
    ]


def test_a_field_that_was_filled_in_is_shown_left_and_taken_away() -> None:
    begun = Interview(LEEDS, narrative=Narrative(worry="old", decision="refer"))
    script = Script(*["."] * 9, "", "y", "", *[""] * 4, "-", "")
    assert walk(begun, script).narrative == Narrative(worry="old")
    assert "text worry old" in script.shown


def test_the_end_of_input_in_a_text_interrupts() -> None:
    with pytest.raises(InterruptedScreeningError):
        walk(Interview(LEEDS), Script(*["."] * 9, "", "y", "seen"))


def test_everything_that_is_said_is_kept_at_once() -> None:
    kept: list[Interview] = []
    script = Script("y", "+", "seen", "", "h", "n", *["."] * 9, "", "y", "a worry", *[""] * 7)
    walk(Interview(LEEDS), script, kept.append)
    assert [each.answers[IDS[0]].note for each in kept[:2]] == [None, "seen"]
    assert kept[-1].narrative.worry == "a worry"


TOKENS = st.sampled_from(
    [*KEYS, *(key.value for key in Press), "maybe", "7", "45", "0", " ", "note"]
)


@given(st.lists(TOKENS, max_size=120))
def test_any_tokens_end_in_a_valid_state(tokens: list[str]) -> None:
    script = Script(*tokens)
    with suppress(InterruptedScreeningError):
        walked = walk(Interview(LEEDS), script)
        assert walked.finished
        assert set(walked.answers) <= set(IDS)


@given(
    st.lists(st.sampled_from(["", " ", ".", "b", "c", "h", "maybe", "x", "?", "y"]), max_size=90)
)
def test_without_a_no_key_nothing_is_ever_answered_no(tokens: list[str]) -> None:
    interview = Interview(LEEDS)
    for token in tokens:
        key = parse_key(token)
        if key and not interview.in_review:
            interview = interview.press(key)
    assert Answer.NO not in answers(interview).values()


@given(st.lists(st.sampled_from(list(Press)), max_size=80))
def test_moving_about_never_changes_an_answer(keys: list[Press]) -> None:
    moves = {Press.SKIP, Press.REST, Press.CONTACTS, Press.HELP, Press.NOTE, Press.QUIT}
    interview = Interview(LEEDS)
    for key in keys:
        if interview.in_review:
            break
        before = interview.answers
        interview = interview.press(key)
        if key in moves:
            assert interview.answers == before


def test_back_from_the_review_shows_the_heading_of_the_last_category_again() -> None:
    tokens = ["."] * len(LEEDS.categories)
    script = Script(*tokens, "b", "", "", "")
    walk(Interview(LEEDS), script)
    last = LEEDS.categories[-1]
    at = script.shown.index("review")
    assert script.shown[at : at + 4] == [
        "review",
        f"category {last.id}",
        f"ask {last.indicators[-1].id}",
        "review",
    ]


def test_back_again_shows_the_heading_of_the_category_before_and_of_no_other() -> None:
    categories = LEEDS.categories
    back = ["b"] * (len(categories[-1].indicators) + 1)
    script = Script(*["."] * len(categories), *back, ".", ".", "", "")
    walk(Interview(LEEDS), script)
    after = script.shown[script.shown.index("review") + 1 :]
    assert [each for each in after if each.startswith("category")] == [
        f"category {categories[-1].id}",
        f"category {categories[-2].id}",
        f"category {categories[-1].id}",
    ]


def test_a_question_from_the_review_by_its_number_shows_no_heading() -> None:
    script = Script(*["."] * len(LEEDS.categories), "1", "y", "", "")
    walk(Interview(LEEDS), script)
    after = script.shown[script.shown.index("review") :]
    assert after[:3] == ["review", f"ask {IDS[0]}", "review"]


LONG = "x" * (ROOM + 1)


def test_what_is_too_long_to_be_read_again_is_not_kept_and_told_at_once() -> None:
    noted = Interview(LEEDS).note("Seen.")
    for after in (noted.note(LONG), noted.narrate("worry", LONG)):
        assert "too long, and was not kept" in after.warning
        assert after.told == ""
        assert (after.answers, after.narrative) == (noted.answers, noted.narrative)
    assert noted.narrate("worry", "A phone.").warning == ""


def test_notes_and_texts_have_their_room_together_and_bytes_count() -> None:
    half = "é" * (ROOM // 4)
    full = Interview(LEEDS).note(half).narrate("worry", half)
    assert full.written == ROOM
    assert full.narrate("decision", "x").warning


def test_what_was_longer_before_may_become_shorter() -> None:
    older = Interview(LEEDS, narrative=Narrative(worry=LONG + LONG))
    shorter = older.narrate("worry", LONG)
    assert (shorter.warning, shorter.narrative.worry) == ("", LONG)


def test_what_was_too_long_in_the_editor_is_opened_there_again_as_it_was_left() -> None:
    opened = []

    class Editing(Script):
        def edit(self, narrative: Narrative) -> Narrative | None:
            opened.append(narrative)
            return super().edit(narrative)

    script = Editing(*["."] * 9, "", "e", "e", "")
    script.edited = [Narrative(worry=LONG), Narrative(worry="A phone.")]
    assert walk(Interview(LEEDS), script).narrative == Narrative(worry="A phone.")
    assert opened == [Narrative(), Narrative(worry=LONG)]
    assert any("'e' opens it again as you left it." in shown for shown in script.shown)
