"""`--sign` and `report --verify`: who has signed a record, told before anything of it is shown."""

import os
import shutil
import subprocess
from pathlib import Path

import pyrage
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from shells import Program, Ran
from systems import READERS

from cse_check.signing import read_public_keys
from examples import PROJECT

SECRET = Ed25519PrivateKey.generate()
SCREEN = ("screen", "--area", "leeds", "--answers", str(PROJECT / "examples/answers_leeds.yaml"))
VERIFY = ("report", "r.json", "--verify", "key.pub")
needs_pipes = pytest.mark.skipif(
    not hasattr(os, "mkfifo"), reason="needs a system with named pipes"
)


def make_key(folder: Path, name: str, secret: Ed25519PrivateKey, passphrase: bytes = b"") -> None:
    sealed = BestAvailableEncryption(passphrase) if passphrase else NoEncryption()
    path = folder / name
    path.write_bytes(secret.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, sealed))
    path.chmod(0o600)
    encoded = secret.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH)
    (folder / f"{name}.pub").write_bytes(encoded + b" jo\n")


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """Return the program, with a key in its home folder."""
    make_key(tmp_path, "key", SECRET)
    return Program(tmp_path)


@pytest.fixture
def signed(program: Program) -> Program:
    """Return the program, with a signed record too."""
    ran = program.run_inside(*SCREEN, "--output", "r.json", "--sign", "key")
    assert ran.code == 0
    return program


def fingerprint(program: Program, name: str = "key") -> str:
    return read_public_keys((program.home / f"{name}.pub").read_text(), name)[0].fingerprint


def is_refused(ran: Ran, said: str, code: int = 3) -> None:
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert "is as it was signed" not in ran.err


def test_each_record_gets_a_signature_beside_it_for_its_owner_alone(program: Program) -> None:
    outputs = ("--output", "r.json", "--output", "s.json", "--output", "r.md")
    ran = program.run_inside(*SCREEN, *outputs, "--sign", "key")
    assert ran.code == 0
    assert f"Written: r.json.sig ({READERS})." in ran.err
    assert f"Signed with the key {fingerprint(program)}." in ran.err
    assert sorted(path.name for path in program.home.glob("*.sig")) == ["r.json.sig", "s.json.sig"]
    assert (program.home / "r.json.sig").stat().st_mode & 0o777 == 0o600


def test_a_record_that_is_as_it_was_signed_is_shown_after_whose_key_it_is(signed: Program) -> None:
    ran = signed.run_inside(*VERIFY)
    assert ran.code == 0
    assert ran.err.startswith(
        f"r.json: is as it was signed, with the key {fingerprint(signed)} (jo). See that this is "
    )
    assert ran.out == signed.run_inside("report", "r.json").out


@pytest.mark.skipif(
    shutil.which("ssh-keygen") is None, reason="needs ssh-keygen: install openssh-client"
)
def test_ssh_keygen_verifies_a_record_as_docs_records_says(signed: Program) -> None:
    line = (
        (PROJECT / "docs/records.md").read_text(encoding="utf-8").split("ssh-keygen -Y verify")[1]
    )
    command = "ssh-keygen -Y verify" + line.split("\n")[0].replace("record.json", "r.json")
    (signed.home / "signers").write_text(f"jo {(signed.home / 'key.pub').read_text()}")
    shown = subprocess.run(
        ["bash", "-c", command], cwd=signed.home, capture_output=True, check=True
    )
    assert b'Good "cse-check" signature for jo' in shown.stdout


@pytest.mark.slow
def test_the_last_thing_on_a_terminal_says_who_has_signed_it(signed: Program) -> None:
    with signed.on_terminal(*VERIFY) as terminal:
        assert terminal.end() == 0
        assert "signed with" in terminal.screen
        assert fingerprint(signed) in terminal.screen


def test_a_record_of_which_one_byte_is_another_is_not_shown(signed: Program) -> None:
    path = signed.home / "r.json"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n", 1))
    assert signed.run_inside("report", "r.json").code == 0  # its digest still agrees
    is_refused(signed.run_inside(*VERIFY), "r.json.sig: does not belong to r.json as it is")


def test_a_record_by_another_key_is_not_shown(signed: Program) -> None:
    make_key(signed.home, "other", Ed25519PrivateKey.generate())
    ran = signed.run_inside("report", "r.json", "--verify", "other.pub")
    is_refused(ran, f"by another key, {fingerprint(signed)}, which is not in other.pub")


def test_one_file_may_name_all_whose_signature_counts(signed: Program) -> None:
    make_key(signed.home, "other", Ed25519PrivateKey.generate())
    keys = [(signed.home / f"{name}.pub").read_text() for name in ("other", "key")]
    (signed.home / "team").write_text(f"sam {keys[0]}jo@example.org {keys[1]}")
    ran = signed.run_inside("report", "r.json", "--verify", "team")
    assert f"{fingerprint(signed)} (jo@example.org)." in ran.err


def test_a_record_without_a_signature_is_not_shown(signed: Program) -> None:
    (signed.home / "r.json.sig").unlink()
    is_refused(signed.run_inside(*VERIFY), "r.json.sig: is not there, so r.json is not signed")


@pytest.mark.parametrize("size", [0, 100, 10_000_000])
def test_what_is_no_signature_is_not_taken_for_one(size: int, signed: Program) -> None:
    (signed.home / "r.json.sig").write_bytes(b"-" * size)
    is_refused(signed.run_inside(*VERIFY), "r.json.sig:1:1: is not a signature")


@needs_pipes
@pytest.mark.parametrize("name", ["r.json.sig", "key.pub"])
def test_a_pipe_in_the_place_of_a_file_does_not_hang(name: str, signed: Program) -> None:
    (signed.home / name).unlink()
    os.mkfifo(signed.home / name)
    is_refused(signed.run_inside(*VERIFY), f"{name}: is not an ordinary file", code=1)


@needs_pipes
def test_a_pipe_in_the_place_of_a_private_key_does_not_hang(program: Program) -> None:
    (program.home / "key").unlink()
    os.mkfifo(program.home / "key")
    ran = program.run_inside(*SCREEN, "--output", "r.json", "--sign", "key")
    is_refused(ran, "key: is not an ordinary file", code=1)


def test_a_record_on_standard_input_has_no_signature_beside_it(signed: Program) -> None:
    record = (signed.home / "r.json").read_text(encoding="utf-8")
    ran = signed.run_inside("report", "-", "--verify", "key.pub", stdin=record)
    is_refused(ran, "--verify needs a file", code=2)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs a system where files have modes")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620])
def test_a_private_key_that_others_can_read_signs_nothing(mode: int, program: Program) -> None:
    (program.home / "key").chmod(mode)
    ran = program.run_inside(*SCREEN, "--output", "r.json", "--sign", "key")
    is_refused(ran, f"key: others can read or change it (mode {mode:04o})", code=1)
    assert "chmod 600" in ran.err
    assert not (program.home / "r.json").exists()


@pytest.mark.parametrize("outputs", [(), ("--output", "r.md")])
def test_signing_without_a_record_says_so_before_anything_is_asked(
    outputs: tuple[str, ...], program: Program
) -> None:
    ran = program.run_inside("screen", "--area", "leeds", *outputs, "--sign", "no-such-key")
    is_refused(ran, "--sign signs records: add --output with a name that ends in .json.", code=2)


def test_a_public_key_signs_nothing_and_a_private_one_verifies_nothing(signed: Program) -> None:
    (signed.home / "key.pub").chmod(0o600)
    ran = signed.run_inside(*SCREEN, "--output", "s.json", "--sign", "key.pub")
    is_refused(ran, "key.pub:1:1: is a public key: the private one has the same name without .pub")
    ran = signed.run_inside("report", "r.json", "--verify", "key")
    is_refused(ran, "key:1:1: is a private key: name the public one")


def test_a_passphrase_is_not_taken_from_a_pipe(program: Program) -> None:
    make_key(program.home, "closed", SECRET, b"correct horse")
    ran = program.run_inside(
        "screen",
        "--area",
        "leeds",
        "--output",
        "r.json",
        "--sign",
        "closed",
        stdin="correct horse\n",
    )
    is_refused(ran, "A passphrase can only be typed on a terminal. In scripts sign afterwards", 2)


@pytest.mark.slow
def test_a_passphrase_is_asked_for_on_the_terminal_and_not_shown(signed: Program) -> None:
    make_key(signed.home, "closed", SECRET, b"correct horse")
    command = ("report", "r.json", "--output", "s.json", "--sign", "closed")
    with signed.on_terminal(*command) as terminal:
        terminal.wait_for("Passphrase of closed: ").type("a cow\r").wait_for("cannot be opened")
        assert terminal.end() == 3
    assert not (signed.home / "s.json").exists()
    with signed.on_terminal(*command) as terminal:
        terminal.wait_for("Passphrase of closed: ").type("correct horse\r")
        assert terminal.end() == 0
        assert "correct horse" not in terminal.screen
    assert signed.run_inside("report", "s.json", "--verify", "key.pub").code == 0
    with signed.on_terminal(*SCREEN, "--output", "t.json", "--sign", "key") as terminal:
        assert terminal.end() == 0
        assert "Saved: t.json, signed." in terminal.screen


def test_what_is_encrypted_is_signed_as_it_is_in_its_file(program: Program) -> None:
    identity = pyrage.x25519.Identity.generate()
    (program.home / "age.txt").write_text(str(identity))
    to = ("--recipient", str(identity.to_public()))
    ran = program.run_inside(*SCREEN, *to, "--output", "r.json.age", "--sign", "key")
    assert ran.code == 0
    report = ("report", "r.json.age", "--verify", "key.pub")
    assert program.run_inside(*report, "--identity", "age.txt").code == 0
    sealed = program.home / "r.json.age"
    whole = sealed.read_bytes()
    sealed.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    is_refused(program.run_inside(*report), "does not belong to r.json.age")  # unopened


def test_a_signature_that_is_there_is_replaced_with_force_alone(program: Program) -> None:
    (program.home / "r.json.sig").write_text("old")
    args = (*SCREEN, "--output", "r.json", "--sign", "key")
    is_refused(program.run_inside(*args), "r.json.sig: already exists. --force replaces it.", 1)
    assert not (program.home / "r.json").exists()
    assert program.run_inside(*args, "--force").code == 0
    assert program.run_inside(*VERIFY).code == 0


def test_beside_a_signed_record_a_page_on_paper_has_no_signature(signed: Program) -> None:
    outputs = ("--output", "copy.json", "--output", "copy.pdf")
    assert signed.run_inside("report", "r.json", *outputs, "--sign", "key").code == 0
    made = {each.name for each in signed.home.glob("copy*")}
    assert made == {"copy.json", "copy.json.sig", "copy.pdf"}
