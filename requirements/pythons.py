"""Install the wheel, as a user would, with every Python that can be found, and use it.

    python requirements/pythons.py

The wheel is built once. Each Python gets an environment of its own, with the libraries that the
locks pin in it, so that no day decides what passes. They are fetched, which needs the network.
Looked for are the versions that the classifiers name, and the next: on the path, and where pyenv
and uv keep theirs. What cannot be had is said, and is no failure.
"""

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

from check import PIN, PROJECT

WORK = PROJECT / ".venv" / "pythons"
HOMES = (
    Path(os.environ.get("PYENV_ROOT", "~/.pyenv")).expanduser() / "versions",
    Path(os.environ.get("UV_PYTHON_INSTALL_DIR", "~/.local/share/uv/python")).expanduser(),
)
PREFIX = "Programming Language :: Python :: 3."
CONSTRAINTS = "constraints.txt"
PIP_INSTALL = ("install", "--quiet", "--only-binary=:all:", "--constraint", CONSTRAINTS)
ANSWERS = PROJECT / "examples" / "answers_leeds.yaml"
CASES = "case_ref,education.truanting\nC-1,yes\nC-2,not known\n"

USES = (
    ("--version", "cse-check"),
    ("areas", "leeds"),
    ("contacts --area leeds", "0113 376 0336"),
    (f"screen --area leeds --answers {ANSWERS} --output a.json", ""),
    ("report a.json --format markdown", "Truanting"),
    ("report a.json --format html --output a.html", ""),
    ("batch cases.csv --area leeds --report b.html", "C-2,none-flagged"),
    ("catalogue show leeds --format json", "education.truanting"),
)
"""Command lines, and what each prints."""

ENCRYPTED = (
    (f"screen --area leeds --answers {ANSWERS} --recipient PUBLIC --output c.json.age", ""),
    ("report c.json.age --identity key.txt --format json", "education.truanting"),
)
NEW_KEY = "import pyrage; key = pyrage.x25519.Identity.generate(); print(key.to_public(), key)"

SIGNED = (
    (f"screen --area leeds --answers {ANSWERS} --output d.json --sign key", ""),
    ("report d.json --verify key.pub --format json", "education.truanting"),
)
NEW_PAIR = """
from pathlib import Path
from cryptography.hazmat.primitives import serialization as to
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
key, path = Ed25519PrivateKey.generate(), Path("key")
path.touch(0o600)
path.write_bytes(
    key.private_bytes(to.Encoding.PEM, to.PrivateFormat.OpenSSH, to.NoEncryption())
)
Path("key.pub").write_bytes(
    key.public_key().public_bytes(to.Encoding.OpenSSH, to.PublicFormat.OpenSSH)
)
"""


class FailedError(Exception):
    """A command did not end well, or did not print what it should."""


def minors() -> list[int]:
    """Return which 3.x are looked for: those of the classifiers, and one more."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = [line.removeprefix(PREFIX) for line in project["classifiers"]]
    versions = [int(each) for each in named if each.isdecimal()]
    return [*versions, max(versions) + 1]


def find(minor: int) -> str | None:
    """Return the first Python 3.minor that runs and can make an environment."""
    name = f"python3.{minor}"
    kept = [str(path) for home in HOMES for path in sorted(home.glob(f"*/bin/{name}"))]
    for python in filter(None, (shutil.which(name), *kept)):
        ran = subprocess.run([python, "-c", "import ensurepip"], capture_output=True, check=False)
        if ran.returncode == 0:
            return python
    return None


def build() -> Path:
    """Build the wheel, and return where it is."""
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", WORK, folder=PROJECT)
    (wheel,) = WORK.glob("*.whl")
    return wheel


def write_constraints() -> None:
    """Write down what the locks pin, without the hashes, which pip would ask of the wheel too."""
    text = (PROJECT / "requirements" / "dev.txt").read_text(encoding="utf-8")
    pins = [f"{name}=={version} {marker}\n" for name, version, marker in PIN.findall(text)]
    (WORK / CONSTRAINTS).write_text("".join(pins), encoding="utf-8")


def install(python: str, minor: int, wheel: Path) -> Path:
    """Install the wheel into an environment of this Python; return where its programs are."""
    environment = WORK / f"3.{minor}"
    run(python, "-m", "venv", environment, folder=WORK)
    pip_install(environment / "bin", str(wheel))
    return environment / "bin"


def pip_install(programs: Path, what: str) -> None:
    """Install something and what it needs, of which nothing is to be compiled."""
    run(programs / "python", "-m", "pip", *PIP_INSTALL, what, folder=WORK)


def use(programs: Path, lines: Iterable[tuple[str, str]]) -> None:
    """Run command lines, each of which has to end well and print what is beside it."""
    environ = {"PATH": str(programs), "HOME": str(programs.parent), "LC_ALL": "C.UTF-8"}
    for line, expected in lines:
        printed = run(
            programs / "cse-check", *line.split(), folder=programs.parent, environ=environ
        )
        if expected not in printed:
            raise FailedError(f"cse-check {line} does not print {expected}")


def use_encryption(programs: Path, wheel: Path) -> str:
    """Encrypt and read again, if the library is to be had for this Python; return what was seen."""
    try:
        pip_install(programs, f"{wheel}[encrypt]")
    except FailedError:
        return "there is no wheel of pyrage for it, so encryption was not tried"
    public, secret = run(programs / "python", "-c", NEW_KEY, folder=WORK).split()
    (programs.parent / "key.txt").write_text(f"{secret}\n", encoding="utf-8")
    use(programs, [(line.replace("PUBLIC", public), expected) for line, expected in ENCRYPTED])
    return "encryption too"


def use_signatures(programs: Path, wheel: Path) -> str:
    """Sign and verify, if the library is to be had for this Python; return what was seen."""
    try:
        pip_install(programs, f"{wheel}[sign]")
    except FailedError:
        return "there is no wheel of cryptography for it, so signatures were not tried"
    run(programs / "python", "-c", NEW_PAIR, folder=programs.parent)
    use(programs, SIGNED)
    return "signatures too"


def run(*command: str | Path, folder: Path, environ: dict[str, str] | None = None) -> str:
    """Run a command and return what it printed.

    Raises:
        FailedError: it did not end with 0.
    """
    ran = subprocess.run(
        command, cwd=folder, env=environ, capture_output=True, encoding="utf-8", check=False
    )
    if ran.returncode:
        raise FailedError(f"{' '.join(map(str, command))}\n{ran.stdout}{ran.stderr}")
    return ran.stdout


def try_out(python: str, minor: int, wheel: Path) -> str:
    """Install the wheel with one Python and use it; return what was seen."""
    programs = install(python, minor, wheel)
    (programs.parent / "cases.csv").write_text(CASES, encoding="utf-8")
    use(programs, USES)
    return (
        f"installs and runs; {use_encryption(programs, wheel)}; {use_signatures(programs, wheel)}"
    )


def main() -> int:
    """Try every Python, and say how each did."""
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    write_constraints()
    wheel, failed = build(), 0
    for minor in minors():
        python = find(minor)
        try:
            seen = try_out(python, minor, wheel) if python else "not to be had here; not tried"
        except FailedError as error:
            seen, failed = f"FAILED: {error}", failed + 1
        sys.stdout.write(f"Python 3.{minor}: {seen}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
