"""What asks the questions of a walk: single keys on a terminal, else plain lines."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from cse_check.cli.layout import console_on, is_plain, page_for
from cse_check.cli.ringing import short_contacts
from cse_check.cli.shell import Shell
from cse_check.interview.walk import Prompter
from cse_check.model import Catalogue, Role

KEEPS: Final = {
    True: "Until you finish, your answers are kept as a draft for you alone.",
    False: "Nothing is kept unless you ask for it.",
}
KEPT_SO_FAR: Final = {
    True: "A draft keeps your answers.",
    False: "Nothing is kept until the end.",
}


@contextmanager
def prompter_on(
    shell: Shell, catalogue: Catalogue, role: Role, *, plain: bool, drafting: bool
) -> Iterator[Prompter]:
    """Yield what asks the questions: single keys on a terminal, else plain lines."""

    def contacts_text() -> str:
        more = f"'C' shows all, with sources. {KEPT_SO_FAR[drafting]}"
        return short_contacts(shell, shell.stderr, catalogue, role, plain=plain, more=more)

    page = page_for(shell, shell.stderr, plain=plain)
    on_terminal = shell.stdin.isatty() and shell.stderr.isatty()
    if is_plain(shell, plain=plain) or not on_terminal:
        from cse_check.prompts.lines import LinePrompter

        yield LinePrompter(
            shell.stdin,
            shell.stderr,
            contacts=contacts_text,
            role=role,
            keeps=KEEPS[drafting],
            width=page.width,
        )
        return
    from cse_check.prompts.keyboard import ConsoleKeys, Keyboard
    from cse_check.prompts.single_keys import KeyPrompter

    with Keyboard(ConsoleKeys(shell.stdin), shell.stderr) as keyboard:
        yield KeyPrompter(
            keyboard,
            console_on(shell.stderr, page),
            contacts=contacts_text,
            role=role,
            keeps=KEEPS[drafting],
            confirms_stop=not drafting,
            drawing=page.drawing,
        )
