"""Where a text is not in the guide, letter for letter: the nearest line, and what differs."""

import pytest

from cse_check.keeping.nearest_line import nearest, what_differs

GUIDE = """\
Spotting the signs

Child\u2019s friends are much older
Out-of-hours \u2013 getting into strangers\u2019 cars
Behaviour that is new, or organised by others
Returning home late, or
staying out overnight without permission
"""


@pytest.mark.parametrize(
    ("written", "line", "told"),
    [
        ("Child's friends are much older", 3,
         "the apostrophe or quote in \u201cChild\u2019s\u201d is curly there, and straight here"),
        ("Out-of-hours - getting into strangers\u2019 cars", 4,
         "the dash in \u201c\u2013\u201d is a short dash there, and a hyphen here"),
        ("Behavior that is new, or organised by others", 5,
         "it has \u201cBehaviour\u201d, here it is \u201cBehavior\u201d (American spelling)"),
        ("Behaviour that is new, or organized by others", 5,
         "it has \u201corganised\u201d, here it is \u201corganized\u201d (American spelling)"),
        ("behaviour that is new, or organised by others", 5,
         "it has \u201cBehaviour\u201d, here it is \u201cbehaviour\u201d (capitals)"),
        ("Behaviour that is new or organised by others", 5,
         "it has \u201cnew,\u201d, here it is \u201cnew\u201d (punctuation)"),
        ("Behaviour that is new, or arranged by others", 5,
         "it has \u201corganised\u201d, here it is \u201carranged\u201d"),
        ("Returning home late, or staying overnight without permission", 6,
         "it has \u201cout\u201d besides"),
        ("Returning back home late, or staying out overnight without permission", 6,
         "it has no \u201cback\u201d"),
    ],
)  # fmt: skip
def test_the_nearest_line_is_told_with_what_differs(written: str, line: int, told: str) -> None:
    assert what_differs(written, GUIDE) == f"; line {line} of it is nearest: {told}"


def test_more_than_three_differences_are_counted() -> None:
    told = what_differs("Behaviours that was new, or organized for others", GUIDE)
    assert told.count(";") == 3
    assert told.endswith(", and 1 more")


@pytest.mark.parametrize("written", ["Gifts from nobody knows whom", "x", "Signs of something"])
def test_no_line_is_shown_where_none_is_near(written: str) -> None:
    assert what_differs(written, GUIDE) == ""
    assert what_differs(written, "") == ""


def test_a_text_that_is_there_is_its_own_nearest() -> None:
    found = nearest("Returning home late, or staying out overnight", GUIDE)
    assert found is not None
    assert (found.line, found.text) == (6, "Returning home late, or staying out overnight")


def test_a_long_guide_is_searched_in_little_time() -> None:
    found = nearest("Child's friends are much older", "nothing to see here\n" * 2_000 + GUIDE)
    assert found is not None
    assert found.line == 2_003
