"""The manual pages: every command and option is in them, and nothing stumbles over their roff."""

import re
import shutil
import subprocess
from pathlib import Path

import manual
import pytest
from commands import CAVEAT, EVERY_COMMAND, Words, options_of

from cse_check.errors import ExitCode

DANGER = "If a child is in immediate danger, ring 999 now."
PAGES = manual.pages()


def page_of(words: Words) -> str:
    return PAGES["-".join(("cse-check", *words)) + ".1"]


def plain(roff: str) -> str:
    """Return what a page says, without what only roff reads."""
    return re.sub(r"\\f[BIR]", "", roff).replace("\\-", "-").replace("\\(aq", "'")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("man")
    manual.main(folder)
    return folder


def test_there_is_a_page_for_the_program_and_for_each_command() -> None:
    named = {"-".join(("cse-check", *words)) + ".1" for words in ((), *EVERY_COMMAND)}
    assert PAGES.keys() == named


@pytest.mark.parametrize("words", EVERY_COMMAND, ids=" ".join)
def test_a_page_has_every_option_of_its_command(words: Words) -> None:
    page = plain(page_of(words))
    missing = [name for name in options_of(words) if not re.search(rf"{name}(?![\w-])", page)]
    assert missing == []


@pytest.mark.parametrize("words", EVERY_COMMAND, ids=" ".join)
def test_a_page_has_every_argument_of_its_command(words: Words) -> None:
    page = plain(page_of(words))
    params = EVERY_COMMAND[words].params
    assert all(each.metavar in page for each in params if each.param_type_name == "argument")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_begins_with_999_and_has_the_caveat(name: str) -> None:
    described = plain(PAGES[name]).partition(".SH DESCRIPTION\n")[2]
    assert described.startswith(DANGER)
    assert CAVEAT in described


@pytest.mark.parametrize("name", PAGES)
def test_a_page_names_every_exit_code(name: str) -> None:
    codes = PAGES[name].partition(".SH EXIT STATUS\n")[2]
    assert all(f".TP\n{int(code)}\n" in codes for code in ExitCode)


def test_every_page_that_a_page_refers_to_is_there() -> None:
    referred = {name for page in PAGES.values() for name in re.findall(r"\\fB(\S+)\\fR\(1\)", page)}
    assert {f"{plain(name)}.1" for name in referred} == PAGES.keys()


def test_the_pages_are_the_same_every_time_and_have_no_date(folder: Path) -> None:
    assert {path.name: path.read_text("ascii") for path in folder.iterdir()} == PAGES
    assert all(page.splitlines()[0].split()[3] == '""' for page in PAGES.values())


@pytest.mark.parametrize(
    ("text", "roff"),
    [
        (".TH is text", "\\&.TH is text"),
        ("'", "\\(aq"),
        ("a\\b", "a\\eb"),
        ("--plain", "\\-\\-plain"),
        ("“ten”", "\\[u201C]ten\\[u201D]"),
    ],
)
def test_no_text_is_read_as_roff(text: str, roff: str) -> None:
    assert manual.safe(text) == roff


@pytest.mark.skipif(not shutil.which("mandoc"), reason="needs mandoc: apt install mandoc")
def test_mandoc_finds_nothing_wrong_but_that_there_is_no_date(folder: Path) -> None:
    ran = subprocess.run(
        ["mandoc", "-Tlint", "-Wwarning", *sorted(folder.iterdir())], capture_output=True, text=True
    )
    said = [line for line in ran.stdout.splitlines() if "missing date" not in line]
    assert (said, ran.stderr) == ([], "")


@pytest.mark.skipif(not shutil.which("man"), reason="needs man: apt install man-db")
def test_man_shows_a_page_as_it_was_typed(folder: Path) -> None:
    ran = subprocess.run(
        ["man", "--warnings", "-l", str(folder / "cse-check-screen.1")],
        capture_output=True,
        text=True,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "MANPAGER": "cat", "MANWIDTH": "80"},
    )
    assert ran.stderr == ""
    assert DANGER in re.sub(".\b", "", ran.stdout)
    assert "--catalogue-dir FOLDER" in re.sub(".\b", "", ran.stdout)
