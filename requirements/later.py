"""Install every lock on a made-up later day: whatever it pins has a newer version by then.

    python requirements/later.py

What the locks pin is downloaded, and a higher version of each is made up and offered beside it. The
Makefile's own rules then install from that folder, with the pip that Python 3.11.0 brought and with
today's newest, and what comes out has to be the pins and nothing else. It needs the network once,
and leaves the folder behind, so that `make test` can be run on that day too:

    PIP_NO_INDEX=1 PIP_FIND_LINKS=$PWD/.venv/later/offered make test
"""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import NamedTuple

from check import PIN, PROJECT
from packaging.markers import Marker
from packaging.utils import canonicalize_name

WORK = PROJECT / ".venv" / "later"
OFFERED = WORK / "offered"
MADE_UP = "9999"
PIPS = ("pip==22.3", "pip")
"""The pip that Python 3.11.0 brought, which no later Python than 3.11 can run; and the newest."""


class Made(NamedTuple):
    """An environment that the Makefile makes: its folder, its stamp and its locks."""

    folder: str
    stamp: str
    locks: tuple[str, ...]


MADE = (
    Made(".", ".outside", ("build", "dev", "browser", "outside")),
    Made("bulk", ".bulk", ("build", "bench")),
    Made("dist", ".dist", ("dist",)),
    Made("docs", ".docs", ("build", "docs")),
)
OWN = {"cse-check", "pip", "setuptools"}
"""What may be in an environment without a pin: the project, and what Python itself puts there."""


def pinned(group: str) -> dict[str, str]:
    """Return what a lock pins on this system: versions, by canonical name."""
    text = (PROJECT / "requirements" / f"{group}.txt").read_text(encoding="utf-8")
    return {
        canonicalize_name(name): version
        for name, version, marker in PIN.findall(text)
        if not marker.strip(" ;") or Marker(marker.strip(" ;")).evaluate()
    }


def offer(group: str) -> None:
    """Download what a lock pins, and make up a later version of each."""
    lock = PROJECT / "requirements" / f"{group}.txt"
    run(sys.executable, "-m", "pip", "download", "--no-deps", "--quiet", "-r", lock, "-d", OFFERED)
    for name in pinned(group):
        make_up(name.replace("-", "_"))


def make_up(name: str) -> None:
    """Write a wheel of a version that nobody has published, with nothing in it."""
    inside = f"{name}-{MADE_UP}.dist-info"
    tag = "Wheel-Version: 1.0\nGenerator: made up\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    with zipfile.ZipFile(OFFERED / f"{name}-{MADE_UP}-py3-none-any.whl", "w") as wheel:
        wheel.writestr(
            f"{inside}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {MADE_UP}\n"
        )
        wheel.writestr(f"{inside}/WHEEL", tag)
        wheel.writestr(f"{inside}/RECORD", "")


def set_up(pip: str) -> Path:
    """Let the Makefile make its environments from what is offered, with this pip; return where."""
    folder = WORK / pip.replace("==", "-")
    for environment in [folder / made.folder for made in MADE]:
        run(sys.executable, "-m", "venv", environment)
        run(python_of(environment), "-m", "pip", "install", "--quiet", "--upgrade", pip)
        (environment / ".made").touch()
    shown = folder.relative_to(PROJECT)
    command = ("make", "--no-print-directory", f"VENV={shown}", f"PYTHON={sys.executable}")
    run(*command, *(f"{shown}/{made.stamp}" for made in MADE), environ=on_that_day())
    return folder


def on_that_day() -> dict[str, str]:
    """Return an environment in which pip sees what is offered, and nothing else."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    return {
        **kept,
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_FIND_LINKS": str(OFFERED),
        "PIP_NO_COMPILE": "1",
        "PIP_NO_INDEX": "1",
    }


def installed(environment: Path) -> dict[str, str]:
    """Return what is in an environment: versions, by canonical name."""
    listing = run(python_of(environment), "-m", "pip", "list", "--format", "json")
    return {canonicalize_name(each["name"]): each["version"] for each in json.loads(listing)}


def python_of(environment: Path) -> Path:
    """Return the interpreter of an environment."""
    return environment / "bin" / "python"


def run(*command: str | Path, environ: dict[str, str] | None = None) -> str:
    """Run a command in the project and return what it printed; one that fails ends this script."""
    ran = subprocess.run(
        command, cwd=PROJECT, env=environ, stdout=subprocess.PIPE, text=True, check=False
    )
    if ran.returncode:
        sys.exit(f"{ran.stdout}failed: {' '.join(map(str, command))}")
    return ran.stdout


def wrong(environment: Path, locks: tuple[str, ...]) -> list[str]:
    """Return what one environment has otherwise than its locks pin it."""
    expected = {name: version for lock in locks for name, version in pinned(lock).items()}
    found = installed(environment)
    found = {name: found[name] for name in found if name in expected or name not in OWN}
    return [
        f"{name} is {found.get(name, 'missing')}, and pinned is {expected.get(name, 'nothing')}"
        for name in sorted(found.keys() | expected.keys())
        if found.get(name) != expected.get(name)
    ]


def main() -> int:
    """Install every lock with every pip, and say what came out."""
    shutil.rmtree(WORK, ignore_errors=True)
    OFFERED.mkdir(parents=True)
    for group in sorted({lock for made in MADE for lock in made.locks}):
        offer(group)
    faults = 0
    for pip in PIPS if sys.version_info < (3, 12) else PIPS[1:]:
        folder = set_up(pip)
        for made in MADE:
            found = wrong(folder / made.folder, made.locks)
            verdict = "; ".join(found) or "exactly the pins"
            sys.stdout.write(f"{folder.name}: {', '.join(made.locks)}: {verdict}\n")
            faults += len(found)
        shutil.rmtree(folder)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
