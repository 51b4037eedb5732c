"""The walk on plain lines: from a pipe, and on a terminal that should be plain."""

import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shells import DRAWN, PATIENCE, PROGRAM, Program, Ran, ids_of
from systems import unix

from cse_check.interview.presses import KEYS, TOKENS
from examples import AREAS, CATALOGUE, bundled

TRUANTING, EXCLUDED, SELF_HARM = "school.truanting", "school.excluded", "health.self-harm"
"""The three indicators of the example; the last one is the only one of its category."""

SCREEN = ("screen", "--no-draft")


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """Return the program, with the example's catalogue among those that it finds."""
    (tmp_path / "mine").mkdir()
    path = tmp_path / "mine" / "indicators_exampleshire.yaml"
    path.write_text(CATALOGUE, encoding="utf-8")
    return Program(tmp_path, CSE_CHECK_CATALOGUES="mine")


def walk(program: Program, *lines: str, area: str = "exampleshire") -> Ran:
    """Walk with these lines of input, in this process, and get the record."""
    stdin = "".join(f"{line}\n" for line in lines)
    return program.run_inside(*SCREEN, "--area", area, "--format", "json", stdin=stdin)


def questions(ran: Ran) -> list[int]:
    """Return the numbers of the questions that were asked, in order."""
    return [int(number) for number in re.findall(r"^(\d+) of \d+\. ", ran.err, re.MULTILINE)]


# Answers


@pytest.mark.parametrize("area", AREAS)
def test_a_whole_walk_in_a_process_keeps_every_answer(program: Program, area: str) -> None:
    said = {"y": "yes", "n": "no", "?": "not-known", "": None}
    tokens = [list(said)[i % 4] for i in range(len(ids_of(area)))]

    ran = program.run(
        *(*SCREEN, "--area", area, "--format", "json"),
        stdin="".join(f"{token}\n" for token in [*tokens, ""]),
    )

    assert ran.code == 0
    expected = {name: said[token] for name, token in zip(ids_of(area), tokens, strict=True)}
    assert ran.answers == {name: answer for name, answer in expected.items() if answer}
    assert questions(ran) == list(range(1, len(tokens) + 1))


@pytest.mark.parametrize(
    ("token", "answer"),
    [
        *(("y", "yes"), ("yes", "yes"), ("YES", "yes"), ("  Yes\t", "yes"), ("Y ", "yes")),
        *(("1", "yes"), ("true", "yes"), ("n", "no"), ("no", "no"), ("No", "no"), (" N", "no")),
        *(("false", "no"), ("u", "not-known"), ("NK", "not-known"), ("not  known", "not-known")),
        *(("?", "not-known"), ("unknown", "not-known"), (" Unknown ", "not-known")),
    ],
)
def test_a_token_or_its_word_answers_whatever_its_case_and_the_space_around_it(
    program: Program, token: str, answer: str
) -> None:
    ran = walk(program, token, "", "", "")

    assert ran.answers == {TRUANTING: answer}


@pytest.mark.parametrize("token", ["", " ", "skip", "Skip"])
def test_a_blank_is_a_skip_and_never_a_no(program: Program, token: str) -> None:
    ran = walk(program, token, token, token, "")

    assert (ran.code, ran.answers) == (0, {})
    assert ran.record["answered_no"] == []


@pytest.mark.parametrize(
    "token",
    [
        *(
            "N/A",
            "None",
            "none",
            "None of these",
            "nope",
            "nein",
            "yy",
            "yn",
            "y n",
            "yes please",
            "maybe",
        ),
        *("-", "\x1b[A", "\x1by", "\N{CYRILLIC SMALL LETTER U}"),
    ],
)
def test_what_is_no_token_is_no_answer_and_the_question_is_asked_again(
    program: Program, token: str
) -> None:
    ran = walk(program, token, "y", "", "", "")

    assert ran.answers == {TRUANTING: "yes"}
    assert questions(ran) == [1, 1, 2, 3]
    assert "is not an answer here. 'h' shows the keys." in ran.err


def test_a_file_with_crlf_line_ends_and_a_mark_at_its_start_answers_the_same(
    program: Program,
) -> None:
    ran = program.run_bytes(
        *(*SCREEN, "--area", "exampleshire", "--format", "json"),
        stdin=b"\xef\xbb\xbfy\r\nn\r\n?\r\n\r\n",
    )

    answers = Ran(ran.returncode, ran.stdout.decode(), "").answers
    assert answers == {TRUANTING: "yes", EXCLUDED: "no", SELF_HARM: "not-known"}


def test_a_last_line_without_a_line_end_counts(program: Program) -> None:
    ran = program.run_inside(*SCREEN, "--area", "exampleshire", stdin="y\n\n\n1\nn\n ")

    assert ran.code == 0


@pytest.mark.parametrize("token", ["0", "no-rest", "No-Rest"])
def test_0_is_no_to_the_rest_of_this_category_alone(program: Program, token: str) -> None:
    ran = walk(program, token, "", "")

    assert ran.answers == {TRUANTING: "no", EXCLUDED: "no"}
    assert questions(ran) == [1, 3]


def test_0_leaves_what_was_answered_before_as_it_was(program: Program) -> None:
    ran = walk(program, "", "y", "b", "b", "0", "", "")

    assert ran.answers == {TRUANTING: "no", EXCLUDED: "yes"}


@pytest.mark.parametrize("token", [".", "rest", " REST "])
def test_a_full_stop_skips_the_rest_of_this_category_alone(program: Program, token: str) -> None:
    ran = walk(program, token, "y", "")

    assert ran.answers == {SELF_HARM: "yes"}
    assert questions(ran) == [1, 3]


@pytest.mark.parametrize("token", ["b", "back"])
def test_back_over_the_border_of_a_category_keeps_every_answer(
    program: Program, token: str
) -> None:
    ran = walk(program, "y", "n", token, token, "", "", "?", "")

    assert ran.answers == {TRUANTING: "yes", EXCLUDED: "no", SELF_HARM: "not-known"}
    assert questions(ran) == [1, 2, 3, 2, 1, 2, 3]
    assert ran.err.count("So far: yes. Enter keeps it.") == 1


def test_back_at_the_first_question_says_so_and_stays(program: Program) -> None:
    ran = walk(program, "b", "y", "", "", "")

    assert "This is the first question." in ran.err
    assert questions(ran) == [1, 1, 2, 3]


@pytest.mark.parametrize("token", ["x", "clear"])
def test_an_answer_can_be_taken_away(program: Program, token: str) -> None:
    ran = walk(program, "y", "b", token, "", "", "", "")

    assert ran.answers == {}


# Notes


@pytest.mark.parametrize("token", ["+", "note"])
def test_a_note_is_kept_beside_an_answer(program: Program, token: str) -> None:
    ran = walk(program, "y", token, "seen on Monday", "", "", "", "")

    assert (ran.answers, ran.notes) == ({TRUANTING: "yes"}, ["seen on Monday"])


def test_a_note_without_an_answer_is_not_an_answer(program: Program) -> None:
    ran = walk(program, "+", "seen on Monday", *[""] * 5)

    assert (ran.answers, ran.notes) == ({TRUANTING: None}, ["seen on Monday"])
    assert TRUANTING in ran.record["unanswered"]


@pytest.mark.parametrize("note", ["y", "no", "0", ".", "quit", "?", "b"])
def test_a_token_in_a_note_is_a_note(program: Program, note: str) -> None:
    ran = walk(program, "+", note, *[""] * 5)

    assert (ran.answers, ran.notes) == ({TRUANTING: None}, [note])


def test_a_dash_takes_a_note_away_and_a_blank_leaves_it(program: Program) -> None:
    left = walk(program, "+", "first", "", "+", *[""] * 6)
    taken = walk(program, "+", "first", "", "+", "-", *[""] * 5)

    assert (left.notes, taken.notes) == (["first"], [])


def test_a_note_longer_than_a_terminal_s_line_survives_whole(program: Program) -> None:
    note = " ".join(f"word{i}" for i in range(2000))

    ran = walk(program, "+", note, *[""] * 5)

    assert ran.notes == [note]


def test_a_character_in_a_note_that_cannot_be_seen_is_spelled_out(program: Program) -> None:
    ran = walk(program, "+", "a\x1b[31mb\u202ec", *[""] * 5)

    assert ran.notes == ["a[U+001B][31mb[U+202E]c"]
    assert not DRAWN.search(ran.err)


# Asides


@pytest.mark.parametrize("token", ["c", "contacts"])
def test_whom_to_ring_is_shown_at_a_question_which_is_asked_again(
    program: Program, token: str
) -> None:
    ran = walk(program, token, "y", "", "", "")

    assert ran.answers == {TRUANTING: "yes"}
    assert questions(ran) == [1, 1, 2, 3]
    contacts = program.run_inside("contacts", "--area", "exampleshire").out.splitlines()
    assert [row for row in contacts if row not in ran.err.splitlines()] == [
        "All, with sources: cse-check contacts --area exampleshire --full"
    ]


def test_whom_to_ring_is_shown_for_the_role(program: Program) -> None:
    ran = program.run_inside(
        "screen",
        "--no-draft",
        "--area",
        "leeds",
        "--role",
        "public",
        stdin="c\n" + ".\n" * 9 + "\n",
    )

    assert "0113 222 4403" in ran.err
    assert "0113 535 0600" not in ran.err


@pytest.mark.parametrize("token", ["h", "help"])
def test_help_shows_every_key_with_its_word_at_a_question_which_is_asked_again(
    program: Program, token: str
) -> None:
    ran = walk(program, token, "y", "", "", "")

    assert ran.answers == {TRUANTING: "yes"}
    assert questions(ran) == [1, 1, 2, 3]
    for key, word in KEYS.items():
        assert f"{key or 'Enter'}  {word}: " in ran.err


# The review


def test_an_answer_is_changed_at_the_review_by_its_number(program: Program) -> None:
    ran = walk(program, "y", "y", "y", "2", "n", "")

    assert ran.answers == {TRUANTING: "yes", EXCLUDED: "no", SELF_HARM: "yes"}
    assert questions(ran) == [1, 2, 3, 2]


def test_a_skip_at_the_review_leaves_the_answer(program: Program) -> None:
    assert walk(program, "y", "y", "y", "2", "", "").answers[EXCLUDED] == "yes"


def test_the_review_is_short_and_shows_every_answer_when_it_is_asked_to(program: Program) -> None:
    ran = walk(program, "y", "?", "+", "asked at school", "", "", "l", "")

    short, _, full = ran.err.partition("Review, 2 of 3 answered")[2].partition("Answer: ")
    assert "  1 yes: Truanting\n" in short
    assert "  2 not known: Excluded from school (note)\n" in short
    assert "  unanswered: Health 3\n" in short
    assert "  2 not known: Excluded from school\n" in full
    assert "  Note: asked at school\n" in full
    assert "  3 unanswered: Self-harm\n" in full


@pytest.mark.parametrize("change", ["2 n", "2n", " 2  No "])
def test_a_number_and_an_answer_change_it_at_the_review(program: Program, change: str) -> None:
    ran = walk(program, "y", "y", "y", change, "")

    assert ran.answers == {TRUANTING: "yes", EXCLUDED: "no", SELF_HARM: "yes"}


@pytest.mark.parametrize(
    "number", ["0", "4", "4 y", "1 0", "99999999999999999999999", "-1", "1.5", "1 2", "y"]
)
def test_a_number_that_is_not_there_changes_nothing_at_the_review(
    program: Program, number: str
) -> None:
    ran = walk(program, "y", "n", "?", number, "")

    assert (ran.code, list(ran.answers.values())) == (0, ["yes", "no", "not-known"])
    assert "Type a number from 1 to 3" in ran.err


def test_back_at_the_review_asks_the_last_question_again(program: Program) -> None:
    ran = walk(program, "y", "y", "y", "b", "n", "")

    assert ran.answers[SELF_HARM] == "no"
    assert questions(ran) == [1, 2, 3, 3]


def test_whom_to_ring_is_shown_at_the_review_too(program: Program) -> None:
    ran = walk(program, "", "", "", "c", "")

    assert ran.code == 0
    assert "0113 496 0336" in ran.err


# The end of input


WHOLE_WALK = (
    "y",
    "+",
    "a note",
    "",
    "n",
    "c",
    "h",
    "x",
    "b",
    "n",
    "0",
    "2",
    "?",
    "1",
    "+",
    "b",
    "",
    "",
    "",
)


def test_input_that_ends_anywhere_ends_with_130_and_is_no_answer(program: Program) -> None:
    output = program.home / "a.json"
    for length in range(len(WHOLE_WALK)):
        stdin = "".join(f"{line}\n" for line in WHOLE_WALK[:length])

        ran = program.run_inside(*SCREEN, "--area", "exampleshire", "--output", output, stdin=stdin)

        assert (ran.code, ran.out) == (130, ""), WHOLE_WALK[:length]
        assert "Nothing was kept" in ran.err
        assert "999" in ran.err.partition("Stopped before the summary.")[2]
        assert not output.exists()


def test_the_walk_that_is_cut_off_everywhere_does_come_to_an_end(program: Program) -> None:
    assert walk(program, *WHOLE_WALK).code == 0


def test_input_that_ends_at_every_point_of_a_whole_checklist_ends_with_130(
    program: Program,
) -> None:
    for length in range(len(ids_of("leeds")) + 1):
        ran = walk(program, *["y"] * length, area="leeds")

        assert (ran.code, ran.out) == (130, "")
        assert length == 0 or f"what was entered so far ({length})" in " ".join(ran.err.split())


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from(list(TOKENS)) | st.text(st.characters(codec="utf-8"))))
def test_whatever_is_piped_in_ends_in_a_summary_or_in_130(
    program: Program, lines: list[str]
) -> None:
    ran = walk(program, *lines)

    assert (ran.code, bool(ran.out)) in ((0, True), (130, False))
    assert "\x1b" not in ran.out + ran.err


@pytest.mark.parametrize("tokens", [["q"], ["quit"], ["y", "q"], ["y", "y", "y", "q"]])
def test_quit_ends_with_130_and_nothing_kept(program: Program, tokens: list[str]) -> None:
    ran = walk(program, *tokens)

    assert (ran.code, ran.out) == (130, "")
    assert "Nothing was kept" in ran.err


def test_a_process_whose_input_ends_ends_with_130(program: Program) -> None:
    ran = program.run(*SCREEN, "--area", "leeds", "--output", "a.md", stdin="y\nn\n")

    assert (ran.code, ran.out) == (130, "")
    assert not (program.home / "a.md").exists()


@contextmanager
def asking(program: Program, *command: str) -> Iterator["subprocess.Popen[bytes]"]:
    """Start a walk in pipes, and wait until it asks."""
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=program.environ,
        cwd=program.home,
    ) as process:
        assert process.stderr
        seen = b""
        while not seen.endswith(b"Answer: "):
            byte = process.stderr.read(1)
            assert byte, "it ended before it asked"
            seen += byte
        yield process


@unix
def test_an_interrupt_while_a_pipe_is_read_ends_with_130_and_no_traceback(
    program: Program,
) -> None:
    with asking(program, *PROGRAM, *SCREEN, "--area", "leeds") as process:
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=PATIENCE)

    assert (process.returncode, out) == (130, b"")
    assert b"Nothing was kept" in err
    assert b"Traceback" not in err


@unix
@pytest.mark.parametrize("name", ["INT", "HUP", "TERM"])
def test_a_signal_that_the_starter_ignores_is_ignored(name: str, program: Program) -> None:
    told = f'trap "" {name}; exec "$@"'
    started = ("sh", "-c", told, "sh", *PROGRAM)
    with asking(program, *started, *SCREEN, "--area", "leeds", "--format", "json") as process:
        process.send_signal(getattr(signal, f"SIG{name}"))
        process.communicate(b"y\n" * len(ids_of("leeds")) + b"\n", timeout=PATIENCE)

    assert process.returncode == 0


def test_stopping_names_a_command_that_shows_whom_to_ring(program: Program) -> None:
    ran = walk(program)

    named = re.search(r"'cse-check (contacts[^']*)'", " ".join(ran.err.split()))
    assert named
    assert program.run_inside(*named[1].split()).code == 0


# What it looks like


def test_999_comes_before_the_first_question_and_everything_else(program: Program) -> None:
    ran = walk(program)

    assert ran.err.startswith("*** If a child is in immediate danger, ring 999 now. ***\n")


@pytest.mark.parametrize("area", AREAS)
def test_each_category_comes_with_its_place_before_its_first_question_and_is_read_out_once(
    program: Program, area: str
) -> None:
    catalogue = bundled(area).catalogue
    ran = program.having(COLUMNS="96").run_inside(
        *SCREEN, "--area", area, stdin="\n" * (len(ids_of(area)) + 1)
    )

    rest = " ".join(ran.err.split())
    for number, category in enumerate(catalogue.categories, start=1):
        heading = f"{category.name} ({number} of {len(catalogue.categories)})"
        _, found, rest = rest.partition(heading)
        assert found
        before = rest.partition(" Answer: ")[0]
        assert category.indicators[0].text in before
        assert not any(f"{each.text} " in before for each in category.indicators[1:])


def everything_said(program: Program, area: str) -> Ran:
    """Walk with every aside there is, so that everything the program can say is said."""
    rest = len(ids_of(area)) - len(bundled(area).catalogue.categories[0].indicators)
    first_category = ["h", "c", "b", "nonsense", "+", "a note", "past told", "x", "0"]
    review = ["h", "c", "l", "999", "1", "0", "y", "2 y", ""]
    lines = [*first_category, *["?"] * rest, *review]
    return program.run_inside(*SCREEN, "--area", area, stdin="\n".join([*lines, ""]))


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("columns", ["40", "80", "96", "200"])
def test_no_line_is_longer_than_the_page(program: Program, area: str, columns: str) -> None:
    ran = everything_said(program.having(COLUMNS=columns), area)

    assert ran.code == 0
    widest = min(int(columns), 96)
    assert [line for line in (ran.out + ran.err).splitlines() if len(line) > widest] == []


@pytest.mark.parametrize("area", AREAS)
def test_wrapping_loses_no_word(program: Program, area: str) -> None:
    def words(columns: str) -> tuple[str, str]:
        ran = everything_said(program.having(COLUMNS=columns), area)
        ruler = re.compile(r"^[-=]+$", re.MULTILINE)
        return "".join(ruler.sub("", ran.out).split()), "".join(ran.err.split())

    assert words("40") == words("96")


@pytest.mark.parametrize("area", AREAS)
def test_plain_output_has_no_escape_characters_and_no_drawing(program: Program, area: str) -> None:
    ran = everything_said(program, area)

    assert ran.code == 0
    assert not DRAWN.search(ran.out + ran.err)


@pytest.mark.parametrize("command", ["areas", "contacts --area leeds", "guide --area bathnes"])
@pytest.mark.parametrize("more", [[], ["--plain"]], ids=["pipe", "plain"])
def test_a_page_in_a_pipe_has_no_escape_characters_and_no_drawing(
    program: Program, command: str, more: list[str]
) -> None:
    ran = program.run_inside(*command.split(), *more)

    assert not DRAWN.search(ran.out + ran.err)


@pytest.mark.parametrize("environ", [{}, {"TERM": "dumb"}, {"ACCESSIBLE": "1"}], ids=str)
def test_plain_means_no_drawing_even_in_the_format_for_a_terminal(
    program: Program, environ: dict[str, str]
) -> None:
    args = [] if environ else ["--plain"]

    ran = program.having(**environ).run_inside(
        "screen",
        "--no-draft",
        "--area",
        "leeds",
        "--format",
        "terminal",
        *args,
        stdin=".\n" * 9 + "\n",
    )

    assert ran.code == 0
    assert not DRAWN.search(ran.out)


PLAIN = [
    pytest.param({"TERM": "dumb"}, [], id="TERM=dumb"),
    pytest.param({"ACCESSIBLE": "1"}, [], id="ACCESSIBLE=1"),
    pytest.param({}, ["--plain"], id="--plain"),
]


@pytest.mark.parametrize(("environ", "args"), PLAIN)
def test_a_terminal_that_is_to_be_plain_gets_plain_lines_alone(
    program: Program, environ: dict[str, str], args: list[str]
) -> None:
    with program.having(**environ).on_terminal(*SCREEN, "--area", "exampleshire", *args) as person:
        for token in ("h", "c", "b", "y", "+", "a note", "now", "", "no", "?", "1 ?", "2", "n"):
            prompt = "\nNote: " if token == "a note" else "Answer: "
            person.wait_for(prompt).type(f"{token}\r")
        person.wait_for("Answer: ").type("\r").wait_for("Write down").wait_for("Answer: ")
        person.type("n\r").wait_for("leaves without saving").wait_for("Answer: ").type("s\r")
        assert person.end() == 0

    assert not DRAWN.search(person.raw)
    assert "Truanting: yes." in person.screen
    assert "Absence of indicators does not mean that a child is safe." in person.screen


@pytest.mark.parametrize(("environ", "args"), PLAIN)
@pytest.mark.parametrize("command", ["areas", "contacts", "guide"])
def test_a_page_on_a_terminal_that_is_to_be_plain_is_plain(
    program: Program, environ: dict[str, str], args: list[str], command: str
) -> None:
    area = [] if command == "areas" else ["--area", "leeds"]
    with program.having(**environ).on_terminal(command, *area, *args) as person:
        assert person.end() == 0

    assert "Leeds" in person.screen
    assert not DRAWN.search(person.raw)


@pytest.mark.parametrize("value", ["", "0", "false", "No", "OFF"])
def test_accessible_that_is_off_changes_nothing(program: Program, value: str) -> None:
    with program.having(ACCESSIBLE=value).on_terminal("areas") as person:
        assert person.end() == 0

    assert DRAWN.search(person.raw)


def test_a_note_that_a_plain_terminal_cut_off_is_said_to_be(program: Program) -> None:
    with program.on_terminal(*SCREEN, "--area", "exampleshire", "--plain") as person:
        person.wait_for("Answer: ").type("+\r").wait_for("Note: ")
        person.type(f"{'word ' * 1000}\r")
        person.wait_for("check the end.").wait_for("Answer: ").type("\x04")
        assert person.end() == 130
