"""What a summary ends with on a terminal: a card with what must not have scrolled away."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from cse_check.cli.layout import page_for, show_card
from cse_check.cli.outputs import Outputs
from cse_check.cli.shell import Shell
from cse_check.platforms import here
from cse_check.render.closing import Saved, closing_card
from cse_check.screening import Screening

if TYPE_CHECKING:
    from cse_check.signing import PublicKey


def show_closing(shell: Shell, screening: Screening, saved: Saved, *, plain: bool) -> None:
    """Show the card below everything else, if there is a terminal; a file or a pipe has no use."""
    if not here().is_terminal(shell.stderr):
        return
    width = page_for(shell, shell.stderr, plain=plain).width
    shell.say("")
    show_card(
        shell,
        shell.stderr,
        closing_card(screening, shell.now(), saved, width=width),
        plain=plain,
    )


def saved_in(record_file: Path, signed_by: "PublicKey | None" = None) -> Saved:
    """Return that a screening is that of a record, whose numbers are those of its day."""
    signed = f", signed with {signed_by.fingerprint}" if signed_by else ""
    return Saved(f"From the record {record_file}{signed}: check its numbers against 'contacts'.")


def saved_by(outputs: Outputs, *, written: bool) -> Saved:
    """Return whether the outputs keep the screening, and the command that shows it again."""
    if not (outputs.formats and written):
        return Saved("Not saved: no file keeps this screening.")
    names = ", ".join(map(str, outputs.formats)) + (", signed" if outputs.signed else "")
    if not outputs.records:
        return Saved(f"Saved: {names}. None of it is a record (.json).")
    return Saved(f"Saved: {names}.", f"cse-check report {shlex.quote(str(outputs.records[0]))}")
