"""Build what people get, into dist/, with the SHA-256 of each.

    python release/artefacts.py files      the wheel, the source distribution and cse-check.pyz
    python release/artefacts.py program    one file that needs no Python: for systems like this one

The same commit gives the same bytes: nothing depends on the day, on who builds it, or on where.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import wheels
import zipapp_start

HERE: Final = Path(__file__).resolve().parent
PROJECT: Final = HERE.parent
DIST: Final = PROJECT / "dist"
WHEELS: Final = PROJECT / ".venv" / "dist" / "wheels"
LOCK: Final = PROJECT / "requirements" / "run.txt"
ZIPAPP: Final = "cse-check.pyz"
PROGRAM: Final = "cse-check.exe" if sys.platform == "win32" else "cse-check"
SUMS: Final = "SHA256SUMS"
OURS: Final = ("cse_check-*.whl", "cse_check-*.tar.gz", ZIPAPP, PROGRAM)

DAY: Final = (2020, 2, 2, 0, 0, 0)
EPOCH: Final = "1580601600"
"""The time that everything inside carries: hatchling's own, so that a wheel that is built from the
source distribution, with whatever tool, is this one byte for byte."""


def files() -> None:
    """Build the wheel, the source distribution and the zipapp."""
    with source() as folder:
        sdist = hatch(folder, "sdist", DIST)
        wheel = hatch(folder, "wheel", DIST)
    put_into_zipapp(wheel, DIST / ZIPAPP)
    report(sdist, wheel, DIST / ZIPAPP)


def program() -> None:
    """Build the one-file program."""
    with source() as folder, TemporaryDirectory() as work:
        put_into_program(hatch(folder, "wheel", Path(work)), Path(work))
    report(DIST / PROGRAM)


@contextmanager
def source() -> Iterator[Path]:
    """Yield a folder with what is released, and nothing else, and the manual pages."""
    with TemporaryDirectory() as work:
        with tarfile.open(hatch(PROJECT, "sdist", Path(work))) as archive:
            archive.extractall(Path(work, "unpacked"), filter="data")
        (folder,) = Path(work, "unpacked").iterdir()
        shutil.rmtree(folder / "man", ignore_errors=True)
        run(HERE / "manual.py", folder / "man", PYTHONPATH=str(folder))
        yield folder


def hatch(folder: Path, target: str, into: Path) -> Path:
    """Build a distribution of a project's folder; return the file."""
    into.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as work:
        run("-m", "hatchling", "build", "-t", target, "-d", work, folder=folder)
        (made,) = Path(work).iterdir()
        return Path(shutil.copy(made, into / made.name))


def put_into_zipapp(wheel: Path, target: Path) -> None:
    """Put the wheel and what it needs, for all systems, into one file that Python runs."""
    import shiv
    from shiv.bootstrap.environment import Environment
    from shiv.builder import create_archive

    environment = Environment(
        built_at="{}-{:02}-{:02} {:02}:{:02}:{:02}".format(*DAY),
        shiv_version=shiv.__version__,
        compile_pyc=False,
        entry_point="cse_check.__main__:main",
        reproducible=True,
        root=zipapp_start.CACHE,
    )
    with TemporaryDirectory() as site:
        wheels.unpack([wheel, *wheels.fetched(LOCK, WHEELS)], Path(site))
        create_archive([Path(site)], target, "/usr/bin/env python3", "_start:start", environment)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        entry = zipfile.ZipInfo("_start.py", DAY)
        archive.writestr(entry, Path(zipapp_start.__file__).read_bytes())


def put_into_program(wheel: Path, work: Path) -> None:
    """Put the wheel, what it needs and a Python into one file."""
    wheels.unpack([wheel], work / "site")
    places = {"distpath": DIST, "workpath": work / "work", "specpath": work}
    run(
        *("-m", "PyInstaller", "--onefile", "--noupx", "--log-level", "ERROR"),
        *("--collect-submodules", "cse_check", "--collect-data", "cse_check"),
        *("--name", "cse-check", *(f"--{name}={place}" for name, place in places.items())),
        HERE / "program_start.py",
        folder=work,  # not in the checkout, whose own package would be found first
        PYTHONPATH=str(work / "site"),
        PYTHONHASHSEED="0",
    )


def run(*args: str | Path, folder: Path = PROJECT, **environ: str) -> None:
    """Run this Python in a folder, on the day that everything carries; what fails ends this one."""
    fixed = {"SOURCE_DATE_EPOCH": EPOCH, "PYTHONDONTWRITEBYTECODE": "1", **environ}
    ran = subprocess.run(
        [sys.executable, *args],
        cwd=folder,
        env={**os.environ, **fixed},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    if ran.returncode:
        sys.exit(f"{ran.stdout}failed: {' '.join(map(str, args))}")


def report(*made: Path) -> None:
    """Write down the SHA-256 of all that is in dist/, and say what was made."""
    everything = sorted(path for pattern in OURS for path in DIST.glob(pattern))
    sums = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in everything}
    listing = "".join(f"{digest}  {name}\n" for name, digest in sums.items())
    (DIST / SUMS).write_text(listing, encoding="ascii", newline="\n")
    for path in made:
        sys.stdout.write(f"{sums[path.name]}  {path.stat().st_size:>10,}  {path.name}\n")


def remove_earlier(*patterns: str) -> None:
    """Remove what an earlier run made, so that no version lies beside another."""
    for pattern in patterns:
        for path in DIST.glob(pattern):
            path.unlink()


if __name__ == "__main__":
    if sys.argv[1:] == ["files"]:
        remove_earlier(*OURS)
        files()
    elif sys.argv[1:] == ["program"]:
        remove_earlier(PROGRAM)
        program()
    else:
        sys.exit(__doc__)
