"""How a screening ends: its files, its summary, the card, and an offer to save it."""

import os
from pathlib import Path
from textwrap import fill
from time import monotonic
from typing import TYPE_CHECKING, Final, NamedTuple

from cse_check.cli.asking import can_ask
from cse_check.cli.closing import saved_by, show_closing
from cse_check.cli.layout import page_for
from cse_check.cli.outputs import SEALED, Outputs, show
from cse_check.cli.remedies import explained
from cse_check.cli.shell import Shell
from cse_check.errors import FileAccessError
from cse_check.interrupts import held
from cse_check.platforms import here
from cse_check.screening import Screening
from cse_check.sealing import Lock
from cse_check.store import make_folder

if TYPE_CHECKING:
    from cse_check.interview.prompter import Prompter
    from cse_check.interview.state import Interview
    from cse_check.signing import Signer

SAVE: Final = ("s", "save")
FOLDER: Final = "cse-check"
OFFER: Final = f"s saves it in {Path('~') / FOLDER}  Enter leaves without saving"
ELSEWHERE: Final = ("o", "other")
AGAIN: Final = "s tries again  o another folder  Enter leaves without saving"
WHICH: Final = "In which folder? Only Enter goes back."
LEFT: Final = "Left without saving."
NOTHING_KEPT: Final = (
    "Nothing is kept: no file was named. To keep a record, add --output FILE.json."
)
SUFFIXES: Final = (".json", ".html")
"""What is saved: a record, and a summary that any machine opens."""


class Ending(NamedTuple):
    """What is to become of a screening, as the command line asked for it."""

    shell: Shell
    outputs: Outputs
    lock: Lock | None
    format_name: str | None
    plain: bool
    form: bool
    signer: "Signer | None" = None

    @property
    def offers(self) -> bool:
        """Whether to offer to save: no file was named, and somebody sees all of this."""
        return (
            not self.outputs.formats
            and can_ask(self.shell)
            and here().is_terminal(self.shell.stdout)
        )

    def show(self, screening: Screening) -> None:
        """Write the files that were named, and show everything.

        Raises:
            FileAccessError: a file could not be written; everything is shown all the same.
        """
        written = False
        try:
            with held():  # a signal finds it known that all is written
                self.outputs.write(
                    screening, self.shell, self.lock, signer=self.signer, form=self.form
                )
                written = True
        finally:
            show(screening, self.format_name, self.shell, plain=self.plain, form=self.form)
            self._close(screening, self.outputs, written=written)
        if not (self.outputs.formats or self.offers):
            self.shell.say(
                fill(NOTHING_KEPT, page_for(self.shell, self.shell.stderr, plain=True).width)
            )

    def offer(self, screening: Screening, interview: "Interview", prompter: "Prompter") -> None:
        """Ask whether to save, until it is saved or declined.

        An Enter that comes before anybody can have read the offer declines nothing: it was held
        down, or meant for what was asked before.

        Raises:
            EOFError, KeyboardInterrupt: the person stops, which declines nothing.
        """
        from cse_check.interview.asides import is_aside, not_understood
        from cse_check.interview.presses import parse_key
        from cse_check.prompts.turning import HELD, TOO_SOON

        offer = OFFER
        while True:
            shown = monotonic()
            token = prompter.ask_choice(offer, page=True).strip().lower()
            if token in (*SAVE, *ELSEWHERE):
                folder = saving_folder() if token in SAVE else _other_folder(prompter)
                if folder and self._save(screening, folder):
                    return
                offer = AGAIN
            elif not token and monotonic() - shown >= HELD:
                prompter.tell(LEFT)
                return
            elif not token:
                prompter.tell(TOO_SOON)
            elif not is_aside(parse_key(token), interview, prompter):
                prompter.tell(not_understood(token, "one of these"))

    def _save(self, screening: Screening, folder: Path) -> bool:
        """Save a record and a summary, show the card again, and return whether that worked."""
        try:
            outputs = new_outputs(screening, folder, encrypted=self.lock is not None)
            outputs.write(screening, self.shell, self.lock, form=self.form)
        except FileAccessError as error:
            self.shell.say(explained(error))
            return False
        self._close(screening, outputs, written=True)
        return True

    def _close(self, screening: Screening, outputs: Outputs, *, written: bool) -> None:
        show_closing(self.shell, screening, saved_by(outputs, written=written), plain=self.plain)


def _other_folder(prompter: "Prompter") -> Path | None:
    """Ask for another folder; None if the person would rather not."""
    named = prompter.ask_line(WHICH).strip()
    return Path(named).expanduser() if named else None


def saving_folder() -> Path:
    """Return the folder in which a screening is saved that nobody named a file for."""
    return Path.home() / FOLDER


def new_outputs(screening: Screening, folder: Path, *, encrypted: bool) -> Outputs:
    """Return files in this folder that are not there yet; no name says whose screening it is.

    Raises:
        FileAccessError: the folder cannot be made.
    """
    make_folder(folder)
    area = screening.edition.catalogue.area.id
    stem = f"{area}-{screening.screened_on}-{os.urandom(2).hex()}"
    end = SEALED if encrypted else ""
    paths = [folder / f"{stem}{suffix}{end}" for suffix in SUFFIXES]
    return Outputs.plan(paths, force=False, encrypted=encrypted)
