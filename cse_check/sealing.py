"""Encryption at rest, in the age format: with a passphrase, or to people's public keys.

pyrage, the extra `encrypt`, does the work. A file that was changed cannot be opened.
"""

from base64 import b64decode, b64encode
from collections.abc import Callable
from typing import Any, Final, NamedTuple

import msgspec

from cse_check.errors import Fault, InvalidFileError, SealedFileError, UsageError

MARK: Final = b"age-encryption.org/v1\n"
DRAFT_MARK: Final = b"cse-check sealed draft 1\n"


class Lock(NamedTuple):
    """What a file is encrypted with: its readers' public keys, or else a passphrase."""

    passphrase: str = ""
    recipients: tuple[str, ...] = ()


class Key(NamedTuple):
    """What a file is opened with: the text of a key file, or else a passphrase, asked late.

    `name` stands in messages for the key file.
    """

    ask_passphrase: Callable[[], str]
    identity: str | None = None
    name: str = "key"


class SealedDraft(msgspec.Struct, frozen=True):
    """A draft encrypted with a passphrase, both parts in Base64.

    Making a key from a passphrase is slow on purpose, and a draft is written after every answer. So
    a key is made once, at random, and encrypted with the passphrase; the draft with the key.
    """

    key: str
    draft: str


def is_sealed(data: bytes) -> bool:
    """Return whether these bytes are an encrypted file or draft."""
    return data.startswith((MARK, DRAFT_MARK))


def seal(data: bytes, lock: Lock) -> bytes:
    """Encrypt data with a lock.

    Raises:
        UsageError: a recipient is not a public key, or the extra is not installed.
    """
    age = _age()
    closed: bytes = (
        age.encrypt(data, [_recipient(each) for each in lock.recipients])
        if lock.recipients
        else age.passphrase.encrypt(data, lock.passphrase)
    )
    return closed


def unseal(data: bytes, key: Key, name: str) -> bytes:
    """Decrypt data; what was not encrypted is returned as it is. Messages call it `name`.

    Raises:
        SealedFileError: the key is the wrong one, or the file was changed.
        InvalidFileError: the key file holds no key.
        UsageError: the extra is not installed.
    """
    if data.startswith(DRAFT_MARK):
        return _unseal_draft(data, key, name)
    if not data.startswith(MARK):
        return data
    age = _age()
    try:
        opened: bytes = (
            age.passphrase.decrypt(data, key.ask_passphrase())
            if key.identity is None
            else age.decrypt(data, [_identity(key.identity, key.name)])
        )
    except age.DecryptError as error:
        raise SealedFileError(
            f"{name}: cannot be opened: the passphrase or key is wrong, or the file was changed."
        ) from error
    return opened


class DraftSeal:
    """Encrypts one draft over and over, quickly: see `SealedDraft`."""

    def __init__(self, lock: Lock) -> None:
        self._lock = lock
        if not lock.recipients:
            identity = _age().x25519.Identity.generate()
            self._reader = Lock(recipients=(str(identity.to_public()),))
            self._key = seal(str(identity).encode(), lock)

    def close(self, data: bytes) -> bytes:
        """Encrypt the draft as it is now."""
        if self._lock.recipients:
            return seal(data, self._lock)
        closed = seal(data, self._reader)
        sealed = SealedDraft(b64encode(self._key).decode(), b64encode(closed).decode())
        return DRAFT_MARK + msgspec.json.encode(sealed)


def check_recipients(recipients: tuple[str, ...]) -> None:
    """Check that these are public keys, before anything is asked.

    Raises:
        UsageError: one is not.
    """
    for recipient in recipients:
        _recipient(recipient)


def _unseal_draft(data: bytes, key: Key, name: str) -> bytes:
    try:
        sealed = msgspec.json.decode(data[len(DRAFT_MARK) :], type=SealedDraft)
        locked, closed = b64decode(sealed.key), b64decode(sealed.draft)
    except ValueError as error:  # msgspec's and base64's errors are both
        raise SealedFileError(f"{name}: cannot be opened: it was changed.") from error
    if not (locked.startswith(MARK) and closed.startswith(MARK)):
        raise SealedFileError(f"{name}: cannot be opened: it was changed.")
    identity = unseal(locked, key, name).decode()
    return unseal(closed, Key(key.ask_passphrase, identity), name)


def _age() -> Any:
    try:
        import pyrage
    except ImportError as error:
        raise UsageError(
            "Encryption needs one more library: pip install 'cse-check[encrypt]'."
        ) from error
    return pyrage


def _recipient(text: str) -> Any:
    age = _age()
    try:
        return age.x25519.Recipient.from_str(text)
    except age.RecipientError as error:
        raise UsageError("A recipient is a public age key, which starts with 'age1'.") from error


def _identity(text: str, name: str) -> Any:
    age = _age()
    lines = (line.strip() for line in text.splitlines())
    secret = next((line for line in lines if line and not line.startswith("#")), "")
    try:
        return age.x25519.Identity.from_str(secret)
    except age.IdentityError as error:
        problem = Fault(name, 1, 1, "", "holds no age secret key")
        raise InvalidFileError([problem]) from error
