"""`cse-check screen`: the checklist, from the first question to the summary."""

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec.structs import replace

from cse_check import answers as answers_file
from cse_check.cli import completion
from cse_check.cli.editions import draft_folder
from cse_check.cli.encryption import Encrypt, Identity, Recipients, Unsealed, Wish, key_for
from cse_check.cli.options import Area, CatalogueDir, Force, ForRole, Plain
from cse_check.cli.outputs import FormatName, Forms, OutputFiles, Outputs
from cse_check.cli.pages import check_shown
from cse_check.cli.remedies import explained
from cse_check.cli.screen.draft_keeper import DraftKeeper
from cse_check.cli.screen.ending import Ending
from cse_check.cli.screen.identity import Claims, named, of_case
from cse_check.cli.screen.start import afresh, amend, check_room_for, resume
from cse_check.cli.shell import Shell
from cse_check.cli.signing import Sign, signer_for
from cse_check.errors import FileAccessError, InterruptedScreeningError, UsageError
from cse_check.fhir.submitted import MAX_BYTES
from cse_check.interview.drafts import Draft
from cse_check.narrative import given as texts_in
from cse_check.sealing import DraftSeal, Lock

if TYPE_CHECKING:
    from cse_check.interview.prompter import Prompter

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def screen_command(
    context: typer.Context,
    area: Area = None,
    case: Annotated[
        str | None,
        typer.Option("--case", metavar="REF", help="A case reference: a pseudonym, never a name."),
    ] = None,
    role: ForRole = None,
    answers: Annotated[
        Path | None,
        typer.Option("--answers", metavar="FILE", help="Take the answers from a file; '-': stdin."),
    ] = None,
    draft: Annotated[
        str | None,
        typer.Option(
            "--resume",
            metavar="DRAFT",
            autocompletion=completion.drafts,
            help="Continue a draft; 'last' if there is only one.",
        ),
    ] = None,
    amended: Annotated[
        Path | None,
        typer.Option(
            "--amend",
            metavar="RECORD",
            autocompletion=completion.records,
            help="Start from a record, which the new one supersedes.",
        ),
    ] = None,
    output: OutputFiles = None,
    format_name: FormatName = None,
    form: Forms = False,
    plain: Plain = False,
    force: Force = False,
    no_draft: Annotated[
        bool, typer.Option("--no-draft", help="Keep no draft: an interruption loses everything.")
    ] = False,
    encrypt: Encrypt = False,
    recipient: Recipients = None,
    identity: Identity = None,
    unsealed: Unsealed = False,
    sign: Sign = None,
    catalogue_dir: CatalogueDir = None,
) -> None:
    """Go through an area's checklist, and get its summary.

    While you answer, a draft is kept in your own folder; it is removed at the end, and --no-draft
    keeps none. Nothing is ever sent. At each question one key answers: y yes, n no,
    ? not known, Enter skip; h shows all keys.
    """
    shell: Shell = context.obj
    if draft and (answers or amended or no_draft):
        raise UsageError("--resume continues a draft: leave out --answers, --amend and --no-draft.")
    check_shown(shell, format_name)
    key = key_for(shell, identity)
    claims = Claims.made_in(context, area=area, case=case, role=role)
    start = None
    if draft:
        start = resume(shell, draft, key, claims, folder=catalogue_dir)
    elif amended:
        start = amend(shell, amended, key, claims, folder=catalogue_dir)
    before = start.lock if start else None
    wish = Wish.of(recipient, encrypt=encrypt, unsealed=unsealed, before=before)
    outputs = Outputs.plan(output, force=force, encrypted=wish.encrypts, signed=sign is not None)
    lock, signer = wish.ask_lock(shell), signer_for(shell, sign)
    start = start or afresh(shell, area, role, catalogue_dir)
    check_room_for(shell, start.draft)
    begun = named(shell, start.draft, claims.case_ref)
    keeper = None if answers or no_draft else _keeper(shell, begun, start.claimed(shell), lock)
    ending = Ending(shell, outputs, lock, format_name, plain, form, signer)
    with _prompter(shell, begun, ending, keeper, needed=not answers) as prompter:
        finished = _fill_in(shell, begun, answers) if answers else _walk(begun, prompter, keeper)
        _end(ending, finished, prompter, keeper, is_new=not answers)


def _end(
    ending: Ending,
    finished: Draft,
    prompter: "Prompter | None",
    keeper: DraftKeeper | None,
    *,
    is_new: bool,
) -> None:
    """Show everything and see that it is saved; the draft stays until it is, or was declined."""
    screening = finished.screened(ending.shell.today())
    try:
        ending.show(screening)
    except FileAccessError as error:
        raise FileAccessError(f"{explained(error)}{_kept(keeper)}") from error
    if prompter and ending.offers:
        try:
            ending.offer(screening, finished.interview, prompter)
        except (EOFError, KeyboardInterrupt) as stopped:
            given = finished.interview.given
            area = finished.catalogue.area.id
            raise _stopped(given, area, keeper, is_new=is_new) from stopped
    if keeper:
        keeper.done()


def _kept(keeper: DraftKeeper | None) -> str:
    """Return what is left of a screening whose summary could not be written."""
    if keeper is None or keeper.name is None:
        return ""
    kept = "Only the first of your answers" if keeper.failing else "Your answers"
    return f"\n{kept} are kept: cse-check screen --resume {keeper.name}"


def _keeper(shell: Shell, begun: Draft, name: str | None, lock: Lock | None) -> DraftKeeper:
    close = DraftSeal(lock).close if lock else lambda data: data
    return DraftKeeper(draft_folder(shell), begun, name=name, close=close, warn=shell.say)


def _fill_in(shell: Shell, begun: Draft, path: Path) -> Draft:
    data = shell.read(path, MAX_BYTES)
    filled = answers_file.load(data, shell.name_of(path), begun.catalogue)
    for line in filled.notices:
        shell.say(f"{shell.name_of(path)}: {line}")
    begun = of_case(shell, begun, filled.case_ref)
    told = {field.name: text for field, text in texts_in(filled.narrative)}
    return replace(
        begun,
        answers={**begun.answers, **filled.answers},
        narrative=replace(begun.narrative, **told),
    )


def _prompter(
    shell: Shell, begun: Draft, ending: Ending, keeper: DraftKeeper | None, *, needed: bool
) -> "AbstractContextManager[Prompter | None]":
    """Return what asks on this terminal; nothing, where there is nothing to ask."""
    if not (needed or ending.offers):
        return nullcontext()
    from cse_check.cli.screen.frame import frame_of  # only now: elsewhere nobody is asked
    from cse_check.cli.screen.prompter import prompter_on

    encrypting = ending.lock is not None
    frame = frame_of(shell, begun, keeper, encrypting=encrypting, plain=ending.plain)
    return prompter_on(shell, frame, plain=ending.plain)


def _walk(begun: Draft, prompter: "Prompter | None", keeper: DraftKeeper | None) -> Draft:
    from cse_check.interview.prompter import keep_nothing
    from cse_check.interview.walk import walk

    assert prompter is not None  # noqa: S101 - a walk always has one
    keep = keeper.keep if keeper else keep_nothing
    try:
        return begun.at(walk(begun.interview, prompter, keep))
    except InterruptedScreeningError as stopped:
        raise _stopped(stopped.given, stopped.area, keeper, is_new=stopped.is_new) from stopped


def _stopped(
    given: int, area: str, keeper: DraftKeeper | None, *, is_new: bool
) -> InterruptedScreeningError:
    """Return that it was stopped, with what its draft keeps by what was last written."""
    name, kept = (keeper.name, keeper.kept) if keeper else (None, 0)
    return InterruptedScreeningError(given, area, name, kept=kept, is_new=is_new)
