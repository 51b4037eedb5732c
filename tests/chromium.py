"""A real browser without a window: what a page asks for, what it complains of, how it prints."""

import json
import os
import shutil
import subprocess
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PATIENCE = 60


def _has_arial() -> bool:
    """Return whether pages are set in Arial, or in a font with letters as wide as its."""
    match = shutil.which("fc-match")
    if match is None:
        return True  # not a system where fontconfig chooses
    found = subprocess.run([match, "Arial"], capture_output=True, text=True, check=False).stdout
    return any(family in found for family in ("Arial", "Liberation Sans", "Arimo"))


needs_arial = pytest.mark.skipif(
    not _has_arial(), reason="needs Arial, or as wide a font (apt-get install fonts-liberation)"
)
"""How many pages a text takes depends on its font; those of our pages end with Arial."""


class Looked(NamedTuple):
    """What came of looking at a page."""

    title: str
    text: str
    requests: list[str]
    complaints: list[str]
    pdf: bytes


class Browser:
    """Speaks Chromium's DevTools protocol over two pipes."""

    def __init__(self, commands: int, answers: int) -> None:
        self._commands = os.fdopen(commands, "wb", buffering=0)
        self._answers = os.fdopen(answers, "rb")
        self._number = 0
        self.events: list[dict[str, Any]] = []

    def close(self) -> None:
        self._commands.close()
        self._answers.close()

    def call(self, method: str, session: str | None = None, **params: Any) -> dict[str, Any]:
        """Do something, and give its result; what happened meanwhile is kept in `events`."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        self._commands.write(json.dumps(message).encode() + b"\0")
        while (answer := self._next()).get("id") != self._number:
            self.events.append(answer)
        assert "error" not in answer, answer
        return dict(answer["result"])

    def wait_for(self, method: str) -> None:
        """Wait until something has happened."""
        while not any(event.get("method") == method for event in self.events):
            self.events.append(self._next())

    def _next(self) -> dict[str, Any]:
        message = bytearray()
        while (byte := self._answers.read(1)) != b"\0":
            assert byte, "the browser has gone"
            message += byte
        return dict(json.loads(message))


@contextmanager
def browser(profile: Path) -> Iterator[Browser]:
    """Start Chromium with a profile of its own and no way out to a network."""
    assert CHROMIUM
    to_browser, commands = os.pipe()
    answers, from_browser = os.pipe()
    flags = (
        "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking "
        "--disable-component-update --disable-sync --remote-debugging-pipe"
    )
    line = f'exec "$0" {flags} "$@" 3<&{to_browser} 4>&{from_browser}'
    child = subprocess.Popen(
        ["bash", "-c", line, CHROMIUM, "--host-resolver-rules=MAP * ~NOTFOUND",
         f"--user-data-dir={profile}"],
        pass_fds=(to_browser, from_browser),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(to_browser)
    os.close(from_browser)
    opened = Browser(commands, answers)
    try:
        yield opened
        opened.call("Browser.close")
        child.wait(PATIENCE)
    finally:
        child.kill()
        child.wait()
        opened.close()


def look_at(page: Path, profile: Path) -> Looked:
    """Open a page, wait until it is there, print it, and give all that came of it."""
    with browser(profile) as chromium:
        target = chromium.call("Target.createTarget", url="about:blank")["targetId"]
        attached = chromium.call("Target.attachToTarget", targetId=target, flatten=True)
        session = attached["sessionId"]
        for domain in ("Page", "Network", "Log", "Runtime"):
            chromium.call(f"{domain}.enable", session)
        chromium.call("Page.navigate", session, url=page.as_uri())
        chromium.wait_for("Page.loadEventFired")
        title, text = (
            chromium.call("Runtime.evaluate", session, expression=wanted)["result"]["value"]
            for wanted in ("document.title", "document.body.innerText")
        )
        pdf = b64decode(chromium.call("Page.printToPDF", session, preferCSSPageSize=True)["data"])
        events = chromium.events
    return Looked(
        title,
        text,
        [
            event["params"]["request"]["url"]
            for event in events
            if event.get("method") == "Network.requestWillBeSent"
        ],
        [
            json.dumps(event["params"])
            for event in events
            if event.get("method")
            in ("Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown")
        ],
        pdf,
    )


@contextmanager
def driven() -> Iterator[Any]:
    """Yield a browser that playwright drives."""
    from playwright.sync_api import sync_playwright

    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=quiet)
        yield browser
        browser.close()
