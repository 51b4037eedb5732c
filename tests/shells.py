"""Ways to run the program: as a process, on a terminal of its own, or inside the test's process.

Each run has its own home folder, which is the working folder too, and an environment that holds
nothing of the developer's: no `CSE_CHECK_*`, no `COLUMNS`, no `NO_COLOR`. The process imports the
very `cse_check` that the test has imported, wherever an editable install may point.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import chdir, contextmanager
from datetime import datetime
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import Any, NamedTuple, Self, TextIO
from unittest.mock import patch

import pexpect
import pyte
from systems import IS_UNIX, need_unix

import cse_check
from cse_check.cli import run
from cse_check.cli.characters import writable
from cse_check.cli.shell import Shell
from examples import NOW, bundled

NO_NETWORK = Path(__file__).parent / "no_network"
"""A folder whose `sitecustomize` ends a process that touches the network."""

LATER = datetime(2026, 11, 28, 16, 10)  # a Saturday
"""A moment after the day on which any catalogue was made."""

PROGRAM = (sys.executable, "-m", "cse_check")
IMPORTED_FROM = Path(cse_check.__file__).resolve().parent.parent
PATIENCE = 20
"""Seconds until a process counts as stuck. Nothing is measured: it only ends a hanging test."""

ESCAPE_SEQUENCE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07]*\x07|[@-Z\\-_])")
DRAWN = re.compile("[\N{ESCAPE}\N{BULLET}\N{BOX DRAWINGS LIGHT HORIZONTAL}-\N{BLACK SQUARE}]")
"""Escape characters, box drawing, blocks and bullets: a screen may have them, plain text not."""


UP = "\x1b[A"
"""A key that means nothing anywhere."""


class Ran(NamedTuple):
    """How a run ended: its exit code and all that it wrote."""

    code: int
    out: str
    err: str

    @property
    def record(self) -> Any:
        """The record on standard output, as plain JSON values."""
        return json.loads(self.out)

    @property
    def answers(self) -> dict[str, str | None]:
        """The answers in the record on standard output, by indicator id."""
        return {name: said["answer"] for name, said in self.record["answers"].items()}

    @property
    def notes(self) -> list[str]:
        """The notes in the record on standard output."""
        return [said["note"] for said in self.record["answers"].values() if said["note"]]


def _as_on_windows(home: Path) -> dict[str, str]:
    """Return what a process needs there, with this user's folders in this home; else nothing."""
    if IS_UNIX:
        return {}
    return {
        "APPDATA": str(home / ".config"),
        "PYTHONUTF8": "1",
        "SYSTEMROOT": os.environ.get("SYSTEMROOT", ""),
        "TEMP": os.environ.get("TEMP", str(home)),
        "USERPROFILE": str(home),
        "WIN_PD_OVERRIDE_LOCAL_APPDATA": str(home / ".local/share"),  # platformdirs asks for that
    }


class Program:
    """The program, for one test: its home folder and its environment."""

    def __init__(self, home: Path, **environ: str) -> None:
        self.home = home
        self.environ = {
            "HOME": str(home),
            "LC_ALL": "C.UTF-8",
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.pathsep.join((str(NO_NETWORK), str(IMPORTED_FROM))),
            "TERM": "xterm-256color",
            "XDG_DATA_HOME": str(home / ".local/share"),
            **_as_on_windows(home),
            **environ,
        }

    def having(self, **environ: str) -> "Program":
        """Return the same program with more in its environment."""
        return Program(self.home, **{**self.environ, **environ})

    def run(self, *args: str | Path, stdin: str = "") -> Ran:
        """Run it as a process, on pipes."""
        return _as_text(self.run_bytes(*args, stdin=stdin.encode()))

    def run_bytes(
        self,
        *args: str | bytes | Path,
        stdin: bytes = b"",
        command: tuple[str, ...] = PROGRAM,
    ) -> subprocess.CompletedProcess[bytes]:
        """Run it as a process, on pipes, and give what it wrote byte for byte."""
        if command is not PROGRAM:
            need_unix("a Unix shell")
        return subprocess.run(
            [*command, *args],
            input=stdin,
            capture_output=True,
            env=self.environ,
            cwd=self.home,
            timeout=PATIENCE,
            check=False,
        )

    def run_line(self, line: str, stdin: str = "") -> Ran:
        """Run a line of shell, in which `cse-check` is the program."""
        script = f'cse-check() {{ "{PROGRAM[0]}" -m cse_check "$@"; }}; {line}'
        return _as_text(self.run_bytes(script, stdin=stdin.encode(), command=("bash", "-c")))

    def run_inside(self, *args: str | Path, stdin: str = "", now: datetime = NOW) -> Ran:
        """Run it in this process, on streams in memory, at a fixed moment."""
        out, err = StringIO(), StringIO()
        code = self._inside(args, stdin, out, err, now=now)
        return Ran(code, out.getvalue(), err.getvalue())

    def speak_inside(self, *args: str | Path, encoding: str) -> subprocess.CompletedProcess[bytes]:
        """Run it in this process, on streams of an encoding that are set up as a process's are."""
        said, told = BytesIO(), BytesIO()
        out, err = (
            writable(TextIOWrapper(each, encoding=encoding), {"PYTHONIOENCODING": encoding})
            for each in (said, told)
        )
        code = self._inside(args, "", out, err, now=LATER)
        out.flush()
        err.flush()
        return subprocess.CompletedProcess(args, code, said.getvalue(), told.getvalue())

    def _inside(
        self,
        args: tuple[str | Path, ...],
        stdin: str,
        out: TextIO,
        err: TextIO,
        *,
        now: datetime = NOW,
    ) -> int:
        with patch.dict(os.environ, self.environ, clear=True), chdir(self.home):
            shell = Shell(
                stdin=TextIOWrapper(BytesIO(stdin.encode()), encoding="utf-8"),
                stdout=out,
                stderr=err,
                environ=os.environ,
                today=now.date,
                now=lambda: now,
            )
            return int(run(shell, [str(arg) for arg in args]))

    @contextmanager
    def on_terminal(
        self,
        *args: str | Path,
        width: int = 80,
        height: int = 24,
        command: tuple[str, ...] = PROGRAM,
    ) -> Iterator["Terminal"]:
        """Run it on a terminal of its own, of so many columns and rows."""
        need_unix("a terminal of its own")
        child = pexpect.spawn(
            command[0],
            [*command[1:], *map(str, args)],
            env=self.environ,
            cwd=str(self.home),
            encoding="utf-8",
            timeout=PATIENCE,
            dimensions=(height, width),
        )
        try:
            yield Terminal(child)
        finally:
            child.close(force=True)


class Terminal:
    """A program on a terminal: what a person sees there, and types."""

    def __init__(self, child: Any) -> None:
        self._child = child
        self._child.delaybeforesend = None
        self.raw = ""
        """Everything that was sent to the screen so far, with its control codes."""
        self._waited = 0

    @property
    def screen(self) -> str:
        """Everything that was sent to the screen so far, as a person reads it."""
        return ESCAPE_SEQUENCE.sub("", self.raw).replace("\r\n", "\n")

    @property
    def rows(self) -> list[str]:
        """What is on the screen now, row by row: what has scrolled off is not there."""
        height, width = self._child.getwinsize()
        screen = pyte.Screen(width, height)
        pyte.Stream(screen).feed(self.raw)
        return [row.rstrip() for row in screen.display]

    def type(self, keys: str) -> Self:
        """Press these keys, in one burst."""
        self._child.send(keys)
        return self

    def write(self, text: str) -> Self:
        """Type a text where one is asked for, and see its end come to the screen."""
        return self.type(text).see(text.split()[-1])

    def paste(self, text: str) -> Self:
        """Paste a text, as a terminal sends it when it was asked to mark what is pasted."""
        assert "\x1b[?2004h" in self.raw, "the terminal was not asked to mark what is pasted"
        return self.type(f"\x1b[200~{text}\x1b[201~".replace("\n", "\r"))

    def turn(self, *keys: str) -> Self:
        """Press these keys, each when there is something to read, and none like a held one."""
        last = ""
        for key in keys:
            self.wait_for("> ")
            if key == last:
                self.type(UP).wait_for("Up").wait_for("> ")
            self.type(key)
            last = key
        return self

    def wait_for(self, text: str) -> Self:
        """Wait until this text comes to the screen, after what was waited for before."""
        self._read_until(lambda: text in self.raw[self._waited :], text)
        self._waited = self.raw.index(text, self._waited) + len(text)
        return self

    def see(self, text: str) -> Self:
        """Wait until this text is on the screen; what is waited for later may be there already."""
        self._read_until(lambda: text in "\n".join(self.rows), text)
        return self

    def resize(self, width: int, height: int = 24) -> Self:
        """Give the window another size."""
        self._child.setwinsize(height, width)
        return self

    def signal(self, number: int) -> None:
        """Send the program a signal."""
        self._child.kill(number)

    def end(self) -> int:
        """Wait for the end, and give the exit code."""
        self._read_until(lambda: False, "the end", to_the_end=True)
        self._child.close()
        assert self._child.signalstatus is None, f"ended by signal {self._child.signalstatus}"
        return int(self._child.exitstatus)

    def _read_until(
        self, there: Callable[[], bool], what: str, *, to_the_end: bool = False
    ) -> None:
        while not there():
            try:
                self.raw += self._child.read_nonblocking(4096, timeout=PATIENCE)
            except pexpect.EOF:
                if to_the_end:
                    return
                raise AssertionError(f"it ended without {what!r}:\n{self.screen}") from None
            except pexpect.TIMEOUT:
                shown = "\n".join(self.rows)
                raise AssertionError(f"{what!r} did not come:\n{shown}") from None


def _as_text(ran: subprocess.CompletedProcess[bytes]) -> Ran:
    return Ran(ran.returncode, ran.stdout.decode(), ran.stderr.decode())


def ids_of(area: str) -> list[str]:
    """Return the ids of an area's indicators, in the order in which they are asked."""
    return [indicator.id for indicator in bundled(area).catalogue.indicators]


def write_answers(folder: Path, answers: Mapping[str, str]) -> Path:
    """Write an answers file and give its path."""
    path = folder / "answers.yaml"
    lines = [f"{indicator}: {answer}\n" for indicator, answer in answers.items()]
    path.write_text("".join(lines) or "{}\n", encoding="utf-8")
    return path
