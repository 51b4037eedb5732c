"""The options for encryption, and how a passphrase is asked for: never as an argument."""

import codecs
from functools import partial
from pathlib import Path
from typing import Annotated, Final, NamedTuple, Self

import typer

from cse_check.cli.shell import Shell
from cse_check.errors import UsageError
from cse_check.platforms import here
from cse_check.reading.files import check_size
from cse_check.sealing import UNKNOWN, Key, Lock, check_recipients

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
Unsealed = Annotated[
    bool,
    typer.Option("--unsealed", help="Write open what came out of something encrypted."),
]
MAX_BYTES = 64 * 1024
BOTH: Final = "--unsealed writes open: leave out --encrypt and --recipient."
SCRIPTS: Final = "In scripts use key files: --recipient to encrypt, --identity to open."
WHOSE: Final = (
    "It is encrypted, and nobody can tell for whom else. To keep it encrypted, add --encrypt, or "
    "--recipient KEY for each of its readers; to write it open, add --unsealed."
)


class Wish(NamedTuple):
    """What the command line says about encrypting what is written."""

    recipients: tuple[str, ...] = ()
    encrypt: bool = False
    before: Lock | None = None

    @classmethod
    def of(
        cls, recipients: list[str] | None, *, encrypt: bool, unsealed: bool, before: Lock | None
    ) -> Self:
        """Return the wish. What was encrypted with `before` stays so, unless it is `unsealed`.

        Raises:
            UsageError: the options contradict each other, a recipient is not a key, or what was
                encrypted would be written open without a word.
        """
        asked = bool(recipients) or encrypt
        if unsealed and asked:
            raise UsageError(BOTH)
        if before == UNKNOWN and not (unsealed or asked):
            raise UsageError(WHOSE)
        if asked:
            check_recipients(tuple(recipients or ()))
        return cls(tuple(recipients or ()), encrypt, None if unsealed else before)

    @property
    def encrypts(self) -> bool:
        """Whether what is written is encrypted."""
        return bool(self.recipients) or self.encrypt or self.before is not None

    def ask_lock(self, shell: Shell) -> Lock | None:
        """Return what to encrypt with, or None; a new passphrase is asked for twice.

        Raises:
            UsageError: there is no terminal to ask for a passphrase on.
        """
        if self.recipients:
            return Lock(recipients=self.recipients)
        return Lock(passphrase=_new_passphrase(shell)) if self.encrypt else self.before


def key_for(shell: Shell, identity: Path | None) -> Key:
    """Return what opens encrypted files: a key file, or a passphrase, asked for when needed.

    Raises:
        FileAccessError: the key file cannot be read.
        InvalidFileError: it is empty or too large.
    """
    ask = partial(ask_passphrase, shell, "Passphrase: ", SCRIPTS)
    if identity is None:
        return Key(ask)
    data, name = shell.read(identity, MAX_BYTES), shell.name_of(identity)
    check_size(data, name, MAX_BYTES)
    return Key(ask, key_text(data), name)


def key_text(data: bytes) -> str:
    """Return the text of a key file; Windows may have begun it with a byte order mark."""
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return data.decode("utf-16" if wide else "utf-8-sig", errors="replace")


def _new_passphrase(shell: Shell) -> str:
    while True:
        passphrase = ask_passphrase(shell, "New passphrase: ", SCRIPTS)
        if not passphrase:
            shell.say("An empty passphrase protects nothing.")
        elif ask_passphrase(shell, "Repeat the passphrase: ", SCRIPTS) == passphrase:
            return passphrase
        else:
            shell.say("The two do not match.")


def ask_passphrase(shell: Shell, prompt: str, elsewhere: str) -> str:
    """Ask for a passphrase, which is not shown. `elsewhere` says what to do without a terminal.

    Raises:
        UsageError: there is no terminal to ask on.
    """
    if not here().is_terminal(shell.stdin):
        raise UsageError(f"A passphrase can only be typed on a terminal. {elsewhere}")
    from getpass import getpass  # it stops the echo before it asks; typer's does not

    return getpass(prompt, shell.stderr)
