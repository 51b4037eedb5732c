"""What the tests of the page share: an example with long words, and what is said in it."""

from datetime import datetime
from typing import Any, Final

from cse_check.model import Answer, Basis, Manner, Response, When
from cse_check.screening import Screening, screen
from examples import changed, edition

NOON: Final = datetime(2027, 7, 1, 12)
LONG: Final = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 3
REVISION: Final = 'revision: "2026-11-21"'
EXAMPLE: Final = edition(
    changed(
        ("    text: Truanting\n", f'    text: "{LONG} <b>&amp;</b>"\n'),
        ("    team: Police\n", f"    team: {LONG}\n"),
        ("name: School", f"name: School {LONG}"),
        (REVISION, f'{REVISION}\nreview_by: "2027-06-30"'),
    )
)
SAID: Final = {
    "school.truanting": Response(Answer.YES, When.PAST, Basis.OPINION, "a <b>\n\n* # `x` _y_"),
    "school.excluded": Response(Answer.NO, given=Manner.REST),
    "health.self-harm": Response(Answer.YES),
}


def screening(answers: dict[str, Response], **more: Any) -> Screening:
    """Return the screening of the example with these answers, at noon."""
    more = {"screened_on": NOON.date(), **more}
    return screen(EXAMPLE, answers, **more)
