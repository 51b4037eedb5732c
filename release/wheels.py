"""The libraries that cse-check.pyz carries: what the lock pins, for all its systems and Pythons.

Compiled parts are named after their system and Python, so that those for all of them can lie side
by side in one folder, and each Python finds its own. Of a library that can do without, the wheel
without compiled parts is taken.
"""

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from itertools import product
from pathlib import Path
from typing import Final

from zipapp_start import FIRST, LAST

COMPILED: Final = ("markupsafe", "msgspec", "pyyaml")
"""The libraries that have no wheel without compiled parts."""

SYSTEMS: Final = (
    ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"),
    ("macosx_11_0_arm64",),
    ("win_amd64",),
)
"""What wheels call each system, the newest name first."""

PYTHONS: Final = tuple(f"{FIRST[0]}.{minor}" for minor in range(FIRST[1], LAST[1] + 1))

DONE: Final = "complete"
"""A file that stands in a folder when all wheels are in it."""


class TwoOfOneNameError(Exception):
    """Two wheels bring different files of one name, so that they cannot lie side by side."""


def fetched(lock: Path, into: Path) -> list[Path]:
    """Return the wheels of everything that a lock pins, downloaded if that was not done before."""
    pins = pins_of(lock.read_text(encoding="utf-8"))
    key = sha256(f"{COMPILED}{SYSTEMS}{PYTHONS}{pins}".encode()).hexdigest()[:16]
    folder = into / key
    if not (folder / DONE).exists():
        folder.mkdir(parents=True, exist_ok=True)
        _fetch(pins, folder)
        (folder / DONE).touch()
    return sorted(folder.glob("*.whl"))


def pins_of(lock: str) -> dict[str, str]:
    """Return the lines of each pin in a lock, by its name.

    What a lock pins for some systems only is pinned for all: pip would ask the one it runs on.
    """
    pins: dict[str, str] = {}
    for line in lock.splitlines():
        if not line.startswith(" "):
            name = line.partition("==")[0]
            line = line.partition(" ; ")[0].rstrip(" \\") + " \\"
        pins[name] = f"{pins.get(name, '')}{line}\n"
    return pins


def _fetch(pins: dict[str, str], folder: Path) -> None:
    pure, compiled = folder / "pure.txt", folder / "compiled.txt"
    pure.write_text("".join(pins[each] for each in pins if each not in COMPILED), encoding="utf-8")
    compiled.write_text("".join(pins[each] for each in COMPILED), encoding="utf-8")
    _download(pure, "--platform", "any", "--abi", "none")
    for names, python in product(SYSTEMS, PYTHONS):
        _download(compiled, *_platforms(names), "--python-version", python)


def _platforms(names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        yield from ("--platform", name)


def _download(lock: Path, *target: str) -> None:
    """Download what a lock pins to the folder that it is in; each file is checked by its hash."""
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "download"]
    options = ["--no-deps", "--require-hashes", "--only-binary=:all:"]
    places = ["--requirement", str(lock), "--dest", str(lock.parent)]
    subprocess.run([*pip, *options, *places, *target], check=True)


def unpack(wheels: list[Path], into: Path) -> None:
    """Unpack wheels side by side into a folder.

    Raises:
        TwoOfOneNameError: two of them bring different files of one name.
    """
    for wheel in sorted(wheels):
        with zipfile.ZipFile(wheel) as archive:
            for name in archive.namelist():
                if not name.endswith("/") and ".data/" not in name:
                    _put(into / name, archive.read(name), wheel.name)


def _put(path: Path, content: bytes, wheel: str) -> None:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        path.chmod(0o644)
    elif ".dist-info" not in str(path) and _lines(path.read_bytes()) != _lines(content):
        raise TwoOfOneNameError(f"{wheel} brings another {path.name} than an earlier wheel")


def _lines(content: bytes) -> bytes:
    """Return a file without the difference that wheels for Windows have: its line ends."""
    return content.replace(b"\r\n", b"\n")
