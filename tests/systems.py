"""What a test needs of the system that it runs on; where that is not there, it says so and skips.

Nobody has run the tests on Windows yet: whoever does may find more that belongs here.
"""

import pytest

from cse_check.cli.files import ALONE, SHARED
from cse_check.platforms import here

ELSEWHERE = "run it on Linux or macOS"
IS_UNIX = here().has_modes

ENDING = here().ending
"""The signals that ask a process to end."""

READERS = ALONE if IS_UNIX else SHARED
"""Who can read a file that was written."""

unix = pytest.mark.skipif(
    not IS_UNIX, reason=f"needs modes, links, devices or signals as Unix has them: {ELSEWHERE}"
)


def need_unix(what: str) -> None:
    """Skip this test where the system is not like Unix."""
    if not IS_UNIX:
        pytest.skip(f"needs {what}: {ELSEWHERE}")
