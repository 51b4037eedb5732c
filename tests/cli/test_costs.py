"""What is no file, or has no end, is refused at once wherever a file is read."""

import errno
import os
from pathlib import Path

import pytest
from shells import Program
from windows import PlayedWindows

from cse_check.errors import FileAccessError
from cse_check.interview import drafts
from cse_check.platforms import pretending
from cse_check.reading.files import read_bytes
from cse_check.store import PrivateFolder

PIPE = "pipe.yaml"
REFUSED = "is not an ordinary file. A pipe is read as standard input alone."
pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a system with named pipes")


@pytest.fixture
def program(tmp_path: Path) -> Program:
    os.mkfifo(tmp_path / PIPE, 0o600)
    return Program(tmp_path)


@pytest.mark.parametrize(
    "line",
    [
        "screen --area leeds --answers pipe.yaml",
        "screen --area leeds --amend pipe.yaml",
        "report pipe.yaml",
        "compare pipe.yaml pipe.yaml",
        "batch pipe.yaml --area leeds",
        "batch - --area leeds --mapping pipe.yaml",
        "catalogue validate pipe.yaml",
        "page --verify pipe.yaml",
    ],
)
def test_a_pipe_in_the_place_of_a_file_is_refused_at_once(line: str, program: Program) -> None:
    ran = program.run(*line.split())
    assert ran.code != 0
    assert REFUSED in ran.err


def test_a_pipe_in_the_place_of_a_draft_is_refused_at_once(program: Program) -> None:
    folder = program.home / ".local/share/cse-check/drafts"
    folder.mkdir(mode=0o700, parents=True)
    (program.home / PIPE).rename(folder / "leeds-00000000.draft")
    for line in ("drafts show last", "screen --resume last"):
        ran = program.run(*line.split())
        assert REFUSED in ran.err
    assert "not a draft that this version can read" in program.run("drafts", "list").out


def test_a_pipe_in_the_place_of_an_overlay_hides_no_number(program: Program) -> None:
    folder = program.home / ".local/share/cse-check/contacts"
    folder.mkdir(mode=0o700, parents=True)
    printed = program.run("contacts", "--area", "leeds")
    (program.home / PIPE).rename(folder / "leeds.yaml")
    ran = program.run("contacts", "--area", "leeds")
    assert (ran.code, ran.out) == (0, printed.out)
    assert REFUSED in ran.err


def test_a_device_without_an_end_is_refused(tmp_path: Path) -> None:
    (tmp_path / "leeds-1.draft").symlink_to("/dev/zero")
    with (
        pretending(PlayedWindows(tmp_path)),  # where it is not known whose a file is
        pytest.raises(FileAccessError, match="ordinary"),
    ):
        PrivateFolder(tmp_path).read("leeds-1", drafts.MAX_BYTES)
    with pytest.raises(FileAccessError, match="ordinary"):
        read_bytes(Path("/dev/zero"))


def test_no_more_of_a_draft_is_read_than_a_draft_may_have(tmp_path: Path) -> None:
    folder = PrivateFolder(tmp_path)
    folder.write("leeds-1", b"12345")
    assert folder.read("leeds-1", 2) == b"123"


def refuse(monkeypatch: pytest.MonkeyPatch, method: str, folder: str) -> None:
    """Have the system refuse to look into a folder, as for a user without rights there."""
    real = getattr(Path, method)

    def refused(path: Path, *args: object, **named: object) -> object:
        if folder in str(path):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real(path, *args, **named)

    monkeypatch.setattr(Path, method, refused)


@pytest.mark.parametrize("method", ["iterdir", "is_file", "lstat"])
@pytest.mark.parametrize("where", [".local/share/cse-check/catalogues", "theirs"])
def test_a_folder_of_catalogues_that_cannot_be_searched_hides_no_number(
    method: str, where: str, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed = program.run_inside("contacts", "--area", "leeds")
    (program.home / where).mkdir(parents=True, mode=0o700)
    (program.home / where / "indicators_leeds.yaml").write_text("x")
    refuse(monkeypatch, method, where.rpartition("/")[2])
    theirs = program.having(CSE_CHECK_CATALOGUES=str(program.home / "theirs"))
    ran = theirs.run_inside("contacts", "--area", "leeds")
    if (where, method) == ("theirs", "lstat"):  # that is not asked for there
        assert ran.code == 3
        return
    assert (ran.code, ran.out) == (0, printed.out)
    assert "The catalogues there are passed over." in ran.err
    assert where in ran.err


def test_corrections_that_cannot_be_looked_at_are_said_not_to_be_read(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed = program.run_inside("contacts", "--area", "leeds")
    assert program.run_inside("contacts", "confirm", "leeds", "police").code == 0
    refuse(monkeypatch, "lstat", "contacts")
    ran = program.run_inside("contacts", "--area", "leeds")
    assert (ran.code, ran.out) == (0, printed.out)
    assert "The local corrections could not be read." in ran.err
