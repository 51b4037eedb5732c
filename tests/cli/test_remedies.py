"""What helps against a mistake, in the words of the command line; the core has none of them."""

import errno
from pathlib import Path

import pytest
from shells import PROGRAM, Program

from cse_check.batch.dialect import Dialect
from cse_check.cli.remedies import IN_MAPPING, WAYS, explained, unnamed
from cse_check.errors import (
    Fault,
    FileAccessError,
    InterruptedScreeningError,
    InvalidFileError,
    Remedy,
    UsageError,
    Way,
)


@pytest.mark.parametrize("way", Way)
def test_every_way_to_mend_something_has_its_words(way: Way) -> None:
    assert explained(UsageError("No.", remedy=Remedy(way))).startswith("No. ")
    assert set(WAYS) == set(Way)


@pytest.mark.parametrize("way", IN_MAPPING)
def test_what_a_mapping_says_is_to_be_changed_there(way: Way) -> None:
    assert "--" not in explained(UsageError("No.", remedy=Remedy(way, "x", "map.yaml")))
    assert way.replace("-", "_") in Dialect._fields
    assert set(Dialect._fields) == {each.replace("-", "_") for each in IN_MAPPING}


def test_an_error_without_a_remedy_is_shown_as_it_is() -> None:
    assert explained(UsageError("No.")) == "No."


def test_a_remedy_stands_behind_its_error() -> None:
    error = FileAccessError("a.md: already exists.", remedy=Remedy(Way.REPLACE))
    assert explained(error) == "a.md: already exists. --force replaces it."


def test_a_remedy_stands_below_the_faults_of_a_file() -> None:
    remedy = Remedy(Way.ENCODING, "utf-16")
    error = InvalidFileError([Fault("a.csv", 1, 1, "", "is UTF-16")], remedy=remedy)
    assert explained(error) == "a.csv:1:1: is UTF-16\nAdd --encoding utf-16."


def test_an_interruption_says_how_much_is_gone_and_whom_to_ring() -> None:
    assert explained(InterruptedScreeningError(3, "leeds")) == (
        "\nStopped before the summary. Nothing was kept: what was entered so far (3) is gone.\n"
        "Still worried? In immediate danger ring 999; to see whom else to ring, "
        "'cse-check contacts --area leeds'."
    )


def test_an_interruption_before_any_answer_says_that_nothing_was_kept() -> None:
    said = explained(InterruptedScreeningError(0, "leeds"))
    assert "Nothing was kept: nothing had been entered yet.\n" in said


def test_an_interruption_with_a_draft_says_how_to_go_on() -> None:
    said = explained(InterruptedScreeningError(3, "leeds", "leeds-1"))
    assert "What was entered so far (3) is kept as the draft leeds-1.\n" in said
    assert "cse-check screen --resume leeds-1\n" in said


def test_an_interruption_says_how_much_of_it_is_in_the_draft() -> None:
    said = explained(InterruptedScreeningError(5, "leeds", "leeds-1", kept=2))
    assert (
        "Not all of what was entered is kept: the last that could be written down, 2 of 5, is in "
        "the draft leeds-1.\n" in said
    )


def test_a_fault_of_the_system_names_the_file_and_says_what_was_done_and_what_to_do() -> None:
    fault = OSError(errno.EIO, "Input/output error", "plan.md")
    assert unnamed(fault) == (
        "cse-check: plan.md: cannot be read or written: Input/output error. It stopped there: only "
        "files of which it was said are written. A disk, a share or a terminal has failed there: "
        "run it again, or in another place."
    )


def test_a_fault_without_a_file_names_the_streams() -> None:
    said = unnamed(OSError(errno.ENXIO, "No such device or address"))
    assert said.startswith("cse-check: standard input, standard output or standard error: ")


def test_a_program_that_cannot_be_loaded_says_so(tmp_path: Path) -> None:
    code = "import sys; sys.modules['cse_check.cli'] = None; from cse_check.__main__ import main"
    ran = Program(tmp_path).run_bytes("-c", f"{code}; main()", command=PROGRAM[:1])
    assert ran.returncode == 1
    assert ran.stderr.startswith(b"cse-check could not be loaded: ")
    assert b"Traceback" not in ran.stderr
