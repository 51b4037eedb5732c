"""What was not used of a guide, listed for the end of a new file."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from cse_check.keeping.account import Account, Accounted, Use
from cse_check.unseen import visible

LONGEST: Final = 400
MOST: Final = 2000
"""How many lines are listed at most: a file must stay one that is read whole."""


def unused(account: Account) -> Iterator[str]:
    """Yield the account as comments of YAML: no word of a guide can end one."""
    yield f"# The whole guide: {account.summary('proposed')}."
    left = account.left
    if left:
        yield "# Look through what was not used: what should be asked belongs above."
    for each in left[:MOST]:
        yield f"#   {_line(each)}"
    if len(left) > MOST:
        yield f"#   ... and {len(left) - MOST} more, from line {left[MOST].line} on."
    dropped = Counter((each.why, each.text) for each in account.dropped)
    for (why, text), times in dropped.items():
        often = f", {times} times" if times > 1 else ""
        yield f"# Left out: {_shown(why)}{often}{f': {_shown(text)}' if text else ''}"


def _line(each: Accounted) -> str:
    if each.use is not Use.NOT_USED:
        return f"line {each.line}, the rest: {_shown(each.left)}"
    return f"line {each.line}{f' ({each.why})' if each.why else ''}: {_shown(each.text)}"


def _shown(text: str) -> str:
    shown = visible(" ".join(text.split()))
    return shown if len(shown) <= LONGEST else f"{shown[: LONGEST - 4]} ..."
