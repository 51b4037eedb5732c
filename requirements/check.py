"""Compare the locks with pyproject.toml: what it asks for is pinned and fits, and nothing else is.

    python requirements/check.py

It needs no network. What a pinned distribution needs in turn is read from what is installed; a lock
of which something is not installed is not searched for pins that nothing needs.
"""

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path
from typing import Any, NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).resolve().parent.parent
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;]+)([^\\\n]*)", re.M)
ADDRESS = re.compile(r"://|\s@\s|--(?:index|extra-index|find-links)", re.I)


class Lock(NamedTuple):
    """A file of pins: for each distribution its version, by canonical name."""

    group: str
    pins: dict[str, str]
    text: str


def read(path: Path) -> Lock:
    """Read a lock; it is called as the dependency group that it pins."""
    text = path.read_text(encoding="utf-8")
    pins: dict[str, str] = {
        canonicalize_name(name): version for name, version, _ in PIN.findall(text)
    }
    return Lock(path.stem, pins, text)


def wanted(project: dict[str, Any], group: str) -> list[Requirement]:
    """Return what the product and a group ask for."""
    lines = [*project["project"]["dependencies"], *project["dependency-groups"][group]]
    return [Requirement(line) for line in lines]


def faults(lock: Lock, project: dict[str, Any]) -> Iterator[str]:
    """Yield everything that is wrong with a lock."""
    if ADDRESS.search(lock.text):
        yield "holds an address; a lock has names, versions and hashes"
    asked = wanted(project, lock.group)
    for requirement in asked:
        version = lock.pins.get(canonicalize_name(requirement.name))
        if version is None:
            yield f"does not pin {requirement.name}"
        elif not requirement.specifier.contains(version, prereleases=True):
            yield f"pins {requirement.name} {version}, and pyproject.toml asks for {requirement}"
    needed = closure(asked)
    for name in lock.pins.keys() - needed if needed else ():
        yield f"pins {name}, which nothing needs"


def differing(lock: Lock, dev: Lock) -> Iterator[str]:
    """Yield what a lock pins otherwise than the tests' own: some are installed over it."""
    for name in sorted(lock.pins.keys() & dev.pins.keys()):
        if lock.pins[name] != dev.pins[name]:
            yield f"pins {name} {lock.pins[name]}, and dev.txt {dev.pins[name]}"


def closure(asked: Iterable[Requirement]) -> set[str]:
    """Return the names of everything needed; empty if something is not installed here."""
    waiting, seen = list(asked), set[tuple[str, frozenset[str]]]()
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if (name, frozenset(requirement.extras)) in seen:
            continue
        seen.add((name, frozenset(requirement.extras)))
        try:
            needs = requires(name) or []
        except PackageNotFoundError:
            if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
                continue  # it is for another system, where it may need more
            return set()
        waiting += [each for each in map(Requirement, needs) if _is_asked(each, requirement)]
    return {name for name, _ in seen}


def _is_asked(need: Requirement, by: Requirement) -> bool:
    """Return whether a distribution's need is there without an extra, or of one that was asked."""
    if need.marker is None or "extra ==" not in str(need.marker):
        return True
    return any(need.marker.evaluate({"extra": extra}) for extra in by.extras)


def main() -> int:
    """Check every lock, and say what is wrong."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    locks = [read(path) for path in sorted((PROJECT / "requirements").glob("*.txt"))]
    (dev,) = (lock for lock in locks if lock.group == "dev")
    found = [
        f"requirements/{lock.group}.txt: {fault}"
        for lock in locks
        for fault in (*faults(lock, project), *differing(lock, dev))
    ]
    for line in found:
        sys.stdout.write(f"{line}\n")
    if found:
        sys.stdout.write("The locks are not those of pyproject.toml: make lock\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
