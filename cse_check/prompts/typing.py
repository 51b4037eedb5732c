"""Typed text: lines and paragraphs, with the editing that people know from everywhere else."""

from collections.abc import Callable

from prompt_toolkit import PromptSession
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.output import ColorDepth, Output

from cse_check.interview.texts import lone_key


def read_line(source: Input, screen: Output, prompt: str, begun: str = "") -> str:
    """Read a line up to Enter; what is pasted into it keeps its line breaks."""
    return _session(source, screen, KeyBindings()).prompt(prompt, default=begun)


def read_text(
    source: Input, screen: Output, prompt: str, begun: str, takes_enter: Callable[[], bool]
) -> str:
    """Read lines up to one that holds only a full stop, or up to Ctrl-D.

    Where no text is begun, a first line that is a lone token, or nothing, is given at once.
    `takes_enter` says whether Enter counts where nothing has been written.
    """
    bindings = KeyBindings()

    @bindings.add("enter")
    def _enter(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if not buffer.text and not takes_enter():
            return
        *lines, last = buffer.text.split("\n")
        if last.strip() == "." and lines and buffer.document.is_cursor_at_the_end:
            event.app.exit(result="\n".join(lines))
        elif not begun and not lines and lone_key(last):
            event.app.exit(result=last)
        else:
            buffer.newline(copy_margin=False)

    @bindings.add("c-d")
    def _end(event: KeyPressEvent) -> None:
        if event.current_buffer.text:
            event.app.exit(result=event.current_buffer.text)
        else:
            event.app.exit(exception=EOFError())

    return _session(source, screen, bindings).prompt(
        prompt, default=begun, multiline=True, prompt_continuation=lambda *_: " " * len(prompt)
    )


def _session(source: Input, screen: Output, bindings: KeyBindings) -> "PromptSession[str]":
    return PromptSession(
        input=source,
        output=screen,
        key_bindings=bindings,
        color_depth=ColorDepth.DEPTH_1_BIT,
        complete_while_typing=False,
        enable_suspend=True,
        reserve_space_for_menu=0,
        include_default_pygments_style=False,
    )
