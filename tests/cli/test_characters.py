"""What is piped or redirected is UTF-8, on every system, and nothing else is guessed at."""

from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from shells import Program
from windows import Nul, PlayedWindows

from cse_check.cli.characters import readable, writable
from cse_check.errors import EncodingError
from cse_check.platforms import pretending
from cse_check.platforms.posix import Posix

ANSI = "cp1252"
"""What Python reads and writes on a Windows in western Europe where no terminal is."""


def piped(data: bytes = b"") -> TextIOWrapper:
    return TextIOWrapper(BytesIO(data), encoding=ANSI)


def written(stream: TextIOWrapper, text: str) -> bytes:
    stream.write(text)
    stream.flush()
    assert isinstance(stream.buffer, BytesIO)
    return stream.buffer.getvalue()


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_input_is_read_as_utf_8_with_or_without_a_mark(mark: bytes) -> None:
    assert readable(piped(mark + "café\n".encode()), {}).readline() == "café\n"


@pytest.mark.parametrize("data", ["café".encode(ANSI), "café".encode("utf-16")])
def test_input_that_is_not_utf_8_is_refused_and_not_guessed(data: bytes) -> None:
    with pytest.raises(EncodingError, match="standard input: is not UTF-8"):
        readable(piped(data), {}).readline()


def test_what_is_typed_keeps_the_encoding_of_its_terminal() -> None:
    typed = Nul(BytesIO("café\n".encode(ANSI)), encoding=ANSI)
    with pretending(Posix()):
        assert readable(typed, {}).readline() == "café\n"


def test_output_to_no_console_is_utf_8_on_windows(tmp_path: Path) -> None:
    console = Nul(BytesIO(), encoding=ANSI)
    with pretending(PlayedWindows(tmp_path, consoles=(console,))):
        to_file, to_console = writable(piped(), {}), writable(console, {})
        as_asked = writable(piped(), {"PYTHONIOENCODING": ANSI})
    assert [each.encoding for each in (to_file, to_console, as_asked)] == ["utf-8", ANSI, ANSI]


def test_elsewhere_output_has_the_encoding_that_the_system_says() -> None:
    stream = piped()
    with pretending(Posix()):
        assert writable(stream, {}) is stream
    assert written(stream, "café ≠") == "café [U+2260]".encode(ANSI)


def test_a_stream_that_was_closed_has_nothing_in_it_and_takes_everything() -> None:
    with readable(None, {}) as stdin, writable(None, {}) as stdout:
        assert (stdin.read(), stdout.write("é")) == ("", 1)


def test_a_note_that_is_not_utf_8_is_refused_and_the_answers_are_kept(tmp_path: Path) -> None:
    program = Program(tmp_path)
    ran = program.run_bytes("screen", "--area", "leeds", stdin=b"y\n+\ncaf\xe9\n")
    assert ran.returncode == 3
    said = ran.stderr.decode()
    assert "standard input: is not UTF-8 (byte 0xE9)." in said
    assert "is in the draft, if one is kept" in said
    assert "Traceback" not in said


def test_a_note_in_utf_8_is_kept_whatever_the_locale(tmp_path: Path) -> None:
    program = Program(tmp_path, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    stdin = "\ufeffy\n+\ncafé ≠\nq\n".encode()
    assert program.run_bytes("screen", "--area", "leeds", stdin=stdin).returncode == 130
    (draft,) = (tmp_path / ".local/share/cse-check/drafts").iterdir()
    assert "café ≠" in draft.read_text(encoding="utf-8")
