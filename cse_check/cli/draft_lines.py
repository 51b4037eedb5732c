"""Which draft is meant, and what is shown of it: whose it is, how old, and how far it has got."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Final

from cse_check.cli.asking import can_ask, choose
from cse_check.cli.editions import draft_folder
from cse_check.cli.shell import Shell
from cse_check.errors import FileAccessError, InvalidFileError, UsageError
from cse_check.interview import drafts
from cse_check.interview.drafts import Draft
from cse_check.model import written_date
from cse_check.sealing import Key, Lock, is_sealed, lock_of, unseal
from cse_check.store import PrivateFile

LAST: Final = "last"


def own_drafts(shell: Shell) -> list[PrivateFile]:
    """Return this user's drafts, the newest first; say what is passed over, and why."""
    for problem in draft_folder(shell).doubts():
        shell.say(f"{problem} It is passed over.")
    return draft_folder(shell).files()


def wanted_draft(shell: Shell, wanted: str) -> PrivateFile:
    """Return the draft of that name. `last` is the only one; of several, the user chooses.

    Raises:
        UsageError: there is no such draft, or there are several and no terminal; the drafts are
            listed.
    """
    files = own_drafts(shell)
    if not files:
        raise UsageError("There is no such draft. There are no drafts.")
    if wanted != LAST:
        for file in files:
            if file.name == wanted:
                return file
        raise UsageError(_which("There is no such draft.", files))
    if len(files) == 1:
        return files[0]
    if not can_ask(shell):
        raise UsageError(_which("There is more than one draft: name the one you mean.", files))
    shell.say("There is more than one draft, the newest first:")
    return files[choose(shell, "Which one?", [listed(shell, file) for file in files])]


def open_draft(shell: Shell, file: PrivateFile, key: Key) -> tuple[Draft, Lock | None]:
    """Return a draft, decrypted, and what it was encrypted with.

    Raises:
        FileAccessError: it cannot be read.
        SealedFileError: it is encrypted, and the key does not open it.
        InvalidFileError: it is not a draft.
    """
    data = draft_folder(shell).read(file.name, drafts.MAX_BYTES)
    key = key.remembering()
    draft = drafts.load(unseal(data, key, file.name), file.name)
    return draft, lock_of(data, key)


def _which(problem: str, files: Iterable[PrivateFile]) -> str:
    """Return a problem and the drafts there are; an error never contains a case reference."""
    names = (f"  {file.name}  last changed {_touched(file)}" for file in files)
    return "\n".join([problem, *names, "'cse-check drafts list' shows whose they are."])


def listed(shell: Shell, file: PrivateFile) -> str:
    """Return a line for a list of drafts; what an encrypted draft says is not shown."""
    return f"{file.name}  {_touched(file)}  {_about(shell, file)}"


def state_lines(draft: Draft, file: PrivateFile) -> Iterator[str]:
    """Return whose answers a draft holds, how old it is, how much is answered and what is next.

    `file` is the draft's, as it was before it was taken over.
    """
    begun = written_date(date.fromisoformat(draft.started_on))
    touched = datetime.fromtimestamp(file.written)
    yield f"{draft.catalogue.area.name}, {whose(draft)}: {answered(draft)}."
    yield f"Begun on {begun}, last changed on {written_date(touched)} at {touched:%H:%M}."
    yield _next(draft)


def whose(draft: Draft) -> str:
    """Return the case reference of a draft, or that it has none."""
    return f"case {draft.case_ref}" if draft.case_ref else "no case reference"


def answered(draft: Draft) -> str:
    """Return how much of a draft is answered: `3 of 46 answered`."""
    given = sum(1 for response in draft.answers.values() if response.answer)
    return f"{given} of {sum(1 for _ in draft.catalogue.indicators)} answered"


def area_of(file: PrivateFile) -> str:
    """Return the id of the area of a draft, which its name begins with."""
    return file.name.rpartition("-")[0]


def _touched(file: PrivateFile) -> str:
    return datetime.fromtimestamp(file.written).strftime("%Y-%m-%d %H:%M")


def _about(shell: Shell, file: PrivateFile) -> str:
    try:
        data = draft_folder(shell).read(file.name, drafts.MAX_BYTES)
        if is_sealed(data):
            return "encrypted"
        draft = drafts.load(data, file.name)
    except (FileAccessError, InvalidFileError):
        return "not a draft that this version can read"
    return f"{draft.catalogue.area.name}, {whose(draft)}, {answered(draft)}"


def _next(draft: Draft) -> str:
    interview = draft.interview
    if interview.in_review:
        return "Next: the review of what was answered."
    place = interview.place
    return f"Next: {place.category.name}, question {place.number} of {len(interview.places)}."
