"""A catalogue held against its guide: no word that it lists, and no line, goes without a word."""

from pasted import guide

from cse_check.keeping.proposals import Use
from cse_check.keeping.tracing import traced, untraced
from examples import edition

GUIDE = (
    "At school\nTruancing and smoking. Excluded,\n behaviour problems\nSelf-harm\nRing 01632 960403"
)


def left(text: str) -> list[tuple[int, int, str]]:
    return [tuple(each) for each in traced(edition().catalogue, guide(text)).uncovered]  # type: ignore[misc]


def test_a_source_text_in_other_capitals_is_not_letter_for_letter() -> None:
    text = GUIDE.replace("Self-harm", "self-harm")
    ((path, _),) = untraced(edition().catalogue, guide(text))
    assert path == "categories[1].indicators[0].source_text"


def test_a_source_text_over_two_lines_or_over_a_broken_word_is_in_the_guide() -> None:
    for text in (
        GUIDE,
        GUIDE.replace("Truancing", "Tru-\nancing").replace("behaviour", "beha-\nviour"),
    ):
        assert list(untraced(edition().catalogue, guide(text))) == []


def test_words_and_numbers_that_the_catalogue_lacks_are_told_with_their_place() -> None:
    assert left(f"{GUIDE}\nor 0113 496 0001") == [
        (2, 11, "no source_text covers 'and smoking.'"),
        (6, 4, "no contact has the number 0113 496 0001"),
    ]


def test_an_item_that_would_be_proposed_and_is_not_there_is_told() -> None:
    text = (
        "Signs\n- Truancing\n- Late home\n- Excluded, behaviour problems\n- Dial 999\n\nSelf-harm"
    )
    assert left(text) == [(3, 3, "no source_text covers 'Late home'")]


def test_joining_words_and_other_white_space_do_not_count() -> None:
    assert left("Truancing and\nExcluded,\tbehaviour\n problems; or Self-harm") == []


def test_the_whole_guide_is_accounted_for_not_only_what_stands_between_what_is_covered() -> None:
    text = "Before\n\nSigns\n- Truancing\n- Self-harm\n\nBetween them.\n\nAfter"
    account = traced(edition().catalogue, guide(text)).account
    assert [each.text for each in account.left] == ["Before", "Between them.", "After"]
    assert (len(account.lines), account.count(Use.PROPOSED)) == (6, 2)


def test_a_guide_that_the_catalogue_has_nothing_of_is_listed_and_not_told_word_by_word() -> None:
    found = traced(edition().catalogue, guide("Something else.\naltogether."))
    assert (found.uncovered, len(found.account.left)) == ((), 2)
