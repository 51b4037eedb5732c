"""What surrounds a walk on this machine: whom to ring, what is kept, and the user's editor."""

from typing import Final

from cse_check.cli.asking import can_ask
from cse_check.cli.ringing import full_contacts, short_contacts
from cse_check.cli.screen.draft_keeper import DraftKeeper
from cse_check.cli.shell import Shell
from cse_check.interview.drafts import Draft
from cse_check.model import overdue
from cse_check.narrative import Narrative
from cse_check.prompts.frame import Frame

KEEPS: Final = {
    True: "Until you finish, your answers are kept as a draft in your own folder.",
    False: "Nothing is kept unless you ask for it.",
}
KEPT_SO_FAR: Final = {
    True: "A draft keeps your answers.",
    False: "Nothing is kept until the end.",
}


UNKEPT: Final = "Your answers are not being kept: the draft cannot be written."


def frame_of(
    shell: Shell, draft: Draft, keeper: DraftKeeper | None, *, encrypting: bool, plain: bool
) -> Frame:
    """Return what surrounds the walk of this draft."""

    def contacts(every_one: bool) -> str:
        of = (shell, shell.stderr, draft.catalogue, draft.role)
        if every_one:
            return full_contacts(*of, plain=plain)
        kept = trouble() or KEPT_SO_FAR[keeper is not None]
        return short_contacts(*of, plain=plain, more=f"'C' shows all, with sources. {kept}")

    def trouble() -> str:
        return UNKEPT if keeper and keeper.failing else ""

    def edit(narrative: Narrative) -> Narrative | None:
        from cse_check.cli.screen.editor import edited

        return edited(shell, narrative)

    def no_edit(_narrative: Narrative) -> None:
        shell.say(
            "Not while the draft is encrypted: an editor needs the texts in an open file. "
            "'y' at the offer asks for them here."
        )

    return Frame(
        role=draft.role,
        contacts=contacts,
        keeps=KEEPS[keeper is not None],
        drafting=keeper is not None,
        case_ref=draft.case_ref,
        edit=(no_edit if encrypting else edit) if can_ask(shell) else None,
        trouble=trouble,
        kept=lambda: keeper.kept if keeper else 0,
        overdue=overdue(draft.catalogue, shell.today()),
    )
