"""Encryption at rest, in the age format: with a passphrase, or to people's public keys.

pyrage, the extra `encrypt`, does the work. A file that was changed cannot be opened.
"""

from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Final, NamedTuple

import msgspec

from cse_check.errors import Fault, InvalidFileError, SealedFileError, UsageError

MARK: Final = b"age-encryption.org/v1\n"
DRAFT_MARK: Final = b"cse-check sealed draft 1\n"
DAMAGED: Final = 4
"""How many bytes of a mark may be other ones: such a file was encrypted, and was changed."""
MOST_WORK: Final = 21
"""The most that may be asked for to try a passphrase: 2 to this power, times 1 KiB of memory.

pyrage measures the machine before it encrypts; the fastest come to 21, which takes 2 GiB.
"""
CHANGED: Final = "{}: cannot be opened: it was changed."
COSTLY: Final = (
    "{}: cannot be opened here: trying its passphrase would take 2^{} steps, and at most 2^{} are "
    "taken. cse-check does not encrypt so."
)


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

    def remembering(self) -> "Key":
        """Return a key whose passphrase is asked for once, for one file."""
        return self._replace(ask_passphrase=cache(self.ask_passphrase))


UNKNOWN: Final = Lock()
"""What a file was encrypted with, where nobody can tell: the format does not name its readers."""


class SealedDraft(msgspec.Struct, frozen=True):
    """A draft encrypted with a passphrase, both parts in Base64.

    Making a key from a passphrase is slow on purpose, and a draft is written after every answer. So
    a key is made once, at random, and encrypted with the passphrase; the draft with the key.
    """

    key: str
    draft: str


def is_sealed(data: bytes) -> bool:
    """Return whether these bytes are an encrypted file or draft, or were one before a change."""
    return any(_differences(data, mark) <= DAMAGED for mark in (MARK, DRAFT_MARK))


def lock_of(data: bytes, key: Key) -> Lock | None:
    """Return what would encrypt for the same readers as these bytes; None where they are open.

    `key` opens them. `UNKNOWN` where others may read them: their public keys cannot be told.
    """
    if not is_sealed(data):
        return None
    if data.startswith(DRAFT_MARK) or _kinds(data) == ["scrypt"]:
        return Lock(passphrase=key.ask_passphrase())
    if key.identity is None or _kinds(data) != ["X25519"]:
        return UNKNOWN
    return Lock(recipients=(str(_identity(key.identity, key.name).to_public()),))


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
        if is_sealed(data):
            raise SealedFileError(CHANGED.format(name))
        return data
    age = _age()
    _check_work(data, name)
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
        raise SealedFileError(CHANGED.format(name)) from error
    if not (locked.startswith(MARK) and closed.startswith(MARK)):
        raise SealedFileError(CHANGED.format(name))
    try:
        identity = unseal(locked, key, name).decode()
        return unseal(closed, Key(key.ask_passphrase, identity), name)
    except (UnicodeDecodeError, InvalidFileError) as error:  # what is inside is no key
        raise SealedFileError(CHANGED.format(name)) from error


def _differences(data: bytes, mark: bytes) -> int:
    return len(mark) - sum(a == b for a, b in zip(data, mark, strict=False))


def _stanzas(data: bytes) -> Iterator[list[str]]:
    """Yield the words of each line of an age header that names a reader.

    Source: https://age-encryption.org/v1, "recipient stanza".
    """
    header = data.partition(b"\n--- ")[0].decode("ascii", "replace")
    for line in header.splitlines():
        if line.startswith("-> "):
            yield line.split()[1:]


def _kinds(data: bytes) -> list[str]:
    """Return the kinds of a file's readers; what age adds to the header as noise is none."""
    return [words[0] for words in _stanzas(data) if words and not words[0].endswith("-grease")]


def _check_work(data: bytes, name: str) -> None:
    for words in _stanzas(data):
        factor = words[2] if len(words) > 2 and words[0] == "scrypt" else "0"
        if factor.isdecimal() and int(factor[:4]) > MOST_WORK:
            raise SealedFileError(COSTLY.format(name, factor[:4], MOST_WORK))


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
