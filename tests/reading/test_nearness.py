"""What somebody may have meant: the right word among three, and never one that misleads."""

import string
from collections.abc import Iterator
from random import Random

import pytest

from cse_check.reading.nearness import MOST, did_you_mean, offers
from examples import AREAS, bundled

UNRELATED = [
    "pregnancy", "contraception", "homework", "bullied", "teachers", "lunch", "birthday",
    "passport", "praise", "badges", "anxiety", "therapy", "neighbour", "grandmother", "landlord",
    "smoking", "vaping", "holiday", "bicycle", "clothing", "marriage", "siblings", "burglary",
    "fraud", "knives", "diet", "exercise", "letters", "foo", "bar", "zzz", "name", "date", "team",
    "notes", "status", "comments", "address", "postcode", "gender", "ethnicity", "religion",
    "table", "window", "weather", "garden", "football", "computer", "kitchen", "number", "carpet",
    "station", "library", "market", "banana", "winter", "summer", "island", "kettle", "pencil",
    "engine", "doctor", "letter", "bridge", "camera", "planet", "flower", "mother", "father",
    "brother", "teacher", "house", "car", "bus", "train", "book", "tree",
]  # fmt: skip


def ids_of(area: str) -> list[str]:
    return [each.id for each in bundled(area).catalogue.indicators]


def typos_of(name: str) -> Iterator[str]:
    """Yield the name with one letter wrong, missing, too many, or swapped with the next."""
    chance = Random(name)  # noqa: S311 - for tests, the same each time
    for place in range(chance.randrange(8), len(name), 8):
        letter = chance.choice(string.ascii_lowercase + "-")
        yield name[:place] + name[place + 1 :]
        yield name[:place] + letter + name[place + 1 :]
        yield name[:place] + letter + name[place:]
        yield name[:place] + name[place : place + 2][::-1] + name[place + 2 :]


@pytest.mark.parametrize("area", AREAS)
def test_of_all_slips_in_one_letter_nearly_all_are_offered_what_was_meant(area: str) -> None:
    ids = ids_of(area)
    tried = [(slip, each) for each in ids for slip in typos_of(each) if slip not in ids]
    found = [each in offers(slip, ids) for slip, each in tried]
    assert len(tried) > 5 * len(ids)
    assert sum(found) / len(found) >= 0.95


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("word", UNRELATED)
def test_nothing_is_offered_for_a_word_that_has_nothing_to_do_with_any(
    area: str, word: str
) -> None:
    ids = ids_of(area)
    in_each_category = {each.partition(".")[0] for each in ids}
    for category in in_each_category:
        assert offers(f"{category}.{word}", ids) == ()
    assert offers(word, ids) == ()


def test_the_shared_name_of_a_category_makes_no_two_indicators_alike() -> None:
    others = [each for each in ids_of("leeds") if each != "sexual-health.infection"]
    assert offers("sexual-health.infection", others) == ()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("education_truanting", ("education.truanting",)),
        ("EDUCATION.TRUANTING", ("education.truanting",)),
        ("truanting", ("education.truanting",)),
        ("education.truancy", ("education.truanting",)),
        ("schooling.truanting", ("education.truanting",)),
        ("missing.overnight-out", ("missing.out-overnight",)),
        ("missing.stays-out-overnight", ("missing.out-overnight",)),
        ("risky-contact.mobile", ("risky-contact.mobile-phone",)),
        ("risky-contact.mobile-fones", ("risky-contact.mobile-phone",)),
        ("sexual-health.terminated", ("sexual-health.termination",)),
        ("drug-dealing", ()),
        ("sexual-assault", ("coercion-control.disclosed-sexual-assault",)),
        ("x" * 200, ()),
        ("", ()),
        ("...", ()),
    ],
)
def test_what_was_meant_is_found_by_its_words(written: str, meant: tuple[str, ...]) -> None:
    assert offers(written, ids_of("leeds")) == meant


def test_no_more_than_three_are_offered() -> None:
    assert len(offers("late", [f"late-{word}" for word in ("a", "b", "c", "d")])) == MOST


def test_several_are_offered_each_with_its_question() -> None:
    asks = {"home.late": "Comes home late", "home.latest": "x" * 90}
    assert did_you_mean("home.lates", asks, asks=asks) == (
        f"; did you mean 'home.late' (Comes home late) or 'home.latest' ({'x' * 76} ...)?"
    )
    assert did_you_mean("titel", ["title", "text"]) == "; did you mean 'title'?"
    assert did_you_mean("team", ["title", "text"]) == ""
