"""The options for signatures: who signs a record, and whose signature a record is to have."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from cse_check.cli.encryption import ask_passphrase, key_text
from cse_check.cli.shell import STDIO, Shell
from cse_check.errors import FileAccessError, SignatureError, UsageError
from cse_check.reading.files import check_size, read_bytes
from cse_check.store import exposed

if TYPE_CHECKING:
    from cse_check.signing import PublicKey, Signer

Sign = Annotated[
    Path | None,
    typer.Option("--sign", metavar="KEY", help="Sign each record with this private ssh key."),
]
Verify = Annotated[
    Path | None,
    typer.Option(
        "--verify",
        metavar="KEY.pub",
        help="Show nothing unless RECORD.json.sig is by this public key, or one of several.",
    ),
]
SUFFIX: Final = ".sig"
MAX_BYTES: Final = 64 * 1024
NO_TERMINAL: Final = (
    "In scripts sign afterwards, with a key in ssh-agent: 'ssh-keygen -Y sign -n cse-check -f KEY "
    "RECORD.json'."
)
NO_FILE: Final = "--verify needs a file: the signature of RECORD.json is in RECORD.json.sig."
UNSIGNED: Final = "{}: is not there, so {} is not signed, or its signature is kept elsewhere."
PROVED: Final = (
    "{}: is as it was signed, with the key {}{}. See that this is the fingerprint that the signer "
    "has told you. It says nothing of when it was signed, nor whether what it says is so."
)


def signature_of(path: Path) -> Path:
    """Return where the signature of a file is."""
    return path.with_name(f"{path.name}{SUFFIX}")


def signer_for(shell: Shell, key_file: Path | None) -> "Signer | None":
    """Return what signs, if that was asked for; a passphrase is asked for if the key has one.

    Raises:
        FileAccessError: the key file cannot be read, or others can read it too.
        InvalidFileError: it holds no private key that signs here.
        SealedFileError: the passphrase is wrong.
        UsageError: there is no terminal to ask for it on.
    """
    if key_file is None:
        return None
    from cse_check.signing import open_signer  # only now: nearly nobody signs

    name = shell.name_of(key_file)
    text = _read_key(shell, key_file)
    if key_file != STDIO and (problem := exposed(key_file)):
        raise FileAccessError(problem)
    return open_signer(
        text, name, partial(ask_passphrase, shell, f"Passphrase of {name}: ", NO_TERMINAL)
    )


def check_signed(shell: Shell, record: Path, data: bytes, key_file: Path) -> "PublicKey":
    """Return whose signature is beside a record; `data` is what was read of it.

    Raises:
        SignatureError: there is none, or it proves nothing.
        FileAccessError: a file cannot be read.
        InvalidFileError: the signature is none, or the key file holds no public key.
        UsageError: the record is not a file.
    """
    from cse_check.signing import Names, read_public_keys, verify

    if record == STDIO:
        raise UsageError(NO_FILE)
    keys_name, beside = shell.name_of(key_file), signature_of(record)
    keys = read_public_keys(_read_key(shell, key_file), keys_name)
    names = Names(str(record), str(beside), keys_name)
    return verify(data, _read_signature(beside, record), keys, names)


def say_signed(shell: Shell, record: Path, key: "PublicKey") -> None:
    """Tell the user who has signed a record, and what that does not prove."""
    owner = f" ({key.owner})" if key.owner else ""
    shell.say(PROVED.format(record, key.fingerprint, owner))


def _read_key(shell: Shell, path: Path) -> str:
    data = shell.read(path, MAX_BYTES)
    check_size(data, shell.name_of(path), MAX_BYTES)
    return key_text(data)


def _read_signature(beside: Path, record: Path) -> bytes:
    try:
        return read_bytes(beside, MAX_BYTES)
    except FileAccessError as error:
        if isinstance(error.__cause__, FileNotFoundError):
            raise SignatureError(UNSIGNED.format(beside, record)) from error
        raise
