"""Files that are written piece by piece: all in the end, or none."""

import os
from pathlib import Path

import pytest

from cse_check.errors import FileAccessError
from cse_check.store import Writing


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_pieces_come_together_when_all_is_done(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    with Writing([one, other]) as writing:
        for piece in ("a", "b", "é\n"):
            writing.write(one, piece)
        writing.write(other, "x")
        assert not one.exists()
    assert one.read_bytes() == "abé\n".encode()
    assert names_in(tmp_path) == ["one", "other"]
    assert {path.stat().st_mode & 0o777 for path in (one, other)} == {0o600}


def test_a_file_can_be_left_out_after_all(tmp_path: Path) -> None:
    with Writing([tmp_path / "one", tmp_path / "other"]) as writing:
        writing.drop(tmp_path / "other")
    assert names_in(tmp_path) == ["one"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_an_exception_takes_all_away(error: type[BaseException], tmp_path: Path) -> None:
    def work() -> None:
        with Writing([tmp_path / "one"]) as writing:
            writing.write(tmp_path / "one", "a")
            raise error

    with pytest.raises(error):
        work()
    assert names_in(tmp_path) == []


def test_a_second_file_that_cannot_be_made_takes_the_first_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = os.open, []

    def full(*args: object, **options: object) -> object:
        calls.append(args)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        return real(*args, **options)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(os, "open", full)
    with (
        pytest.raises(FileAccessError, match="two: cannot be written: No space"),
        Writing([tmp_path / "one", tmp_path / "two"]),
    ):
        pass
    assert names_in(tmp_path) == []


def test_with_force_what_was_there_stays_if_not_all_can_be_put_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [tmp_path / "one", tmp_path / "two", tmp_path / "three"]
    for path in paths[1:]:
        path.write_text("before")
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if target.name == "three" and "three" not in failed:
            failed.append("three")
            raise OSError(28, "No space left on device")
        return real(self, target)

    failed: list[str] = []
    monkeypatch.setattr(Path, "replace", replace)

    def work() -> None:
        with Writing(paths, force=True) as writing:
            for path in paths:
                writing.write(path, "after")

    with pytest.raises(FileAccessError, match="Nothing was written"):
        work()
    assert names_in(tmp_path) == ["three", "two"]
    assert [path.read_text() for path in paths[1:]] == ["before", "before"]


def test_without_hard_links_what_was_there_is_replaced_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "one"
    path.write_text("before")

    def no_links(self: Path, target: Path) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", no_links)
    with Writing([path], force=True) as writing:
        writing.write(path, "after")
    assert path.read_text() == "after"
    assert names_in(tmp_path) == ["one"]
