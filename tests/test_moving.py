"""The program's folder, moved from where earlier versions had it: whole, or not at all."""

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from shells import Program
from windows import PlayedWindows, held_for

from cse_check.platforms import here, pretending
from cse_check.store import make_folder, moving
from cse_check.store.moving import place_of, settle

FALSE = "0113 496 0999"


class Places:
    """The two folders, and what was said."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.folder = home / "new/cse-check"
        self.earlier = home / "old/cse-check"
        self.said: list[str] = []
        self.put(self.earlier, "drafts/leeds-1.draft", "a draft")
        self.put(self.earlier, "contacts/leeds.yaml", "a correction")

    def put(self, folder: Path, name: str, text: str) -> Path:
        path = folder / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(0o600)
        os.utime(path, (1000, 1000))
        return path

    def settle(self) -> Path:
        return settle(self.folder, self.earlier, self.said.append)

    def held(self) -> dict[str, str]:
        """Return every file below the home folder, with what is in it."""
        return {
            str(path.relative_to(self.home)): path.read_text()
            for path in self.home.rglob("*")
            if path.is_file()
        }


MOVED = {
    "new/cse-check/drafts/leeds-1.draft": "a draft",
    "new/cse-check/contacts/leeds.yaml": "a correction",
}
UNMOVED = {name.replace("new", "old"): text for name, text in MOVED.items()}


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path)


def fails(number: int, usual: Callable[..., object] | None = None) -> Callable[..., object]:
    def call(*args: object, **_: object) -> object:
        raise OSError(number, os.strerror(number))

    return call


@pytest.fixture(params=[False, True], ids=["same-disk", "another-disk"])
def any_disk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the two folders be on one disk, and on two."""
    if not request.param:
        return
    rename = Path.rename

    def across(path: Path, target: Path) -> Path:
        if path.name == "cse-check":
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", across)
    monkeypatch.setattr(Path, "hardlink_to", fails(errno.EXDEV))


@pytest.mark.usefixtures("any_disk")
def test_everything_is_moved_and_that_is_said_once(places: Places) -> None:
    assert [places.settle(), places.settle()] == [places.folder] * 2
    assert places.held() == MOVED
    assert places.said == [
        f"What cse-check keeps for you was moved from {places.earlier} to {places.folder}."
    ]
    draft = places.folder / "drafts/leeds-1.draft"
    assert (draft.stat().st_mode & 0o777, draft.stat().st_mtime) == (0o600, 1000)
    assert not places.earlier.exists()


@pytest.mark.usefixtures("any_disk")
def test_what_is_in_both_places_is_never_replaced_and_said_every_time(places: Places) -> None:
    places.put(places.folder, "contacts/leeds.yaml", "another correction")
    for _ in range(2):
        assert places.settle() == places.folder
    assert places.held() == {
        "new/cse-check/drafts/leeds-1.draft": "a draft",
        "new/cse-check/contacts/leeds.yaml": "another correction",
        "old/cse-check/contacts/leeds.yaml": "a correction",
    }
    assert [said.endswith("remove the one that is wrong.") for said in places.said] == [
        True, False, True,
    ]  # fmt: skip
    assert (places.folder / "drafts/leeds-1.draft").stat().st_mtime == 1000


def test_a_move_that_was_killed_halfway_is_gone_on_with(places: Places) -> None:
    places.put(places.folder, "contacts/leeds.yaml", "a correction")
    assert places.settle() == places.folder
    assert places.held() == MOVED
    assert not places.earlier.exists()


@pytest.mark.parametrize("number", [errno.EACCES, errno.ENOSPC])
def test_a_folder_that_cannot_be_moved_is_used_where_it_is(
    number: int, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "rename", fails(number))
    assert places.settle() == places.earlier
    assert places.held() == UNMOVED
    assert "It is used where it is." in places.said[0]


def test_a_copy_that_fails_halfway_leaves_all_as_it_was(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "rename", fails(errno.EXDEV))

    def full(old: Path, new: Path, **_: object) -> None:
        (new / "drafts").mkdir()
        (new / "drafts/leeds-1.draft").write_text("a dra")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(shutil, "copytree", full)
    assert places.settle() == places.earlier
    assert places.held() == UNMOVED
    assert "It is used where it is." in places.said[0]


def test_a_session_that_was_slower_says_nothing(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def somebody_faster(path: Path, target: Path) -> Path:
        rename(path, target)
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", somebody_faster)
    assert places.settle() == places.folder
    assert (places.held(), places.said) == (MOVED, [])


def test_a_session_that_was_slower_still_says_nothing(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    def somebody_faster(folder: Path) -> None:
        make_folder(folder)
        places.earlier.rename(places.folder)

    monkeypatch.setattr(moving, "make_folder", somebody_faster)
    assert places.settle() == places.folder
    assert (places.held(), places.said) == (MOVED, [])


def test_a_folder_that_is_a_link_stays_and_is_used(places: Places) -> None:
    places.earlier.rename(places.home / "elsewhere")
    places.earlier.symlink_to(places.home / "elsewhere")
    assert (places.settle(), places.said) == (places.earlier, [])


def test_a_link_to_the_new_place_is_left_alone(places: Places) -> None:
    places.settle()
    places.earlier.symlink_to(places.folder)
    assert (places.settle(), len(places.said)) == (places.folder, 1)
    assert places.folder.is_dir()


@pytest.mark.skipif(not here().has_modes, reason="needs owners of files: Linux or macOS")
def test_a_folder_of_another_user_is_not_moved(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 54321)
    if places.earlier.stat().st_uid == 0:
        os.chown(places.earlier, 12345, -1)
    assert places.settle() == places.folder
    assert "belongs to another user" in places.said[0]
    assert places.held() == UNMOVED


@pytest.mark.skipif(not here().has_modes, reason="needs modes of files: Linux or macOS")
def test_a_loose_folder_is_closed_as_it_is_moved(places: Places) -> None:
    places.earlier.chmod(0o775)
    assert places.settle().stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(not here().has_modes, reason="needs modes of files: Linux or macOS")
def test_what_others_may_have_written_is_not_made_ones_own_by_copying(places: Places) -> None:
    (places.earlier / "contacts/leeds.yaml").chmod(0o666)
    places.folder.mkdir(parents=True)
    places.settle()
    assert (places.earlier / "contacts/leeds.yaml").exists()
    assert not (places.folder / "contacts/leeds.yaml").exists()
    assert any("others can write to it" in said for said in places.said)


def test_a_file_that_is_only_locked_is_not_carried_over(places: Places) -> None:
    places.put(places.earlier, "contacts/leeds.yaml.lock", "123")
    places.folder.mkdir(parents=True)
    places.settle()
    assert places.held() == MOVED


def test_a_move_waits_for_another_program_that_has_a_file_open(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = held_for(2, Path.rename)
    monkeypatch.setattr(Path, "rename", lambda *given: held(*given))
    with pretending(PlayedWindows(places.home)):
        assert places.settle() == places.folder
    assert places.held() == MOVED


def test_where_it_is_can_be_known_without_moving_anything(places: Places) -> None:
    assert place_of(places.folder, places.earlier) == places.earlier
    assert places.held() == UNMOVED
    places.settle()
    assert place_of(places.folder, places.earlier) == places.folder


# The whole program


def correct(program: Program) -> None:
    program.run_inside(
        "contacts", "correct", "leeds", "edt-2013", "--phone", FALSE, "--source", "a call"
    )


def test_a_correction_of_an_earlier_version_is_still_shown(tmp_path: Path) -> None:
    program = Program(tmp_path)
    correct(program)
    (tmp_path / ".config").mkdir()
    (tmp_path / ".local/share/cse-check").rename(tmp_path / ".config/cse-check")
    first, then = (program.run_inside("contacts", "--area", "leeds", "--full") for _ in range(2))
    assert FALSE in first.out
    assert first.out == then.out
    assert "was moved from" in first.err
    assert then.err == ""


def test_the_folder_is_where_xdg_says(tmp_path: Path) -> None:
    program = Program(tmp_path, XDG_DATA_HOME=str(tmp_path / "mine"))
    correct(program)
    assert (tmp_path / "mine/cse-check/contacts/leeds.yaml").is_file()
