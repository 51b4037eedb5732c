"""What the file of a private key says before it is opened: its kind, and what opening it costs.

Source: PROTOCOL.key of OpenSSH.
"""

from base64 import b64decode
from typing import Final, NamedTuple, Self

from cse_check.errors import Fault, InvalidFileError
from cse_check.signing.wire import Malformed, Wire

BEGIN: Final = "-----BEGIN OPENSSH PRIVATE KEY-----"
END: Final = "-----END OPENSSH PRIVATE KEY-----"
MAGIC: Final = b"openssh-key-v1\0"
CIPHERS: Final = ("none", "aes256-ctr", "aes256-cbc", "aes256-gcm@openssh.com")
"""With what a key may be encrypted, that cryptography opens too. ssh-keygen takes the second."""
MOST_ROUNDS: Final = 500
"""How often a passphrase is worked over: some four seconds. ssh-keygen does it 16 or 24 times."""
DAMAGED: Final = "is not a whole private key: it was cut off or changed"
ANOTHER: Final = "is not a private key as 'ssh-keygen -t ed25519' makes it"
PUBLIC: Final = "is a public key: the private one has the same name without .pub"
PUTTY: Final = (
    "is PuTTY's own format: in PuTTYgen, 'Conversions' and 'Export OpenSSH key' convert it"
)
COSTLY: Final = "has a passphrase that is worked over {} times, and at most {} are taken here"
CIPHER: Final = (
    "is encrypted in a way that is not known here: 'ssh-keygen -p -Z aes256-ctr -f' with its name "
    "changes that"
)


class PrivateFile(NamedTuple):
    """A private key that was not opened: of which kind it is, and whether it has a passphrase."""

    kind: str
    is_sealed: bool

    @classmethod
    def read(cls, text: str, name: str) -> Self:
        """Return what the file says of its key.

        Raises:
            InvalidFileError: it is no private key, or one that cannot be opened here.
        """
        if problem := _no_private_key(text):
            raise _fault(name, problem)
        try:
            kind, cipher, rounds = _read(text)
        except ValueError as error:  # Malformed, base64's and Unicode's are all one
            raise _fault(name, DAMAGED) from error
        if cipher not in CIPHERS:
            raise _fault(name, CIPHER)
        if rounds > MOST_ROUNDS:
            raise _fault(name, COSTLY.format(rounds, MOST_ROUNDS))
        return cls(kind, cipher != "none")


def _no_private_key(text: str) -> str | None:
    if text.lstrip().startswith(("ssh-", "ecdsa-", "sk-")):
        return PUBLIC
    if text.lstrip().startswith("PuTTY-User-Key-File"):
        return PUTTY
    return None if text.lstrip().startswith(BEGIN) else ANOTHER


def _read(text: str) -> tuple[str, str, int]:
    inside, end, _ = text.lstrip().removeprefix(BEGIN).partition(END)
    wire = Wire(b64decode("".join(inside.split()), validate=True))
    if not end or wire.raw(len(MAGIC)) != MAGIC:
        raise Malformed
    cipher, _, options = (wire.string() for _ in range(3))
    if wire.number() != 1:
        raise Malformed
    kind = Wire(wire.string()).string().decode("ascii")
    return kind, cipher.decode("ascii"), _rounds(options)


def _rounds(options: bytes) -> int:
    if not options:
        return 0
    wire = Wire(options)
    wire.string()
    return wire.number()


def _fault(name: str, problem: str) -> InvalidFileError:
    return InvalidFileError([Fault(name, 1, 1, "", problem)])
