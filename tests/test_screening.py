"""A catalogue and answers, and what follows from them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cse_check
from cse_check.case_ref import check_case_ref
from cse_check.errors import UsageError
from cse_check.model import Answer, Response, Role
from cse_check.screening import (
    ANSWER_TOKENS,
    NO_RESPONSE,
    Statements,
    parse_answer,
    screen,
    statements_for,
)
from examples import NO, NOT_KNOWN, TODAY, YES, bundled, edition, screening

ANSWERED = {"health.self-harm": YES, "school.excluded": NO, "school.truanting": NOT_KNOWN}

# What follows from answers


def test_each_indicator_is_in_the_list_of_its_answer() -> None:
    found = screening(ANSWERED)
    ids = {answer: [item.indicator.id for item in found.items(answer)] for answer in Answer}
    assert ids == {
        Answer.YES: ["health.self-harm"],
        Answer.NO: ["school.excluded"],
        Answer.NOT_KNOWN: ["school.truanting"],
    }
    assert found.items(None) == ()


def test_without_answers_everything_is_unanswered_and_nothing_is_no() -> None:
    found = screening()
    assert [item.indicator.id for item in found.items(None)] == [
        "school.truanting", "school.excluded", "health.self-harm",
    ]  # fmt: skip
    assert found.items(Answer.NO) == ()
    assert found.flagged == ()


def test_a_note_alone_leaves_an_indicator_unanswered() -> None:
    response = Response(note="ask on Monday")
    found = screening({"school.truanting": response})
    assert found.items(None)[0].response == response


def test_items_come_in_the_catalogues_order_whatever_the_order_of_the_answers() -> None:
    found = screening({"health.self-harm": YES, "school.excluded": YES, "school.truanting": YES})
    assert [item.indicator.id for item in found.flagged] == [
        "school.truanting", "school.excluded", "health.self-harm",
    ]  # fmt: skip


def test_a_category_without_the_answer_is_not_among_the_groups() -> None:
    (group,) = screening(ANSWERED).groups(Answer.YES)
    assert group.category.id == "health"
    assert [item.indicator.id for item in group.items] == ["health.self-harm"]


def test_urgent_is_what_was_flagged_and_is_marked_so() -> None:
    both = screening({"health.self-harm": YES, "school.truanting": YES})
    assert [item.indicator.id for item in both.urgent] == ["health.self-harm"]


@pytest.mark.parametrize("response", [NO, NOT_KNOWN, Response(note="x")])
def test_an_urgent_indicator_that_was_not_flagged_is_not_urgent(response: Response) -> None:
    assert screening({"health.self-harm": response}).urgent == ()


def test_the_count_of_what_is_asked_is_the_catalogues() -> None:
    assert screening().asked == 3
    assert screening(of=bundled("leeds")).asked == 45


def test_what_was_not_answered_has_an_empty_response() -> None:
    assert screening(ANSWERED).response("health.self-harm") == YES
    assert screening().response("health.self-harm") is NO_RESPONSE


def test_a_screening_says_when_for_whom_and_with_what_it_was_made() -> None:
    found = screen(edition(), ANSWERED, screened_on=TODAY, role=Role.PUBLIC, case_ref="A-1")
    assert (found.screened_on, found.role, found.case_ref) == (TODAY, Role.PUBLIC, "A-1")
    assert found.tool_version == cse_check.__version__


def test_a_screening_is_for_professionals_and_without_a_reference_unless_told() -> None:
    found = screen(edition(), {}, screened_on=date(2026, 1, 2))
    assert (found.role, found.case_ref) == (Role.PROFESSIONAL, None)


def test_an_answer_to_an_indicator_that_is_not_there_is_refused() -> None:
    with pytest.raises(UsageError) as raised:
        screening({"school.truantin": YES})
    assert str(raised.value) == (
        "'school.truantin' is not an indicator of exampleshire; did you mean 'school.truanting' "
        "(Truanting)?"
    )


@given(
    st.dictionaries(
        st.sampled_from([each.id for each in bundled("leeds").catalogue.indicators]),
        st.sampled_from([YES, NO, NOT_KNOWN, NO_RESPONSE]),
    )
)
def test_every_indicator_is_in_just_one_list(answers: dict[str, Response]) -> None:
    found = screening(answers, of=bundled("leeds"))
    listed = [item.indicator.id for answer in (*Answer, None) for item in found.items(answer)]
    assert sorted(listed) == sorted(each.id for each in found.edition.catalogue.indicators)


# Statements


def test_an_area_whose_guide_makes_no_caveat_is_told_whose_it_is() -> None:
    assert statements_for(bundled("leeds").catalogue) == Statements()
    assert "This area's guide does not say so." in Statements().caveat_source


def test_an_area_whose_guide_makes_the_caveat_is_told_so() -> None:
    catalogue = bundled("bathnes").catalogue
    assert catalogue.guide.caveat is not None
    assert statements_for(catalogue) == Statements(caveat_source=catalogue.guide.caveat.text)


def test_the_caveat_is_stated_in_every_screening() -> None:
    assert screening().statements.caveat == (
        "Absence of indicators does not mean that a child is safe."
    )


# Tokens

TOKENS = {
    "y": Answer.YES, "yes": Answer.YES, "true": Answer.YES, "1": Answer.YES,
    "n": Answer.NO, "no": Answer.NO, "false": Answer.NO, "0": Answer.NO,
    "u": Answer.NOT_KNOWN, "unknown": Answer.NOT_KNOWN, "not known": Answer.NOT_KNOWN,
    "not-known": Answer.NOT_KNOWN, "nk": Answer.NOT_KNOWN, "?": Answer.NOT_KNOWN,
}  # fmt: skip


def test_the_tokens_are_those_of_the_design() -> None:
    assert ANSWER_TOKENS == TOKENS


@pytest.mark.parametrize(("token", "answer"), TOKENS.items())
def test_case_and_space_around_a_token_do_not_matter(token: str, answer: Answer) -> None:
    for written in (token, token.upper(), token.title(), f"  {token}\t", f"\n{token} "):
        assert parse_answer(written) is answer


def test_space_inside_a_token_does_not_matter() -> None:
    assert parse_answer("Not   Known") is Answer.NOT_KNOWN


@pytest.mark.parametrize(
    "token",
    ["N/A", "None", "Not recorded", "Nil", "-", "null", "Not asked", "not", "nope", "Non", "NKN",
     "No.", "n o", "negative", "never", "x", "2", "00", "-0", "0.0", "off", "on", "ok", "f", "t",
     "yes?", "??", "not_known", "notknown", "\N{FULLWIDTH LATIN SMALL LETTER N}o", "nein", "~"],
)  # fmt: skip
def test_what_is_not_a_token_is_no_answer(token: str) -> None:
    assert parse_answer(token) is None


@given(st.text(" \t\n\r\x0b\x0c\u00a0\u2003\u3000"))
def test_a_blank_is_never_an_answer(blank: str) -> None:
    assert parse_answer(blank) is None


@given(
    st.one_of(
        st.text(),
        st.text("nNoOtT kKfFaAlLsSeE0/-. ", max_size=8),
        st.sampled_from(sorted(TOKENS)).flatmap(lambda token: st.text().map(token.__add__)),
    )
)
def test_nothing_but_the_tokens_for_no_is_read_as_no(text: str) -> None:
    if text.strip().casefold() not in {"n", "no", "false", "0"}:
        assert parse_answer(text) is not Answer.NO


@given(st.text())
def test_a_text_that_is_not_in_the_table_is_no_answer(text: str) -> None:
    if " ".join(text.split()).lower() not in TOKENS:
        assert parse_answer(text) is None


# Case references


@pytest.mark.parametrize("case_ref", ["A", "1", "CASE-1", "a.b_c-d", "0" * 64])
def test_a_case_reference_is_given_back(case_ref: str) -> None:
    assert check_case_ref(case_ref) == case_ref


@pytest.mark.parametrize(
    "case_ref",
    ["", " ", "-a", ".a", "_a", "a b", "Jane Doe", "a/b", "../a", "a\n", "é", "a\x1b", "0" * 65,
     "a:b", "\N{FULLWIDTH DIGIT ONE}"],
)  # fmt: skip
def test_what_is_no_case_reference_is_refused_and_not_repeated(case_ref: str) -> None:
    with pytest.raises(UsageError) as raised:
        check_case_ref(case_ref)
    assert str(raised.value) == (
        "That is not a case reference. It should start with a letter or digit, followed by "
        "letters, digits, '.', '_' or '-', at most 64 in all.\n"
        "Use a pseudonym, never a name, a date of birth or an NHS number."
    )


def test_a_screening_takes_no_name_for_a_case_reference() -> None:
    with pytest.raises(UsageError, match="not a case reference"):
        screening(case_ref="Jane Doe")
