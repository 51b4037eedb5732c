"""The move of the program's folder with every call failing in turn: nothing is lost or claimed."""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import Final
from unittest.mock import patch

import pytest
from faults.injection import Fault, fails, injected, is_asked_to_end

from cse_check.store.moving import settle

KEPT: Final = {"drafts/leeds-1.draft": "a draft", "contacts/leeds.yaml": "a correction"}


def prepare(home: Path, *, begun: bool) -> tuple[Path, Path]:
    folder, earlier = home / "new/cse-check", home / "old/cse-check"
    for name, text in KEPT.items():
        (earlier / name).parent.mkdir(parents=True, mode=0o700)
        (earlier / name).write_text(text)
        (earlier / name).chmod(0o600)
    if begun:
        (folder / "drafts").mkdir(parents=True, mode=0o700)
    return folder, earlier


def held_in(folder: Path) -> dict[str, str]:
    return {name: (folder / name).read_text() for name in KEPT if (folder / name).is_file()}


@contextmanager
def two_disks(*, wanted: bool) -> Iterator[None]:
    def across(*_: object, **__: object) -> None:
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))

    rename = os.rename

    def renamed(old: Path, new: Path) -> None:
        across() if Path(old).name == "cse-check" else rename(old, new)

    with ExitStack() as patches:
        if wanted:
            patches.enter_context(patch.object(os, "rename", renamed))
            patches.enter_context(patch.object(os, "link", across))
        yield


@pytest.mark.parametrize(
    ("disks", "begun", "happens"),
    [
        (1, False, fails),
        (1, True, fails),
        (2, False, fails),
        (2, True, fails),
        (1, False, is_asked_to_end),
        (1, True, is_asked_to_end),
    ],
)
def test_whatever_fails_nothing_is_lost_and_the_next_run_goes_on(
    disks: int, begun: bool, happens: Callable[[int], Fault], tmp_path: Path
) -> None:
    number, fired = 0, True
    while fired:
        number += 1
        folder, earlier = prepare(Path(mkdtemp(dir=tmp_path)), begun=begun)
        fault, said = happens(number), list[str]()
        used = None
        with two_disks(wanted=disks == 2):
            try:
                with injected(fault):
                    used = settle(folder, earlier, said.append)
            except KeyboardInterrupt:
                assert happens is is_asked_to_end
            assert held_in(earlier) | held_in(folder) == KEPT, fault.at
            if used and held_in(used) != KEPT:
                assert said, fault.at
            assert settle(folder, earlier, said.append) == folder
        assert held_in(folder) == KEPT, fault.at
        fired = fault.at is not None
    assert number > 2
