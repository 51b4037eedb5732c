"""What people are given, each used in a clean environment, as `make dist` and `binary` do."""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path

import artefacts
import pytest
import pythons
import wheels
from shells import Program, Ran, ids_of
from systems import unix

from cse_check.cli.app import COMMANDS
from cse_check.version import __version__
from examples import AREAS, DATA, PROJECT

BUILT = Path(os.environ.get("CSE_CHECK_DIST", ""))
PIP = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
DANGER = "If a child is in immediate danger, ring 999 now."

pytestmark = [
    unix,
    pytest.mark.slow,
    pytest.mark.skipif(
        not os.environ.get("CSE_CHECK_DIST"),
        reason="needs what 'make dist' and 'make binary' build: both run these tests",
    ),
]


class Given:
    """A program that somebody was given: how it is called, in a home of its own."""

    def __init__(self, home: Path, *command: str, **environ: str) -> None:
        self.program = Program(home, **environ)
        self.program.environ |= {"PATH": "/usr/bin:/bin", "TMPDIR": str(home / "tmp")} | environ
        del self.program.environ["PYTHONPATH"]
        self.command = command
        for folder in (home, home / "tmp"):
            folder.mkdir(exist_ok=True)

    @property
    def home(self) -> Path:
        return self.program.home

    def run(self, *args: str | Path, stdin: str = "") -> Ran:
        ran = self.program.run_bytes(*args, stdin=stdin.encode(), command=self.command)
        return Ran(ran.returncode, ran.stdout.decode(), ran.stderr.decode())


def only(pattern: str) -> Path:
    """Return the one file in dist/ of this kind."""
    (found,) = BUILT.glob(pattern)
    return found


def from_wheel(folder: Path) -> Given:
    """Install the wheel as pip does, with what it says it needs, and nothing from the network."""
    return installed(only("*.whl"), folder)


def from_sdist(folder: Path) -> Given:
    """Build the wheel from the source distribution, and install that."""
    return installed(wheel_of_sdist(folder), folder)


def wheel_of_sdist(folder: Path) -> Path:
    options = ("--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(folder))
    subprocess.run([*PIP, "wheel", *options, str(only("*.tar.gz"))], check=True)
    (made,) = folder.glob("*.whl")
    return made


def installed(wheel: Path, folder: Path) -> Given:
    venv.create(folder / "environment", symlinks=True)
    python = folder / "environment" / "bin" / "python"
    libraries = wheels.fetched(artefacts.LOCK, artefacts.WHEELS)[0].parent
    offered = ("--no-index", "--find-links", str(libraries), "--only-binary=:all:")
    subprocess.run(
        [*PIP, "--python", str(python), "install", "--no-compile", *offered, str(wheel)], check=True
    )
    return Given(folder / "home", str(python.parent / "cse-check"))


def zipapp(folder: Path) -> Path:
    """Put the zipapp alone into a folder that cannot be written to; return it."""
    place = folder / "read-only"
    place.mkdir()
    shutil.copy(only("*.pyz"), place)
    place.chmod(0o555)
    return place / artefacts.ZIPAPP


def from_zipapp(folder: Path) -> Given:
    return Given(folder / "home", base_python(), str(zipapp(folder)))


def base_python() -> str:
    """Return the Python that the tests' own environment was made of: it has no libraries."""
    return os.path.realpath(sys.executable)


def from_program(folder: Path) -> Given:
    shutil.copy(BUILT / artefacts.PROGRAM, folder)
    return Given(folder / "home", str(folder / artefacts.PROGRAM), PATH="")


WAYS: dict[str, Callable[[Path], Given]] = {
    "wheel": from_wheel,
    "sdist": from_sdist,
    "zipapp": from_zipapp,
    "program": from_program,
}


@pytest.fixture(scope="module", params=WAYS)
def given(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Given:
    return WAYS[request.param](tmp_path_factory.mktemp(request.param))


def test_it_is_this_version(given: Given) -> None:
    assert given.run("--version") == Ran(0, f"cse-check {__version__}\n", "")


def test_it_has_every_catalogue_and_none_of_the_checkout(given: Given) -> None:
    ran = given.run("areas")
    said = "".join(ran.out.split())
    assert (ran.code, ran.err) == (0, "")
    assert all(f"cse_check/_data/indicators_{area}.yaml" in said for area in AREAS)
    assert str(PROJECT) not in said


@pytest.mark.parametrize("area", AREAS)
def test_it_says_whom_to_ring_as_the_checkout_does(given: Given, area: str) -> None:
    ran = given.run("contacts", "--area", area, "--full")
    assert DANGER in ran.out
    assert ran == Program(given.home).run("contacts", "--area", area, "--full")


def test_a_walk_becomes_a_record_that_it_shows_again_in_every_format(given: Given) -> None:
    answers = "y\n" * len(ids_of("leeds")) + "\n"
    ran = given.run("screen", "--area", "leeds", "--output", "a.json", "--force", stdin=answers)
    assert ran.code == 0, ran.err
    assert DANGER in ran.out
    for form in ("text", "markdown", "html", "json"):
        shown = given.run("report", "a.json", "--format", form)
        assert (shown.code, shown.err) == (0, "")
        assert "Truanting" in shown.out


def test_a_scripted_screening_is_that_of_the_checkout(given: Given) -> None:
    args = ("screen", "--area", "leeds", "--answers", PROJECT / "examples/answers_leeds.yaml")
    ran = given.run(*args, "--format", "markdown")
    assert ran.code == 0
    assert ran == Program(given.home).run(*args, "--format", "markdown")


@pytest.mark.skipif("page" not in COMMANDS, reason="there is no command 'page' in this version")
def test_it_makes_the_page_of_the_checkout(given: Given) -> None:
    ran = given.run("page", "--area", "leeds", "--output", "given.html", "--force")
    assert ran.code == 0, ran.err
    Program(given.home).run("page", "--area", "leeds", "--output", "own.html", "--force")
    assert (given.home / "given.html").read_bytes() == (given.home / "own.html").read_bytes()


def test_what_an_extra_is_for_is_said_to_be_missing(given: Given) -> None:
    ran = given.run("catalogue", "sheet", "leeds", "--output", "leeds.xlsx")
    assert "cse-check[excel]" in ran.err
    assert not (given.home / "leeds.xlsx").exists()


def test_ctrl_c_keeps_the_answers_and_leaves_nothing_unpacked(given: Given) -> None:
    with given.program.on_terminal("screen", "--area", "leeds", command=given.command) as person:
        person.wait_for("Truanting").wait_for("> ").type("y").wait_for("> ").type("\x03")
        assert person.end() == 130
    assert given.run("drafts", "list").out.startswith("leeds-")
    assert list((given.home / "tmp").iterdir()) == []


def test_a_program_that_is_told_to_end_keeps_the_answers(tmp_path: Path) -> None:
    given = from_program(tmp_path)
    with given.program.on_terminal("screen", "--area", "leeds", command=given.command) as person:
        person.wait_for("Truanting").wait_for("> ").type("y").wait_for("> ")
        person.signal(signal.SIGTERM)
        assert person.end() == 130
    assert given.run("drafts", "list").out.startswith("leeds-")


def test_an_editor_that_the_program_starts_has_the_libraries_of_its_system(tmp_path: Path) -> None:
    given = from_program(tmp_path)
    editor = tmp_path / "editor"
    editor.write_text(f"#!/bin/sh\n/usr/bin/env > {tmp_path}/seen\nexit 1\n", encoding="utf-8")
    editor.chmod(0o755)
    given.program.environ |= {"EDITOR": str(editor), "VISUAL": str(editor), "LD_LIBRARY_PATH": "/x"}
    walk = ("screen", "--area", "leeds", "--output", "a.json")
    with given.program.on_terminal(*walk, command=given.command) as person:
        person.turn(*["."] * 9).wait_for("Enter finishes.").turn("\r").wait_for("Write down more")
        person.turn("e").wait_for("Nothing was taken").wait_for("Write down more").turn("n")
        assert person.end() == 0
    seen = (tmp_path / "seen").read_text(encoding="utf-8").splitlines()
    assert "LD_LIBRARY_PATH=/x" in seen


def test_the_wheel_that_the_sdist_makes_is_the_wheel(tmp_path: Path) -> None:
    assert wheel_of_sdist(tmp_path).read_bytes() == only("*.whl").read_bytes()


def test_the_wheel_installs_a_manual_page_for_every_command() -> None:
    with zipfile.ZipFile(only("*.whl")) as wheel:
        pages = [name for name in wheel.namelist() if ".data/data/share/man/man1/" in name]
    assert {f"cse-check-{name}.1" for name in COMMANDS} < {Path(name).name for name in pages}


def test_the_sums_of_the_wheel_sdist_and_zipapp_are_those_of_the_files() -> None:
    sums = dict(line.split()[::-1] for line in (BUILT / artefacts.SUMS).read_text().splitlines())
    for path in (only("*.whl"), only("*.tar.gz"), only("*.pyz")):
        assert sums[path.name] == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("minor", pythons.minors())
def test_the_zipapp_runs_with_every_python_there_is(minor: int, tmp_path: Path) -> None:
    python = pythons.find(minor)
    if python is None:
        return  # CI says which are to be had
    ran = Given(tmp_path / "home", python, str(zipapp(tmp_path))).run("contacts", "--area", "leeds")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(DANGER)


def test_the_zipapp_unpacks_into_a_folder_of_its_own_that_only_the_user_can_enter(
    tmp_path: Path,
) -> None:
    given = from_zipapp(tmp_path)
    old = os.umask(0)
    try:
        given.run("--version")
    finally:
        os.umask(old)
    made = {path.relative_to(given.home) for path in given.home.iterdir()}
    assert {str(path) for path in made} == {".cache", "tmp"}
    assert (given.home / ".cache" / "cse-check").stat().st_mode & 0o777 == 0o700
    assert len(list((tmp_path / "read-only").iterdir())) == 1


def test_the_zipapp_goes_where_it_is_told(tmp_path: Path) -> None:
    given = from_zipapp(tmp_path)
    given.program.environ["SHIV_ROOT"] = str(tmp_path / "elsewhere")
    assert given.run("--version").code == 0
    assert not (given.home / ".cache").exists()
    assert (tmp_path / "elsewhere").is_dir()


def test_a_zipapp_that_cannot_unpack_itself_says_what_to_do(tmp_path: Path) -> None:
    given = from_zipapp(tmp_path)
    (given.home / ".cache").write_text("not a folder", encoding="utf-8")
    ran = given.run("areas")
    assert (ran.code, ran.out) == (1, "")
    assert len(ran.err.splitlines()) == 1
    assert "SHIV_ROOT=FOLDER" in ran.err


def test_the_zipapp_has_what_is_pinned_and_nothing_else() -> None:
    with zipfile.ZipFile(only("*.pyz")) as archive:
        names = archive.namelist()
    about = {name.split("/")[1] for name in names if ".dist-info/" in name}
    held = {each.removesuffix(".dist-info").replace("_", "-").lower() for each in about}
    pins = wheels.pins_of(artefacts.LOCK.read_text(encoding="utf-8"))
    wanted = {text.split()[0].replace("==", "-").lower() for text in pins.values()}
    assert held == wanted | {f"cse-check-{__version__}"}
    assert {f"site-packages/cse_check/_data/{path.name}" for path in DATA.glob("*.yaml")} <= {
        *names
    }
