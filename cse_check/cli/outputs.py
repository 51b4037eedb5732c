"""Where a screening goes: standard output, and the files that were named."""

from pathlib import Path
from typing import Annotated, Final, NamedTuple, Self

import typer

from cse_check.cli.files import check_outputs, no_format, place_of, write_and_say
from cse_check.cli.layout import chosen
from cse_check.cli.options import format_option
from cse_check.cli.shell import STDIO, Shell
from cse_check.errors import UsageError
from cse_check.render import FORMATS, render
from cse_check.render.page import Page
from cse_check.screening import Screening
from cse_check.sealing import Lock, seal

SEALED: Final = ".age"
OPEN: Final = "What was encrypted is written open only with --unsealed."


OutputFiles = Annotated[
    list[Path] | None,
    typer.Option(
        "--output",
        metavar="FILE",
        help=f"Also write a file: {FORMATS.endings} (a record is .json). May be repeated.",
    ),
]
SHOWN: Final = "Format of standard output. Default: terminal on a terminal, else text."
FormatName = Annotated[str | None, format_option(FORMATS, SHOWN)]


Forms = Annotated[
    bool,
    typer.Option("--form", help="Leave lines to write on where nothing was entered."),
]


class Outputs(NamedTuple):
    """Files to write, each with its format; all of them can be written, as far as can be told."""

    formats: dict[Path, str]
    force: bool

    @classmethod
    def plan(cls, paths: list[Path] | None, *, force: bool, encrypted: bool) -> Self:
        """Decide what to write where, before a single question is asked. `-` needs no file.

        Raises:
            UsageError: a file's suffix is not that of a format, or a file is named twice.
            FileAccessError: a file is there already, or could not be written.
        """
        formats: dict[Path, str] = {}
        for path in paths or []:
            if path == STDIO:
                continue
            if place_of(path) in map(place_of, formats):
                raise UsageError(f"{path}: is named twice.")
            formats[path] = _format_of(path, encrypted=encrypted)
        check_outputs(formats, force=force)
        return cls(formats, force)

    def write(
        self, screening: Screening, shell: Shell, lock: Lock | None, *, form: bool = False
    ) -> None:
        """Write all of the files or none, and say so.

        Raises:
            FileAccessError: one could not be written.
        """
        texts = {
            path: render(screening, name, Page(form=form)).encode()
            for path, name in self.formats.items()
        }
        if lock:
            texts = {path: seal(text, lock) for path, text in texts.items()}
        check_outputs(self.formats, force=self.force)  # a record may have come while this was asked
        write_and_say(shell, texts, force=self.force)


def show(
    screening: Screening, name: str | None, shell: Shell, *, plain: bool, form: bool = False
) -> None:
    """Write a screening to standard output, in the format that was asked for or that suits it."""
    name, page = chosen(shell, name, plain=plain)
    put_format(shell, render(screening, name, page._replace(form=form)), name)


def put_format(shell: Shell, text: str, name: str) -> None:
    """Write a text to standard output, in UTF-8 where its format is always read as that."""
    shell.put(text, always_utf8=FORMATS[name].always_utf8)


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
    return named_format(path, Path(path.stem if sealed else path.name).suffix)


def named_format(path: Path, suffix: str) -> str:
    """Return the format that this suffix of a file asks for.

    Raises:
        UsageError: it asks for none.
    """
    if name := FORMATS.for_suffix(suffix):
        return name
    raise no_format(path, FORMATS.suffixes)
