"""The seam between this program and the operating system, with Windows and macOS played."""

import ast
import ntpath
import re
import signal
import subprocess
import sys
from io import BytesIO, StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import TextIO

import pytest
import typer
from shells import IMPORTED_FROM, Program, write_answers
from windows import Nul, PlayedWindows, held_for

import cse_check
from cse_check import interrupts
from cse_check.errors import FileAccessError
from cse_check.platforms import here, of_system, pretending
from cse_check.platforms.posix import MacOS, Posix
from cse_check.platforms.windows import LONG_FORM, Windows
from cse_check.reading.files import read_bytes
from cse_check.store import PrivateFolder, write_all
from cse_check.store.patience import PAUSES, patiently

PACKAGE = Path(cse_check.__file__).parent
ELSEWHERE = [path for path in sorted(PACKAGE.rglob("*.py")) if path.parent != PACKAGE / "platforms"]
GUESS = re.compile(r"(?:has|get)attr\((?:os|signal|sys)\b")
OF_A_SYSTEM = ("msvcrt", "winreg", "ctypes", "fcntl", "termios", "pwd", "resource", "_winapi")
ASKED = (
    "sys.platform", "os.name", "os.geteuid", "os.getuid", "os.fork", "os.fchmod", "os.access",
    "os.uname", "os.O_NONBLOCK", "os.O_NOFOLLOW", "os.O_DIRECTORY", "signal.SIGHUP",
    "signal.SIGCONT", "signal.SIGTSTP", "signal.SIGBREAK", "signal.pthread_sigmask",
    "signal.SIGWINCH", "signal.SIGALRM", "signal.SIGPIPE",
)  # fmt: skip


def asks_the_system(source: str) -> list[str]:
    """Return what a module asks of a system that only some systems have."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [each.name for each in node.names if each.name in OF_A_SYSTEM]
        elif isinstance(node, ast.ImportFrom) and node.module in (*OF_A_SYSTEM, "platform"):
            found.append(node.module)
        elif isinstance(node, ast.Attribute) and node.attr == "isatty":
            found.append("isatty")
        elif (isinstance(node, ast.Attribute) and ast.unparse(node) in ASKED) or (
            isinstance(node, ast.Call) and GUESS.match(ast.unparse(node))
        ):
            found.append(ast.unparse(node))
    return found


@pytest.mark.parametrize("path", ELSEWHERE, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_nothing_but_the_platform_asks_which_system_it_is(path: Path) -> None:
    assert asks_the_system(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "planted",
    ["import msvcrt", "from fcntl import flock", "sys.platform", "x.isatty()",
     "hasattr(os, 'fork')", "signal.SIGHUP"],
)  # fmt: skip
def test_the_watch_would_notice(planted: str) -> None:
    assert asks_the_system(planted)


WITHOUT = """
import importlib, os, pkgutil, signal, sys
sys.platform = "win32"
for name in {modules!r}:
    sys.modules[name] = None
for module, names in ((os, {os!r}), (signal, {signal!r})):
    for name in names:
        if hasattr(module, name):
            delattr(module, name)
sys.path[:0] = {path!r}
import cse_check.platforms
sys.platform = {platform!r}  # for libraries: they would look for the rest of Windows
for found in pkgutil.walk_packages(cse_check.__path__, "cse_check."):
    if found.name not in ("cse_check.platforms.posix",):
        importlib.import_module(found.name)
from cse_check.platforms import here
print(type(here()).__name__)
"""
MISSING_FROM_OS = ("fork", "geteuid", "getuid", "fchmod", "O_NOFOLLOW", "O_NONBLOCK", "O_DIRECTORY",
                   "getpgrp", "openpty", "mkfifo", "uname", "chown", "sysconf")  # fmt: skip
MISSING_FROM_SIGNAL = ("SIGHUP", "SIGCONT", "SIGTSTP", "SIGWINCH", "SIGALRM", "SIGPIPE",
                       "pthread_sigmask", "setitimer", "siginterrupt")  # fmt: skip


def test_every_module_can_be_imported_without_what_windows_has_not(tmp_path: Path) -> None:
    """Libraries are imported before: what they need of a system is theirs to guard."""
    script = "import typer, rich.console, prompt_toolkit.shortcuts, platformdirs, asyncio\n"
    script += "import prompt_toolkit.input.vt100, getpass, subprocess, jinja2, yaml, pyrage\n"
    script += "import numpy\n"
    script += WITHOUT.format(
        modules=("fcntl", "termios", "pwd", "grp", "resource", "tty", "pty"),
        os=MISSING_FROM_OS,
        signal=MISSING_FROM_SIGNAL,
        path=[str(IMPORTED_FROM)],
        platform=sys.platform,
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert (ran.stdout, ran.stderr) == ("Windows\n", "")


# The program on a Windows that is played


@pytest.fixture
def windows(tmp_path: Path) -> PlayedWindows:
    return PlayedWindows(tmp_path)


def test_commands_work_on_windows(tmp_path: Path, windows: PlayedWindows) -> None:
    program = Program(tmp_path)
    answers = write_answers(tmp_path, {})
    with pretending(windows):
        written = program.run_inside(
            "screen", "--area", "leeds", "--answers", answers, "--output", "a.json"
        )
        stopped = program.run_inside("screen", "--area", "leeds", stdin="y\n")
        listed = program.run_inside("drafts", "list")
        corrected = program.run_inside("contacts", "confirm", "leeds", "edt-2013")
        shown = program.run_inside("contacts", "--area", "leeds")
    assert [each.code for each in (written, stopped, listed, corrected, shown)] == [0, 130, 0, 0, 0]
    assert "a.json (whoever may read that folder can read it)" in written.err
    assert listed.out.startswith("leeds-")
    assert (tmp_path / "AppData/Local/cse-check/contacts/leeds.yaml").is_file()


def test_what_roamed_is_moved_to_what_stays_on_the_machine(
    tmp_path: Path, windows: PlayedWindows
) -> None:
    (roaming := tmp_path / "AppData/Roaming/cse-check/drafts").mkdir(parents=True)
    (roaming / "leeds-1.draft").write_text("{}")
    with pretending(windows):
        listed = Program(tmp_path).run_inside("drafts", "list")
    assert "leeds-1" in listed.out
    assert (tmp_path / "AppData/Local/cse-check/drafts/leeds-1.draft").is_file()
    assert not (tmp_path / "AppData/Roaming/cse-check").exists()


def test_the_folders_of_windows_are_local_and_earlier_roaming(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import platformdirs.windows as folders

    given = {"CSIDL_LOCAL_APPDATA": "C:/Local", "CSIDL_APPDATA": "C:/Roaming"}
    monkeypatch.setattr(folders, "get_win_folder", given.__getitem__)
    monkeypatch.setenv("APPDATA", "C:/Roaming")
    assert Windows().own_folder() == Path("C:/Local/cse-check")
    assert Windows().earlier_folder() == Path("C:/Roaming/cse-check")


@pytest.mark.parametrize("xdg", [None, "/somewhere"])
def test_the_earlier_folder_is_the_one_that_typer_names(
    xdg: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    if xdg:
        monkeypatch.setenv("XDG_CONFIG_HOME", xdg)
    assert here().earlier_folder() == Path(typer.get_app_dir("cse-check"))
    monkeypatch.setattr(typer.get_app_dir.__globals__["sys"], "platform", "darwin")
    assert MacOS().earlier_folder() == Path(typer.get_app_dir("cse-check"))


def test_somebody_without_a_home_folder_still_gets_the_numbers(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import platformdirs

    def nobody_knows(*_: object, **__: object) -> Path:
        raise RuntimeError

    monkeypatch.setattr(platformdirs, "user_data_path", nobody_knows)
    assert Program(tmp_path).run_inside("contacts", "--area", "leeds").code == 0


@pytest.mark.parametrize(
    ("name", "kind"), [("linux", Posix), ("darwin", MacOS), ("win32", Windows), ("freebsd", Posix)]
)
def test_each_system_has_its_platform(name: str, kind: type) -> None:
    assert type(of_system(name)) is kind


# Files that another program has open


def test_a_file_in_use_is_tried_again_and_that_ends(windows: PlayedWindows) -> None:
    with pretending(windows):
        assert patiently(held_for(2, lambda: "done")) == "done"
        assert windows.slept == list(PAUSES[:2])
        windows.slept.clear()
        with pytest.raises(PermissionError):
            patiently(held_for(99, lambda: "never"))
    assert windows.slept == list(PAUSES)
    assert sum(PAUSES) <= 2


def test_a_right_that_is_missing_is_not_waited_for(windows: PlayedWindows) -> None:
    def forbidden() -> None:
        raise PermissionError(13, "Permission denied")

    with pretending(windows), pytest.raises(PermissionError):
        patiently(forbidden)
    assert windows.slept == []
    assert not Posix().is_passing(PermissionError(13, "Permission denied"))


@pytest.mark.parametrize("call", ["hardlink_to", "replace", "rename", "unlink"])
def test_files_are_written_and_removed_once_another_program_lets_go(
    call: str, tmp_path: Path, windows: PlayedWindows, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = PrivateFolder(tmp_path / "own")
    held = held_for(2, getattr(Path, call))
    monkeypatch.setattr(Path, call, lambda *given, **more: held(*given, **more))
    with pretending(windows):
        write_all({tmp_path / "a": "one"})
        write_all({tmp_path / "a": "two", tmp_path / "b": "two"}, force=True)
        folder.write("x", b"1")
        name = folder.claim("x", "y")
        folder.remove(name)
    assert (tmp_path / "a").read_text() == "two"
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a", "b", "own"]
    assert windows.slept == list(PAUSES[:2])


# Signals, consoles, paths


def test_ctrl_break_and_a_closed_console_stop_the_work(
    windows: PlayedWindows, monkeypatch: pytest.MonkeyPatch
) -> None:
    stands_in = signal.SIGUSR1 if hasattr(signal, "SIGUSR1") else signal.SIGTERM
    monkeypatch.setattr(signal, "SIGBREAK", stands_in, raising=False)
    monkeypatch.setattr(interrupts, "PROCESS", interrupts.Interrupts())
    before = {number: signal.getsignal(number) for number in windows.ending}
    try:
        with pretending(windows):
            interrupts.take_signals()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(stands_in)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def test_nul_is_no_terminal(tmp_path: Path, windows: PlayedWindows) -> None:
    nul = Nul(BytesIO())
    assert nul.isatty()
    assert not windows.is_terminal(nul)
    assert PlayedWindows(tmp_path, consoles=(nul,)).is_terminal(nul)
    assert not PlayedWindows(tmp_path, consoles=(piped := StringIO(),)).is_terminal(piped)


@pytest.mark.parametrize("answer", [0, 1])
def test_a_console_is_what_has_a_mode(answer: int, monkeypatch: pytest.MonkeyPatch) -> None:
    import ctypes

    asked: list[object] = []

    def mode(handle: ctypes.c_void_p, _: object) -> int:
        asked.append(handle.value)
        return answer

    kernel = SimpleNamespace(GetConsoleMode=mode)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    handles = SimpleNamespace(get_osfhandle=lambda descriptor: descriptor + 100)
    monkeypatch.setitem(sys.modules, "msvcrt", handles)
    stream: TextIO = Nul(BytesIO())
    monkeypatch.setattr(stream, "fileno", lambda: 5)
    assert Windows().is_terminal(stream) is bool(answer)
    assert asked == [105]
    assert not Windows().is_terminal(Nul(BytesIO()))  # it is no file at all


def test_a_console_gives_what_was_pasted_with_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = StringIO("two\nthree\n")
    waiting = SimpleNamespace(kbhit=lambda: stream.tell() < len(stream.getvalue()))
    monkeypatch.setitem(sys.modules, "msvcrt", waiting)
    assert Windows().rest_of_burst(stream) == "two\nthree\n"


def test_windows_locks_a_byte_behind_what_is_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import os

    locked = []
    names = SimpleNamespace(
        LK_NBLCK=2,
        locking=lambda file, mode, n: locked.append((os.lseek(file, 0, os.SEEK_CUR), mode, n)),
    )
    monkeypatch.setitem(sys.modules, "msvcrt", names)
    with (tmp_path / "lock").open("wb") as file:
        Windows().try_lock(file.fileno())
        assert os.lseek(file.fileno(), 0, os.SEEK_CUR) == 0
    assert locked == [(1024, 2, 1)]


@pytest.mark.parametrize(
    ("written", "reached"),
    [
        ("C:\\short", "C:\\short"),
        (f"C:\\{'x' * 200}", f"{LONG_FORM}C:\\{'x' * 200}"),
        (f"\\\\server\\{'x' * 200}", f"{LONG_FORM}UNC\\server\\{'x' * 200}"),
        (f"{LONG_FORM}C:\\{'x' * 200}", f"{LONG_FORM}C:\\{'x' * 200}"),
    ],
)
def test_a_long_path_is_written_in_the_form_without_a_limit(written: str, reached: str) -> None:
    assert str(Windows().reachable(Path(written))) == reached
    assert ntpath.isabs(reached)


def test_a_path_that_is_reached_in_another_form_is_still_called_what_it_was(
    tmp_path: Path, windows: PlayedWindows, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "reached").mkdir()
    monkeypatch.setattr(windows, "reachable", lambda path: tmp_path / "reached" / path.name)
    with pretending(windows):
        write_all({tmp_path / "long" / "a": "x"})
        assert read_bytes(tmp_path / "long" / "a") == b"x"
        with pytest.raises(FileAccessError) as raised:
            write_all({tmp_path / "long" / "a": "y"})
    assert (tmp_path / "reached/a").read_text() == "x"
    assert str(raised.value) == f"{tmp_path / 'long' / 'a'}: already exists."
