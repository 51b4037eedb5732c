"""What differs between two catalogues, as people say it."""

import pytest

from cse_check.catalogue.differences import differences
from examples import CATALOGUE, changed, edition


def between(*changes: tuple[str, str]) -> list[str]:
    return list(differences(edition().catalogue, edition(changed(*changes)).catalogue))


SCHOOL, HEALTH = "  - id: school\n", "  - id: health\n"


def swapped(first: str, second: str, end: str) -> str:
    """Return the example with two neighbouring parts of it, each by its first line, exchanged."""
    a, b = CATALOGUE.index(first), CATALOGUE.index(second)
    c = CATALOGUE.index(end)
    return CATALOGUE[:a] + CATALOGUE[b:c] + CATALOGUE[a:b] + CATALOGUE[c:]


def test_nothing_differs_from_itself() -> None:
    assert between() == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2026-11-21", "2026-11-22", "The revision was 2026-11-21 and is now 2026-11-22."),
        ("[the shire]", "[]", "Removed a name for the area: the shire"),
        (
            "authority: Exampleshire & District Council",
            "authority: Exampleshire",
            "Changed the area's authority: it was “Exampleshire & District Council” and is now "
            "“Exampleshire”",
        ),
        (
            'published: "2013-11"',
            'published: "2014"',
            "Changed the date of the source guide: it was “2013-11” and is now “2014”",
        ),
        ("What it is.", "What.", "Changed the guide: what it is"),
        ("Ring somebody.", "Ring.", "Changed the guide: what to do"),
        (
            "text: Truanting",
            "text: Skipping",
            "Changed a question: it was “Truanting” and is now “Skipping”",
        ),
        (
            "        urgent: true\n",
            "",
            "Changed a question: it was “Self-harm (urgent)” and is now “Self-harm”",
        ),
        (
            '"Truancing"',
            '"Truant"',
            "Changed the guide's words of Truanting: it was “Truancing” and is now “Truant”",
        ),
        (
            "        note: The guide names two things here.\n",
            "",
            "Removed the note of Excluded from school: “The guide names two things here.”",
        ),
        (
            "id: school.truanting",
            "id: school.truant",
            "Changed the id of a question: Truanting; it was school.truanting and is now "
            "school.truant",
        ),
        (
            "name: Health",
            "name: Body",
            "Changed the name of the category Health: it was “Health” and is now “Body”",
        ),
        (
            '"01632 960403"',
            '"01632 960404"',
            "Changed the number of Duty Team: it was “01632 960403” and is now “01632 960404”",
        ),
        (
            "option: option 2",
            "option: option 3",
            "Changed the number of Duty Team: it was “0113 496 0336, option 2” and is now "
            "“0113 496 0336, option 3”",
        ),
        (
            "team: Police",
            "team: 999",
            "Changed the name of a team: it was “Police” and is now “999”",
        ),
        (
            "audience: public",
            "audience: anyone",
            "Changed the audience of Duty Team, 01632 960403: it was “public” and is now “anyone”",
        ),
        (
            "    hours_text: 9.00am to 5.00pm\n",
            "",
            "Removed the hours as printed of Duty Team, 0113 496 0336: “9.00am to 5.00pm”",
        ),
        (
            "hours_text: 9.00am to 5.00pm",
            "hours_text: 9.00am to 5.00pm\n    open: [mon-fri 09:00-17:00]",
            "Added the times when Duty Team, 0113 496 0336, answers: "
            "“Monday to Friday 09:00 to 17:00”",
        ),
        (
            "  - The guide prints no office hours.",
            "  - The guide prints no office hours.\n  - Nor a name.",
            "Added a gap: Nor a name.",
        ),
    ],
)
def test_a_change_is_said_in_one_line(old: str, new: str, said: str) -> None:
    assert between((old, new)) == [said]


def test_a_question_in_another_category_has_moved_and_is_not_new() -> None:
    truanting = CATALOGUE[
        CATALOGUE.index("      - id: school.tr") : CATALOGUE.index("      - id: school.ex")
    ]
    moved = changed(
        (truanting, ""),
        (
            "      - id: health.self-harm",
            truanting.replace("school.", "health.") + "      - id: health.self-harm",
        ),
    )
    assert list(differences(edition().catalogue, edition(moved).catalogue)) == [
        "Moved a question: Truanting; from School to Health"
    ]


def test_other_orders_are_said() -> None:
    old = edition().catalogue
    for new, said in (
        (swapped("      - id: school.tr", "      - id: school.ex", HEALTH),
         "Moved: the questions of School are in a different order"),
        (swapped(SCHOOL, HEALTH, "contacts:\n"), "Moved: the categories are in a different order"),
        (swapped("  - id: police", "  - id: duty-prof", "  - id: duty-public"),
         "Moved: the contacts are in a different order"),
    ):  # fmt: skip
        assert list(differences(old, edition(new).catalogue)) == [said]


def test_what_is_new_or_taken_out_is_said_with_its_words() -> None:
    without = CATALOGUE
    for start, end in ((HEALTH, "contacts:\n"), ("  - id: duty-public", "gaps:")):
        without = without[: without.index(start)] + without[without.index(end) :]
    old, new = edition().catalogue, edition(without).catalogue
    parts = [
        "a category: Health",
        "a question: Self-harm (urgent)",
        "a contact: Duty Team: 01632 960403 (out-of-hours; public; A guide)",
    ]
    assert list(differences(old, new)) == [f"Removed {part}" for part in parts]
    assert list(differences(new, old)) == [f"Added {part}" for part in parts]


def test_a_new_source_is_said() -> None:
    new = changed(("guide:\n", "  - {id: b, title: T, publisher: P, published_note: x}\nguide:\n"))
    assert list(differences(edition().catalogue, edition(new).catalogue)) == [
        "Added a source: P, T"
    ]


def test_a_question_that_went_and_another_that_came_are_two_lines() -> None:
    assert between(
        ("id: school.truanting", "id: school.late"), ("text: Truanting", "text: Late")
    ) == ["Removed a question: Truanting", "Added a question: Late"]
