"""What every test runs under."""

import os
import signal
import sys
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

sys.path.insert(0, str(Path(__file__).parent / "no_network"))
__import__("sitecustomize")  # no test may touch the network, and no process that it starts

# In the background, or under nohup, a program begins with these ignored. Who ignores a signal hands
# that down to its children; who handles it does not, even if all that it does is nothing.
for name in ("SIGINT", "SIGHUP"):
    number = getattr(signal, name, None)
    if number is not None and signal.getsignal(number) is signal.SIG_IGN:
        signal.signal(number, lambda *_: None)

# the same change gets the same verdict wherever CI runs, and on a machine that stands still for a
# second; at a desk every run looks a little further
settings.register_profile(
    "suite",
    deadline=None,
    max_examples=60,
    derandomize=any(map(os.environ.get, ("CI", "CSE_CHECK_NO_SKIPS"))),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("suite")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Make a skip a failure where everything is installed, so that nothing is skipped unseen."""
    report = yield
    if report.skipped and os.environ.get("CSE_CHECK_NO_SKIPS"):
        report.outcome = "failed"
        report.longrepr = f"skipped, where nothing may be: {report.longrepr}"
    return report
