"""What surrounds a walk on this machine: whom to ring, what is kept, and the user's editor."""

from typing import Final

from cse_check.cli.layout import lay_out
from cse_check.cli.shell import Shell
from cse_check.interview.drafts import Draft
from cse_check.narrative import Narrative
from cse_check.prompts.frame import Frame
from cse_check.render.contacts import contacts_document

KEEPS: Final = {
    True: "Until you finish, your answers are kept as a draft for you alone.",
    False: "Nothing is kept unless you ask for it.",
}


def frame_of(shell: Shell, draft: Draft, *, drafting: bool, encrypting: bool, plain: bool) -> Frame:
    """Return what surrounds the walk of this draft."""

    def contacts(_every_one: bool) -> str:
        document = contacts_document(draft.catalogue, draft.role, shell.today())
        return lay_out(shell, document, shell.stderr, plain=plain)

    def edit(narrative: Narrative) -> Narrative | None:
        from cse_check.cli.screen.editor import edited

        return edited(shell, narrative)

    def no_edit(_narrative: Narrative) -> None:
        shell.say(
            "Not while the draft is encrypted: an editor needs the texts in an open file. "
            "'y' at the offer asks for them here."
        )

    on_terminal = shell.stdin.isatty() and shell.stderr.isatty()
    return Frame(
        role=draft.role,
        contacts=contacts,
        keeps=KEEPS[drafting],
        drafting=drafting,
        case_ref=draft.case_ref,
        edit=(no_edit if encrypting else edit) if on_terminal else None,
    )
