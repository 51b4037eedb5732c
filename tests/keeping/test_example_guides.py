"""The guides of examples/guides, each with its hand-made truth: what is proposed from them."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from shells import Program

from cse_check.guides import Guide, read_guide
from cse_check.keeping.proposals import Proposals, Use, propose
from cse_check.model import Kind
from cse_check.numbers import digits_of
from examples import PROJECT

GUIDES = PROJECT / "examples" / "guides"
TRUTHS = sorted(path.name.removesuffix(".truth.yaml") for path in GUIDES.glob("*.truth.yaml"))
LEAST_RECALL = 0.95
LEAST_PRECISION = 0.85

each_guide = pytest.mark.parametrize("name", TRUTHS)


def file_of(name: str) -> Path:
    (path,) = (each for each in GUIDES.glob(f"{name}.*") if not each.name.endswith(".yaml"))
    return path


@cache
def guide_of(name: str) -> Guide:
    return read_guide(file_of(name).read_bytes(), name)


@cache
def proposed(name: str) -> Proposals:
    return propose(guide_of(name))


def truth(name: str) -> Any:
    return yaml.safe_load((GUIDES / f"{name}.truth.yaml").read_text(encoding="utf-8"))


def plain(texts: Iterable[str]) -> list[str]:
    return [" ".join(text.casefold().split()).rstrip(".;,") for text in texts]


def words(name: str, kind: Kind | None = None) -> list[str]:
    groups = [each for each in proposed(name).groups if kind is None or each.kind is kind]
    return plain(item.words for group in groups for item in group.items)


def test_there_are_guides_of_at_least_twelve_shapes() -> None:
    assert len(TRUTHS) >= 12


@each_guide
def test_nearly_all_that_a_guide_asks_is_proposed_and_little_else(name: str) -> None:
    told = truth(name)
    wanted, found = plain(told["indicators"] + told["vulnerabilities"]), words(name)
    assert len(set(wanted) & set(found)) >= LEAST_RECALL * len(wanted), set(wanted) - set(found)
    right = sum(each in wanted for each in found)
    assert right >= LEAST_PRECISION * len(found), set(found) - set(wanted)


@each_guide
def test_vulnerabilities_are_proposed_as_such_and_as_nothing_else(name: str) -> None:
    assert words(name, Kind.VULNERABILITY) == plain(truth(name)["vulnerabilities"])


@each_guide
def test_every_line_is_accounted_for_once(name: str) -> None:
    account = proposed(name).account
    lines = [(each.line, each.text) for each in account.lines]
    read = {line.number for line in guide_of(name).lines}
    assert {number for number, _ in lines} == read
    assert len(lines) == len(guide_of(name).lines)
    assert sum(account.count(use) for use in Use) == len(lines)


@each_guide
def test_every_number_is_proposed_with_what_is_printed_beside_it(name: str) -> None:
    rung = proposed(name).rung
    wanted = [each for each in truth(name)["contacts"] if each["number"] != "999"]
    assert [digits_of(each.phone) for each in rung.contacts] == [
        digits_of(each.get("means", each["number"])) for each in wanted
    ]
    for found, told in zip(rung.contacts, wanted, strict=True):
        assert (found.team or "").casefold() in told.get("team", "").casefold(), told
        assert found.hours_text == told.get("hours_text"), told
        for field in ("hours", "audience"):
            said = getattr(found, field)
            assert (said.value if said else None) == told.get(field), (field, told)
        assert (found.option or "").removeprefix("option ") == told.get("option", ""), told


@pytest.mark.parametrize("name", ["pdf-wrapped", "word-whole"])
def test_a_guide_becomes_a_file_that_says_what_is_left_to_do(name: str, tmp_path: Path) -> None:
    program, path = Program(tmp_path), str(file_of(name))
    told = truth(name)
    made = program.run_inside(
        *("catalogue", "new", "x", "--authority", told["authority"], "--title", told["title"]),
        *("--published", "undated", "--from", path, "--output", "x.yaml"),
    )
    assert (made.code, "proposed" in made.err) == (0, True)
    ran = program.run_inside("catalogue", "validate", "x.yaml")
    assert ran.code == 3
    assert "indicators and contacts are not checked yet" in ran.out
    assert all("to do" in line or "not checked yet" in line for line in ran.out.splitlines())
