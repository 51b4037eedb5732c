"""The forms and hooks in the project's root: what they offer is there, and does what they say."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from shells import Program

from examples import DATA, PROJECT

CATALOGUES = sorted(DATA.glob("*.yaml"))
FORMS = sorted((PROJECT / ".github" / "ISSUE_TEMPLATE").glob("[0-9]*.yml"))


def read(name: str) -> Any:
    return yaml.safe_load((PROJECT / name).read_text(encoding="utf-8"))


def local_hooks() -> Iterator[dict[str, Any]]:
    for repository in read(".pre-commit-config.yaml")["repos"]:
        yield from repository["hooks"]


(OFFERED,) = read(".pre-commit-hooks.yaml")


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda path: str(path.name))
def test_the_hook_for_councils_takes_a_catalogue_up_and_passes_it(
    catalogue: Path, tmp_path: Path
) -> None:
    shutil.copy(catalogue, tmp_path)

    assert re.search(OFFERED["files"], f"data/{catalogue.name}")
    assert Program(tmp_path).run_line(f"{OFFERED['entry']} {catalogue.name}").code == 0


def test_the_hook_for_councils_refuses_a_catalogue_with_a_fault(tmp_path: Path) -> None:
    text = CATALOGUES[0].read_text(encoding="utf-8")
    faulty = tmp_path / "indicators_smalltown.yaml"
    faulty.write_text(text.replace("urgent: true", "urgent: perhaps", 1), encoding="utf-8")

    ran = Program(tmp_path).run_line(f"{OFFERED['entry']} {faulty.name}")

    assert ran.code == 3
    assert "urgent" in ran.out + ran.err


@pytest.mark.parametrize("hook", list(local_hooks()), ids=lambda hook: str(hook["id"]))
def test_a_hook_of_this_project_calls_what_make_check_calls_or_cse_check(
    hook: dict[str, Any],
) -> None:
    tool = hook["entry"].removeprefix(".venv/bin/").removesuffix(" --force-exclude")

    called = (PROJECT / "Makefile").read_text(encoding="utf-8")
    assert f"$(BIN)/{tool}" in called or tool == "cse-check catalogue validate"


@pytest.mark.parametrize("form", FORMS, ids=lambda path: str(path.name))
def test_a_form_asks_for_nothing_about_a_child(form: Path) -> None:
    first = yaml.safe_load(form.read_text(encoding="utf-8"))["body"][0]

    assert "nothing here about a child" in first["attributes"]["value"]


def test_the_form_for_a_wrong_number_comes_first_and_begins_with_999() -> None:
    form = yaml.safe_load(FORMS[0].read_text(encoding="utf-8"))

    first = form["body"][0]["attributes"]["value"].splitlines()[0]
    assert "urgent" in form["labels"]
    assert first.startswith("**If a child may be in danger, ring 999 now.")
