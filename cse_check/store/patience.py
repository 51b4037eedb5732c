"""Trying again where another program has a file open for a moment.

On Windows a virus scanner or a synchroniser that looks at a file keeps others from replacing,
renaming and removing it. Elsewhere nothing is tried again.
"""

from collections.abc import Callable
from typing import Final, ParamSpec, TypeVar

from cse_check.platforms import here

PAUSES: Final = (0.05, 0.1, 0.2, 0.4, 0.8)
"""Seconds before each further try: a second and a half in all."""

Given = ParamSpec("Given")
Result = TypeVar("Result")


def patiently(work: Callable[Given, Result], *args: Given.args, **options: Given.kwargs) -> Result:
    """Return what this work gives, once no other program stands in its way any more.

    Raises:
        OSError: it fails for another reason, or that program does not let go.
    """
    for pause in PAUSES:
        try:
            return work(*args, **options)
        except OSError as error:
            if not here().is_passing(error):
                raise
        here().sleep(pause)
    return work(*args, **options)
