"""A signature as OpenSSH writes it: what is signed, and the file with the signature.

Source: PROTOCOL.sshsig of OpenSSH.
"""

from base64 import b64decode, b64encode
from hashlib import sha256, sha512
from typing import Final, NamedTuple

from cse_check.errors import Fault, InvalidFileError
from cse_check.signing.wire import Malformed, Wire, string

NAMESPACE: Final = "cse-check"
"""What our signatures are for: one that was made for e-mails or commits is none of a record."""
MAGIC: Final = b"SSHSIG"
VERSION: Final = 1
BEGIN: Final = b"-----BEGIN SSH SIGNATURE-----"
END: Final = b"-----END SSH SIGNATURE-----"
WIDTH: Final = 70
HASHES: Final = {"sha256": sha256, "sha512": sha512}
OURS: Final = "sha512"
MAX_BYTES: Final = 16 * 1024
"""How large a file with a signature may be: those of the longest keys have 4 KiB."""
UNREADABLE: Final = (
    "is not a signature in OpenSSH's format, or not a whole one: it begins with "
    f"'{BEGIN.decode()}' and is made by cse-check or by 'ssh-keygen -Y sign'"
)


class Signature(NamedTuple):
    """What is in a file with a signature; none of it is to be believed before it is verified."""

    public_key: bytes
    namespace: str
    hash_name: str
    algorithm: str
    value: bytes

    def dump(self) -> bytes:
        """Return it as a file."""
        blob = MAGIC + VERSION.to_bytes(4, "big")
        inner = string(self.algorithm.encode()) + string(self.value)
        texts = (self.namespace.encode(), b"", self.hash_name.encode(), inner)
        encoded = b64encode(blob + b"".join(map(string, (self.public_key, *texts))))
        lines = [encoded[at : at + WIDTH] for at in range(0, len(encoded), WIDTH)]
        return b"\n".join([BEGIN, *lines, END, b""])


def load(data: bytes, name: str) -> Signature:
    """Return the signature in a file; `name` stands in messages for it.

    Raises:
        InvalidFileError: there is none.
    """
    try:
        begun = data.strip()
        if len(data) > MAX_BYTES or not (begun.startswith(BEGIN) and begun.endswith(END)):
            raise Malformed
        encoded = b"".join(begun[len(BEGIN) : -len(END)].split())
        return _read(Wire(b64decode(encoded, validate=True)))
    except ValueError as error:  # Malformed, base64's and Unicode's are all one
        raise InvalidFileError([Fault(name, 1, 1, "", UNREADABLE)]) from error


def signed_bytes(data: bytes, hash_name: str, namespace: str = NAMESPACE) -> bytes:
    """Return what is really signed where a file is: its hash, and what the signature is for."""
    digest = HASHES[hash_name](data).digest()
    return MAGIC + b"".join(map(string, (namespace.encode(), b"", hash_name.encode(), digest)))


def _read(wire: Wire) -> Signature:
    if wire.raw(len(MAGIC)) != MAGIC or wire.number() != VERSION:
        raise Malformed
    public_key, namespace, _, hash_name = (wire.string() for _ in range(4))
    inner = Wire(wire.string())
    wire.end()
    algorithm, value = inner.string(), inner.string()
    inner.end()
    if hash_name.decode() not in HASHES:
        raise Malformed
    return Signature(public_key, namespace.decode(), hash_name.decode(), algorithm.decode(), value)
