"""Whose a file is: what others may have written is said and passed over, never believed."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from shells import Program
from windows import PlayedWindows

from cse_check.errors import FileAccessError
from cse_check.platforms import pretending
from cse_check.store import PrivateFolder, doubt, make_folder, scratch_file

pytestmark = pytest.mark.skipif(
    not hasattr(os, "geteuid"), reason="needs owners and modes of files: run it on Linux or macOS"
)

PRINTED = "0113 240 9536"
FALSE = "0113 496 0999"
SOMEBODY = 54321


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def no_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


@pytest.fixture
def contacts(program: Program) -> Path:
    """Return the folder of local corrections, with one in it."""
    correct(program)
    return program.home / ".local/share/cse-check/contacts"


def correct(program: Program) -> int:
    return program.run_inside(
        "contacts", "correct", "leeds", "edt-2013", "--phone", FALSE, "--source", "a call"
    ).code


def shown(program: Program) -> tuple[bool, bool, str]:
    """Return whether the printed and the corrected number are shown, and what is said."""
    ran = program.run_inside("contacts", "--area", "leeds", "--full")
    assert ran.code == 0
    return PRINTED in ran.out, FALSE in ran.out, ran.err


@pytest.mark.usefixtures("no_umask")
def test_every_level_of_a_folder_is_for_its_user_alone_whatever_the_umask(tmp_path: Path) -> None:
    make_folder(tmp_path / "a/b/c")
    assert [mode_of(tmp_path / each) for each in ("a", "a/b", "a/b/c")] == [0o700] * 3


@pytest.mark.usefixtures("no_umask")
def test_the_editors_folder_is_for_its_user_alone_at_every_level(tmp_path: Path) -> None:
    with scratch_file(tmp_path / "own/drafts", "texts.txt", "") as path:
        folders = (path.parent, path.parent.parent, path.parent.parent.parent)
        assert [mode_of(each) for each in folders] == [0o700] * 3


@pytest.mark.usefixtures("no_umask")
def test_a_draft_makes_every_level_for_its_user_alone(program: Program) -> None:
    program.run_inside("screen", "--area", "leeds", stdin="y\n")
    own = program.home / ".local/share/cse-check"
    assert [mode_of(each) for each in (own.parent, own, own / "drafts")] == [0o700] * 3


def test_a_folder_that_was_loose_is_closed_when_it_is_written_to(
    program: Program, contacts: Path
) -> None:
    contacts.chmod(0o777)
    assert correct(program) == 0
    assert mode_of(contacts) == 0o700


@pytest.mark.parametrize("place", [".", "leeds.yaml"])
@pytest.mark.parametrize("mode", [0o777, 0o775])
def test_corrections_that_others_can_write_give_way_to_the_printed_numbers(
    place: str, mode: int, program: Program, contacts: Path
) -> None:
    assert shown(program)[:2] == (True, True)
    (contacts / place).chmod(mode)
    printed, false, said = shown(program)
    assert (printed, false) == (True, False)
    assert "others can write to it" in said
    assert "as the catalogue prints them" in said


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root, to make another's file"
)
@pytest.mark.parametrize("place", [".", "leeds.yaml"])
def test_corrections_of_another_user_give_way_to_the_printed_numbers(
    place: str, program: Program, contacts: Path
) -> None:
    os.chown(contacts / place, SOMEBODY, -1)
    printed, false, said = shown(program)
    assert (printed, false) == (True, False)
    assert "belongs to another user" in said


def test_catalogues_that_others_can_write_are_passed_over(program: Program) -> None:
    make_folder(folder := program.home / ".local/share/cse-check/catalogues")
    (folder / "indicators_leeds.yaml").write_text("no catalogue")
    folder.chmod(0o777)
    printed, _, said = shown(program)
    assert printed
    assert "The catalogues there are passed over." in said


def test_a_draft_that_others_can_write_is_said_and_passed_over(program: Program) -> None:
    program.run_inside("screen", "--area", "leeds", stdin="y\n")
    (draft,) = (program.home / ".local/share/cse-check/drafts").glob("*.draft")
    draft.chmod(0o666)
    listed = program.run_inside("drafts", "list")
    assert (listed.code, listed.out, "It is passed over." in listed.err) == (0, "", True)
    assert program.run_inside("screen", "--resume", draft.stem, stdin="").code == 2
    assert draft.exists()


def test_what_another_user_owns_is_doubted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.draft"
    path.touch()
    user = as_another_users(path)
    monkeypatch.setattr(os, "geteuid", lambda: user)
    assert "belongs to another user" in str(doubt(path))
    folder = PrivateFolder(tmp_path)
    assert folder.files() == []
    with pytest.raises(FileAccessError, match="belongs to another user"):
        folder.read("a", 100)


def as_another_users(path: Path) -> int:
    """Give the file away where root runs the tests; return the user who is then to be asked for."""
    if os.geteuid() == 0:
        os.chown(path, SOMEBODY, -1)
        return 0
    return SOMEBODY


def test_what_is_not_there_or_has_no_owner_on_this_system_is_not_doubted(tmp_path: Path) -> None:
    assert doubt(tmp_path / "nothing") is None
    (loose := tmp_path / "loose").mkdir()
    loose.chmod(0o777)
    with pretending(PlayedWindows(tmp_path)):
        assert doubt(loose) is None


def test_what_cannot_be_looked_at_is_not_believed(tmp_path: Path) -> None:
    (loop := tmp_path / "loop").symlink_to(loop)
    assert "cannot be looked at" in str(doubt(loop))


def test_a_file_in_the_place_of_a_folder_is_not_said_to_be_replaceable(tmp_path: Path) -> None:
    (tmp_path / "own").write_text("a file")
    with pytest.raises(FileAccessError, match=r"own.drafts: cannot be made") as raised:
        make_folder(tmp_path / "own/drafts")
    assert raised.value.remedy is None
