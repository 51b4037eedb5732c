"""Drafts: written after every answer, read back, taken over by one session alone."""

import os
import stat
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from smalltown import LEEDS, SMALL

from cse_check.cli.screen.draft_keeper import DraftKeeper
from cse_check.errors import FileAccessError, InvalidFileError
from cse_check.interview import drafts
from cse_check.interview.drafts import Draft
from cse_check.interview.presses import Press
from cse_check.interview.state import Interview
from cse_check.model import Answer, Response, Role
from cse_check.narrative import Narrative
from cse_check.store import PrivateFolder, sweep

TODAY = date(2026, 11, 21)
BEGUN = drafts.begin(LEEDS, Role.PROFESSIONAL, today=TODAY, case_ref="LCC-7")


def same(data: bytes) -> bytes:
    return data


class Warnings:
    def __init__(self) -> None:
        self.said: list[str] = []

    def __call__(self, message: str) -> None:
        self.said.append(message)


def keeper(folder: Path, *, name: str | None = None, warn: Warnings | None = None) -> DraftKeeper:
    return DraftKeeper(PrivateFolder(folder), BEGUN, name=name, close=same, warn=warn or Warnings())


def pressed(*keys: Press) -> Interview:
    interview = Interview(LEEDS.catalogue)
    for key in keys:
        interview = interview.press(key)
    return interview


@given(st.lists(st.sampled_from([key for key in Press if key is not Press.QUIT]), max_size=45))
def test_a_draft_gives_back_the_walk_where_it_stopped(keys: list[Press]) -> None:
    interview = Interview(LEEDS.catalogue)
    for key in keys:
        if not interview.in_review:
            interview = interview.press(key)
    interview = interview.narrate("worry", "Seen\n“twice”.")
    back = drafts.load(drafts.dump(BEGUN.at(interview)), "draft")
    assert back.interview == replace(interview, told="", warning="", answered=None, undo=None)
    assert (back.case_ref, back.role, back.edition) == ("LCC-7", Role.PROFESSIONAL, LEEDS)


@pytest.mark.parametrize(
    "changed",
    [
        {"cursor": -1},
        {"cursor": 46},
        {"case_ref": ""},
        {"case_ref": "Jane Smith"},
        {"started_on": "2026-02-31"},
        {"answers": {"no.such": Response(Answer.YES)}},
    ],
)
def test_what_cse_check_has_not_written_is_no_draft(changed: dict[str, object]) -> None:
    with pytest.raises(InvalidFileError, match="is not a draft that cse-check has written"):
        drafts.load(drafts.dump(replace(BEGUN, **changed)), "draft")


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b'{"format": 2}', b'{"format": 1}'])
def test_bytes_that_are_no_draft_are_refused(data: bytes) -> None:
    with pytest.raises(InvalidFileError):
        drafts.load(data, "draft")


def test_nothing_is_written_before_something_is_said(tmp_path: Path) -> None:
    keeper(tmp_path / "drafts").keep(pressed(Press.SKIP, Press.REST))
    assert not (tmp_path / "drafts").exists()


def test_a_draft_is_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "drafts"
    keeper(folder).keep(pressed(Press.YES))
    (file,) = folder.iterdir()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_draft_s_name_says_nothing_of_the_case(tmp_path: Path) -> None:
    keeping = keeper(tmp_path)
    keeping.keep(pressed(Press.YES))
    assert keeping.name
    assert keeping.name.startswith("leeds-")
    assert "LCC" not in keeping.name


def test_every_answer_replaces_the_draft_of_its_own_session(tmp_path: Path) -> None:
    one, two = keeper(tmp_path), keeper(tmp_path)
    one.keep(pressed(Press.YES))
    two.keep(pressed(Press.NO))
    one.keep(pressed(Press.YES, Press.NOT_KNOWN))
    folder = PrivateFolder(tmp_path)
    assert len(folder.files()) == 2
    kept = {
        file.name: drafts.load(folder.read(file.name, drafts.MAX_BYTES), "draft")
        for file in folder.files()
    }
    assert one.name
    assert two.name
    assert len(kept[one.name].answers) == 2
    assert [each.answer for each in kept[two.name].answers.values()] == [Answer.NO]


def test_a_draft_is_kept_on_even_when_its_last_answer_is_taken_away(tmp_path: Path) -> None:
    keeping = keeper(tmp_path)
    keeping.keep(pressed(Press.YES))
    keeping.keep(pressed(Press.YES, Press.BACK, Press.CLEAR))
    (file,) = PrivateFolder(tmp_path).files()
    assert (
        drafts.load(PrivateFolder(tmp_path).read(file.name, drafts.MAX_BYTES), "draft").answers
        == {}
    )


def test_a_finished_screening_leaves_no_draft(tmp_path: Path) -> None:
    keeping = keeper(tmp_path)
    keeping.done()
    keeping.keep(pressed(Press.YES))
    keeping.done()
    assert list(tmp_path.iterdir()) == []


def test_a_draft_that_cannot_be_written_is_said_once_and_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    warn = Warnings()
    keeping = keeper(tmp_path / "file" / "drafts", warn=warn)
    keeping.keep(pressed(Press.YES))
    keeping.keep(pressed(Press.YES, Press.YES))
    assert len(warn.said) == 1
    assert warn.said[0].startswith("From here on no draft is kept: ")
    assert keeping.name is None


def test_a_draft_that_fails_is_tried_again_and_counts_what_was_last_written(tmp_path: Path) -> None:
    folder, aside = tmp_path / "drafts", tmp_path / "aside"
    warn = Warnings()
    keeping = keeper(folder, warn=warn)
    keeping.keep(pressed(Press.YES))
    folder.rename(aside)
    folder.write_text("in the way")
    keeping.keep(pressed(Press.YES, Press.YES))
    assert (keeping.kept, keeping.failing) == (1, True)
    folder.unlink()
    aside.rename(folder)
    keeping.keep(pressed(Press.YES, Press.YES, Press.NO))
    assert (keeping.kept, keeping.failing) == (3, False)
    assert warn.said[1:] == ["The draft could be written again: all of it is kept."]


def test_only_one_session_takes_a_draft_over(tmp_path: Path) -> None:
    folder = PrivateFolder(tmp_path)
    folder.write("leeds-1", b"x")
    taken = folder.claim("leeds-1", "leeds")
    with pytest.raises(FileAccessError):
        folder.claim("leeds-1", "leeds")
    assert [file.name for file in folder.files()] == [taken]


def test_the_draft_that_was_written_last_comes_first(tmp_path: Path) -> None:
    folder = PrivateFolder(tmp_path)
    for number, name in enumerate(("old", "new")):
        folder.write(name, b"x")
        path = tmp_path / f"{name}.draft"
        os.utime(path, (number, number))
    assert [file.name for file in folder.files()] == ["new", "old"]


def test_a_folder_that_is_not_there_has_no_files(tmp_path: Path) -> None:
    assert PrivateFolder(tmp_path / "none").files() == []


def test_sweeping_removes_what_a_stopped_write_has_left(tmp_path: Path) -> None:
    folder = PrivateFolder(tmp_path)
    folder.write("leeds-1", b"x")
    (tmp_path / ".cse-check-abc.tmp").write_bytes(b"x")
    assert sweep(tmp_path) == []  # somebody may be writing it
    assert len(list(tmp_path.iterdir())) == 2
    os.utime(tmp_path / ".cse-check-abc.tmp", (0, 0))
    assert [left.path.name for left in sweep(tmp_path)] == [".cse-check-abc.tmp"]
    assert [path.name for path in tmp_path.iterdir()] == ["leeds-1.draft"]


def test_a_write_that_fails_leaves_the_old_draft_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = PrivateFolder(tmp_path)
    folder.write("leeds-1", b"old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(FileAccessError, match="No space left"):
        folder.write("leeds-1", b"new")
    assert folder.read("leeds-1", 100) == b"old"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_draft_of_another_area_keeps_its_own_catalogue() -> None:
    begun: Draft = drafts.begin(SMALL, Role.PUBLIC, today=TODAY)
    assert drafts.load(drafts.dump(begun), "draft").edition == SMALL


def test_a_question_that_the_review_has_open_is_not_where_a_draft_goes_on() -> None:
    reviewing = Interview(LEEDS.catalogue, cursor=45).change(3).note("seen")
    assert BEGUN.at(reviewing).interview.in_review


def test_a_draft_that_could_not_be_read_again_is_not_written_and_that_is_said(
    tmp_path: Path,
) -> None:
    warn = Warnings()
    keeping = keeper(tmp_path, warn=warn)
    keeping.keep(pressed(Press.YES))
    large = replace(pressed(Press.YES), narrative=Narrative(worry="x" * drafts.MAX_BYTES))
    keeping.keep(large)
    assert keeping.failing
    assert keeping.kept == 1
    assert "From here on no draft is kept: the draft: would have 8," in warn.said[0]
    keeping.keep(pressed(Press.YES, Press.NO))
    assert (keeping.failing, keeping.kept) == (False, 2)
