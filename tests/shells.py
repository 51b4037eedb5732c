"""Ways to run the program: as a process, on a terminal of its own, or inside the test's process.

Each run has its own home folder and an environment that holds nothing of the developer's: no
`CSE_CHECK_*`, no `COLUMNS`, no `NO_COLOR`. The home folder is the working folder too.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import cache
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import Any, NamedTuple, Self
from unittest.mock import patch

import pexpect

from cse_check.catalogue.library import Library, bundled_folder
from cse_check.cli import run
from cse_check.cli.shell import Shell
from cse_check.model import Catalogue

PROGRAM = (sys.executable, "-m", "cse_check")
TODAY = date(2026, 11, 21)
PATIENCE = 30
"""Seconds until a process counts as stuck. Nothing is measured: it only ends a hanging test."""

ESCAPE_SEQUENCE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07]*\x07|[@-Z\\-_])")
DRAWING = re.compile("[\u2500-\u259f\u2022]")
"""Box drawing, block elements and the bullet: what a screen has and plain text has not."""


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
    def answers(self) -> dict[str, str]:
        """The answers in the record on standard output, by indicator id."""
        return {name: said["answer"] for name, said in self.record["answers"].items()}


class Program:
    """The program, for one test: its home folder and its environment."""

    def __init__(self, home: Path, **environ: str) -> None:
        self.home = home
        self.environ = {
            "HOME": str(home),
            "LC_ALL": "C.UTF-8",
            "PATH": os.environ["PATH"],
            "TERM": "xterm-256color",
            **environ,
        }

    def with_environ(self, **environ: str) -> "Program":
        """Give the same program with more in its environment."""
        return Program(self.home, **{**self.environ, **environ})

    def run(self, *args: str | Path, stdin: str = "") -> Ran:
        """Run it as a process, on pipes."""
        ran = self.run_bytes(*args, stdin=stdin.encode())
        return Ran(ran.returncode, ran.stdout.decode(), ran.stderr.decode())

    def run_bytes(
        self,
        *args: str | Path,
        stdin: bytes = b"",
        command: tuple[str, ...] = PROGRAM,
    ) -> subprocess.CompletedProcess[bytes]:
        """Run it as a process, and give what it wrote as it wrote it."""
        return subprocess.run(
            [*command, *map(str, args)],
            input=stdin,
            capture_output=True,
            env=self.environ,
            cwd=self.home,
            timeout=PATIENCE,
            check=False,
        )

    def run_in_shell(self, line: str) -> Ran:
        """Run a line of shell in which `cse-check` is the program; its input is empty."""
        script = f'cse-check() {{ {" ".join(PROGRAM)} "$@"; }}; {line}'
        ran = self.run_bytes(script, command=("bash", "-c"))
        return Ran(ran.returncode, ran.stdout.decode(), ran.stderr.decode())

    def run_inside(self, *args: str | Path, stdin: str | bytes = "") -> Ran:
        """Run it in this process, on streams in memory, on the fixed day `TODAY`."""
        data = stdin if isinstance(stdin, bytes) else stdin.encode()
        out, err = StringIO(), StringIO()
        with patch.dict(os.environ, self.environ, clear=True):
            shell = Shell(
                stdin=TextIOWrapper(BytesIO(data), encoding="utf-8", errors="replace"),
                stdout=out,
                stderr=err,
                environ=os.environ,
                today=lambda: TODAY,
            )
            code = run(shell, [str(arg) for arg in args])
        return Ran(int(code), out.getvalue(), err.getvalue())

    @contextmanager
    def terminal(
        self,
        *args: str | Path,
        width: int = 80,
        command: tuple[str, ...] = PROGRAM,
    ) -> Iterator["Terminal"]:
        """Run it on a terminal of its own, this many columns wide."""
        child = pexpect.spawn(
            command[0],
            [*command[1:], *map(str, args)],
            env=self.environ,  # type: ignore[arg-type] - the stub wants os._Environ
            cwd=str(self.home),
            encoding="utf-8",
            timeout=PATIENCE,
            dimensions=(24, width),
        )
        try:
            yield Terminal(child)
        finally:
            child.close(force=True)


class Terminal:
    """A program on a terminal: what a person sees of it, and types."""

    def __init__(self, child: Any) -> None:
        self._child = child
        self._child.delaybeforesend = None
        self._seen = StringIO()
        self._child.logfile_read = self._seen

    @property
    def raw(self) -> str:
        """Everything that came to the screen so far, with its control codes."""
        return self._seen.getvalue()

    @property
    def screen(self) -> str:
        """Everything that came to the screen so far, without its control codes."""
        return as_seen(self.raw)

    def type(self, keys: str) -> Self:
        """Press these keys, in one burst."""
        self._child.send(keys)
        return self

    def wait_for(self, text: str) -> Self:
        """Wait until this text comes to the screen, after what was waited for before."""
        self._child.expect_exact(text)
        return self

    def end(self) -> int:
        """Wait for the end, and give the exit code."""
        self._child.expect(pexpect.EOF)
        self._child.close()
        assert self._child.signalstatus is None
        return int(self._child.exitstatus)


def as_seen(raw: str) -> str:
    """Give what a terminal was sent as a person reads it."""
    return ESCAPE_SEQUENCE.sub("", raw).replace("\r\n", "\n")


@cache
def catalogue_of(area: str) -> Catalogue:
    """Give a catalogue that the project brings along."""
    return Library([bundled_folder()]).find(area).read().catalogue


def ids_of(area: str) -> list[str]:
    """Give the ids of an area's indicators, in the order in which they are asked."""
    return [indicator.id for indicator in catalogue_of(area).indicators]


def write_answers(folder: Path, answers: Mapping[str, str], name: str = "answers.yaml") -> Path:
    """Write an answers file and give its path."""
    path = folder / name
    lines = [f"{indicator}: {answer}\n" for indicator, answer in answers.items()]
    path.write_text("".join(lines) or "{}\n", encoding="utf-8")
    return path
