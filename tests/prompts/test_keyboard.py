"""Keys, lines and texts, as prompt_toolkit reads them from a pipe in a terminal's place."""

import select
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from time import sleep

import pytest
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.input.base import PipeInput
from prompt_toolkit.key_binding import KeyPress
from prompt_toolkit.output.vt100 import Vt100_Output

from cse_check.prompts.bursts import Bursts
from cse_check.prompts.keyboard import Keyboard
from cse_check.prompts.keys import Stroke
from cse_check.prompts.turning import HELD, PageTurns

PASTE = Stroke("[pasted text]", pasted=True)
UP, LEFT, HOME = "\x1b[A", "\x1b[D", "\x1b[H"
BACKSPACE, CTRL_D, CTRL_U, CTRL_W, CTRL_UNDERSCORE = "\x7f", "\x04", "\x15", "\x17", "\x1f"
WIDE = "\N{CJK UNIFIED IDEOGRAPH-5BB6}"


class Clock:
    """A clock that stands still until it is told to go on."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def pipe() -> Iterator[PipeInput]:
    with create_pipe_input() as pipe:
        yield pipe


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def keyboard(pipe: PipeInput, clock: Clock) -> Iterator[Keyboard]:
    screen = Vt100_Output(StringIO(), lambda: Size(rows=24, columns=40), enable_cpr=False)
    with Keyboard(pipe, screen, PageTurns(clock)) as keyboard:
        yield keyboard


@contextmanager
def typing(pipe: PipeInput, *bursts: str) -> Iterator[None]:
    """Type these, each when what came before it has been read."""

    def type_them() -> None:
        for burst in bursts:
            sleep(0.02)
            while select.select([pipe.fileno()], [], [], 0)[0]:
                sleep(0.02)
            pipe.send_text(burst)

    thread = threading.Thread(target=type_them)
    thread.start()
    try:
        yield
    finally:
        thread.join()


def strokes(keyboard: Keyboard, pipe: PipeInput, *sent: str) -> list[Stroke]:
    """Send these, each in a burst of its own, and read a key after each."""
    found = []
    for text in sent:
        pipe.send_text(text)
        found.append(keyboard.key())
    return found


@pytest.mark.parametrize(
    ("sent", "token"),
    [
        *(("y", "y"), ("Y", "Y"), ("?", "?"), ("\r", ""), ("\n", ""), (" ", "[Space]")),
        *(("\t", "[Tab]"), (UP, "[Up]"), ("\x1b[1;5C", "[Ctrl-Right]"), ("\x1bOP", "[F1]")),
        *(("\x7f", "[Backspace]"), ("\x1b", "[Escape]"), ("\x01", "[Ctrl-A]")),
    ],
)
def test_a_key_is_its_character_or_its_name_and_enter_is_nothing(
    keyboard: Keyboard, pipe: PipeInput, sent: str, token: str
) -> None:
    assert strokes(keyboard, pipe, sent) == [Stroke(token)]


@pytest.mark.parametrize("sent", ["\x1by", "\x1bOy", "\x1b\x1b[A", "\x1b[I", "\x1b[12;40R"])
def test_what_follows_escape_at_once_is_no_key_of_its_own(
    keyboard: Keyboard, pipe: PipeInput, sent: str
) -> None:
    first, second = strokes(keyboard, pipe, sent, "n")
    assert first.token.startswith("[")
    assert second == Stroke("n")


def test_a_burst_without_a_line_break_is_that_many_keys(
    keyboard: Keyboard, pipe: PipeInput
) -> None:
    pipe.send_text("yn?")
    assert [keyboard.key().token for _ in range(3)] == ["y", "n", "?"]


@pytest.mark.parametrize(
    "sent",
    [
        *("y\r", "y\rn", "no\r\nno\r\n", "\r\r\r", "\ry", "\x1b[200~y\x1b[201~", "a\nb"),
        *("n" * 9, "no " * 2000 + "\r", "no " * 700 + "\r" + "no " * 700),
    ],
    ids=ascii,
)
def test_a_burst_with_a_line_break_is_one_paste_whether_it_is_marked_or_not(
    keyboard: Keyboard, pipe: PipeInput, sent: str
) -> None:
    assert strokes(keyboard, pipe, sent, "n") == [PASTE, Stroke("n")]


@pytest.mark.parametrize("sent", ["\x03", "y\rn\x03", "\r\r\x03\r"])
def test_ctrl_c_stops_at_once_in_whatever_burst_it_comes(
    keyboard: Keyboard, pipe: PipeInput, sent: str
) -> None:
    pipe.send_text(sent)
    with pytest.raises(KeyboardInterrupt):
        keyboard.key()


def test_ctrl_c_is_heard_among_what_is_dropped_too(keyboard: Keyboard, pipe: PipeInput) -> None:
    pipe.send_text("00\x03")
    with pytest.raises(KeyboardInterrupt):
        keyboard.begin_page()


def test_what_was_typed_ahead_is_dropped_when_a_page_begins(
    keyboard: Keyboard, pipe: PipeInput
) -> None:
    pipe.send_text("0yn")
    assert keyboard.key() == Stroke("0")
    pipe.send_text("00\r")
    assert keyboard.begin_page()
    assert not keyboard.begin_page()
    assert strokes(keyboard, pipe, "n") == [Stroke("n")]


def test_the_key_that_turned_the_page_counts_again_once_it_was_let_go(
    keyboard: Keyboard, clock: Clock
) -> None:
    zero = Stroke("0")
    assert keyboard.takes(zero)
    keyboard.begin_page()
    for _ in range(9):
        clock.now += HELD - 0.1
        assert not keyboard.takes(zero)
    clock.now += HELD
    assert keyboard.takes(zero)


def test_another_key_counts_at_once_and_so_does_the_first_one_after_it(
    keyboard: Keyboard,
) -> None:
    assert keyboard.takes(Stroke("0"))
    keyboard.begin_page()
    assert [keyboard.takes(Stroke(token)) for token in "0y0"] == [False, True, True]


def test_the_end_of_input_is_no_key(keyboard: Keyboard, pipe: PipeInput) -> None:
    pipe.send_text("y")
    assert keyboard.key() == Stroke("y")
    pipe.close()
    with pytest.raises(EOFError):
        keyboard.key()


# Lines and texts


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (["sean", BACKSPACE * 2, "en"], "seen"),
        (["seen", LEFT * 3, "w"], "sween"),
        (["econd", HOME, "s"], "second"),
        (["told by Jane", CTRL_W, "them"], "told by them"),
        (["wrong", CTRL_U, "right"], "right"),
        ([WIDE * 2, BACKSPACE, "!"], f"{WIDE}!"),
        (["word " * 30, BACKSPACE * 140], "word word "),
        (["one two", CTRL_W, CTRL_UNDERSCORE], "one two"),
        (["\x1b[200~one\rtwo\r\nthree\x1b[201~"], "one\ntwo\nthree"),
        (["one\rtwo"], "one\ntwo"),
    ],
    ids=["backspace", "left", "home", "word", "line", "wide", "wraps", "undo", "marked", "burst"],
)
def test_a_line_is_edited_as_lines_are_everywhere(
    keyboard: Keyboard, pipe: PipeInput, typed: list[str], kept: str
) -> None:
    with typing(pipe, *typed, "\r"):
        assert keyboard.line("> ") == kept


def test_a_line_can_be_begun(keyboard: Keyboard, pipe: PipeInput) -> None:
    with typing(pipe, "1 y", "\r"):
        assert keyboard.line("> ", "4") == "41 y"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (["one", "\r", "\r", "two. ", "\r", ".", "\r"], "one\n\ntwo. "),
        (["one", "\r", "two", CTRL_D], "one\ntwo"),
        (["\x1b[200~b\r.\rc\r\x1b[201~", ".", "\r"], "b\n.\nc"),
        (["back to school", "\r", ".", "\r"], "back to school"),
        (["\r"], ""),
        (["b", "\r"], "b"),
        ([".", "\r"], "."),
    ],
    ids=["full stop", "Ctrl-D", "paste", "words", "Enter alone", "b alone", "full stop alone"],
)
def test_a_text_ends_with_a_full_stop_alone_or_is_a_token_alone(
    keyboard: Keyboard, pipe: PipeInput, typed: list[str], kept: str
) -> None:
    with typing(pipe, *typed):
        assert keyboard.text("> ") == kept


def test_a_text_that_is_begun_is_edited_and_no_token_ends_it(
    keyboard: Keyboard, pipe: PipeInput
) -> None:
    with typing(pipe, BACKSPACE * 3, "b", "\r", ".", "\r"):
        assert keyboard.text("> ", "one") == "b"


def test_enter_that_is_held_down_skips_no_text(
    keyboard: Keyboard, pipe: PipeInput, clock: Clock
) -> None:
    assert keyboard.takes(Stroke(""))
    keyboard.begin_page()
    with typing(pipe, "\r", "\r", "one", CTRL_D):
        assert keyboard.text("> ") == "one"


@pytest.mark.parametrize("key", ["\x03", CTRL_D])
def test_a_line_and_a_text_are_stopped_like_a_question(
    keyboard: Keyboard, pipe: PipeInput, key: str
) -> None:
    for read in (keyboard.line, keyboard.text):
        with typing(pipe, key), pytest.raises((KeyboardInterrupt, EOFError)):
            read("> ")


# The terminal's modes


def test_pastes_are_marked_while_it_is_used_and_after_every_line(
    pipe: PipeInput, clock: Clock
) -> None:
    shown = StringIO()
    screen = Vt100_Output(shown, lambda: Size(rows=24, columns=40), enable_cpr=False)
    with Keyboard(pipe, screen, PageTurns(clock)) as keyboard:
        with typing(pipe, "a", "\r"):
            keyboard.line("> ")
        assert shown.getvalue().rindex("\x1b[?2004h") > shown.getvalue().rindex("\x1b[?2004l")
        with keyboard.aside():
            assert shown.getvalue().endswith("\x1b[?2004l")
        assert shown.getvalue().endswith("\x1b[?2004h")
    assert shown.getvalue().endswith("\x1b[?2004l")


@pytest.mark.skipif(not hasattr(signal, "SIGCONT"), reason="needs POSIX job control")
def test_the_terminal_is_set_again_when_the_program_goes_on(pipe: PipeInput) -> None:
    shown = StringIO()
    screen = Vt100_Output(shown, lambda: Size(rows=24, columns=40), enable_cpr=False)
    with Keyboard(pipe, screen) as keyboard:
        screen.disable_bracketed_paste()
        screen.flush()
        signal.raise_signal(signal.SIGCONT)
        assert shown.getvalue().endswith("\x1b[?2004l")  # nothing is written where it is taken
        pipe.send_text("y")
        keyboard.key()
        assert shown.getvalue().endswith("\x1b[?2004h")


def test_a_terminal_that_has_gone_is_the_end_of_input(keyboard: Keyboard, pipe: PipeInput) -> None:
    class Gone(Bursts):
        def read_keys(self) -> list[KeyPress]:
            return []

    pipe.send_text("y")
    keyboard._source = Gone(pipe)
    with pytest.raises(EOFError):
        keyboard.key()
