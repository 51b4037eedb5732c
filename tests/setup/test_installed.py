"""The wheel and the source distribution: what they hold, and that they run without the checkout.

The wheel is installed into an environment of its own, as a user's would be, console script and
all. Nothing is downloaded: the distributions that the wheel says it needs, and those that these
need in turn, are linked into a folder which a `.pth` file puts on the path. That is sound because
Python reads no `.pth` file of a folder that is itself named by one, so the editable install of the
developer's environment is never seen, and because nothing else is linked: a library that is
imported but not declared as a dependency is missing here, as it would be for a user.
"""

import email
import os
import re
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import NamedTuple

import pytest
from packaging.requirements import Requirement
from shells import IMPORTED_FROM, Program, Ran, ids_of, write_answers

from examples import AREAS, DATA

LEFT_BEHIND = shutil.ignore_patterns(
    ".git",
    ".venv",
    ".*_cache",
    "__pycache__",
    ".hypothesis",
    ".coverage*",
    "_data",
    "dist",
    "build",
)
STALE = "indicators_stale.yaml"
PAGE = "cse-check.1"


class Built(NamedTuple):
    """What was built: the two files, and the installed program in a home of its own."""

    wheel: Path
    sdist: Path
    program: Program
    script: Path

    def run(self, *args: str, stdin: str = "") -> Ran:
        """Run the installed console script."""
        ran = self.program.run_bytes(*args, stdin=stdin.encode(), command=(str(self.script),))
        return Ran(ran.returncode, ran.stdout.decode(), ran.stderr.decode())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build from a copy of the checkout, which is left alone, and install the wheel."""
    folder = tmp_path_factory.mktemp("built")
    copy = folder / "copy"
    shutil.copytree(IMPORTED_FROM, copy, ignore=LEFT_BEHIND)
    (copy / "cse_check" / "_data").mkdir()
    (copy / "cse_check" / "_data" / STALE).write_text("left by an older build\n", encoding="utf-8")
    (copy / "man").mkdir()
    (copy / "man" / PAGE).write_text("a manual page\n", encoding="utf-8")
    sdist = build(copy, "sdist", folder)
    with tarfile.open(sdist) as archive:
        archive.extractall(folder / "unpacked", filter="data")
    (unpacked,) = (folder / "unpacked").iterdir()
    wheel = build(unpacked, "wheel", folder)
    script = install(wheel, folder / "environment")
    home = folder / "home"
    home.mkdir()
    program = Program(home)
    del program.environ["PYTHONPATH"]
    return Built(wheel, sdist, program, script)


def build(source: Path, target: str, into: Path) -> Path:
    """Build one distribution, as `pip` does: the wheel from the unpacked source distribution."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(into / target)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    (made,) = (into / target).iterdir()
    return made


def install(wheel: Path, environment: Path) -> Path:
    """Install a wheel into a new environment, and give its console script."""
    venv.create(environment, with_pip=False, symlinks=True)
    (packages,) = environment.glob("lib/python*/site-packages")
    (packages / "linked.pth").write_text(f"{environment / 'linked'}\n", encoding="utf-8")
    (environment / "linked").mkdir()
    for needed in needed_by(wheel):
        link(needed, environment / "linked")
    pip = [sys.executable, "-m", "pip", "--python", str(environment / "bin" / "python")]
    subprocess.run(
        [*pip, "install", "--no-deps", "--no-index", "--no-compile", "--quiet", str(wheel)],
        check=True,
        capture_output=True,
    )
    return environment / "bin" / "cse-check"


def needed_by(wheel: Path) -> Iterator[Distribution]:
    """Yield every distribution that a wheel needs, and that those need in turn."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (each for each in archive.namelist() if each.endswith(".dist-info/METADATA"))
        metadata = email.message_from_bytes(archive.read(name))
    waiting, seen = list(metadata.get_all("Requires-Dist", [])), set()
    while waiting:
        requirement = Requirement(waiting.pop())
        marker = requirement.marker
        if requirement.name in seen or (marker and not marker.evaluate({"extra": ""})):
            continue
        seen.add(requirement.name)
        found = distribution(requirement.name)
        yield found
        waiting += found.requires or []


def link(needed: Distribution, folder: Path) -> None:
    """Link what a distribution has installed into another folder."""
    for name in {file.parts[0] for file in needed.files or []} - {"..", "__pycache__"}:
        (folder / name).symlink_to(Path(str(needed.locate_file(name))))


def names_in(path: Path) -> list[str]:
    """Return the names of the files in a wheel or a source distribution."""
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as wheel:
            return wheel.namelist()
    with tarfile.open(path) as sdist:
        return sdist.getnames()


@pytest.mark.parametrize("catalogue", sorted(DATA.glob("*.yaml")), ids=lambda path: str(path.name))
def test_the_wheel_holds_every_catalogue_byte_for_byte(built: Built, catalogue: Path) -> None:
    with zipfile.ZipFile(built.wheel) as wheel:
        assert wheel.read(f"cse_check/_data/{catalogue.name}") == catalogue.read_bytes()


def test_the_wheel_holds_every_module_once_and_says_that_it_is_typed(built: Built) -> None:
    names = names_in(built.wheel)
    modules = {
        str(path.relative_to(IMPORTED_FROM)) for path in (IMPORTED_FROM / "cse_check").rglob("*.py")
    }

    assert modules <= set(names)
    assert "cse_check/py.typed" in names
    assert len(names) == len(set(names))


def test_the_wheel_holds_nothing_else(built: Built) -> None:
    tops = {name.split("/")[0] for name in names_in(built.wheel)}

    assert {top.partition("-")[0] for top in tops} == {"cse_check"}
    assert f"cse_check/_data/{STALE}" not in names_in(built.wheel)


def test_the_source_distribution_holds_the_catalogues_and_what_a_build_needs(built: Built) -> None:
    names = {name.partition("/")[2] for name in names_in(built.sdist)}

    assert {f"data/{path.name}" for path in DATA.glob("*.yaml")} <= names
    assert {"pyproject.toml", "README.md", "LICENSE", "cse_check/py.typed"} <= names
    assert not any("_data" in name or "__pycache__" in name for name in names)


def test_manual_pages_that_a_source_has_are_installed_where_man_looks(built: Built) -> None:
    environment = built.script.parent.parent

    assert f"man/{PAGE}" in {name.partition("/")[2] for name in names_in(built.sdist)}
    assert (environment / "share" / "man" / "man1" / PAGE).read_text() == "a manual page\n"


def test_what_is_built_again_elsewhere_on_another_day_is_the_same_byte_for_byte(
    built: Built, tmp_path: Path
) -> None:
    with tarfile.open(built.sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    (elsewhere,) = tmp_path.iterdir()
    for path in elsewhere.rglob("*"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
        path.chmod(path.stat().st_mode & 0o700)

    again = build(elsewhere, "sdist", tmp_path / "built")
    wheel = build(elsewhere, "wheel", tmp_path / "built")

    assert again.read_bytes() == built.sdist.read_bytes()
    assert wheel.read_bytes() == built.wheel.read_bytes()


def test_an_installed_program_has_its_catalogues_from_its_own_package(built: Built) -> None:
    ran = built.run("areas")

    said = "".join(ran.out.split())
    assert (ran.code, ran.err) == (0, "")
    for area in AREAS:
        assert f"site-packages/cse_check/_data/indicators_{area}.yaml" in said
    assert str(IMPORTED_FROM) not in said


@pytest.mark.parametrize("area", AREAS)
def test_an_installed_program_screens_as_the_checkout_does(built: Built, area: str) -> None:
    answers = write_answers(built.program.home, dict.fromkeys(ids_of(area), "yes"))
    checkout = Program(built.program.home)
    args = ("screen", "--area", area, "--answers", str(answers), "--format", "markdown")

    ran = built.run(*args)

    assert ran.code == 0
    assert ran == checkout.run(*args)


def test_an_installed_program_makes_the_page_that_the_checkout_makes(built: Built) -> None:
    args = ("page", "--area", "leeds")

    assert built.run(*args) == Program(built.program.home).run(*args)


def test_an_installed_program_walks(built: Built) -> None:
    stdin = "y\n" * len(ids_of("leeds")) + "\n"

    ran = built.run("screen", "--area", "leeds", "--format", "json", stdin=stdin)

    assert ran.answers == dict.fromkeys(ids_of("leeds"), "yes")


@pytest.mark.parametrize("args", [("--version",), ("contacts", "--area", "leeds")], ids=" ".join)
def test_the_installed_package_runs_as_a_module_too(built: Built, args: tuple[str, ...]) -> None:
    python = str(built.script.parent / "python")

    ran = built.program.run_bytes(*args, command=(python, "-m", "cse_check"))

    assert (ran.returncode, ran.stderr) == (0, b"")
    assert _at_any_time(ran.stdout.decode()) == _at_any_time(built.run(*args).out)


def _at_any_time(said: str) -> str:
    return re.sub(r"\d\d:\d\d by this", "by this", said)


def test_the_installed_program_is_not_the_checkout(built: Built) -> None:
    python = str(built.script.parent / "python")

    ran = built.program.run_bytes(
        "-c", "import cse_check; print(cse_check.__file__)", command=(python,)
    )

    assert Path(ran.stdout.decode().strip()).is_relative_to(built.script.parent.parent)
