"""The options for encryption, and how a passphrase is asked for: never as an argument."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from cse_check.cli.shell import Shell
from cse_check.errors import UsageError
from cse_check.reading.files import check_size
from cse_check.sealing import Key, Lock, check_recipients

Encrypt = Annotated[
    bool,
    typer.Option("--encrypt", help="Encrypt files and the draft; asks for a passphrase."),
]
Recipients = Annotated[
    list[str] | None,
    typer.Option(
        "--recipient",
        metavar="KEY",
        help="Encrypt to this public age key instead of a passphrase. May be repeated.",
    ),
]
Identity = Annotated[
    Path | None,
    typer.Option("--identity", metavar="FILE", help="Open encrypted files with this age key."),
]
MAX_BYTES = 64 * 1024


def ask_lock(shell: Shell, recipients: list[str] | None, *, encrypt: bool) -> Lock | None:
    """Return what to encrypt with, or None; a new passphrase is asked for twice.

    Raises:
        UsageError: a recipient is not a key, or there is no terminal to ask for a passphrase on.
    """
    if recipients:
        check_recipients(tuple(recipients))
        return Lock(recipients=tuple(recipients))
    if not encrypt:
        return None
    check_recipients(())
    return Lock(passphrase=_new_passphrase(shell))


def key_for(shell: Shell, identity: Path | None) -> Key:
    """Return what opens encrypted files: a key file, or a passphrase, asked for when needed.

    Raises:
        FileAccessError: the key file cannot be read.
        InvalidFileError: it is empty or too large.
    """
    ask = partial(_ask, shell, "Passphrase: ")
    if identity is None:
        return Key(ask)
    data, name = shell.read(identity, MAX_BYTES), shell.name_of(identity)
    check_size(data, name, MAX_BYTES)
    return Key(ask, data.decode("utf-8", errors="replace"), name)


def _new_passphrase(shell: Shell) -> str:
    while True:
        passphrase = _ask(shell, "New passphrase: ")
        if not passphrase:
            shell.say("An empty passphrase protects nothing.")
        elif _ask(shell, "Repeat the passphrase: ") == passphrase:
            return passphrase
        else:
            shell.say("The two do not match.")


def _ask(shell: Shell, prompt: str) -> str:
    if not shell.stdin.isatty():
        raise UsageError(
            "A passphrase can only be typed on a terminal. In scripts use key files: --recipient "
            "to encrypt, --identity to open."
        )
    from getpass import getpass  # it stops the echo before it asks; typer's does not

    return getpass(prompt, shell.stderr)
