"""How a document is laid out for the stream that it goes to: its width, colours and format."""

from contextlib import suppress
from typing import TYPE_CHECKING, Final, TextIO

from cse_check.cli.shell import Shell
from cse_check.platforms import here
from cse_check.render import render_document
from cse_check.render.card import Card
from cse_check.render.document import Document
from cse_check.render.page import Page, page_width

if TYPE_CHECKING:
    from rich.console import Console

OFF: Final = ("", "0", "false", "no", "off")
"""What the environment says for no."""


def is_plain(shell: Shell, *, plain: bool) -> bool:
    """Return whether to do without colour and drawing, whatever the stream is."""
    accessible = shell.environ.get("ACCESSIBLE", "").strip().lower() not in OFF
    return plain or shell.environ.get("TERM") == "dumb" or accessible


def page_for(shell: Shell, stream: TextIO, *, plain: bool) -> Page:
    """Return the page that this stream shows."""
    page = Page(page_width(shell.columns(stream)), brief=here().is_terminal(stream))
    if is_plain(shell, plain=plain):
        return page._replace(drawing=False)
    if not here().is_terminal(stream):
        return page
    console = console_on(stream, page)
    system = None if console.no_color else console.color_system
    drawing = (stream.encoding or "").lower().startswith("utf")
    match system:
        case "standard" | "256" | "truecolor":
            return page._replace(colours=system, drawing=drawing)
        case _:
            return page._replace(drawing=drawing)


def console_on(stream: TextIO, page: Page) -> "Console":
    """Return a console on this stream, as wide as the page."""
    from rich.console import Console

    from cse_check.drawing import theme

    console = Console(
        file=stream,
        width=page.width,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=True,
    )
    console.push_theme(theme(console.color_system))
    return console


def show_document(shell: Shell, document: Document, *, plain: bool) -> None:
    """Write a document to standard output, as a screen on a terminal, else as text."""
    shell.put(lay_out(shell, document, shell.stdout, plain=plain))


def lay_out(shell: Shell, document: Document, stream: TextIO, *, plain: bool) -> str:
    """Return a document as this stream shows it."""
    name = default_format(shell, stream, plain=plain)
    return render_document(document, name, page_for(shell, stream, plain=plain))


def show_card(shell: Shell, stream: TextIO, card: Card, *, plain: bool) -> None:
    """Write a card to a stream of the shell, drawn on a terminal, else as text."""
    text = lay_out_card(shell, card, stream, plain=plain)
    if stream is shell.stdout:
        shell.put(text)
        return
    with suppress(OSError):  # the terminal may have gone
        stream.write(text)
        stream.flush()


def lay_out_card(shell: Shell, card: Card, stream: TextIO, *, plain: bool) -> str:
    """Return a card as this stream shows it."""
    if default_format(shell, stream, plain=plain) == "text":
        return card.text
    from cse_check.render.terminal import render_card

    return render_card(card, page_for(shell, stream, plain=plain))


def default_format(shell: Shell, stream: TextIO, *, plain: bool) -> str:
    """Return the format for this stream: a screen on a terminal, else text."""
    return "terminal" if here().is_terminal(stream) and not is_plain(shell, plain=plain) else "text"


def chosen(shell: Shell, name: str | None, *, plain: bool) -> tuple[str, Page]:
    """Return the format that was asked for, or the one that suits standard output, and its page.

    What was asked for by name is whole; what a terminal gets unasked tells long lists in brief.
    """
    page = page_for(shell, shell.stdout, plain=plain)
    if name:
        return name, page._replace(brief=False)
    return default_format(shell, shell.stdout, plain=plain), page
