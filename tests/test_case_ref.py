"""Case references: what is one, and what one must not look like."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cse_check.case_ref import CASE_REF, check_case_ref, doubts, is_nhs_number
from cse_check.errors import UsageError

TODAY = date(2026, 11, 21)


def said(case_ref: str) -> str:
    return "; ".join(doubts(case_ref, TODAY))


@pytest.mark.parametrize("case_ref", ["LCC-0142", "a", "7", "A.b_c-1", "x" * 64])
def test_a_pseudonym_is_a_case_reference(case_ref: str) -> None:
    assert check_case_ref(case_ref) == case_ref


@pytest.mark.parametrize("case_ref", ["", "Jane Smith", "-7", "x" * 65, "é1", "a/b", "a\n", "=1"])
def test_anything_else_is_refused_without_being_repeated(case_ref: str) -> None:
    with pytest.raises(UsageError) as refused:
        check_case_ref(case_ref)
    assert not case_ref or case_ref not in str(refused.value)


@pytest.mark.parametrize("number", ["9434765919", "943-476-5919", "943.476.5919", "4010232137"])
def test_an_nhs_number_is_known_by_its_check_digit(number: str) -> None:
    assert is_nhs_number(number)
    assert "check digit of an NHS number" in said(f"C{number}")


@pytest.mark.parametrize("number", ["9434765918", "1234567890", "943476591", "94347659190"])
def test_other_digits_are_not_an_nhs_number(number: str) -> None:
    assert "NHS" not in said(f"C{number}")


@given(st.integers(0, 10**9 - 1))
def test_at_most_one_last_digit_makes_an_nhs_number(first_nine: int) -> None:
    assert sum(is_nhs_number(f"{first_nine:09}{last}") for last in range(10)) <= 1


@pytest.mark.parametrize(
    "case_ref", ["x-12-05-2011", "12052011", "2011-05-12", "20110512", "12.05.11", "C_1.05.2019"]
)
def test_what_could_be_a_date_of_birth_is_doubted(case_ref: str) -> None:
    assert "date of birth" in said(case_ref)


@pytest.mark.parametrize("case_ref", ["LCC-0142", "C-99-99-2011", "12-05-1950", "12-05-2044", "A1"])
def test_what_could_be_no_child_s_date_of_birth_is_not_doubted(case_ref: str) -> None:
    assert "date of birth" not in said(case_ref)


@pytest.mark.parametrize("case_ref", ["Jane.Smith", "jane", "SMITH-J"])
def test_a_reference_without_a_digit_could_be_a_name(case_ref: str) -> None:
    assert said(case_ref) == "it contains no digit, so it could be somebody's name"


def test_a_plain_pseudonym_raises_no_doubt() -> None:
    assert said("LCC-0142") == ""


@given(st.from_regex(CASE_REF, fullmatch=True))
def test_no_doubt_ever_repeats_the_reference(case_ref: str) -> None:
    for doubt in doubts(case_ref, TODAY):
        assert len(case_ref) < 5 or case_ref not in doubt
