"""What the page leaves behind in browsers that are killed: nothing; and the same in Firefox."""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from time import monotonic, sleep
from typing import Final

import pytest
from checklists import EXAMPLE, SAID, screening
from chromium import CHROMIUM
from chromium import browser as chromium
from firefox import FIREFOX, firefox, session_of

from cse_check.record import dump
from cse_check.render import render
from cse_check.render.checklist import checklist_page
from cse_check.render.page import Page

pytestmark = pytest.mark.slow
needs_chromium = pytest.mark.skipif(
    not CHROMIUM, reason="needs Chromium (apt-get install chromium)"
)
needs_firefox = pytest.mark.skipif(
    not FIREFOX, reason="needs Firefox (apt-get install firefox-esr)"
)
CANARY: Final = "zwjqkanarie"
PATIENCE: Final = 40
NAIVE: Final = """<!doctype html><title>x</title><input type="radio" id="naiveradio">
<input id="i"><textarea id="t"></textarea>"""
"""A page that takes no care: what is typed there is written down, and shows when that is done."""


EVERYTHING: Final = """
const canary = arguments[0];
for (const each of document.querySelectorAll('textarea, input[type=text]')) {
  each.value = canary;
  each.dispatchEvent(new Event('input', {bubbles: true}));
}
for (const each of document.querySelectorAll('input[value=yes]')) each.click();
for (const each of document.querySelectorAll('select')) {
  each.selectedIndex = 2;
  each.dispatchEvent(new Event('change', {bubbles: true}));
}
return document.querySelectorAll('input:checked').length;
"""
CARELESS: Final = """
for (const each of [i, t]) {
  each.value = arguments[0];
  each.dispatchEvent(new Event('input', {bubbles: true}));
}
naiveradio.click();
"""


def wait_until(condition: Callable[[], object]) -> None:
    end = monotonic() + PATIENCE
    while not condition():
        assert monotonic() < end
        sleep(0.2)


def files_with(profile: Path, word: str) -> list[str]:
    """Return the files of a profile that have a word in them, in the encodings of browsers."""
    looks = (word.encode(), word.encode("utf-16-le"))
    return [
        path.name
        for path in profile.rglob("*")
        if path.is_file() and any(each in session_of(path) for each in looks)
    ]


@pytest.fixture
def pages(tmp_path: Path) -> tuple[Path, Path]:
    ours, naive = tmp_path / "page.html", tmp_path / "naive.html"
    ours.write_bytes(checklist_page(EXAMPLE).encode())
    naive.write_text(NAIVE, encoding="utf-8")
    return ours, naive


@needs_firefox
def test_a_killed_firefox_has_written_down_nothing_that_was_entered(
    pages: tuple[Path, Path], tmp_path: Path
) -> None:
    profile = tmp_path / "profile"
    with firefox(profile, tmp_path) as opened:
        opened.open(pages[0])
        assert opened.run(EVERYTHING, CANARY) == 4
        tab = opened.call("WebDriver:NewWindow", type="tab")["handle"]
        opened.call("WebDriver:SwitchToWindow", handle=tab)
        opened.open(pages[1])
        opened.run(CARELESS, "anotherword")
        wait_until(lambda: files_with(profile, "anotherword"))
        sleep(1)
    assert files_with(profile, "naiveradio")
    assert files_with(profile, "page.html")
    assert files_with(profile, CANARY) == []
    assert files_with(profile, "answer-school") == []
    assert files_with(profile, "when-school") == []


class KilledError(Exception):
    """The browser is to be killed now."""


@needs_chromium
def test_a_killed_chromium_has_written_down_nothing_that_was_entered(
    pages: tuple[Path, Path], tmp_path: Path
) -> None:
    profile = tmp_path / "profile"
    with suppress(KilledError), chromium(profile) as opened:
        for page, script, word in ((pages[0], EVERYTHING, CANARY), (pages[1], CARELESS, "other")):
            target = opened.call("Target.createTarget", url="about:blank")["targetId"]
            session = opened.call("Target.attachToTarget", targetId=target, flatten=True)[
                "sessionId"
            ]
            opened.call("Page.enable", session)
            opened.events.clear()
            opened.call("Page.navigate", session, url=page.as_uri())
            opened.wait_for("Page.loadEventFired")
            called = f"(function () {{ {script} }})({json.dumps(word)})"
            opened.call("Runtime.evaluate", session, expression=called)
            field = "document.querySelector('textarea, #t').focus()"
            opened.call("Runtime.evaluate", session, expression=field)
            opened.call("Input.insertText", session, text=word)
        wait_until(lambda: files_with(profile, "otherother"))
        sleep(1)
        raise KilledError
    assert files_with(profile, "page.html")
    assert files_with(profile, CANARY) == []
    assert files_with(profile, "answer-school") == []


@needs_firefox
def test_firefox_makes_the_same_record_and_markdown(
    tmp_path: Path, pages: tuple[Path, Path]
) -> None:
    with firefox(tmp_path / "profile", tmp_path) as opened:
        opened.open(pages[0])
        day = opened.run(WALK)
        today = date.fromisoformat(day)
        made = screening({"school.truanting": SAID["school.truanting"]}, screened_on=today)
        wait_until(lambda: list(tmp_path.glob("exampleshire-*.json")))
        wait_until(lambda: list(tmp_path.glob("exampleshire-*.md")))
        blocked = opened.call(
            "WebDriver:ExecuteAsyncScript",
            script="fetch('https://example.org/').then(() => 1, () => 0).then(arguments[0])",
            args=[],
        )
    assert blocked["value"] == 0
    (record,), (markdown,) = (
        [each.read_bytes().decode() for each in tmp_path.glob(f"exampleshire-*.{ending}")]
        for ending in ("json", "md")
    )
    assert record == dump(made)
    assert markdown == render(made, "markdown", Page())


WALK: Final = r"""
const press = (name) => [...document.querySelectorAll('button')]
  .find((each) => each.offsetParent && each.textContent.startsWith(name)).click();
press('Begin');
const question = document.querySelector('section:not([hidden]) fieldset');
const area = question.querySelector('textarea');
area.value = 'a <b>\n\n* # `x` _y_';
area.dispatchEvent(new Event('input'));
question.querySelector('[value=yes]').click();
for (const [name, value] of [['when', 'past'], ['basis', 'opinion']]) {
  const select = question.querySelector(`[name=${name}]`);
  select.value = value;
  select.dispatchEvent(new Event('change'));
}
press('Check your answers');
press('Continue');
const now = new Date(), two = (n) => String(n).padStart(2, '0');
press('Save the record');
press('Save as text');
return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
"""
