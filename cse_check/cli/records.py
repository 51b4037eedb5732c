"""Reading a record: decrypted if need be, and compared with the catalogue that it names."""

from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

from cse_check import record
from cse_check.catalogue.differences import differences
from cse_check.catalogue.library import CatalogueFile
from cse_check.cli.editions import find_catalogues
from cse_check.cli.shell import Shell
from cse_check.corrections.overlay import as_printed
from cse_check.errors import Fault, InvalidFileError, UsageError
from cse_check.reading.files import read_bytes
from cse_check.screening import Screening
from cse_check.sealing import Key, Lock, lock_of, unseal

FORGED = (
    "is that of the catalogue for {} that is installed here, but the record has another: "
    "it was changed by hand"
)
SUMMARIES: Final = frozenset({".html", ".htm", ".md", ".markdown", ".txt", ".pdf", ".docx"})
NO_RECORD: Final = (
    "{path}: is a summary by its name, not a record. A record is the file in .json that "
    "'cse-check screen --output NAME.json' writes: it keeps the answers, so that 'report' can show "
    "them again in any format. Name that file."
)


class Opened(NamedTuple):
    """A record's bytes, the screening that it holds, and what it was encrypted with, if it was."""

    data: bytes
    screening: Screening
    lock: Lock | None


def open_record(shell: Shell, path: Path, key: Key) -> Opened:
    """Return a record, decrypted.

    Raises:
        FileAccessError: it cannot be read.
        SealedFileError: it is encrypted, and the key does not open it.
        InvalidFileError: it is not a record, or was changed by hand.
        UsageError: its name is that of a summary.
    """
    return opened(shell, read_record(shell, path), path, key)


def read_record(shell: Shell, path: Path) -> bytes:
    """Return what is in a record's file.

    Raises:
        FileAccessError: it cannot be read.
        UsageError: its name is that of a summary.
    """
    if path.suffix.lower() in SUMMARIES:
        raise UsageError(NO_RECORD.format(path=path))
    return shell.read(path, record.MAX_BYTES)


def opened(shell: Shell, read: bytes, path: Path, key: Key) -> Opened:
    """Return the record in what was read of its file, decrypted.

    Raises:
        SealedFileError: it is encrypted, and the key does not open it.
        InvalidFileError: it is not a record, or was changed by hand.
    """
    name = shell.name_of(path)
    key = key.remembering()
    data = unseal(read, key, name)
    screening = record.load(data, name)
    for entry in find_catalogues(shell).entries:
        if sha256(read_bytes(entry.path)).hexdigest() == screening.edition.sha256:
            _check_catalogue(screening, entry, name)
    return Opened(data, screening, lock_of(read, key))


def _check_catalogue(screening: Screening, entry: CatalogueFile, name: str) -> None:
    """Compare a record's catalogue with the one that it says it is; local corrections may differ.

    A digest can be made again by anybody, but nobody can make another catalogue of this SHA-256.

    Raises:
        InvalidFileError: it is another, with every difference.
    """
    installed = entry.read().catalogue
    recorded = as_printed(screening.edition.catalogue)
    if recorded != installed:
        faults = [("provenance.sha256", FORGED.format(entry.area))]
        faults += [("catalogue", line) for line in differences(installed, recorded)]
        raise InvalidFileError(Fault(name, 1, 1, path, message) for path, message in faults)
