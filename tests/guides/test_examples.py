"""The example guides: what is committed is what the script makes, and every sign is a line."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from guides.making import MADE
from guides.papers import EXAMPLES

from cse_check.guides import Guide, GuideKind, LineKind, read_guide
from cse_check.numbers import doubt

NAMES = sorted(path.name for path in EXAMPLES.iterdir() if not path.name.endswith(".truth.yaml"))
JOINED = [name for name in NAMES if not name.endswith(".txt")]
"""Where a line of the guide is a whole item; plain text is joined where it is proposed from."""


@cache
def guide_of(name: str) -> Guide:
    return read_guide((EXAMPLES / name).read_bytes(), name)


@cache
def truth_of(name: str) -> dict[str, Any]:
    text = Path(EXAMPLES / name).with_suffix(".truth.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def signs_of(name: str) -> list[str]:
    truth = truth_of(name)
    return [*truth["indicators"], *truth["vulnerabilities"]]


@pytest.mark.parametrize("name", sorted(MADE))
def test_the_script_makes_what_is_committed(name: str) -> None:
    made = MADE[name]()
    assert made == (EXAMPLES / name).read_bytes()


def test_there_are_guides_of_every_kind_and_each_has_its_truth() -> None:
    assert len(NAMES) >= 12
    assert {guide_of(name).kind for name in NAMES} == set(GuideKind)
    assert all(12 <= len(signs_of(name)) <= 40 for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_sign_stands_in_the_lines_letter_for_letter(name: str) -> None:
    whole = " ".join(line.text for line in guide_of(name).lines)
    assert [sign for sign in signs_of(name) if sign not in whole] == []


@pytest.mark.parametrize("name", JOINED)
def test_every_sign_is_in_one_line(name: str) -> None:
    lines = [line.text for line in guide_of(name).lines]
    assert [sign for sign in signs_of(name) if not any(sign in line for line in lines)] == []


@pytest.mark.parametrize("name", JOINED)
def test_no_line_of_a_list_has_two_signs(name: str) -> None:
    listed = [line.text for line in guide_of(name).lines if line.kind is not LineKind.TEXT]
    signs = signs_of(name)
    assert [text for text in listed if sum(text.startswith(sign) for sign in signs) > 1] == []


@pytest.mark.parametrize("name", JOINED)
def test_headings_are_headings_or_stand_above_what_they_head(name: str) -> None:
    lines = {line.text: line.kind for line in guide_of(name).lines}
    assert [each for each in truth_of(name)["headings"] if each not in lines] == []
    assert LineKind.HEADING in lines.values()


@pytest.mark.parametrize("name", NAMES)
def test_every_number_is_in_a_line_as_it_is_printed(name: str) -> None:
    lines = [line.text for line in guide_of(name).lines]
    for contact in truth_of(name)["contacts"]:
        assert any(contact["number"] in line for line in lines), contact["number"]


@pytest.mark.parametrize("name", NAMES)
def test_no_number_but_999_and_101_could_be_answered(name: str) -> None:
    for contact in truth_of(name)["contacts"]:
        number = contact.get("means", contact["number"])
        digits = re.sub(r"\D", "", number.replace("+44 ", "0").replace("(0)", ""))
        assert digits in ("999", "101") or "drama" in str(doubt(digits)), number


def test_running_heads_and_page_numbers_are_left_out_and_told() -> None:
    guide = guide_of("pdf-wrapped.pdf")
    assert {(each.text, each.why, each.page) for each in guide.dropped} >= {
        ("Northfold CSE practice guidance Version 4", "a running head", 2),
        ("Page 2 of 3", "a page number", 2),
    }
    assert not any("Page 2" in line.text or "Version 4" in line.text for line in guide.lines)


def test_undone_hyphens_are_noted() -> None:
    notes = {line.text[:9]: line.notes for line in guide_of("pdf-wrapped.pdf").lines}
    assert notes["Repeatedl"] == ("undid the hyphen at the end of a line: whereabouts",)
