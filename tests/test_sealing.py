"""Encryption at rest: what is closed opens with its key alone, and not when it was changed."""

import sys
from base64 import b64encode

import msgspec
import pyrage
import pytest

from cse_check.errors import InvalidFileError, SealedFileError, UsageError
from cse_check.sealing import (
    DRAFT_MARK,
    MARK,
    UNKNOWN,
    DraftSeal,
    Key,
    Lock,
    SealedDraft,
    check_recipients,
    is_sealed,
    lock_of,
    seal,
    unseal,
)

SECRET = b"CANARY, seen on Monday"
IDENTITY = pyrage.x25519.Identity.generate()
TO_KEY = Lock(recipients=(str(IDENTITY.to_public()),))
TO_PASSPHRASE = Lock(passphrase="correct horse")


def ask_nobody() -> str:
    raise AssertionError("nobody should be asked")


def ask(passphrase: str) -> Key:
    return Key(lambda: passphrase)


WITH_KEY = Key(ask_nobody, f"# created: today\n{IDENTITY}\n")
CLOSED = seal(SECRET, TO_KEY)
DRAFT = DraftSeal(TO_PASSPHRASE)


def test_what_is_closed_does_not_show_what_it_holds() -> None:
    assert CLOSED.startswith(MARK)
    assert b"CANARY" not in CLOSED


def test_a_key_file_opens_what_was_closed_to_it() -> None:
    assert unseal(CLOSED, WITH_KEY, "x") == SECRET


def test_what_was_never_closed_is_given_as_it_is() -> None:
    assert unseal(b"{}", Key(ask_nobody), "x") == b"{}"


@pytest.mark.parametrize(
    "key", [ask("wrong"), Key(ask_nobody, str(pyrage.x25519.Identity.generate()))]
)
def test_another_key_opens_nothing(key: Key) -> None:
    with pytest.raises(SealedFileError, match="x: cannot be opened"):
        unseal(CLOSED, key, "x")


@pytest.mark.parametrize("part", [0.2, 0.5, 0.99])
def test_a_file_that_was_changed_does_not_open(part: float) -> None:
    changed = bytearray(CLOSED)
    changed[int(part * len(CLOSED))] ^= 1
    with pytest.raises(SealedFileError):
        unseal(bytes(changed), WITH_KEY, "x")


@pytest.mark.slow
def test_a_draft_is_closed_again_and_again_with_one_passphrase() -> None:
    _, second = DRAFT.close(b"one"), DRAFT.close(SECRET)
    assert b"CANARY" not in second
    assert unseal(second, ask("correct horse"), "d") == SECRET


def test_a_draft_closed_to_a_key_opens_with_it() -> None:
    assert unseal(DraftSeal(TO_KEY).close(SECRET), WITH_KEY, "d") == SECRET


@pytest.mark.slow
def test_the_wrong_passphrase_opens_no_draft() -> None:
    with pytest.raises(SealedFileError):
        unseal(DRAFT.close(SECRET), ask("wrong"), "d")


@pytest.mark.parametrize(
    "data", [b"", b"{}", b'{"key": "!", "draft": "!"}', b'{"key": "aGk=", "draft": "aGk="}']
)
def test_a_draft_that_was_changed_does_not_open(data: bytes) -> None:
    with pytest.raises(SealedFileError, match="d: cannot be opened: it was changed"):
        unseal(DRAFT_MARK + data, ask("correct horse"), "d")


@pytest.mark.parametrize("mark", [MARK, DRAFT_MARK])
def test_one_bit_of_the_mark_changed_is_said_to_be_a_change(mark: bytes) -> None:
    for place in range(len(mark)):
        changed = bytearray(mark + b"-> X25519 a\nb\n--- c\n")
        changed[place] ^= 1
        assert is_sealed(bytes(changed))
        with pytest.raises(SealedFileError, match="x: cannot be opened: it was changed"):
            unseal(bytes(changed), WITH_KEY, "x")


@pytest.mark.parametrize("inner", [b"\xff\xfe", b"no key"])
def test_a_draft_whose_inner_key_is_none_does_not_open(inner: bytes) -> None:
    sealed = SealedDraft(b64encode(seal(inner, TO_KEY)).decode(), b64encode(CLOSED).decode())
    with pytest.raises(SealedFileError, match="d: cannot be opened: it was changed"):
        unseal(DRAFT_MARK + msgspec.json.encode(sealed), WITH_KEY, "d")


@pytest.mark.parametrize("factor", ["22", "63", "9" * 5000])
def test_a_passphrase_is_not_tried_or_asked_for_where_that_costs_too_much(factor: str) -> None:
    data = MARK + f"-> scrypt c2FsdA {factor}\nYm9keQ\n--- bWFj\n".encode()
    with pytest.raises(SealedFileError, match=r"at most 2\^21"):
        unseal(data, Key(ask_nobody), "x")


def test_what_encrypts_for_the_same_readers_is_known_for_one_key_or_a_passphrase() -> None:
    assert lock_of(b"{}", WITH_KEY) is None
    assert lock_of(CLOSED, WITH_KEY) == TO_KEY
    assert lock_of(DRAFT.close(SECRET), ask("correct horse")) == TO_PASSPHRASE
    scrypt = MARK + b"-> scrypt c2FsdA 18\nYm9keQ\n--- bWFj\n"
    assert lock_of(scrypt, ask("correct horse")) == TO_PASSPHRASE


def test_what_encrypts_for_the_same_readers_is_not_known_where_others_may_read_it() -> None:
    other = str(pyrage.x25519.Identity.generate().to_public())
    two = seal(SECRET, Lock(recipients=(*TO_KEY.recipients, other)))
    assert lock_of(two, WITH_KEY) == UNKNOWN
    assert lock_of(MARK + b"-> ssh-rsa a\nb\n--- c\n", WITH_KEY) == UNKNOWN


def test_a_passphrase_is_remembered_for_one_file() -> None:
    asked = iter(["correct horse"])
    key = Key(lambda: next(asked)).remembering()
    assert key.ask_passphrase() == key.ask_passphrase() == "correct horse"


def test_a_recipient_that_is_no_key_is_refused_before_anything_is_asked() -> None:
    check_recipients(TO_KEY.recipients)
    with pytest.raises(UsageError, match="starts with 'age1'"):
        check_recipients(("age1nonsense",))


@pytest.mark.parametrize("text", ["", "# nothing\n", "hello"])
def test_an_identity_file_without_a_key_is_refused(text: str) -> None:
    with pytest.raises(InvalidFileError, match="no age secret key"):
        unseal(CLOSED, Key(ask_nobody, text), "x")


def test_without_the_extra_the_message_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyrage", None)
    with pytest.raises(UsageError, match=r"pip install 'cse-check\[encrypt\]'"):
        seal(SECRET, TO_KEY)
