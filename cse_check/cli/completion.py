"""What TAB completes: areas, drafts and records. It is silent, whatever is wrong."""

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Final

from cse_check.cli.editions import draft_folder, find_catalogues
from cse_check.cli.shell import Shell
from cse_check.errors import CseCheckError
from cse_check.platforms import here

RECORDS: Final = ("*.json", "*.json.age")


def areas(incomplete: str) -> list[str]:
    """Return the ids of areas that begin like this."""
    found: tuple[str, ...] = ()
    with suppress(CseCheckError):
        found = find_catalogues(_silent()).areas
    return [area for area in found if area.startswith(incomplete)]


def drafts(incomplete: str) -> list[str]:
    """Return the names of drafts that begin like this, the newest first, and `last`."""
    names: list[str] = []
    with suppress(CseCheckError, OSError):
        names = [file.name for file in draft_folder(_silent()).files()]
    known = [*names, "last"] if names else names
    return [name for name in known if name.startswith(incomplete)]


def records(incomplete: str) -> list[str]:
    """Return the files that may be records in the folder that is being typed."""
    with suppress(OSError):
        return sorted(_records(incomplete))
    return []


def _records(incomplete: str) -> Iterator[str]:
    folder, _, begun = incomplete.rpartition("/")
    prefix = f"{folder}/" if "/" in incomplete else ""
    for pattern in RECORDS:
        for path in Path(prefix or ".").glob(pattern):
            if path.name.startswith(begun):
                yield f"{prefix}{path.name}"


def _silent() -> Shell:
    from cse_check.store.moving import place_of  # only now: other commands import this module too

    shell = Shell(
        stdin=sys.stdin,
        stdout=sys.stdout,
        stderr=StringIO(),
        environ=os.environ,
        today=date.today,
    )
    shell.own_folder = place_of(here().own_folder(), here().earlier_folder())  # moves nothing
    return shell
