"""What asks the questions of a walk: single keys on a terminal, else plain lines."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import TYPE_CHECKING, Final

from cse_check.cli.asking import can_ask
from cse_check.cli.layout import console_on, is_plain, page_for
from cse_check.cli.shell import Shell
from cse_check.errors import EncodingError, FileAccessError
from cse_check.interview.prompter import Prompter
from cse_check.platforms import here
from cse_check.prompts.frame import Frame
from cse_check.render.page import page_width

if TYPE_CHECKING:
    from cse_check.prompts.keyboard import Keyboard

KEPT: Final = "What was answered by then is in the draft, if one is kept: 'cse-check drafts list'."
GONE: Final = "standard input or standard error: cannot be read or written any more: {}. " + KEPT


@contextmanager
def prompter_on(shell: Shell, frame: Frame, *, plain: bool) -> Iterator[Prompter]:
    """Yield what asks the questions: single keys on a terminal, else plain lines.

    Raises:
        EncodingError: what is answered is not UTF-8.
        FileAccessError: a question cannot be shown, or what is answered not read, any more.
    """
    try:
        with _prompter_on(shell, frame, plain=plain) as prompter:
            yield prompter
    except EncodingError:
        shell.say(f"\n{KEPT}")
        raise
    except OSError as error:
        raise FileAccessError(GONE.format(error.strerror)) from error


@contextmanager
def _prompter_on(shell: Shell, frame: Frame, *, plain: bool) -> Iterator[Prompter]:
    with ExitStack() as stack:
        if can_ask(shell) and not is_plain(shell, plain=plain):
            yield _single_keys(shell, frame, stack)
        else:
            yield _plain_lines(shell, frame)


def _plain_lines(shell: Shell, frame: Frame) -> Prompter:
    from cse_check.prompts.lines import LinePrompter

    typed = here().is_terminal(shell.stdin)
    return LinePrompter(
        shell.stdin,
        shell.stderr,
        frame,
        width=lambda: page_width(shell.columns(shell.stderr)),
        rest=partial(here().rest_of_burst, shell.stdin) if typed else None,
    )


def _single_keys(shell: Shell, frame: Frame, stack: ExitStack) -> Prompter:
    from cse_check.prompts.single_keys import KeyPrompter

    def keyboard() -> "Keyboard":
        from cse_check.prompts.keyboard import Keyboard  # only now: it takes long to import

        return stack.enter_context(Keyboard.of(shell.stdin, shell.stderr))

    page = page_for(shell, shell.stderr, plain=False)
    return KeyPrompter(
        keyboard,
        console_on(shell.stderr, page),
        frame,
        resize=lambda: (page_width(shell.columns(shell.stderr)), shell.rows(shell.stderr)),
        drawing=page.drawing,
    )
