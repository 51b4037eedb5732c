"""What every command is given: streams, the environment, the clock, and ways to use them."""

import codecs
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Final, TextIO, cast

import typer

from cse_check.catalogue.library import Folder, Library, bundled_folder
from cse_check.errors import FileAccessError, InvalidFileError, UsageError
from cse_check.model import Edition, Role, visible
from cse_check.reading.files import read_bytes
from cse_check.render import render_document
from cse_check.render.document import Document
from cse_check.render.page import Page, page_width
from cse_check.store import PrivateFolder

if TYPE_CHECKING:
    from rich.console import Console

    from cse_check.corrections.overlay import Overlay
    from cse_check.interview.walk import Prompter

STDIO: Final = Path("-")
STANDARD_INPUT: Final = "standard input"
KEEPS: Final = {
    True: "Until you finish, your answers are kept as a draft for you alone.",
    False: "Nothing is kept unless you ask for it.",
}
UNREAD: Final = (
    "The local corrections could not be read. The numbers are shown as the catalogue prints them."
)
LOOKALIKES: Final = {
    "\N{LEFT SINGLE QUOTATION MARK}": "'",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{LEFT DOUBLE QUOTATION MARK}": '"',
    "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
    "\N{EN DASH}": "-",
    "\N{EM DASH}": "-",
    "\N{BOX DRAWINGS LIGHT HORIZONTAL}": "-",
    "\N{LEFT HALF BLOCK}": "|",
    "\N{BULLET}": "*",
    "\N{HORIZONTAL ELLIPSIS}": "...",
    "\N{NO-BREAK SPACE}": " ",
}


def spell_out(error: UnicodeError) -> tuple[str, int]:
    """Return what a console shows for characters that its encoding does not have.

    A look-alike where there is one, else the character's number: nothing is lost in silence.
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    missing = error.object[error.start : error.end]
    spelt = "".join(LOOKALIKES.get(each, f"[U+{ord(each):04X}]") for each in missing)
    return spelt, error.end


codecs.register_error("spell-out", spell_out)


def _any_character(stream: TextIO | None, mode: str, errors: str) -> TextIO:
    """Return a stream of the process, if it has one, so that it takes any character."""
    if stream is None:  # it was closed when the process began
        devnull = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 - it stays open
        stream = cast(TextIO, devnull)
    if reconfigure := getattr(stream, "reconfigure", None):
        reconfigure(errors=errors)
    return stream


class Shell:
    """The process around a command. Results go to `stdout`, everything else to `stderr`."""

    def __init__(
        self,
        *,
        stdin: TextIO,
        stdout: TextIO,
        stderr: TextIO,
        environ: Mapping[str, str],
        today: Callable[[], date],
    ) -> None:
        self.stdin = stdin
        self.stdout = stdout
        self.stderr = stderr
        self.environ = environ
        self.today = today

    @classmethod
    def of_process(cls) -> "Shell":
        """Return the shell of this process; its streams can show, and take, any character."""
        return cls(
            stdin=_any_character(sys.stdin, "r", "replace"),
            stdout=_any_character(sys.stdout, "w", "spell-out"),
            stderr=_any_character(sys.stderr, "w", "spell-out"),
            environ=os.environ,
            today=date.today,
        )

    def say(self, message: str) -> None:
        """Tell the user something that is not a result, wrapped where somebody reads it."""
        message = "\n".join(map(visible, message.split("\n")))
        if self.stderr.isatty():
            width = self._columns(self.stderr)
            lines = (fill(line, width, break_long_words=False) for line in message.split("\n"))
            message = "\n".join(lines)
        with suppress(OSError):  # the terminal may have gone
            self.stderr.write(f"{message}\n")
            self.stderr.flush()

    def put(self, text: str, *, always_utf8: bool = False) -> None:
        """Write a result to standard output, whose encoding may be forced where a format has one.

        Raises:
            FileAccessError: it cannot be written; what was left of it is given up.
        """
        try:
            if always_utf8 and (buffer := getattr(self.stdout, "buffer", None)):
                buffer.write(text.encode())
            else:
                self.stdout.write(text)
            self.stdout.flush()
        except OSError as error:
            self.give_up_output()
            raise FileAccessError(
                f"standard output: cannot be written: {error.strerror}."
            ) from error

    def give_up_output(self) -> None:
        """Send what is left of standard output nowhere, so that the end of the process is quiet."""
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self.stdout.fileno())
        os.close(nowhere)

    def read(self, path: Path, max_bytes: int) -> bytes:
        """Read a file, or standard input for `-`: at most one byte more than `max_bytes`.

        Raises:
            FileAccessError: it cannot be read.
        """
        if path == STDIO:
            return self.stdin.buffer.read(max_bytes + 1)
        return read_bytes(path, max_bytes)

    def name_of(self, path: Path) -> str:
        """Return what messages call a file that is read."""
        return STANDARD_INPUT if path == STDIO else str(path)

    @property
    def own_folder(self) -> Path:
        """The folder that is this user's for this program."""
        return Path(typer.get_app_dir("cse-check"))

    @property
    def drafts(self) -> PrivateFolder:
        """The drafts of this user."""
        return PrivateFolder(self.own_folder / "drafts")

    @property
    def local_contacts(self) -> PrivateFolder:
        """What this user confirmed or corrected: a file an area, called as its id."""
        return PrivateFolder(self.own_folder / "contacts", suffix=".yaml")

    def library(self, folder: Path | None = None) -> Library:
        """Return the catalogues: `--catalogue-dir`, the environment, the app's folder, our own."""
        folders = [Folder(folder, "--catalogue-dir")] if folder else []
        for named in self.environ.get("CSE_CHECK_CATALOGUES", "").split(os.pathsep):
            if named and Path(named).is_dir():
                folders.append(Folder(Path(named), "CSE_CHECK_CATALOGUES"))
            elif named:  # nothing stands before the numbers, and least of all this
                self.say(f"CSE_CHECK_CATALOGUES: {named}: is no folder, and is passed over.")
        own = self.own_folder / "catalogues"
        if own.is_dir():
            folders.append(Folder(own, "your own catalogues"))
        return Library([*folders, bundled_folder()])

    def edition(self, area: str | None, folder: Path | None) -> Edition:
        """Read the catalogue of an area, with what was confirmed or corrected here merged in.

        This is the one place where that is done. An overlay that cannot be read never hides the
        printed numbers: it is said to be broken, and they are given without it.

        Raises:
            UsageError: no area was named, or one that is not known.
        """
        printed = self.printed_edition(area, folder)
        name = printed.catalogue.area.id
        if not self.local_contacts.has(name):
            return printed
        from cse_check.corrections.overlay import merge

        try:
            catalogue = merge(printed.catalogue, self.overlay(name))
        except (FileAccessError, InvalidFileError) as error:
            self.say(f"{error}\n{UNREAD}")
            return printed
        return Edition(catalogue, printed.sha256)

    def printed_edition(self, area: str | None, folder: Path | None) -> Edition:
        """Read the catalogue of an area as its file has it.

        Raises:
            UsageError: no area was named, or one that is not known.
        """
        library = self.library(folder)
        if not area:
            known = ", ".join(library.areas)
            raise UsageError(f"Say which area: --area AREA. Known areas: {known}.")
        return library.find(area).read()

    def overlay(self, area: str) -> "Overlay":
        """Read what was confirmed or corrected here; `area` is an id. Empty if nothing was.

        Raises:
            FileAccessError: it cannot be read.
            InvalidFileError: with every fault of it.
        """
        from cse_check.corrections import overlay as local

        if not self.local_contacts.has(area):
            return local.empty(area)
        path = self.local_contacts.path_of(area)
        return local.load(read_bytes(path), str(path), area)

    def is_plain(self, *, plain: bool) -> bool:
        """Return whether to do without colour and drawing, whatever the stream is."""
        environ = self.environ
        return (
            plain
            or environ.get("TERM") == "dumb"
            or environ.get("ACCESSIBLE", "0") not in ("", "0")
        )

    def page(self, stream: TextIO, *, plain: bool) -> Page:
        """Return the page that this stream shows."""
        page = Page(page_width(self._columns(stream)))
        if self.is_plain(plain=plain):
            return page._replace(drawing=False)
        if not stream.isatty():
            return page
        console = self.console(stream, page)
        system = None if console.no_color else console.color_system
        drawing = (stream.encoding or "").lower().startswith("utf")
        match system:
            case "standard" | "256" | "truecolor":
                return page._replace(colours=system, drawing=drawing)
            case _:
                return page._replace(drawing=drawing)

    def console(self, stream: TextIO, page: Page) -> "Console":
        """Return a console on this stream, as wide as the page."""
        from rich.console import Console

        return Console(
            file=stream,
            width=page.width,
            highlight=False,
            markup=False,
            emoji=False,
            soft_wrap=True,
        )

    def show(self, document: Document, *, plain: bool) -> None:
        """Write a document to standard output, as a screen on a terminal, else as text."""
        self.put(self.lay_out(document, self.stdout, plain=plain))

    def lay_out(self, document: Document, stream: TextIO, *, plain: bool) -> str:
        """Return a document as this stream shows it."""
        name = self.default_format(stream, plain=plain)
        return render_document(document, name, self.page(stream, plain=plain))

    def default_format(self, stream: TextIO, *, plain: bool) -> str:
        """Return the format for this stream: a screen on a terminal, else text."""
        return "terminal" if stream.isatty() and not self.is_plain(plain=plain) else "text"

    @contextmanager
    def prompter(
        self, contacts: Document, role: Role, *, plain: bool, drafting: bool
    ) -> Iterator["Prompter"]:
        """Yield what asks the questions: single keys on a terminal, else plain lines."""

        def contacts_text() -> str:
            return self.lay_out(contacts, self.stderr, plain=plain)

        page = self.page(self.stderr, plain=plain)
        on_terminal = self.stdin.isatty() and self.stderr.isatty()
        if self.is_plain(plain=plain) or not on_terminal:
            from cse_check.prompts.lines import LinePrompter

            yield LinePrompter(
                self.stdin,
                self.stderr,
                contacts=contacts_text,
                role=role,
                keeps=KEEPS[drafting],
                width=page.width,
            )
            return
        from cse_check.prompts.keyboard import ConsoleKeys, Keyboard
        from cse_check.prompts.single_keys import KeyPrompter

        with Keyboard(ConsoleKeys(self.stdin), self.stderr) as keyboard:
            yield KeyPrompter(
                keyboard,
                self.console(self.stderr, page),
                contacts=contacts_text,
                role=role,
                keeps=KEEPS[drafting],
                confirms_stop=not drafting,
                drawing=page.drawing,
            )

    def _columns(self, stream: TextIO) -> int:
        columns = self.environ.get("COLUMNS", "")
        if columns.isascii() and columns.isdigit() and int(columns):
            return int(columns)
        try:
            return os.get_terminal_size(stream.fileno()).columns or 80
        except (OSError, ValueError):  # not a terminal; ValueError: not a file at all
            return 80
