"""What surrounds a walk on this machine: whom to ring, what is kept, and the user's editor."""

from typing import Final

from cse_check.cli.ringing import full_contacts, short_contacts
from cse_check.cli.shell import Shell
from cse_check.interview.drafts import Draft
from cse_check.narrative import Narrative
from cse_check.prompts.frame import Frame

KEEPS: Final = {
    True: "Until you finish, your answers are kept as a draft for you alone.",
    False: "Nothing is kept unless you ask for it.",
}
KEPT_SO_FAR: Final = {
    True: "A draft keeps your answers.",
    False: "Nothing is kept until the end.",
}


def frame_of(shell: Shell, draft: Draft, *, drafting: bool, encrypting: bool, plain: bool) -> Frame:
    """Return what surrounds the walk of this draft."""

    def contacts(every_one: bool) -> str:
        of = (shell, shell.stderr, draft.catalogue, draft.role)
        if every_one:
            return full_contacts(*of, plain=plain)
        more = f"'C' shows all, with sources. {KEPT_SO_FAR[drafting]}"
        return short_contacts(*of, plain=plain, more=more)

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
