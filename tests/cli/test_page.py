"""`cse-check page`: what it writes and says, and what it says of a copy."""

from hashlib import sha256
from pathlib import Path

import pytest
from shells import Program

from cse_check.cli.page import ALONE, NOT_OURS, WITHOUT_OURS
from cse_check.platforms import here
from examples import BUNDLED, DATA

PAGE = ("page", "--area", "leeds", "--output", "leeds.html")
CORRECT = (
    *("contacts", "correct", "leeds", "edt-2013"),
    *("--phone", "0113 496 0000", "--source", "rung"),
)


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


def test_it_writes_the_page_and_says_its_sha256(program: Program) -> None:
    ran = program.run_inside(*PAGE)
    data = (program.home / "leeds.html").read_bytes()
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == (
        f"Written: leeds.html (only you can read it).\nIts SHA-256: {sha256(data).hexdigest()}\n"
    )
    assert program.run_inside("page", "--area", "leeds").out.encode() == data


def test_a_file_that_is_no_page_by_its_name_is_refused(program: Program) -> None:
    ran = program.run_inside("page", "--area", "leeds", "--output", "leeds.txt")
    assert (ran.code, "Use one of .html, .htm." in ran.err) == (2, True)


def test_a_genuine_copy_is_said_to_be_one(program: Program) -> None:
    program.run_inside(*PAGE)
    ran = program.run_inside("page", "--verify", "leeds.html")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("leeds.html: is what cse-check ")
    digest = sha256((program.home / "leeds.html").read_bytes()).hexdigest()
    assert f"SHA-256: {digest}\n" in ran.out


def test_a_copy_with_another_number_is_not_genuine(program: Program) -> None:
    program.run_inside(*PAGE)
    copy = program.home / "leeds.html"
    copy.write_bytes(copy.read_bytes().replace(b"376 0336", b"376 0337"))
    ran = program.run_inside("page", "--verify", "leeds.html")
    assert (ran.code, ran.out) == (3, "")
    assert "was changed since cse-check made it: do not use it" in ran.err


def changed_catalogue(program: Program, *, keeping_hash: bool) -> Path:
    """Make a page of a catalogue with another number, as somebody else might have installed it."""
    (program.home / "other").mkdir()
    other = program.home / "other" / "indicators_leeds.yaml"
    text = (DATA / "indicators_leeds.yaml").read_text(encoding="utf-8")
    other.write_text(text.replace("0113 376 0336", "0113 376 0337"), encoding="utf-8")
    ran = program.run_inside(*PAGE, "--catalogue-dir", "other")
    assert ran.code == 0, ran.err
    page = program.home / "leeds.html"
    if keeping_hash:
        ours, theirs = (
            sha256(path.read_bytes()).hexdigest().encode() for path in (BUNDLED[1], other)
        )
        page.write_bytes(page.read_bytes().replace(theirs, ours))
    return page


def test_a_page_of_a_catalogue_that_is_not_installed_here_cannot_be_verified(
    program: Program,
) -> None:
    changed_catalogue(program, keeping_hash=False)
    ran = program.run_inside("page", "--verify", "leeds.html")
    assert (ran.code, ran.out) == (3, "")
    assert "is not the one installed here" in ran.err.replace("\n", " ")
    assert program.run_inside(
        "page", "--verify", "leeds.html", "--catalogue-dir", "other"
    ).code == 0  # fmt: skip


def test_a_page_that_claims_our_catalogue_and_has_another_is_refused(program: Program) -> None:
    changed_catalogue(program, keeping_hash=True)
    ran = program.run_inside("page", "--verify", "leeds.html")
    assert (ran.code, ran.out) == (3, "")
    assert "which says something else" in ran.err


def test_corrections_of_this_machine_are_built_in_and_said(program: Program) -> None:
    program.run_inside(*CORRECT)
    ran = program.run_inside(*PAGE)
    assert "edt-2013, 0113 496 0000, corrected on 2026-11-21" in ran.err
    assert "0113 496 0000" in (program.home / "leeds.html").read_text(encoding="utf-8")
    verified = program.run_inside("page", "--verify", "leeds.html")
    assert (verified.code, NOT_OURS in verified.out) == (0, False)


def test_corrections_of_another_machine_are_named_and_vouched_for_by_nobody(
    program: Program,
) -> None:
    program.run_inside(*CORRECT)
    program.run_inside(*PAGE)
    program.run_inside("contacts", "withdraw", "leeds", "edt-2013")
    ran = program.run_inside("page", "--verify", "leeds.html")
    assert ran.code == 4
    assert "edt-2013, 0113 496 0000, corrected on 2026-11-21" in ran.out
    assert NOT_OURS in ran.out


def test_a_page_without_the_corrections_of_this_machine_is_said_to_lack_them(
    program: Program,
) -> None:
    program.run_inside(*PAGE)
    program.run_inside(*CORRECT)
    ran = program.run_inside("page", "--verify", "leeds.html")
    assert (ran.code, WITHOUT_OURS in ran.out) == (0, True)


def test_verifying_takes_nothing_else(program: Program) -> None:
    ran = program.run_inside("page", "--verify", "leeds.html", "--area", "leeds")
    assert (ran.code, ALONE in ran.err) == (2, True)


def test_a_terminal_is_not_filled_with_a_page(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(here()), "is_terminal", lambda *_: True)
    ran = program.run_inside("page", "--area", "leeds")
    assert (ran.code, ran.out) == (2, "")
    assert "--output AREA.html" in ran.err
