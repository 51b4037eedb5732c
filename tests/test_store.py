"""The store: whole files or none, readable by their owner alone, and nothing left behind."""

import errno
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from systems import unix

from cse_check.errors import FileAccessError
from cse_check.store import check_targets, write_all
from cse_check.store.staged import Staged


@pytest.fixture(autouse=True)
def _no_umask() -> Iterator[None]:
    """Keep the umask from doing the store's work."""
    before = os.umask(0)
    yield
    os.umask(before)


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def refusal(work: Callable[[], object]) -> str:
    with pytest.raises(FileAccessError) as raised:
        work()
    return str(raised.value)


def there_already(path: Path) -> str:
    return f"{path}: already exists."


def no_space(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def forbidden(*_: object, **__: object) -> int:
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def no_hard_links(*_: object) -> None:
    raise OSError(errno.EPERM, os.strerror(errno.EPERM))


class Second:
    """Does what it replaces, except at one call (by default the second), where it does another."""

    def __init__(self, usual: Callable[..., object], other: Callable[..., object]) -> None:
        self.usual, self.other, self.calls = usual, other, 0

    def __call__(self, *given: object) -> object:
        self.calls += 1
        return (self.other if self.calls == 2 else self.usual)(*given)


def as_method(called: Callable[..., object]) -> Callable[..., object]:
    """Return a function, which a class binds to its objects as it does not bind other callables."""
    return lambda *given: called(*given)


# What is written


def test_files_are_written_whole(tmp_path: Path) -> None:
    write_all({tmp_path / "a.txt": "one\n", tmp_path / "b.json": "{}\n"})
    assert (tmp_path / "a.txt").read_bytes() == b"one\n"
    assert (tmp_path / "b.json").read_bytes() == b"{}\n"


def test_text_is_written_as_utf_8_with_plain_line_ends(tmp_path: Path) -> None:
    write_all({tmp_path / "a": "café\n😀\r\n"})
    assert (tmp_path / "a").read_bytes() == "café\n😀\r\n".encode()


@unix
def test_a_file_is_readable_by_its_owner_alone_whatever_the_umask(tmp_path: Path) -> None:
    write_all({tmp_path / "a": "x"})
    assert mode_of(tmp_path / "a") == 0o600


def test_nothing_but_the_files_is_left(tmp_path: Path) -> None:
    write_all({tmp_path / "a": "x", tmp_path / "b": "y"})
    assert names_in(tmp_path) == ["a", "b"]
    assert (tmp_path / "a").stat().st_nlink == 1


def test_files_may_go_to_several_folders(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    write_all({tmp_path / "one" / "a": "x", tmp_path / "two" / "a": "y"})
    assert (tmp_path / "one" / "a").read_text() == "x"
    assert (tmp_path / "two" / "a").read_text() == "y"


def test_nothing_to_write_is_no_error() -> None:
    write_all({})


# What is there already


WAYS = pytest.mark.parametrize(
    "work", [write_all, lambda texts: check_targets(texts, force=False)], ids=["write", "check"]
)


@WAYS
def test_a_file_that_is_there_is_kept(work: Callable[..., object], tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("before")
    assert refusal(lambda: work({path: "after"})) == f"{path}: already exists."
    assert path.read_text() == "before"
    assert names_in(tmp_path) == ["a"]


def test_one_file_that_is_there_keeps_all_from_being_written(tmp_path: Path) -> None:
    (tmp_path / "b").write_text("before")
    refusal(lambda: write_all({tmp_path / "a": "x", tmp_path / "b": "y"}))
    assert names_in(tmp_path) == ["b"]


@unix
def test_force_replaces_a_file_and_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("before")
    path.chmod(0o666)
    write_all({path: "after"}, force=True)
    assert path.read_text() == "after"
    assert mode_of(path) == 0o600
    assert names_in(tmp_path) == ["a"]


def test_force_writes_a_file_that_is_not_there(tmp_path: Path) -> None:
    write_all({tmp_path / "a": "x"}, force=True)
    assert (tmp_path / "a").read_text() == "x"


@unix
def test_force_replaces_a_link_and_not_what_it_leads_to(tmp_path: Path) -> None:
    (tmp_path / "other").write_text("before")
    (tmp_path / "link").symlink_to(tmp_path / "other")
    write_all({tmp_path / "link": "after"}, force=True)
    assert (tmp_path / "other").read_text() == "before"
    assert not (tmp_path / "link").is_symlink()


@unix
@WAYS
def test_a_link_that_leads_nowhere_is_kept(work: Callable[..., object], tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "nowhere")
    assert refusal(lambda: work({link: "x"})) == there_already(link)
    assert names_in(tmp_path) == ["link"]


@unix
def test_a_link_to_a_file_is_kept(tmp_path: Path) -> None:
    (tmp_path / "other").write_text("before")
    (tmp_path / "link").symlink_to(tmp_path / "other")
    refusal(lambda: write_all({tmp_path / "link": "x"}))
    assert (tmp_path / "other").read_text() == "before"


@pytest.mark.parametrize("force", [False, True])
def test_the_same_file_named_in_two_ways_is_refused(force: bool, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    one, other = tmp_path / "a", tmp_path / "folder" / ".." / "a"
    assert refusal(lambda: write_all({one: "x", other: "y"}, force=force)) == (
        f"{other}: is the same file as {one} here. Nothing was written."
    )
    assert names_in(tmp_path) == ["folder"]


# Where nothing can be written


BOTH = pytest.mark.parametrize("force", [False, True])


@BOTH
def test_a_folder_is_refused(force: bool, tmp_path: Path) -> None:
    assert refusal(lambda: write_all({tmp_path: "x"}, force=force)) == (
        f"{tmp_path}: is a folder; name a file in it."
    )


@unix
@BOTH
def test_a_device_is_refused(force: bool) -> None:
    assert refusal(lambda: write_all({Path("/dev/null"): "x"}, force=force)) == (
        "/dev/null: is not an ordinary file. '-' is standard output."
    )


@unix
@BOTH
def test_a_pipe_is_refused(force: bool, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "is not an ordinary file" in refusal(
        lambda: write_all({tmp_path / "pipe": "x"}, force=force)
    )


@BOTH
def test_a_folder_that_is_not_there_is_named(force: bool, tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "a"
    assert refusal(lambda: write_all({path: "x"}, force=force)) == (
        f"{path}: there is no folder {tmp_path / 'nowhere'}."
    )


@BOTH
def test_a_file_is_no_folder(force: bool, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    path = tmp_path / "file" / "a"
    assert refusal(lambda: write_all({path: "x"}, force=force)) == (
        f"{path}: there is no folder {tmp_path / 'file'}."
    )


@BOTH
def test_a_folder_that_cannot_be_written_to_is_named(
    force: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "open", forbidden)  # nothing is forbidden to root
    assert refusal(lambda: check_targets([tmp_path / "a"], force=force)) == (
        f"{tmp_path / 'a'}: the folder {tmp_path} cannot be written to."
    )


def test_trying_whether_a_folder_can_be_written_to_leaves_nothing_there(tmp_path: Path) -> None:
    check_targets([tmp_path / "a", tmp_path / "b"], force=False)
    assert names_in(tmp_path) == []


@BOTH
def test_a_name_that_is_too_long_is_refused(force: bool, tmp_path: Path) -> None:
    path = tmp_path / ("x" * 300)
    assert refusal(lambda: check_targets([path], force=force)).startswith(f"{path}: ")


def test_a_target_that_can_be_written_is_left_alone_by_the_check(tmp_path: Path) -> None:
    check_targets([tmp_path / "a", tmp_path / "b"], force=False)
    assert names_in(tmp_path) == []


def test_every_target_is_checked_before_any_is_written(tmp_path: Path) -> None:
    texts = {tmp_path / "a": "x", tmp_path / "nowhere" / "b": "y"}
    assert "there is no folder" in refusal(lambda: write_all(texts))
    assert names_in(tmp_path) == []


# Whole or none


@BOTH
def test_a_full_disk_leaves_nothing(
    force: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", Second(os.fsync, no_space))
    texts = {tmp_path / "a": "x", tmp_path / "b": "y"}
    assert refusal(lambda: write_all(texts, force=force)) == (
        f"{tmp_path / 'b'}: cannot be written: No space left on device. Nothing was written."
    )
    assert names_in(tmp_path) == []


def test_a_full_disk_keeps_what_force_would_have_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", Second(os.fsync, no_space))
    texts = {tmp_path / "a": "x", tmp_path / "b": "y"}
    for path in texts:
        path.write_text("before")
    refusal(lambda: write_all(texts, force=True))
    assert [path.read_text() for path in texts] == ["before", "before"]
    assert names_in(tmp_path) == ["a", "b"]


@BOTH
def test_an_interrupt_leaves_nothing(
    force: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", Second(os.fsync, interrupt))
    with pytest.raises(KeyboardInterrupt):
        write_all({tmp_path / "a": "x", tmp_path / "b": "y"}, force=force)
    assert names_in(tmp_path) == []


@pytest.mark.parametrize("link", [Path.hardlink_to, as_method(no_hard_links)])
def test_a_file_that_appears_meanwhile_is_kept_and_none_is_written(
    link: Callable[..., object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else writes the second target while the store writes its temporary files."""
    texts = {tmp_path / "a": "x", tmp_path / "b": "y"}

    def somebody_else(descriptor: int) -> None:
        (tmp_path / "b").write_text("theirs")

    monkeypatch.setattr(os, "fsync", Second(os.fsync, somebody_else))
    monkeypatch.setattr(Path, "hardlink_to", link)
    assert refusal(lambda: write_all(texts)) == there_already(tmp_path / "b")
    assert (tmp_path / "b").read_text() == "theirs"
    assert names_in(tmp_path) == ["b"]


def test_a_folder_that_goes_meanwhile_is_an_error_that_names_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()

    begin = Staged.begin

    def somebody_else(staged: Staged) -> None:
        folder.rmdir()
        begin(staged)

    monkeypatch.setattr(Staged, "begin", somebody_else)
    assert refusal(lambda: write_all({folder / "a": "x"})) == (
        f"{folder / 'a'}: cannot be written: No such file or directory. Nothing was written."
    )


def test_with_force_a_file_that_cannot_be_put_in_place_leaves_none_that_was_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = {tmp_path / "a": "x", tmp_path / "b": "y"}
    replace = Second(Path.replace, no_space)
    monkeypatch.setattr(Path, "replace", as_method(replace))
    assert "cannot be written" in refusal(lambda: write_all(texts, force=True))
    assert replace.calls == 2
    assert names_in(tmp_path) == []


def test_with_force_a_file_that_cannot_be_put_in_place_keeps_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = {tmp_path / "a": "x", tmp_path / "b": "y"}
    for path in texts:
        path.write_text("before")
    monkeypatch.setattr(Path, "replace", as_method(Second(Path.replace, no_space)))
    message = refusal(lambda: write_all(texts, force=True))
    kept = [path.read_text() for path in texts]
    assert kept == ["before", "before"] or "Nothing was written" not in message


# A file system without hard links


@unix
def test_without_hard_links_files_are_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "hardlink_to", as_method(no_hard_links))
    write_all({tmp_path / "a": "x", tmp_path / "b": "y"})
    assert [(tmp_path / name).read_text() for name in ("a", "b")] == ["x", "y"]
    assert mode_of(tmp_path / "a") == 0o600
    assert names_in(tmp_path) == ["a", "b"]


def test_without_hard_links_a_file_that_is_there_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "hardlink_to", as_method(no_hard_links))
    (tmp_path / "a").write_text("before")
    refusal(lambda: write_all({tmp_path / "a": "after"}))
    assert (tmp_path / "a").read_text() == "before"


@unix
def test_without_hard_links_a_link_that_appears_meanwhile_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def somebody_else(*given: object) -> None:
        (tmp_path / "a").symlink_to("nowhere")
        no_hard_links()

    monkeypatch.setattr(Path, "hardlink_to", as_method(somebody_else))
    refusal(lambda: write_all({tmp_path / "a": "x"}))
    assert (tmp_path / "a").is_symlink()
    assert names_in(tmp_path) == ["a"]


# What cannot even be put back, and what the disk may lose


def before_and_after(tmp_path: Path) -> dict[Path, str | bytes]:
    texts: dict[Path, str | bytes] = {tmp_path / "a": "after", tmp_path / "b": "after"}
    for path in texts:
        path.write_text("before")
    return texts


def test_what_cannot_be_put_back_is_said_with_where_its_old_content_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = before_and_after(tmp_path)
    usual, calls = os.replace, []

    def fails_from_the_second(*given: object) -> None:
        calls.append(given)
        if len(calls) > 1:
            no_space()
        usual(*given)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(os, "replace", fails_from_the_second)
    message = refusal(lambda: write_all(texts, force=True))
    (kept,) = tmp_path.glob(".cse-check-*-a.old")
    assert message == (
        f"{tmp_path / 'b'}: cannot be written: No space left on device. {tmp_path / 'a'} is the "
        f"new one already, and could not be put back; what it held before is in {kept}."
    )
    assert kept.read_text() == "before"
    assert names_in(tmp_path) == [kept.name, "a", "b"]


def test_the_folder_is_brought_to_the_disk_once_all_files_are_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced = []

    def watched(descriptor: int) -> None:
        is_folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        synced.append(names_in(tmp_path)[-2:] if is_folder else "file")

    monkeypatch.setattr(os, "fsync", watched)
    write_all({tmp_path / "a": "x", tmp_path / "b": "y"})
    assert synced == ["file", "file", ["a", "b"]]


@pytest.mark.parametrize("code", [errno.EINVAL, errno.EIO])
def test_a_folder_that_cannot_be_brought_to_the_disk_is_said_unless_none_can(
    code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", Second(os.fsync, fails))
    if code == errno.EINVAL:
        write_all({tmp_path / "a": "x"})
    else:
        assert refusal(lambda: write_all({tmp_path / "a": "x"})) == (
            f"{tmp_path / 'a'}: written, but the disk may not have kept it: Input/output error."
        )
    assert names_in(tmp_path) == ["a"]


def test_a_temporary_file_that_cannot_be_removed_is_no_failure_of_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = before_and_after(tmp_path)
    monkeypatch.setattr(os, "unlink", no_hard_links)
    write_all(texts, force=True)
    assert [path.read_text() for path in texts] == ["after", "after"]


@unix
def test_a_link_that_leads_nowhere_is_put_back_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = tmp_path / "a"
    link.symlink_to("nowhere")
    monkeypatch.setattr(os, "replace", Second(os.replace, no_space))
    refusal(lambda: write_all({link: "x", tmp_path / "b": "y"}, force=True))
    assert (link.readlink(), names_in(tmp_path)) == (Path("nowhere"), ["a"])
