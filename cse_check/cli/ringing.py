"""Whom to ring, as a stream shows it: the short page that fits a screen, and all there is."""

from typing import Final, TextIO

from cse_check.cli.layout import lay_out, lay_out_card, page_for
from cse_check.cli.shell import Shell
from cse_check.model import Catalogue, Role
from cse_check.render.contacts import contacts_document
from cse_check.render.ringing import contacts_card
from cse_check.screening import statements_for

ROLE_WORDS: Final = {Role.PROFESSIONAL: "", Role.PUBLIC: f" --role {Role.PUBLIC}"}


def short_contacts(
    shell: Shell,
    stream: TextIO,
    catalogue: Catalogue,
    role: Role,
    *,
    plain: bool,
    more: str | None = None,
) -> str:
    """Return the numbers to ring now, in few rows; `more` says where all of them are to be had."""
    command = f"cse-check contacts --area {catalogue.area.id} --full{ROLE_WORDS[role]}"
    card = contacts_card(
        catalogue,
        role,
        shell.now(),
        statements_for(catalogue),
        width=page_for(shell, stream, plain=plain).width,
        more=(more or f"All, with sources: {command}",),
    )
    return lay_out_card(shell, card, stream, plain=plain)


def full_contacts(
    shell: Shell, stream: TextIO, catalogue: Catalogue, role: Role, *, plain: bool
) -> str:
    """Return all numbers for a role, each with its source, how old that is, and notes."""
    document = contacts_document(catalogue, role, shell.today())
    return lay_out(shell, document, stream, plain=plain)
