"""Whose answers these are: an option never contradicts what a draft or a record says.

It is neither followed, which would put one child's answers under another's name, nor ignored.
"""

from typing import NamedTuple

import typer
from msgspec.structs import replace

from cse_check.case_ref import DOUBTED, check_case_ref, doubts
from cse_check.catalogue.library import is_called
from cse_check.cli.shell import Shell
from cse_check.errors import UsageError
from cse_check.interview.drafts import Draft
from cse_check.model import Role
from cse_check.screening import Screening


class Claims(NamedTuple):
    """What a command line says about a case; None where it says nothing.

    What the environment sets is a default, which gives way to what a draft or a record says.
    """

    area: str | None = None
    case_ref: str | None = None
    role: Role | None = None

    @classmethod
    def made_in(
        cls, context: typer.Context, *, area: str | None, case: str | None, role: Role | None
    ) -> "Claims":
        """Return what was typed on the command line itself.

        Raises:
            UsageError: the case reference cannot be one.
        """
        return cls(
            area if _was_typed(context, "area") else None,
            None if case is None else check_case_ref(case),
            role if _was_typed(context, "role") else None,
        )


def check_claims(shell: Shell, claims: Claims, old: Draft | Screening, start: str) -> None:
    """Check what was claimed against a draft or a record; `start` is the option that named it.

    The user is told both case references, but not by the error: an error never contains one.

    Raises:
        UsageError: they contradict each other.
    """
    area = old.edition.catalogue.area
    if claims.area and not is_called(area, claims.area):
        raise _contradiction("--area", start, f"{area.id}, not {claims.area}")
    if claims.case_ref and old.case_ref and claims.case_ref != old.case_ref:
        shell.say(f"--case says {claims.case_ref}, but {start} is case {old.case_ref}.")
        raise _contradiction("--case", start, "another case")
    if claims.role and claims.role != old.role:
        raise _contradiction("--role", start, f"{old.role}, not {claims.role}")


def named(shell: Shell, draft: Draft, case_ref: str | None) -> Draft:
    """Return the draft with this reference, if it has none; warn if it may be a name."""
    case_ref = draft.case_ref or case_ref
    for doubt in doubts(case_ref, shell.today()) if case_ref else ():
        shell.say(DOUBTED.format(doubt=doubt))
    return replace(draft, case_ref=case_ref)


def of_case(shell: Shell, begun: Draft, case_ref: str | None) -> Draft:
    """Return what was begun as of the case that its answers say, if they say one.

    Raises:
        UsageError: it is of another case already.
    """
    if case_ref is None or case_ref == begun.case_ref:
        return begun
    if begun.case_ref is None:
        return named(shell, begun, case_ref)
    shell.say(f"This is case {begun.case_ref}, but the answers are of case {case_ref}.")
    raise UsageError("--answers holds the answers of another case. Start a screening of that one.")


def say_named(shell: Shell, draft: Draft, case_ref: str | None) -> None:
    """Tell the user that what had no case reference now has this one."""
    if case_ref and not draft.case_ref:
        shell.say(f"It had no case reference. From now on it is case {case_ref}.")


def _contradiction(option: str, start: str, what: str) -> UsageError:
    return UsageError(
        f"{option} contradicts {start}, which is for {what}. Leave out {option} to continue it, "
        f"or start a new screening without {start.split()[0]}."
    )


def _was_typed(context: typer.Context, parameter: str) -> bool:
    source = context.get_parameter_source(parameter)
    return source is not None and source.name == "COMMANDLINE"
