"""Whether a file is the very page that would be made of the catalogue inside it.

A page depends on the catalogue and the version alone, so it is made again from what it holds and
compared. Whether that catalogue is one to trust is for whoever has it installed.
"""

import json
from typing import Final, NamedTuple

import msgspec

from cse_check.catalogue.checks import findings
from cse_check.errors import Fault, InvalidFileError
from cse_check.model import Catalogue, Edition, Sha256
from cse_check.reading.files import check_size
from cse_check.render.checklist import checklist_page
from cse_check.version import __version__

MAX_BYTES: Final = 16 * 1024 * 1024
BEFORE: Final = b'<script type="application/json" id="facts">'
AFTER: Final = b"</script>"
NO_PAGE: Final = "is not a page that cse-check made, or was changed: do not use it"
CHANGED: Final = "was changed since cse-check made it: do not use it"
OTHER_VERSION: Final = (
    f"says that cse-check {{}} made it, and this is {__version__}, which cannot tell whether that "
    "is so: make a new one, or verify it with that version"
)


class _Provenance(msgspec.Struct):
    sha256: Sha256


class _Record(msgspec.Struct):
    provenance: _Provenance
    catalogue: Catalogue


class _Facts(msgspec.Struct):
    version: str
    record: _Record


class Embedded(NamedTuple):
    """What a page says of itself: the version that made it, and the catalogue that it asks."""

    version: str
    edition: Edition


def verified(data: bytes, name: str) -> Edition:
    """Return the edition that a page was made of; messages call the file `name`.

    Raises:
        InvalidFileError: it is not, byte for byte, what this version makes of that edition.
    """
    check_size(data, name, MAX_BYTES)
    found = _embedded(data, name)
    if found.version != __version__:
        raise invalid(name, OTHER_VERSION.format(_shown(found.version)))
    if any(findings(found.edition.catalogue)):
        raise invalid(name, CHANGED)
    if checklist_page(found.edition).encode() != data:
        raise invalid(name, CHANGED)
    return found.edition


def invalid(name: str, message: str) -> InvalidFileError:
    """Return the error for a page that is not to be trusted."""
    return InvalidFileError([Fault(name, 1, 1, "", message)])


def _embedded(data: bytes, name: str) -> Embedded:
    _, _, after = data.partition(BEFORE)
    try:
        # not msgspec's reader: a pattern names the halves of pairs, which it takes for faults
        facts = msgspec.convert(json.loads(after.partition(AFTER)[0]), _Facts)
    except (ValueError, RecursionError):
        raise invalid(name, NO_PAGE) from None
    record = facts.record
    return Embedded(facts.version, Edition(record.catalogue, record.provenance.sha256))


def _shown(version: str) -> str:
    """Return a version as it can be shown: what stands in a file may be anything."""
    return version if version.replace(".", "").isalnum() and len(version) < 20 else "of some kind"
