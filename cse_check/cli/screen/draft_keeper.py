"""Keeping a draft while somebody answers, so that interrupted work is never lost."""

from collections.abc import Callable

from cse_check.cli.remedies import explained
from cse_check.errors import FileAccessError
from cse_check.interrupts import held
from cse_check.interview.drafts import MAX_BYTES, Draft, dump
from cse_check.interview.state import Interview
from cse_check.reading.files import check_room
from cse_check.store import PrivateFolder


class DraftKeeper:
    """Writes a draft after everything that is said, and removes it when the screening is done.

    `name` is that of the draft to go on with; without one, a draft is begun at the first answer.
    `close` encrypts, or gives its bytes back; `warn` tells the person once if it cannot be kept,
    and once when it can be again. `kept` counts what was in the draft when it was last written, and
    `failing` says that this was not the last time it should have been.
    """

    def __init__(
        self,
        folder: PrivateFolder,
        draft: Draft,
        *,
        name: str | None,
        close: Callable[[bytes], bytes],
        warn: Callable[[str], None],
    ) -> None:
        self._folder = folder
        self._draft = draft
        self._close = close
        self._warn = warn
        self.name = name
        self.kept = draft.interview.given if name else 0
        self.failing = False

    @held()  # a signal finds the draft written, and its name known
    def keep(self, interview: Interview) -> None:
        """Write the draft as it is now.

        A failure never stands in the way of the next question: the next answer tries again.
        """
        if not interview.given and self.name is None:
            return
        name = self.name or self._folder.fresh_name(interview.catalogue.area.id)
        try:
            data = self._close(dump(self._draft.at(interview)))
            check_room(data, "the draft", MAX_BYTES)
            self._folder.write(name, data)
        except FileAccessError as error:
            if not self.failing:
                self._warn(f"From here on no draft is kept: {explained(error)}")
            self.failing = True
        else:
            if self.failing:
                self._warn("The draft could be written again: all of it is kept.")
            self.name, self.kept, self.failing = name, interview.given, False

    def done(self) -> None:
        """Remove the draft of a finished screening. If it stays, that is said, and no failure."""
        if self.name is None:
            return
        try:
            self._folder.remove(self.name)
        except FileAccessError as error:
            self._warn(f"{error} It is finished: 'cse-check drafts purge' removes it.")
