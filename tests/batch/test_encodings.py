"""Terminals and pipes that cannot show every character: nothing crashes, nothing is lost."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from commands import RESULTS, Words, all_is_said, formats_of, line_of
from formats import PAPERS
from shells import Program, write_answers

from cse_check.render import FORMATS
from cse_check.render.caseload import ROW_FORMATS
from cse_check.render.exports import EXPORTS
from examples import DATA

ENCODINGS = {
    "ascii": {"PYTHONIOENCODING": "ascii"},
    "cp1252": {"PYTHONIOENCODING": "cp1252"},
    "latin-1": {"PYTHONIOENCODING": "latin-1"},
    "locale C": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
}
CODECS = {"locale C": "ascii"}

QUOTED = "\N{LEFT DOUBLE QUOTATION MARK}seen\N{RIGHT DOUBLE QUOTATION MARK}"
NOTE = (
    f"{QUOTED} \N{EN DASH} caf\N{LATIN SMALL LETTER E WITH ACUTE} \N{BULLET} "
    "\N{CJK UNIFIED IDEOGRAPH-65E5} \N{GRINNING FACE}\N{HORIZONTAL ELLIPSIS}"
)
"""Has what ASCII, Latin-1 and Windows-1252 lack, each something else."""

LINES = {
    "ascii": '"seen" - caf[U+00E9] * [U+65E5] [U+1F600]...',
    "cp1252": NOTE.replace("\N{CJK UNIFIED IDEOGRAPH-65E5}", "[U+65E5]").replace(
        "\N{GRINNING FACE}", "[U+1F600]"
    ),
    "latin-1": '"seen" - caf\N{LATIN SMALL LETTER E WITH ACUTE} * [U+65E5] [U+1F600]...',
    "locale C": '"seen" - caf[U+00E9] * [U+65E5] [U+1F600]...',
}


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """Return the program, with answers and a record whose notes have more than ASCII."""
    program = Program(tmp_path)
    write_answers(tmp_path, {"education.truanting": f"{{answer: yes, note: '{NOTE}'}}"})
    program.run_inside(*SCREEN, "--output", "record.json")
    program.run_inside("screen", "--area", "leeds", stdin="y\n")
    (program.home / "cases.csv").write_text("case_ref,education.truanting\nCASE-1,y\n")
    return program


SCREEN = ("screen", "--area", "leeds", "--answers", "answers.yaml")
BYTES = {*PAPERS, *(name for name, each in EXPORTS.items() if each.binary)}
LINES_OF_COMMANDS = {
    words: [
        line_of(words),
        *([*line_of(words), "--format", name] for name in formats_of(words) if name not in BYTES),
    ]
    for words in RESULTS
}
ALWAYS_UTF_8 = {
    name
    for registry in (FORMATS, ROW_FORMATS, EXPORTS)
    for name, each in registry.items()
    if each.always_utf8
}

SHEETS = {("catalogue", "sheet"), ("page",)}
"""Commands that write UTF-8 with a mark that says so, wherever it goes."""


def speaking(program: Program, encoding: str) -> Program:
    """Return the program with streams of this encoding; of UTF-8 if it is none of `ENCODINGS`."""
    return program.having(**ENCODINGS.get(encoding, {}))


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("words", RESULTS, ids=" ".join)
def test_no_command_fails_for_want_of_a_character(
    program: Program, words: Words, encoding: str
) -> None:
    lines = LINES_OF_COMMANDS[words]
    for line in lines[:1] if encoding in CODECS else lines:
        ran = _run(program, line, encoding)

        assert ran.returncode == 0, line
        assert all_is_said(words, ran.stderr.decode("ascii")), line
        always = line[-1] in ALWAYS_UTF_8 or words in SHEETS
        assert ran.stdout.decode("utf-8" if always else CODECS.get(encoding, encoding))


def _run(program: Program, line: list[str], encoding: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line as a process where the locale decides; within this one else, which is quick.

    In the locale C it is ASCII again, which is tried with every format within this process.
    """
    if encoding in CODECS:
        return speaking(program, encoding).run_bytes(*line)
    return program.speak_inside(*line, encoding=encoding)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_help_does_not_fail_for_want_of_a_character(program: Program, encoding: str) -> None:
    ran = speaking(program, encoding).run_bytes("--help")

    assert (ran.returncode, ran.stderr) == (0, b"")


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("format_name", ["text", "terminal"])
def test_a_character_that_is_lacking_becomes_a_look_alike_or_its_number(
    program: Program, encoding: str, format_name: str
) -> None:
    ran = speaking(program, encoding).run_bytes(*SCREEN, "--format", format_name)

    assert LINES[encoding] in ran.stdout.decode(CODECS.get(encoding, encoding))


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "locale C"])
def test_bullets_and_lines_of_a_screen_become_look_alikes(program: Program, encoding: str) -> None:
    ran = speaking(program, encoding).run_bytes(*SCREEN, "--format", "terminal")

    out = ran.stdout.decode(CODECS.get(encoding, encoding))
    assert "[U+2" not in out
    assert "\n| If a child is in immediate danger, ring 999 now.\n" in out
    assert "\n * Truanting\n" in out
    assert "\nWhom to ring -----" in out


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_record_on_stdout_is_the_record_whatever_the_encoding(
    program: Program, encoding: str
) -> None:
    ran = speaking(program, encoding).run_bytes(*SCREEN, "--format", "json")

    said = json.loads(ran.stdout.decode("utf-8"))["answers"]["education.truanting"]
    assert said["note"] == NOTE


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_record_goes_through_a_pipe_whatever_the_encoding(
    program: Program, encoding: str
) -> None:
    there = speaking(program, encoding)
    record = there.run_bytes(*SCREEN, "--format", "json").stdout

    ran = there.run_bytes("report", "-", stdin=record)

    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout == there.run_bytes(*SCREEN).stdout


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_file_is_utf_8_and_whole_whatever_the_encoding(program: Program, encoding: str) -> None:
    names = ("a.md", "a.txt", "a.json")
    outputs = [arg for name in names for arg in ("--output", name)]
    speaking(program, encoding).run_bytes(*SCREEN, *outputs)

    for name in names:
        assert NOTE in (program.home / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_answers_are_read_as_utf_8_whatever_the_encoding(program: Program, encoding: str) -> None:
    speaking(program, encoding).run_bytes(
        *("screen", "--area", "leeds", "--answers", "-", "--output", "a.json"),
        stdin=(program.home / "answers.yaml").read_bytes(),
    )

    assert NOTE in (program.home / "a.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_walk_asks_and_answers_whatever_the_encoding(program: Program, encoding: str) -> None:
    codec = CODECS.get(encoding, encoding)
    note = NOTE.encode(codec, errors="ignore")
    ran = speaking(program, encoding).run_bytes(
        *("screen", "--area", "leeds", "--output", "a.json"),
        stdin=b"+\n" + note + b"\n\ny\n" + b".\n" * 9 + b"\n",
    )

    assert ran.returncode == 0
    assert note.strip() in ran.stderr
    record = json.loads((program.home / "a.json").read_text(encoding="utf-8"))
    expected = {"answer": "yes", "when": None, "basis": None, "note": note.decode(codec).strip()}
    assert record["answers"] == {"education.truanting": expected}


NOT_TEXT = {"ascii": b"\xe9", "cp1252": b"\x81", "locale C": b"\xe9", "utf-8": b"\xff\xfe"}


@pytest.mark.parametrize("encoding", NOT_TEXT)
@pytest.mark.parametrize("line", [b"%s", b"y%s", b"+\nse%sen"])
def test_bytes_that_are_no_text_are_refused_and_never_guessed_at(
    program: Program, line: bytes, encoding: str
) -> None:
    ran = speaking(program, encoding).run_bytes(
        *("screen", "--area", "leeds", "--format", "json", "--output", "a.json"),
        stdin=line % NOT_TEXT[encoding] + b"\n" + b".\n" * 9 + b"\n",
    )

    assert (ran.returncode, ran.stdout) == (3, b"")
    assert b"standard input: is not " in ran.stderr
    assert not (program.home / "a.json").exists()


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("args", [("--answers", "-"), ("--answers", "broken.yaml")], ids=" ".join)
def test_a_file_that_is_not_utf_8_is_said_to_be_on_its_line(
    program: Program, args: tuple[str, ...], encoding: str
) -> None:
    data = b"education.truanting: yes\neducation.excluded: {note: caf\xe9}\n"
    (program.home / "broken.yaml").write_bytes(data)

    ran = speaking(program, encoding).run_bytes("screen", "--area", "leeds", *args, stdin=data)

    assert (ran.returncode, ran.stdout) == (3, b"")
    assert b":2:31: is not UTF-8 here (byte 0xE9)" in ran.stderr


@pytest.mark.parametrize("encoding", [*ENCODINGS, "utf-8"])
def test_a_file_s_name_that_cannot_be_shown_is_spelt_and_the_file_is_written(
    program: Program, encoding: str
) -> None:
    name = "caf\N{LATIN SMALL LETTER E WITH ACUTE}\N{GRINNING FACE}".encode() + b"\xff.md"

    ran = speaking(program, encoding).run_bytes(*SCREEN, "--output", name)

    assert ran.returncode == 0
    assert ran.stderr.startswith(b"Written: caf")
    assert name in [os.fsencode(path.name) for path in program.home.iterdir()]


@pytest.mark.parametrize("encoding", [*ENCODINGS, "utf-8"])
def test_a_message_with_a_character_that_cannot_be_shown_is_no_crash(
    program: Program, encoding: str
) -> None:
    name = b"\xf0\x9f\x98\x80\xff.json"

    ran = speaking(program, encoding).run_bytes("report", name)

    assert ran.returncode == 1
    assert b"cannot be read: No such file or directory." in ran.stderr
    assert b"Traceback" not in ran.stderr


NOT_ASCII = "Seen with \N{LEFT DOUBLE QUOTATION MARK}M\N{RIGHT DOUBLE QUOTATION MARK}."
"""A note in quotes that look like JSON's own when they are spelt in ASCII."""


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_json_lines_and_a_catalogue_as_json_are_json_whatever_the_encoding(
    program: Program, encoding: str
) -> None:
    (program.home / "long.csv").write_text(
        f"case_ref,indicator,answer,note\nEX-1,education.truanting,yes,{NOT_ASCII}\n",
        encoding="utf-8",
    )
    path = program.home / "mine" / "indicators_leeds.yaml"
    path.parent.mkdir()
    text = (DATA / "indicators_leeds.yaml").read_text(encoding="utf-8")
    truancing = 'The guide\'s spelling is "Truancing".'
    path.write_text(text.replace(truancing, NOT_ASCII), encoding="utf-8")
    speaks = speaking(program, encoding)
    batch = speaks.run_bytes("batch", "long.csv", "--area", "leeds", "--format", "jsonl")
    shown = speaks.run_bytes(
        *("catalogue", "show", "leeds", "--format", "json", "--catalogue-dir", "mine")
    )

    assert NOT_ASCII in str(json.loads(batch.stdout.decode("utf-8")))
    assert NOT_ASCII in str(json.loads(shown.stdout.decode("utf-8")))
