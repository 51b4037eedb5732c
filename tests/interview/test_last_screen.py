"""What is in sight, on a terminal of 24 rows, when somebody looks up: no stream, a screen."""

from pathlib import Path

import pyte
import pytest
from shells import Program, Terminal, ids_of, write_answers

pytestmark = pytest.mark.slow

CAVEAT = "Absence of indicators does not mean that a child is safe."
LATER = {
    "leeds": ("0113 376 0336, option 2", "0113 535 0600"),
    "bathnes": ("01225 396312", "01225 396313", "01454 615165"),
}
KEY, LINE = "> ", "Answer: "
"""What the program writes last before it waits for a key, or for a line in plain mode."""

each_area = pytest.mark.parametrize("area", LATER)
each_width = pytest.mark.parametrize("width", [60, 80])
each_way = pytest.mark.parametrize("way", [(), ("--plain",)], ids=["drawn", "plain"])


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


def in_sight(person: Terminal, width: int) -> str:
    """Return what stands on the screen now, as words with one space between them."""
    screen = pyte.Screen(width, 24)
    pyte.Stream(screen).feed(person.raw)
    return " ".join(" ".join(screen.display).split())


def all_that_matters(area: str) -> tuple[str, ...]:
    return (CAVEAT, "If a child is in immediate danger, ring 999 now.", *LATER[area])


def missing(seen: str, *wanted: str) -> list[str]:
    return [said for said in wanted if said not in seen]


@each_area
@each_width
@each_way
@pytest.mark.parametrize("yes", [0, 5, None])
def test_after_the_summary_all_that_matters_is_in_sight(
    program: Program, area: str, width: int, way: tuple[str, ...], yes: int | None
) -> None:
    ids = ids_of(area)
    answers = write_answers(program.home, dict.fromkeys(ids[:yes], "yes"))
    given = ("screen", "--area", area, "--answers", str(answers), "--case", "EX-7", *way)
    with program.on_terminal(*given, "--output", "a.json", width=width) as person:
        assert person.end() == 0

    seen = in_sight(person, width)
    flagged = f"Flagged, {len(ids[:yes])} of {len(ids)}"
    kept = ("case EX-7", flagged, "Saved: a.json.", "cse-check report a.json")
    assert missing(seen, *all_that_matters(area), *kept) == []


@each_width
def test_after_a_summary_that_no_file_keeps_the_screen_says_so(
    program: Program, width: int
) -> None:
    answers = write_answers(program.home, {})
    given = ("screen", "--area", "leeds", "--answers", str(answers))
    with program.on_terminal(*given, width=width) as person:
        person.wait_for("s saves it in").wait_for(KEY)
        seen = in_sight(person, width)
        person.type("s").wait_for("again: ").wait_for(".json")
        assert person.end() == 0

    assert missing(seen, *all_that_matters("leeds"), "Not saved", "s saves it in") == []
    assert missing(in_sight(person, width), *all_that_matters("leeds"), "Saved: ") == []


@each_area
def test_at_the_first_question_999_is_in_sight(program: Program, area: str) -> None:
    first = f"1 of {len(ids_of(area))}"
    with program.on_terminal("screen", "--area", area) as person:
        person.wait_for(first).wait_for(KEY)
        seen = in_sight(person, 80)

    wanted = (
        "If a child is in immediate danger, ring 999 now.",
        "'c' shows whom to ring",
        first,
    )
    assert missing(seen, *wanted) == []


@each_area
@each_width
@each_way
def test_after_the_key_for_contacts_all_that_matters_is_in_sight(
    program: Program, area: str, width: int, way: tuple[str, ...]
) -> None:
    asks = LINE if way else KEY
    with program.on_terminal("screen", "--area", area, *way, width=width) as person:
        person.wait_for(asks).type("c\r" if way else "c").wait_for(CAVEAT[-10:]).wait_for(asks)
        seen = in_sight(person, width)

    kept = ("A draft keeps your answers.", f"1 of {len(ids_of(area))}")
    assert missing(seen, *all_that_matters(area), *kept) == []


@each_area
@each_width
@each_way
def test_a_record_that_is_shown_again_ends_with_all_that_matters_in_sight(
    program: Program, area: str, width: int, way: tuple[str, ...]
) -> None:
    answers = write_answers(program.home, dict.fromkeys(ids_of(area)[:5], "yes"))
    program.run("screen", "--area", area, "--answers", answers, "--output", "a.json")
    with program.on_terminal("report", "a.json", *way, width=width) as person:
        assert person.end() == 0

    seen = in_sight(person, width)
    assert missing(seen, *all_that_matters(area), "From the record a.json") == []


def test_what_was_not_asked_is_counted_on_a_terminal_and_listed_in_a_file(
    program: Program,
) -> None:
    answers = write_answers(program.home, {ids_of("leeds")[0]: "yes"})
    given = ("screen", "--area", "leeds", "--answers", str(answers), "--output", "a.txt")
    with program.on_terminal(*given) as person:
        assert person.end() == 0

    assert "Education: 3 of 4" in person.screen
    assert "Excluded from school" not in person.screen
    assert "- Excluded from school" in (program.home / "a.txt").read_text(encoding="utf-8")


def test_a_pipe_has_the_whole_document_and_no_card(program: Program) -> None:
    answers = write_answers(program.home, {})
    ran = program.run("screen", "--area", "leeds", "--answers", answers)

    assert "no case reference" not in ran.out + ran.err
    assert "this computer's clock" not in ran.out + ran.err
    assert "Made with: cse-check" in ran.out
    assert "- Excluded from school" in ran.out


def test_a_format_that_was_asked_for_is_whole_on_a_terminal_too(program: Program) -> None:
    answers = write_answers(program.home, {})
    given = ("screen", "--area", "leeds", "--answers", str(answers), "--format", "markdown")
    with program.on_terminal(*given) as person:
        person.wait_for("leaves without saving").wait_for(KEY).type("s")
        assert person.end() == 0

    assert "Excluded from school" in person.screen
