"""Signatures: what ssh-keygen signs is verified here, and the other way round; nothing else is."""

import shutil
import subprocess
import sys
from base64 import b64decode, b64encode
from itertools import count
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from cse_check.errors import (
    CseCheckError,
    InvalidFileError,
    SealedFileError,
    SignatureError,
    UsageError,
)
from cse_check.signing import Names, Signer, open_signer, read_public_keys, verify
from cse_check.signing.sshsig import Signature, load, signed_bytes

needs_ssh = pytest.mark.skipif(
    shutil.which("ssh-keygen") is None, reason="needs ssh-keygen: install openssh-client"
)
RECORD = b'{"format": 1}\n'
SECRET = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
NAMES = Names("r.json", "r.json.sig", "k.pub")


def private(secret: Ed25519PrivateKey | rsa.RSAPrivateKey, passphrase: bytes = b"") -> str:
    sealed = BestAvailableEncryption(passphrase) if passphrase else NoEncryption()
    return secret.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, sealed).decode()


def public(secret: Ed25519PrivateKey | rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> str:
    encoded = secret.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH)
    return f"{encoded.decode()} jo@desk\n"


def nobody() -> str:
    raise AssertionError("nobody should be asked")


SIGNER = open_signer(private(SECRET), "k", nobody)
KEYS = read_public_keys(public(SECRET), "k.pub")
SIGNED = SIGNER.sign(RECORD)


def ssh_keygen(*args: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["ssh-keygen", *args], input=stdin, capture_output=True, check=False)


@needs_ssh
def test_ssh_keygen_verifies_what_is_signed_here(tmp_path: Path) -> None:
    signers, signature = tmp_path / "signers", tmp_path / "r.json.sig"
    signers.write_text(f"jo {public(SECRET)}")
    signature.write_bytes(SIGNED)
    command = ("-Y", "verify", "-f", signers, "-I", "jo", "-n", "cse-check", "-s", signature)
    good = ssh_keygen(*command, stdin=RECORD)
    assert good.returncode == 0
    assert SIGNER.key.fingerprint in good.stdout.decode()
    assert ssh_keygen(*command, stdin=RECORD + b" ").returncode != 0


@needs_ssh
@pytest.mark.parametrize("hash_name", ["sha256", "sha512"])
def test_what_ssh_keygen_signs_with_a_key_that_it_made_is_verified_here(
    hash_name: str, tmp_path: Path
) -> None:
    key, record = tmp_path / "key", tmp_path / "r.json"
    record.write_bytes(RECORD)
    ssh_keygen("-q", "-t", "ed25519", "-N", "", "-C", "jo", "-f", key)
    ssh_keygen("-Y", "sign", "-O", f"hashalg={hash_name}", "-n", "cse-check", "-f", key, record)
    keys = read_public_keys((tmp_path / "key.pub").read_text(), "key.pub")
    signature = (tmp_path / "r.json.sig").read_bytes()

    assert verify(RECORD, signature, keys, NAMES).owner == "jo"
    listed = ssh_keygen("-l", "-f", tmp_path / "key.pub").stdout.decode()
    assert keys[0].fingerprint in listed.split()
    if hash_name == "sha512":  # the same key signs the same file the same way, byte for byte
        assert open_signer(key.read_text(), "key", nobody).sign(RECORD) == signature


@needs_ssh
def test_a_key_that_ssh_keygen_closed_with_a_passphrase_is_opened_with_it(tmp_path: Path) -> None:
    key = tmp_path / "key"
    ssh_keygen("-q", "-t", "ed25519", "-a", "2", "-N", "a horse", "-f", key)
    keys = read_public_keys((tmp_path / "key.pub").read_text(), "key.pub")
    signer = open_signer(key.read_text(), "key", lambda: "a horse")
    assert verify(RECORD, signer.sign(RECORD), keys, NAMES) == keys[0]
    with pytest.raises(SealedFileError, match="key: cannot be opened: the passphrase is wrong"):
        open_signer(key.read_text(), "key", lambda: "a cow")


def test_a_signature_holds_for_the_very_bytes_alone() -> None:
    assert verify(RECORD, SIGNED, KEYS, NAMES) == KEYS[0]
    for at in range(len(RECORD)):
        changed = RECORD[:at] + bytes([RECORD[at] ^ 1]) + RECORD[at + 1 :]
        with pytest.raises(SignatureError, match=r"^r\.json\.sig: does not belong to r\.json as"):
            verify(changed, SIGNED, KEYS, NAMES)


def test_a_signature_that_was_changed_in_any_bit_proves_nothing() -> None:
    begin, *middle, end, _ = SIGNED.split(b"\n")
    blob = b64decode(b"".join(middle))
    for at in range(len(blob) * 8):
        changed = bytearray(blob)
        changed[at // 8] ^= 1 << at % 8
        text = b"\n".join([begin, b64encode(changed), end])
        with pytest.raises((SignatureError, InvalidFileError)):
            verify(RECORD, text, KEYS, NAMES)


def test_windows_line_breaks_in_a_signature_and_a_key_do_no_harm() -> None:
    keys = read_public_keys(public(SECRET).replace("\n", "\r\n"), "k.pub")
    assert verify(RECORD, SIGNED.replace(b"\n", b"\r\n"), keys, NAMES) == KEYS[0]
    signer = open_signer(private(SECRET).replace("\n", "\r\n"), "k", nobody)
    assert signer.sign(RECORD) == SIGNED


def test_another_key_is_named_by_its_fingerprint() -> None:
    other = Signer(Ed25519PrivateKey.generate())
    with pytest.raises(SignatureError) as caught:
        verify(RECORD, other.sign(RECORD), KEYS, NAMES)
    assert str(caught.value) == (
        f"r.json.sig: is by another key, {other.key.fingerprint}, which is not in k.pub. "
        "Nothing is proved by it."
    )


def test_a_signature_that_only_claims_to_be_by_a_key_proves_nothing() -> None:
    other = load(Signer(Ed25519PrivateKey.generate()).sign(RECORD), "s")
    claimed = other._replace(public_key=KEYS[0].blob).dump()
    with pytest.raises(SignatureError, match="does not belong to"):
        verify(RECORD, claimed, KEYS, NAMES)


@pytest.mark.parametrize(
    ("namespace", "said"), [("file", "for 'file', not"), ("\x1b[2J {", "for something else, not")]
)
def test_a_signature_that_was_made_for_another_use_proves_nothing(
    namespace: str, said: str
) -> None:
    value = SECRET.sign(signed_bytes(RECORD, "sha512", namespace))
    other = Signature(KEYS[0].blob, namespace, "sha512", "ssh-ed25519", value).dump()
    with pytest.raises(SignatureError, match=said) as caught:
        verify(RECORD, other, KEYS, NAMES)
    assert "ssh-keygen -Y sign -n cse-check" in str(caught.value)


def test_names_with_braces_stay_as_they_are() -> None:
    with pytest.raises(SignatureError, match=r"^\{0\}\.sig: does not belong to \{0\} as"):
        verify(b"", SIGNED, KEYS, Names("{0}", "{0}.sig", "k{}"))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0" * 100,
        SIGNED[:-40],
        SIGNED[: len(SIGNED) // 2] + b"\n-----END SSH SIGNATURE-----\n",
        b"-----BEGIN PGP SIGNATURE-----\n\niQ==\n-----END PGP SIGNATURE-----\n",
        SIGNED.replace(b"\n", b"\n" * 4000),
        SIGNED.replace(b"U1NIU0lH", b"U1NIU0lI"),
        load(SIGNED, "s")._replace(hash_name="md5").dump(),
        "-----BEGIN SSH SIGNATURE-----\né\n-----END SSH SIGNATURE-----\n".encode(),
    ],
    ids=count(),
)
def test_what_is_no_whole_signature_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(InvalidFileError, match=r"^r\.json\.sig:1:1: is not a signature in Open"):
        verify(RECORD, data, KEYS, NAMES)


def test_a_signature_by_a_key_of_another_kind_is_for_ssh_keygen() -> None:
    blob = b64decode(public(ec.generate_private_key(ec.SECP256R1())).split()[1])
    other = load(SIGNED, "s")._replace(public_key=blob, algorithm="ecdsa-sha2-nistp256").dump()
    with pytest.raises(SignatureError, match=r"of another kind than ssh-ed25519.*-Y verify' can"):
        verify(RECORD, other, KEYS, NAMES)


def test_one_file_may_hold_the_keys_of_several_people_and_of_other_kinds() -> None:
    mine = Ed25519PrivateKey.generate()
    elliptic = public(ec.generate_private_key(ec.SECP256R1()))
    text = f"# the team\n\n{elliptic}sam {public(mine)}{public(SECRET)}"
    keys = read_public_keys(text, "team")
    assert [key.owner for key in keys] == ["sam", "jo@desk"]
    assert verify(RECORD, SIGNED, keys, NAMES).owner == "jo@desk"


CUT = public(SECRET)[:60]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (private(SECRET), "k.pub:1:1: is a private key"),
        ("PuTTY-User-Key-File-3: ssh-ed25519\n", "k.pub:1:1: is a private key"),
        ("---- BEGIN SSH2 PUBLIC KEY ----\n", "ssh-keygen -i -f"),
        ("hello\n", "k.pub:1:1: is not a public key"),
        (f"{public(SECRET)}{CUT}\n", "k.pub:2:1: is not a public key"),
        (f'jo valid-before="2020" {public(SECRET)}', "options are not applied here"),
        ("jo ssh-ed25519\n", "k.pub:1:1: is not a public key"),
        (public(ec.generate_private_key(ec.SECP256R1())), "holds no ssh-ed25519 key"),
        ("# nobody\n", "holds no ssh-ed25519 key"),
    ],
    ids=count(),
)
def test_what_is_no_public_key_is_said_to_be_none(text: str, said: str) -> None:
    with pytest.raises(InvalidFileError, match=said):
        read_public_keys(text, "k.pub")


def cut(text: str) -> str:
    return text.replace("\n", "", 3)[:120] + "\n-----END OPENSSH PRIVATE KEY-----\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (public(SECRET), "is a public key: the private one has the same name without .pub"),
        ("PuTTY-User-Key-File-3: ssh-ed25519\n", "PuTTYgen"),
        ("-----BEGIN RSA PRIVATE KEY-----\n", "is not a private key as"),
        ("hello", "is not a private key as"),
        (private(SECRET)[:200], "is not a whole private key"),
        (cut(private(SECRET)), "is not a whole private key"),
    ],
    ids=count(),
)
def test_what_is_no_private_key_is_said_to_be_none(text: str, said: str) -> None:
    with pytest.raises(InvalidFileError, match=said) as caught:
        open_signer(text, "k", nobody)
    assert "BEGIN" not in str(caught.value)


def test_a_private_key_that_was_changed_is_not_opened() -> None:
    begin, *middle, end, _ = private(SECRET).split("\n")
    blob = b64decode("".join(middle))
    refused = 0
    for at in range(len(blob)):
        changed = bytearray(blob)
        changed[at] ^= 0x40
        text = "\n".join([begin, b64encode(changed).decode(), end])
        try:
            signer = open_signer(text, "k", lambda: "")
        except CseCheckError:
            refused += 1
        else:  # the check numbers agree, and what was changed is not used
            assert verify(RECORD, signer.sign(RECORD), [signer.key], NAMES)
    assert refused > len(blob) * 0.8


@pytest.mark.slow
def test_an_rsa_key_is_refused_before_its_passphrase_is_asked_for() -> None:
    text = private(rsa.generate_private_key(65537, 2048), b"horse")
    with pytest.raises(InvalidFileError, match=r"of the kind ssh-rsa, .*ssh-keygen -t ed25519"):
        open_signer(text, "k", nobody)


def with_header(old: bytes, new: bytes) -> str:
    begin, *middle, end, _ = private(SECRET, b"horse").split("\n")
    blob = b64decode("".join(middle))
    assert old in blob
    return "\n".join([begin, b64encode(blob.replace(old, new)).decode(), end])


def test_a_passphrase_that_costs_minutes_is_not_asked_for() -> None:
    rounds = (16).to_bytes(4, "big") + (1).to_bytes(4, "big")
    costly = (16_000_000).to_bytes(4, "big") + (1).to_bytes(4, "big")
    with pytest.raises(InvalidFileError, match="worked over 16000000 times, and at most 500"):
        open_signer(with_header(rounds, costly), "k", nobody)


def test_a_key_that_is_encrypted_in_a_way_that_is_not_known_says_what_to_do() -> None:
    with pytest.raises(InvalidFileError, match="ssh-keygen -p -Z aes256-ctr"):
        open_signer(with_header(b"aes256-ctr", b"aes128-ctr"), "k", nobody)


def test_without_the_extra_the_message_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cryptography.exceptions", None)
    with pytest.raises(UsageError, match=r"pip install 'cse-check\[sign\]'"):
        open_signer(private(SECRET), "k", nobody)
    with pytest.raises(UsageError, match=r"pip install 'cse-check\[sign\]'"):
        verify(RECORD, SIGNED, KEYS, NAMES)
