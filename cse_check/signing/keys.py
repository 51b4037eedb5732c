"""Keys as `ssh-keygen -t ed25519` makes them: a private one signs, and public ones verify.

cryptography, the extra `sign`, does the work. One kind of key is enough, and leaves nothing to be
chosen wrongly; whoever has another signs and verifies with ssh-keygen itself, in the same format.
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from typing import Any, Final, NamedTuple

from cse_check.errors import Fault, InvalidFileError, SealedFileError, SignatureError, UsageError
from cse_check.signing import sshsig
from cse_check.signing.private import PrivateFile
from cse_check.signing.sshsig import NAMESPACE, OURS, Signature, signed_bytes
from cse_check.signing.wire import Malformed, Wire, string

KIND: Final = "ssh-ed25519"
ANY_KIND: Final = re.compile(r"(?:sk-)?(?:ssh|ecdsa)-[a-z0-9@.-]+")
LENGTH: Final = 32
"""How many bytes an Ed25519 public key has."""
SHOWABLE: Final = re.compile(r"[!-~]{1,40}")
MAKE: Final = "'ssh-keygen -t ed25519' makes one"
NO_KEY: Final = (
    "is not a public key, such as 'ssh-ed25519 AAAA...', with or without the name of its owner "
    "before it; options are not applied here, so they are not taken either"
)
PRIVATE: Final = "is a private key: name the public one, whose file's name ends in .pub"
SSH2: Final = "is a public key in another format: 'ssh-keygen -i -f' with its name converts it"
NONE: Final = f"holds no {KIND} key, the only kind that is verified here"
UNPROVED: Final = "Nothing is proved by it."
OTHER_FILE: Final = (
    "{signature}: does not belong to {file} as it is: the one or the other was changed since it "
    f"was signed. {UNPROVED}"
)
OTHER_KEY: Final = "{signature}: is by another key, {key}, which is not in {keys}. " + UNPROVED
OTHER_KIND: Final = (
    "{signature}: is by a key of another kind than " + KIND + ", which is not verified here. "
    "'ssh-keygen -Y verify' can."
)
OTHER_USE: Final = (
    "{signature}: was made for {use}, not as the signature of a record: that needs the namespace "
    f"{NAMESPACE!r} ('ssh-keygen -Y sign -n {NAMESPACE}'). {UNPROVED}"
)


class PublicKey(NamedTuple):
    """A public key as OpenSSH writes it, and whose it is, as the file says that it was in."""

    blob: bytes
    owner: str = ""

    @property
    def fingerprint(self) -> str:
        """What people compare: as `ssh-keygen -l` prints it."""
        return "SHA256:" + b64encode(sha256(self.blob).digest()).decode().rstrip("=")


class Names(NamedTuple):
    """What messages call the files that a verification is about."""

    file: str
    signature: str
    keys: str


class Signer:
    """A private key that was opened."""

    def __init__(self, secret: Any) -> None:
        self._secret = secret
        self.key = PublicKey(_blob(secret.public_key().public_bytes_raw()))

    def sign(self, data: bytes) -> bytes:
        """Return the signature of a file's bytes, as a file."""
        value: bytes = self._secret.sign(signed_bytes(data, OURS))
        return Signature(self.key.blob, NAMESPACE, OURS, KIND, value).dump()


def open_signer(text: str, name: str, ask_passphrase: Callable[[], str]) -> Signer:
    """Return what signs with the private key in a file; messages call that `name`.

    Raises:
        InvalidFileError: it holds no private key that can be used here.
        SealedFileError: its passphrase is another, or the file was changed.
        UsageError: the extra is not installed.
    """
    found = PrivateFile.read(text, name)
    if found.kind != KIND:
        message = f"is a key of the kind {found.kind}, and records are signed with {KIND}: {MAKE}"
        raise InvalidFileError([Fault(name, 1, 1, "", message)])
    loader, refused = _library()
    passphrase = ask_passphrase().encode() if found.is_sealed else None
    try:
        return Signer(loader.load_ssh_private_key(text.encode(), passphrase))
    except refused as error:
        raise SealedFileError(
            f"{name}: cannot be opened: the passphrase is wrong, or the file was changed."
        ) from error


def read_public_keys(text: str, name: str) -> tuple[PublicKey, ...]:
    """Return the keys in a file, one a line: as in `KEY.pub`, or after the name of their owner.

    Raises:
        InvalidFileError: with every line that is no key, or that there is no key to verify with.
    """
    faults: list[Fault] = []
    keys = tuple(_public_keys(text, name, faults))
    if not (keys or faults):
        faults.append(Fault(name, 1, 1, "", NONE))
    if faults:
        raise InvalidFileError(faults)
    return keys


def verify(data: bytes, signature: bytes, keys: Iterable[PublicKey], names: Names) -> PublicKey:
    """Return which of these keys has signed these bytes, as a record.

    Raises:
        InvalidFileError: the signature is none.
        SignatureError: it is by another key, of another file, or for another use.
        UsageError: the extra is not installed.
    """
    said = sshsig.load(signature, names.signature)
    key = next((key for key in keys if key.blob == said.public_key), None)
    if key is None:
        problem = OTHER_KEY if _kind(said.public_key) == KIND else OTHER_KIND
    elif said.namespace != NAMESPACE:
        problem = OTHER_USE
    elif said.algorithm != KIND or not _holds(key, said.value, signed_bytes(data, said.hash_name)):
        problem = OTHER_FILE
    else:
        return key
    claimed = PublicKey(said.public_key).fingerprint
    use = repr(said.namespace) if SHOWABLE.fullmatch(said.namespace) else "something else"
    raise SignatureError(problem.format(**names._asdict(), key=claimed, use=use))


def _holds(key: PublicKey, value: bytes, signed: bytes) -> bool:
    _library()
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(key.blob[-LENGTH:]).verify(value, signed)
    except (InvalidSignature, ValueError):  # ValueError: it is no point of the curve
        return False
    return True


def _public_keys(text: str, name: str, faults: list[Fault]) -> Iterator[PublicKey]:
    for number, line in enumerate(text.splitlines(), start=1):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        if problem := _no_public_key(line):
            faults.append(Fault(name, number, 1, "", problem))
            return
        try:
            if key := _public_key(words):
                yield key
        except ValueError:  # Malformed and base64's are both
            faults.append(Fault(name, number, 1, "", NO_KEY))


def _no_public_key(line: str) -> str | None:
    if "PRIVATE KEY" in line or line.startswith("PuTTY-User-Key-File"):
        return PRIVATE
    return SSH2 if "SSH2 PUBLIC KEY" in line else None


def _public_key(words: list[str]) -> PublicKey | None:
    """Return the key in a line; None if it is of another kind.

    Raises:
        ValueError: it holds no key.
    """
    at = 0 if ANY_KIND.fullmatch(words[0]) else 1
    kind, encoded, *comment = words[at:]  # a ValueError, where there are not enough
    blob = b64decode(encoded, validate=True)
    if not ANY_KIND.fullmatch(kind) or _kind(blob) != kind:
        raise Malformed
    if kind != KIND:
        return None
    if len(blob) != len(_blob(bytes(LENGTH))):
        raise Malformed
    return PublicKey(blob, words[0] if at else " ".join(comment))


def _blob(raw: bytes) -> bytes:
    return string(KIND.encode()) + string(raw)


def _kind(blob: bytes) -> str:
    """Return of which kind a key is; empty if it is none."""
    try:
        return Wire(blob).string().decode("ascii")
    except ValueError:  # Malformed and Unicode's are both
        return ""


def _library() -> tuple[Any, tuple[type[Exception], ...]]:
    try:
        from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
        from cryptography.hazmat.primitives.serialization import ssh
    except ImportError as error:
        raise UsageError(
            "Signatures need one more library: pip install 'cse-check[sign]'."
        ) from error
    return ssh, (ValueError, TypeError, InvalidTag, UnsupportedAlgorithm)
