"""Where a screening goes: standard output, and the files that were named."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple, Self

import typer

from cse_check.cli.files import check_outputs, place_of, write_and_say
from cse_check.cli.layout import chosen
from cse_check.cli.options import format_option
from cse_check.cli.pages import SHOWN, named_format, put_document
from cse_check.cli.shell import STDIO, Shell
from cse_check.cli.signing import signature_of
from cse_check.errors import UsageError
from cse_check.reading.files import check_room
from cse_check.render import FORMATS, render_file
from cse_check.render.page import Page
from cse_check.screening import Screening
from cse_check.sealing import Lock, seal

if TYPE_CHECKING:
    from cse_check.signing import Signer

SEALED: Final = ".age"
RECORD: Final = "json"
NO_RECORD: Final = "--sign signs records: add --output with a name that ends in .json."
OPEN: Final = "What was encrypted is written open only with --unsealed."


OutputFiles = Annotated[
    list[Path] | None,
    typer.Option(
        "--output",
        metavar="FILE",
        help=f"Also write a file: {FORMATS.endings} (a record is .json). May be repeated.",
    ),
]
FormatName = Annotated[str | None, format_option(FORMATS, SHOWN)]


Forms = Annotated[
    bool,
    typer.Option("--form", help="Leave lines to write on where nothing was entered."),
]


class Outputs(NamedTuple):
    """Files to write, each with its format; all of them can be written, as far as can be told."""

    formats: dict[Path, str]
    force: bool
    signed: bool = False

    @classmethod
    def plan(
        cls, paths: list[Path] | None, *, force: bool, encrypted: bool, signed: bool = False
    ) -> Self:
        """Decide what to write where, before a single question is asked. `-` needs no file.

        Raises:
            UsageError: a file's suffix is not that of a format, a file is named twice, or there is
                no record to be signed.
            FileAccessError: a file is there already, or could not be written.
        """
        formats: dict[Path, str] = {}
        for path in paths or []:
            if path == STDIO:
                continue
            if place_of(path) in map(place_of, formats):
                raise UsageError(f"{path}: is named twice.")
            formats[path] = _format_of(path, encrypted=encrypted)
        planned = cls(formats, force, signed)
        if signed and not planned.records:
            raise UsageError(NO_RECORD)
        planned.check()
        return planned

    @property
    def records(self) -> tuple[Path, ...]:
        """The files that are records."""
        return tuple(path for path, name in self.formats.items() if name == RECORD)

    def check(self) -> None:
        """Check that all of them can be written, with the signatures that are to be beside them.

        Raises:
            FileAccessError: one is a record, is there already, or could not be written.
        """
        signatures = map(signature_of, self.records) if self.signed else ()
        check_outputs([*self.formats, *signatures], force=self.force)

    def write(
        self,
        screening: Screening,
        shell: Shell,
        lock: Lock | None,
        *,
        signer: "Signer | None" = None,
        form: bool = False,
    ) -> None:
        """Write all of the files or none, and say so. What is signed is what is in the file.

        Raises:
            FileAccessError: one could not be written.
        """
        from cse_check.render.summary import summary  # only now: it takes long to import

        document = summary(screening, form=form)
        texts = {path: render_file(document, name, Page()) for path, name in self.formats.items()}
        from cse_check.record import MAX_BYTES as RECORD_BYTES

        if lock:
            texts = {path: seal(text, lock) for path, text in texts.items()}
        for path in self.records:
            check_room(texts[path], str(path), RECORD_BYTES)
        if signer:
            texts |= {signature_of(path): signer.sign(texts[path]) for path in self.records}
        self.check()  # a record may have come while this was asked
        write_and_say(shell, texts, force=self.force)
        if signer:
            shell.say(f"Signed with the key {signer.key.fingerprint}.")


def show(
    screening: Screening, name: str | None, shell: Shell, *, plain: bool, form: bool = False
) -> None:
    """Write a screening to standard output, in the format that was asked for or that suits it."""
    from cse_check.render.summary import summary  # only now: it takes long to import

    name, page = chosen(shell, name, plain=plain)
    put_document(shell, summary(screening, form=form, brief=page.brief), name, page)


def _format_of(path: Path, *, encrypted: bool) -> str:
    sealed = path.suffix.lower() == SEALED
    if encrypted and not sealed:
        raise UsageError(
            f"{path}: will be encrypted, so end its name in {SEALED}: {path}{SEALED}. {OPEN}"
        )
    if sealed and not encrypted:
        raise UsageError(
            f"{path}: a name that ends in {SEALED} is for an encrypted file: add --encrypt."
        )
    return named_format(path, named=Path(path.stem) if sealed else None)
