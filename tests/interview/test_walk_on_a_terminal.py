"""The walk with single keys, on a real terminal."""

import json
import os
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from shells import DRAWN, PROGRAM, UP, Program, Terminal, ids_of
from systems import ENDING, unix

from examples import AREAS, CATALOGUE, bundled

pytestmark = pytest.mark.slow

TRUANTING, EXCLUDED, SELF_HARM = "school.truanting", "school.excluded", "health.self-harm"
"""The three indicators of the example; the last one is the only one of its category."""

KEY, NOTE, REVIEW = "> ", "'-' alone takes it away.", "Enter finishes."
"""What the program writes last before it waits for a key, a note, or a key at the review."""

ENTER, CTRL_C, CTRL_D, CTRL_U, CTRL_Z = "\r", "\x03", "\x04", "\x15", "\x1a"
BASH = ("bash", "--noprofile", "--norc")
PROMPT = "ready% "


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """Return the program, with the example's catalogue among those that it finds."""
    (tmp_path / "mine").mkdir()
    path = tmp_path / "mine" / "indicators_exampleshire.yaml"
    path.write_text(CATALOGUE, encoding="utf-8")
    return Program(tmp_path, CSE_CHECK_CATALOGUES="mine", CSE_CHECK_AREA="exampleshire")


@contextmanager
def walking(program: Program, *args: str, width: int = 80) -> Iterator[Terminal]:
    """Walk on a terminal, with the record to be written to a.json; begin at the first question."""
    given = ("screen", "--no-draft", "--output", "a.json", *args)
    with program.on_terminal(*given, width=width) as person:
        yield person.wait_for(KEY)


def finish(person: Terminal) -> None:
    """Skip what is left, from the first category, and finish."""
    person.type(".").turn(ENTER).wait_for(REVIEW).turn(UP, ENTER, "n")
    assert person.end() == 0


def answers(program: Program) -> dict[str, Any]:
    """Return the answers of the record that a walk wrote."""
    record = json.loads((program.home / "a.json").read_text(encoding="utf-8"))
    return {name: said["answer"] for name, said in record["answers"].items()}


def note_of(program: Program) -> str:
    """Return the note on the first indicator of the record that a walk wrote."""
    record = json.loads((program.home / "a.json").read_text(encoding="utf-8"))
    return str(record["answers"][TRUANTING]["note"])


def end_note(person: Terminal) -> None:
    """End the note that was typed, and say nothing more of it."""
    person.type(ENTER).wait_for("The note is kept.").wait_for("Enter leaves it").wait_for(KEY)
    person.type(ENTER).wait_for(KEY)


# A whole walk


@pytest.mark.parametrize("area", AREAS)
def test_a_whole_walk_with_every_key_ends_in_files_that_agree(program: Program, area: str) -> None:
    names = ids_of(area)
    categories = bundled(area).catalogue.categories
    at_sixth = next(i for i, each in enumerate(categories) if each.id == names[5].split(".")[0])
    rest = [each.id for each in categories[at_sixth].indicators if names.index(each.id) >= 5]

    with walking(program, "--area", area, "--case", "CASE-1", "--output", "a.md") as person:
        person.type("h").wait_for("these keys").wait_for(KEY)
        person.type("c").wait_for("check before you rely on one").wait_for(KEY)
        person.type("y").wait_for(KEY).type("n").wait_for(KEY)
        person.type("?").wait_for(KEY).type("b").wait_for("So far: not known.").wait_for(KEY)
        person.type(ENTER).wait_for(KEY).type("y").wait_for(KEY)
        person.type("+").wait_for(NOTE).type("seen by staff").wait_for("staff")
        person.type(ENTER).wait_for("Enter leaves it").wait_for(KEY).type(ENTER).wait_for(KEY)
        person.type("y").wait_for(KEY).type("b").wait_for(KEY)
        person.type("x").wait_for("No answer is kept").wait_for(KEY).type(ENTER).wait_for(KEY)
        person.type("0").wait_for(f"Answered no: {len(rest)}.")
        person.turn(*["."] * (len(categories) - at_sixth - 1)).wait_for(REVIEW).turn("1")
        person.see("> 1").type(" n").see("> 1 n").type(ENTER).wait_for(REVIEW).turn(UP, ENTER, "n")
        assert person.end() == 0

    expected = {names[0]: "no", names[1]: "no", names[2]: "not-known", names[3]: "yes"}
    assert answers(program) == {**expected, **dict.fromkeys(rest, "no")}
    markdown = program.run("report", "a.json", "--format", "markdown")
    assert (program.home / "a.md").read_text(encoding="utf-8") == markdown.out
    assert "seen by staff" in markdown.out
    assert "Absence of indicators does not mean that a child is safe." in person.screen


def test_999_is_the_first_thing_on_the_screen(program: Program) -> None:
    with walking(program) as person:
        assert person.screen.lstrip().startswith("If a child is in immediate danger, ring 999 now.")


@pytest.mark.parametrize(
    ("key", "answer"), [("y", "yes"), ("Y", "yes"), ("n", "no"), ("N", "no"), ("?", "not-known")]
)
def test_one_key_answers_without_enter_and_is_shown_in_words(
    program: Program, key: str, answer: str
) -> None:
    with walking(program) as person:
        person.type(key).wait_for(answer.replace("-", " ")).wait_for(KEY)
        finish(person)

    assert answers(program) == {TRUANTING: answer}


def test_enter_skips_and_is_no_answer(program: Program) -> None:
    with walking(program) as person:
        person.type(ENTER).wait_for("skip").wait_for(KEY).type(ENTER).wait_for(KEY)
        person.type(UP).turn(ENTER).wait_for(REVIEW).turn(UP, ENTER, "n")
        assert person.end() == 0

    assert answers(program) == {}


def test_back_goes_over_the_border_of_a_category_and_keeps_the_answers(program: Program) -> None:
    with walking(program) as person:
        person.type("yn").wait_for("3 of 3").wait_for(KEY)
        person.type("b").wait_for("2 of 3").wait_for("So far: no.").wait_for(KEY)
        person.type(ENTER).turn("y").wait_for(REVIEW).turn(ENTER, "n")
        assert person.end() == 0

    assert answers(program) == {TRUANTING: "yes", EXCLUDED: "no", SELF_HARM: "yes"}


@pytest.mark.parametrize("number", ["0", "4", "99", "1 2", "1 maybe"])
def test_a_number_that_is_not_there_changes_nothing_at_the_review(
    program: Program, number: str
) -> None:
    with walking(program) as person:
        person.type("yn").wait_for("3 of 3").turn("?").wait_for(REVIEW).turn(number[0])
        person.see(f"> {number[0]}").type(number[1:]).see(f"> {number}").type(ENTER)
        person.wait_for("Type a number from 1 to 3").wait_for(REVIEW).turn(UP, ENTER, "n")
        assert person.end() == 0

    assert list(answers(program).values()) == ["yes", "no", "not-known"]


@pytest.mark.parametrize("key", ["z", "5", "-", "\N{LATIN SMALL LETTER E WITH ACUTE}"])
def test_a_key_that_means_nothing_is_said_to_and_the_question_is_asked_again(
    program: Program, key: str
) -> None:
    with walking(program) as person:
        person.type(key).wait_for(f"'{key}' is not an answer here.").wait_for("1 of 3")
        person.wait_for(KEY).type("n").wait_for("2 of 3").wait_for(KEY)
        finish(person)

    assert answers(program) == {TRUANTING: "no"}


# Keys that come fast, or come from keys that are not letters


def test_keys_in_one_burst_count_once_and_in_order_up_to_the_end_of_their_page(
    program: Program,
) -> None:
    keys = {"y": "yes", "n": "no", "?": "not-known"}
    education = ids_of("leeds")[:4]

    with walking(program, "--area", "leeds") as person:
        person.type("yn?y" + "n" * 4).wait_for("were dropped").wait_for("5 of 45").wait_for(KEY)
        person.type("q").turn("q")
        assert person.end() == 130

    shown = re.findall(r"> (yes|no|not known)\n", person.screen)
    assert [each.replace(" ", "-") for each in shown] == [keys[each] for each in "yn?y"]
    assert len(education) == len(shown)


def test_keys_that_are_pressed_before_the_first_question_are_dropped_and_said_to_be(
    program: Program,
) -> None:
    with program.on_terminal("screen", "--no-draft", "--output", "a.json") as person:
        person.type("yn0").wait_for("were dropped").wait_for("1 of 3").wait_for(KEY)
        finish(person)

    assert answers(program) == {}


@pytest.mark.parametrize("key", ["0", "."])
def test_a_key_that_is_held_down_never_runs_through_a_page_that_nobody_has_seen(
    program: Program, key: str
) -> None:
    with walking(program, "--area", "leeds") as person:
        person.type(key).wait_for("Missing / run away").wait_for("5 of 45").wait_for(KEY)
        person.type(key).wait_for("came before this page could be read")
        for _ in range(40):
            person.type(key)
        person.type(CTRL_C)
        assert person.end() == 130

    assert "9 of 45" not in person.screen


def test_enter_that_is_held_down_stops_at_the_next_page(program: Program) -> None:
    with walking(program, "--area", "leeds") as person:
        for _ in range(4):
            person.type(ENTER).wait_for(KEY)
        person.see("5 of 45").type(ENTER).wait_for("came before this page could be read")
        person.wait_for(KEY).type("?").wait_for("not known").wait_for("6 of 45")


NO_ANSWER = {
    "up": "\x1b[A",
    "right with Ctrl": "\x1b[1;5C",
    "delete": "\x1b[3~",
    "F5": "\x1b[15~",
    "F1 on a Linux console": "\x1b[[A",
    "up for applications": "\x1bOA",
    "Home for applications, which ends like help": "\x1bOH",
    "F1": "\x1bOP",
    "F2, which ends like quit": "\x1bOQ",
    "keypad 9, which ends like yes": "\x1bOy",
    "keypad full stop, which ends like no": "\x1bOn",
    "Alt and y": "\x1by",
    "Alt and up": "\x1b\x1b[A",
    "the window has the focus": "\x1b[I",
    "where the cursor is": "\x1b[12;40R",
}


@pytest.mark.parametrize("name", NO_ANSWER)
def test_a_key_that_sends_a_sequence_is_one_key_and_no_answer(program: Program, name: str) -> None:
    with walking(program) as person:
        person.type(NO_ANSWER[name]).wait_for("is not an answer here.")
        person.wait_for(KEY).type("n").wait_for("2 of 3").wait_for(KEY)
        finish(person)

    assert answers(program) == {TRUANTING: "no"}
    assert person.screen.count("1 of 3  Truanting") == 2


def test_escape_alone_is_no_answer(program: Program) -> None:
    with walking(program) as person:
        person.type("\x1b").wait_for("'[Escape]' is not an answer here.").wait_for(KEY)
        finish(person)

    assert answers(program) == {}


@pytest.mark.parametrize("name", ["up", "up for applications", "F2, which ends like quit"])
def test_a_key_that_sends_a_sequence_adds_nothing_to_a_note(program: Program, name: str) -> None:
    with walking(program) as person:
        person.type("+").wait_for(NOTE).type("se").see("> se")
        end_note(person.type(NO_ANSWER[name]).type("en").see("en"))
        finish(person)

    assert note_of(program) == "seen"


@pytest.mark.parametrize(
    "text",
    ["y", "yes", "yyyyyyyyyy", "n\nn\nn\n", "0", "0\n0\n", "q\nq\n", "no\r\nno\r\n", "b" * 9999],
)
def test_text_that_is_pasted_at_a_question_is_no_answer(program: Program, text: str) -> None:
    with walking(program) as person:
        person.paste(text).wait_for("That was pasted: none of it").wait_for(KEY)
        finish(person)

    assert answers(program) == {}


# Notes


def test_a_pasted_note_keeps_its_line_breaks(program: Program) -> None:
    with walking(program) as person:
        person.type("+").wait_for(NOTE)
        person.paste("Monday: seen.\nTuesday: not seen.\n").see("Tuesday: not seen.")
        end_note(person.write("Wednesday: seen."))
        finish(person)

    assert note_of(program) == "Monday: seen.\nTuesday: not seen.\nWednesday: seen."


def test_tokens_in_a_pasted_note_are_no_answers(program: Program) -> None:
    with walking(program) as person:
        person.type("+").wait_for(NOTE).paste("y\ny\nq\n").see("q")
        end_note(person)
        finish(person)

    assert (answers(program), note_of(program)) == ({TRUANTING: None}, "y\ny\nq")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("sean\x7f\x7fen", "seen"),
        ("sean\b\ben", "seen"),
        ("\x7f\x7f\x7fseen", "seen"),
        ("caf\N{LATIN SMALL LETTER E WITH ACUTE}\x7fe", "cafe"),
        (f"told by Jane{CTRL_U}seen", "seen"),
        (f"{CTRL_U}seen", "seen"),
        ("  seen", "seen"),
    ],
)
def test_a_note_can_be_mended_while_it_is_typed(program: Program, typed: str, kept: str) -> None:
    with walking(program) as person:
        person.type("+").wait_for(NOTE).type(f"{typed}!").see("!")
        end_note(person)
        finish(person)

    assert note_of(program) == f"{kept}!"


def test_what_is_typed_into_a_note_is_shown(program: Program) -> None:
    with walking(program) as person:
        person.type("+").wait_for(NOTE).write("seen")
        end_note(person)

    assert "Your note: seen" in person.screen


@pytest.mark.parametrize("way", ["typed", "pasted"])
def test_a_note_longer_than_a_terminal_s_line_survives_whole(program: Program, way: str) -> None:
    note = " ".join(f"word{i}" for i in range(1000))
    assert len(note) > 2 * 4096 - 1000

    with walking(program) as person:
        person.type("+").wait_for(NOTE)
        for start in range(0, len(note), 1000):
            part = note[start : start + 1000]
            (person.type if way == "typed" else person.paste)(part)
        end_note(person.see("word999"))
        finish(person)

    assert note_of(program) == note


# Stopping


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D], ids=["Ctrl-C", "Ctrl-D"])
@pytest.mark.parametrize(
    ("keys", "where"),
    [("", "1 of 3"), ("y", "2 of 3"), ("y+", NOTE), ("yny", REVIEW), ("yny2\r", "So far: no.")],
    ids=["first question", "later question", "note", "review", "change"],
)
def test_an_interrupt_anywhere_ends_with_130_and_nothing_written(
    program: Program, key: str, keys: str, where: str
) -> None:
    with walking(program) as person:
        if keys:
            person.type(keys[0]).turn(*keys[1:]).wait_for(where)
        person.type(key)
        assert person.end() == 130

    after = person.screen.partition("Stopped before the summary. Nothing was kept")[2]
    assert after
    assert "999" in after
    assert "Traceback" not in person.screen
    assert [path.name for path in program.home.iterdir()] == ["mine"]


def test_q_with_nothing_answered_ends_with_130(program: Program) -> None:
    with walking(program) as person:
        person.type("q").wait_for("Nothing was kept")
        assert person.end() == 130


@pytest.mark.parametrize("keys", ["y", "yy", "yb"], ids=ascii)
def test_q_with_something_said_asks_first_and_q_again_ends_with_130(
    program: Program, keys: str
) -> None:
    with walking(program) as person:
        person.type(keys[0]).turn(*keys[1:], "q").wait_for("Stop here? Nothing is kept").wait_for(
            KEY
        )
        person.type("q").wait_for("Nothing was kept: ")
        assert person.end() == 130

    assert not (program.home / "a.json").exists()


@pytest.mark.parametrize("key", ["n", "y", "0", ENTER, "\x1b[A"], ids=ascii)
def test_another_key_after_q_goes_on_and_is_no_answer(program: Program, key: str) -> None:
    with walking(program) as person:
        person.type("yq").wait_for("Stop here?").wait_for(KEY)
        person.type(key).wait_for("2 of 3").wait_for(KEY)
        finish(person)

    assert answers(program) == {TRUANTING: "yes"}


def test_q_at_the_review_asks_first_too(program: Program) -> None:
    with walking(program) as person:
        person.type("yy").wait_for("3 of 3").turn("n").wait_for(REVIEW).turn("q")
        person.wait_for("Stop here?")


# The terminal afterwards


ENDINGS = {
    "the summary": ((".", ENTER, UP, ENTER, "n"), 0),
    "Ctrl-C": ((CTRL_C,), 130),
    "Ctrl-C in a note": (("+", "abc", CTRL_C), 130),
    "Ctrl-D": ((CTRL_D,), 130),
    "Ctrl-D at the review": ((".", ENTER, CTRL_D), 130),
    "q": (("q",), 130),
}
SETTINGS = """
trap : INT TERM HUP; stty -a >before
bash -c 'echo $$ >pid; exec "$@"' bash "$@"; code=$?
stty -a >after; exit $code
"""


@contextmanager
def between_settings(program: Program) -> Iterator[Terminal]:
    """Walk, with the terminal's settings written down before and after."""
    command = (*BASH, "-c", SETTINGS, "bash", *PROGRAM)
    with program.on_terminal(
        "screen", "--no-draft", "--output", "new/a.json", command=command
    ) as person:
        yield person.wait_for(KEY)

    settings = [(program.home / name).read_text(encoding="utf-8") for name in ("before", "after")]
    assert settings[0] == settings[1]
    assert re.findall(r"\x1b\[\?2004([hl])", person.raw)[-1] == "l"


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_terminal_is_left_as_it_was_after(program: Program, ending: str) -> None:
    (program.home / "new").mkdir()
    keys, code = ENDINGS[ending]

    with between_settings(program) as person:
        person.type(keys[0])
        for key in keys[1:]:
            if key == "abc":
                person.wait_for(NOTE).write(key)
            elif keys[-2:] == ("abc", key):
                person.type(key)
            else:
                person.turn(key)
        assert person.end() == code


@unix
@pytest.mark.parametrize("number", ENDING)
@pytest.mark.parametrize("keys", ["", "y+"], ids=["at a question", "in a note"])
def test_a_signal_leaves_the_terminal_as_it_was(
    program: Program, keys: str, number: signal.Signals
) -> None:
    (program.home / "new").mkdir()

    with between_settings(program) as person:
        if keys:
            person.type(keys).wait_for(NOTE)
        os.kill(int((program.home / "pid").read_text(encoding="utf-8")), number)
        assert person.end() == 130


def test_the_terminal_is_left_as_it_was_after_an_error(program: Program) -> None:
    (program.home / "new").mkdir()

    with between_settings(program) as person:
        (program.home / "new").rmdir()
        person.type(".").turn(ENTER, UP, ENTER, "n")
        assert person.end() == 1

    assert "there is no folder new" in person.screen
    assert "Absence of indicators does not mean that a child is safe." in person.screen


def in_a_shell(program: Program, person: Terminal) -> Terminal:
    """Walk as a job of an interactive shell, answer, suspend it, and bring it back."""
    person.wait_for(PROMPT).type(f"{' '.join(PROGRAM)} screen --no-draft --output a.json{ENTER}")
    person.wait_for(KEY).type("y").wait_for("2 of 3").wait_for(KEY)
    return person.type(CTRL_Z).wait_for("Stopped").wait_for(PROMPT).type(f"fg{ENTER}")


def test_after_being_suspended_one_key_answers_as_before(program: Program) -> None:
    with program.having(PS1=PROMPT).on_terminal("-i", command=BASH) as person:
        in_a_shell(program, person).wait_for("screen --no-draft").wait_for("\n")
        person.type("n").wait_for("3 of 3").turn("y").wait_for(REVIEW).turn(ENTER, "n")
        person.wait_for(PROMPT)

    assert answers(program) == {TRUANTING: "yes", EXCLUDED: "no", SELF_HARM: "yes"}


def test_after_being_suspended_pasted_text_is_still_no_answer(program: Program) -> None:
    with program.having(PS1=PROMPT).on_terminal("-i", command=BASH) as person:
        in_a_shell(program, person).wait_for("screen --no-draft").wait_for("\n")
        person.type(f"n{ENTER}").wait_for(KEY)

    assert re.findall(r"\x1b\[\?2004([hl])", person.raw)[-1] == "h"


# What it looks like


def test_prompt_toolkit_is_imported_only_once_the_first_lines_are_shown(program: Program) -> None:
    command = (PROGRAM[0], "-X", "importtime", *PROGRAM[1:])
    with program.on_terminal("screen", "--no-draft", command=command) as person:
        person.wait_for("1 of 3")

    before, shown, after = person.screen.partition("ring 999 now.")
    assert shown
    assert "prompt_toolkit" not in before
    assert "prompt_toolkit" in after


def test_after_a_resize_the_next_page_is_as_wide_as_the_window(program: Program) -> None:
    with walking(program, width=100) as person:
        person.resize(40).type("0").see("3 of 3")
        assert [row for row in person.rows if row.startswith("Health ")][-1].endswith("2 of 2")
        heading = next(row for row in person.rows if row.startswith("Health "))
        assert len(heading) == 40


def test_with_stdout_in_a_file_the_walk_is_on_the_terminal_and_the_file_is_clean(
    program: Program,
) -> None:
    command = (*BASH, "-c", '"$@" >out.txt', "bash", *PROGRAM)
    with program.on_terminal("screen", "--output", "a.json", command=command) as person:
        person.wait_for(KEY).type("y").wait_for("yes").turn(".", ENTER).wait_for(REVIEW)
        person.turn(UP, ENTER, "n")
        assert person.end() == 0

    out = (program.home / "out.txt").read_text(encoding="utf-8")
    assert out == program.run("report", "a.json").out
    assert not DRAWN.search(out)
    assert "Case reference" not in person.screen


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("width", [40, 80])
def test_no_line_of_a_walk_is_longer_than_the_terminal(
    program: Program, area: str, width: int
) -> None:
    with walking(program, "--area", area, width=width) as person:
        person.type("h").wait_for(KEY).type("c").wait_for(KEY).type("z").wait_for(KEY)
        person.type("y").wait_for(KEY).type("+").wait_for("takes it").type(ENTER)
        person.turn("n", "s", "y", "q").wait_for("Stop here?").turn("n").wait_for(KEY)
        person.type("?").turn(*["."] * len(bundled(area).catalogue.categories))
        person.wait_for("finishes.").turn("l", "9").see("> 9").type("99").see("> 999")
        person.type(ENTER).wait_for("Type a number").wait_for("finishes.").turn("1")
        person.see("> 1").type(ENTER).wait_for("So far").turn("0", "n").wait_for("finishes.")
        person.turn(ENTER, "y").wait_for("with only '.'").type(f".{ENTER}")
        assert person.end() == 0

    assert [line for line in person.screen.splitlines() if len(line) > width] == []


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("command", ["contacts", "guide", "areas"])
def test_no_line_of_a_page_is_longer_than_the_terminal(
    program: Program, command: str, width: int
) -> None:
    area = [] if command == "areas" else ["--area", "bathnes"]
    with program.on_terminal(command, *area, width=width) as person:
        assert person.end() == 0

    assert [line for line in person.screen.splitlines() if len(line) > width] == []


@pytest.mark.parametrize("width", [40, 80])
def test_no_line_of_a_message_is_longer_than_the_terminal(program: Program, width: int) -> None:
    with walking(program, width=width) as person:
        person.type("y").wait_for(KEY).type(CTRL_C)
        assert person.end() == 130

    assert [line for line in person.screen.splitlines() if len(line) > width] == []


@pytest.mark.parametrize("command", ["contacts --full", "screen"])
def test_no_color_is_honoured(program: Program, command: str) -> None:
    with program.having(NO_COLOR="1").on_terminal(*command.split()) as person:
        if command == "screen":
            person.turn(".", ENTER).wait_for(REVIEW).turn(UP, ENTER, "n", "s")
        assert person.end() == 0

    assert DRAWN.search(person.raw)
    assert not re.search(r"\x1b\[[\d;]*[349]\d", person.raw)
