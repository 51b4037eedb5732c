"""A Firefox without a window, with a profile of its own, and scripts run in its page."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")
PATIENCE = 60
PREFERENCES = {
    "browser.aboutwelcome.enabled": False,
    "browser.download.folderList": 2,
    "browser.sessionstore.interval": 300,
    "browser.sessionstore.resume_from_crash": True,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "dom.disable_beforeunload": False,
    "marionette.port": 0,
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "toolkit.telemetry.enabled": False,
}
"""Nothing on the network can be reached; what was typed is written down as soon as it ever is."""


class Firefox:
    """Runs scripts in a page."""

    def __init__(self, relay: "subprocess.Popen[str]") -> None:
        self._relay = relay
        self.call(
            "WebDriver:NewSession", capabilities={"alwaysMatch": {"pageLoadStrategy": "none"}}
        )

    def call(self, method: str, **params: Any) -> Any:
        """Do something, and return what came of it."""
        assert self._relay.stdin
        assert self._relay.stdout
        self._relay.stdin.write(json.dumps([method, params]) + "\n")
        self._relay.stdin.flush()
        answer = json.loads(self._relay.stdout.readline())
        assert not answer["error"], answer["error"]
        return answer["result"]

    def open(self, page: Path) -> None:
        """Open a page, and wait until it is there."""
        self.call("WebDriver:Navigate", url=page.as_uri())
        self.until(f"document.readyState === 'complete' && location.href === '{page.as_uri()}'")

    def run(self, script: str, *args: Any) -> Any:
        """Run the body of a function in the page, and return what it returns."""
        return self.call("WebDriver:ExecuteScript", script=script, args=list(args))["value"]

    def until(self, condition: str) -> None:
        """Wait until something is so."""
        end = monotonic() + PATIENCE
        while not self.run(f"return {condition}"):
            assert monotonic() < end, condition
            sleep(0.1)


@contextmanager
def firefox(profile: Path, downloads: Path) -> Iterator[Firefox]:
    """Start Firefox with this profile; in the end it is killed, as in a crash."""
    assert FIREFOX
    profile.mkdir()
    chosen = {**PREFERENCES, "browser.download.dir": str(downloads)}
    lines = (
        f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in chosen.items()
    )
    (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
    child = subprocess.Popen(
        [FIREFOX, "--headless", "--no-remote", "--marionette", "--profile", profile],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    relay = None
    try:
        port = _port(profile)
        relay = subprocess.Popen(
            [sys.executable, "-I", Path(__file__).with_name("marionette.py"), port],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        yield Firefox(relay)
    finally:
        child.kill()
        child.wait()
        if relay is not None:
            relay.kill()
            relay.communicate()


def _port(profile: Path) -> str:
    end, file = monotonic() + PATIENCE, profile / "MarionetteActivePort"
    while not (file.exists() and file.read_text()):
        assert monotonic() < end, "Firefox does not start"
        sleep(0.1)
    return file.read_text().strip()


def session_of(path: Path) -> bytes:
    """Return what is in a file, unpacked if it is as Firefox packs its sessions."""
    try:
        data = path.read_bytes()
    except OSError:  # it is gone again
        return b""
    return _unpacked(data[12:]) if data.startswith(b"mozLz40\0") else data


def _unpacked(data: bytes) -> bytes:
    """Return an LZ4 block unpacked: literals, then a copy of what came before, again and again."""
    out, at = bytearray(), 0

    def length(most: int) -> int:
        nonlocal at
        total = most
        while most == 15 and total >= 15:
            byte = data[at]
            at += 1
            total += byte
            if byte != 255:
                break
        return total

    while at < len(data):
        token = data[at]
        at += 1
        literals = length(token >> 4)
        out += data[at : at + literals]
        at += literals
        if at >= len(data):
            break
        back = int.from_bytes(data[at : at + 2], "little")
        at += 2
        for _ in range(length(token & 15) + 4):
            out.append(out[-back])
    return bytes(out)
