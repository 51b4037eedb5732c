"""A page that a command shows, or writes into one file, in the format that is asked for."""

from collections.abc import Collection
from pathlib import Path
from typing import Annotated, Final, NamedTuple, Self

from cse_check.cli.files import check_outputs, no_format, write_and_say
from cse_check.cli.layout import chosen
from cse_check.cli.options import format_option, output_option
from cse_check.cli.shell import STDIO, Shell
from cse_check.errors import UsageError
from cse_check.platforms import here
from cse_check.render import DATA, FORMATS, render_document, render_file
from cse_check.render.document import Document
from cse_check.render.page import Page

PAGES: Final = tuple(name for name in FORMATS if name not in DATA)
"""The formats of what is for people alone, and has no data."""
WITH_JSON: Final = (*PAGES, "json")
SHOWN: Final = "Format of standard output. Default: terminal on a terminal, else text."
ABOUT: Final = "Its format. Default: from the file's name; else terminal on a terminal, else text."
PageFormat = Annotated[str | None, format_option(PAGES, ABOUT)]
AnyFormat = Annotated[str | None, format_option(WITH_JSON, ABOUT)]
PageOutput = Annotated[Path, output_option(FORMATS.endings_of(PAGES))]
AnyOutput = Annotated[Path, output_option(FORMATS.endings_of(WITH_JSON))]
NO_SCREEN: Final = (
    "The format {0} is for files, and a terminal cannot show it: add --output with a name that "
    "ends in .{0}, or send it into a file with '> FILE.{0}'."
)


class Delivery(NamedTuple):
    """Where a page goes, and in which format."""

    output: Path
    format_name: str | None
    force: bool
    plain: bool

    def planned(self, shell: Shell, formats: Collection[str] = PAGES) -> Self:
        """Return the same with the format of its file; it is known that it can be written.

        Raises:
            UsageError: the page cannot have that format there, or an extra is not installed.
            FileAccessError: the file is there already, or could not be written.
        """
        if self.output == STDIO:
            check_shown(shell, self.format_name)
            return self
        name = self.format_name or named_format(self.output)
        if name not in formats:
            suffixes = (suffix for each in formats for suffix in FORMATS[each].suffixes)
            raise no_format(self.output, suffixes)
        check_made(name)
        check_outputs([self.output], force=self.force)
        return self._replace(format_name=name)

    def put(self, shell: Shell, document: Document) -> None:
        """Write a page to where it goes; what is written to a file is said.

        Raises:
            FileAccessError: it cannot be written.
        """
        if self.output == STDIO or self.format_name is None:
            put_document(shell, document, *chosen(shell, self.format_name, plain=self.plain))
            return
        made = render_file(document, self.format_name, Page())
        write_and_say(shell, {self.output: made}, force=self.force)


def put_document(shell: Shell, document: Document, name: str, page: Page) -> None:
    """Write a document to standard output, in this format.

    A text is in UTF-8 where its format is always read as that.

    Raises:
        FileAccessError: it cannot be written.
        UsageError: the format is not for a terminal, or needs an extra that is not installed.
    """
    check_shown(shell, name)
    if FORMATS[name].binary:
        shell.put_bytes(render_file(document, name, page))
    else:
        shell.put(render_document(document, name, page), always_utf8=FORMATS[name].always_utf8)


def check_shown(shell: Shell, name: str | None) -> None:
    """Check, before any work is done, that standard output can have this format.

    Raises:
        UsageError: the format is not for a terminal, or needs an extra that is not installed.
    """
    if name is None or not FORMATS[name].binary:
        return
    if here().is_terminal(shell.stdout):
        raise UsageError(NO_SCREEN.format(name))
    check_made(name)


def check_made(name: str) -> None:
    """Check that what makes a format is installed.

    Raises:
        UsageError: it is not.
    """
    if FORMATS[name].binary:
        FORMATS[name].load()


def named_format(path: Path, *, named: Path | None = None) -> str:
    """Return the format that a file's name asks for, once it is known that it can be made.

    `named` is the name without the ending of encrypted files, where it has that.

    Raises:
        UsageError: it asks for none, or for one that needs an extra that is not installed.
    """
    name = FORMATS.for_path(named or path)
    if name is None:
        raise no_format(path, FORMATS.suffixes)
    check_made(name)
    return name
