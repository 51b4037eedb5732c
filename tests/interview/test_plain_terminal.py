"""Plain lines on a real terminal: what is pasted, typed ahead or held down there."""

from pathlib import Path

import pytest
from shells import Program, Terminal

from examples import CATALOGUE

pytestmark = pytest.mark.slow

SCREEN = ("screen", "--no-draft", "--area", "exampleshire", "--plain", "--output", "a.json")


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """Return the program, with the example's catalogue among those that it finds."""
    (tmp_path / "mine").mkdir()
    path = tmp_path / "mine" / "indicators_exampleshire.yaml"
    path.write_text(CATALOGUE, encoding="utf-8")
    return Program(tmp_path, CSE_CHECK_CATALOGUES="mine")


def finish(person: Terminal) -> None:
    """Skip what is left from the first category on, and finish."""
    person.type(".\r").wait_for("Self-harm\r\n").wait_for("Answer: ").type("\r")
    person.wait_for("Enter finishes.").wait_for("Answer: ").type("?\r").wait_for("Type a number")
    person.wait_for("Answer: ").type("\r").wait_for("Write down").wait_for("Answer: ").type("n\r")
    assert person.end() == 0


def answers(program: Program) -> dict[str, object]:
    ran = program.run("report", "a.json", "--format", "json")
    return dict(ran.record["answers"])


@pytest.mark.parametrize(
    "text",
    [
        "Allergies\rNone\rConcerns\rNone\r",
        "no\rno\rno\r",
        "no\rand more of it",
        "0\r\r\r",
        "\r\r",
        "n\r" * 500,
    ],
)
def test_what_is_pasted_at_a_question_is_refused_whole_and_said_so(
    program: Program, text: str
) -> None:
    with program.on_terminal(*SCREEN) as person:
        person.wait_for("Answer: ").type(text).wait_for("That was pasted: none of it")
        person.wait_for("Answer: ")
        finish(person)

    assert answers(program) == {}


def test_a_pasted_paragraph_is_a_note_with_its_line_breaks_and_answers_nothing(
    program: Program,
) -> None:
    with program.on_terminal(*SCREEN) as person:
        person.wait_for("Answer: ").type("+\r").wait_for("Note: ")
        person.type("Monday: no.\r\rTuesday: yes.").wait_for("Enter leaves it")
        person.wait_for("Answer: ").type("\r").wait_for("1 of 3.").wait_for("Answer: ")
        finish(person)

    (said,) = answers(program).values()
    assert said == {
        "answer": None,
        "when": None,
        "basis": None,
        "note": "Monday: no.\n\nTuesday: yes.",
    }


def test_a_pasted_text_of_two_paragraphs_stays_in_its_field(program: Program) -> None:
    with program.on_terminal(*SCREEN) as person:
        person.wait_for("Answer: ").type(".\r").wait_for("Self-harm\r\n").wait_for("Answer: ")
        person.type("\r").wait_for("finishes.").wait_for("Answer: ").type("?\r")
        person.wait_for("Type a number").wait_for("Answer: ").type("\r").wait_for("Write down")
        person.wait_for("Answer: ").type("y\r").wait_for("> ").type("One.\r\rb\r.\rTwo.\r")
        person.wait_for("> ").type(".\r").wait_for("own words (2 of 7)").wait_for("> ")
        person.type(".\r").wait_for("What was written").wait_for("Answer: ").type("\r")
        assert person.end() == 0

    ran = program.run("report", "a.json", "--format", "json")
    assert ran.record["narrative"]["worry"] == "One.\n\nb\n.\nTwo."
    assert ran.record["narrative"]["childs_words"] is None


def test_what_was_typed_before_a_page_is_dropped_and_said_to_be(program: Program) -> None:
    with program.on_terminal(*SCREEN) as person:
        person.type("no\r0\r").wait_for("were dropped").wait_for("Answer: ")
        finish(person)

    assert answers(program) == {}


def test_a_key_that_is_held_down_stops_at_the_next_page(program: Program) -> None:
    with program.on_terminal(*SCREEN) as person:
        person.wait_for("Answer: ").type("0\r").wait_for("3 of 3.").wait_for("Answer: ")
        person.type("0\r").wait_for("came before this page could be read").wait_for("Answer: ")
        person.type("\x04")
        assert person.end() == 130

    assert "'b' takes all of it back." in person.screen


def test_no_to_the_rest_names_what_it_answered_because_it_was_not_read_out(
    program: Program,
) -> None:
    with program.on_terminal(*SCREEN) as person:
        person.wait_for("Answer: ").type("no-rest\r")
        person.wait_for("No to: Truanting; Excluded from school.").wait_for("3 of 3.")


def test_the_width_is_looked_at_again_for_every_page(program: Program) -> None:
    with program.on_terminal(*SCREEN, width=100) as person:
        person.wait_for("Answer: ").resize(40).type("h\r").wait_for("1 of 3.")

    after = person.screen.partition("Answer: h\n")[2]
    assert max(map(len, after.splitlines())) <= 40
