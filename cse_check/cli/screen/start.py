"""Where a screening starts: afresh, from a draft, or from the record that it supersedes."""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

from msgspec.structs import replace

from cse_check.catalogue.differences import differences
from cse_check.catalogue.joining import Part, joined
from cse_check.catalogue.renaming import Renaming
from cse_check.cli.draft_lines import open_draft, state_lines, wanted_draft
from cse_check.cli.editions import DANGER, draft_folder, read_edition
from cse_check.cli.records import open_record
from cse_check.cli.screen.identity import Claims, check_claims, say_named
from cse_check.cli.shell import Shell
from cse_check.errors import FileAccessError, UsageError
from cse_check.interview import drafts
from cse_check.interview.drafts import Draft
from cse_check.model import Answer, Basis, Edition, Manner, Response, Role, When
from cse_check.narrative import NO_NARRATIVE, ROOM
from cse_check.reading.files import check_room
from cse_check.screening import Screening
from cse_check.sealing import Key, Lock

CERTAIN: Final = 2 * 1024 * 1024
"""Of no more bytes than this by a rough estimate, every record of a catalogue can be read again."""
FULL: Final = Response(Answer.NO, When.CURRENT, Basis.REPORTED, "-", Manner.REST)
"""A response that says everything that one can say."""
TOO_LARGE: Final = (
    "The catalogue for {0} is too large for a screening: its record could not be read again. "
    "Nothing was asked. For its numbers: 'cse-check contacts --area {0}'."
)


class Start(NamedTuple):
    """What a screening starts from.

    `name` is that of its draft, if there is one already; `lock` is what that or the record was
    encrypted with.
    """

    draft: Draft
    name: str | None = None
    lock: Lock | None = None

    def claimed(self, shell: Shell) -> str | None:
        """Take its draft over, if there is one, and return the name that it has from now on."""
        if self.name is None:
            return None
        return draft_folder(shell).claim(self.name, self.draft.catalogue.area.id)


def afresh(shell: Shell, area: str | None, role: Role | None, folder: Path | None) -> Start:
    """Start with nothing answered yet."""
    edition = read_edition(shell, area, folder)
    return Start(drafts.begin(edition, role or Role.PROFESSIONAL, today=shell.today()))


def check_room_for(shell: Shell, begun: Draft) -> None:
    """Check before anything is asked that whatever is said can be written down and read again.

    Raises:
        FileAccessError: the catalogue is too large for that.
    """
    size = len(drafts.dump(begun)) * (4 + len(begun.catalogue.contacts))  # they are repeated
    if size <= CERTAIN:
        return
    from cse_check import record

    answers = {indicator.id: FULL for indicator in begun.catalogue.indicators}
    full = replace(begun, answers=answers, narrative=NO_NARRATIVE)
    try:
        written = record.dump(full.screened(shell.today()))
        # what is written may be twice as long there, and a third longer where it is encrypted
        check_room(written.encode(), "record", record.MAX_BYTES * 3 // 4 - 2 * ROOM)
    except FileAccessError as error:
        shell.say(DANGER)
        raise FileAccessError(TOO_LARGE.format(begun.catalogue.area.id)) from error


def resume(shell: Shell, wanted: str, key: Key, claims: Claims, *, folder: Path | None) -> Start:
    """Start from a draft, which is not taken over yet.

    It is shown whose it is, and exactly what has changed in its catalogue since.

    Raises:
        UsageError: there is no such draft, or it is not as was claimed.
    """
    file = wanted_draft(shell, wanted)
    draft, lock = open_draft(shell, file, key)
    check_claims(shell, claims, draft, f"--resume {file.name}")
    shell.say(f"Continuing the draft {file.name}.")
    for line in (*state_lines(draft, file), *_since(shell, draft.edition, folder)):
        shell.say(line)
    say_named(shell, draft, claims.case_ref)
    return Start(draft, file.name, lock)


def amend(shell: Shell, path: Path, key: Key, claims: Claims, *, folder: Path | None) -> Start:
    """Start from a record's answers, against today's catalogue.

    An answer is carried over only where the question is still the same, word for word, or where it
    became one with others: then what was said to all of them is.

    Raises:
        UsageError: the record is not as was claimed, or its area has no catalogue any more.
    """
    data, old, lock = open_record(shell, path, key)
    check_claims(shell, claims, old, f"--amend {path}")
    edition = read_edition(shell, old.edition.catalogue.area.id, folder)
    renaming = Renaming(edition.catalogue, old.edition.catalogue)
    kept = dict(_still_asked(old, edition, renaming))
    for line in (*_not_kept(old, edition, kept), *renaming.lines):
        shell.say(line)
    draft = drafts.begin(
        edition,
        old.role,
        today=shell.today(),
        case_ref=old.case_ref,
        supersedes=sha256(data).hexdigest(),
    )
    say_named(shell, draft, claims.case_ref)
    passed = sum(1 for _ in edition.catalogue.indicators)
    begun = replace(draft, answers=kept, narrative=old.narrative, cursor=passed)
    return Start(begun, lock=lock)


def _not_kept(old: Screening, edition: Edition, kept: Mapping[str, Response]) -> Iterator[str]:
    if old.edition != edition:
        yield "The catalogue has changed since that record:"
        for line in differences(old.edition.catalogue, edition.catalogue):
            yield f"- {line}"
    for name in old.answers:
        if edition.catalogue.renamed.get(name, name) not in kept:
            yield f"Not carried over, because it is no longer asked in the same words: {name}"


def _still_asked(
    old: Screening, edition: Edition, renaming: Renaming
) -> Iterator[tuple[str, Response]]:
    asks = {each.id: each.text for each in edition.catalogue.indicators}
    asked = {each.id: each.text for each in old.edition.catalogue.indicators}
    for indicator_id, text in asked.items():
        if indicator_id in old.answers:
            name = renaming.current(indicator_id)
            if was := renaming.joined.get(name):
                yield name, joined([Part(asked[each], old.response(each)) for each in was])
            elif asks.get(name) == text:
                yield name, old.answers[indicator_id]


def _since(shell: Shell, started_with: Edition, folder: Path | None) -> Iterator[str]:
    """Yield what today's catalogue has otherwise; the draft continues with its own."""
    area = started_with.catalogue.area.id
    try:
        today = read_edition(shell, area, folder)
    except UsageError:
        yield f"There is no longer a catalogue for {area}. This continues with the old one."
        return
    if today != started_with:
        yield "The catalogue has changed since this was started. It continues with the old one."
        yield from (f"- {line}" for line in differences(started_with.catalogue, today.catalogue))
